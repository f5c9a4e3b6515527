"""Rows and a model to rows: one pure function a chunk, and whole files by way of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from joblib import Parallel, delayed

from .corpus import TEXT_COLUMN, check_text
from .errors import InputError, Problem
from .labels import ABSTAINED, LABELS
from .model import Prediction, StanceModel
from .rows import NumberedRow, Row, chunks, column_names, read_rows, same_file, table_rows, table_schema, write_rows
from .storage import load_model, save_model

MOST_PROBLEMS: Final = 100


def score_chunk(
    model: StanceModel, rows: Iterable[Row] | Any, text_column: str = TEXT_COLUMN, max_error: float | None = None
) -> list[Row]:
    """Add the stances to rows; the given rows are left as they are.

    Parameters
    ----------
    model : StanceModel
    rows : list of dict, or pandas.DataFrame
        Each with a text in `text_column`.
    text_column : str
    max_error : float, optional
        As in `StanceModel.predict`; the stance of what it does not answer is ``abstained``.

    Returns
    -------
    list of dict
        The same columns in the same order, then for each target ``{target}_stance``,
        ``{target}_confidence`` and ``{target}_p_{label}`` for the four labels.

    Raises
    ------
    InputError
        If a row has no text, or has a column that would be overwritten.

    Examples
    --------
    >>> import stancekit
    >>> row = score_chunk(stancekit.load_model(), [{"text": "Lift the sanctions."}])[0]
    >>> row["sanctions_stance"]
    'against'
    """
    problems: list[Problem] = []
    rows = list(_good_rows(enumerate(table_rows(rows), 1), text_column, output_columns(model), None, problems))
    if problems:
        raise InputError(problems)
    predictions = model.predict([row[text_column] for row in rows], max_error=max_error)
    return [row | prediction_columns(found) for row, found in zip(rows, predictions, strict=True)]


def prediction_columns(prediction: Mapping[str, Prediction]) -> Row:
    """The columns of one statement, named as `output_columns` says."""
    added: Row = {}
    for target, found in prediction.items():
        added[f"{target}_stance"] = str(found.answer or ABSTAINED)
        added[f"{target}_confidence"] = found.confidence
        for label in LABELS:
            added[f"{target}_p_{label}"] = found.probabilities.get(label, 0.0)
    return added


def score_file(
    model: StanceModel,
    source: str | Path,
    destination: str | Path,
    *,
    text_column: str = TEXT_COLUMN,
    max_error: float | None = None,
    n_jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Score a table of any size.

    Parameters
    ----------
    model : StanceModel
    source, destination : path
        ``.csv``, ``.jsonl`` or ``.parquet``; they need not be of one kind.
    text_column : str
    max_error : float, optional
        As in `score_chunk`.
    n_jobs : int
        Processes.
    progress : callable, optional
        Called with the number of rows of each finished chunk.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    InputError
        With the file and line of every bad row (at most `MOST_PROBLEMS`); nothing is written then.

    Examples
    --------
    >>> import pathlib, tempfile, stancekit
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "in.csv").write_text("text\\nLift the sanctions.\\n", encoding="utf-8")
    >>> score_file(stancekit.load_model(), folder / "in.csv", folder / "out.jsonl")
    1
    """
    destination = Path(destination)
    if same_file(destination, source):
        raise InputError(f"{destination} is the file to be read; give another name for what is written")
    columns = output_columns(model)
    layout: Any = None
    if destination.suffix.lower() == ".csv":
        layout = column_names(source) + columns
    elif destination.suffix.lower() == ".parquet":
        layout = _with_added(table_schema(source), columns)
    problems: list[Problem] = []
    numbered = read_rows(source, problems)
    parts = chunks(_good_rows(numbered, text_column, columns, str(source), problems))

    def scored() -> Iterator[list[Row]]:
        count = 0
        for part in _score_all(model, parts, text_column, max_error, n_jobs):
            count += len(part)
            if progress:
                progress(len(part))
            yield part
        if not count and not problems:
            problems.append(Problem("no rows; expected at least one statement", str(source)))
        if problems:
            raise InputError(problems)

    return write_rows(destination, scored(), layout)


def output_columns(model: StanceModel) -> list[str]:
    """Columns that scoring adds, in order."""
    endings = ["stance", "confidence", *(f"p_{label}" for label in LABELS)]
    return [f"{target}_{ending}" for target in model.targets for ending in endings]


def _good_rows(
    numbered: Iterable[NumberedRow], text_column: str, added: Collection[str], file: str | None, problems: list[Problem]
) -> Iterator[Row]:
    """Rows that can be scored; once a problem is known, the rest is only read for further ones."""
    first = True
    for line, row in numbered:
        if fault := _column_fault(row, text_column, added):
            problems.append(Problem(fault, file, line))
            if first:  # then very likely every row has it
                return
        elif fault := check_text(row[text_column]):
            problems.append(Problem(fault, file, line))
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem(f"stopped after {MOST_PROBLEMS} problems", file))
            return
        if not problems:
            yield row
        first = False


def _column_fault(row: Row, text_column: str, added: Collection[str]) -> str | None:
    """What is wrong with the columns of a row; in JSON Lines each row has its own."""
    if not isinstance(row, Mapping):
        return f"expected a row with named columns, got {row!r:.60}"
    if text_column not in row:
        semicolons = len(row) == 1 and ";" in next(iter(row))
        hint = "separate columns with commas" if semicolons else "name yours as the text column"
        return f"no column {text_column!r}; columns are {', '.join(map(str, row))}; {hint}"
    if taken := [name for name in added if name in row]:
        return f"column {taken[0]!r} is there already and would be overwritten; rename it"
    return None


def _with_added(schema: Any, columns: list[str]) -> Any:
    import pyarrow as pa

    for name in columns:
        schema = schema.append(pa.field(name, pa.string() if name.endswith("_stance") else pa.float64()))
    return schema


def _score_all(
    model: StanceModel, parts: Iterable[list[Row]], text_column: str, max_error: float | None, n_jobs: int
) -> Iterator[list[Row]]:
    if n_jobs == 1:
        for part in parts:
            yield score_chunk(model, part, text_column, max_error)
        return
    with tempfile.TemporaryDirectory() as folder:
        # Each process reads the model once instead of receiving it with every chunk.
        save_model(model, folder)
        jobs = (delayed(_score_in_worker)(folder, part, text_column, max_error) for part in parts)
        yield from Parallel(n_jobs=n_jobs, return_as="generator")(jobs)


def _score_in_worker(folder: str, rows: list[Row], text_column: str, max_error: float | None) -> list[Row]:
    return score_chunk(_model_of_worker(folder), rows, text_column, max_error)


@lru_cache(maxsize=1)
def _model_of_worker(folder: str) -> StanceModel:
    return load_model(folder)
