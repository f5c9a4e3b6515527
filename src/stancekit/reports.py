"""Announcements of speech in one sentence: which verb or noun, whose, and which words are the content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .clauses import TELLING, content_end, content_of, is_clause, main_clause, skip_adverbials
from .cues import FRAMES, NOUNS, VERBS
from .nouns import COORDINATORS, DETERMINERS, LINKS, OBJECTS, PRONOUNS, ROLES, STOPS, SUBORDINATORS, VOICES
from .phrases import MARKS, Token, last_of, phrase_ending, phrase_starting
from .subjects import PAUSES, Cue, cue_at, lead, owner_before, owner_of, subject_of


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


_ANNOUNCING: Final = VERBS.keys() | NOUNS | {"according"}
_WITHIN: Final = _ANNOUNCING | {"as"}
_BEGINNING: Final = _ANNOUNCING | {"for", "to", "as"}


def announcements(tokens: Sequence[Token]) -> list[Announcement]:
    """All announcements of a sentence, in order.

    Examples
    --------
    >>> from stancekit.phrases import tokenize
    >>> text = "Ms Li argued that the ban had failed."
    >>> tokens = tokenize(text, 0, len(text))
    >>> [(a.subject, a.pieces) for a in announcements(tokens)]
    [((0, 2), ((4, 8),))]
    """
    found: list[Announcement] = []
    for at, token in enumerate(tokens):
        if token.lower not in (_WITHIN if at else _BEGINNING) or token.quoted:
            continue
        announced = _without_verb(tokens, at)
        if announced is None and token.lower in VERBS and (at == 0 or not token.text[0].isupper()):
            cue = cue_at(tokens, at)
            announced = _announce(tokens, cue, found) if cue else None
        if announced is not None:
            found.append(announced)
    if not any(announced.pieces for announced in found) and (remark := _behind_colon(tokens)) is not None:
        found.append(remark)
    return _cut(tokens, found)


def _without_verb(tokens: Sequence[Token], at: int) -> Announcement | None:
    """Read "according to Li", "for Li", "as Li put it", "her demand is that"."""
    lower = tokens[at].lower
    if lower == "according" and at + 2 < len(tokens) and tokens[at + 1].lower == "to":
        return _according(tokens, at, at + 2)
    if at and lower == "as":
        return _as_put(tokens, at)
    if at == 0 and lower in {"for", "to", "as"}:
        return _as_seen_by(tokens)
    return _noun(tokens, at) if lower in NOUNS else None


def _behind_colon(tokens: Sequence[Token]) -> Announcement | None:
    """Read "Li was blunt: the ban had failed" and "Li made an offer: he would come"."""
    texts = [token.text for token in tokens[:_COLON_WITHIN]]
    if ":" not in texts or any(token.quote >= 0 for token in tokens):
        return None
    colon, last = texts.index(":"), last_of(tokens)
    if not 2 <= colon < last - 3 or not is_clause(tokens, colon + 1, last):
        return None
    subject = owner_of(tokens[:colon]) or lead(tokens[:colon])
    if subject is None:
        return None
    told = {token.lower for token in tokens[subject[0] : colon]}
    if not told & (NOUNS | _COPULAS | {"offer", "suggestion", "promise", "threat", "question"}):
        return None
    return Announcement(colon, colon + 1, subject, subject[0], ((colon + 1, last),))


_COLON_WITHIN: Final = 30


def _announce(tokens: Sequence[Token], cue: Cue, found: Sequence[Announcement]) -> Announcement | None:
    if cue.passive:
        return _passive(tokens, cue)
    subject, shared, inverted = subject_of(tokens, cue, [earlier.subject for earlier in found])
    if subject is None:
        return None
    last = last_of(tokens)
    if inverted:
        start = cue.at
        after = subject[1]
        pieces = _around(tokens, start, after, last)
        return Announcement(cue.at, after, subject, start, pieces, True)
    start = cue.left + 1 if shared else _role_before(tokens, min(subject[0], cue.at))
    if start > 1 and tokens[start - 1].lower == "quoted":  # "the agency quoted Li as saying"
        start = phrase_ending(tokens, start - 2, 0)
    content = content_of(tokens, cue, last)
    if content is not None and tokens[content - 1].text == ":" and start and tokens[start - 1].text == ",":
        return Announcement(cue.at, cue.end, subject, start, _around(tokens, start, content - 1, last), True)
    if content is not None and content < last:
        pieces = ((content, content_end(tokens, cue, content, last)),)
        return Announcement(cue.at, cue.end, subject, start, pieces, False, shared)
    after = cue.end
    if after < last and tokens[after].lower in OBJECTS:
        after += 1
    elif cue.lemma in TELLING:
        after = phrase_starting(tokens, after, last)
    after = skip_adverbials(tokens, after, last)
    trailing = after < last and tokens[after].lower in SUBORDINATORS
    closed = trailing or after >= last or tokens[after].text in MARKS or tokens[after].quote >= 0
    if not closed or not FRAMES[cue.lemma].clause:
        return None
    pieces = _around(tokens, start, after, after if trailing else last) if not shared else ()
    return Announcement(cue.at, cue.end, subject, start, pieces, True, shared)


def _role_before(tokens: Sequence[Token], name: int) -> int:
    """Where "its spokesman, | Ann Roe, said" begins, else the name's own place."""
    if name < 2 or tokens[name - 1].text != "," or not tokens[name].is_name:
        return name
    start = phrase_ending(tokens, name - 2, 0)
    if start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower == "one":
        return start - 2
    opens = start == 0 or tokens[start - 1].text in PAUSES or tokens[start - 1].quote >= 0
    role = tokens[start : name - 1]
    voiced = any(token.lower in ROLES for token in role)
    return start if opens and voiced and role[0].lower in DETERMINERS else name


