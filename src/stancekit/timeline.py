"""Positions of holders over many articles, by date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .article import AUTHOR, READER, UNKNOWN, ArticleAnalysis, HolderPosition, distinct_opinions, pool_targets
from .model import Prediction
from .rows import Row

_NOT_ONE_PERSON = frozenset({AUTHOR, READER, UNKNOWN})


@dataclass
class Timeline:
    """What each holder said and when, over many articles.

    A holder is one name: two people of the same name are taken for one, one under two names for two. Authors,
    readers and unknown speakers are left out, for they differ from article to article.

    Examples
    --------
    >>> import stancekit
    >>> timeline = Timeline()
    >>> timeline.add(stancekit.analyze_article('Ann Lee said: "We must keep the sanctions."'), "2021-05-03")
    >>> row = timeline.rows()[0]
    >>> row["holder"], row["date"], row["sanctions_stance"]
    ('Ann Lee', '2021-05-03', 'favor')
    """

    _entries: dict[tuple[str, str | None], list[_Entry]] = field(default_factory=dict)

    def add(self, analysis: ArticleAnalysis, date: str | None = None) -> None:
        """Take in an article of that date (``YYYY-MM-DD``)."""
        by_holder: dict[str, list[int]] = {}
        for position, statement in enumerate(analysis.statements):
            if statement.holder not in _NOT_ONE_PERSON:
                by_holder.setdefault(statement.holder, []).append(position)
        for holder, places in by_holder.items():
            statements = [analysis.statements[place] for place in places]
            role = next((statement.role for statement in statements if statement.role), None)
            entry = _Entry(role, len(statements), distinct_opinions(statements))
            self._entries.setdefault((holder, date), []).append(entry)

    def rows(self) -> list[Row]:
        """One row a holder and date, by name and date, the articles without a date first.

        Columns as `timeline_columns`; `lean` and its interval as in `stancekit.positions.Position`.
        """
        rows = []
        for holder, date in sorted(self._entries, key=lambda key: (key[0], key[1] or "")):
            entries = self._entries[holder, date]
            row: Row = {
                "holder": holder,
                "date": date,
                "articles": len(entries),
                "statements": sum(entry.statements for entry in entries),
            }
            for target, position in pool_targets([found for entry in entries for found in entry.opinions]).items():
                row[f"{target}_stance"] = position.stance
                row[f"{target}_confidence"] = position.confidence
                row[f"{target}_lean"] = position.lean
                row[f"{target}_lean_low"], row[f"{target}_lean_high"] = position.interval
            rows.append(row)
        return rows

    def holders(self) -> list[HolderPosition]:
        """Each holder's position over all dates, in the order in which they first came."""
        by_holder: dict[str, list[_Entry]] = {}
        for (holder, _), entries in self._entries.items():
            by_holder.setdefault(holder, []).extend(entries)
        return [
            HolderPosition(
                holder=holder,
                role=next((entry.role for entry in entries if entry.role), None),
                statements=sum(entry.statements for entry in entries),
                positions=pool_targets([found for entry in entries for found in entry.opinions]),
            )
            for holder, entries in by_holder.items()
        ]


def timeline_columns(targets: Iterable[str]) -> dict[str, str]:
    """Names of the columns of `Timeline.rows`, in order, with their Arrow types."""
    columns = {"holder": "string", "date": "string", "articles": "int64", "statements": "int64"}
    for target in targets:
        columns |= {f"{target}_stance": "string"}
        columns |= {f"{target}_{ending}": "float64" for ending in ("confidence", "lean", "lean_low", "lean_high")}
    return columns


@dataclass(frozen=True, slots=True)
class _Entry:
    """A holder in one article."""

    role: str | None
    statements: int
    opinions: list[Mapping[str, Prediction]]
