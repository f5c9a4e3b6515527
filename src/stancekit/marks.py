"""Direct quotations: what stands in quotation marks, behind a dash or in a turn of an interview."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from .cues import SPEECH
from .layout import Paragraph
from .transcripts import Turn


class Quotation(NamedTuple):
    """A direct quotation: its content, its marks, whether it carries on the one before, its turn in an interview."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool = False
    closed: bool = True
    turn: Turn | None = None


# --- quotation marks -------------------------------------------------------------------------------------------------

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"', "‘": "’", "'": "'’", "‹": "›", "‚": "‘’"}
_OPENERS: Final = frozenset(_PAIRS)
_SINGLE: Final = frozenset("‘'‚’")
ALL_MARKS: Final = re.compile(r"[\"“”„‟«»‹›]|(?<![^\W_])['‘’‚`]|['’‘`](?![^\W_])")
ENDED: Final = re.compile(r"[.!?…][)\]]?[’'”\"»]?$")


class _Span(NamedTuple):
    """Anything between marks in one paragraph; `end` is the closing mark, or the paragraph's end without one."""

    start: int
    end: int
    closed: bool
    mark: str


def marked_spans(text: str, low: int, high: int) -> list[_Span]:
    """Outermost pairs of quotation marks between two offsets, in one pass."""
    marks = [m.start() for m in ALL_MARKS.finditer(text, low, high)]
    found: list[_Span] = []
    at = 0
    while at < len(marks):
        place = marks[at]
        if not _opens(text, place, low, high):
            at += 1
            continue
        close = _closing(text, marks, at, low, high)
        if close is None:
            if text[place] not in _SINGLE or place == low or text[low:place].rstrip()[-1:] in ".,:!?":
                found.append(_Span(place, high, False, text[place]))
                break
            at += 1
            continue
        if text[marks[close]] not in _PAIRS[text[place]]:  # another quotation begins: this one was never closed
            found.append(_Span(place, marks[close], False, text[place]))
            at = close
            continue
        found.append(_Span(place, marks[close], True, text[place]))
        at = close + 1
    return found


def _opens(text: str, place: int, low: int, high: int) -> bool:
    if text[place] not in _OPENERS or place + 1 >= high or text[place + 1].isspace():
        return False
    before = text[place - 1] if place > low else " "
    return before.isspace() or before in '([—–-“„«‘"/' or (text[place] in "„“«‘" and not before.isalnum())


def _closing(text: str, marks: Sequence[int], first: int, low: int, high: int) -> int | None:
    """Index of the mark that closes the one at `first`, or of one that opens anew; None without either."""
    opener = text[marks[first]]
    closers = _PAIRS[opener]
    weak: int | None = None
    for at in range(first + 1, min(len(marks), first + 60)):
        place = marks[at]
        mark = text[place]
        after = text[place + 1] if place + 1 < high else " "
        before = text[place - 1]
        if mark in closers and not after.isalnum() and not before.isspace():
            if opener not in _SINGLE or before in '.,!?…;:-—”"':
                return at
            weak = at if weak is None or text[marks[weak] - 1] == "s" else weak
            if after in ".,;:!?)":
                return at
        elif mark == opener and opener not in _SINGLE and _opens(text, place, low, high) and (after.isupper()):
            return at if text[place - 2 : place - 1] in {".", "!", "?", ","} or opener == '"' else None
    return weak


# --- which spans are statements --------------------------------------------------------------------------------------

_NAME: Final = r"[^\W\d_a-z][\w.’'-]*"
_SPOKE: Final = "|".join(sorted(SPEECH))
_DETERMINER: Final = "the|a|an|one|his|her|their|its|another"
_TAG: Final = re.compile(
    rf"[,.!?…—–-]*\s*[—–-]?\s*(?:(?:he|she|they|it|I|we)\s+(?:\w+\s+)??(?:{_SPOKE})"
    rf"|(?:{_SPOKE})\s+(?:he|she|they|{_DETERMINER}|{_NAME})"
    rf"|(?:(?:{_DETERMINER})\s+|(?={_NAME}))(?:[\w.’'-]+\s+){{1,6}}?(?:{_SPOKE}))\b"
)
#: After a full stop a tag is either short and ends there, or the next sentence has begun.
SHORT_TAG: Final = re.compile(
    rf"\s*(?:[—–-]\s+)?(?:[a-z]|(?:he|she|they|{_NAME}(?:\s+{_NAME}){{0,2}})\s+(?:{_SPOKE})\s*[.,:]"
    rf"|(?:{_SPOKE})\s+{_NAME})",
)
_CUE_BEFORE: Final = re.compile(
    r"(?P<cue>[^\W\d_]+)(?:\s+(?:me|us|him|her|them|back|reporters|journalists))?\s*[,:]?\s*$"
)
_INNER_SENTENCE: Final = re.compile(r"[.!?…]\s+[^\W\d_a-z]")
_BLANK: Final = re.compile(r"\s*\Z")
TAG_LIMIT: Final = 90


