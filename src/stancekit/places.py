"""Where a clause names a target: by a noun, by what people do about it, by what it withholds, by a pronoun."""

from __future__ import annotations

from typing import Final, NamedTuple

from .lexicon import ACTS, WITHHELD
from .operators import AUXILIARIES, Operator, by_first_stem, find_phrases, parted_verb, stems_in
from .tokens import Token, stem_of


class Place(NamedTuple):
    """Where a clause names a target: its words, and how it does so.

    `kind` is ``noun`` ("the embargo"), ``act`` ("shut them out"), ``undoing`` ("let them back in"),
    ``withheld`` ("aid") or ``pronoun`` ("lift them").
    """

    target: str
    start: int
    end: int
    kind: str = "noun"


# Of a phrase that is in both lists the undoing counts.
_ACTS: Final = {
    target: dict.fromkeys(map(stems_in, does), "act") | dict.fromkeys(map(stems_in, undoes), "undoing")
    for target, (does, undoes) in ACTS.items()
}
_ACTS_FROM: Final = {target: by_first_stem([*does, *undoes]) for target, (does, undoes) in ACTS.items()}
_WITHHELD: Final = {target: frozenset(map(stem_of, words.split())) for target, words in WITHHELD.items()}
# "Border closure" and "aid cut" are sanctions, as "border" and "aid" alone are not.
_STOPPAGES: Final = frozenset(map(stem_of, "closure cut suspension stop curb limit control restriction cutoff".split()))
# What is done to "it" where "it" is a target.
_TAKING: Final = frozenset({"LESS", "MORE", "CON", "AGAINST"})
_OBJECT_PRONOUNS: Final = frozenset("them it those these".split())
_SUBJECT_PRONOUNS: Final = frozenset("they these it this".split())
SAYING: Final = frozenset(
    map(stem_of, "say said tell told argue add insist stress warned announce declare stated note wrote claim".split())
)


def find_places(clause: list[Token], target: str, stems: frozenset[str]) -> list[Place]:
    """Where a clause names a target; what people do about it counts where no noun stands for it."""
    named = _named(clause, target, stems)
    if named or target not in _ACTS:
        return named
    acts = _acted(clause, target)
    if acts:
        return acts
    goods = [place for place, token in enumerate(clause) if token.stem in _WITHHELD.get(target, ())]
    return [Place(target, place, place + 1, "withheld") for place in goods[-1:]]


def _named(clause: list[Token], target: str, stems: frozenset[str]) -> list[Place]:
    """Of two words in a row that name one target ("peace deal") the last."""
    withheld = _WITHHELD.get(target, frozenset())
    found: list[Place] = []
    for place, token in enumerate(clause):
        following = clause[place + 1].stem if place + 1 < len(clause) else ""
        if token.stem in withheld:
            if following in _STOPPAGES:
                found.append(Place(target, place, place + 2))
        elif token.stem in stems and following not in stems:
            found.append(Place(target, place, place + 1))
    return found


def _acted(clause: list[Token], target: str) -> list[Place]:
    """The acts of a clause, the longest phrase first."""
    return [
        Place(target, start, start + len(act), _ACTS[target][act])
        for act, start in find_phrases([token.stem for token in clause], _ACTS_FROM[target])
    ]


def find_pronouns(clause: list[Token], operators: list[Operator]) -> list[int]:
    """The last pronoun of a clause that something is done to, or said of: "lift them", "they have failed"."""
    found = [place for place in range(len(clause)) if _stands_for_target(place, clause, operators)]
    return found[-1:] if clause[0].word not in {"who", "which"} else []


def _stands_for_target(place: int, clause: list[Token], operators: list[Operator]) -> bool:
    word = clause[place].word
    following = clause[place + 1] if place + 1 < len(clause) else None
    if following is not None and following.stem in SAYING:
        return False
    if word in _OBJECT_PRONOUNS and any(o.name in _TAKING and o.end == place for o in operators):
        return True
    if word in _OBJECT_PRONOUNS and parted_verb(clause, place, place + 1):
        return True
    predicate = next((operator for operator in operators if operator.start > place), None)
    if word not in _SUBJECT_PRONOUNS or following is None or predicate is None:
        return False
    if predicate.start == place + 1:
        return predicate.name in {"HARM", "HELP", "GOOD", "BAD"}
    near = following.word in AUXILIARIES and predicate.start - place <= 5
    return near and predicate.name not in {"MORE", "FOR", "NOT", "INSTEAD"}
