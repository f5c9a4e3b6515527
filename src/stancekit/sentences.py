"""Sentences of a paragraph as tokens, a direct quotation one token among them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

import sentencex

from .layout import Paragraph
from .marks import ALL_MARKS, ENDED, SHORT_TAG, TAG_LIMIT, Quotation, is_tagged, marked_spans, trim
from .phrases import Token, tokenize


class Sentence(NamedTuple):
    """A sentence of the prose."""

    start: int
    end: int
    tokens: list[Token]


#: Half a character, which the splitter cannot read; the replacement is as long.
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def split_sentences(text: str, paragraph: Paragraph, quotations: Sequence[Quotation], first: int) -> list[Sentence]:
    """Sentences of a paragraph; a direct quotation is one token in them.

    Quotations are blanked out for the splitter, which is slow on stray marks and would break sentences inside them.
    """
    low, high = paragraph.start, paragraph.end
    masked: list[str] = []
    at = low
    for quotation in quotations:
        masked.append(ALL_MARKS.sub(" ", text[at : quotation.outer_start]))
        masked.append(_mask(text, quotation, high))
        at = quotation.outer_end
    masked.append(ALL_MARKS.sub(" ", text[at:high]))
    found: list[Sentence] = []
    readable = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", "".join(masked))
    for boundary in sentencex.get_sentence_boundaries("en", readable):
        start, end = trim(text, low + boundary["start_index"], low + boundary["end_index"])
        if start < end:
            found += _portions(Sentence(start, end, _sentence_tokens(text, start, end, quotations, first)))
    return found


#: No sentence is longer; what is gets cut, so that rules that look over a whole sentence stay linear in the text.
_LONGEST: Final = 300


def _portions(sentence: Sentence) -> list[Sentence]:
    tokens = sentence.tokens
    if len(tokens) <= _LONGEST:
        return [sentence]
    cuts = [*range(0, len(tokens), _LONGEST), len(tokens)]
    return [Sentence(tokens[a].start, tokens[b - 1].end, tokens[a:b]) for a, b in itertools.pairwise(cuts)]


def _mask(text: str, quotation: Quotation, high: int) -> str:
    """As many characters as the quotation with its marks has, ending a sentence where it does."""
    length = quotation.outer_end - quotation.outer_start
    ends = bool(ENDED.search(text[quotation.start : quotation.end])) and length > 1
    if ends and text[quotation.end - 1] == ".":
        ends = not SHORT_TAG.match(text, quotation.outer_end, min(high, quotation.outer_end + TAG_LIMIT))
    elif ends:
        ends = not is_tagged(text, quotation.outer_end, high)
    return "X" + "x" * (length - 2) + ("." if ends else "x") if length > 1 else "X"


def _sentence_tokens(text: str, start: int, end: int, quotations: Sequence[Quotation], first: int) -> list[Token]:
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
    spans = [span for span in marked_spans(text, start, end) if span.closed]
    if not spans:
        return tokens
    starts = [token.start for token in tokens]
    for span in spans:
        for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            tokens[at] = tokens[at]._replace(quoted=True)
    return tokens