#: Behind a tag these begin a remark on the speaker.
_NO_CONTENT: Final = frozenset("who which whose a an according as".split())


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
        begin += tokens[begin].lower in COORDINATORS and before > begin + 1
        asked = tokens[begin].lower.endswith("ed") and tokens[begin + 1].lower in LINKS | {"by", "about", "over"}
        if not asked:  # "Reminded of it, she answered"
            pieces.append((begin, before))
    following = next((at for at in range(after, last) if tokens[at].text in {",", ":", ";", "—", "–"}), last) + 1
    if following < last and following - after < 9 and tokens[following].quote < 0:
        word = tokens[following].lower
        so_long = word == "as" and tokens[following + 1].lower in {"soon", "long"}
        if so_long or not (word.endswith("ing") or word in _NO_CONTENT):
            pieces.append((following + (word == "that" and following + 1 < last), last))
    return tuple(pieces)


def _passive(tokens: Sequence[Token], cue: Cue) -> Announcement | None:
    """Read "it was claimed in the corridors that …", "The ban was condemned by the union"."""
    last = last_of(tokens)
    by = next((at for at in range(cue.end, min(cue.end + 6, last)) if tokens[at].lower == "by"), None)
    source = (by + 1, phrase_starting(tokens, by + 1, last)) if by is not None else None
    if source is not None and source[0] == source[1]:
        source = None
    frame = FRAMES[cue.lemma]
    if frame.clause:
        after = source[1] if source else cue.end
        reach = after + (12 if cue.left >= 0 and tokens[cue.left].lower in PRONOUNS else 1)
        that = next((at for at in range(after, min(reach, last)) if tokens[at].lower in {"that", "whether"}), None)
        if that is not None:
            end = next((at for at in range(that + 2, last) if tokens[at].text == ";"), last)
            end = main_clause(tokens, cue, that + 1, end)
            return Announcement(cue.at, that, source, max(cue.left, 0), ((that + 1, end),))
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


def _according(tokens: Sequence[Token], at: int, source: int) -> Announcement:
    """Read "according to Li, the ban failed" and "the ban failed, according to Li"."""
    last = last_of(tokens)
    end = phrase_starting(tokens, source, last)
    subject = (source, end)
    if at == 0 or (at == 1 and tokens[0].lower in COORDINATORS):
        begin = end
        if begin < last and tokens[begin].text == ",":
            begin = _past_apposition(tokens, begin, last)
        pieces = ((begin, last),) if begin < last and tokens[begin].quote < 0 else ()
        return Announcement(at, end, subject, at, pieces)
    before = at
    while before and tokens[before - 1].text in PAUSES:
        before -= 1
    if any(token.quote >= 0 for token in tokens[:before]):
        return Announcement(at, end, subject, at, (), True)
    begin = 1 if before > 1 and tokens[0].lower in COORDINATORS else 0
    pieces = ((begin, before),) if before > begin else ()
    return Announcement(at, end, subject, at, pieces, True)


def _as_seen_by(tokens: Sequence[Token]) -> Announcement | None:
    """Read "For Li, the ban was a mistake"; whether it is somebody with a view, the names of the article tell."""
    last = last_of(tokens)
    end = phrase_starting(tokens, 1, last)
    if tokens[0].lower == "as":  # "As Li puts it, the ban was a mistake"
        puts = end + 3 < last and tokens[end].lower in _PUTTING and tokens[end + 1].lower == "it"
        clause = puts and end > 1 and tokens[end + 2].text == "," and tokens[end + 3].quote < 0
        return Announcement(end, end + 2, (1, end), 0, ((end + 3, last),)) if clause else None
    if end <= 1 or end + 3 >= last or tokens[end].text != ",":
        return None
    verb = next((at for at in range(end + 2, min(end + 9, last)) if tokens[at].lower in _COPULAS), None)
    if verb is None or tokens[end + 1].lower in {"it", "there"} or any(t.quote >= 0 for t in tokens[end:last]):
        return None
    only_quoted = verb + 1 < last and tokens[verb + 1].quoted
    return Announcement(0, end, (1, end), 0, ((verb + 1 if only_quoted else end + 1, last),))


