"""What the words around a target come to: "nobody opposes easing the sanctions" is against them.

Each mention of a target is read within its clause. Operators before it apply one after the other, nearest
first: less of it, against less of it, nobody against less of it. After it the first predicate counts, with
its negation: "the sanctions have never worked". An odd number of turning operators makes the sign minus.
It is a shallow reading without a parser, and wrong often enough that the classifier learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .lexicon import ACTS, BOONS, CONDITIONS, ILLS, NEUTRAL, OPERATORS, PEOPLE, RULERS, TURNING, WITHHELD
from .tokens import MARKS, Token, stem_of


class Operator(NamedTuple):
    """A phrase of a clause: its class in `lexicon.OPERATORS` and the words it covers."""

    name: str
    start: int
    end: int


class Place(NamedTuple):
    """Where a clause names a target: its words, and how it does so.

    `kind` is ``noun`` ("the embargo"), ``act`` ("shut them out"), ``undoing`` ("let them back in"),
    ``withheld`` ("aid") or ``pronoun`` ("lift them").
    """

    target: str
    start: int
    end: int
    kind: str = "noun"


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
_PEOPLE: Final = frozenset(map(stem_of, [*PEOPLE.split(), *BOONS.split()]))
_RULERS: Final = frozenset(map(stem_of, [*RULERS.split(), *ILLS.split()]))
_ACTS: Final = {
    target: {_phrase(phrase): sign for sign, phrases in zip("+-", kinds, strict=True) for phrase in phrases}
    for target, kinds in ACTS.items()
}
_LONGEST_ACT: Final = max(len(act) for acts in _ACTS.values() for act in acts)
_WITHHELD: Final = {target: frozenset(map(stem_of, words.split())) for target, words in WITHHELD.items()}

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
_NEW_CLAUSE: Final = frozenset("do does did not never let then have has had".split())
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
# What closes and opens a border, an account or a tap takes away from sanctions what it gives to trade.
_SUPPLIES: Final = frozenset({"LESS", "MORE", "CUT", "OPEN", "GONE", "STAY", "ON"})
# As an operator before its target, each of these is one of the two quantities.
_BEFORE: Final = {"STAY": "MORE", "ON": "MORE", "WEAK": "MORE", "GONE": "LESS", "TOO": "LESS", "AGAINST": "CON"}
# Words between an operator and the next one, or the target.
_REACH: Final = {
    "LESS": 7,
    "MORE": 7,
    "INSTEAD": 5,
    "WITHOUT": 4,
    "GOOD": 6,
    "BAD": 6,
    "NOT": 6,
    "CON": 10,
    "FOR": 10,
}
_REACH_AFTER: Final = 12
_OBJECT_REACH: Final = 7
_EFFECT_REACH: Final = 4
_FAT: Final = frozenset(map(stem_of, "rich richer strong stronger fat fatter popular powerful hero".split()))


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
        places = [place for target, stems in targets.items() for place in _places(clause, operators, target, stems)]
        if found and not any(place.target == found[-1].target for place in places):
            places += [Place(found[-1].target, at, at + 1, "pronoun") for at in _pronouns(clause, operators)]
        for place in sorted(places, key=lambda place: place.start):
            others = [other.start for other in places if other.start != place.start]
            mention = _mention(clause, operators, place, others)
            if mention is not None:
                found.append(mention)
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
    if following.word in _SUBJECTS | _MODALS | _BE | _NEW_CLAUSE:
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


def _places(clause: list[Token], operators: list[Operator], target: str, stems: frozenset[str]) -> list[Place]:
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
    return [
        Place(target, place, place + 1)
        for place, token in enumerate(clause)
        if token.stem in stems
        and token.stem not in withheld
        and not (place + 1 < len(clause) and clause[place + 1].stem in stems)
    ]


def _acted(clause: list[Token], target: str) -> list[Place]:
    """The acts of a clause, the longest phrase first."""
    stems = [token.stem for token in clause]
    found: list[Place] = []
    position = 0
    while position < len(stems):
        step = 1
        for size in range(min(_LONGEST_ACT, len(stems) - position), 0, -1):
            sign = _ACTS[target].get(tuple(stems[position : position + size]))
            if sign is not None:
                found.append(Place(target, position, position + size, "act" if sign == "+" else "undoing"))
                step = size
                break
        position += step
    return found


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


def _mention(clause: list[Token], operators: list[Operator], place: Place, others: list[int]) -> Mention | None:
    """What is said of a target at one place; nothing where trade or aid is named and nobody stops or opens it."""
    if place.kind in {"act", "undoing"}:
        operators = [o for o in operators if o.end <= place.start or o.start >= place.end]
    attributes, before = _read_before(clause, operators, place, others)
    after = _read_after(clause, operators, place)
    read = [*attributes, *before, *after]
    if place.kind == "withheld" and not any(operator.name in _SUPPLIES for operator in read):
        return None
    turns = sum(operator.name in TURNING for operator in [*before, *after])
    if attributes and not before and not after:
        turns += 1
    if place.kind in {"undoing", "withheld"}:
        turns += 1
    signed = read or place.kind in {"act", "undoing"}
    tokens = [*clause[place.start : place.end], *(clause[i] for o in read for i in (o.start, o.end - 1))]
    return Mention(
        place.target,
        ("-" if turns % 2 else "+") if signed else "0",
        " ".join(
            [
                *(operator.name for operator in before if operator.name != "FOR"),
                *("ADJ" for _ in attributes[:1]),
                *([place.kind] if place.kind in {"act", "undoing", "withheld"} else []),
            ]
        ),
        " ".join(operator.name for operator in after),
        min(token.start for token in tokens),
        max(token.end for token in tokens),
    )


def _read_before(
    clause: list[Token], operators: list[Operator], place: Place, others: list[int]
) -> tuple[list[Operator], list[Operator]]:
    """Blaming adjectives of the target ("cruel sanctions"), and the operators that govern it, outermost first."""
    attributes: list[Operator] = []
    governing: list[Operator] = []
    edge, quantified = place.start, False
    for name, start, end in reversed(operators):
        if end > place.start:
            continue
        operator = Operator(_BEFORE.get(name, name), start, end)
        if operator.name in _EVALUATIONS and start == place.start - 1:
            attributes += [operator] if operator.name != "GOOD" else []
            continue
        if place.kind == "withheld" and name in {"CUT", "OPEN", "HELP"}:
            operator = operator._replace(name="LESS" if name == "CUT" else "MORE")
        if operator.name not in _REACH or edge - end > _REACH[operator.name]:
            continue
        if operator.name in _QUANTITIES:
            # Of two verbs the nearer has the target as its object, unless one governs the other ("stop opposing").
            if (quantified and edge - end > 2) or _taken(clause, end, place.start, others):
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


def _read_after(clause: list[Token], operators: list[Operator], place: Place) -> list[Operator]:
    """The first predicate about the target, with the negations before it."""
    negations: list[Operator] = []
    last = place.end - 1
    for operator in operators:
        name, start, _ = operator
        if start <= last:
            continue
        if start - last > _REACH_AFTER or name == "INSTEAD" or _is_purpose(clause, operator):
            break
        if name == "NOT":
            # "neither the sanctions nor the talks": one negation of both.
            if clause[start].word != "nor":
                negations.append(operator)
            continue
        found = _predicate(clause, operator, last)
        if found is not None:
            objects = [o for o in operators if o.name == "NOT" and 0 <= o.start - operator.end <= 1]
            return [*[*negations, *(objects if found.name in _EVALUATIONS else [])][:1], found]
    return negations[:1]


def _predicate(clause: list[Token], operator: Operator, place: int) -> Operator | None:
    """What an operator after the target says about it, if it does."""
    name, start, _ = operator
    if name in {"WEAK", "TOO", "STAY", "ON", "GONE"} | _EVALUATIONS:
        return operator
    if name in {"HARM", "HELP"}:
        return _by_object(clause, operator)
    if name in _QUANTITIES:
        if _is_said_of_subject(clause, operator) or _is_participle(clause, operator, place):
            return operator
        return _by_effect(clause, operator)
    if name == "MAKE":
        return _by_effect(clause, operator)
    if name == "FOR" and clause[start].stem not in _AMBIGUOUS:
        return operator._replace(name="GOOD")
    return None


# Of the words in favour these seldom are a predicate of the target.
_AMBIGUOUS: Final = frozenset(map(stem_of, "should must back need right want ready open ought will shall go let for".split()))


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


def _by_effect(clause: list[Token], operator: Operator) -> Operator | None:
    """ "Sanctions prevent wars" and "made the regime sign" are good, "brought war" and "made us poor" are not."""
    objects = [token.stem for token in clause[operator.end : operator.end + _EFFECT_REACH]]
    people = next((i for i, stem in enumerate(objects) if stem in _PEOPLE), len(objects))
    rulers = next((i for i, stem in enumerate(objects) if stem in _RULERS), len(objects))
    if people == rulers:
        return None
    if operator.name == "MAKE":
        return operator._replace(name="BAD" if people < rulers or _FAT & set(objects) else "GOOD")
    return operator._replace(name="GOOD" if (operator.name == "MORE") == (people < rulers) else "BAD")


def _is_participle(clause: list[Token], operator: Operator, place: int) -> bool:
    """ "wants the sanctions lifted"."""
    word = clause[operator.start].word
    return operator.name == "LESS" and operator.start - place <= 2 and word.endswith(("ed", "gone", "undone", "off"))


def _is_said_of_subject(clause: list[Token], operator: Operator) -> bool:
    """A passive ("are lifted") or a verb without object ("must end"), not "sanctions ended the war"."""
    previous = clause[operator.start - 1].word
    if previous in _BE or (previous in _ADVERBS and clause[operator.start - 2].word in _BE):
        return True
    last = operator.end == len(clause)
    if clause[operator.start].stem not in _INTRANSITIVE:
        return False
    return last or (previous in _MODALS and clause[operator.end].word not in _DETERMINERS)
