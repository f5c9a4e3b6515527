"""Statements in a news article: who says what, at which characters.

Direct quotations, reported speech and the author's own sentences, each with its holder. Rules over tokens, in the
spirit of Krestel, Bergler and Witte (2008, https://aclanthology.org/L08-1042/) and of the quotation types of Pareti
(2016, https://aclanthology.org/L16-1619/): direct, indirect, mixed. English only; linear in the length of the text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import sentencex

from .cues import SAYING, SPEECH
from .holders import AUTHOR, READER, UNKNOWN, Holder, Resolver, Token, tokenize
from .layout import Paragraph, paragraphs
from .reports import Announcement, announcements, lead, owner_of

Kind = Literal["direct", "reported", "author"]


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A statement of an article and its holder.

    Parameters
    ----------
    text : str
        Exactly ``article[start:end]``.
    start, end : int
        Character offsets in the article.
    kind : {"direct", "reported", "author"}
        In quotation marks, retold, or the article's own prose.
    holder : Holder
        Whose statement it is.
    mention : tuple of int or None
        Where the holder is named ("she", "Zhyhar"); None for the author and for an unknown holder.
    context : tuple of int
        What to label: the whole sentence for reported speech, else the statement itself.
    utterance : int
        Pieces of one utterance share a number.
    """

    text: str
    start: int
    end: int
    kind: Kind
    holder: Holder
    mention: tuple[int, int] | None
    context: tuple[int, int]
    utterance: int


class _Quotation(NamedTuple):
    """A direct quotation: its content, its marks, whether it carries on the one before."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool = False
    closed: bool = True


class _Sentence(NamedTuple):
    start: int
    end: int
    tokens: list[Token]


# --- quotation marks -------------------------------------------------------------------------------------------------

_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"', "‘": "’", "'": "'’", "‹": "›", "‚": "‘’"}
_OPENERS: Final = frozenset(_PAIRS)
_SINGLE: Final = frozenset("‘'‚’")
_ALL_MARKS: Final = re.compile(r"[\"“”„‟«»‹›]|(?<![^\W_])['‘’‚`]|['’‘`](?![^\W_])")
_ENDED: Final = re.compile(r"[.!?…][)\]]?$")


class _Span(NamedTuple):
    """Anything between marks in one paragraph; `end` is the closing mark, or the paragraph's end without one."""

    start: int
    end: int
    closed: bool
    mark: str


def _marked_spans(text: str, low: int, high: int) -> list[_Span]:
    """Outermost pairs of quotation marks between two offsets, in one pass."""
    marks = [m.start() for m in _ALL_MARKS.finditer(text, low, high)]
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
_SHORT_TAG: Final = re.compile(
    rf"\s*(?:[—–-]\s+)?(?:[a-z]|(?:he|she|they|{_NAME}(?:\s+{_NAME}){{0,2}})\s+(?:{_SPOKE})\s*[.,:]"
    rf"|(?:{_SPOKE})\s+{_NAME})",
)
_CUE_BEFORE: Final = re.compile(
    r"(?P<cue>[^\W\d_]+)(?:\s+(?:me|us|him|her|them|back|reporters|journalists))?\s*[,:]?\s*$"
)
_INNER_SENTENCE: Final = re.compile(r"[.!?…]\s+[^\W\d_a-z]")
_BLANK: Final = re.compile(r"\s*\Z")
_TAG_LIMIT: Final = 90


def _tagged(text: str, place: int, high: int) -> bool:
    """Whether "he said", "said Li" or the like follows at `place`."""
    return _TAG.match(text, place, min(high, place + _TAG_LIMIT)) is not None


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
    ended = bool(_ENDED.search(content))
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
        if ended or (content[-1] in ",—–" and (words > 1 or _tagged(text, after, high))):
            return words > 1 or _tagged(text, after, high) or _BLANK.match(text, after, high) is not None
        if _tagged(text, after, high):
            return words > 2 or comma
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
_DASH_TAG: Final = re.compile(r"[,.!?…]\s+[—–-]?\s*")