def _as_put(tokens: Sequence[Token], at: int) -> Announcement | None:
    """Read "The ban was a mistake, as Li put it"."""
    last = last_of(tokens)
    end = phrase_starting(tokens, at + 1, last)
    puts = at + 1 < end < last - 1 and tokens[end].lower in {"put", "puts"} and tokens[end + 1].lower == "it"
    if not puts or end + 2 != last or tokens[at - 1].text not in PAUSES:
        return None
    pieces = ((0, at - 1),) if at > 1 and all(token.quote < 0 for token in tokens[:at]) else ()
    return Announcement(end, end + 2, (at + 1, end), at, pieces, True)


_PUTTING: Final = frozenset("put puts sees saw has had tells".split())
_COPULAS: Final = frozenset("is was are were remains remained".split())


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


def _noun(tokens: Sequence[Token], at: int) -> Announcement | None:
    """Read "her demand is that …", "in his view …", "calls from members to …"."""
    last = last_of(tokens)
    after = at + 1
    if after >= last:
        return None
    owner = owner_before(tokens, at)
    if owner is not None:
        if tokens[after].lower in {"is", "was"} and after + 1 < last and tokens[after + 1].lower == "that":
            return Announcement(at, after + 2, owner, owner[0], ((after + 2, last),))
        if owner[0] > 0 and tokens[owner[0] - 1].lower == "in" and tokens[at].lower in {"view", "opinion", "words"}:
            begin = after + (tokens[after].text == ",")
            if owner[0] <= 2 and begin < last and tokens[begin].quote < 0:
                return Announcement(at, after, owner, owner[0] - 1, ((begin, last),))
        return None
    if tokens[after].lower in {"from", "by"}:
        end = phrase_starting(tokens, after + 1, last)
        if after + 1 < end < last and tokens[end].lower in {"to", "for", "that"}:
            return Announcement(at, end + 1, (after + 1, end), at, ((end + 1, last),))
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
            return Announcement(at, end, (after + 1, end), 0, ((begin, last),))
    return None


# --- several announcements in one sentence ---------------------------------------------------------------------------


def _ended_before(tokens: Sequence[Token], announced: Announcement, verb: int) -> Announcement:
    """An announcement in a relative clause, without the main verb behind: "who denies it | , admitted that"."""
    begin, end = announced.pieces[-1]
    if not begin < verb < end:
        return announced
    comma = next((at for at in range(verb - 1, begin, -1) if tokens[at].text == ","), None)
    return announced if comma is None else announced._replace(pieces=(*announced.pieces[:-1], (begin, comma)))


def _cut(tokens: Sequence[Token], found: Sequence[Announcement]) -> list[Announcement]:
    """End each content where the next announcement begins; drop what lies inside another's content."""
    kept: list[Announcement] = []
    for announced in found:
        before = kept[-1] if kept else None
        if before is None or not before.pieces:
            kept.append(announced)
            continue
        if before.end <= announced.start < announced.at < before.pieces[0][0]:
            continue  # "Li had told him, they said, that …"
        if announced.start < before.pieces[0][0] and not announced.tag:
            kept[-1] = _ended_before(tokens, before, announced.at)
            kept.append(announced)
            continue
        begin, end = before.pieces[-1]
        if before.tag and not announced.shared and any(low <= announced.at < high for low, high in before.pieces):
            continue
        if announced.tag and before.tag and announced.pieces[:1] and announced.pieces[0][1] > before.at:
            continue  # "…, the president said, according to the agency"
        if announced.start >= end or announced.at >= end:
            kept.append(announced)
            continue
        first = announced.start
        while first > begin and (
            tokens[first - 1].text in PAUSES | {";"} or tokens[first - 1].lower in {"and", "but", "while"}
        ):
            first -= 1
        joined = first < announced.start and (
            announced.shared or tokens[announced.start - 1].lower in {"and", "but", "while", ";"}
        )
        if announced.tag and announced.pieces and not before.tag:
            foreseen = any(token.lower in {"would", "will"} for token in tokens[max(before.at - 2, 0) : before.at])
            if foreseen and announced.pieces[0][0] <= before.start:
                kept[-1] = announced  # "The army will resist a landing, the general said"
                continue
            kept[-1] = before._replace(pieces=(*before.pieces[:-1], (begin, max(first, begin + 1))))
            continue
        future = any(token.lower in {"would", "will"} for token in tokens[announced.start : announced.at])
        future = future or (announced.subject is not None and tokens[announced.subject[0]].lower in PRONOUNS)
        if announced.pieces and announced.start <= begin and not announced.shared and not future:
            kept[-1] = announced  # the minister said | the rebels had demanded …: the innermost holds it
        elif joined and first > begin and (tokens[first].text in PAUSES | {";"} or announced.shared):
            kept[-1] = before._replace(pieces=(*before.pieces[:-1], (begin, first)))
            kept.append(announced)
        elif announced.start < begin:
            kept.append(announced)
    return kept
