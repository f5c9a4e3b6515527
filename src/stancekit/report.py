"""An analysed article as a page to read, print and pass on: a plain record first, then HTML or Markdown of it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final

from .article import AUTHOR, ArticleAnalysis, ArticleStatement, HolderPosition
from .errors import StancekitError
from .labels import LABELS, Stance
from .plot import plot_record
from .positions import MIXED
from .terminal import MARKS

Record = dict[str, Any]

_PARAGRAPH: Final = re.compile(r"[^\r\n]*\S[^\r\n]*")
_CLOSING: Final = re.compile("[.,;:!?…\"”’»“']+")
# What HTML does not allow, and the marks that turn round whatever comes after them: even an element that shuts
# directions in is opened again by an isolate that its text leaves unclosed.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Marks that mean something anywhere in a line, and those that do at its beginning only.
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]|~$]|:(?=//)|^(?:[-+#>=]|\d+(?=[.)])))")
_DEFINITIONS: Final = {str(label): label.definition for label in LABELS} | {
    MIXED: "of several statements some are in favor and some against, and both are clear"
}


class MissingReportPackageError(StancekitError, ImportError):
    """A package of the extra `report` is not installed."""


def article_record(
    analysis: ArticleAnalysis, *, name: str = "article", title: str | None = None, date: str | None = None
) -> Record:
    """Everything that a report shows, as plain values.

    Parameters
    ----------
    analysis : ArticleAnalysis
    name : str
        Where the article came from.
    title, date : str, optional
        Of the article.

    Returns
    -------
    dict
        ``name``, ``title``, ``date``, ``targets``, ``legend``, ``paragraphs`` (lists of segments of text, each
        with the number of its statement), ``statements``, ``holders`` and ``plot`` (see `stancekit.plot`).
    """
    statements = [
        _statement_record(number, statement, analysis.targets) for number, statement in enumerate(_shown(analysis), 1)
    ]
    return {
        "name": name,
        "title": title or PurePath(name).stem,
        "date": date,
        "targets": list(analysis.targets),
        "legend": [{"stance": stance, "mark": MARKS[stance], "means": text} for stance, text in _DEFINITIONS.items()],
        "paragraphs": _paragraphs(analysis.text, statements),
        "statements": statements,
        "silent": len(analysis.statements) - len(statements),
        "holders": [_holder_record(holder, statements) for holder in analysis.holders]
        + _unknown_record(analysis, statements),
        "plot": plot_record(analysis.holders, analysis.targets),
    }


def render_html(record: Mapping[str, Any]) -> str:
    """One self-contained page: no script, nothing loaded, a content security policy that forbids both.

    Raises
    ------
    MissingReportPackageError
        If jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingReportPackageError(
            f"a report needs the package {error.name}; install it with: pip install 'stancekit[report]'"
        ) from error
    environment = Environment(
        loader=PackageLoader("stancekit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    style = files("stancekit").joinpath("templates", "article.css").read_text(encoding="utf-8")
    return environment.get_template("article.html.j2").render(
        **_without_controls(dict(record)), style=Markup(style), style_hash=_hash(style)
    )


def render_markdown(record: Mapping[str, Any]) -> str:
    """The same without the plot, for notes and version control.

    Examples
    --------
    >>> import stancekit
    >>> page = render_markdown(article_record(stancekit.analyze_article('Ann Lee said: "Keep the sanctions now."')))
    >>> page.splitlines()[0]
    '# article'
    """
    targets = record["targets"]
    lines = [f"# {_escaped(record['title'])}", ""]
    lines += [f"{_escaped(record['name'])}{', ' + record['date'] if record['date'] else ''}", ""]
    lines += ["## Who stands where", "", *_markdown_row(["holder", "statements", *map(_escaped, targets)], header=True)]
    for holder in record["holders"]:
        cells = [_markdown_position(position) for position in holder["positions"]]
        who = holder["name"] + (f", {holder['role']}" if holder["role"] else "")
        lines += _markdown_row([_escaped(who), str(holder["statements"]), *(cells or ["–"] * len(targets))])
    lines += ["", "## What they say", ""]
    for holder in record["holders"]:
        lines += [f"### {_escaped(holder['name'])}", ""]
        for quote in holder["quotes"]:
            lines += [f"- {_escaped(quote['shown'])} ({quote['kind']}, {quote['start']}–{quote['end']})"]
            for found in quote["stances"]:
                words = ", ".join(word["text"] for word in found["words"])
                evidence = f": {_escaped(words)}" if words else ""
                lines += [
                    f"  - {_escaped(found['target'])} {found['mark']} {found['stance']} "
                    f"{found['confidence']:.2f}{evidence}"
                ]
        lines.append("")
    lines += ["## The marks", "", *(f"- {item['mark']} {item['stance']}: {item['means']}" for item in record["legend"])]
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines)) + "\n"


