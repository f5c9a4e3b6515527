"""What the words around a target come to: "nobody opposes easing the sanctions" is against them.

Each mention of a target (`places`) is read within its clause (`operators`). Operators before it apply one after the
other, nearest first: less of it, against less of it, nobody against less of it. After it the first predicate counts
(`predicates`), with its negation: "the sanctions have never worked". An odd number of turning operators makes the
sign minus. A claim of others that the next clause rejects is turned round.
It is a shallow reading without a parser, and wrong often enough that the classifier learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .lexicon import CONDITIONS, REJECTIONS, SURRENDER, TURNING
from .operators import BE, MODALS, Operator, by_first_stem, find_operators, find_phrases, parted_verb, split_clauses
from .places import SAYING, Place, find_places, find_pronouns
from .predicates import EVALUATIONS, ILL_STEMS, QUANTITIES, hits_people, read_predicate
from .tokens import NAME, Token, stem_of


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


_CONDITIONS_FROM: Final = by_first_stem(CONDITIONS)
_REJECTIONS_FROM: Final = by_first_stem(REJECTIONS)
_SURRENDER_FROM: Final = by_first_stem(SURRENDER)
# "Some claim that sanctions work; they are wrong."
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
# What closes and opens a border, an account or a tap takes away from sanctions what it gives to trade.
_SUPPLIES: Final = frozenset({"LESS", "MORE", "GONE", "STAY", "ON"})
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
_MEANS: Final = frozenset("by through via with for at".split())


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
    for clause in split_clauses(tokens, targets):
        operators = find_operators(clause)
        places = [place for target, stems in targets.items() for place in find_places(clause, target, stems)]
        if _is_claim(clause):
            claim = len(found)
        elif claim is not None and not places and _rejects(clause):
            found += _turned(found[claim:], clause)
            claim = None
            continue
        if found and len(clause) == 1 and clause[0].word in _ANSWERS and found[-1].sign == "0":
            found[-1] = _answered(found[-1], clause[0])
        if found and not any(place.target == found[-1].target for place in places):
            places += [Place(found[-1].target, at, at + 1, "pronoun") for at in find_pronouns(clause, operators)]
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
    conditions = any(find_phrases(stems, _CONDITIONS_FROM))
    surrender = conditions and any(find_phrases(stems, _SURRENDER_FROM))
    return "c" * conditions + "s" * surrender + "q" * ("?" in stems)


def _is_claim(clause: list[Token]) -> bool:
    """Whether somebody else than the holder says or thinks something: "some claim that …"."""
    verb = next((place for place, token in enumerate(clause) if token.stem in _CLAIMING), None)
    if verb is None or any(token.word in {"i", "we"} for token in clause[:verb]):
        return False
    return any(token.word in _OTHERS or token.stem in _OPPONENTS or token.word == NAME for token in clause[:verb])


def _rejects(clause: list[Token]) -> bool:
    return any(find_phrases([token.stem for token in clause], _REJECTIONS_FROM))


def _turned(claimed: list[Mention], clause: list[Token]) -> Iterator[Mention]:
    """What the holder comes to who rejects a claim: the last sign of each target, turned."""
    last = {mention.target: mention for mention in claimed if mention.sign != "0"}
    for mention in last.values():
        sign = "-" if mention.sign == "+" else "+"
        yield mention._replace(sign=sign, before=f"REJECT {mention.before}", end=clause[-1].end)


def _answered(mention: Mention, answer: Token) -> Mention:
    """A target named and judged in one word: "talks, yes; sanctions, no"."""
    return mention._replace(sign=_ANSWERS[answer.word], after=answer.word.upper(), end=answer.end)


def _mention(clause: list[Token], operators: list[Operator], place: Place, others: list[int]) -> Mention | None:
    """What is said of a target at one place; nothing where trade or aid is named and nobody stops or opens it."""
    if place.kind in {"act", "undoing"}:
        operators = [o for o in operators if o.end <= place.start or o.start >= place.end]
    elif place.kind == "withheld":
        operators = [o._replace(name=_SUPPLY.get(o.name, o.name)) for o in operators]
    attributes, before = _read_before(clause, operators, place, others)
    after = read_predicate(clause, operators, place)
    read = [*attributes, *before, *after]
    if place.kind == "withheld" and not any(operator.name in _SUPPLIES for operator in read):
        return None
    turns = sum(operator.name in TURNING for operator in [*before, *after])
    turns += bool(attributes and not before and not after)
    turns += place.kind in {"undoing", "withheld"}
    turns += place.kind == "act" and hits_people(clause, place)
    parted = parted_verb(clause, place.start, place.end)
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
        if operator.name in EVALUATIONS and start == place.start - 1:
            attributes += [operator] if operator.name != "GOOD" else []
            continue
        if edge - end > _LONGEST_REACH or len(governing) == _MOST_OPERATORS:
            break
        if operator.name not in _REACH or edge - end > _REACH[operator.name]:
            continue
        if name == "NOT" and clause[start].word == "neither" and any(o.name == "NOT" for o in governing):
            continue
        if operator.name in QUANTITIES:
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


def _has_other_object(clause: list[Token], operator: Operator, place: Place) -> bool:
    """Whether another noun is meant: "end the war by negotiation" does not end the negotiation."""
    if operator.name != "LESS":
        return False
    between = clause[operator.end : place.start]
    return any(token.word in _MEANS for token in between) or any(token.stem in ILL_STEMS for token in between[:3])


def _is_verb(clause: list[Token], place: int) -> bool:
    """Whether a target is named by a verb: "ease sanctions and negotiate with him" eases no talks."""
    following = clause[place + 1].word if place + 1 < len(clause) else ""
    return following in {"with", "to", "directly"} and not clause[place].word.endswith(("s", "ion"))


def _is_told(clause: list[Token], place: Place) -> bool:
    """Whether a verb opens its clause, or follows "we": "talk to them", "we talk to them"."""
    if clause[place.start].word not in _BARE_VERBS or place.end >= len(clause):
        return False
    before = [token for token in clause[: place.start] if token.word not in _LEADING]
    if before and before[-1].word not in {"we", "you", "let", "them"}:
        return False
    return clause[place.end].word not in BE | MODALS | {"of", "will"} and len(before) <= 2
