"""Labelled statements: loading, validation, groups and the digest that names a corpus."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .errors import InputError, Problem
from .labels import LABELS, Stance
from .rows import NumberedRow, Row, find_half_character, read_rows, table_files, table_rows

if TYPE_CHECKING:
    from datasets import Dataset
    from numpy.typing import NDArray

TEXT_COLUMN: Final = "text"
PROJECT_TARGETS: Final = ("sanctions", "negotiation")
_CONTEXT: Final = ("episode", "voice", "group", "holder_role", "date", "source")
_LABEL_VALUES: Final = frozenset(str(label) for label in LABELS)
#: How like a label (Ratcliff and Obershelp, 0 to 1) a value must be to count as that label misspelt.
_LIKENESS: Final = 0.8
_LONGEST_SPELLING: Final = 20
_MOST_SPELLINGS: Final = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """One to five sentences of one holder, with its labels.

    Parameters
    ----------
    id, text : str
        `id` is unique in a corpus.
    labels : mapping of str to Stance
        A label for each target that was coded; a target that was not coded is absent.
    episode, voice, group : str, optional
        The conflict, the kind of text, and the minimal pair or rewritten family. No split separates a group.
    phenomena : tuple of str
        Difficulties the statement holds, for instance ``"negation"``.
    holder_role, date, source : str, optional
        Who said it, when, and the address of the page (held-out quotes).
    place : tuple of (str or None, int)
        File and line it was read from.
    id_given : bool
        False if `id` is only the position in the corpus, because the row had none.
    """

    id: str
    text: str
    labels: Mapping[str, Stance]
    episode: str | None = None
    voice: str | None = None
    group: str | None = None
    phenomena: tuple[str, ...] = ()
    holder_role: str | None = None
    date: str | None = None
    source: str | None = None
    place: tuple[str | None, int] = field(default=(None, 0), compare=False)
    id_given: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Corpus:
    """Validated statements and the targets they are labelled for.

    Parameters
    ----------
    statements : tuple of Statement
    targets : tuple of str

    Examples
    --------
    >>> corpus = load_corpus([{"text": "Lift them.", "sanctions": "against"}])
    >>> len(corpus), corpus.targets, corpus.counts("sanctions")[Stance.AGAINST]
    (1, ('sanctions',), 1)
    """

    statements: tuple[Statement, ...]
    targets: tuple[str, ...]
    name: str = field(default="corpus", compare=False)

    def __len__(self) -> int:
        return len(self.statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    @property
    def texts(self) -> list[str]:
        """The texts, in order."""
        return [statement.text for statement in self.statements]

    def labels(self, target: str) -> list[Stance | None]:
        """Labels for one target, None where a statement is not coded for it."""
        return [statement.labels.get(target) for statement in self.statements]

    def counts(self, target: str) -> Counter[Stance]:
        """How often each label occurs."""
        return Counter(label for label in self.labels(target) if label is not None)

    def clusters(self, by: str) -> NDArray[np.int64]:
        """Number the groups (`by="group"`) or episodes (`by="episode"`), shape (n_statements,).

        A statement without a group or episode is a cluster of its own.
        """
        names = [getattr(statement, by) or f"\0{index}" for index, statement in enumerate(self.statements)]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        return np.array([numbers[name] for name in names], dtype=np.int64)

    def select(self, keep: Iterable[int]) -> Corpus:
        """The statements at these positions, in that order."""
        return Corpus(tuple(self.statements[int(index)] for index in keep), self.targets, self.name)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over texts, labels, groups and episodes in order: two corpora that train alike share it."""
        total = hashlib.sha256(json.dumps(self.targets).encode())
        for statement in self.statements:
            labels = {target: str(label) for target, label in statement.labels.items()}
            line = [statement.text, labels, statement.group, statement.episode]
            total.update(json.dumps(line, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def to_dataset(self) -> Dataset:
        """The corpus as a `datasets.Dataset`, one column a target.

        Examples
        --------
        >>> load_corpus([{"text": "Lift them.", "sanctions": "against"}]).to_dataset()[0]["sanctions"]
        'against'
        """
        from datasets import Dataset

        rows = []
        for statement in self.statements:
            row = asdict(statement)
            labels, _, _ = row.pop("labels"), row.pop("place"), row.pop("id_given")
            rows.append(row | {target: str(labels[target]) if target in labels else None for target in self.targets})
        return Dataset.from_list(rows)


CorpusSource = Corpus | str | Path | Sequence[str | Path] | Iterable[Row] | Any


def load_corpus(
    source: CorpusSource,
    *,
    text_column: str = TEXT_COLUMN,
    targets: Sequence[str] | None = None,
) -> Corpus:
    """Load and validate labelled statements.

    Parameters
    ----------
    source : path, sequence of paths, pandas.DataFrame, datasets.Dataset, datasets.DatasetDict or iterable of dict
        A file (``.csv``, ``.jsonl``, ``.parquet``), a folder of such files, several of them, or rows.
        A `Corpus` is returned as it is, or with the given targets only.
    text_column : str
        Column that holds the statement.
    targets : sequence of str, optional
        Columns that hold labels. Without it: every column most of whose values are labels, well spelt or not.

    Returns
    -------
    Corpus

    Raises
    ------
    InputError
        With all problems found, each with its file, line and value.

    Examples
    --------
    >>> load_corpus([{"text": "Keep them.", "sanctions": "favour"}], targets=["sanctions"])
    Traceback (most recent call last):
    ...
    stancekit.errors.InputError: row:1: unknown sanctions label 'favour'; expected favor, against, conditional, neither
    """
    if isinstance(targets, str):
        raise InputError(f"expected a list of target columns, got one str {targets!r}; write [{targets!r}]")
    if isinstance(source, Corpus):
        return _restricted(source, tuple(dict.fromkeys(targets))) if targets else source
    problems: list[Problem] = []
    numbered = list(_numbered_rows(source, problems))
    if not numbered and not problems:
        raise InputError(f"no rows in {_describe(source)}; expected at least one statement")
    explicit = tuple(dict.fromkeys(targets or ()))
    chosen = explicit or _find_targets([row for _, _, row in numbered], text_column)
    _check_columns(numbered, text_column, chosen, explicit=bool(explicit), problems=problems)
    statements = [] if problems else _statements(numbered, text_column, chosen, bool(explicit), problems)
    if problems:
        raise InputError(problems)
    return Corpus(tuple(statements), chosen, _describe(source))


def summary(corpus: Corpus) -> dict[str, Any]:
    """Counts of labels, voices, episodes and phenomena, most frequent first.

    Examples
    --------
    >>> summary(load_corpus([{"text": "Lift them.", "sanctions": "against"}]))["sanctions"]
    {'against': 1}
    """
    facts: dict[str, Any] = {"statements": len(corpus), "digest": corpus.digest}
    groups = Counter(statement.group for statement in corpus if statement.group)
    facts["minimal groups"] = sum(count > 1 for count in groups.values())
    for target in corpus.targets:
        facts[target] = {str(label): count for label, count in corpus.counts(target).most_common()}
    for name in ("voice", "episode"):
        counts = Counter(value for statement in corpus if (value := getattr(statement, name)))
        if counts:
            facts[name] = dict(counts.most_common())
    phenomena = Counter(name for statement in corpus for name in statement.phenomena)
    if phenomena:
        facts["phenomena"] = dict(phenomena.most_common())
    return facts


def check_text(value: object) -> str | None:
    """What is wrong with a cell that should hold a statement, or None.

    Examples
    --------
    >>> check_text(7)
    'expected text, got the number 7'
    """
    if value is None:
        return "no text; expected a statement"
    if isinstance(value, bool | int | float):
        return f"expected text, got the number {value}"
    if not isinstance(value, str):
        return f"expected text, got {type(value).__name__} {value!r:.60}"
    if not value.strip():
        return f"empty text {value!r:.20}; expected a statement"
    if half := find_half_character(value):
        return f"half a character, {half}, in the text; write the whole character"
    return None


def _restricted(corpus: Corpus, targets: tuple[str, ...]) -> Corpus:
    if missing := [target for target in targets if target not in corpus.targets]:
        raise InputError(f"no target {missing[0]!r} in {corpus.name}; its targets are {', '.join(corpus.targets)}")
    if targets == corpus.targets:
        return corpus
    statements = (
        replace(statement, labels={target: label for target, label in statement.labels.items() if target in targets})
        for statement in corpus
    )
    return Corpus(tuple(statements), targets, corpus.name)


def _describe(source: object) -> str:
    if isinstance(source, str | Path):
        return str(source)
    if isinstance(source, list | tuple) and source and all(isinstance(item, str | Path) for item in source):
        return ", ".join(map(str, source))
    return f"the given {type(source).__name__}"


_Place = tuple[str | None, int, Row]


def _numbered_rows(source: CorpusSource, problems: list[Problem]) -> Iterator[_Place]:
    source = table_rows(source)
    if isinstance(source, str | Path):
        for file in table_files(source, problems):
            yield from ((str(file), line, row) for line, row in _rows_of(file, problems))
    elif isinstance(source, Mapping):  # datasets.DatasetDict
        for name, part in source.items():
            if isinstance(part, str | Path) or (isinstance(part, list) and part and not isinstance(part[0], Mapping)):
                raise InputError(
                    f"expected rows, got a dict with {name!r}: {part!r:.40}; write a list of dicts, a row each"
                )
            yield from _numbered_rows(part, problems)
    elif not isinstance(source, Iterable):
        raise InputError(f"expected a file, a folder, rows or a data frame, got {type(source).__name__} {source!r:.40}")
    else:
        for number, item in enumerate(source, 1):
            if isinstance(item, str | Path):
                yield from _numbered_rows(item, problems)
            elif isinstance(item, Mapping):
                yield None, number, dict(item)
            else:
                problems.append(Problem(f"expected a row with named columns, got {item!r:.60}", None, number))


def _rows_of(file: Path, problems: list[Problem]) -> Iterator[NumberedRow]:
    try:
        yield from read_rows(file, problems)
    except InputError as error:
        problems.extend(error.problems)


def _find_targets(rows: list[Row], text_column: str) -> tuple[str, ...]:
    names = dict.fromkeys(name for row in rows for name in row if isinstance(name, str))
    for name in (text_column, "id"):
        names.pop(name, None)
    return tuple(name for name in names if _holds_labels(name, [row.get(name) for row in rows]))


def _holds_labels(name: str, cells: Iterable[object]) -> bool:
    """Whether a column is a target.

    One named like a target of this project is, and one most of whose values, or most of whose different values,
    are labels. Misspelt labels count, so that they become errors with a line and do not hide the column.
    """
    counts = Counter(value if isinstance(value, str) else None for value in cells if not _is_missing(value))
    if not counts or name in PROJECT_TARGETS:
        return bool(counts)
    well_spelt = any(value in _LABEL_VALUES for value in counts)
    if not well_spelt and len(counts) > _MOST_SPELLINGS:
        return False
    meant = {value: label for value in counts if value is not None and (label := _label_meant(value))}
    if not well_spelt and len(set(meant.values())) < 2:
        return False
    return 2 * sum(counts[value] for value in meant) >= counts.total() or 2 * len(meant) > len(counts)


def _label_meant(value: str) -> str | None:
    if len(value) > _LONGEST_SPELLING:
        return None
    close = get_close_matches(value.strip().casefold(), _LABEL_VALUES, n=1, cutoff=_LIKENESS)
    return close[0] if close else None


def _check_columns(
    numbered: list[_Place],
    text_column: str,
    targets: tuple[str, ...],
    *,
    explicit: bool,
    problems: list[Problem],
) -> None:
    """Report a column that is missing from a whole file once, not once a row."""
    first: dict[str | None, int] = {}
    columns: dict[str | None, dict[str, None]] = {}
    for file, line, row in numbered:
        first.setdefault(file, line)
        columns.setdefault(file, {}).update(dict.fromkeys(row))
    for file, names in columns.items():
        listed = ", ".join(map(str, names)) or "none"
        if text_column not in names:
            problems.append(
                Problem(
                    f"no column {text_column!r}; columns are {listed}; name yours as the text column", file, first[file]
                )
            )
        for target in targets if explicit else ():
            if target not in names:
                problems.append(Problem(f"no target column {target!r}; columns are {listed}", file, first[file]))
    if numbered and not targets:
        file, line, row = numbered[0]
        problems.append(
            Problem(
                f"no target column: expected one that holds {', '.join(LABELS)}; "
                f"columns are {', '.join(map(str, row))}",
                file,
                line,
            )
        )


def _statements(
    numbered: list[_Place], text_column: str, targets: tuple[str, ...], explicit: bool, problems: list[Problem]
) -> list[Statement]:
    statements = []
    seen: dict[str, str] = {}
    given_ids = {str(row.get("id")) for _, _, row in numbered if not _is_missing(row.get("id"))}
    for position, (file, line, row) in enumerate(numbered, 1):
        place = f"{file or 'row'}:{line}"
        if fault := check_text(row.get(text_column)):
            problems.append(Problem(fault, file, line))
        labels = {}
        for target in targets:
            value = row.get(target)
            if _is_missing(value):
                continue
            if isinstance(value, str) and value in _LABEL_VALUES:
                labels[target] = Stance(value)
            else:
                expected = ", ".join(LABELS)
                if not explicit and target not in PROJECT_TARGETS:
                    expected += f"; if {target} is no target, name those that are"
                problems.append(Problem(f"unknown {target} label {value!r:.60}; expected {expected}", file, line))
        id_given = not _is_missing(row.get("id"))
        identifier = str(row["id"]) if id_given else _free_id(position, given_ids)
        if id_given:
            if identifier in seen:
                problems.append(Problem(f"id {identifier!r} stands already at {seen[identifier]}", file, line))
            seen.setdefault(identifier, place)
        statements.append(
            Statement(
                id=identifier,
                text=row.get(text_column) or "",
                labels=labels,
                phenomena=_phenomena(row.get("phenomena")),
                place=(file, line),
                id_given=id_given,
                **{name: _text_or_none(row.get(name)) for name in _CONTEXT if name not in targets},
            )
        )
    return statements


def _phenomena(value: object) -> tuple[str, ...]:
    if isinstance(value, str):  # a CSV cell: JSON as `write_rows` writes it, or words
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            value = value.replace(",", " ").split() if isinstance(value, str) else value
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _free_id(position: int, taken: set[str]) -> str:
    identifier = str(position)
    while identifier in taken:
        identifier = f"row {identifier}"
    return identifier


def _is_missing(value: object) -> bool:
    """Whether a cell is empty: None, an empty text, or the NaN that pandas writes for one."""
    return value is None or (isinstance(value, str) and not value) or (isinstance(value, float) and isnan(value))


def _text_or_none(value: object) -> str | None:
    return None if _is_missing(value) else str(value)