def _dash_quotations(text: str, paragraph: Paragraph, near: bool) -> list[_Quotation]:
    """Speech after a dash: ``— We will not talk, the general said.``"""
    end = paragraph.end
    opening = _DASH.match(text, paragraph.start, end) or _DASH_INSIDE.search(text, paragraph.start, end)
    if opening is None:
        return []
    start, outer = opening.end(), opening.start()
    for stop in _DASH_TAG.finditer(text, start, end):
        if not _tagged(text, stop.end(), end) or (text[stop.start()] == "." and not stop[0].strip(" .")):
            continue
        cut = stop.start() + (text[stop.start()] in "!?…")
        found = [_Quotation(start, cut, outer, cut)]
        again = _DASH_AGAIN.search(text, stop.end(), end)
        if again is not None and again.end() < end:
            found.append(_Quotation(again.end(), end, again.end() - 1, end, True))
        return found
    if near and outer == paragraph.start and _ENDED.search(text[max(start, end - 3) : end]):
        return [_Quotation(start, end, outer, end)]
    return []


_LOST_CLOSE: Final = re.compile(r"[,!?]\s+(?=(?:he|she|they|the|a|said|[^\W\d_a-z])\b)")


def _unclosed_end(text: str, start: int, end: int) -> int:
    """Where a quotation without its closing mark ends: before "he said", else with the paragraph."""
    for stop in _LOST_CLOSE.finditer(text, start, min(end, start + 2000)):
        if _tagged(text, stop.end(), end):
            return stop.start() + 1
    return end


_LABEL: Final = re.compile(rf"(?P<name>[QA]|[A-Z]{{2,}}|{_NAME}(?:\s+{_NAME}){{0,3}})\s*[:.]\s+(?=[^\W_]|[(…])")


def _labels(text: str, prose: Sequence[Paragraph]) -> dict[int, int]:
    """Answers in an interview: paragraphs that begin with who speaks, and where the speech begins."""
    found = {at: match for at, p in enumerate(prose) if (match := _LABEL.match(text, p.start, p.end)) is not None}
    found = {at: match for at, match in found.items() if ":" in match[0]}
    counts = Counter(match["name"] for match in found.values())
    asked = Counter(match["name"] for at, match in found.items() if text[prose[at].end - 1] == "?")
    if len(found) < 4:
        return {}
    speaking = {name for name, count in counts.items() if count > 1 and asked[name] * 2 < count}
    return {at: match.end() for at, match in found.items() if match["name"] in speaking}


def _quotations(text: str, prose: Sequence[Paragraph]) -> list[_Quotation]:
    """All direct quotations of the article, in order."""
    found: list[_Quotation] = []
    carried: str = ""
    labels = _labels(text, prose)
    for number, paragraph in enumerate(prose):
        low, high = paragraph.start, paragraph.end
        if number in labels:
            found.append(_Quotation(labels[number], high, labels[number], high))
            carried = ""
            continue
        dashes = _dash_quotations(text, paragraph, number > 0 and _is_dashed(text, prose[number - 1]))
        if dashes:
            found += dashes
            carried = ""
            continue
        earlier = -1
        open_at_end = ""
        for span in _marked_spans(text, low, high):
            continues = carried != "" and span.start == low and span.mark == carried
            if not continues and not _is_direct(text, span, low, high, earlier):
                continue
            end = span.end
            if not span.closed:
                continued = span.end == high and _next_opens(text, prose, number, span.mark)
                end = high if continued else _unclosed_end(text, span.start + 1, end)
                open_at_end = span.mark if continued else ""
            start, stop = _trim(text, span.start + 1, end)
            if start < stop:
                outer_end = min(end + span.closed, high)
                found.append(_Quotation(start, stop, span.start, outer_end, continues, span.closed))
                earlier = outer_end
        carried = open_at_end
    return found


def _is_dashed(text: str, paragraph: Paragraph) -> bool:
    return _DASH.match(text, paragraph.start) is not None or text[paragraph.end - 1] == ":"


def _next_opens(text: str, prose: Sequence[Paragraph], number: int, mark: str) -> bool:
    return number + 1 < len(prose) and text[prose[number + 1].start] == mark


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


#: Half a character, which the splitter cannot read; the replacement is as long.
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")

# --- sentences -------------------------------------------------------------------------------------------------------


