"""What the words around a target come to: "nobody opposes easing the sanctions" is against them.

Each mention of a target is read within its clause. Operators before it apply one after the other, nearest
first: less of it, against less of it, nobody against less of it. After it the first predicate counts, with
its negation: "the sanctions have never worked". An odd number of turning operators makes the sign minus.
It is a shallow reading without a parser, and wrong often enough that the classifier learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .lexicon import (
    ACTS,
    BOONS,
    CONDITIONS,
    ILLS,
    NEUTRAL,
    OPERATORS,
    PARTED,
    PEOPLE,
    REJECTIONS,
    RULERS,
    SURRENDER,
    TURNING,
    WITHHELD,
)
from .tokens import MARKS, NAME, Token, stem_of


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


def _by_first_stem(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by the stem they begin with, the longest first: most words begin none."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


_OPERATORS_FROM: Final = _by_first_stem(_NEUTRAL | _OPERATOR_OF.keys())
_CONDITIONS_FROM: Final = _by_first_stem(_CONDITIONS)
_REJECTIONS_FROM: Final = _by_first_stem(map(_phrase, REJECTIONS))
_SURRENDER_FROM: Final = _by_first_stem(map(_phrase, SURRENDER))
_PARTED: Final = {_phrase(phrase): name for name, phrases in PARTED.items() for phrase in phrases}
_PEOPLE: Final = frozenset(map(stem_of, [*PEOPLE.split(), *BOONS.split()]))
_RULERS: Final = frozenset(map(stem_of, [*RULERS.split(), *ILLS.split()]))
_ACTS: Final = {
    target: {_phrase(phrase): sign for sign, phrases in zip("+-", kinds, strict=True) for phrase in phrases}
    for target, kinds in ACTS.items()
}
_ACTS_FROM: Final = {target: _by_first_stem(acts) for target, acts in _ACTS.items()}
_WITHHELD: Final = {target: frozenset(map(stem_of, words.split())) for target, words in WITHHELD.items()}

_CLAUSE_MARKS: Final = frozenset(",.;:!?()—–…")
_CLAUSE_WORDS: Final = frozenset(
    "but although though because while whereas unless until if which who when once since so before after whose where "
    "as".split()
)
_SUBJECTS: Final = frozenset("we i he she they it you nobody who".split())
_BE: Final = frozenset("be been being is are was were am get got getting s re".split())
# "If sanctions were useful, he would be gone": they are not.
_UNREAL: Final = frozenset("were had did worked".split())
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
_CLAIMING: Final = SAYING | frozenset(
    map(stem_of, "think believe hold call suggest demand want ask maintain feel urge hope propose see describe".split())
)
_OTHERS: Final = frozenset("some they he she people those others many everyone who you somebody anyone whoever".split())
_OPPONENTS: Final = frozenset(
    map(
        stem_of,
        "critic colleague opponent supporter friend rival minister government report voice hawk opposition".split(),
    )
)
_ANSWERS: Final = {"yes": "+", "no": "-"}
# What one is told to do, or says one does: "talk to them", "we talk to them".
_BARE_VERBS: Final = frozenset(
    "talk negotiate engage meet mediate swap compromise speak sit sanction boycott isolate ban freeze blacklist punish "
    "list discuss bargain invite blockade embargo divest".split()
)
_LEADING: Final = frozenset("so then just please and but better now simply first always instead still".split())
_OWING: Final = frozenset("ought have need has had is are needs going supposed".split())
_INTRANSITIVE: Final = frozenset(map(stem_of, "end stop cease resume begin start continue".split()))
_ADVERBS: Final = frozenset("not never also now immediately fully completely finally".split())

_EVALUATIONS: Final = frozenset({"GOOD", "BAD", "CON"})
_QUANTITIES: Final = frozenset({"LESS", "MORE"})
# What closes and opens a border, an account or a tap takes away from sanctions what it gives to trade.
_SUPPLIES: Final = frozenset({"LESS", "MORE", "GONE", "STAY", "ON"})
# What is done to "it" where "it" is a target.
_TAKING: Final = frozenset({"LESS", "MORE", "CON", "AGAINST"})
_SUPPLY: Final = {"CUT": "LESS", "OPEN": "MORE", "HELP": "MORE"}
# As an operator before its target, each of these is one of the two quantities.
_BEFORE: Final = {"STAY": "MORE", "ON": "MORE", "WEAK": "MORE", "TOO": "LESS", "AGAINST": "CON"}
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
    "IF": 10,
}
_LONGEST_REACH: Final = max(_REACH.values())
# Longer chains are lists of words rather than sentences.
_MOST_OPERATORS: Final = 8
_REACH_AFTER: Final = 12
_OBJECT_REACH: Final = 7
_EFFECT_REACH: Final = 4
# "Border closure" and "aid cut" are sanctions, as "border" and "aid" alone are not.
_STOPPAGES: Final = frozenset(map(stem_of, "closure cut suspension stop curb limit control restriction cutoff".split()))
_PARTED_REACH: Final = 5
_WANTING: Final = frozenset(map(stem_of, "want have see get like wish".split()))
_WANTED_REACH: Final = 8
_ILLS: Final = frozenset(map(stem_of, ILLS.split()))
_MEANS: Final = frozenset("by through via with for at".split())
_HITTING: Final = frozenset(map(stem_of, "punish penalise penalize squeeze choke punishment".split()))
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
    claim: int | None = None
    for clause in _clauses(tokens, targets):
        operators = _operators(clause)
        places = [place for target, stems in targets.items() for place in _places(clause, operators, target, stems)]
        if _is_claim(clause):
            claim = len(found)
        elif claim is not None and not places and _rejects(clause):
            found += _turned(found[claim:], clause)
            claim = None
            continue
        if found and len(clause) == 1 and clause[0].word in _ANSWERS and found[-1].sign == "0":
            found[-1] = _answered(found[-1], clause[0])
        if found and not any(place.target == found[-1].target for place in places):
            places += [Place(found[-1].target, at, at + 1, "pronoun") for at in _pronouns(clause, operators)]
        for place in sorted(places, key=lambda place: place.start):
            others = [other.start for other in places if other.start != place.start]
            mention = _mention(clause, operators, place, others)
            if mention is not None:
                found.append(mention)
    return found


def condition_mark(tokens: Sequence[Token]) -> str:
    """``c`` if the text names a condition or a time, ``s`` if that is surrender, ``q`` if it asks.

    Examples
    --------
    >>> from stancekit.tokens import tokens
    >>> [condition_mark(tokens(t)) for t in ("Lift them once he is free?", "We talk once they disarm.", "Lift them.")]
    ['cq', 'cs', '']
    """
    stems = [token.stem for token in tokens]
    conditions = any(_phrases(stems, _CONDITIONS_FROM))
    surrender = conditions and any(_phrases(stems, _SURRENDER_FROM))
    return "c" * conditions + "s" * surrender + "q" * ("?" in stems)


def _is_claim(clause: list[Token]) -> bool:
    """Whether somebody else than the holder says or thinks something: "some claim that …"."""
    verb = next((place for place, token in enumerate(clause) if token.stem in _CLAIMING), None)
    if verb is None or any(token.word in {"i", "we"} for token in clause[:verb]):
        return False
    return any(token.word in _OTHERS or token.stem in _OPPONENTS or token.word == NAME for token in clause[:verb])


def _rejects(clause: list[Token]) -> bool:
    return any(_phrases([token.stem for token in clause], _REJECTIONS_FROM))


def _turned(claimed: list[Mention], clause: list[Token]) -> Iterator[Mention]:
    """What the holder comes to who rejects a claim: the last sign of each target, turned."""
    last = {mention.target: mention for mention in claimed if mention.sign != "0"}
    for mention in last.values():
        sign = "-" if mention.sign == "+" else "+"
        yield mention._replace(sign=sign, before=f"REJECT {mention.before}", end=clause[-1].end)


def _answered(mention: Mention, answer: Token) -> Mention:
    """ "Talks, yes; sanctions, no"."""
    return mention._replace(sign=_ANSWERS[answer.word], after=answer.word.upper(), end=answer.end)


def _phrase_at(
    stems: list[str], position: int, phrases_from: Mapping[str, list[tuple[str, ...]]]
) -> tuple[str, ...] | None:
    """The longest of the phrases that stands at a position."""
    for phrase in phrases_from.get(stems[position], ()):
        if tuple(stems[position : position + len(phrase)]) == phrase:
            return phrase
    return None


def _phrases(
    stems: list[str], phrases_from: Mapping[str, list[tuple[str, ...]]]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Phrases and where they begin, from left to right, none within another."""
    position = 0
    while position < len(stems):
        phrase = _phrase_at(stems, position, phrases_from)
        if phrase:
            yield phrase, position
        position += len(phrase) if phrase else 1


