"""Announcements of speech in one sentence: which verb or noun, whose, and which words are the content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .cues import ATTITUDES, FRAMES, LIGHT_VERBS, NOUNS, PARTICLES, VERBS, Form
from .holders import Token, phrase_ending, phrase_starting
from .nouns import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    INTRODUCTIONS,
    LINKS,
    PARTICLE_NAMES,
    PRONOUNS,
    STOPS,
    TITLES,
    VOICES,
)


class Announcement(NamedTuple):
    """A cue with its holder and content, in tokens.

    Attributes
    ----------
    at, end : int
        The cue, "called for".
    subject : tuple of int or None
        The noun phrase that names the holder; None where nobody is named ("it was claimed that").
    start : int
        Where the announcement begins, subject included.
    pieces : tuple of tuple of int
        The content; empty where the cue only accompanies a direct quotation.
    tag : bool
        The cue stands after or inside its content: "…, Li said, …".
    shared : bool
        The subject is that of an earlier verb: "…, adding that …".
    """

    at: int
    end: int
    subject: tuple[int, int] | None
    start: int
    pieces: tuple[tuple[int, int], ...] = ()
    tag: bool = False
    shared: bool = False


class _Cue(NamedTuple):
    at: int
    end: int
    lemma: str
    form: Form
    left: int
    passive: bool
    particle: bool
    helpers: frozenset[str]


_ADVERBS: Final = frozenset(
    "also then later again now still even only just once already too never always often however instead himself "
    "herself themselves itself long soon thus therefore further nevertheless earlier since repeatedly all both first "
    "not long-since meanwhile yesterday today".split()
)
_MODALS: Final = frozenset("can could may might must shall should can't couldn't shouldn't".split())
_BE: Final = frozenset("is was are were be been being isn't wasn't aren't weren't".split())
_DO_NOT: Final = frozenset("did do does didn't don't doesn't".split())
#: With "did not", these still tell a position ("does not believe"); "did not say" tells nothing.
_NEGATABLE: Final = frozenset(
    "believe think expect want support oppose back favour favor consider see accept feel hope fear rule recommend "
    "advocate doubt endorse".split()
)
_PLURALS: Final = frozenset(
    "people police officials media they we who families women men critics both many some".split()
)
_RAISED: Final = frozenset(
    "heard quoted said believed reported understood thought on only seemed appeared continued".split()
)
_COORDINATORS: Final = frozenset("and but or then yet".split())
_MARKS: Final = frozenset(",;:.!?…—–-()[]...")
#: A clause may begin behind one of these.
_OPENING: Final = frozenset({",", ";", ":", "—", "–", "and", "but", "that", "while", "as", "“”"})
_PAUSES: Final = frozenset({",", "—", "–", "-", "--", ")", "]"})
_PAPERS: Final = frozenset(
    "statement letter message interview speech report declaration bulletin post tweet note".split()
)
_ADVERBIAL: Final = frozenset(
    "on in at during to after before from via through by with under over late early last".split()
)
_TIME: Final = DAYS | frozenset(
    "last this next week month year night morning evening afternoon late early ago again later earlier recently first "
    "bluntly publicly quietly privately simply however".split()
)
#: "backed away" is no support.
_BACK: Final = frozenset("away down off out up to and into".split())
#: "a firm said to be ..." is no announcement by the firm.
_HEARSAY: Final = frozenset("say believe report think allege understand estimate consider expect know".split())
#: Verbs with a clause that needs no "that".
_BARE: Final = frozenset(
    "say add argue claim insist warn stress believe think suggest acknowledge admit concede maintain predict declare "
    "announce reply fear hope expect report complain explain estimate promise vow swear note reckon guess suspect "
    "reveal allege tell contend assert worry confirm retort counter respond recall answer deny agree conclude state "
    "lament boast joke stipulate indicate hint repeat observe write imagine doubt remark shout cry whisper muse "
    "quip".split()
)
_ASKING: Final = frozenset("urge ask beg advise tell warn want plead order remind".split())
_TELLING: Final = frozenset("tell remind assure inform convince warn".split())
_LIMIT: Final = 40


def lead(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The noun phrase a sentence begins with, after an introduction; None without one."""
    last = _last(tokens)
    start = _clause_start(tokens, last)
    if start >= last or not tokens[start].is_word:
        return None
    end = phrase_starting(tokens, start, last)
    return _named_behind(tokens, start, end, last) if end > start else None