def _sentences(text: str, paragraph: Paragraph, quotations: Sequence[_Quotation], first: int) -> list[_Sentence]:
    """Sentences of a paragraph; a direct quotation is one token in them.

    Quotations are blanked out for the splitter, which is slow on stray marks and would break sentences inside them.
    """
    low, high = paragraph.start, paragraph.end
    masked: list[str] = []
    at = low
    for quotation in quotations:
        masked.append(_ALL_MARKS.sub(" ", text[at : quotation.outer_start]))
        masked.append(_mask(text, quotation, high))
        at = quotation.outer_end
    masked.append(_ALL_MARKS.sub(" ", text[at:high]))
    found: list[_Sentence] = []
    readable = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", "".join(masked))
    for boundary in sentencex.get_sentence_boundaries("en", readable):
        start, end = _trim(text, low + boundary["start_index"], low + boundary["end_index"])
        if start < end:
            found += _portions(_Sentence(start, end, _sentence_tokens(text, start, end, quotations, first)))
    return found


#: No sentence is longer; what is gets cut, so that rules that look over a whole sentence stay linear in the text.
_LONGEST: Final = 300


def _portions(sentence: _Sentence) -> list[_Sentence]:
    tokens = sentence.tokens
    if len(tokens) <= _LONGEST:
        return [sentence]
    cuts = [*range(0, len(tokens), _LONGEST), len(tokens)]
    return [_Sentence(tokens[a].start, tokens[b - 1].end, tokens[a:b]) for a, b in itertools.pairwise(cuts)]


def _mask(text: str, quotation: _Quotation, high: int) -> str:
    """As many characters as the quotation with its marks has, ending a sentence where it does."""
    length = quotation.outer_end - quotation.outer_start
    ends = bool(_ENDED.search(text[quotation.start : quotation.end])) and length > 1
    if ends and text[quotation.end - 1] == ".":
        ends = not _SHORT_TAG.match(text, quotation.outer_end, min(high, quotation.outer_end + _TAG_LIMIT))
    elif ends:
        ends = not _tagged(text, quotation.outer_end, high)
    return "X" + "x" * (length - 2) + ("." if ends else "x") if length > 1 else "X"


def _sentence_tokens(text: str, start: int, end: int, quotations: Sequence[_Quotation], first: int) -> list[Token]:
    tokens: list[Token] = []
    at = start
    ends = bisect_right(quotations, start, key=lambda quotation: quotation.outer_end)
    for number, quotation in zip(itertools.count(ends), itertools.islice(quotations, ends, None)):
        if quotation.outer_start >= end:
            break
        tokens += _outside(text, at, quotation.outer_start)
        tokens.append(Token("“”", "“”", quotation.outer_start, quotation.outer_end, False, first + number))
        at = quotation.outer_end
    tokens += _outside(text, at, end)
    return tokens


def _outside(text: str, start: int, end: int) -> list[Token]:
    """Tokens of the prose, those inside a scare quote or partial quotation marked."""
    tokens = tokenize(text, start, end)
    spans = [span for span in _marked_spans(text, start, end) if span.closed]
    if not spans:
        return tokens
    starts = [token.start for token in tokens]
    for span in spans:
        for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            tokens[at] = tokens[at]._replace(quoted=True)
    return tokens


# --- statements ------------------------------------------------------------------------------------------------------


class _Source(NamedTuple):
    """Who speaks, and where the sentence names them."""

    holder: Holder
    mention: tuple[int, int] | None


#: What stands on a wall is nobody's who was named before.
_SIGNS: Final = frozenset("banner banners placard placards sign poster slogan headline graffiti inscription".split())
_NOBODY: Final = _Source(UNKNOWN, None)


