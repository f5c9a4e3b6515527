"""Rows from and to CSV, JSON Lines and Parquet, one chunk at a time."""

from __future__ import annotations

import csv
import json
import os
import re
import secrets
import stat
import sys
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
#: Deeper JSON than this is refused; Python's own limit depends on where in the program it is met.
MOST_NESTED: Final = 100
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")

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
    with _reading(path):
        yield from reader(path, report)


def table_files(path: str | Path, problems: list[Problem]) -> list[Path]:
    """The tables in a folder and all folders below it, sorted; a path that is no folder is the only one.

    Parameters
    ----------
    path : path
    problems : list of Problem
        Folders that cannot be read are added here.

    Raises
    ------
    InputError
        If a folder holds no table.
    """
    path = Path(path)
    if not path.is_dir():
        return [path]
    unread = len(problems)

    def report(error: OSError) -> None:
        problems.append(Problem(f"this folder cannot be read: {error.strerror}", str(error.filename)))

    found = [Path(folder, name) for folder, _, names in os.walk(path, onerror=report) for name in names]
    found = sorted(file for file in found if file.suffix.lower() in SUFFIXES)
    if not found and len(problems) == unread:
        raise InputError(Problem(f"no {', '.join(SUFFIXES)} file in this folder", str(path)))
    return found


def table_rows(source: Any) -> Any:
    """Rows of a pandas DataFrame, or of anything that speaks the Arrow stream interface; all else as it is.

    pandas is not needed: without it nothing can be a DataFrame. Missing cells become None.

    Examples
    --------
    >>> import pyarrow as pa
    >>> table_rows(pa.table({"text": ["Lift them.", None]}))
    [{'text': 'Lift them.'}, {'text': None}]
    """
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(source, pandas.DataFrame):
        if not source.columns.is_unique:
            doubled = dict.fromkeys(source.columns[source.columns.duplicated()])
            raise InputError(f"columns named twice in the DataFrame: {', '.join(map(repr, doubled))}")
        return source.astype(object).where(source.notna(), None).to_dict("records")
    if hasattr(source, "__arrow_c_stream__"):
        import pyarrow as pa

        return pa.table(source).to_pylist()
    return source


def find_half_character(text: str) -> str | None:
    """The first lone surrogate as an escape: half of a character, which no file in UTF-8 can hold.

    Examples
    --------
    >>> find_half_character("a \\ud83d b"), find_half_character("a \N{WHITE SMILING FACE}")
    ('\\\\ud83d', None)
    """
    found = _HALF_CHARACTER.search(text)
    return f"\\u{ord(found[0]):04x}" if found else None


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
        try:
            return writer(temporary, parts, columns)
        except UnicodeEncodeError as error:
            half = find_half_character(error.object)
            raise InputError(f"cannot write {path}: a row holds half a character, {half}; mend that row") from None


def same_file(one: str | Path, other: str | Path) -> bool:
    """Whether two paths lead to one file that is there.

    Examples
    --------
    >>> same_file("/", "/."), same_file("no such file", "no such file")
    (True, False)
    """
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path in the same folder; rename it to `path` if the block ends well, else delete it.

    What a symbolic link points to is written, and the link stays.
    """
    # Renaming over the link would leave the file that it names as it was.
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise InputError(f"cannot write {path}: the folder {real.parent} does not exist; make it first")
    if real.is_dir():
        raise InputError(f"cannot write {path}: this is a folder, and a file was expected")
    if real.exists() and not real.is_file():
        raise InputError(f"cannot write {path}: this is a device or a pipe, and a file was expected")
    # Named before it is made, so that a signal at any moment finds the name to delete.
    temporary = real.with_name(f".{real.name[:50]}.{secrets.token_hex(8)}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield temporary
        temporary.chmod(_mode_of(real))
        temporary.replace(real)
    finally:
        temporary.unlink(missing_ok=True)


def _mode_of(path: Path) -> int:
    """The permissions that writing to `path` would leave it with."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def column_names(path: str | Path) -> list[str]:
    """Columns of a table over all its rows, in the order in which they first come."""
    path = _checked(path)
    if path.suffix.lower() == ".parquet":
        return list(_parquet_schema(path).names)
    ignored: list[Problem] = []  # whoever reads the rows reports them
    needed = 1 if path.suffix.lower() == ".csv" else None
    rows = islice(read_rows(path, ignored), needed)
    return list(dict.fromkeys(name for _, row in rows for name in row))


