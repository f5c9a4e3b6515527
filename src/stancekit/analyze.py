"""The command `stancekit analyze`: articles in, tables and reports out."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .article import (
    AUTHOR,
    ArticleAnalysis,
    ArticleStatement,
    HolderPosition,
    analyze_article,
    statement_columns,
    statement_rows,
)
from .documents import Document, document_from_bytes, find_files, read_documents
from .errors import InputError, Problem
from .model import StanceModel
from .report import article_record, render_html, render_markdown
from .rows import SUFFIXES as TABLE_SUFFIXES
from .rows import Row, chunks, replacing, same_file, write_rows
from .storage import load_model
from .terminal import counted, harmless, make_console, progress_bar, say, stance_text
from .timeline import Timeline, timeline_columns

_Analysed = tuple[Document, ArticleAnalysis]

_INPUT: Final = "standard input"
_EXCERPT: Final = 300
_ROLE: Final = 60


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where results go; the terminal, if nowhere else."""

    json: bool = False
    table: Path | None = None
    timeline: Path | None = None
    html: Path | None = None
    markdown: Path | None = None

    @property
    def to_terminal(self) -> bool:
        """Whether nothing was asked for but to look."""
        return not (self.json or self.table or self.timeline or self.html or self.markdown)

    @property
    def pages(self) -> list[Path]:
        """Reports, each of one article."""
        return [page for page in (self.html, self.markdown) if page]


@dataclass
class _Seen:
    """What is kept of the articles that went by."""

    timeline: Timeline
    count: int = 0
    last: _Analysed | None = None


def analyze_files(
    files: Sequence[str],
    outputs: Outputs,
    *,
    model: Path | None,
    max_error: float | None,
    text_column: str,
    date_column: str,
) -> None:
    """Analyse articles one after the other; what cannot be read is named at the end.

    Raises
    ------
    InputError
        With every file and row that could not be read, after the others are done.
    """
    problems: list[Problem] = []
    from_input = not files or list(files) == ["-"]
    paths = [] if from_input else find_files(files, problems)
    many = len(paths) > 1 or _has_table(paths)
    if outputs.pages and many:
        raise InputError(f"a report shows one article, got {len(paths)} files or a table; use --out for many")
    for page in outputs.pages:
        _check_folder(page)
    for written in (outputs.table, outputs.timeline, *outputs.pages):
        if written and any(same_file(written, path) for path in paths):
            raise InputError(f"{written} is one of the articles; give another name for what is written")
    documents = [_standard_input()] if from_input else _documents(paths, problems, text_column, date_column)
    loaded = load_model(model)
    seen = _Seen(Timeline())
    analyses = _analyses(loaded, max_error, documents, outputs, seen)
    with progress_bar("articles") as progress:
        task = progress.add_task("analyzing", total=None if _has_table(paths) else max(1, len(paths)))
        watched = _counted(analyses, lambda: progress.advance(task))
        if outputs.table:
            count = _write_table(outputs.table, watched, loaded, problems)
        else:
            deque(watched, maxlen=0)
    if outputs.table:
        say(f"{counted(count, 'statement')} of {counted(seen.count, 'article')} written to {outputs.table}")
    _finish(outputs, seen, loaded, many)
    if problems:
        raise InputError(problems)


def _analyses(
    model: StanceModel, max_error: float | None, documents: Iterable[Document], outputs: Outputs, seen: _Seen
) -> Iterator[_Analysed]:
    for document in documents:
        analysis = analyze_article(document.text, model, max_error=max_error)
        seen.timeline.add(analysis, document.date)
        seen.count += 1
        seen.last = (document, analysis)
        if outputs.json:
            about = {"article": document.name, "title": document.title, "date": document.date}
            print(json.dumps(analysis.as_dict() | about, ensure_ascii=False))
        yield document, analysis


def _finish(outputs: Outputs, seen: _Seen, model: StanceModel, many: bool) -> None:
    if seen.last is None:
        return
    if outputs.timeline:
        columns = timeline_columns(model.targets)
        rows = seen.timeline.rows()
        write_rows(outputs.timeline, [rows], _layout(outputs.timeline, columns))
        say(f"{len(rows)} positions written to {outputs.timeline}")
    document, analysis = seen.last
    if outputs.pages:
        record = article_record(analysis, name=Path(document.name).name, title=document.title, date=document.date)
        for path, render in ((outputs.html, render_html), (outputs.markdown, render_markdown)):
            if path:
                _write(path, render(record))
                say(f"report written to {path}")
    if outputs.to_terminal:
        console = make_console()
        if many:
            _print_holders(console, seen.timeline.holders(), analysis.targets, f"{seen.count} articles")
        else:
            _print_statements(console, analysis)
            _print_holders(console, analysis.holders, analysis.targets)


