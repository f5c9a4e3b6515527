"""Who announces: the verb of an announcement and its subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .cues import FINITE, FRAMES, NOUNS, PARTICLES, VERBS, Form
from .nouns import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    INTRODUCTIONS,
    LINKS,
    OBJECTS,
    PAPERS,
    PARTICLE_NAMES,
    PRONOUNS,
    RELATIVES,
    ROLES,
    STOPS,
    VOICES,
    is_person_noun,
)
from .phrases import MARKS, Token, last_of, phrase_ending, phrase_starting

Span = tuple[int, int]


class Cue(NamedTuple):
    """A verb that announces: its place and particle, what stands left of it and its helping verbs."""

    at: int
    end: int
    lemma: str
    form: Form
    left: int
    passive: bool
    particle: bool
    helpers: frozenset[str]


_MODALS: Final = frozenset("can could may might must shall should can't couldn't shouldn't".split())
_BE: Final = frozenset("is was are were be been being isn't wasn't aren't weren't".split())
_HAVE: Final = frozenset("has have had".split())
_DO_NOT: Final = frozenset("did do does didn't don't doesn't".split())
#: With "did not", these still tell a position ("does not believe"); "did not say" tells nothing.
_NEGATABLE: Final = frozenset(
    "believe think expect want support oppose back favour favor consider see accept feel hope fear rule recommend "
    "advocate doubt endorse".split()
)
_PLURALS: Final = frozenset(
    "people police officials media they we who families women men critics both many some".split()
)
#: "said by telephone".
_MEANS: Final = frozenset("telephone phone video videolink radio fax text satellite".split())
_RAISED: Final = frozenset(
    "known heard quoted said believed reported understood thought on only seemed appeared continued used".split()
)


#: A clause may begin behind one of these.
_OPENING: Final = frozenset({",", ";", ":", "—", "–", "and", "but", "that", "while", "as", "“”"})
PAUSES: Final = frozenset({",", "—", "–", "-", "--", ")", "]"})
_PAPERS: Final = frozenset(
    "statement letter message interview speech report declaration bulletin post tweet note motion resolution petition "
    "appeal".split()
)


#: "a firm said to be ..." is no announcement by the firm.
_HEARSAY: Final = frozenset("say believe report think allege understand estimate consider expect know".split())


def lead(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The noun phrase a sentence begins with, after an introduction; None without one."""
    last = last_of(tokens)
    start = _clause_start(tokens, last)
    if start >= last or not tokens[start].is_word:
        return None
    end = phrase_starting(tokens, start, last)
    if end == start:
        return None
    return _pseudonym(tokens, end, last) or _named_behind(tokens, start, end, last)