def is_tagged(text: str, place: int, high: int) -> bool:
    """Whether "he said", "said Li" or the like follows at `place`."""
    return _TAG.match(text, place, min(high, place + TAG_LIMIT)) is not None


def _is_direct(text: str, span: _Span, low: int, high: int, earlier: int) -> bool:
    """Whether a marked span is a quotation in its own right; a scare quote, a title or part of a sentence is not.

    `earlier` is where a direct quotation before it in the paragraph ends, or -1.
    """
    content = text[span.start + 1 : span.end].strip()
    words = len(content.split())
    if not words:
        return False
    before = text[max(low, span.start - 120) : span.start].rstrip()
    after = span.end + 1
    follows = text[after : after + 3].lstrip()
    ended = bool(ENDED.search(content))
    comma = content[-1] in ",—–;" or (follows[:1] == ",")
    capital = next((c for c in content if c.isalnum()), "").isupper() or content[0] in "…0123456789"
    sentences = bool(_INNER_SENTENCE.search(content))
    cue = _CUE_BEFORE.search(before)
    cued = cue is not None and cue["cue"].lower() in SPEECH
    if not span.closed:
        if span.mark in _SINGLE and not ended:
            return False
        return words >= 2 and (before[-1:] in '.!?…:,”’"»' or cued) and (capital or cued or before == "")
    if before == "" or before[-1] in '.!?…”"»—–' or (before[-1] in "’“‘" and len(before) > 1):
        if ended or (content[-1] in ",—–" and (words > 1 or is_tagged(text, after, high))):
            return words > 1 or is_tagged(text, after, high) or _BLANK.match(text, after, high) is not None
        if is_tagged(text, after, high):
            return words > 2 or comma
        if comma and capital and words > 4:
            return True
        return (
            words >= 3 and capital and (follows[:1] in ".!?" or _BLANK.match(text, after, high) is not None) and ended
        )
    if before[-1] == ":":
        return ended or words >= 4 or comma
    if before[-1] == ",":
        if (
            earlier >= 0
            and len(text[earlier : span.start].split()) <= 14
            and not _INNER_SENTENCE.search(text[earlier : span.start])
        ):
            return True
        return (cued and (words > 2 or ended)) or (capital and (ended or comma) and words > 2)
    if cued and cue is not None and cue["cue"].lower() not in {"called", "calls", "call"}:
        return (capital and (words > 2 or ended)) or (cue["cue"].lower() == "saying" and words >= 5)
    return sentences and words >= 8


_DASH: Final = re.compile(r"[—–]\s*(?=[^\W_])")
_DASH_INSIDE: Final = re.compile(r"(?<=[.!?:])\s[—–]\s(?=[^\W\d_a-z])")
_DASH_AGAIN: Final = re.compile(r"[,.]\s*[—–]\s*")
#: Behind "— No, said Li." speech goes on without another dash where somebody is addressed or asked to do something.
_SPOKEN_ON: Final = re.compile(
    r"[.]\s+(?P<more>(?=[^—–]*\b(?i:I|we|you|our|my|let|should|must|I['’]\w+|we['’]\w+|don['’]t|can['’]t|won['’]t)\b)"
    r"[^\W\d_a-z][^—–“”«»]{8,300}[.!?…])$"
)
_SPOKEN_WITHIN: Final = 400
_DASH_TAG: Final = re.compile(r"[,.!?…]\s+[—–-]?\s*")