def owner_of(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Whose answer it is in "His answer was short:"."""
    for at in range(1, min(len(tokens), 12)):
        if tokens[at].lower in NOUNS and (owner := _owner(tokens, at)) is not None:
            return owner
    return None


def _named_behind(tokens: Sequence[Token], start: int, end: int, last: int) -> tuple[int, int]:
    """The name in "its envoy, LI CHEN, …", else the phrase itself."""
    voiced = any(token.lower in VOICES | TITLES for token in tokens[start:end])
    if (
        end + 1 < last
        and tokens[end].text == ","
        and (voiced or not tokens[end - 1].is_name or tokens[start].lower in DETERMINERS)
    ):
        stop = end + 1
        while (
            stop < last
            and (tokens[stop].is_name or tokens[stop].lower in PARTICLE_NAMES)
            and tokens[stop].lower not in DAYS
        ):
            stop += 1
        if stop > end + 1 and (stop - end > 2) and (stop == last or tokens[stop].text in _MARKS):
            return end + 1, stop
    return start, end


def announcements(tokens: Sequence[Token]) -> list[Announcement]:
    """All announcements of a sentence, in order.

    Examples
    --------
    >>> from stancekit.holders import tokenize
    >>> text = "Ms Li argued that the ban had failed."
    >>> tokens = tokenize(text, 0, len(text))
    >>> [(a.subject, a.pieces) for a in announcements(tokens)]
    [((0, 2), ((4, 8),))]
    """
    found: list[Announcement] = []
    for at, token in enumerate(tokens):
        if token.quoted or token.quote >= 0:
            continue
        if token.lower == "according" and at + 2 < len(tokens) and tokens[at + 1].lower == "to":
            found.append(_according(tokens, at, at + 2))
        elif token.lower in NOUNS and (nouns := _noun(tokens, at)):
            found += nouns
        elif token.lower in VERBS and (at == 0 or not token.text[0].isupper()):
            cue = _cue(tokens, at)
            announced = _announce(tokens, cue, found) if cue else None
            if announced is not None:
                found.append(announced)
    return _cut(tokens, found)


# --- verbs -----------------------------------------------------------------------------------------------------------


def _cue(tokens: Sequence[Token], at: int) -> _Cue | None:
    lemma, form = VERBS[tokens[at].lower]
    end = at + 1 + _particle(tokens, at, lemma)
    if lemma == "be" and end == at + 1:
        return None
    left, helpers = _left(tokens, at)
    have = bool(helpers & {"has", "have", "had"})
    passive = bool(helpers & _BE) and form in {Form.PAST, Form.PARTICIPLE} and lemma != "be"
    if form is Form.BASE and not _base_is_finite(tokens, left, helpers, lemma):
        return None
    if form is Form.PARTICIPLE and not (have or passive):
        return None
    if form is Form.PAST and not helpers and end < len(tokens) and tokens[end].lower == "by":
        return None
    if form in {Form.PAST, Form.THIRD} and left >= 0 and tokens[left].lower in DETERMINERS | LINKS - {"that"}:
        return None
    if not helpers and form is Form.PAST and lemma in _HEARSAY and tokens[end : end + 1] and tokens[end].lower == "to":
        return None
    if helpers & _MODALS or (helpers & _DO_NOT and lemma not in _NEGATABLE):
        return None
    return _Cue(at, end, lemma, form, left, passive, end > at + 1, helpers)


def _particle(tokens: Sequence[Token], at: int, lemma: str) -> int:
    """How many tokens after the verb belong to it: 1 for "ruled out"."""
    for words in PARTICLES.get(lemma, ()):
        if tuple(token.lower for token in tokens[at + 1 : at + 1 + len(words)]) == words:
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
        elif lower in _ADVERBS or (lower.endswith("ly") and not tokens[left].is_name):
            left -= 1
        elif lower == "to" and left > 0 and tokens[left - 1].lower in _RAISED:
            helpers = {"raised", tokens[left - 1].lower}
            left -= 2
            if left >= 0 and tokens[left].lower in {"went", "goes", "go", "going", "gone"}:
                left -= 1
        elif lower == "," and left > 1 and tokens[left - 1].lower in _ADVERBS and tokens[left - 2].lower == ",":
            left -= 3
        elif lower == "," and left > 4 and [t.lower for t in tokens[left - 3 : left]] == ["for", "its", "part"]:
            left -= 5
        else:
            break
    return left, frozenset(helpers)


def _base_is_finite(tokens: Sequence[Token], left: int, helpers: frozenset[str], lemma: str) -> bool:
    frame = FRAMES[lemma]
    if "raised" in helpers:
        return True
    if helpers & {"would", "will", "won't", "wouldn't"}:
        return frame.np or frame.infinitive or bool(frame.preps)
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


def _subject(
    tokens: Sequence[Token], cue: _Cue, found: Sequence[Announcement]
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
        return _shared_subject(tokens, cue, found), True, False
    if cue.form is Form.ING and token.lower == "as":
        quoted = next((at for at in range(left - 1, max(left - 14, 0), -1) if tokens[at].lower == "quoted"), None)
        if quoted is not None and tokens[quoted - 1].lower not in _BE and left - quoted > 1:
            return (quoted + 1, phrase_starting(tokens, quoted + 1, left)), False, False
    if cue.form is Form.ING and not cue.helpers & _BE:
        if token.lower == "and" and not found:
            return None, False, False  # "freeing and supporting prisoners"
        shared = token.lower in _COORDINATORS | _PAPERS | {",", "by", "while", "after", "before", "as", "–", "—"}
        return (_shared_subject(tokens, cue, found), True, False) if shared else (None, False, False)
    if token.lower in {"who", "which"}:
        last = left - 1 - (left > 0 and tokens[left - 1].text == ",")
        if last > 0 and tokens[last].lower in _COORDINATORS:
            who = next((at for at in range(last - 1, 0, -1) if tokens[at].lower == token.lower), None)
            last = who - 1 - (tokens[who - 1].text == ",") if who is not None else -1
        return (
            ((phrase_ending(tokens, last, 0), last + 1) if last >= 0 and tokens[last].is_word else None),
            False,
            False,
        )
    if token.lower in _COORDINATORS or (token.text == "," and left and tokens[left - 1].lower in _COORDINATORS):
        return _shared_subject(tokens, cue, found), True, False
    if token.text in _PAUSES:
        return _interposed(tokens, left), False, False
    if token.lower.split("'")[0] in PRONOUNS:
        return (left, left + 1), False, False
    if (
        not token.is_word
        or token.lower in STOPS
        or token.lower in DETERMINERS - {"others", "some", "many", "both", "all"}
    ):
        return None, False, False
    start = phrase_ending(tokens, left, 0)
    if start > 0 and tokens[start - 1].lower in LINKS and tokens[left].is_name and start > 1:
        return None, False, False
    begin, end = _antecedent(tokens, start, left + 1)
    if begin != start:
        return (begin, end), False, False
    while start < left and tokens[start - 1].lower in LINKS and tokens[start].is_name:
        start += 1
    word = token.lower
    if (word in VERBS or word.endswith("ed")) and word not in VOICES and not token.is_name and start < left:
        return None, False, False
    if cue.form is Form.BASE and not cue.helpers and start > 0 and tokens[start - 1].text not in _OPENING:
        return None, False, False
    return (start, left + 1), False, False


def _inverted(tokens: Sequence[Token], cue: _Cue) -> tuple[int, int] | None:
    """The subject in "…, said Li" and "“…,” said a spokesman"."""
    if cue.end >= len(tokens) or cue.passive or not FRAMES[cue.lemma].clause or cue.form is Form.ING:
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
        (end < len(tokens) and tokens[end].text not in _MARKS)
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
        if token.text == "," and at + 1 < before and tokens[at + 1].lower in {"and", "but", "while", "whereas"}:
            start = at + 2
            break
    while start < before and tokens[start].lower in INTRODUCTIONS:
        comma = next((at for at in range(start, before) if tokens[at].text == ","), None)
        if comma is None:
            return start + 1 if tokens[start].lower in _COORDINATORS else start
        if tokens[start].lower in _COORDINATORS:
            start += 1
        else:
            start = comma + 1
    return start


def _interposed(tokens: Sequence[Token], pause: int) -> tuple[int, int] | None:
    """The subject before an apposition or a relative clause: "LI, who left in 2021, said"."""
    start = _clause_start(tokens, pause)
    stops = [at for at in range(start, pause) if tokens[at].text in _PAUSES or tokens[at].text == "("]
    for stop in stops:
        if stop + 1 < len(tokens) and tokens[stop + 1].lower in {"who", "whose", "which"} and stop > start:
            return phrase_ending(tokens, stop - 1, start), stop
    if not stops or stops[0] == start:
        return (start, pause) if pause > start and not stops and tokens[start].lower not in INTRODUCTIONS else None
    first = stops[0]
    if not tokens[first - 1].is_word:
        return None
    begin, end = _antecedent(tokens, phrase_ending(tokens, first - 1, start), first)
    return _named_behind(tokens, begin, end, pause + 1)


def _antecedent(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The head of a relative clause that ends where the phrase does: "the GOVERNMENT that holds the pass"."""
    for at in range(start - 1, max(start - 14, 0), -1):
        if not tokens[at].is_word:
            break
        before = tokens[at - 1]
        if tokens[at].lower in {"who", "that", "which", "i", "we"} and (before.lower in VOICES or before.is_name):
            return phrase_ending(tokens, at - 1, 0), at
    return start, end


def _shared_subject(tokens: Sequence[Token], cue: _Cue, found: Sequence[Announcement]) -> tuple[int, int] | None:
    """The subject of the verb before, for "…, adding that"; else what the sentence begins with."""
    for earlier in reversed(found):
        if earlier.subject is not None:
            return earlier.subject
    at = cue.left
    while at > 0 and (tokens[at].lower in _COORDINATORS or tokens[at].text == ","):
        at -= 1
    at += 1
    start = _clause_start(tokens, at)
    while start < at and tokens[start].quote >= 0:
        start += 1
    end = phrase_starting(tokens, start, at)
    return (start, end) if start < end else None


def _announce(tokens: Sequence[Token], cue: _Cue, found: Sequence[Announcement]) -> Announcement | None:
    if cue.passive:
        return _passive(tokens, cue)
    subject, shared, inverted = _subject(tokens, cue, found)
    if subject is None:
        return None
    last = _last(tokens)
    if inverted:
        start = cue.at
        after = subject[1]
        pieces = _around(tokens, start, after, last)
        return Announcement(cue.at, after, subject, start, pieces, True)
    start = cue.left + 1 if shared else min(subject[0], cue.at)
    content = _content(tokens, cue, last)
    if content is not None and tokens[content - 1].text == ":" and start and tokens[start - 1].text == ",":
        return Announcement(cue.at, cue.end, subject, start, _around(tokens, start, content - 1, last), True)
    if content is not None and content < last:
        return Announcement(cue.at, cue.end, subject, start, ((content, last),), False, shared)
    after = _skip_adverbials(tokens, cue.end, last)
    if cue.lemma in _TELLING and after == cue.end:
        after = _skip_adverbials(tokens, phrase_starting(tokens, after, last), last)
    closed = after >= last or tokens[after].text in _MARKS or tokens[after].quote >= 0
    if not closed or not FRAMES[cue.lemma].clause:
        return None
    pieces = _around(tokens, start, after, last) if not shared else ()
    return Announcement(cue.at, cue.end, subject, start, pieces, True, shared)


def _last(tokens: Sequence[Token]) -> int:
    """One past the last token of content: without the mark that ends the sentence."""
    last = len(tokens)
    while last and tokens[last - 1].text in {".", "!", "?", "…", "...", ":", ";", ","}:
        last -= 1
    return last


#: Behind a tag these begin a remark on the speaker.
_NO_CONTENT: Final = frozenset("who which whose a an according".split())


def _around(tokens: Sequence[Token], start: int, after: int, last: int) -> tuple[tuple[int, int], ...]:
    """Content before and after a tag in the middle: "The rest, said Li, had been punished"."""
    pieces: list[tuple[int, int]] = []
    before = start
    while before and tokens[before - 1].text in {",", "—", "–", "-"}:
        before -= 1
    if before == start or any(token.quote >= 0 for token in (*tokens[:before], *tokens[after:])):
        return ()
    if before:
        begin = next((at + 1 for at in range(before - 1, -1, -1) if tokens[at].text in {":", ";"}), 0)
        begin += tokens[begin].lower in _COORDINATORS and before > begin + 1
        pieces.append((begin, before))
    following = next((at for at in range(after, last) if tokens[at].text in {",", ":", ";", "—", "–"}), last) + 1
    if following < last and following - after < 9 and tokens[following].quote < 0:
        word = tokens[following].lower
        if not (word.endswith("ing") or word in _NO_CONTENT):
            pieces.append((following, last))
    return tuple(pieces)


def _passive(tokens: Sequence[Token], cue: _Cue) -> Announcement | None:
    """Read "it was claimed in the corridors that …", "The ban was condemned by the union"."""
    last = _last(tokens)
    by = next((at for at in range(cue.end, min(cue.end + 6, last)) if tokens[at].lower == "by"), None)
    source = (by + 1, phrase_starting(tokens, by + 1, last)) if by is not None else None
    if source is not None and source[0] == source[1]:
        source = None
    frame = FRAMES[cue.lemma]
    if frame.clause:
        after = source[1] if source else cue.end
        that = next((at for at in range(after, min(after + 8, last)) if tokens[at].lower in {"that", "whether"}), None)
        if that is not None:
            return Announcement(cue.at, that, source, max(cue.left, 0), ((that + 1, last),))
    if source is not None and frame.np and cue.left >= 0 and tokens[cue.left].lower in PRONOUNS:
        return Announcement(cue.at, source[1], source, cue.left)
    if (
        source is not None
        and frame.np
        and cue.left >= 0
        and tokens[cue.left].is_word
        and tokens[cue.left].lower not in STOPS
    ):
        start = phrase_ending(tokens, cue.left, 0)
        return Announcement(cue.at, source[1], source, start, ((start, cue.left + 1),))
    return None


# --- content ---------------------------------------------------------------------------------------------------------


def _content(tokens: Sequence[Token], cue: _Cue, last: int) -> int | None:
    """First token of what is said, or None."""
    frame = FRAMES[cue.lemma]
    at = cue.end
    if at >= last or tokens[at].quote >= 0 or (cue.lemma == "back" and tokens[at].lower in _BACK):
        return None
    if cue.particle:
        return _after_particle(tokens, at, last)
    if frame.after:
        place = _find(tokens, frame.after, at, min(at + 14, last))
        if place is not None and place > at:
            return place + 1 if cue.lemma in {"accuse", "blame", "describe", "portray", "brand"} else at
        if cue.lemma in {"accuse", "blame"} or not (frame.np or frame.clause):
            return None
    if cue.lemma in LIGHT_VERBS and (place := _attitude(tokens, at, last)) is not None:
        return place
    while (
        at < last
        and (tokens[at].lower in _ADVERBS or tokens[at].lower.endswith("ly"))
        and tokens[at].lower not in DETERMINERS
    ):
        at += 1
    if at < last and tokens[at].lower in frame.preps:
        return at + 1
    if frame.addressee and (place := _past_addressee(tokens, cue.lemma, at, last)) is not None:
        return place if place < last else None
    return _plain_content(tokens, cue.lemma, at, last)


def _after_particle(tokens: Sequence[Token], at: int, last: int) -> int | None:
    if at < last and tokens[at].lower in {"in", "on", "at", "during"}:
        at = _skip_adverbials(tokens, at, last)
        if at < last and tokens[at].lower != "that":
            return None
    at += at < last and tokens[at].lower == "that"
    if at >= last or tokens[at].quote >= 0 or tokens[at].text in _MARKS - {"("}:
        return None
    return at


def _find(tokens: Sequence[Token], word: str, start: int, end: int) -> int | None:
    for at in range(start, end):
        if tokens[at].text in _MARKS:
            return None
        if tokens[at].lower == word:
            return at
    return None


def _attitude(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """Content of "voiced deep scepticism about …"."""
    for noun in range(at, min(at + 3, last)):
        if (
            tokens[noun].lower in ATTITUDES
            and noun + 1 < last
            and tokens[noun + 1].lower
            in {
                "about",
                "over",
                "for",
                "that",
                "to",
                "at",
                "of",
                "in",
                "with",
                "on",
                "towards",
            }
        ):
            return noun + 2
    return None


def _past_addressee(tokens: Sequence[Token], lemma: str, at: int, last: int) -> int | None:
    """Content after the listener; `last` where there is a listener and no content; None where there is no listener."""
    if at >= last or tokens[at].lower in {"that", "to", "whether"} or tokens[at].text in _MARKS:
        return None
    end = phrase_starting(tokens, at, last)
    if end == at:
        return None
    after = _skip_adverbials(tokens, end, last)
    if after >= last or tokens[after].text in _MARKS or tokens[after].quote >= 0:
        return last if lemma in _TELLING else None
    lower = tokens[after].lower
    if lower == "that":
        return after + 1
    if lower in {"to", "not"} and lemma in _ASKING:
        return at
    if lower in {"against", "of", "about"} and lemma in {"warn", "advise", "remind", "caution", "assure"}:
        return after + 1
    if lower in {"whether", "if"}:
        return after + 1
    return after if lemma in _TELLING and _is_clause(tokens, after, last) else None


def _plain_content(tokens: Sequence[Token], lemma: str, at: int, last: int) -> int | None:
    frame = FRAMES[lemma]
    bare_object = (frame.np and not frame.clause) or (frame.infinitive and at < last and tokens[at].lower == "to")
    start = at if bare_object else _skip_adverbials(tokens, at, last)
    if start >= last or tokens[start].quote >= 0:
        return None
    if start > at and start + 2 < last and tokens[start + 1].lower == "that" and tokens[start].text.islower():
        start += 1
    if _is_aside(tokens, start, last):
        start += 3
    token = tokens[start]
    if frame.clause and token.lower == "that" and start + 1 < last:
        return start + 1
    if token.text == ":" and frame.clause:
        return start + 1 if start + 1 < last and tokens[start + 1].quote < 0 else None
    if lemma == "ask" and [t.lower for t in tokens[start : start + 3]] == ["not", "to", "be"]:
        return None
    if token.lower in {"to", "not"} and (
        frame.infinitive or (frame.clause and lemma in {"agree", "decide", "recommend"})
    ):
        return start + (token.lower == "to")
    if token.text in _MARKS - {"("}:
        return None
    if frame.clause and token.lower in {"whether", "if"}:
        return start + 1
    if token.lower in {"what", "so", "nothing", "little", "much", "no", "yes", "more", "as"}:
        return None
    if frame.clause and lemma in _BARE and _is_clause(tokens, start, last):
        return start
    if frame.np and start == at and _is_object(tokens, lemma, at):
        return at
    return None


def _is_aside(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether ", however," or the like stands here."""
    return at + 3 < last and tokens[at].text == "," == tokens[at + 2].text and tokens[at + 1].lower in _ADVERBS


def _skip_adverbials(tokens: Sequence[Token], at: int, last: int) -> int:
    """Past "on Monday", "in a statement to parliament", "by telephone from Adré"."""
    while at < last:
        lower = tokens[at].lower
        if lower in _TIME or (lower.endswith("ly") and lower not in {"only", "family", "daily"}):
            at += 1
        elif lower in _ADVERBIAL and at + 1 < last and tokens[at + 1].lower not in {"least", "most", "all"}:
            end = phrase_starting(tokens, at + 1, last)
            while end < last and tokens[end].lower in _TIME:
                end += 1
            if end == at + 1:
                return at
            at = end
        else:
            break
    return at


_EVIDENCE: Final = AUXILIARIES | frozenset(
    "it's that's he'd she'd they'd he's she's they're we're there's isn't had".split()
)


def _is_clause(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a verb seems to follow."""
    if last - start < 3 or tokens[start].lower in {"of", "for", "nothing", "by", "as", "about"}:
        return False
    for at in range(start + 1, min(start + 24, last)):
        lower = tokens[at].lower
        if lower in _EVIDENCE or lower in VERBS or lower.endswith(("ed", "n't")):
            return True
        if lower.endswith("s") and not tokens[at].is_name and tokens[at - 1].is_name:
            return True
    return tokens[start].lower in {"he", "she", "they", "it", "there", "we"}


#: These verbs have other objects too: only a position if the object names one.
_LOOSE: Final = frozenset("call report seek attack question consider contest request announce deny".split())


def _is_object(tokens: Sequence[Token], lemma: str, at: int) -> bool:
    token = tokens[at]
    if token.text in _MARKS or token.lower in {
        "as",
        "in",
        "on",
        "by",
        "with",
        "to",
        "at",
        "than",
        "himself",
        "herself",
    }:
        return False
    if lemma == "call":
        return not token.quoted and token.lower not in STOPS and any(t.quoted for t in tokens[at : at + 14])
    return token.is_word and token.lower not in STOPS and not token.lower.endswith("ly")


# --- nouns and prepositions -------------------------------------------------------------------------------------------


def _according(tokens: Sequence[Token], at: int, source: int) -> Announcement:
    """Read "according to Li, the ban failed" and "the ban failed, according to Li"."""
    last = _last(tokens)
    end = phrase_starting(tokens, source, last)
    subject = (source, end)
    if at == 0 or (at == 1 and tokens[0].lower in _COORDINATORS):
        begin = end
        if begin < last and tokens[begin].text == ",":
            begin = _past_apposition(tokens, begin, last)
        pieces = ((begin, last),) if begin < last and tokens[begin].quote < 0 else ()
        return Announcement(at, end, subject, at, pieces)
    before = at
    while before and tokens[before - 1].text in _PAUSES:
        before -= 1
    if any(token.quote >= 0 for token in tokens[:before]):
        return Announcement(at, end, subject, at, (), True)
    begin = 1 if before > 1 and tokens[0].lower in _COORDINATORS else 0
    pieces = ((begin, before),) if before > begin else ()
    return Announcement(at, end, subject, at, pieces, True)


def _past_apposition(tokens: Sequence[Token], comma: int, last: int) -> int:
    """Past ", an economist who left in 2021," to the content."""
    first = tokens[comma + 1].lower if comma + 1 < last else ""
    apposition = first in {"a", "an", "who", "whose", "which"}
    if not apposition and first in {"the", "former"}:
        head = phrase_starting(tokens, comma + 1, last)
        apposition = head < last and tokens[head].text == "," and tokens[head - 1].lower in VOICES
    if apposition:
        again = next((at for at in range(comma + 1, min(comma + 25, last)) if tokens[at].text == ","), None)
        return again + 1 if again is not None else comma + 1
    return comma + 1


def _noun(tokens: Sequence[Token], at: int) -> list[Announcement]:
    """Read "her demand is that …", "in his view …", "calls from members to …"."""
    last = _last(tokens)
    after = at + 1
    if after >= last:
        return []
    owner = _owner(tokens, at)
    if owner is not None:
        if tokens[after].lower in {"is", "was"} and after + 1 < last and tokens[after + 1].lower == "that":
            return [Announcement(at, after + 2, owner, owner[0], ((after + 2, last),))]
        if owner[0] > 0 and tokens[owner[0] - 1].lower == "in" and tokens[at].lower in {"view", "opinion", "words"}:
            begin = after + (tokens[after].text == ",")
            if owner[0] <= 2 and begin < last and tokens[begin].quote < 0:
                return [Announcement(at, after, owner, owner[0] - 1, ((begin, last),))]
        return []
    if tokens[after].lower in {"from", "by"}:
        end = phrase_starting(tokens, after + 1, last)
        if after + 1 < end < last and tokens[end].lower in {"to", "for", "that"}:
            return [Announcement(at, end + 1, (after + 1, end), at, ((end + 1, last),))]
    if (
        tokens[after].lower == "of"
        and at > 1
        and tokens[at - 1].lower == "the"
        and tokens[at - 2].lower == "in"
        and at == 2
    ):
        end = phrase_starting(tokens, after + 1, last)
        begin = end + (end < last and tokens[end].text == ",")
        if begin < last and end > after + 1 and tokens[begin].quote < 0:
            return [Announcement(at, end, (after + 1, end), 0, ((begin, last),))]
    return []


def _owner(tokens: Sequence[Token], noun: int) -> tuple[int, int] | None:
    """Find "his", "Li's" before a noun."""
    if noun == 0:
        return None
    before = tokens[noun - 1]
    if before.lower in {"his", "her", "their", "its"}:
        return noun - 1, noun
    if before.lower.endswith(("'s", "s'")):
        return phrase_ending(tokens, noun - 1, 0), noun
    return None


# --- several announcements in one sentence ---------------------------------------------------------------------------


def _cut(tokens: Sequence[Token], found: Sequence[Announcement]) -> list[Announcement]:
    """End each content where the next announcement begins; drop what lies inside another's content."""
    kept: list[Announcement] = []
    for announced in found:
        before = kept[-1] if kept else None
        if before is None or not before.pieces or (announced.start < before.pieces[0][0] and not announced.tag):
            kept.append(announced)
            continue
        begin, end = before.pieces[-1]
        if before.tag and not announced.shared and any(low <= announced.at < high for low, high in before.pieces):
            continue
        if announced.tag and before.tag and announced.pieces[:1] and announced.pieces[0][1] > before.at:
            continue  # "…, the president said, according to the agency"
        if announced.start >= end:
            kept.append(announced)
            continue
        first = announced.start
        while first > begin and (
            tokens[first - 1].text in _PAUSES | {";"} or tokens[first - 1].lower in {"and", "but", "while"}
        ):
            first -= 1
        joined = first < announced.start and (
            announced.shared or tokens[announced.start - 1].lower in {"and", "but", "while", ";"}
        )
        if announced.tag and announced.pieces and not before.tag:
            kept[-1] = before._replace(pieces=(*before.pieces[:-1], (begin, max(first, begin + 1))))
            continue
        future = any(token.lower in {"would", "will"} for token in tokens[announced.start : announced.at])
        if announced.pieces and announced.start <= begin and not announced.shared and not future:
            kept[-1] = announced  # the minister said | the rebels had demanded …: the innermost holds it
        elif joined and first > begin and (tokens[first].text in _PAUSES | {";"} or announced.shared):
            kept[-1] = before._replace(pieces=(*before.pieces[:-1], (begin, first)))
            kept.append(announced)
        elif announced.start < begin:
            kept.append(announced)
    return kept
