"""What is said of a target after it is named: "the sanctions have never worked", "talks bring peace"."""

from __future__ import annotations

from typing import Final

from .lexicon import BOONS, ILLS, PEOPLE, RULERS
from .operators import BE, MODALS, Operator
from .places import Place
from .tokens import Token, stem_of

EVALUATIONS: Final = frozenset({"GOOD", "BAD", "CON"})
QUANTITIES: Final = frozenset({"LESS", "MORE"})
_PEOPLE: Final = frozenset(map(stem_of, [*PEOPLE.split(), *BOONS.split()]))
ILL_STEMS: Final = frozenset(map(stem_of, ILLS.split()))
_RULERS: Final = frozenset(map(stem_of, RULERS.split())) | ILL_STEMS
_FAT: Final = frozenset(map(stem_of, "rich richer strong stronger fat fatter popular powerful hero".split()))
_DETERMINERS: Final = frozenset(
    "the a an his her its their our my any all this that these those them it him us some every more new".split()
)
# "sanctions to end the war": what follows "to" is what the target is for, unless one of these stands before.
_OWING: Final = frozenset("ought have need has had is are needs going supposed".split())
_INTRANSITIVE: Final = frozenset(map(stem_of, "end stop cease resume begin start continue".split()))
_ADVERBS: Final = frozenset("not never also now immediately fully completely finally".split())
_REACH_AFTER: Final = 12
_OBJECT_REACH: Final = 7
_EFFECT_REACH: Final = 4
_WANTING: Final = frozenset(map(stem_of, "want have see get like wish".split()))
_WANTED_REACH: Final = 8
_HITTING: Final = frozenset(map(stem_of, "punish penalise penalize squeeze choke punishment".split()))
# Of the words in favour these seldom are a predicate of the target.
_AMBIGUOUS: Final = frozenset(
    map(stem_of, "should must back need right want ready open ought will shall go let for time demand".split())
)


def read_predicate(clause: list[Token], operators: list[Operator], place: Place) -> list[Operator]:
    """The first predicate about the target, with the negations before it."""
    negations: list[Operator] = []
    last = place.end - 1
    for operator in operators:
        name, start, _ = operator
        if start <= last:
            continue
        if start - last > _REACH_AFTER or name == "INSTEAD" or _is_purpose(clause, operator):
            break
        if name in {"STAY", "MORE"} and place.kind == "withheld" and _is_closed(operators, operator):
            continue
        if name == "NOT":
            # "neither the sanctions nor the talks": one negation of both.
            if clause[start].word != "nor":
                negations.append(operator)
            continue
        found = _predicate(clause, operator, last)
        if found is not None:
            objects = [o for o in operators if o.name == "NOT" and 0 <= o.start - operator.end <= 1]
            return [*[*negations, *(objects if found.name in EVALUATIONS else [])][:1], found]
    return negations[:1]


def _is_closed(operators: list[Operator], operator: Operator) -> bool:
    """Whether the next word says what it stays: "the border stays closed"."""
    return any(o.name == "LESS" and 0 <= o.start - operator.end <= 1 for o in operators)


def _predicate(clause: list[Token], operator: Operator, place: int) -> Operator | None:
    """What an operator after the target says about it, if it does."""
    name, start, _ = operator
    if name in {"WEAK", "TOO", "STAY", "ON", "GONE"} | EVALUATIONS:
        return operator
    if name in {"HARM", "HELP"}:
        return _by_object(clause, operator)
    if name in QUANTITIES:
        if _is_said_of_subject(clause, operator) or _is_participle(clause, operator, place):
            return operator
        return _by_effect(clause, operator)
    if name in {"MAKE", "BRING"}:
        return _by_effect(clause, operator)
    if name == "FOR" and clause[start].stem not in _AMBIGUOUS:
        return operator._replace(name="GOOD")
    return None


def _is_purpose(clause: list[Token], operator: Operator) -> bool:
    if clause[operator.start - 1].word != "to" or operator.name not in QUANTITIES | {"HARM", "HELP", "GOOD"}:
        return False
    return clause[operator.start - 2].word not in _OWING


def _first(stems: list[str], among: frozenset[str]) -> int:
    """Where the first of some words stands, behind all if none does."""
    return next((place for place, stem in enumerate(stems) if stem in among), len(stems))


def _by_object(clause: list[Token], operator: Operator) -> Operator:
    """Harm to rulers is meant, harm to people is not; help the other way round."""
    objects = [token.stem for token in clause[operator.end : operator.end + _OBJECT_REACH]]
    people, rulers = _first(objects, _PEOPLE), _first(objects, _RULERS)
    if people == rulers:
        return operator if operator.name == "HARM" else operator._replace(name="GOOD")
    return operator._replace(name="GOOD" if (operator.name == "HELP") == (people < rulers) else "BAD")


def _by_effect(clause: list[Token], operator: Operator) -> Operator | None:
    """Good or bad by what comes of it: "prevent wars", "made the regime sign"; "brought war", "made us poor"."""
    objects = [token.stem for token in clause[operator.end : operator.end + _EFFECT_REACH]]
    people, rulers = _first(objects, _PEOPLE), _first(objects, _RULERS)
    if people == rulers:
        return None
    if operator.name == "BRING":
        return operator._replace(name="BAD" if ILL_STEMS & set(objects) else "GOOD")
    if operator.name == "MAKE":
        return operator._replace(name="BAD" if people < rulers or _FAT & set(objects) else "GOOD")
    return operator._replace(name="GOOD" if (operator.name == "MORE") == (people < rulers) else "BAD")


def hits_people(clause: list[Token], place: Place) -> bool:
    """Whether an act is blamed by its object: "it punishes the people"."""
    objects = [token.stem for token in clause[place.end : place.end + _EFFECT_REACH]]
    people = _first(objects, _PEOPLE)
    return clause[place.start].stem in _HITTING and people < len(objects) and people <= _first(objects, _RULERS)


def _is_participle(clause: list[Token], operator: Operator, place: int) -> bool:
    """Whether the word says what somebody wants done: "wants the sanctions on its banks lifted"."""
    if operator.name != "LESS" or not clause[operator.start].word.endswith(("ed", "gone", "undone", "off", "drawn")):
        return False
    wanted = any(token.stem in _WANTING for token in clause[:place])
    return operator.start - place <= (_WANTED_REACH if wanted else 2)


def _is_said_of_subject(clause: list[Token], operator: Operator) -> bool:
    """A passive ("are lifted") or a verb without object ("must end"), not "sanctions ended the war"."""
    previous = clause[operator.start - 1].word
    if previous in BE or (previous in _ADVERBS and clause[operator.start - 2].word in BE):
        return True
    last = operator.end == len(clause)
    if clause[operator.start].stem not in _INTRANSITIVE:
        return False
    return last or (previous in MODALS and clause[operator.end].word not in _DETERMINERS)
