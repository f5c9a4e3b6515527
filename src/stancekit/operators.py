"""A text to clauses, and a clause to the operators of `lexicon` that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .lexicon import NEUTRAL, OPERATORS, PARTED
from .tokens import MARKS, Token, stem_of


class Operator(NamedTuple):
    """A phrase of a clause: its class in `lexicon.OPERATORS` and the words it covers."""

    name: str
    start: int
    end: int


def stems_in(phrase: str) -> tuple[str, ...]:
    """A phrase of the lexicon as stems."""
    return tuple(stem_of(word) for word in phrase.split())


def by_first_stem(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases as stems, by the stem they begin with, the longest first: most words begin none."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(map(stems_in, phrases)), key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


_OPERATOR_OF: Final = {
    stems_in(phrase): name for name, phrases in reversed(list(OPERATORS.items())) for phrase in phrases
}
_NEUTRAL: Final = frozenset(map(stems_in, NEUTRAL))
_OPERATORS_FROM: Final = by_first_stem([*NEUTRAL, *(phrase for phrases in OPERATORS.values() for phrase in phrases)])
_PARTED: Final = {stems_in(phrase): name for name, phrases in PARTED.items() for phrase in phrases}
_PARTED_REACH: Final = 5

BE: Final = frozenset("be been being is are was were am get got getting s re".split())
MODALS: Final = frozenset("should must can could will would may might shall to cannot let".split())
AUXILIARIES: Final = BE | MODALS | frozenset("has have had do does did only never just".split())
_SUBJECTS: Final = frozenset("we i he she they it you nobody who".split())
# What opens a clause after "and" or "or".
_OPENING: Final = _SUBJECTS | MODALS | BE | frozenset("do does did not never let then have has had".split())
_CLAUSE_MARKS: Final = frozenset(",.;:!?()—–…")
_CLAUSE_WORDS: Final = frozenset(
    "but although though because while whereas unless until if which who when once since so before after whose where "
    "as".split()
)
# "If sanctions were useful, he would be gone": they are not.
_UNREAL: Final = frozenset("were had did worked".split())
# Longer ones are lists, or their marks are missing; reading them whole would take the square of their length.
_LONGEST_CLAUSE: Final = 150


def split_clauses(tokens: Sequence[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[list[Token]]:
    """The clauses of a text, without their marks."""
    clause: list[Token] = []
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if (
            token.stem in _CLAUSE_MARKS
            or (token.word in _CLAUSE_WORDS and not _is_because_of(token, following))
            or _coordinates(token, following, clause, targets)
            or len(clause) == _LONGEST_CLAUSE
        ):
            if clause:
                yield clause
            clause = []
        if token.stem not in MARKS:
            clause.append(token)
    if clause:
        yield clause


def _is_because_of(token: Token, following: Token | None) -> bool:
    return token.word == "because" and following is not None and following.word == "of"


def _coordinates(
    token: Token, following: Token | None, clause: list[Token], targets: Mapping[str, frozenset[str]]
) -> bool:
    """Whether "and" or "or" begins a new clause: "… and we reject", but not "talks and sanctions"."""
    if token.word not in {"and", "or"} or following is None:
        return False
    if following.word in _OPENING:
        return True
    verb = _OPERATOR_OF.get((following.stem,)) in {"CON", "LESS", "MORE", "FOR", "NOT"}
    return verb and any(word.stem in stems for word in clause for stems in targets.values())


def find_operators(clause: list[Token]) -> list[Operator]:
    """Operators of a clause, the longest phrase first."""
    found = [
        Operator(_OPERATOR_OF[phrase], start, start + len(phrase))
        for phrase, start in find_phrases([token.stem for token in clause], _OPERATORS_FROM)
        if phrase not in _NEUTRAL
    ]
    if clause[0].word == "if" and any(token.word in _UNREAL for token in clause):
        return [Operator("IF", 0, 1), *found]
    return found


def find_phrases(
    stems: list[str], phrases_from: Mapping[str, list[tuple[str, ...]]]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Phrases and where they begin, from left to right, none within another."""
    position = 0
    while position < len(stems):
        phrase = _phrase_at(stems, position, phrases_from)
        if phrase:
            yield phrase, position
        position += len(phrase) if phrase else 1


def _phrase_at(
    stems: list[str], position: int, phrases_from: Mapping[str, list[tuple[str, ...]]]
) -> tuple[str, ...] | None:
    """The longest of the phrases that stands at a position."""
    for phrase in phrases_from.get(stems[position], ()):
        if tuple(stems[position : position + len(phrase)]) == phrase:
            return phrase
    return None


def parted_verb(clause: list[Token], start: int, end: int) -> str:
    """LESS for "take the ban off", MORE for "put the ban back", or nothing, with the ban between `start` and `end`."""
    for verb in clause[max(0, start - _PARTED_REACH) : start]:
        for particle in clause[end : end + _PARTED_REACH]:
            if name := _PARTED.get((verb.stem, particle.stem)):
                return name
    return ""