def _shown(analysis: ArticleAnalysis) -> list[ArticleStatement]:
    return [found for found in analysis.statements if found.kind != AUTHOR or found.takes_position]


def _statement_record(number: int, statement: ArticleStatement, targets: Sequence[str]) -> Record:
    values = statement.as_dict()
    stances = []
    for target in targets:
        found = values[target]
        stances.append(
            {
                "target": target,
                "stance": found["stance"],
                "mark": MARKS[found["stance"]],
                "confidence": found["confidence"],
                "probabilities": found["probabilities"],
                "words": found["evidence"],
                "abstained": found["abstained"],
                "takes": found["stance"] != Stance.NEITHER and not found["abstained"],
            }
        )
    shown = " ".join(statement.text.split())
    return {
        "number": number,
        "holder": statement.holder,
        "role": statement.role,
        "kind": statement.kind,
        "text": statement.text,
        "shown": f"“{shown}”" if statement.kind == "direct" else shown,
        "start": statement.start,
        "end": statement.end,
        "stances": stances,
        "takes": statement.takes_position,
    }


def _holder_record(holder: HolderPosition, statements: Sequence[Record]) -> Record:
    return {
        "name": holder.holder,
        "role": holder.role,
        "statements": holder.statements,
        "positions": [
            {"target": target, "mark": MARKS[position.stance], **position.as_dict()}
            for target, position in holder.positions.items()
        ],
        "quotes": [found for found in statements if found["holder"] == holder.holder],
    }


def _unknown_record(analysis: ArticleAnalysis, statements: Sequence[Record]) -> list[Record]:
    """Statements of speakers whom the article does not name: shown, but not pooled."""
    known = {holder.holder for holder in analysis.holders}
    quotes = [found for found in statements if found["holder"] not in known]
    if not quotes:
        return []
    return [{"name": "unknown", "role": None, "statements": len(quotes), "positions": [], "quotes": quotes}]


def _paragraphs(text: str, statements: Sequence[Record]) -> list[list[Record]]:
    """Every line of the article, cut where a statement begins or ends; of nested ones the innermost counts."""
    paragraphs = []
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        inside = [found for found in statements if found["start"] < end and found["end"] > start]
        edges = {edge for found in inside for edge in (found["start"], found["end"]) if start < edge < end}
        cuts = [start, *sorted(edges), end]
        paragraphs.append(_punctuated([_segment(text, *span, inside) for span in pairwise(cuts)]))
    return paragraphs


def _punctuated(segments: list[Record]) -> list[Record]:
    """Give a statement the stop and the quote mark after it, so that they stand before its tag."""
    for segment, following in pairwise(segments):
        if segment["ending"] and following["statement"] is None and (marks := _CLOSING.match(following["text"])):
            segment["after"] = marks[0]
            following["text"] = following["text"][marks.end() :]
    return segments


def _segment(text: str, start: int, end: int, statements: Sequence[Record]) -> Record:
    covering = [found for found in statements if found["start"] <= start and end <= found["end"]]
    innermost = max(covering, key=lambda found: (found["start"], -found["end"]), default=None)
    return {
        "text": text[start:end],
        "statement": innermost,
        "starting": [found for found in covering if found["start"] == start],
        "ending": sorted((f for f in covering if f["end"] == end), key=lambda found: -found["start"]),
        "after": "",
    }


def _percent(value: float) -> str:
    return f"{value:.2f}"


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def _without_controls(value: Any) -> Any:
    """The record without characters that a page would obey."""
    if isinstance(value, str):
        return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {name: _without_controls(item) for name, item in value.items()}
    return [_without_controls(item) for item in value] if isinstance(value, list) else value


def _escaped(text: str) -> str:
    """A text that Markdown, and the HTML in it, shows as it is."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    mark = match[0]
    return f"&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else f"\\{mark}"


def _markdown_row(cells: Sequence[str], header: bool = False) -> list[str]:
    row = "| " + " | ".join(cells) + " |"
    return [row, "| " + " | ".join("---" for _ in cells) + " |"] if header else [row]


def _markdown_position(position: Mapping[str, Any]) -> str:
    return f"{position['mark']} {position['stance']} {position['confidence']:.2f}"
