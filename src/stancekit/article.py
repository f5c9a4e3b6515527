"""From an article to who says what and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .errors import InputError
from .explanation import WordContribution
from .labels import Stance
from .model import Prediction, StanceModel
from .positions import Position, pool, takes_position
from .quotes import AttributedText, find_statements
from .rows import Row
from .scoring import output_columns, prediction_columns
from .storage import load_model

Span = tuple[int, int]

AUTHOR: Final = "author"
READER: Final = "reader"
UNKNOWN: Final = "unknown"
EVIDENCE_WORDS: Final = 3
#: Share of the author's and readers' sentences that take no position on a target. In the project's own articles it is
#: 0.94 and 0.97 (`experiments/articles.py`).
NEITHER_IN_PROSE: Final = 0.95
_PRONOUN: Final = re.compile(r"\b(?:they|them|it|these|those|this|that)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArticleStatement:
    """One statement of an article, its holder and its stances.

    Parameters
    ----------
    holder : str
        Fullest name in the article, or ``"author"``, ``"reader"``, ``"unknown"``.
    role : str or None
        As the article gives it.
    text : str
        ``article[start:end]``.
    start, end : int
        Offsets into the article.
    kind : str
        ``"direct"``, ``"reported"`` or ``"author"``.
    mention : tuple of int, or None
        Where the holder of this statement is named.
    context : tuple of tuple of int
        The passages that the model read: the sentence of reported speech, with the one before it if only that says
        what "they" means; all pieces of a broken quotation.
    predictions : mapping of str to Prediction
        One a target.
    evidence : mapping of str to tuple of WordContribution
        For each target the words of the context that spoke most for the stance, with offsets into the article,
        without those of other statements in the same sentence; empty where no position is taken.
    """

    holder: str
    role: str | None
    text: str
    start: int
    end: int
    kind: str
    mention: Span | None
    context: tuple[Span, ...]
    predictions: Mapping[str, Prediction]
    evidence: Mapping[str, tuple[WordContribution, ...]]

    @property
    def takes_position(self) -> bool:
        """Whether it takes a position on any target."""
        return any(takes_position(found) for found in self.predictions.values())

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "holder": self.holder,
            "role": self.role,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "mention": None if self.mention is None else list(self.mention),
            "context": [list(span) for span in self.context],
            **{target: self._stance_as_dict(target) for target in self.predictions},
        }

    def _stance_as_dict(self, target: str) -> dict[str, Any]:
        found = self.predictions[target]
        return {
            "stance": str(found.stance),
            "confidence": found.confidence,
            "abstained": found.abstained,
            "probabilities": {str(label): value for label, value in found.probabilities.items()},
            "evidence": [{"text": word.text, "start": word.start, "end": word.end} for word in self.evidence[target]],
        }


@dataclass(frozen=True, slots=True)
class HolderPosition:
    """Where one holder stands, from all they say in the article.

    Parameters
    ----------
    holder : str
    role : str or None
        The first that the article gives.
    statements : int
        How many statements are theirs, with and without a position.
    positions : mapping of str to Position
        One a target.
    """

    holder: str
    role: str | None
    statements: int
    positions: Mapping[str, Position]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "holder": self.holder,
            "role": self.role,
            **{target: position.as_dict() for target, position in self.positions.items()},
            # After the targets, as in the documented order.
            "statements": self.statements,
        }


@dataclass(frozen=True, slots=True)
class ArticleAnalysis:
    """What an article says and who stands where.

    Parameters
    ----------
    text : str
        The article; every offset points into it.
    statements : tuple of ArticleStatement
        In the order of the text.
    holders : tuple of HolderPosition
        In the order in which they first speak, the author and readers last. Statements whose speaker
        is unknown may be different people's, so they make no holder.
    targets : tuple of str
    """

    text: str
    statements: tuple[ArticleStatement, ...]
    holders: tuple[HolderPosition, ...]
    targets: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON: what `stancekit analyze --json` prints."""
        return {
            "statements": [statement.as_dict() for statement in self.statements],
            "holders": [holder.as_dict() for holder in self.holders],
            "text": self.text,
        }