class _Article:
    """One pass over the sentences of an article, in reading order."""

    def __init__(self, text: str, sentences: Sequence[Sequence[_Sentence]], quotations: Sequence[_Quotation]) -> None:
        self.text = text
        self.paragraphs = sentences
        self.quotations = quotations
        self.resolver = Resolver([sentence.tokens for group in sentences for sentence in group])
        self.statements: list[AttributedText] = []
        self.utterance = -1
        self.number = 0
        self.quoted: _Source | None = None  # who spoke the direct quotation before in this paragraph
        self.previous = _NOBODY

    def read(self) -> list[AttributedText]:
        """Fill and return `statements`."""
        for group in self.paragraphs:
            self.quoted = None
            for sentence in group:
                self._sentence(sentence)
                self.number += 1
        return self.statements

    def _sentence(self, sentence: _Sentence) -> None:
        tokens, before = sentence.tokens, len(self.statements)
        announced = announcements(tokens)
        sources: list[_Source | None] = []
        noted = 0
        for announcement in announced:
            if announcement.subject is not None and announcement.subject[0] > noted:
                self.resolver.note(tokens, noted, announcement.subject[0], self.number)
                noted = announcement.subject[0]
            source = self._source(tokens, announcement.subject)
            if (
                announcement.subject is not None
                and tokens[announcement.at].lower not in SAYING
                and self.resolver.is_thing(tokens, *announcement.subject)
            ):
                source = None
            sources.append(source)
            if source is not None and source.holder not in (AUTHOR, UNKNOWN):
                self.resolver.speak(source.holder, self.number)
        for announcement, source in zip(announced, sources, strict=True):
            if source is not None and source.holder != AUTHOR:
                self._report(sentence, announcement, source)
        named = self._quotes(tokens, announced, sources)
        self.resolver.note(tokens, noted, len(tokens), self.number)
        if not announced and not named:
            self._note_lead(tokens)
        if len(self.statements) == before:
            self._add(sentence.start, sentence.end, "author", _Source(AUTHOR, None))

    def _source(self, tokens: Sequence[Token], subject: tuple[int, int] | None) -> _Source | None:
        if subject is None:
            return _NOBODY
        holder = self.resolver.resolve(tokens, *subject, self.number)
        if holder is None:
            return None
        place = (tokens[subject[0]].start, tokens[subject[1] - 1].end)
        return _Source(holder, None if holder in (AUTHOR, UNKNOWN) else place)

    def _note_lead(self, tokens: Sequence[Token]) -> None:
        """The subject of a sentence without speech may be taken up by a pronoun, or speak in the next."""
        subject = lead(tokens)
        if subject is not None and self.resolver.may_speak(tokens, *subject):
            holder = self.resolver.resolve(tokens, *subject, self.number)
            if holder is not None and holder not in (AUTHOR, UNKNOWN):
                self.resolver.speak(holder, self.number)

    def _report(self, sentence: _Sentence, announcement: Announcement, source: _Source) -> None:
        tokens = sentence.tokens
        for count, (first, end) in enumerate(announcement.pieces):
            stop = next((at for at in range(first, end) if tokens[at].quote >= 0), end)
            while stop > first and tokens[stop - 1].text in {",", ":", ";", "—", "–", "-"}:
                stop -= 1
            if stop > first:
                start, finish = self._widen(tokens[first].start, tokens[stop - 1].end, sentence)
                self._add(start, finish, "reported", source, (sentence.start, sentence.end), count > 0)

    def _widen(self, start: int, end: int, sentence: _Sentence) -> tuple[int, int]:
        """Take in the quotation marks of a partial quotation at either edge."""
        if start > sentence.start and self.text[start - 1] in "\"“„«‘'":
            start -= 1
        if end < sentence.end and self.text[end] in "\"”“»’'":
            end += 1
        return start, end

    def _quotes(
        self, tokens: Sequence[Token], announced: Sequence[Announcement], sources: Sequence[_Source | None]
    ) -> bool:
        """Attribute the direct quotations of a sentence; whether there is one."""
        places = [at for at, token in enumerate(tokens) if token.quote >= 0]
        earlier: _Source | None = None
        for count, at in enumerate(places):
            limits = (
                places[count - 1] + 1 if count else 0,
                places[count + 1] if count + 1 < len(places) else len(tokens),
            )
            quotation = self.quotations[tokens[at].quote]
            source = self._beside(tokens, at, limits, announced, sources) or earlier
            joined = earlier is not None and source is not None and source.holder == earlier.holder
            if source is None:
                if quotation.continues:
                    source, joined = self.previous, True
                elif self.quoted is not None:
                    source, joined = self.quoted, True
                else:
                    source = _Source(self.resolver.last_speaker(), None)
            elif self.quoted is not None and self.quoted.holder == source.holder:
                joined = True
            self._add(quotation.start, quotation.end, "direct", source, None, joined or quotation.continues)
            self.previous = self.quoted = earlier = source
            if source.holder not in (AUTHOR, UNKNOWN):
                self.resolver.speak(source.holder, self.number)
        return bool(places)

    def _beside(
        self,
        tokens: Sequence[Token],
        at: int,
        limits: tuple[int, int],
        announced: Sequence[Announcement],
        sources: Sequence[_Source | None],
    ) -> _Source | None:
        """The speaker named in the quotation's own sentence: before it or behind it."""
        low, high = limits
        pairs = [(a, s) for a, s in zip(announced, sources, strict=True) if s is not None]
        behind = [(a, s) for a, s in pairs if at < a.at < high and a.start - at <= 3]
        ahead = [(a, s) for a, s in pairs if low <= a.at < at]
        if (
            ahead
            and (at - ahead[-1][0].end <= 9 or not behind)
            and tokens[at - 1].text != "."
            and not (behind and tokens[at - 1].is_word is False and tokens[at - 1].quote >= 0)
        ):
            return ahead[-1][1]
        if behind:
            return behind[0][1]
        if at - 2 >= low and tokens[at - 1].text == ":" and tokens[at - 2].lower in _SIGNS:
            return _NOBODY
        subject = lead(tokens[low:at]) if at > low and tokens[at - 1].text in {":", ","} else None
        if subject is not None and subject[1] + low == at - 1 and tokens[at - 1].text == ":":
            return self._source(tokens, (subject[0] + low, subject[1] + low))  # "Li: “…”"
        owner = owner_of(tokens[low:at]) if subject is not None else None
        if owner is not None:
            return self._source(tokens, (owner[0] + low, owner[1] + low))
        if subject is None and at + 1 < high:
            first = at + 1 + (tokens[at + 1].text in {",", "—", "–", "-"})
            found = lead(tokens[first:high])
            if found is not None and found[0] == 0:
                subject, low = found, first
        if subject is None:
            return None
        shifted = (subject[0] + low, subject[1] + low)
        return self._source(tokens, shifted) if self.resolver.may_speak(tokens, *shifted) else None

    def _add(
        self,
        start: int,
        end: int,
        kind: Kind,
        source: _Source,
        context: tuple[int, int] | None = None,
        joined: bool = False,
    ) -> None:
        self.utterance += not joined or self.utterance < 0
        self.statements.append(
            AttributedText(
                self.text[start:end],
                start,
                end,
                kind,
                source.holder,
                source.mention,
                context or (start, end),
                self.utterance,
            )
        )


