"""Words that announce somebody's speech or position, and the forms they take.

The lists follow the reporting verbs of Krestel, Bergler and Witte (2008, https://aclanthology.org/L08-1042/),
widened by the verbs with which news reports a position rather than a sentence ("opposes", "called for").
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple


class Form(Enum):
    """Shape of a verb in the text."""

    BASE = auto()
    THIRD = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


class Frame(NamedTuple):
    """What may follow a verb.

    Attributes
    ----------
    clause : bool
        "(that) the embargo failed".
    np : bool
        "the embargo", "lifting the embargo".
    infinitive : bool
        "to lift the embargo".
    preps : frozenset of str
        "for", "of": the content stands after one of them.
    addressee : bool
        A listener stands before the content: "told reporters that".
    after : str
        Content stands after this word, a noun phrase later: "accused the army OF", "described it AS".
    """

    clause: bool = False
    np: bool = False
    infinitive: bool = False
    preps: frozenset[str] = frozenset()
    addressee: bool = False
    after: str = ""


#: Speech and thought with a clause after it. "show", "mean" and "prove" are left out: evidence, not people, does these.
_CLAUSE: Final = (
    "say tell add argue claim insist warn state note remark explain stress believe think suggest acknowledge admit "
    "concede deny assert maintain predict declare announce reply respond counter contend complain recall recommend "
    "demand propose fear hope doubt expect conclude reiterate repeat emphasise emphasize confirm reveal write hint "
    "indicate signal pledge promise vow swear threaten observe caution charge allege report estimate point remind "
    "assure inform convince feel agree worry boast joke lament object protest hold comment continue mention testify "
    "tweet post stipulate reckon consider speculate underline underscore affirm retort interject whisper shout cry "
    "answer ask muse quip sigh plead beg advise urge request decide rule calculate understand wonder opine order "
    "disclose volunteer go find trust imagine blog elaborate sum theorise reason guess suspect chant thunder moan "
    "groan grumble snap scoff mutter yell"
)
#: A position on a thing: "opposes the embargo", "backed lifting it".
_OBJECT: Final = (
    "oppose reject support back favour favor endorse condemn criticise criticize denounce welcome praise defend "
    "dismiss question demand propose want urge advocate seek request recommend suggest stress emphasise emphasize "
    "deny resist decry deplore attack champion hail applaud approve doubt fear promise pledge threaten underline "
    "underscore reiterate predict blast slam ridicule mock protest regret contest dispute reaffirm discourage "
    "support report announce acknowledge admit call consider prefer"
)
#: "vowed to unite", "refused to negotiate".
_INFINITIVE: Final = (
    "vow pledge promise threaten refuse want demand offer agree urge propose plead ask beg swear seek hope expect plan "
    "intend vote"
)
_PREPS: Final[Mapping[str, str]] = {
    "call": "for on",
    "warn": "of against about",
    "push": "for",
    "press": "for",
    "plead": "for with",
    "appeal": "for to",
    "ask": "for",
    "argue": "for against",
    "advocate": "for",
    "lobby": "for against",
    "campaign": "for against",
    "object": "to",
    "insist": "on upon",
    "believe": "in",
    "speak": "of",
    "complain": "of about",
    "protest": "against about",
    "caution": "against",
    "advise": "against",
    "vote": "for against",
    "decide": "against",
    "come": "",
    "lean": "",
    "hope": "for",
    "worry": "about",
    "disagree": "with",
    "approve": "of",
    "disapprove": "of",
    "long": "for",
    "rail": "against",
    "comment": "on",
    "fear": "for",
    "boast": "of about",
    "beg": "for",
}
#: Two words that make one verb; the rest is read as after a plain verb.
_PARTICLES: Final[Mapping[str, tuple[str, ...]]] = {
    "rule": ("out",),
    "point": ("out", "to"),
    "speak": ("out against", "up for", "out for", "out in favour of", "out in favor of", "in favour of", "in favor of"),
    "come": ("out against", "out for", "out in favour of", "out in favor of", "down on the side of"),
    "set": ("out",),
    "sum": ("up",),
    "lash": ("out at",),
    "hit": ("out at",),
    "let": ("it be known", "it be understood"),
    "would": ("rather see", "rather have", "like to see", "love to see", "sooner see", "prefer to see", "like"),
    "could": ("imagine", "accept", "live with"),
    "make": ("clear", "it clear", "plain", "it plain", "known", "it known", "public"),
    "go": ("on",),
    "see": ("no reason for", "no reason", "no ground for", "no grounds for", "no need for", "no alternative to"),
    "stand": ("by", "behind"),
    "side": ("with",),
    "lean": ("towards",),
    "take": ("the view",),
    "give": ("warning",),
    "turn": ("down",),
    "shout": ("down",),
    "be": (
        "opposed to", "still opposed to", "firmly opposed to", "strongly opposed to", "in favour of", "in favor of",
        "against", "too was against", "of the opinion", "convinced", "sure", "certain", "confident", "adamant",
        "sceptical of", "sceptical about", "skeptical of", "skeptical about", "critical of", "afraid", "prepared to",
        "willing to", "unwilling to",
    ),
}  # fmt: skip
_ADDRESSEE: Final = frozenset("tell warn remind assure inform convince advise caution ask urge beg promise".split())
_AFTER: Final[Mapping[str, str]] = {
    "accuse": "of",
    "blame": "for",
    "describe": "as",
    "portray": "as",
    "see": "as",
    "view": "as",
    "regard": "as",
    "brand": "as",
    "characterise": "as",
    "characterize": "as",
    "denounce": "as",
    "reject": "as",
    "dismiss": "as",
}
#: "voiced scepticism about", "expressed support for", "raised doubts over".
LIGHT_VERBS: Final = frozenset("voice express raise repeat signal show have reiterate share declare".split())
ATTITUDES: Final = frozenset(
    "scepticism skepticism doubt doubts concern concerns support opposition hope hopes fear fears regret outrage anger "
    "confidence reservations objections readiness willingness alarm worry worries dismay disappointment optimism "
    "pessimism preference sympathy".split()
)
#: "the call for talks", "her demand that": speech as a noun.
NOUNS: Final = frozenset(
    "call calls demand demands appeal appeals plea pleas warning warnings proposal proposals insistence view opinion "
    "argument claim objection position message answer belief conviction hope advice contention verdict reply worry "
    "words demand condition request suggestion fear stance line".split()
)
#: Past, participle where the rules give the wrong one.
_IRREGULAR: Final[Mapping[str, tuple[str, str]]] = {
    "say": ("said", "said"), "tell": ("told", "told"), "think": ("thought", "thought"),
    "write": ("wrote", "written"), "swear": ("swore", "sworn"), "hold": ("held", "held"),
    "feel": ("felt", "felt"), "speak": ("spoke", "spoken"), "come": ("came", "come"), "see": ("saw", "seen"),
    "set": ("set", "set"), "let": ("let", "let"), "make": ("made", "made"), "stand": ("stood", "stood"),
    "take": ("took", "taken"), "give": ("gave", "given"), "be": ("was", "been"), "seek": ("sought", "sought"),
    "understand": ("understood", "understood"), "hit": ("hit", "hit"), "plead": ("pleaded", "pleaded"),
    "forbid": ("forbade", "forbidden"), "put": ("put", "put"), "have": ("had", "had"), "show": ("showed", "shown"),
    "foresee": ("foresaw", "foreseen"),
    "would": ("would", "would"), "could": ("could", "could"), "go": ("went", "gone"), "find": ("found", "found"),
}  # fmt: skip
_DOUBLING: Final = frozenset("admit plan beg slam blog quip snap".split())


def _forms(lemma: str) -> dict[str, Form]:
    """All forms of a verb; where two coincide the past wins, which the parser also tries as participle."""
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    if lemma.endswith("e") and lemma != "be":
        past, ing = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeo":
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    if lemma in ("signal",):
        past, ing = "signalled", "signalling"
    past, participle = _IRREGULAR.get(lemma, (past, past))
    third = lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in "aeo" else lemma + "s"
    if lemma.endswith(("ss", "sh", "ch", "x", "o")):
        third = lemma + "es"
    third = {"have": "has"}.get(lemma, third)
    if lemma == "be":
        return dict.fromkeys(("is", "was"), Form.PAST) | dict.fromkeys(("are", "were"), Form.PAST)
    return {
        lemma: Form.BASE,
        third: Form.THIRD,
        ing: Form.ING,
        participle: Form.PARTICIPLE if participle != past else Form.PAST,
        past: Form.PAST,
    }


def _frames() -> dict[str, Frame]:
    clause, objects, infinitive = set(_CLAUSE.split()), set(_OBJECT.split()), set(_INFINITIVE.split())
    lemmas = clause | objects | infinitive | set(_PREPS) | set(_PARTICLES) | set(_AFTER) | LIGHT_VERBS
    return {
        lemma: Frame(
            lemma in clause,
            lemma in objects,
            lemma in infinitive,
            frozenset(_PREPS.get(lemma, "").split()),
            lemma in _ADDRESSEE,
            _AFTER.get(lemma, ""),
        )
        for lemma in sorted(lemmas)
    }


FRAMES: Final[Mapping[str, Frame]] = _frames()
#: Form in the text to verb and shape.
VERBS: Final[Mapping[str, tuple[str, Form]]] = {
    written: (lemma, form) for lemma in FRAMES for written, form in _forms(lemma).items()
} | {"let": ("let", Form.PAST), "set": ("set", Form.PAST), "hit": ("hit", Form.PAST), "signaled": ("signal", Form.PAST)}
PARTICLES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    lemma: tuple(sorted((tuple(p.split()) for p in phrases), key=len, reverse=True))
    for lemma, phrases in _PARTICLES.items()
}
#: Verbs that also carry a direct quote: a quotation beside one of them is speech, not a title or a scare quote.
SPEECH: Final = frozenset(
    form for form, (lemma, _) in VERBS.items() if lemma in {*_CLAUSE.split(), "call", "put"} - {"go", "find", "trust"}
) | frozenset(
    "called calls chanted chant chants yelled yells laughed laughs smiled smiles grinned shrugged nodded sang read "
    "reads asks murmured muttered snapped replied interrupted thundered growled joked barked pleaded remarked "
    "exclaimed began went goes ran".split()
)
#: Only people do these, so that even a subject that looks like a thing is somebody ("the pits said").
SAYING: Final = frozenset(
    form
    for form, (lemma, _) in VERBS.items()
    if lemma
    in "say tell argue claim insist warn add complain declare reply announce state write urge accuse ask".split()
) | frozenset({"according", "view", "opinion", "words"})
#: Forms that can only be a verb beside a name: "said economist Li" names no "said economist".
FINITE: Final = frozenset(
    form for form, (_, shape) in VERBS.items() if shape in {Form.PAST, Form.THIRD} and not form.endswith("tes")
) - frozenset("calls reports claims demands hopes fears plans votes questions called".split())
