"""Articles from text, Markdown and HTML files, from folders and from tables."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import InputError, Problem
from .rows import SUFFIXES as TABLE_SUFFIXES
from .rows import Row, read_rows

HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES: Final = (".txt", ".text", ".md")
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED: Final = re.compile(
    rb"""(?:<meta[^>]{1,200}charset|<\?xml[^>]{1,100}encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
_DATE_IN_NAME: Final = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_LOOKS_LIKE_HTML: Final = re.compile(r"\s*(?:<!doctype html|<\?xml|<html|<head|<body)", re.I)

# What a page shows, but nobody reads as its text.
_DROPPED: Final = (
    "script style template noscript svg math canvas object iframe select textarea button input nav aside footer dialog"
).split()
_BLOCKS: Final = frozenset(
    "address article audio blockquote body caption center dd details div dl dt fieldset figcaption figure form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main ol option p pre section summary table tbody td tfoot th thead tr "
    "ul video".split()
)
_DATE_PATHS: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date']/@content",
    "//time/@datetime",
)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read.

    Parameters
    ----------
    name : str
        Path of the file, or id of the row; for rows without one, file and line.
    text : str
    title : str, optional
    date : str, optional
        As ``YYYY-MM-DD``.
    """

    name: str
    text: str
    title: str | None = None
    date: str | None = None


def find_files(paths: Iterable[str | Path], problems: list[Problem] | None = None) -> list[Path]:
    """The given files, and for a folder every article in it and below, sorted.

    Parameters
    ----------
    paths : iterable of path
    problems : list of Problem, optional
        Folders without an article are added here. Without it the first one raises.

    Raises
    ------
    InputError
        If a folder holds no article, and `problems` is not given.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            found.append(path)
            continue
        inside = [file for file in sorted(path.rglob("*")) if _is_article(file.relative_to(path)) and file.is_file()]
        if not inside:
            expected = ", ".join(TEXT_SUFFIXES + HTML_SUFFIXES)
            problem = Problem(f"no article in this folder; expected files ending in {expected}", str(path))
            if problems is None:
                raise InputError(problem)
            problems.append(problem)
        found += inside
    return list(dict.fromkeys(found))


def read_documents(
    path: str | Path,
    problems: list[Problem] | None = None,
    *,
    text_column: str = "text",
    date_column: str = "date",
) -> Iterator[Document]:
    """Read the article of a file, or every article of a table, lazily.

    Parameters
    ----------
    path : path
        Text (``.txt``, ``.md``, or no ending), HTML, or a table of articles (``.jsonl``, ``.csv``, ``.parquet``).
    problems : list of Problem, optional
        What cannot be read is added here and left out. Without it the first problem raises.
    text_column, date_column : str
        Columns of a table. A column ``id`` names the articles, and ``title`` is used where there is one.

    Raises
    ------
    InputError
        If something is missing, empty, undecodable or of another kind, and `problems` is not given.
    """
    path = Path(path)
    try:
        if path.suffix.lower() in TABLE_SUFFIXES:
            yield from _read_table(path, problems, text_column, date_column)
        else:
            yield _read_file(path)
    except InputError as error:
        if problems is None:
            raise
        problems.extend(error.problems)
    except OSError as error:
        problem = Problem(error.strerror or str(error), str(path))
        if problems is None:
            raise InputError(problem) from None
        problems.append(problem)


def document_from_bytes(data: bytes, name: str, html: bool | None = None) -> Document:
    """Decode an article; HTML becomes plain text.

    Parameters
    ----------
    data : bytes
        In the encoding of its byte order mark, else (HTML) of its declaration, else UTF-8, else Windows-1252.
    name : str
    html : bool, optional
        Without it the text decides by how it begins.

    Raises
    ------
    InputError
        If it cannot be decoded, or no text is left.

    Examples
    --------
    >>> document_from_bytes(b"<p>We must <b>talk</b>.<script>x()</script><p>Now.", "page.html", html=True).text
    'We must talk.\\n\\nNow.'
    """
    text = _decoded(data, name, html is not False)
    date = _date_in_name(name)
    if html or (html is None and _LOOKS_LIKE_HTML.match(text)):
        document = _from_html(text, name, date)
    else:
        document = Document(name, text, date=date)
    if not document.text.strip():
        raise InputError(Problem("no text in it; expected an article", name))
    return document


