"""Stub of quotes.py with the agreed interface; replaced by the real one at merge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "reported", "author"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose statement it is."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A statement in a text."""

    text: str
    start: int
    end: int
    kind: Kind
    holder: Holder
    mention: tuple[int, int] | None
    context: tuple[int, int]
    utterance: int


_SENTENCE = re.compile(r"[^\s.!?][^.!?\n]*(?:[.!?]+[”\"’»]*|(?=\n)|$)")
_QUOTE = re.compile(r"[“\"]([^“”\"\n]{12,}?)[”\"]")
_NAME = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)+)|\b([A-Z]\w{3,}) (?:said|stated|argued)|\b([Hh]e|[Ss]he)\b")
_CUE = re.compile(
    r"\b(?:said|argued|remarked|noted|stresses|suggested|proposed|called for|calls for|warned|believes in)\b"
    r"(?: that)?,? "
)


def find_statements(text: str) -> tuple[AttributedText, ...]:
    """Find statements crudely."""
    found: list[AttributedText] = []
    last = Holder("unknown")
    names: dict[str, str] = {}
    for number, match in enumerate(_SENTENCE.finditer(text)):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        sentence, mention = text[start:end], None
        name = _NAME.search(sentence)
        if name:
            mention = (start + name.start(), start + name.end())
            if whole := name[1] or name[2]:
                last = Holder(names.setdefault(whole.split()[-1], whole))
        quotes = list(_QUOTE.finditer(text, start, end + 2))
        for quote in quotes:
            span = quote.span(1)
            found.append(AttributedText(quote[1], *span, "direct", last, mention, span, number))
        if quotes:
            continue
        cue = _CUE.search(sentence)
        if cue and start + cue.end() < end - 1:
            begin, stop = start + cue.end(), end - 1
            stop = begin + len(text[begin:stop].rstrip())
            found.append(AttributedText(text[begin:stop], begin, stop, "reported", last, mention, (start, end), number))
        else:
            found.append(AttributedText(sentence, start, end, "author", Holder("author"), None, (start, end), number))
    return tuple(sorted(found, key=lambda item: (item.start, -item.end)))
