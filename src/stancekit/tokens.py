"""Text to words and marks: stems, negation scope, and where each stands in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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


class _Part(NamedTuple):
    """A part of a raw token: each of its words with its stem, and its place within the token."""

    words: tuple[tuple[str, str], ...]
    start: int
    end: int


class _RawToken(NamedTuple):
    """What a raw token is wherever it stands; `is_capital` if it would be a name within a sentence."""

    parts: tuple[_Part, ...]
    is_emoji: bool
    is_capital: bool


#: Typed and converted texts hold all of these for one sign; U+0027 itself is the first.
_APOSTROPHES: Final = "'’‘‛ʼ`´′＇"
_STRAIGHTEN: Final = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_EMOJI: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\U0001f300-\U0001faff]")  # flags, and others
_TOKEN: Final = re.compile(
    r"https?://\S+|www\.\S+"  # addresses
    r"|[@#]\w+"  # user names and hashtags
    rf"|{_EMOJI.pattern}"
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
_HASHTAG_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN: Final = re.compile("[ivxlcdm]+")
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
    if _DRAWN_OUT.search(word):
        word = _shortened(word)
    if word in _SHORT_FORMS:
        return tuple(_SHORT_FORMS[word].split())
    if word.endswith("n't"):
        return (word[:-3], "not")
    stem, _, ending = word.partition("'")
    return (stem,) if stem and ending in {"s", "re", "ve", "ll", "d", "m", ""} else (word,)


def _shortened(word: str) -> str:
    """A drawn-out word with its letters at most twice in a row; "nooo" is "no", and III stays."""
    if _ROMAN.fullmatch(word):
        return word
    once = _DRAWN_OUT.sub(r"\1", word)
    return once if once in NEGATORS else _DRAWN_OUT.sub(r"\1\1", word)


#: The words of a masked name.
_NAME_WORDS: Final = ((NAME, stem_of(NAME)),)


@lru_cache(maxsize=100_000)
def _raw_token(raw: str) -> _RawToken:
    """Read a raw token; most texts hold the same ones, so each is read once."""
    is_emoji = _EMOJI.fullmatch(raw) is not None
    parts = _parts(raw)
    first = parts[0][0]
    # Capitals within a hashtag set words apart, and not names.
    is_capital = not is_emoji and len(parts) == 1 and first[0].isupper() and first not in _NO_NAMES
    return _RawToken(tuple(_Part(_stemmed(part), start, end) for part, start, end in parts), is_emoji, is_capital)


def _parts(raw: str) -> list[tuple[str, int, int]]:
    """A raw token with its place; a hashtag as one word, and then as each of its words if capitals set them apart."""
    if raw[0] != "#":
        return [(raw, 0, len(raw))]
    words = [(part[0], 1 + part.start(), 1 + part.end()) for part in _HASHTAG_PART.finditer(raw[1:])]
    whole = [(raw[1:].strip("_") or raw, 0, len(raw))]
    return whole if len(words) < 2 else whole + words


def _stemmed(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, stem_of(word)) for word in _words_of(part))


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
    capitals = [word for word in words if word[0].isupper()]
    return 2 * len(capitals) < len(words)


def tokens(text: str, mask_names: bool = True) -> list[Token]:
    """Words and marks of a text, with negation scope.

    A negation reaches five words to the right, at most to the end of its clause. Letters and accents are read
    alike whether they are written as one character or two; places are always those in the given text.
    A hashtag is read as its words, behind the whole of it where it has several.

    Parameters
    ----------
    text : str
    mask_names : bool
        Whether a word in capitals that opens no sentence is taken for a name, and the flag of a country as well.

    Examples
    --------
    >>> [(t.stem, t.negated) for t in tokens("Don't lift sanctions, wait")]
    [('do', False), ('not', False), ('lift', True), ('sanction', True), (',', False), ('wait', False)]
    >>> [t.stem for t in tokens("we all met Olga today #EndTheEmbargo")]
    ['we', 'all', 'met', '<name>', 'today', 'endtheembargo', 'end', 'the', 'embargo']
    """
    if not unicodedata.is_normalized("NFC", text):
        composed, places = _composed(text)
        found = tokens(composed, mask_names)
        return [t._replace(start=places[t.start][0], end=places[t.end - 1][1]) for t in found]
    found = []
    reach = 0
    for raw, words, start, end in _raw_tokens(text, mask_names):
        if not words:
            if raw in _CLAUSE_MARKS:
                reach = 0
            found.append(Token(raw, raw, start, end, False))
        for word, stem in words:
            if word in _CLAUSE_WORDS:
                reach = 0
            negates = word in NEGATORS
            found.append(Token(stem, word, start, end, reach > 0 and not negates))
            reach = _NEGATION_REACH if negates else max(0, reach - 1)
    return found


def _raw_tokens(text: str, mask_names: bool) -> Iterator[tuple[str, tuple[tuple[str, str], ...], int, int]]:
    """Words and marks as they stand in the text, with the words and stems that each is read as, and their places.

    A mark has no words.
    """
    masks, opening = mask_names and _writes_names(text), True
    for match in _TOKEN.finditer(text):
        raw = match[0]
        start = match.start()
        if raw in MARKS:
            opening = opening or raw in _OPENING_MARKS
            yield raw, (), start, start + len(raw)
            continue
        parts, is_emoji, is_capital = _raw_token(raw)
        if is_emoji:
            named = mask_names and len(raw) == 2  # a flag
        else:
            named, opening = masks and is_capital and not opening, False
        for words, first, last in parts:
            yield raw, _NAME_WORDS if named else words, start + first, start + last