def analyze_article(text: str, model: StanceModel | None = None, *, max_error: float | None = None) -> ArticleAnalysis:
    """Find the statements of an article, their holders, and where these stand.

    Parameters
    ----------
    text : str
        Plain text of a news or opinion article.
    model : StanceModel, optional
        By default the bundled one.
    max_error : float, optional
        As in `StanceModel.predict`: it abstains from the least certain statements.

    Returns
    -------
    ArticleAnalysis

    Raises
    ------
    InputError
        If `text` is no str.

    Examples
    --------
    >>> import stancekit
    >>> article = 'Ann Lee, a senator, said: "We must keep the sanctions until every prisoner is free."'
    >>> found = stancekit.analyze_article(article)
    >>> statement = found.statements[0]
    >>> article[statement.start : statement.end] == statement.text
    True
    >>> found.statements[0].predictions["sanctions"].stance
    <Stance.FAVOR: 'favor'>
    """
    if not isinstance(text, str):
        raise InputError(f"expected the text of an article, got {type(text).__name__} {text!r:.40}")
    model = load_model() if model is None else model
    found = find_statements(text)
    contexts = _contexts(found, text, model)
    own_prose = {context: item.kind == "author" for item, context in zip(found, contexts, strict=True)}
    readings = _read(model, text, own_prose, max_error)
    others = _others(found)
    statements = tuple(
        _statement(item, context, readings[context], others.get(item.context, ()))
        for item, context in zip(found, contexts, strict=True)
    )
    return ArticleAnalysis(text, statements, holder_positions(statements), model.targets)


def holder_positions(statements: Iterable[ArticleStatement]) -> tuple[HolderPosition, ...]:
    """Pool the statements of each holder; see `stancekit.positions.pool`."""
    by_holder: dict[str, list[ArticleStatement]] = {}
    for statement in statements:
        if statement.holder != UNKNOWN:
            by_holder.setdefault(statement.holder, []).append(statement)
    ordered = sorted(by_holder, key=[AUTHOR, READER].__contains__)
    return tuple(
        HolderPosition(
            holder=name,
            role=next((statement.role for statement in by_holder[name] if statement.role), None),
            statements=len(by_holder[name]),
            positions=pool_targets(distinct_opinions(by_holder[name])),
        )
        for name in ordered
    )


def distinct_opinions(statements: Iterable[ArticleStatement]) -> list[Mapping[str, Prediction]]:
    """One opinion for each passage that the model read: the pieces of a broken quotation count once."""
    return list({statement.context: statement.predictions for statement in statements}.values())


def pool_targets(opinions: Sequence[Mapping[str, Prediction]]) -> dict[str, Position]:
    """The position on each target; `opinions` holds at least one."""
    return {target: pool([opinion[target] for opinion in opinions]) for target in opinions[0]}


def statement_rows(analysis: ArticleAnalysis, article: str = "", date: str | None = None) -> list[Row]:
    """The statements as rows of a table.

    Parameters
    ----------
    analysis : ArticleAnalysis
    article : str
        What names the article in the table.
    date : str, optional
        Its date.

    Returns
    -------
    list of dict
        Columns as `statement_columns`.
    """
    return [
        {
            "article": article,
            "date": date,
            "holder": statement.holder,
            "role": statement.role,
            "kind": statement.kind,
            "text": statement.text,
            "start": statement.start,
            "end": statement.end,
            **prediction_columns(statement.predictions),
            **{
                f"{target}_evidence": ", ".join(word.text for word in words)
                for target, words in statement.evidence.items()
            },
        }
        for statement in analysis.statements
    ]


def statement_columns(model: StanceModel) -> dict[str, str]:
    """Names of those columns, in order, with their Arrow types."""
    columns = dict.fromkeys(("article", "date", "holder", "role", "kind", "text"), "string")
    columns |= dict.fromkeys(("start", "end"), "int64")
    columns |= {name: "string" if name.endswith("_stance") else "float64" for name in output_columns(model)}
    return columns | {f"{target}_evidence": "string" for target in model.targets}


def _contexts(found: Sequence[AttributedText], article: str, model: StanceModel) -> list[tuple[Span, ...]]:
    """What the model reads for each statement: the pieces of a quotation together, else its own context."""
    pieces: dict[int, list[Span]] = {}
    for item in found:
        if item.kind == "direct":
            pieces.setdefault(item.utterance, []).append(item.context)
    return [
        tuple(sorted(set(pieces[item.utterance])))
        if item.kind == "direct"
        else (*_what_it_refers_to(item, before, article, model), item.context)
        for before, item in zip([None, *found], found, strict=False)
    ]


