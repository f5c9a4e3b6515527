"""Statements in a news article: who says what, at which characters.

Direct quotations, reported speech and the author's own sentences, each with its holder. Rules over tokens, in the
spirit of Krestel, Bergler and Witte (2008, https://aclanthology.org/L08-1042/) and of the quotation types of Pareti
(2016, https://aclanthology.org/L16-1619/): direct, indirect, mixed. English only; linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from .cues import SAYING, SPEECH
from .holders import AUTHOR, READER, UNKNOWN, Holder, Resolver
from .layout import Paragraph, paragraphs
from .marks import Quotation, find_quotations, inner_quotations
from .nouns import DETERMINERS, INSTITUTIONS, INTRODUCTIONS, PRONOUNS, STOPS, VOICES
from .phrases import Token, phrase_starting, tokenize
from .reports import Announcement, announcements
from .sentences import Sentence, split_sentences
from .subjects import lead, owner_of, signatory
from .transcripts import Turn, read_transcript

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


class _Source(NamedTuple):
    """Who speaks, and where the sentence names them."""

    holder: Holder
    mention: tuple[int, int] | None


#: What stands on a wall is nobody's who was named before.
_SIGNS: Final = frozenset("banner banners placard placards sign poster slogan headline graffiti inscription".split())
#: Who does one of these behind a quotation speaks next.
_REACTING: Final = frozenset(
    "interrupted interrupts disagreed disagrees objected objects intervened intervenes".split()
)
_NOBODY: Final = _Source(UNKNOWN, None)


class _Exchange(NamedTuple):
    """The direct speech of a paragraph, for people talking in turn."""

    paragraph: int
    holder: Holder
    words: int
    asks: bool


#: Within so many words a sentence names its subject.
_LEAD: Final = 7
#: So many words make a short quotation, as of people in turn.
_SHORT: Final = 12


class _Article:
    """One pass over the sentences of an article, in reading order."""

    def __init__(self, text: str, sentences: Sequence[Sequence[Sentence]], quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.paragraphs = sentences
        self.quotations = list(quotations)
        turns = (tokenize(text, one.start, one.end) for one in quotations if one.turn is not None)
        self.resolver = Resolver([*(sentence.tokens for group in sentences for sentence in group), *turns])
        self.statements: list[AttributedText] = []
        self.utterance = -1  # the last number given
        self.spoken = -1  # the number of the last direct quotation
        self.paragraph = 0
        self.number = 0
        self.quoted: _Source | None = None  # who spoke the direct quotation before in this paragraph
        self.previous = _NOBODY
        self.guest: Holder | None = None  # whom an interview is with
        self.reacted = False  # whether the sentence before tells who answers
        self.introduced = False  # whether the sentence before tells what somebody does
        self.dialogue: list[_Exchange] = []

    def read(self) -> list[AttributedText]:
        """Fill and return `statements`."""
        for number, group in enumerate(self.paragraphs):
            self.paragraph = number
            self.quoted = None
            for sentence, following in zip(group, [*group[1:], None], strict=True):
                self._sentence(sentence, following)
                self.number += 1
        return self.statements

    def _sentence(self, sentence: Sentence, following: Sentence | None) -> None:
        tokens, before = sentence.tokens, len(self.statements)
        announced = announcements(tokens)
        sources: list[_Source | None] = []
        noted = 0
        for announcement in announced:
            if announcement.subject is not None and announcement.subject[0] > noted:
                until = announcement.subject[0]
                if announcement.tag and announcement.pieces:  # "She would see Li, he said"
                    first = lead(tokens[:_LEAD])
                    until = min(until, first[1] if first is not None else 0)
                self.resolver.note(tokens, noted, until, self.number)
                noted = max(noted, until)
            source = self._source(tokens, announcement.subject) if self._has_a_view(tokens, announcement) else None
            sources.append(source)
            if source is not None and source.holder not in (AUTHOR, UNKNOWN):
                self.resolver.speak(source.holder, self.number)
        for announcement, source in zip(announced, sources, strict=True):
            if source is not None and source.holder != AUTHOR:
                self._report(sentence, announcement, source)
        named = self._quotes(sentence, announced, sources, following)
        self.resolver.note(tokens, noted, len(tokens), self.number)
        self.introduced = not announced and not named and self._note_lead(tokens)
        self.reacted = self.introduced and any(token.lower in _REACTING for token in tokens)
        if len(self.statements) == before:
            self._add(sentence.start, sentence.end, "author", _Source(AUTHOR, None))

    def _has_a_view(self, tokens: Sequence[Token], announcement: Announcement) -> bool:
        """Whether the subject of an announcement is somebody; nobody named is nobody in particular."""
        if announcement.subject is None:
            return True
        if tokens[announcement.at].lower in {"for", "to", ":"}:
            return self.resolver.is_person(tokens, *announcement.subject)
        return tokens[announcement.at].lower in SAYING or not self.resolver.is_thing(tokens, *announcement.subject)

    def _source(self, tokens: Sequence[Token], subject: tuple[int, int] | None) -> _Source | None:
        if subject is None or subject[0] >= subject[1]:
            return _NOBODY
        first, end = signatory(tokens, subject) or subject
        while end - first > 1 and tokens[first].lower in {"my", "our", "your", "own"}:
            first += 1
        subject = (first, end)
        holder = self.resolver.resolve(tokens, *subject, self.number)
        if holder is None:
            return None
        place = (tokens[subject[0]].start, tokens[subject[1] - 1].end)
        return _Source(holder, None if holder in (AUTHOR, UNKNOWN) else place)

    def _note_lead(self, tokens: Sequence[Token]) -> bool:
        """The subject of a sentence without speech may be taken up by a pronoun, or speak in the next."""
        pause = next((at for at, token in enumerate(tokens[:_LEAD]) if token.text in {":", ";"}), len(tokens))
        subject = lead(tokens[:pause])
        if subject is None or not self.resolver.may_speak(tokens, *subject):
            subject = owner_of(tokens)  # "Li's answer was short."
        if subject is None:
            return False
        source = self._predicate(tokens, subject) or self._source(tokens, subject)
        if source is None or source.holder in (AUTHOR, UNKNOWN):
            return False
        self.resolver.speak(source.holder, self.number)
        return True

    def _predicate(self, tokens: Sequence[Token], subject: tuple[int, int]) -> _Source | None:
        """Who is named in "The first speaker was ANN ROE"."""
        verb = subject[1]
        if tokens[subject[0]].lower not in DETERMINERS:
            return None
        if verb + 1 >= len(tokens) or tokens[verb].lower not in {"is", "was"}:
            return None
        end = phrase_starting(tokens, verb + 1, len(tokens))
        holder = self.resolver.named(tokens, verb + 1, end) if end > verb + 1 else None
        return None if holder is None else _Source(holder, None)

    def _report(self, sentence: Sentence, announcement: Announcement, source: _Source) -> None:
        tokens = sentence.tokens
        number: int | None = None
        for first, end in announcement.pieces:
            stop = next((at for at in range(first, end) if tokens[at].quote >= 0), end)
            while stop > first and tokens[stop - 1].text in {",", ":", ";", "—", "–", "-"}:
                stop -= 1
            if stop > first:
                start, finish = self._widen(tokens[first].start, tokens[stop - 1].end, sentence)
                number = self._add(start, finish, "reported", source, (sentence.start, sentence.end), number)

    def _widen(self, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
        """Take in the quotation marks of a partial quotation at either edge."""
        if start > sentence.start and self.text[start - 1] in "\"“„«‘'":
            start -= 1
        if end < sentence.end and self.text[end] in "\"”“»’'":
            end += 1
        return start, end

    def _quotes(
        self,
        sentence: Sentence,
        announced: Sequence[Announcement],
        sources: Sequence[_Source | None],
        following: Sentence | None,
    ) -> bool:
        """Attribute the direct quotations of a sentence; whether there is one."""
        tokens = sentence.tokens
        places = [at for at, token in enumerate(tokens) if token.quote >= 0]
        earlier: _Source | None = None
        for count, at in enumerate(places):
            limits = (
                places[count - 1] + 1 if count else 0,
                places[count + 1] if count + 1 < len(places) else len(tokens),
            )
            quotation = self.quotations[tokens[at].quote]
            if quotation.turn is not None:
                source: _Source | None = self._turn_source(quotation.turn)
                joined = quotation.continues
            else:
                source = self._beside(tokens, at, limits, announced, sources) or earlier
                joined = quotation.continues or (
                    source is not None and self.quoted is not None and source.holder == self.quoted.holder
                )
            if source is None:
                before = None if self.reacted else self.quoted
                joined = joined or before is not None
                source = before if before is not None else self._untagged(quotation, following)
            self._speak(quotation, source, joined)
            earlier = source
            self._inside(quotation, source)
        return bool(places)

    def _speak(self, quotation: Quotation, source: _Source, joined: bool) -> None:
        number = self._add(quotation.start, quotation.end, "direct", source, None, self.spoken if joined else None)
        self.spoken = number
        self.previous = self.quoted = source
        if source.holder not in (AUTHOR, UNKNOWN):
            self.resolver.speak(source.holder, self.number)
        words = self._words(quotation)
        self.dialogue = self.dialogue[-3:]
        if self.dialogue and self.dialogue[-1].paragraph == self.paragraph:
            words += self.dialogue.pop().words
        asks = self.text[quotation.end - 1] == "?"
        self.dialogue.append(_Exchange(self.paragraph, source.holder, words, asks))

    def _untagged(self, quotation: Quotation, following: Sentence | None) -> _Source:
        """The speaker of a quotation whose own sentence and paragraph so far name nobody."""
        if quotation.continues:
            return self.previous
        named = None if self.introduced else self._acting(following)
        if named is not None:
            return named
        last = self.dialogue[-2:]
        if len(last) == 2 and [exchange.paragraph for exchange in last] == [self.paragraph - 2, self.paragraph - 1]:
            short = max(last[1].words, self._words(quotation)) <= _SHORT
            if (short or last[1].asks) and last[0].holder != last[1].holder != UNKNOWN != last[0].holder:
                return _Source(last[0].holder, None)
        return _Source(self.resolver.last_speaker(), None)

    def _words(self, quotation: Quotation) -> int:
        return len(self.text[quotation.start : quotation.end].split(None, _SHORT + 1))

    def _acting(self, sentence: Sentence | None) -> _Source | None:
        """Who does something in the sentence after a quotation: '“No.” LI put down her glass.'"""
        if sentence is None or not sentence.tokens or sentence.tokens[0].quote >= 0:
            return None
        tokens = sentence.tokens
        subject = lead(tokens)
        if len(tokens) > 2 and tokens[0].lower in {"that", "this", "so", "thus"}:
            subject = (2, phrase_starting(tokens, 2, len(tokens)))  # "That was Li."
        if subject is None or subject[0] == subject[1]:
            return None
        holder = self.resolver.named(tokens, *subject)
        return _Source(holder, None) if holder is not None else None

    def _turn_source(self, turn: Turn) -> _Source:
        """Who speaks in an interview."""
        tokens = [] if turn.label is None else tokenize(self.text, *turn.label)
        if len(tokens) == 1 and tokens[0].text == "A":
            tokens = []
        if not tokens:
            return _Source(self._interviewed(), None)
        holder = self.resolver.labelled(tokens, self.number)
        place = (tokens[0].start, tokens[-1].end)
        return _Source(holder, None if holder in (AUTHOR, UNKNOWN) else place)

    def _interviewed(self) -> Holder:
        """Whom an interview is with: who is named first in the last paragraph before it that names anybody."""
        if self.guest is None:
            before = self.paragraphs[max(self.paragraph - 5, 0) : self.paragraph]
            names = (self.resolver.first_named(sentence.tokens for sentence in group) for group in reversed(before))
            self.guest = next((name for name in names if name is not None), UNKNOWN)
        return self.guest

    def _inside(self, quotation: Quotation, speaker: _Source) -> None:
        """Statements of others inside a direct quotation."""
        inner = inner_quotations(self.text, quotation)
        if not inner and quotation.turn is None:
            return
        first = len(self.quotations)
        self.quotations += inner
        whole = Paragraph(quotation.start, quotation.end, "prose")
        previous: Sequence[Token] = ()
        for sentence in split_sentences(self.text, whole, inner, first):
            tokens = sentence.tokens
            announced = announcements(tokens)
            sources = [
                self._other(tokens, announcement.subject) if self._has_a_view(tokens, announcement) else None
                for announcement in announced
            ]
            for announcement, source in zip(announced, sources, strict=True):
                if source is not None and source.holder not in (UNKNOWN, speaker.holder):
                    self._report(sentence, announcement, source)
            places = [at for at, token in enumerate(tokens) if token.quote >= 0]
            for count, at in enumerate(places):
                limits = (
                    places[count - 1] + 1 if count else 0,
                    places[count + 1] if count + 1 < len(places) else len(tokens),
                )
                named = self._beside(tokens, at, limits, announced, sources)
                if named is None:
                    holder = self.resolver.first_named([tokens[slice(*limits)], previous])
                    named = _NOBODY if holder is None else _Source(holder, None)
                one = self.quotations[tokens[at].quote]
                self._add(one.start, one.end, "direct", named)
            previous = tokens

    def _other(self, tokens: Sequence[Token], subject: tuple[int, int] | None) -> _Source | None:
        """Who is quoted by a speaker; "my husband" is the husband."""
        if subject is None or tokens[subject[0]].lower in PRONOUNS:
            return None
        source = self._source(tokens, subject)
        return None if source is None or source.holder == AUTHOR else source

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
        if tokens[at - 1].text == ":" and _is_label(tokens[low : at - 1]):
            return self._source(tokens, (low, at - 1))  # "Airline pilots' union: “…”"
        subject = lead(tokens[low:at]) if at > low and tokens[at - 1].text in {":", ","} else None
        if subject is not None and subject[1] + low == at - 1 and tokens[at - 1].text == ":":
            return self._source(tokens, (subject[0] + low, subject[1] + low))  # "Li: “…”"
        owner = owner_of(tokens[low:at]) if subject is not None else None
        if owner is not None:
            return self._source(tokens, (owner[0] + low, owner[1] + low))
        if subject is None and at + 1 < high:
            first = at + 1 + (tokens[at + 1].text in {",", "—", "–", "-"})
            found = lead(tokens[first:high])
            if found is not None and tokens[first].lower not in INTRODUCTIONS:
                subject, low = found, first
            elif first + 1 < high and tokens[first].lower in SPEECH:  # "“…,” read the banner"
                behind_verb = (first + 1, phrase_starting(tokens, first + 1, high))
                return self._source(tokens, behind_verb) if behind_verb[1] > behind_verb[0] else None
        if subject is None:
            return None
        shifted = (subject[0] + low, subject[1] + low)
        signed = signatory(tokens, shifted)
        if signed is not None:
            return self._source(tokens, signed)
        speaks = shifted[1] < high and tokens[shifted[1]].lower in SPEECH
        return self._source(tokens, shifted) if speaks or self.resolver.may_speak(tokens, *shifted) else None

    def _add(
        self,
        start: int,
        end: int,
        kind: Kind,
        source: _Source,
        context: tuple[int, int] | None = None,
        number: int | None = None,
    ) -> int:
        """Keep a statement, as part of the utterance `number` or of one of its own; returns the utterance."""
        if number is None:
            self.utterance += 1
            number = self.utterance
        self.statements.append(
            AttributedText(
                self.text[start:end],
                start,
                end,
                kind,
                source.holder,
                source.mention,
                context or (start, end),
                number,
            )
        )
        return number


def _is_label(tokens: Sequence[Token]) -> bool:
    """Whether a few words before a colon only name who speaks."""
    if not 0 < len(tokens) <= _LABEL_WORDS or not all(token.is_word for token in tokens):
        return False
    return tokens[-1].lower in INSTITUTIONS | VOICES and not any(token.lower in STOPS | SPEECH for token in tokens)


_LABEL_WORDS: Final = 6


def _comments(text: str, page: Sequence[Paragraph], utterance: int) -> list[AttributedText]:
    """Sentences of the readers' comments below an article."""
    found: list[AttributedText] = []
    for paragraph in page:
        if paragraph.part == "comment":
            holder = Holder(paragraph.speaker) if paragraph.speaker else READER
            for sentence in split_sentences(text, paragraph, (), 0):
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
    transcript = read_transcript(text, prose)
    for number, start in transcript.questions.items():
        prose[number] = replace(prose[number], start=start)
    quotations = find_quotations(text, prose, transcript.turns)
    starts = [quotation.start for quotation in quotations]
    groups: list[list[Sentence]] = []
    for paragraph in prose:
        first, end = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        groups.append(split_sentences(text, paragraph, quotations[first:end], first))
    article = _Article(text, groups, quotations)
    found = article.read()
    return _without_overlap([*found, *_comments(text, page, article.utterance)])