def _comments(text: str, page: Sequence[Paragraph], utterance: int) -> list[AttributedText]:
    """Sentences of the readers' comments below an article."""
    found: list[AttributedText] = []
    for paragraph in page:
        if paragraph.part == "comment":
            holder = Holder(paragraph.speaker) if paragraph.speaker else READER
            for sentence in _sentences(text, paragraph, (), 0):
                utterance += 1
                place = (sentence.start, sentence.end)
                found.append(AttributedText(text[slice(*place)], *place, "author", holder, None, place, utterance))
    return found


def _without_overlap(statements: Sequence[AttributedText]) -> tuple[AttributedText, ...]:
    """In order of their start; of two that cross, the later goes."""
    kept: list[AttributedText] = []
    open_ends: list[int] = []
    for statement in sorted(statements, key=lambda s: (s.start, -s.end)):
        while open_ends and open_ends[-1] <= statement.start:
            open_ends.pop()
        if not open_ends or (statement.end <= open_ends[-1] and statement.kind != "author"):
            kept.append(statement)
            open_ends.append(statement.end)
    return tuple(kept)


def find_statements(text: str) -> tuple[AttributedText, ...]:
    """Every statement of an article, with its holder.

    Parameters
    ----------
    text : str
        A news article as plain text, as saved from a page; menus, captions and the like may be among it.

    Returns
    -------
    tuple of AttributedText
        Ordered by start. Statements do not overlap unless one lies inside the other.

    Examples
    --------
    >>> text = "Anna Li, a council member, opposed the embargo. “Talks are better,” she said. It rained in Minsk."
    >>> for s in find_statements(text):
    ...     print(s.kind, "|", s.holder.name, "|", s.text)
    reported | Anna Li | the embargo
    direct | Anna Li | Talks are better,
    author | author | It rained in Minsk.
    """
    page = paragraphs(text)
    prose = [paragraph for paragraph in page if paragraph.part == "prose"]
    quotations = _quotations(text, prose)
    starts = [quotation.start for quotation in quotations]
    groups: list[list[_Sentence]] = []
    for paragraph in prose:
        first, end = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        groups.append(_sentences(text, paragraph, quotations[first:end], first))
    article = _Article(text, groups, quotations)
    found = article.read()
    return _without_overlap([*found, *_comments(text, page, article.utterance)])
