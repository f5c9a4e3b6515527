"""Text to words and marks: stems, negation scope, clauses, and where each stands in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple

import snowballstemmer


class Token(NamedTuple):
    """A word or a mark, as `stem`, with its place in the text."""

    stem: str
    word: str
    start: int
    end: int
    negated: bool
    clause: int


#: Typed and converted texts hold all of these for one sign; U+0027 itself is the first.
_APOSTROPHES: Final = "'’‘‛ʼ`´′＇"
_STRAIGHTEN: Final = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_TOKEN: Final = re.compile(
    r"https?://\S+|www\.\S+"  # addresses
    r"|[@#]\w+"  # user names and hashtags
    r"|\d+(?:[.,:]\d+)*%?"  # numbers, dates, times, shares
    rf"|[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*"  # words, with their apostrophes
    r"|[^\W_]+"  # mixtures such as B2
    r"|[.,;:!?…()\"“”„«»—–-]"  # marks that may end a clause
)
MARKS: Final = frozenset('.,;:!?…()"“”„«»—–-')
_CLAUSE_MARKS: Final = frozenset(".,;:!?…()—–")
_CLAUSE_WORDS: Final = frozenset("but although though because while whereas unless until if which who".split())
NEGATORS: Final = frozenset("not no never without neither nor nobody nothing none nowhere cannot hardly".split())
_NEGATION_REACH: Final = 5
#: Stands for a word in capitals within a sentence: countries, leaders and parties must not carry a stance.
NAME: Final = "<name>"
_OPENING_MARKS: Final = frozenset('.!?:…"“”„«»')
_NO_NAMES: Final = frozenset(["I", "I'm", "I’m", "I'd", "I’d", "I'll", "I’ll", "I've", "I’ve"])
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT_FORMS: Final = {
    "won't": "will not",
    "wont": "will not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "shouldnt": "should not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "ain't": "is not",
}
_STEMMER: Final = snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """Stem of a lower-case word; words of negation stay as they are.

    Examples
    --------
    >>> stem_of("sanctions"), stem_of("nobody")
    ('sanction', 'nobody')
    """
    stem: str = word if word in NEGATORS else _STEMMER.stemWord(word)
    return stem


@lru_cache(maxsize=100_000)
def _words_of(raw: str) -> tuple[str, ...]:
    """Lower-case words of one raw token: short forms are written out, possessives dropped, figures masked."""
    raw = raw.translate(_STRAIGHTEN)
    folded = unicodedata.normalize("NFKC", raw)
    # A few signs stand for several words (U+FDFA); as one token with spaces they would pass for a pair.
    word = (raw if any(map(str.isspace, folded)) else folded).casefold()
    if word.startswith(("http", "www.")) and ("/" in word or "." in word):
        return ("<url>",)
    if word[0] == "@":
        return ("<user>",)
    if word[0].isdigit():
        return ("<number>",)
    if word in _SHORT_FORMS:
        return tuple(_SHORT_FORMS[word].split())
    if word.endswith("n't"):
        return (word[:-3], "not")
    stem, _, ending = word.partition("'")
    return (stem,) if stem and ending in {"s", "re", "ve", "ll", "d", "m", ""} else (word,)


def _composed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in NFC, and for each of its characters the place in the given text that it came from.

    Cut where the composed form of the whole is the composed forms of both sides, then composed part by part.
    """
    starts = [0]
    for position, character in enumerate(text):
        if position and not unicodedata.combining(character) and not _joins(text[starts[-1] : position], character):
            starts.append(position)
    composed, places = [], []
    for start, end in pairwise([*starts, len(text)]):
        form = unicodedata.normalize("NFC", text[start:end])
        composed.append(form)
        changed = form != text[start:end]
        places += [(start, end)] * len(form) if changed else [(i, i + 1) for i in range(start, end)]
    return "".join(composed), places


def _joins(part: str, character: str) -> bool:
    """Whether the composed form depends on both, as with the letters of a Hangul syllable."""
    if character.isascii():
        return False
    form = partial(unicodedata.normalize, "NFC")
    return form(part + character) != form(part) + form(character)


def _writes_names(text: str) -> bool:
    """Whether capitals set names apart here, as they do not in headlines and in shouted or lower-case text."""
    words = _WORD.findall(text)
    return bool(2 * sum(word[0].isupper() for word in words) < len(words))


def tokens(text: str) -> list[Token]:
    """Words and marks of a text, with negation scope and clause numbers.

    A negation reaches five words to the right, at most to the end of its clause. Letters and accents are read
    alike whether they are written as one character or two; places are always those in the given text.
    A word in capitals that opens no sentence is a name and masked.

    Examples
    --------
    >>> [(t.stem, t.negated) for t in tokens("Don't lift sanctions, wait")]
    [('do', False), ('not', False), ('lift', True), ('sanction', True), (',', False), ('wait', False)]
    """
    if not unicodedata.is_normalized("NFC", text):
        composed, places = _composed(text)
        return [t._replace(start=places[t.start][0], end=places[t.end - 1][1]) for t in tokens(composed)]
    found = []
    reach = clause = 0
    masks, opening = _writes_names(text), True
    for match in _TOKEN.finditer(text):
        raw = match.group()
        start, end = match.span()
        if raw in MARKS:
            opening = opening or raw in _OPENING_MARKS
            if raw in _CLAUSE_MARKS:
                reach, clause = 0, clause + 1
            found.append(Token(raw, raw, start, end, False, clause))
            continue
        named = masks and not opening and raw[0].isupper() and raw.rstrip(".") not in _NO_NAMES
        opening = False
        for word in (NAME,) if named else _words_of(raw):
            if word in _CLAUSE_WORDS:
                reach, clause = 0, clause + 1
            negates = word in NEGATORS
            found.append(Token(stem_of(word), word, start, end, reach > 0 and not negates, clause))
            reach = _NEGATION_REACH if negates else max(0, reach - 1)
    return found