def owner_of(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Whose answer it is in "His answer was short:"."""
    for at in range(1, min(len(tokens), 12)):
        if tokens[at].lower in NOUNS and (owner := owner_before(tokens, at)) is not None:
            return owner
    return None


def _in_name(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a token belongs to a name, or joins two."""
    joins = tokens[at].lower == "and" and at + 1 < last and tokens[at + 1].is_name
    return tokens[at].is_name or tokens[at].lower in PARTICLE_NAMES or joins


#: "who signs only as D.", "known as Abu Sahl", "gave only her first name, Salme,"
_CALLED: Final = frozenset("as named called name names initial initials alias".split())


def _pseudonym(tokens: Sequence[Token], end: int, high: int) -> Span | None:
    """The name in a remark behind the subject: "a widow, who signs only as D., sent us …"."""
    for at in range(end + 1, min(end + 22, high - 1)):
        if tokens[at].lower not in _CALLED or tokens[at - 1].lower in {"such", "well", "same"}:
            continue
        start = at + 1 + (tokens[at + 1].text == "," and tokens[at].lower not in {"as", "called", "alias"})
        stop = start
        while stop < high and (tokens[stop].is_name or (stop > start and tokens[stop].lower in PARTICLE_NAMES)):
            stop += 1
        comma = stop + (stop < high and tokens[stop].text == ".")
        if stop > start and comma < high and tokens[comma].text == ",":
            return start, stop
    return None


def signatory(tokens: Sequence[Token], subject: Span) -> Span | None:
    """Whose words a paper holds: "A leaflet SIGNED BY THE UNION", "a leaflet which the union handed out"."""
    paper = next((at for at in range(*subject) if tokens[at].lower in PAPERS or tokens[at].lower in LINKS), None)
    if paper is None or tokens[paper].lower in LINKS:
        return None
    end = paper + 1
    for at in range(end, min(end + 20, len(tokens) - 1)):
        if tokens[at].quote >= 0 or tokens[at].text == ":":
            break
        by = tokens[at].lower == "by" and (at == end or tokens[at - 1].lower in {"signed", "written", "issued"})
        if by or (tokens[at].lower in {"which", "that"} and at <= end + 1 and tokens[at + 1].lower in DETERMINERS):
            stop = phrase_starting(tokens, at + 1, len(tokens))
            return (at + 1, stop) if stop > at + 1 else None
    return None


def _named_behind(tokens: Sequence[Token], start: int, end: int, last: int) -> tuple[int, int]:
    """The name in "its envoy, LI CHEN, …", else the phrase itself."""
    voiced = any(token.lower in ROLES for token in tokens[start:end])
    end += voiced and end < last and tokens[end].lower in {"there", "here"}
    if (
        end + 1 < last
        and tokens[end].text == ","
        and (voiced or not tokens[end - 1].is_name or tokens[start].lower in DETERMINERS)
    ):
        stop = end + 1
        while stop < last and tokens[stop].lower not in DAYS and _in_name(tokens, stop, last):
            stop += 1
        if stop > end + 1 and (stop - end > 2 or voiced) and (stop == last or tokens[stop].text in MARKS):
            return end + 1, stop
    return start, end


def cue_at(tokens: Sequence[Token], at: int) -> Cue | None:
    """The verb at a token, if it may announce anything."""
    lemma, form = VERBS[tokens[at].lower]
    end = at + 1 + _particle(tokens, at, lemma)
    if lemma in {"be", "go", "would", "could"} and end == at + 1:
        return None
    if lemma == "go" and end < len(tokens) and tokens[end].lower == "to":
        return None
    left, helpers = _left(tokens, at)
    have = bool(helpers & _HAVE)
    passive = bool(helpers & _BE) and form in {Form.PAST, Form.PARTICIPLE} and lemma != "be"
    if form is Form.BASE and not _base_is_finite(tokens, left, helpers, lemma):
        return None
    if form in {Form.THIRD, Form.BASE} and end < len(tokens) and tokens[end].lower in _BE | _HAVE:
        return None  # "the central states have failed"
    if form is Form.PARTICIPLE and not (have or passive):
        return None
    if form is Form.PAST and not helpers and _by_whom(tokens, end):
        return None
    determined = left >= 0 and tokens[left].lower in DETERMINERS
    linked = left >= 0 and tokens[left].lower in LINKS
    if form in {Form.PAST, Form.THIRD} and (determined or linked):
        return None
    hearsay = not helpers and form is Form.PAST and lemma in _HEARSAY
    if hearsay and end + 1 < len(tokens) and tokens[end].lower == "to" and tokens[end + 1].lower not in OBJECTS:
        return None
    refused = bool(helpers & {"not", "never", "won't", "wouldn't"}) and helpers & {"would", "will", "won't", "wouldn't"}
    if refused and lemma not in _NEGATABLE:
        return None
    if helpers & _MODALS or (helpers & _DO_NOT and lemma not in _NEGATABLE):
        return None
    return Cue(at, end, lemma, form, left, passive, end > at + 1, helpers)


def _by_whom(tokens: Sequence[Token], at: int) -> bool:
    """Whether "by the union" follows, not "by letter"."""
    if at + 1 >= len(tokens) or tokens[at].lower != "by":
        return False
    means = tokens[at + 1].lower
    return not (means in PAPERS or means in _MEANS or means.endswith("ing"))


def _particle(tokens: Sequence[Token], at: int, lemma: str) -> int:
    """How many tokens after the verb belong to it: 1 for "ruled out"."""
    phrases = PARTICLES.get(lemma)
    if phrases is None:
        return 0
    behind = tuple([token.lower for token in tokens[at + 1 : at + 1 + len(phrases[0])]])
    for words in phrases:
        if behind[: len(words)] == words:
            return len(words)
    return 0


def _left(tokens: Sequence[Token], at: int) -> tuple[int, frozenset[str]]:
    """The token before the verb group, and the helping verbs in between."""
    left = at - 1
    helpers: set[str] = set()
    while left >= 0:
        lower = tokens[left].lower
        if lower in AUXILIARIES:
            if "raised" not in helpers:
                helpers.add(lower)
            left -= 1
        elif lower == "far" and left > 1 and tokens[left - 1].lower == "so":
            left -= 2
        elif lower in {"there", "here"} and left and tokens[left - 1].is_word:
            left -= 1  # "drivers there told her"
        elif lower.endswith("day") and left > 1 and tokens[left].is_name and lower in DAYS:
            left -= 1 + (tokens[left - 1].lower == "on")  # "the generals on Monday ruled out"
        elif lower in ADVERBS or (lower.endswith("ly") and not tokens[left].is_name):
            left -= 1
        elif lower == "to" and left > 0 and tokens[left - 1].lower in _RAISED:
            helpers = {"raised", tokens[left - 1].lower}
            left -= 2
            if left >= 0 and tokens[left].lower in {"went", "goes", "go", "going", "gone"}:
                left -= 1
        elif lower == "to" and (coming := _coming(tokens, left)) is not None:
            helpers = {"raised"}
            left = coming - 1
        elif lower == "," and left > 1 and tokens[left - 1].lower in ADVERBS and tokens[left - 2].lower == ",":
            left -= 3
        elif lower == "," and left > 4 and [t.lower for t in tokens[left - 3 : left]] == ["for", "its", "part"]:
            left -= 5
        else:
            break
    return left, frozenset(helpers)


#: "came here on Sunday to demand".
_COMING: Final = frozenset("came flew travelled traveled rose stood returned gathered marched".split())


def _coming(tokens: Sequence[Token], to: int) -> int | None:
    """The verb of somebody who comes to say something."""
    for at in range(to - 1, max(to - 8, 0), -1):
        if tokens[at].lower in _COMING:
            return at
        if not tokens[at].is_word:
            break
    return None


def _base_is_finite(tokens: Sequence[Token], left: int, helpers: frozenset[str], lemma: str) -> bool:
    frame = FRAMES[lemma]
    if "raised" in helpers:
        return True
    if helpers & {"would", "will", "won't", "wouldn't"}:
        return frame.np or frame.infinitive or bool(frame.preps) or lemma == "tell"
    if helpers & _DO_NOT:
        return True
    if helpers or left < 0:
        return False
    if tokens[left].text == ",":
        subject = _interposed(tokens, left)
        if subject is None:
            return False
        left = subject[1] - 1
    last = tokens[left].lower
    return last in _PLURALS or (last.endswith("s") and not last.endswith(("'s", "ss", "us")) and last not in STOPS)


def subject_of(
    tokens: Sequence[Token], cue: Cue, earlier: Sequence[Span | None]
) -> tuple[tuple[int, int] | None, bool, bool]:
    """Subject of a verb, whether it is shared with an earlier verb, whether it stands after the verb."""
    left = cue.left
    inverted = _inverted(tokens, cue)
    if inverted is not None:
        return inverted, False, True
    if left < 0:
        return None, False, False
    token = tokens[left]
    if "only" in cue.helpers and "raised" in cue.helpers:
        return _shared_subject(tokens, cue, earlier), True, False
    if cue.form is Form.ING and token.lower == "as":
        quoted = next((at for at in range(left - 1, max(left - 14, 0), -1) if tokens[at].lower == "quoted"), None)
        if quoted is not None and tokens[quoted - 1].lower not in _BE and left - quoted > 1:
            return (quoted + 1, phrase_starting(tokens, quoted + 1, left)), False, False
    if cue.form is Form.ING and not cue.helpers & _BE:
        if token.lower == "and" and not earlier:
            return None, False, False  # "freeing and supporting prisoners"
        shared = token.lower in COORDINATORS | _PAPERS | {",", "by", "while", "after", "before", "as", "–", "—"}
        return (_shared_subject(tokens, cue, earlier), True, False) if shared else (None, False, False)
    if token.lower in {"who", "which"}:
        last = left - 1 - (left > 0 and tokens[left - 1].text == ",")
        if last > 1 and tokens[last].lower == "those" and tokens[last - 1].lower in {"among", "of"}:
            return lead(tokens[:last]), False, False
        if last > 0 and tokens[last].lower in COORDINATORS:
            who = next((at for at in range(last - 1, 0, -1) if tokens[at].lower == token.lower), None)
            last = who - 1 - (tokens[who - 1].text == ",") if who is not None else -1
        return (
            ((phrase_ending(tokens, last, 0), last + 1) if last >= 0 and tokens[last].is_word else None),
            False,
            False,
        )
    if token.lower in COORDINATORS or (token.text == "," and left and tokens[left - 1].lower in COORDINATORS):
        return _shared_subject(tokens, cue, earlier), True, False
    if token.text in PAUSES:
        return _interposed(tokens, left), False, False
    if token.lower.split("'")[0] in PRONOUNS:
        return (left, left + 1), False, False
    if left > 1 and token.lower == "them" and tokens[left - 1].lower == "of" and tokens[left - 2].lower in DETERMINERS:
        return (left - 2, left + 1), False, False
    if (
        not token.is_word
        or token.lower in STOPS
        or (token.lower in DETERMINERS - {"others", "some", "many", "both", "all"})
    ):
        return None, False, False
    start = phrase_ending(tokens, left, 0)
    if start > 0 and tokens[start - 1].lower in LINKS and tokens[left].is_name and start > 1:
        return None, False, False
    if start > 1 and tokens[start - 1].lower in {"how", "what", "why"}:
        return None, False, False  # "what organisers called a vigil"
    begin, end = _reduced(tokens, start, left) or _antecedent(tokens, start, left + 1)
    if begin != start:
        return (begin, end), False, False
    while start < left and tokens[start - 1].lower in LINKS and tokens[start].is_name:
        start += 1
    word = token.lower
    if (word in VERBS or word.endswith("ed")) and word not in VOICES and not token.is_name and start < left:
        return None, False, False
    opened = start == 0 or tokens[start - 1].text in _OPENING or _introduced(tokens, start)
    if cue.form is Form.BASE and not cue.helpers and not opened:
        return None, False, False
    return (_list_start(tokens, start, left), left + 1), False, False


def _list_start(tokens: Sequence[Token], start: int, left: int) -> int:
    """Where "Ghana, Nigeria and Senegal" begins."""
    if all(token.lower != "and" for token in tokens[start:left]):
        return start
    while start > 1 and tokens[start - 1].text == "," and tokens[start - 2].is_name:
        start = phrase_ending(tokens, start - 2, 0)
    return start


#: No shortened relative clause holds one of these.
_CLAUSAL: Final = AUXILIARIES | FINITE | RELATIVES | {"what"}


def _reduced(tokens: Sequence[Token], start: int, left: int) -> Span | None:
    """The head of a shortened relative clause that ends at `left`: "WOMEN waiting at the tap shouted"."""
    first = _clause_start(tokens, start)
    end = phrase_starting(tokens, first, start)
    if not first < end < start or not tokens[end].lower.endswith(("ed", "ing")):
        return None
    if tokens[end].lower in VERBS and FRAMES[VERBS[tokens[end].lower][0]].clause:
        return None
    rest = tokens[end + 1 : left + 1]
    plain = all(token.is_word and token.lower not in _CLAUSAL for token in rest)
    return (first, end) if plain and tokens[first].lower not in STOPS else None


def _introduced(tokens: Sequence[Token], end: int) -> bool:
    """Whether only an introduction without its comma stands before a subject: "At the rank | drivers complain"."""
    plain = all(token.is_word and token.lower not in AUXILIARIES and token.lower not in VERBS for token in tokens[:end])
    return plain and end <= 7 and tokens[0].lower in INTRODUCTIONS


def _inverted(tokens: Sequence[Token], cue: Cue) -> tuple[int, int] | None:
    """The subject in "…, said Li" and "“…,” said a spokesman"."""
    if cue.end >= len(tokens) or (
        cue.passive or cue.lemma == "tell" or not FRAMES[cue.lemma].clause or cue.form is Form.ING
    ):
        return None
    before = tokens[cue.left] if cue.left >= 0 else None
    if before is not None and not (before.quote >= 0 or before.text in {",", "—", "–", "-", "?", "!"}):
        return None
    token = tokens[cue.end]
    if not (
        token.is_name or token.lower in DETERMINERS or token.lower in {"he", "she", "they"} or token.lower in VOICES
    ):
        return None
    end = phrase_starting(tokens, cue.end, len(tokens))
    if end <= cue.end:
        return None
    after_quote = before is None or before.quote >= 0 or (cue.left > 0 and tokens[cue.left - 1].quote >= 0)
    if not after_quote and (
        (end < len(tokens) and tokens[end].text not in MARKS)
        or not (tokens[end - 1].is_name or tokens[end - 1].lower in VOICES | {"he", "she", "they"})
    ):
        return None
    if end + 1 < len(tokens) and tokens[end].text == "," and not tokens[end - 1].is_name and tokens[end + 1].is_name:
        return _named_behind(tokens, cue.end, end, len(tokens))
    return cue.end, end


def _clause_start(tokens: Sequence[Token], before: int) -> int:
    """First token of the clause that holds token `before`, after an introduction with its comma."""
    start = 0
    for at in range(before - 1, -1, -1):
        token = tokens[at]
        if token.text in {";", ":"} or token.quote >= 0:
            start = at + 1
            break
        joins = token.text == "," and at + 2 < before and tokens[at + 1].lower in {"and", "but", "while", "whereas"}
        if joins and tokens[at + 2].lower not in RELATIVES:
            start = at + 2
            break
    while start < before and tokens[start].lower in INTRODUCTIONS:
        comma = next((at for at in range(start, before) if tokens[at].text == ","), None)
        if comma is None:
            return start + 1 if tokens[start].lower in COORDINATORS else start
        start = start + 1 if tokens[start].lower in COORDINATORS else _past_introduction(tokens, start, comma, before)
    return start


def _past_introduction(tokens: Sequence[Token], start: int, comma: int, before: int) -> int:
    """First token behind an introduction: "In Oslo, where it rained, | Li", "In May | a man who came, and who"."""
    relative = tokens[comma + 1].lower in RELATIVES
    if comma + 2 < before and tokens[comma + 1].lower in COORDINATORS and tokens[comma + 2].lower in RELATIVES:
        return max(phrase_starting(tokens, start + 1, comma), start + 1)
    if relative and tokens[comma + 1].lower in {"where", "when"}:
        again = next((at for at in range(comma + 1, before) if tokens[at].text == ","), None)
        return again + 1 if again is not None else comma + 1
    return comma + 1


def _interposed(tokens: Sequence[Token], pause: int) -> tuple[int, int] | None:
    """The subject before an apposition or a relative clause: "LI, who left in 2021, said"."""
    start = _clause_start(tokens, pause)
    called = _pseudonym(tokens, start, pause + 1)
    if called is not None:
        return called
    stops = [at for at in range(start, pause) if tokens[at].text in PAUSES or tokens[at].text == "("]
    named = _name_in_apposition(tokens, [*stops, pause])
    if named is not None:
        return named
    for stop in stops:
        behind = stop + 1 + (tokens[stop + 1].lower in COORDINATORS)
        if behind < len(tokens) and tokens[behind].lower in {"who", "whose", "which"} and stop > start:
            aged = stop - 2 > start and tokens[stop - 1].text.isdigit() and tokens[stop - 2].text == ","
            end = stop - 2 * aged
            begin = phrase_ending(tokens, end - 1, start)
            return _one_of(tokens, *_antecedent(tokens, begin, end), pause)
    if not stops or stops[0] == start:
        return (start, pause) if pause > start and not stops and tokens[start].lower not in INTRODUCTIONS else None
    first = stops[0]
    if not tokens[first - 1].is_word:
        return None
    begin, end = _antecedent(tokens, phrase_ending(tokens, first - 1, start), first)
    if begin > 1 and tokens[begin - 1].lower == "of":
        return _one_of(tokens, begin, end, pause)
    return _named_behind(tokens, begin, end, pause + 1)


def _one_of(tokens: Sequence[Token], begin: int, end: int, pause: int) -> Span:
    """All of "one of its officials"; for "one of them, a FORMER CONSCRIPT, thinks" what stands behind it."""
    if begin < 2 or tokens[begin - 1].lower != "of" or tokens[begin - 2].lower not in DETERMINERS:
        return begin, end
    if tokens[begin].lower in OBJECTS and end + 1 < pause and tokens[end + 1].lower in DETERMINERS:
        return end + 1, pause
    return begin - 2, end


def _name_in_apposition(tokens: Sequence[Token], stops: Sequence[int]) -> Span | None:
    """The name in "…, its spokesman, ANN ROE, told reporters"."""
    if len(stops) < 3 or any(tokens[stop].text != "," for stop in stops[-3:]):
        return None
    first, second, pause = stops[-3:]
    name = range(second + 1, pause)
    role = range(first + 1, second)
    voiced = tokens[first + 1].lower in DETERMINERS and (
        tokens[first + 1].lower == "one" or any(tokens[at].lower in ROLES for at in role)
    )
    if voiced and len(name) > 1 and all(_in_name(tokens, at, pause) for at in name):
        return second + 1, pause
    return None


def _antecedent(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The head of a relative clause that ends where the phrase does: "the GOVERNMENT that holds the pass"."""
    for at in range(start - 1, max(start - 14, 0), -1):
        before = tokens[at - 1]
        if not tokens[at].is_word or (tokens[at].lower == "that" and before.lower in COORDINATORS):
            break
        if tokens[at].lower in {"who", "whose", "that", "which", "i", "we"} and (
            is_person_noun(before.lower) or before.is_name
        ):
            return phrase_ending(tokens, at - 1, 0), at
    return start, end


def _shared_subject(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Span | None]) -> tuple[int, int] | None:
    """The subject of the verb before, for "…, adding that"; else what the sentence begins with."""
    named = next((subject for subject in reversed(earlier) if subject is not None), None)
    if named is not None:
        return named
    at = cue.left
    while at > 0 and (tokens[at].lower in COORDINATORS or tokens[at].text == ","):
        at -= 1
    at += 1
    start = _clause_start(tokens, at)
    while start < at and tokens[start].quote >= 0:
        start += 1
    end = phrase_starting(tokens, start, at)
    return (start, end) if start < end else None


def owner_before(tokens: Sequence[Token], noun: int) -> tuple[int, int] | None:
    """Find "his", "Li's" before a noun."""
    if noun == 0:
        return None
    before = tokens[noun - 1]
    if before.lower in {"his", "her", "their", "its"}:
        return noun - 1, noun
    if before.lower.endswith(("'s", "s'")):
        return phrase_ending(tokens, noun - 1, 0), noun
    return None