def _is_article(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() in TEXT_SUFFIXES + HTML_SUFFIXES


def _read_file(path: Path) -> Document:
    suffix = path.suffix.lower()
    if suffix and suffix not in TEXT_SUFFIXES + HTML_SUFFIXES:
        expected = ", ".join(TEXT_SUFFIXES + HTML_SUFFIXES + TABLE_SUFFIXES)
        raise InputError(
            Problem(f"cannot read files ending in {path.suffix!r}: expected {expected}; save it as text", str(path))
        )
    if not path.exists():
        raise InputError(Problem("no such file; check the path", str(path)))
    return document_from_bytes(path.read_bytes(), str(path), html=suffix in HTML_SUFFIXES)


def _read_table(path: Path, problems: list[Problem] | None, text_column: str, date_column: str) -> Iterator[Document]:
    line = 0
    before = len(problems or ())
    for line, row in read_rows(path, problems):
        try:
            yield _from_row(row, str(path), line, text_column, date_column)
        except InputError as error:
            if problems is None:
                raise
            problems.extend(error.problems)
    if not line and len(problems or ()) == before:
        raise InputError(Problem("no rows; expected at least one article", str(path)))


def _from_row(row: Row, file: str, line: int, text_column: str, date_column: str) -> Document:
    text = row.get(text_column)
    if text_column not in row:
        columns = ", ".join(map(str, row))
        raise InputError(
            Problem(f"no column {text_column!r}; columns are {columns}; name yours as the text column", file, line)
        )
    if not isinstance(text, str) or not text.strip():
        raise InputError(Problem(f"expected the text of an article, got {text!r:.40}", file, line))
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(Problem("half of a surrogate pair in the text; write it in UTF-8", file, line))
    name, title = row.get("id"), row.get("title")
    return Document(
        name=f"{file}:{line}" if name in (None, "") else str(name),
        text=text,
        title=title if isinstance(title, str) and title.strip() else None,
        date=_iso_date(row.get(date_column), file, line),
    )


def _iso_date(value: object, file: str, line: int | None = None) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    try:
        return datetime.datetime.fromisoformat(str(value).strip()).date().isoformat()
    except ValueError:
        raise InputError(Problem(f"expected a date as 2021-05-03, got {value!r:.40}", file, line)) from None


def _date_in_name(name: str) -> str | None:
    match = _DATE_IN_NAME.search(Path(name).name)
    return _date_or_none(match[0]) if match else None


def _date_or_none(value: str) -> str | None:
    try:
        return _iso_date(value, "")
    except InputError:
        return None


def _decoded(data: bytes, name: str, maybe_html: bool) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if (position := data.find(b"\0")) >= 0:
        raise InputError(Problem(f"byte 0x00 at position {position + 1}: this is no text; save it as UTF-8", name))
    if maybe_html and (declared := _DECLARED.search(data[:4096])):
        try:
            return data.decode(_web_name(declared[1].decode("ascii")), errors="replace")
        except LookupError:
            pass  # an encoding that nobody knows says as much as none
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_fault = error
    try:
        # What browsers take for a page that declares nothing (https://encoding.spec.whatwg.org).
        return data.decode("cp1252")
    except UnicodeDecodeError:
        at = utf8_fault.start
        message = f"byte 0x{data[at]:02x} at position {at + 1} is neither UTF-8 nor Windows-1252; save it as UTF-8"
        raise InputError(Problem(message, name)) from None


def _web_name(encoding: str) -> str:
    """The encoding that browsers mean by a declared one."""
    name = encoding.lower()
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        return "cp1252"
    # A declaration that was read byte by byte cannot be in UTF-16.
    return "utf-8" if name.startswith("utf-16") else name


def _from_html(text: str, name: str, date: str | None) -> Document:
    """The text of a page; lxml reads broken markup as leniently as a browser, and holds it as a tree.

    Of the page everything is kept but what no reader sees, menus, asides and footers: a tool that guesses the
    "main text" would drop statements without a word.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:
        return Document(name, "", date=date)
    title = next((found.strip() for found in root.xpath("//title/text()") if found.strip()), None)
    dates = [_date_or_none(str(value)) for path in _DATE_PATHS for value in root.xpath(path)]
    for node in root.xpath("|".join(f"//{tag}" for tag in ("head", *_DROPPED)) + "|//*[@hidden]"):
        if node.getparent() is not None:
            node.drop_tree()
    return Document(name, _visible_text(_main_part(root)), title=title, date=date or next(filter(None, dates), None))


def _main_part(root: Any) -> Any:
    """The one element that is said to be the article, where most of the text stands in it."""
    length = len(root.text_content())
    for path in ("//article", "//main|//*[@role='main']"):
        candidates = sorted(root.xpath(path), key=lambda node: len(node.text_content()))
        if candidates and len(candidates[-1].text_content()) >= length / 2:
            return candidates[-1]
    return root


def _visible_text(root: Any) -> str:
    from lxml import etree

    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag in _BLOCKS:
            parts.append("\n\n")
        elif node.tag == "br" and event == "start":
            parts.append("\n")
        elif node.tag == "q":
            parts.append("“" if event == "start" else "”")
        beside = node.text if event == "start" else None if node is root else node.tail
        if beside:
            parts.append(re.sub(r"\s+", " ", beside))
    joined = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(parts)))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