def _documents(
    paths: Iterable[Path], problems: list[Problem], text_column: str, date_column: str
) -> Iterator[Document]:
    for path in paths:
        yield from read_documents(path, problems, text_column=text_column, date_column=date_column)


def _standard_input() -> Document:
    if sys.stdin.isatty():
        raise InputError("no article given; name files or folders, or send an article to standard input")
    return document_from_bytes(sys.stdin.buffer.read(), _INPUT)


def _has_table(paths: Iterable[Path]) -> bool:
    return any(path.suffix.lower() in TABLE_SUFFIXES for path in paths)


def _counted(analyses: Iterable[_Analysed], advance: Callable[[], None]) -> Iterator[_Analysed]:
    for analysed in analyses:
        yield analysed
        advance()


def _write_table(path: Path, analyses: Iterable[_Analysed], model: StanceModel, problems: Sequence[Problem]) -> int:
    def rows() -> Iterator[Row]:
        empty = True
        for document, analysis in analyses:
            empty = False
            yield from statement_rows(analysis, document.name, document.date)
        if empty:
            raise InputError(problems)  # of nothing that could be read no table is written

    # The empty part makes a header also for articles without a statement.
    return write_rows(path, chain([[]], chunks(rows())), _layout(path, statement_columns(model)))


def _layout(path: Path, columns: dict[str, str]) -> Any:
    """What `write_rows` wants to know beforehand; without it a first chunk of no dates would fix the type."""
    if path.suffix.lower() != ".parquet":
        return list(columns)
    import pyarrow as pa

    return pa.schema([pa.field(name, pa.type_for_alias(kind)) for name, kind in columns.items()])


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(f"cannot write {path}: the folder {path.parent} does not exist; make it first")


def _write(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _print_statements(console: Console, analysis: ArticleAnalysis) -> None:
    shown = [statement for statement in analysis.statements if statement.kind != AUTHOR or statement.takes_position]
    table = Table(show_lines=True, expand=True)
    table.add_column("who", ratio=2)
    table.add_column("statement", ratio=5)
    for target in analysis.targets:
        table.add_column(target, ratio=2, min_width=17)
    for statement in shown:
        cells = [_stance_cell(statement, target) for target in analysis.targets]
        role = f"\n{_shortened(statement.role, _ROLE)}" if statement.role else ""
        who = Text.assemble(harmless(statement.holder), (role, "dim"))
        table.add_row(who, Text(_excerpt(statement.text, statement.kind == "direct")), *cells)
    if shown:
        console.print(table)
    silent = len(analysis.statements) - len(shown)
    rest = f"{counted(silent, 'sentence')} of the author or of readers without a position"
    console.print(Text(f"{counted(len(shown), 'statement')}; {rest}", style="dim"))


def _stance_cell(statement: ArticleStatement, target: str) -> Text:
    found = statement.predictions[target]
    cell = stance_text(found.stance, found.confidence)
    if found.abstained:
        return Text("? unsure, perhaps ", "dim").append(cell)
    words = harmless(", ".join(word.text for word in statement.evidence[target]))
    return cell.append(f"\n{words}" if words else "", style="dim")


def _excerpt(text: str, quoted: bool) -> str:
    text = _shortened(text, _EXCERPT)
    return f"“{text}”" if quoted else text


def _shortened(text: str, length: int) -> str:
    text = harmless(" ".join(text.split()))
    return text if len(text) <= length else text[: length - 1] + "…"


def _print_holders(
    console: Console, holders: Sequence[HolderPosition], targets: Sequence[str], title: str | None = None
) -> None:
    table = Table(title=title, title_justify="left")
    table.add_column("holder")
    table.add_column("statements", justify="right")
    for target in targets:
        table.add_column(target)
    for holder in holders:
        cells = [stance_text(position.stance, position.confidence) for position in holder.positions.values()]
        table.add_row(Text(harmless(holder.holder)), str(holder.statements), *cells)
    if holders:
        console.print(table)
