"""Rows from and to CSV, JSON Lines and Parquet, one chunk at a time."""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from .errors import InputError, Problem

Row = dict[str, Any]
NumberedRow = tuple[int, Row]
Item = TypeVar("Item")

SUFFIXES: Final = (".csv", ".jsonl", ".parquet")
CHUNK_ROWS: Final = 2_000
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

# The default limit of 131,072 characters a cell is less than a long article.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def read_rows(path: str | Path, problems: list[Problem] | None = None) -> Iterator[NumberedRow]:
    """Read a table lazily.

    Parameters
    ----------
    path : path
        A ``.csv`` (with a header line), ``.jsonl`` (one object a line) or ``.parquet`` file, in UTF-8.
    problems : list of Problem, optional
        Lines that cannot be read are added here and left out. Without it the first one raises.

    Yields
    ------
    tuple of (int, dict)
        The line on which the row starts, from 1 (for Parquet the row), and the row.

    Raises
    ------
    InputError
        If the file is missing, empty, of another kind, or a line is broken and `problems` is not given.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = file.write_text("id,text\\n1,Lift them.\\n", encoding="utf-8")
    >>> list(read_rows(file))
    [(2, {'id': '1', 'text': 'Lift them.'})]
    """
    path = _checked(path)
    report = _reporter(path, problems)
    reader = {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}[path.suffix.lower()]
    yield from reader(path, report)


def chunks(items: Iterable[Item], size: int = CHUNK_ROWS) -> Iterator[list[Item]]:
    """Cut a stream into lists of at most `size`.

    Examples
    --------
    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    stream = iter(items)
    while part := list(islice(stream, size)):
        yield part


def write_rows(path: str | Path, parts: Iterable[list[Row]], columns: Any = None) -> int:
    """Write rows to a temporary file beside `path` and rename it when whole.

    Parameters
    ----------
    path : path
        Ends in ``.csv``, ``.jsonl`` or ``.parquet``. An existing file is replaced only at the end.
    parts : iterable of lists of dict
        The rows in chunks, so that a file of any size fits.
    columns : list of str or pyarrow.Schema, optional
        Column names of a CSV file, or the schema of a Parquet file. Without it they are those of the first chunk.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    InputError
        If the ending is unknown, or a later row does not fit the columns.
    """
    path = _known_suffix(path)
    writer = {".csv": _write_csv, ".jsonl": _write_jsonl, ".parquet": _write_parquet}[path.suffix.lower()]
    with replacing(path) as temporary:
        return writer(temporary, parts, columns)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path in the same folder; rename it to `path` if the block ends well, else delete it."""
    if not path.parent.is_dir():
        raise InputError(f"cannot write {path}: the folder {path.parent} does not exist; make it first")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes a file that only its owner may read; give it what `open` would have given.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def column_names(path: str | Path) -> list[str]:
    """Columns of a table over all its rows, in the order in which they first come."""
    import pyarrow.parquet as pq

    path = _checked(path)
    if path.suffix.lower() == ".parquet":
        return list(pq.read_schema(path).names)
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return next(csv.reader(file), [])
    ignored: list[Problem] = []  # whoever reads the rows reports them
    return list(dict.fromkeys(name for _, row in read_rows(path, ignored) for name in row))