def _dash_quotations(text: str, paragraph: Paragraph, near: bool) -> list[Quotation]:
    """Speech after a dash: ``— We will not talk, the general said.``"""
    end = paragraph.end
    opening = _DASH.match(text, paragraph.start, end) or _DASH_INSIDE.search(text, paragraph.start, end)
    if opening is None:
        return []
    start, outer = opening.end(), opening.start()
    for stop in _DASH_TAG.finditer(text, start, end):
        if not is_tagged(text, stop.end(), end) or (text[stop.start()] == "." and not stop[0].strip(" .")):
            continue
        cut = stop.start() + (text[stop.start()] in "!?…")
        found = [Quotation(start, cut, outer, cut)]
        spoken = _SPOKEN_ON.search(text, stop.end(), end) if end - stop.end() < _SPOKEN_WITHIN else None
        if spoken is not None:
            return [*found, Quotation(spoken.start("more"), end, spoken.start("more"), end)]
        again = _DASH_AGAIN.search(text, stop.end(), end)
        if again is not None and again.end() < end:
            found.append(Quotation(again.end(), end, again.end() - 1, end, True))
        return found
    if near and outer == paragraph.start and ENDED.search(text[max(start, end - 3) : end]):
        return [Quotation(start, end, outer, end)]
    return []


_LOST_CLOSE: Final = re.compile(r"[,!?]\s+(?=(?:he|she|they|the|a|said|[^\W\d_a-z])\b)")


def _unclosed_end(text: str, start: int, end: int) -> int:
    """Where a quotation without its closing mark ends: before "he said", else with the paragraph."""
    for stop in _LOST_CLOSE.finditer(text, start, min(end, start + 2000)):
        if is_tagged(text, stop.end(), end):
            return stop.start() + 1
    return end


def find_quotations(text: str, prose: Sequence[Paragraph], turns: Mapping[int, Turn]) -> list[Quotation]:
    """All direct quotations of the article, in order; `turns` are those without marks, by number of the paragraph."""
    found: list[Quotation] = []
    carried: str = ""
    for number, paragraph in enumerate(prose):
        low, high = paragraph.start, paragraph.end
        turn = turns.get(number)
        if turn is not None:
            found.append(Quotation(turn.start, turn.end, turn.start, turn.end, turn.continues, True, turn))
            carried = ""
            continue
        dashes = _dash_quotations(text, paragraph, number > 0 and _is_dashed(text, prose[number - 1]))
        if dashes:
            places = [trim(text, one.start, one.end) for one in dashes]
            trimmed = [one._replace(start=a, end=b) for one, (a, b) in zip(dashes, places, strict=True) if a < b]
            found += trimmed
            carried = ""
            continue
        earlier = -1
        open_at_end = ""
        for span in marked_spans(text, low, high):
            continues = carried != "" and span.start == low and span.mark == carried
            if not continues and not _is_direct(text, span, low, high, earlier):
                continue
            end = span.end
            if not span.closed:
                continued = span.end == high and _next_opens(text, prose, number, span.mark)
                end = high if continued else _unclosed_end(text, span.start + 1, end)
                open_at_end = span.mark if continued else ""
            start, stop = trim(text, span.start + 1, end)
            if start < stop:
                outer_end = min(end + span.closed, high)
                found.append(Quotation(start, stop, span.start, outer_end, continues, span.closed))
                earlier = outer_end
        carried = open_at_end
    return found


def inner_quotations(text: str, quotation: Quotation) -> list[Quotation]:
    """Direct quotations inside a direct quotation."""
    found: list[Quotation] = []
    earlier = -1
    for span in marked_spans(text, quotation.start, quotation.end):
        if span.closed and _is_direct(text, span, quotation.start, quotation.end, earlier):
            start, stop = trim(text, span.start + 1, span.end)
            found.append(Quotation(start, stop, span.start, span.end + 1))
            earlier = span.end + 1
    return found


def _is_dashed(text: str, paragraph: Paragraph) -> bool:
    return _DASH.match(text, paragraph.start) is not None or text[paragraph.end - 1] == ":"


def _next_opens(text: str, prose: Sequence[Paragraph], number: int, mark: str) -> bool:
    return number + 1 < len(prose) and text[prose[number + 1].start] == mark


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without blanks at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