def table_schema(path: str | Path) -> Any:
    """Columns and types of a table over all its rows, as a `pyarrow.Schema`.

    A Parquet file says its own. In CSV every column is text. In JSON Lines the rows may have
    different keys and types, so the whole file is read once.
    """
    import pyarrow as pa

    path = _checked(path)
    if path.suffix.lower() == ".parquet":
        return _parquet_schema(path)
    names = column_names(path)
    if path.suffix.lower() == ".csv":
        return pa.schema([(name, pa.string()) for name in names])
    types: dict[str, Any] = dict.fromkeys(names, pa.null())
    ignored: list[Problem] = []
    for part in chunks(read_rows(path, ignored), 20_000):
        for name in names:
            types[name] = _widened(types[name], [(line, row.get(name)) for line, row in part], name, path)
    return pa.schema(list(types.items()))


def _widened(known: Any, values: list[tuple[int, Any]], name: str, path: Path) -> Any:
    """The Arrow type of a column that holds what it held and these values."""
    import pyarrow as pa

    def join(before: Any, cells: list[Any]) -> Any:
        both = [pa.schema([("", before)]), pa.schema([("", pa.array(cells).type)])]
        return pa.unify_schemas(both, promote_options="permissive").field(0).type

    try:
        return join(known, [value for _, value in values])
    except (pa.ArrowException, OverflowError):
        for line, value in values:
            try:
                known = join(known, [value])
            except (pa.ArrowException, OverflowError):
                before = "" if pa.types.is_null(known) else f", {known} so far,"
                message = f"column {name!r}{before} cannot hold {value!r:.60} in Parquet; write .jsonl or .csv instead"
                raise InputError(Problem(message, str(path), line)) from None
        message = f"column {name!r} holds values of types that do not go together; write .jsonl or .csv instead"
        raise InputError(Problem(message, str(path), values[0][0])) from None


def _parquet_schema(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_schema(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(Problem(_broken_parquet(error), str(path), 1)) from None


def _broken_parquet(error: Exception) -> str:
    return f"broken Parquet file, {(str(error).splitlines() or [type(error).__name__])[0]}"


def _known_suffix(path: str | Path) -> Path:
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(Problem(f"unknown file ending {path.suffix!r}: expected {', '.join(SUFFIXES)}", str(path)))
    return path


def _checked(path: str | Path) -> Path:
    path = _known_suffix(path)
    with _reading(path):
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


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(Problem(f"the file cannot be read: {error.strerror or error}", str(path))) from None


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
            row, fault = _json_row(line)
            if fault:
                report(f"{fault}: {_shown(line)}", number)
            else:
                yield number, row


def _check_names(names: list[str], path: Path) -> None:
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        listed = ", ".join(name or "one without a name" for name in doubled)
        raise InputError(Problem(f"columns named twice in the header: {listed}", str(path), 1))


def _json_row(line: str) -> tuple[Row, str | None]:
    """The row that a line of JSON holds, and what is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return {}, f"broken JSON, {error.msg} at column {error.colno}"
    except RecursionError:
        return {}, f"JSON nested more than {MOST_NESTED} levels deep; make it flat"
    except ValueError:  # the only other one: Python's guard against numbers that take long to read
        return {}, f"a number of more than {sys.get_int_max_str_digits()} digits; write it in quotes, as text"
    if not isinstance(row, dict):
        return {}, "expected a JSON object with named columns, got"
    if line.count("[") + line.count("{") > MOST_NESTED and _depth(row) > MOST_NESTED:
        return {}, f"JSON nested more than {MOST_NESTED} levels deep; make it flat"
    if "\\u" in line and (half := find_half_character(json.dumps(row, ensure_ascii=False))):
        return {}, f"half a character, {half}, which UTF-8 cannot hold; write the whole character"
    return row, None


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        lists = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)]
        level = [item for items in lists for item in items if isinstance(item, dict | list)]
    return depth


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
            _check_names(header, path)
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
            _check_names(file.schema_arrow.names, path)
            for batch in file.iter_batches(batch_size=CHUNK_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        report(_broken_parquet(error), number + 1)


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
            _check_fit(part, writer.fieldnames, count)
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
            if schema is None:
                names = dict.fromkeys(name for row in part for name in row)
                schema = pa.schema([(name, pa.array([row.get(name) for row in part]).type) for name in names])
            _check_fit(part, schema.names, count)
            table = pa.Table.from_pylist(part, schema=schema)
            if writer is None:
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_table(table)
            count += len(part)
    except (pa.ArrowException, OverflowError) as error:
        raise InputError(f"a row after number {count} does not fit the columns: {error}") from None
    finally:
        if writer is not None:
            writer.close()
    return count


def _check_fit(rows: list[Row], names: Iterable[str], count: int) -> None:
    """Refuse a column that came too late for the header; writing would lose it."""
    known = frozenset(names)
    for number, row in enumerate(rows, count + 1):
        if late := [name for name in row if name not in known]:
            raise InputError(f"row {number} has the column {late[0]!r}, which the first rows lack; name all columns")


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else value


def _shown(text: str, width: int = 60) -> str:
    text = text.strip()
    return repr(text if len(text) <= width else text[: width - 1] + "…")
