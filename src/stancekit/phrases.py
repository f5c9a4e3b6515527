"""Words and marks of a sentence, and where noun phrases among them begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from .cues import FINITE
from .nouns import (
    DAYS,
    DEMONYMS,
    DETERMINERS,
    LINKS,
    NUMBERS,
    PAPERS,
    PARTICLE_NAMES,
    PLACE_NOUNS,
    PRONOUNS,
    STOPS,
    VOICES,
)

#: "al-Burhan": the article of Arabic names is written small.
_ARTICLE: Final = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ud|ibn|abu)[-‐‑](?=[^\W\d_a-z])")


#: What is no word.
MARKS: Final = frozenset(",;:.!?…—–-()[]...")


class Token(NamedTuple):
    """A word or a mark; `quote` is the number of the direct quotation this token stands for, or -1."""

    text: str
    lower: str
    start: int
    end: int
    quoted: bool = False
    quote: int = -1

    @property
    def is_word(self) -> bool:
        """Whether this is a word, not a mark or a quotation."""
        return self.quote < 0 and (self.text[0].isalnum() or len(self.text) > 1)

    @property
    def is_name(self) -> bool:
        """Whether this is written as a name is."""
        if self.text[0].isupper():
            return self.is_word
        return not self.text.isalpha() and self.quote < 0 and _ARTICLE.match(self.text) is not None


_TOKEN: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Sen|Rep|Gov|St|Brig|Adm|Capt|Sr|Jr|Rev|Hon)\.(?=\s)"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s*[A-Z]|,)"
    r"|[^\W_]+(?:[-‐‑'’ʼ&][^\W_]+)*(?:['’](?=\s))?"
    r"|\.\.\.|[,;:.!?…()\[\]—–]|(?<=\s)-{1,2}(?=\s)"
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_PLURAL_POSSESSIVE: Final = re.compile(r"s['’]$")


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Words and marks between two offsets.

    Examples
    --------
    >>> [token.text for token in tokenize("Dr. Li's aide said no.", 0, 22)]
    ['Dr.', "Li's", 'aide', 'said', 'no', '.']
    """
    return [Token(w := m[0], w.lower().replace("’", "'"), *m.span()) for m in _TOKEN.finditer(text, start, end)]


def bare(word: str) -> str:
    """A word without its possessive ending.

    Examples
    --------
    >>> bare("Iran’s"), bare("workers'")
    ('Iran', 'workers')
    """
    if word[-1:] not in {"s", "'", "’"}:
        return word
    return word[:-1] if _PLURAL_POSSESSIVE.search(word) else _POSSESSIVE.sub("", word)


def _nounish(token: Token) -> bool:
    return token.is_word and token.lower not in STOPS and token.lower not in DETERMINERS and token.lower not in LINKS


def phrase_ending(tokens: Sequence[Token], last: int, low: int) -> int:
    """First token of the noun phrase that ends at token `last`, not before `low`."""
    at = last
    while at > low:
        token, before = tokens[at], tokens[at - 1]
        link = before.lower in LINKS and at - 2 >= low and _nounish(tokens[at - 2])
        if token.lower in DETERMINERS and not (token.lower in {"other", "others"} or before.lower in {"all", "both"}):
            if not link:
                break
            at -= 2
        elif link or (before.lower == "and" and at - 2 >= low and token.is_name and tokens[at - 2].is_name):
            at -= 2
        elif (
            not before.is_word
            or before.lower in STOPS
            or before.lower in FINITE
            or before.lower in LINKS
            or before.lower == "and"
            or before.lower.endswith(("'d", "'ll", "'ve", "'m", "'re"))
            or (token.is_name and before.lower.endswith("ly"))
            or (before.lower.endswith("ed") and at - 2 >= low and tokens[at - 2].lower in VOICES)
        ):
            break
        else:
            at -= 1
    return at


def phrase_starting(tokens: Sequence[Token], first: int, high: int) -> int:
    """One past the last token of the noun phrase that starts at token `first`, not beyond `high`."""
    if first < high and tokens[first].lower in PRONOUNS:
        return first + 1
    at = first + (first < high and tokens[first].lower in DETERMINERS)
    at += first < at < high and tokens[at].lower in NUMBERS
    while at < high:
        token = tokens[at]
        if token.lower in LINKS:
            if at == first or not _postmodifies(tokens, at, high):
                break
            at += 2
            continue
        if not token.is_word or token.lower in STOPS or (token.lower in DETERMINERS and at > first):
            break
        if token.lower == "and" and not (at + 1 < high and tokens[at + 1].is_name and tokens[at - 1].is_name):
            break
        if token.lower.endswith("ly") and not token.is_name:
            break
        if token.lower == "and" and at > first:
            at += 1
            continue
        behind_first = at <= first + 1 or tokens[at - 2].lower in DETERMINERS
        behind_first = behind_first or tokens[at - 2].lower in {"north", "south", "east", "west"}
        adjective = at > first and behind_first and tokens[at - 1].lower.endswith(DEMONYMS)
        named = at > first and tokens[at - 1].is_name and tokens[at - 1].lower not in DETERMINERS
        if named and not (token.is_name or token.lower in PARTICLE_NAMES or adjective):
            if token.lower not in VOICES and not tokens[at - 1].lower.endswith(("'s", "s'")):
                break
        elif (at > first and tokens[at - 1].lower in VOICES and not (token.is_name or token.lower in VOICES)) or (
            token.lower.endswith("ed") and any(t.lower in VOICES | PAPERS for t in tokens[first:at])
        ):
            break
        at += 1
    return at


def _postmodifies(tokens: Sequence[Token], link: int, high: int) -> bool:
    """Whether the preposition at `link` carries on a noun phrase, as in "a spokesman FOR the army"."""
    if link + 1 >= high or tokens[link + 1].lower in DAYS:
        return False
    if tokens[link].lower in {"on", "to", "against", "near"}:
        return False
    if tokens[link - 1].is_name and tokens[link].lower != "of":
        return False
    nearby = {token.lower for token in tokens[link + 1 : link + 4]}
    return not nearby & (PLACE_NOUNS | DAYS) or tokens[link].lower == "of"


def head_of(words: Sequence[str]) -> str:
    """The head noun of a noun phrase: the word before its first link."""
    for at, word in enumerate(words):
        if word in LINKS and at:
            return words[at - 1]
    return words[-1]


def text_of(tokens: Sequence[Token], first: int, end: int) -> str:
    """A role as written, without its article."""
    words = [token.text for token in tokens[first:end]]
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


def as_written(tokens: Sequence[Token], first: int, end: int) -> str:
    """A holder as written, a determiner at its beginning in lower case."""
    words = [token.text for token in tokens[first:end]]
    words[-1] = bare(words[-1])
    if words[0].lower() in DETERMINERS:
        words[0] = words[0].lower()
    return " ".join(words).replace(" ,", ",")


def last_of(tokens: Sequence[Token]) -> int:
    """One past the last token of content: without the mark that ends the sentence."""
    last = len(tokens)
    while last and tokens[last - 1].text in {".", "!", "?", "…", "...", ":", ";", ","}:
        last -= 1
    return last