def table_schema(path: str | Path) -> Any:
    """Columns and types of a table over all its rows, as a `pyarrow.Schema`.

    A Parquet file says its own. In CSV every column is text. In JSON Lines the rows may have
    different keys and types, so the whole file is read once.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = _checked(path)
    if path.suffix.lower() == ".parquet":
        return pq.read_schema(path)
    names = column_names(path)
    if path.suffix.lower() == ".csv":
        return pa.schema([(name, pa.string()) for name in names])
    types: dict[str, Any] = dict.fromkeys(names, pa.null())
    ignored: list[Problem] = []
    for part in chunks((row for _, row in read_rows(path, ignored)), 20_000):
        for name in names:
            try:
                found = pa.array([row.get(name) for row in part]).type
                both = [pa.schema([(name, types[name])]), pa.schema([(name, found)])]
                types[name] = pa.unify_schemas(both, promote_options="permissive").field(name).type
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                message = f"column {name!r} holds values of different types ({error}); write .jsonl or .csv instead"
                raise InputError(Problem(message, str(path))) from None
    return pa.schema(list(types.items()))


def _known_suffix(path: str | Path) -> Path:
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(Problem(f"unknown file ending {path.suffix!r}: expected {', '.join(SUFFIXES)}", str(path)))
    return path


def _checked(path: str | Path) -> Path:
    path = _known_suffix(path)
    if path.is_dir():
        raise InputError(Problem("this is a folder, and a file was expected", str(path)))
    if not path.exists():
        raise InputError(Problem("no such file; check the path", str(path)))
    if path.stat().st_size == 0:
        raise InputError(Problem("the file is empty; expected at least one row", str(path)))
    with path.open("rb") as file:
        if file.read(2) in _UTF16_MARKS:
            raise InputError(Problem("the file is in UTF-16; save it as UTF-8", str(path), 1))
    return path


def _reporter(path: Path, problems: list[Problem] | None) -> Callable[[str, int], None]:
    def report(message: str, line: int) -> None:
        problem = Problem(message, str(path), line)
        if problems is None:
            raise InputError(problem)
        problems.append(problem)

    return report


def _decoded_lines(file: IO[bytes], report: Callable[[str, int], None]) -> Iterator[tuple[int, str, bool]]:
    for number, raw in enumerate(file, 1):
        try:
            yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8"), True
        except UnicodeDecodeError as error:
            report(
                f"byte 0x{raw[error.start]:02x} at position {error.start + 1} of the line is not UTF-8; "
                "save the file as UTF-8",
                number,
            )
            yield number, raw.decode("utf-8", errors="replace"), False


def _read_jsonl(path: Path, report: Callable[[str, int], None]) -> Iterator[NumberedRow]:
    with path.open("rb") as file:
        for number, line, good in _decoded_lines(file, report):
            if not good or not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                report(f"broken JSON, {error.msg} at column {error.colno}: {_shown(line)}", number)
                continue
            if isinstance(row, dict):
                yield number, row
            else:
                report(f"expected a JSON object with named columns, got {_shown(line)}", number)


def _read_csv(path: Path, report: Callable[[str, int], None]) -> Iterator[NumberedRow]:
    with path.open("rb") as file:
        bad_lines: set[int] = set()

        def lines() -> Iterator[str]:
            for number, line, good in _decoded_lines(file, report):
                if not good:
                    bad_lines.add(number)
                yield line

        reader = csv.reader(lines(), strict=True)
        try:
            header = next(reader, [])
            if doubled := sorted({name for name in header if header.count(name) > 1}):
                raise InputError(Problem(f"columns named twice in the header: {', '.join(doubled)}", str(path), 1))
            start = reader.line_num + 1
            for cells in reader:
                if cells and bad_lines.isdisjoint(range(start, reader.line_num + 1)):
                    if len(cells) == len(header):
                        yield start, dict(zip(header, cells, strict=True))
                    else:
                        report(f"expected {len(header)} cells as in the header, got {len(cells)}", start)
                start = reader.line_num + 1
        except csv.Error as error:
            report(f"broken CSV, {error}", reader.line_num)


def _read_parquet(path: Path, report: Callable[[str, int], None]) -> Iterator[NumberedRow]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=CHUNK_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pa.ArrowInvalid as error:
        report(f"broken Parquet file, {str(error).splitlines()[0]}", number + 1)


def _write_jsonl(path: Path, parts: Iterable[list[Row]], columns: Any) -> int:
    del columns  # each line names its own columns
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for part in parts:
            file.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in part)
            count += len(part)
    return count


def _write_csv(path: Path, parts: Iterable[list[Row]], columns: Any) -> int:
    count = 0
    writer: csv.DictWriter[str] | None = None
    with path.open("w", encoding="utf-8", newline="") as file:
        for part in parts:
            if writer is None:
                names = columns or dict.fromkeys(name for row in part for name in row)
                writer = csv.DictWriter(file, list(names))
                writer.writeheader()
            writer.writerows({name: _cell(value) for name, value in row.items()} for row in part)
            count += len(part)
    return count


def _write_parquet(path: Path, parts: Iterable[list[Row]], schema: Any) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 0
    writer: Any = None
    try:
        for part in parts:
            table = pa.Table.from_pylist(part, schema=schema)
            if writer is None:
                schema = table.schema
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_table(table)
            count += len(part)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InputError(f"a row after number {count} does not fit the columns: {error}") from None
    finally:
        if writer is not None:
            writer.close()
    return count


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else value


def _shown(text: str, width: int = 60) -> str:
    text = text.strip()
    return repr(text if len(text) <= width else text[: width - 1] + "…")