def _clauses(tokens: Sequence[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if (
            token.stem in _CLAUSE_MARKS
            or (token.word in _CLAUSE_WORDS and not _is_because_of(token, following))
            or _coordinates(token, following, clause, targets)
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
    if following.word in _SUBJECTS | _MODALS | _BE | _NEW_CLAUSE:
        return True
    verb = _OPERATOR_OF.get((following.stem,)) in {"CON", "LESS", "MORE", "FOR", "NOT"}
    return verb and any(word.stem in stems for word in clause for stems in targets.values())


def _operators(clause: list[Token]) -> list[Operator]:
    """Operators of a clause, the longest phrase first."""
    found = [
        Operator(_OPERATOR_OF[phrase], start, start + len(phrase))
        for phrase, start in _phrases([token.stem for token in clause], _OPERATORS_FROM)
        if phrase not in _NEUTRAL
    ]
    if clause[0].word == "if" and any(token.word in _UNREAL for token in clause):
        return [Operator("IF", 0, 1), *found]
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
        Place(target, start, start + len(act), "act" if _ACTS[target][act] == "+" else "undoing")
        for act, start in _phrases([token.stem for token in clause], _ACTS_FROM[target])
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
    if word in _OBJECT_PRONOUNS and any(o.name in _TAKING and o.end == place for o in operators):
        return True
    if word in _OBJECT_PRONOUNS and _parted(clause, Place("", place, place + 1)):
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
    elif place.kind == "withheld":
        operators = [o._replace(name=_SUPPLY.get(o.name, o.name)) for o in operators]
    attributes, before = _read_before(clause, operators, place, others)
    after = _read_after(clause, operators, place)
    read = [*attributes, *before, *after]
    if place.kind == "withheld" and not any(operator.name in _SUPPLIES for operator in read):
        return None
    turns = sum(operator.name in TURNING for operator in [*before, *after])
    turns += bool(attributes and not before and not after)
    turns += place.kind in {"undoing", "withheld"}
    turns += place.kind == "act" and _hits_people(clause, place)
    parted = _parted(clause, place)
    turns += parted == "LESS"
    told = _is_told(clause, place)
    signed = read or parted or told or place.kind in {"act", "undoing"}
    tokens = [*clause[place.start : place.end], *(clause[i] for o in read for i in (o.start, o.end - 1))]
    return Mention(
        place.target,
        ("-" if turns % 2 else "+") if signed else "0",
        " ".join(
            [
                *(operator.name for operator in before if operator.name != "FOR"),
                *("ADJ" for _ in attributes[:1]),
                *([place.kind] if place.kind in {"act", "undoing", "withheld"} else []),
                *([parted] if parted else []),
                *(["DO"] if told else []),
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
        if edge - end > _LONGEST_REACH or len(governing) == _MOST_OPERATORS:
            break
        if operator.name not in _REACH or edge - end > _REACH[operator.name]:
            continue
        if name == "NOT" and clause[start].word == "neither" and any(o.name == "NOT" for o in governing):
            continue
        if operator.name in _QUANTITIES:
            # Of two verbs the nearer has the target as its object, unless one governs the other ("stop opposing").
            if (
                (quantified and edge - end > 2)
                or _has_other_object(clause, operator, place)
                or _taken(clause, end, place.start, others)
            ):
                continue
            quantified = True
        governing.append(operator)
        edge = start
    return attributes, governing[::-1]


def _taken(clause: list[Token], end: int, place: int, others: list[int]) -> bool:
    """Whether another target stands between, so that the verb is about that one: "lift the ban before talks"."""
    joined = any(token.word in {"and", "or"} for token in clause[end:place]) and not _is_verb(clause, place)
    return not joined and any(end <= other < place for other in others)


def _parted(clause: list[Token], place: Place) -> str:
    """LESS for "take the ban off", MORE for "put the ban back", or nothing."""
    for verb in clause[max(0, place.start - _PARTED_REACH) : place.start]:
        for particle in clause[place.end : place.end + _PARTED_REACH]:
            if name := _PARTED.get((verb.stem, particle.stem)):
                return name
    return ""


def _is_told(clause: list[Token], place: Place) -> bool:
    """Whether a verb opens its clause, or follows "we": "talk to them", "we talk to them"."""
    if clause[place.start].word not in _BARE_VERBS or place.end >= len(clause):
        return False
    before = [token for token in clause[: place.start] if token.word not in _LEADING]
    if before and before[-1].word not in {"we", "you", "let", "them"}:
        return False
    return clause[place.end].word not in _BE | _MODALS | {"of", "will"} and len(before) <= 2


def _has_other_object(clause: list[Token], operator: Operator, place: Place) -> bool:
    """ "End the war by negotiation" does not end the negotiation."""
    if operator.name != "LESS":
        return False
    between = clause[operator.end : place.start]
    return any(token.word in _MEANS for token in between) or any(token.stem in _ILLS for token in between[:3])


def _hits_people(clause: list[Token], place: Place) -> bool:
    """ "Punish the people": who says so is against it."""
    objects = [token.stem for token in clause[place.end : place.end + _EFFECT_REACH]]
    people = next((i for i, stem in enumerate(objects) if stem in _PEOPLE), len(objects))
    return clause[place.start].stem in _HITTING and people < len(objects) and not _RULERS & set(objects[:people])


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
            return [*[*negations, *(objects if found.name in _EVALUATIONS else [])][:1], found]
    return negations[:1]


def _is_closed(operators: list[Operator], operator: Operator) -> bool:
    """ "The border stays closed": the next word says what it stays."""
    return any(o.name == "LESS" and 0 <= o.start - operator.end <= 1 for o in operators)


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
    if name in {"MAKE", "BRING"}:
        return _by_effect(clause, operator)
    if name == "FOR" and clause[start].stem not in _AMBIGUOUS:
        return operator._replace(name="GOOD")
    return None


# Of the words in favour these seldom are a predicate of the target.
_AMBIGUOUS: Final = frozenset(
    map(stem_of, "should must back need right want ready open ought will shall go let for time demand".split())
)


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
    if operator.name == "BRING":
        return operator._replace(name="BAD" if _ILLS & set(objects) else "GOOD")
    if operator.name == "MAKE":
        return operator._replace(name="BAD" if people < rulers or _FAT & set(objects) else "GOOD")
    return operator._replace(name="GOOD" if (operator.name == "MORE") == (people < rulers) else "BAD")


def _is_participle(clause: list[Token], operator: Operator, place: int) -> bool:
    """Whether the word says what somebody wants done: "wants the sanctions on its banks lifted"."""
    if operator.name != "LESS" or not clause[operator.start].word.endswith(("ed", "gone", "undone", "off", "drawn")):
        return False
    wanted = any(token.stem in _WANTING for token in clause[:place])
    return operator.start - place <= (_WANTED_REACH if wanted else 2)


def _is_said_of_subject(clause: list[Token], operator: Operator) -> bool:
    """A passive ("are lifted") or a verb without object ("must end"), not "sanctions ended the war"."""
    previous = clause[operator.start - 1].word
    if previous in _BE or (previous in _ADVERBS and clause[operator.start - 2].word in _BE):
        return True
    last = operator.end == len(clause)
    if clause[operator.start].stem not in _INTRANSITIVE:
        return False
    return last or (previous in _MODALS and clause[operator.end].word not in _DETERMINERS)
