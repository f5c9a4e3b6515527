"""What the words around a target come to: "nobody opposes easing the sanctions" is against them.

Each mention of a target is read within its clause. Operators before it apply one after the other, nearest
first: less of it, against less of it, nobody against less of it. After it the first predicate counts, with
its negation: "the sanctions have never worked". An odd number of turning operators makes the sign minus.
It is a shallow reading without a parser, and wrong often enough that the classifier learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .lexicon import CONDITIONS, NEUTRAL, OPERATORS, PEOPLE, RULERS, TURNING
from .tokens import MARKS, Token, stem_of


class Operator(NamedTuple):
    """A phrase of a clause: its class in `lexicon.OPERATORS` and the words it covers."""

    name: str
    start: int
    end: int


class Mention(NamedTuple):
    """A place where a text names a target, and what is done to it there.

    `sign` is ``+`` (kept, widened, praised), ``-`` (lifted, refused, blamed) or ``0`` (nothing found);
    `before` and `after` are the classes that it was worked out from; `start` and `end` are characters.
    """

    target: str
    sign: str
    before: str
    after: str
    start: int
    end: int


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(stem_of(word) for word in text.split())


_OPERATOR_OF: Final = {
    _phrase(phrase): name for name, phrases in reversed(list(OPERATORS.items())) for phrase in phrases
}
_NEUTRAL: Final = frozenset(map(_phrase, NEUTRAL))
_CONDITIONS: Final = frozenset(map(_phrase, CONDITIONS))
_LONGEST: Final = max(map(len, _OPERATOR_OF))
_PEOPLE: Final = frozenset(map(stem_of, PEOPLE.split()))
_RULERS: Final = frozenset(map(stem_of, RULERS.split()))

_CLAUSE_MARKS: Final = frozenset(",.;:!?()—–…")
_CLAUSE_WORDS: Final = frozenset(
    "but although though because while whereas unless until if which who when once since so before after whose where "
    "as".split()
)
_SUBJECTS: Final = frozenset("we i he she they it you nobody who".split())
_BE: Final = frozenset("be been being is are was were am get got getting s re".split())
_MODALS: Final = frozenset("should must can could will would may might shall to cannot let".split())
_AUXILIARIES: Final = _BE | _MODALS | frozenset("has have had do does did only never just".split())
_DETERMINERS: Final = frozenset(
    "the a an his her its their our my any all this that these those them it him us some every more new".split()
)
_OBJECT_PRONOUNS: Final = frozenset("them it those these".split())
_SUBJECT_PRONOUNS: Final = frozenset("they these it this".split())
SAYING: Final = frozenset(
    map(stem_of, "say said tell told argue add insist stress warned announce declare stated note wrote claim".split())
)
# "sanctions to end the war": what follows "to" is what the target is for, unless one of these stands before.
_OWING: Final = frozenset("ought have need has had is are needs going supposed".split())
_INTRANSITIVE: Final = frozenset(map(stem_of, "end stop cease resume begin start continue".split()))
_ADVERBS: Final = frozenset("not never also now immediately fully completely finally".split())

_EVALUATIONS: Final = frozenset({"GOOD", "BAD", "CON"})
_QUANTITIES: Final = frozenset({"LESS", "MORE"})
# As an operator before its target, each of these is one of the two quantities.
_BEFORE: Final = {"STAY": "MORE", "ON": "MORE", "WEAK": "MORE", "GONE": "LESS", "TOO": "LESS"}
# Words between an operator and the next one, or the target.
_REACH: Final = {"LESS": 7, "MORE": 7, "INSTEAD": 5, "GOOD": 6, "BAD": 6, "NOT": 6, "CON": 10, "FOR": 10}
_REACH_AFTER: Final = 12
_OBJECT_REACH: Final = 7


def mentions(tokens: Sequence[Token], targets: Mapping[str, frozenset[str]]) -> list[Mention]:
    """Every mention of a target with its sign, in the order of the text.

    Parameters
    ----------
    tokens : sequence of Token
        Words and marks, as `tokens.tokens` gives them.
    targets : mapping of str to frozenset of str
        Stems that name each target.

    Examples
    --------
    >>> from stancekit.tokens import tokens
    >>> words = tokens("Nobody opposes easing the sanctions, they have failed.")
    >>> [(m.sign, m.before, m.after) for m in mentions(words, {"sanctions": frozenset({"sanction"})})]
    [('-', 'NOT CON LESS', ''), ('-', '', 'BAD')]
    """
    found: list[Mention] = []
    for clause in _clauses(tokens, targets):
        operators = _operators(clause)
        places = _named(clause, targets)
        if found and not any(target == found[-1].target for target, _ in places):
            places += [(found[-1].target, place) for place in _pronouns(clause, operators)]
        named = [place for _, place in places]
        for target, place in sorted(places, key=lambda item: item[1]):
            found.append(_mention(clause, operators, target, place, [other for other in named if other != place]))
    return found


def condition_mark(tokens: Sequence[Token]) -> str:
    """``c`` if the text names a condition or a time, ``q`` if it asks, both or neither.

    Examples
    --------
    >>> from stancekit.tokens import tokens
    >>> condition_mark(tokens("Lift them once he is free?"))
    'cq'
    """
    stems = [token.stem for token in tokens]
    phrases = (tuple(stems[i : i + size]) for i in range(len(stems)) for size in (1, 2, 3))
    return ("c" if any(phrase in _CONDITIONS for phrase in phrases) else "") + ("q" if "?" in stems else "")


def _clauses(tokens: Sequence[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if (
            token.stem in _CLAUSE_MARKS
            or token.word in _CLAUSE_WORDS
            or _coordinates(token, following, clause, targets)
        ):
            if clause:
                yield clause
            clause = []
        if token.stem not in MARKS:
            clause.append(token)
    if clause:
        yield clause


def _coordinates(
    token: Token, following: Token | None, clause: list[Token], targets: Mapping[str, frozenset[str]]
) -> bool:
    """Whether "and" or "or" begins a new clause: "… and we reject", but not "talks and sanctions"."""
    if token.word not in {"and", "or"} or following is None:
        return False
    if following.word in _SUBJECTS or following.word in _MODALS or following.word in _BE:
        return True
    verb = _OPERATOR_OF.get((following.stem,)) in {"CON", "LESS", "MORE", "FOR", "NOT"}
    return verb and any(word.stem in stems for word in clause for stems in targets.values())


def _operators(clause: list[Token]) -> list[Operator]:
    """Operators of a clause, the longest phrase first."""
    stems = [token.stem for token in clause]
    found: list[Operator] = []
    position = 0
    while position < len(stems):
        step = 1
        for size in range(min(_LONGEST, len(stems) - position), 0, -1):
            phrase = tuple(stems[position : position + size])
            if phrase in _NEUTRAL or phrase in _OPERATOR_OF:
                step = size
                if phrase not in _NEUTRAL:
                    found.append(Operator(_OPERATOR_OF[phrase], position, position + size))
                break
        position += step
    return found


def _named(clause: list[Token], targets: Mapping[str, frozenset[str]]) -> list[tuple[str, int]]:
    """Targets and places; of two words in a row that name one target ("peace deal") the last."""
    return [
        (target, place)
        for target, stems in targets.items()
        for place, token in enumerate(clause)
        if token.stem in stems and not (place + 1 < len(clause) and clause[place + 1].stem in stems)
    ]


def _pronouns(clause: list[Token], operators: list[Operator]) -> list[int]:
    """The last pronoun of a clause that something is done to, or said of: "lift them", "they have failed"."""
    found = [place for place in range(len(clause)) if _stands_for_target(place, clause, operators)]
    return found[-1:] if clause[0].word not in {"who", "which"} else []


def _stands_for_target(place: int, clause: list[Token], operators: list[Operator]) -> bool:
    word = clause[place].word
    following = clause[place + 1] if place + 1 < len(clause) else None
    if following is not None and following.stem in SAYING:
        return False
    if word in _OBJECT_PRONOUNS and any(o.name in _QUANTITIES and o.end == place for o in operators):
        return True
    predicate = next((operator for operator in operators if operator.start > place), None)
    if word not in _SUBJECT_PRONOUNS or following is None or predicate is None:
        return False
    if predicate.start == place + 1:
        return predicate.name in {"HARM", "HELP", "GOOD", "BAD"}
    near = following.word in _AUXILIARIES and predicate.start - place <= 5
    return near and predicate.name not in {"MORE", "FOR", "NOT", "INSTEAD"}


def _mention(clause: list[Token], operators: list[Operator], target: str, place: int, others: list[int]) -> Mention:
    attributes, before = _read_before(clause, operators, place, others)
    after = _read_after(clause, operators, place)
    turns = sum(operator.name in TURNING for operator in [*before, *after])
    if attributes and not before and not after:
        turns += 1
    read = [*attributes, *before, *after]
    tokens = [clause[place], *(clause[i] for operator in read for i in (operator.start, operator.end - 1))]
    return Mention(
        target,
        ("-" if turns % 2 else "+") if read else "0",
        " ".join([*(operator.name for operator in before if operator.name != "FOR"), *("ADJ" for _ in attributes[:1])]),
        " ".join(operator.name for operator in after),
        min(token.start for token in tokens),
        max(token.end for token in tokens),
    )


def _read_before(
    clause: list[Token], operators: list[Operator], place: int, others: list[int]
) -> tuple[list[Operator], list[Operator]]:
    """Blaming adjectives of the target ("cruel sanctions"), and the operators that govern it, outermost first."""
    attributes: list[Operator] = []
    governing: list[Operator] = []
    edge, quantified = place, False
    for name, start, end in reversed(operators):
        if end > place:
            continue
        operator = Operator(_BEFORE.get(name, name), start, end)
        if operator.name in _EVALUATIONS and start == place - 1:
            attributes += [operator] if operator.name != "GOOD" else []
            continue
        if operator.name not in _REACH or edge - end > _REACH[operator.name]:
            continue
        if operator.name in _QUANTITIES:
            # Of two verbs the nearer has the target as its object, unless one governs the other ("stop opposing").
            if (quantified and edge - end > 2) or _taken(clause, end, place, others):
                continue
            quantified = True
        governing.append(operator)
        edge = start
    return attributes, governing[::-1]


def _taken(clause: list[Token], end: int, place: int, others: list[int]) -> bool:
    """Whether another target stands between, so that the verb is about that one: "lift the ban before talks"."""
    joined = any(token.word in {"and", "or"} for token in clause[end:place]) and not _is_verb(clause, place)
    return not joined and any(end <= other < place for other in others)


def _is_verb(clause: list[Token], place: int) -> bool:
    """Whether a target is named by a verb: "ease sanctions and negotiate with him" eases no talks."""
    following = clause[place + 1].word if place + 1 < len(clause) else ""
    return following in {"with", "to", "directly"} and not clause[place].word.endswith(("s", "ion"))


def _read_after(clause: list[Token], operators: list[Operator], place: int) -> list[Operator]:
    """The first predicate about the target, with the negations before it."""
    negations: list[Operator] = []
    for operator in operators:
        name, start, _ = operator
        if start <= place:
            continue
        if start - place > _REACH_AFTER or name == "INSTEAD" or _is_purpose(clause, operator):
            break
        if name == "NOT":
            negations.append(operator)
        elif name in {"WEAK", "TOO"}:
            return [operator]
        elif name in {"STAY", "ON", "GONE"} | _EVALUATIONS:
            return [*negations[:1], operator]
        elif name in {"HARM", "HELP"}:
            return [*negations[:1], _by_object(clause, operator)]
        elif name in _QUANTITIES:
            if _is_said_of_subject(clause, operator):
                return [*negations[:1], operator]
        elif clause[start].stem not in _AMBIGUOUS:
            return [*negations[:1], operator._replace(name="GOOD")]
    return negations[:1]


# Of the words in favour these seldom are a predicate of the target.
_AMBIGUOUS: Final = frozenset(map(stem_of, "should must back need right want ready open".split()))


def _is_purpose(clause: list[Token], operator: Operator) -> bool:
    if clause[operator.start - 1].word != "to" or operator.name not in _QUANTITIES | {"HARM", "HELP", "GOOD"}:
        return False
    return clause[operator.start - 2].word not in _OWING


def _by_object(clause: list[Token], operator: Operator) -> Operator:
    """Harm to rulers is meant, harm to people is not; help the other way round."""
    objects = [token.stem for token in clause[operator.end : operator.end + _OBJECT_REACH]]
    people = next((i for i, stem in enumerate(objects) if stem in _PEOPLE), len(objects))
    rulers = next((i for i, stem in enumerate(objects) if stem in _RULERS), len(objects))
    if people == rulers:
        return operator if operator.name == "HARM" else operator._replace(name="GOOD")
    return operator._replace(name="GOOD" if (operator.name == "HELP") == (people < rulers) else "BAD")


def _is_said_of_subject(clause: list[Token], operator: Operator) -> bool:
    """A passive ("are lifted") or a verb without object ("must end"), not "sanctions ended the war"."""
    previous = clause[operator.start - 1].word
    if previous in _BE or (previous in _ADVERBS and clause[operator.start - 2].word in _BE):
        return True
    last = operator.end == len(clause)
    if clause[operator.start].stem not in _INTRANSITIVE:
        return False
    return last or (previous in _MODALS and clause[operator.end].word not in _DETERMINERS)