def _what_it_refers_to(
    item: AttributedText, before: AttributedText | None, article: str, model: StanceModel
) -> tuple[Span, ...]:
    """The sentence before, if it is the same holder's and only it names what "they" or "it" stands for."""
    if before is None or not item.kind == before.kind == "reported" or before.holder != item.holder:
        return ()
    (start, end), (own_start, own_end) = before.context, item.context
    if not (end <= own_start and article[end:own_start].strip() == "" and "\n" not in article[end:own_start]):
        return ()
    if not _PRONOUN.search(article[item.start : item.end]) or model.names_target(article[own_start:own_end]):
        return ()
    return ((start, end),) if model.names_target(article[start:end]) else ()


def _others(found: Sequence[AttributedText]) -> dict[Span, list[AttributedText]]:
    """The reported statements of each sentence."""
    others: dict[Span, list[AttributedText]] = {}
    for item in found:
        if item.kind == "reported":
            others.setdefault(item.context, []).append(item)
    return others


_Reading = tuple[Mapping[str, Prediction], Mapping[str, tuple[WordContribution, ...]]]


def _read(
    model: StanceModel, article: str, own_prose: Mapping[tuple[Span, ...], bool], max_error: float | None
) -> dict[tuple[Span, ...], _Reading]:
    texts = [" ".join(article[start:end] for start, end in context) for context in own_prose]
    predictions = model.predict(texts, max_error=max_error)
    readings: dict[tuple[Span, ...], _Reading] = {}
    for (context, is_own), text, prediction in zip(own_prose.items(), texts, predictions, strict=True):
        read = {t: _as_prose(model, t, found) if is_own else found for t, found in prediction.items()}
        evidence = {
            target: _evidence(model, text, context, target, found.stance) if takes_position(found) else ()
            for target, found in read.items()
        }
        readings[context] = (read, evidence)
    return readings


def _as_prose(model: StanceModel, target: str, found: Prediction) -> Prediction:
    """The probabilities for a sentence of running prose, of which few take a position.

    The shares of the labels among such sentences take the place of those in training (Saerens, Latinne and
    Decaestecker 2002, equation 4, https://doi.org/10.1162/089976602753284446).
    """
    head = model.heads[target]
    if head.prior is None or Stance.NEITHER not in head.labels:
        return found
    shares = dict(zip(head.labels, head.prior, strict=True))
    taking = 1 - shares[Stance.NEITHER]
    factors = {
        label: NEITHER_IN_PROSE / share if label is Stance.NEITHER else (1 - NEITHER_IN_PROSE) / taking
        for label, share in shares.items()
    }
    weighted = {label: p * factors[label] for label, p in found.probabilities.items()}
    total = sum(weighted.values())
    return Prediction({label: value / total for label, value in weighted.items()}, found.abstained)


def _evidence(
    model: StanceModel, text: str, context: tuple[Span, ...], target: str, label: Stance
) -> tuple[WordContribution, ...]:
    """The words that speak for a label, strongest first, moved back to their places in the article."""
    moved = []
    for word in model.explain(text, target, label).evidence(len(text)):
        offset = 0
        for start, end in context:
            if offset <= word.start and word.end <= offset + end - start:
                place = start + word.start - offset
                moved.append(WordContribution(word.text, place, place + len(word.text), word.contribution))
                break
            offset += end - start + 1  # the blank between two pieces
    return tuple(moved)


def _statement(
    item: AttributedText, context: tuple[Span, ...], reading: _Reading, others: Sequence[AttributedText]
) -> ArticleStatement:
    predictions, evidence = reading
    taken = [(one.start, one.end) for one in others if one.utterance != item.utterance]
    shown = {
        target: tuple(word for word in words if not any(start <= word.start < end for start, end in taken))
        for target, words in evidence.items()
    }
    return ArticleStatement(
        holder=item.holder.name,
        role=item.holder.role,
        text=item.text,
        start=item.start,
        end=item.end,
        kind=item.kind,
        mention=item.mention,
        context=context,
        predictions=predictions,
        evidence={target: (words or evidence[target])[:EVIDENCE_WORDS] for target, words in shown.items()},
    )
