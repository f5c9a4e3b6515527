"""People as an article names them: capitalised runs, titles and appositions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .cues import FINITE
from .nouns import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    FEMALE,
    FEMALE_NAMES,
    HONORIFICS,
    INTRODUCTIONS,
    MALE,
    MALE_NAMES,
    NO_TRADES,
    PARTICLE_NAMES,
    PEOPLES,
    RELATIVES,
    ROLES,
    SHORT_TITLES,
    STOPS,
    TITLES,
)
from .phrases import Token, bare, phrase_ending, text_of


def gender_of(words: Iterable[str]) -> str:
    """``"m"``, ``"f"`` or ``""`` as titles, nouns or first names among some lower-case words tell it.

    Examples
    --------
    >>> gender_of(["mrs.", "okafor"]), gender_of(["okafor"])
    ('f', '')
    """
    known = list(words)
    for male, female in ((MALE, FEMALE), (MALE_NAMES, FEMALE_NAMES)):
        if any(word in female for word in known):
            return "f"
        if any(word in male for word in known):
            return "m"
    if not known:
        return ""
    if known[-1].endswith(("skaya", "skaia", "ova", "eva", "ovna")):
        return "f"
    return "m" if known[-1].endswith(("sky", "skyi", "skiy", "ov", "ev")) else ""


@dataclass(slots=True)
class Person:
    """Somebody the article names."""

    name: str
    words: tuple[str, ...]
    role: str | None = None
    gender: str = ""
    first: int = 0
    count: int = 1
    said: set[str] = field(default_factory=set)
    place: bool = False
    titled: bool = False


class Run(NamedTuple):
    """A run of capitalised words: tokens `start` to `end`, the name from token `name` on."""

    start: int
    name: int
    end: int


def runs(tokens: Sequence[Token], low: int, high: int, common: frozenset[str] = frozenset()) -> list[Run]:
    """Capitalised runs among tokens `low` to `high`; `common` words do not begin one at the start of a sentence."""
    found: list[Run] = []
    at = low
    while at < high:
        text = tokens[at].text
        if (text.islower() and text.isalpha()) or not _begins_name(tokens, at, common):
            at += 1
            continue
        end = at + 1
        while end < high and bare(tokens[end - 1].text) == tokens[end - 1].text and _continues(tokens, end, high):
            end += 1
        name = at
        for place in range(at, end):
            if place + 1 < end and (
                _is_title(tokens[place]) or (tokens[place].lower in SHORT_TITLES and end - place > 2)
            ):
                name = place + 1
        if end - name > 2 and tokens[name].text.isupper() and not tokens[name + 1].text.isupper():
            name += len(tokens[name].text) > 1 and tokens[name].text[1] != "."
        if end - name > 2 - (at == 0) and end - name > 1 and _is_adjective_or_trade(tokens[name].lower, common):
            name += end - name > 2 or tokens[name].lower in common
        if end - at > 1 and all(len(token.text) > 1 and token.text.isupper() for token in tokens[at:end]):
            name = at  # minutes of a parliament: "LORD HASKETH"
        found.append(Run(at, name, end))
        at = end
    return found


def _is_title(token: Token) -> bool:
    """Whether a word before a name is none of it: "Vice-Admiral", "UN"."""
    parts = token.lower.split("-")
    return token.lower in ROLES or (len(parts) > 1 and all(part in TITLES for part in parts))


def _is_adjective_or_trade(word: str, common: frozenset[str]) -> bool:
    """Whether the first word of a long run is no name: "Carpenter Ali Reza", "Sudanese Hala Mansour"."""
    if word in NO_TRADES:
        return False
    if word in PARTICLE_NAMES:
        return False
    if word in PEOPLES:
        return True
    return word in common or (word.endswith(("ian", "ese", "ish", "ist", "er", "or", "man", "woman")) and len(word) > 5)


def _begins_name(tokens: Sequence[Token], at: int, common: frozenset[str]) -> bool:
    token = tokens[at]
    if not token.is_name or token.lower in DAYS or token.lower in STOPS or token.lower in DETERMINERS:
        return False
    if at == 0 and token.lower in FINITE and len(tokens) > 1 and tokens[1].is_name:
        return False  # "Said Li: …"
    return not (at == 0 and (token.lower in common or token.lower in INTRODUCTIONS))


def _continues(tokens: Sequence[Token], at: int, high: int) -> bool:
    token = tokens[at]
    if token.is_name:
        return token.lower not in DAYS and token.text != "I"
    after = at
    while after < min(at + 3, high) and tokens[after].lower in PARTICLE_NAMES:
        after += 1
    return at < after < high and tokens[after].is_name


_ARTICLE_OF_STEM: Final = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az|ul|ud|ibn|abu)[-‐‑](?=\w)")


def stem(word: str) -> str:
    """A name without the Arabic article: "al-Burhan" is later "Burhan"."""
    return word if word.isalpha() else _ARTICLE_OF_STEM.sub("", word)


#: "Take Professor Li, who ..." is how columnists bring somebody in.
_INVITATIONS: Final = frozenset({"take", "ask", "consider", "meet", "remember", "enter", "tell"})


def role_of(tokens: Sequence[Token], run: Run) -> tuple[list[str], str | None]:
    """Words said of somebody beside the name, and the best role among them: titles before it, apposition behind it."""
    start = phrase_ending(tokens, run.name, 0) if run.name else run.name
    said = [token.lower for token in tokens[start : run.name]]
    before = [token for token in tokens[start : run.name] if token.lower not in HONORIFICS]
    while before and before[0].lower in DETERMINERS | _INVITATIONS:
        before = before[1:]
    titled = bool(before) and any(token.lower in ROLES for token in before)
    behind = _apposition(tokens, run.end)
    ahead: list[Token] = []
    if start >= 2 and tokens[run.name - 1].text == ",":
        ahead = list(tokens[phrase_ending(tokens, run.name - 2, 0) : run.name - 1])
        if not {token.lower for token in ahead} & ROLES:
            ahead = []
    found = next((words for words in (before if titled else [], behind, ahead) if words), [])
    said += [token.lower for token in (*behind, *ahead)]
    return said, text_of(found, 0, len(found)) if found else None


def _apposition(tokens: Sequence[Token], comma: int) -> list[Token]:
    """The role in "Li, A FORMER MINISTER, said"."""
    if comma + 1 >= len(tokens) or tokens[comma].text != "," or not tokens[comma + 1].is_word:
        return []
    stop = comma + 1
    while stop < len(tokens) and stop - comma < 16 and tokens[stop].is_word and tokens[stop].lower not in RELATIVES:
        stop += 1
    words = tokens[comma + 1 : stop]
    lowered = {token.lower for token in words}
    known = lowered & ROLES or tokens[comma + 1].lower in {"a", "an", "his", "her", "their", "former"}
    return list(words) if words and known and not lowered & AUXILIARIES else []


#: Short titles to the word that takes them up: "Gen. Li ... the general".
LONG_TITLES: Final = {
    "gen": "general", "col": "colonel", "lt": "lieutenant", "sen": "senator", "rep": "representative",
    "gov": "governor", "prof": "professor", "dr": "doctor", "maj": "major", "capt": "captain", "adm": "admiral",
    "rev": "reverend", "brig": "brigadier", "sgt": "sergeant",
}  # fmt: skip
