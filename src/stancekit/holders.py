"""Who a noun phrase in an article means: names, roles, later mentions.

Plain rules over tokens, made for the English of news. A short form ("Zhyhar", "she", "the minister") stands for
the fullest name the article gives; where the text leaves it open the holder is ``unknown``, never a guess among equals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .cues import FINITE
from .nouns import (
    AGENTS,
    AUXILIARIES,
    BODIES,
    DAYS,
    DEMONYMS,
    DETERMINERS,
    FEMALE,
    FEMALE_NAMES,
    HONORIFICS,
    INSTITUTIONS,
    INTRODUCTIONS,
    LINKS,
    MALE,
    MALE_NAMES,
    NO_AGENTS,
    NO_TRADES,
    NO_VOICE,
    PAPERS,
    PARTICLE_NAMES,
    PEOPLES,
    PLACE_NOUNS,
    PLACING,
    PRONOUNS,
    RELATIVES,
    STOPS,
    TITLES,
    VOICES,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever a statement belongs to.

    Parameters
    ----------
    name : str
        The fullest name in the article, a collective or an office as written, or one of ``"author"``, ``"reader"``,
        ``"unknown"``.
    role : str or None
        As the article says it.

    Examples
    --------
    >>> Holder("Anna Kravchenko", "Council member").name
    'Anna Kravchenko'
    """

    name: str
    role: str | None = None


AUTHOR: Final = Holder("author")
READER: Final = Holder("reader")
UNKNOWN: Final = Holder("unknown")


#: "al-Burhan": the article of Arabic names is written small.
_ARTICLE: Final = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ud|ibn|abu)[-‐‑](?=[^\W\d_a-z])")


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
        return self.is_word and (self.text[0].isupper() or _ARTICLE.match(self.text) is not None)


_TOKEN: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Sen|Rep|Gov|St|Brig|Adm|Capt|Sr|Jr|Rev|Hon)\.(?=\s)"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s*[A-Z])"
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
    return [Token(m[0], m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def bare(word: str) -> str:
    """A word without its possessive ending.

    Examples
    --------
    >>> bare("Iran’s"), bare("workers'")
    ('Iran', 'workers')
    """
    return word[:-1] if _PLURAL_POSSESSIVE.search(word) else _POSSESSIVE.sub("", word)


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
        adjective = tokens[at - 1].lower.endswith(DEMONYMS) and (at - 1 == first or tokens[at - 2].lower in DETERMINERS)
        if at > first and tokens[at - 1].is_name and not (token.is_name or token.lower in PARTICLE_NAMES or adjective):
            if token.lower not in VOICES and not tokens[at - 1].lower.endswith(("'s", "s'")):
                break
        elif (at > first and tokens[at - 1].lower in VOICES and not (token.is_name or token.lower in VOICES)) or (
            token.lower.endswith("ed") and any(t.lower in VOICES for t in tokens[first:at])
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


_ARTICLE_OF_STEM: Final = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az|ul|ud|ibn|abu)[-‐‑](?=\w)")


def _stem(word: str) -> str:
    """A name without the Arabic article: "al-Burhan" is later "Burhan"."""
    return _ARTICLE_OF_STEM.sub("", word)


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
        if not _begins_name(tokens, at, common):
            at += 1
            continue
        end = at + 1
        while end < high and bare(tokens[end - 1].text) == tokens[end - 1].text and _continues(tokens, end, high):
            end += 1
        name = at
        for place in range(at, end):
            if place + 1 < end and _is_title(tokens[place]):
                name = place + 1
        if end - name > 2 and tokens[name].text.isupper() and not tokens[name + 1].text.isupper():
            name += len(tokens[name].text) > 1 and tokens[name].text[1] != "."
        if end - name > 2 - (at == 0) and end - name > 1 and _is_adjective_or_trade(tokens[name].lower, common):
            name += end - name > 2 or tokens[name].lower in common
        while name + 1 < end and tokens[name].lower in PARTICLE_NAMES - {"al", "el", "abu", "ben", "van", "von", "de"}:
            name += 1
        found.append(Run(at, name, end))
        at = end
    return found


def _is_title(token: Token) -> bool:
    """Whether a word before a name is none of it: "Vice-Admiral", "UN"."""
    parts = token.lower.split("-")
    return token.lower in TITLES | VOICES or (len(parts) > 1 and all(part in TITLES for part in parts))


def _is_adjective_or_trade(word: str, common: frozenset[str]) -> bool:
    """Whether the first word of a long run is no name: "Carpenter Ali Reza", "Sudanese Hala Mansour"."""
    if word in NO_TRADES:
        return False
    if word in PEOPLES:
        return True
    return word in common or (word.endswith(("ian", "ese", "ish", "ist", "er", "or", "man", "woman")) and len(word) > 5)


def _begins_name(tokens: Sequence[Token], at: int, common: frozenset[str]) -> bool:
    token = tokens[at]
    if not token.is_name or token.lower in DAYS or token.lower in STOPS or token.lower in DETERMINERS:
        return False
    return not (at == 0 and (token.lower in common or token.lower in INTRODUCTIONS))


def _continues(tokens: Sequence[Token], at: int, high: int) -> bool:
    token = tokens[at]
    if token.is_name:
        return token.lower not in DAYS and token.text != "I"
    return token.lower in PARTICLE_NAMES and at + 1 < high and tokens[at + 1].is_name


_OF_PRONOUN: Final = {"his": "he", "her": "she", "their": "they", "its": "it"}


@dataclass(slots=True)
class _Seen:
    """A mention of somebody in the running text: in which sentence, and whether as its subject."""

    holder: Holder
    person: Person | None
    sentence: int
    subject: bool
    plural: bool = False


#: How many mentions back a short form may reach.
_MEMORY: Final = 100


@dataclass(slots=True)
class Resolver:
    """Turns noun phrases into holders, in reading order.

    Parameters
    ----------
    sentences : sequence of sequences of Token
        All sentences of the article that may name somebody.
    """

    sentences: Sequence[Sequence[Token]]
    people: dict[str, Person] = field(default_factory=dict)
    _by_word: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _seen: list[_Seen] = field(default_factory=list)
    _common: frozenset[str] = frozenset()
    _bodies: dict[str, str] = field(default_factory=dict)
    _introduced: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Collect the names of the article."""
        self._common = frozenset(token.lower for tokens in self.sentences for token in tokens if token.text.islower())
        for tokens in self.sentences:
            for run in runs(tokens, 0, len(tokens), self._common):
                self._learn(tokens, run)
            self._learn_unnamed(tokens)
        self._merge_titled()
        for person in self.people.values():
            for word in person.words:
                self._by_word[_stem(word)].append(person)

    def _learn(self, tokens: Sequence[Token], run: Run) -> None:
        words = tuple(bare(token.lower) for token in tokens[run.name : run.end])
        titled = run.name > run.start
        if words[-1] in INSTITUTIONS:
            start = run.start - (run.start > 0 and tokens[run.start - 1].lower.endswith(("'s", "s'")))
            if run.end - start > 1 and tokens[start].is_name:
                self._bodies.setdefault(words[-1], "the " + _as_written(tokens, start, run.end))
        if any(word in INSTITUTIONS for word in words) or (len(words) < 2 and not titled):
            return
        before = tokens[run.start - 1].lower if run.start else ""
        if before in {"the", "a", "an"} and run.name == run.start:
            return
        name = " ".join(bare(token.text) for token in tokens[run.name : run.end])
        person = self.people.setdefault(name, Person(name, words, first=tokens[run.name].start))
        person.count += 1
        role_words, role = _role(tokens, run)
        person.role = person.role or role
        for word in (*role_words, *(token.lower for token in tokens[run.start : run.name])):
            person.said.update(_LONG_TITLES.get(part.rstrip("."), part) for part in word.split("-"))
            person.said.add(word)
        person.place = person.place or (before in {"in", "near", "at"} and not titled)
        person.gender = person.gender or gender_of(
            [*(w.lower() for w in role_words), *(t.lower for t in tokens[run.start : run.name]), *words[:1], words[-1]]
        )

    def _merge_titled(self) -> None:
        """Where both "Skipper Ali Reza" and "Ali Reza" occur, the first word is a title."""
        for name, person in list(self.people.items()):
            shorter = self.people.get(name.partition(" ")[2]) if len(person.words) > 2 else None
            if shorter is not None:
                shorter.said |= person.said | {person.words[0]}
                shorter.role = shorter.role or person.role or name.partition(" ")[0]
                shorter.gender = shorter.gender or person.gender
                shorter.count += person.count
                del self.people[name]

    def _learn_unnamed(self, tokens: Sequence[Token]) -> None:
        """Remember "a former ambassador" for a later "the ambassador"."""
        for at, token in enumerate(tokens):
            if token.lower in {"a", "an", "one"}:
                end = phrase_starting(tokens, at, min(at + 6, len(tokens)))
                head = next((place for place in range(at + 1, end) if tokens[place].lower in LINKS), end) - 1
                if head > at and tokens[head].lower in VOICES:
                    self._introduced[tokens[head].lower].append((token.start, _as_written(tokens, at, head + 1)))

    def full(self, words: Sequence[str]) -> Person | None:
        """The person with the fullest name that holds these words, or None."""
        if not words:
            return None
        stems = [_stem(word) for word in words]
        candidates = [p for p in self._by_word.get(stems[-1], ()) if set(stems) <= {_stem(word) for word in p.words}]
        if not candidates:
            return None
        return max(candidates, key=lambda p: (len(p.words) > 1, p.words[-1] == words[-1], p.count, -p.first))

    def note(self, tokens: Sequence[Token], low: int, high: int, sentence: int) -> None:
        """Take the people named in part of a sentence into account for later pronouns."""
        found = runs(tokens, low, high, self._common)
        lead = _leading(tokens)
        taken = False
        for run in found:
            person = self.full([bare(token.lower) for token in tokens[run.name : run.end]])
            if person is None or person.place:
                continue
            possessed = bare(tokens[run.end - 1].text) != tokens[run.end - 1].text
            before = tokens[run.start - 1].lower if run.start else ""
            joined = before == "and" or (run.end < high and tokens[run.end].lower == "and")
            subject = run.start <= lead + 6 and not (taken or possessed or joined or before in _OBJECT_SIGNS)
            taken = True
            self._seen.append(_Seen(_as_holder(person), person, sentence, subject))

    def speak(self, holder: Holder, sentence: int, plural: bool = False) -> None:
        """Remember a speaker."""
        self._seen.append(_Seen(holder, self.people.get(holder.name), sentence, True, plural))

    def last_speaker(self) -> Holder:
        """The latest subject or speaker, for a quotation without one."""
        return next((seen.holder for seen in reversed(self._seen) if seen.subject), UNKNOWN)

    def may_speak(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether a noun phrase is a person, a pronoun or a body with a voice."""
        words = [token.lower for token in tokens[first:end]]
        if words[0] in PRONOUNS:
            return words[0] in {"he", "she", "they", "i", "we"}
        head = bare(_head(words))
        if words[0] in {"a", "an", "one", "another"} and head.endswith(AGENTS) and head not in NO_AGENTS:
            return True
        return (
            head in VOICES
            or (head in INSTITUTIONS and len(words) > 1)
            or head.endswith("-year-old")
            or self._named(tokens, first, end) is not None
        )

    def is_thing(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether a noun phrase seems to mean neither people nor a body: "the navigation of sensitivities"."""
        words = [token.lower for token in tokens[first:end]]
        head = bare(_head(words))
        return not (
            words[0].split("'")[0] in PRONOUNS | _OF_PRONOUN.keys()
            or any(token.is_name and at for at, token in enumerate(tokens[first:end], first))
            or (end - first == 1 and tokens[first].is_name and head not in self._common)
            or head in VOICES
            or head in INSTITUTIONS
            or head in DETERMINERS
            or head.endswith(AGENTS)
        )

    def resolve(self, tokens: Sequence[Token], first: int, end: int, sentence: int) -> Holder | None:
        """The holder that tokens `first` to `end` mean; None where it is nobody who could hold a view."""
        head = tokens[first].lower
        if end - first == 1 and head.split("'")[0] in {"i", "we", "you", "my", "our"}:
            return AUTHOR
        head = _OF_PRONOUN.get(head, head.split("'")[0])
        if end - first == 1 and head in PRONOUNS:
            return self._pronoun(head, sentence)
        named = self._named(tokens, first, end)
        if named is not None and not named.name.isupper():
            return named
        if end - first > 1 and all(token.text.isupper() for token in tokens[first + (head == "the") : end]):
            return Holder(_text(tokens, first, end))  # minutes of a parliament: "LORD HASKETH"
        if named is not None:
            return named
        return self._described(tokens, first, end)

    def _named(self, tokens: Sequence[Token], first: int, end: int) -> Holder | None:
        found = runs(tokens, first, end, self._common if first == 0 else frozenset())
        linked = bool(found) and found[0].end < end and tokens[found[0].end].lower in {"of", "from", "in", "at"}
        if linked and self.full([bare(token.lower) for token in tokens[found[0].name : found[0].end]]) is not None:
            end = found[0].end  # "Mr Lategan of the union"
            found = found[:1]
        if not found or found[-1].end != end:
            return None
        run = found[-1]
        words = [bare(token.lower) for token in tokens[run.name : run.end]]
        linked = run.start > first and tokens[run.start - 1].lower in LINKS | {"the"}
        if linked and run.name > run.start and run.start > first + 1 and tokens[run.start - 2].lower in TITLES:
            linked = tokens[run.start].lower not in TITLES  # "Secretary of | State Ann Roe"
        person = None if linked or bare(tokens[end - 1].text) != tokens[end - 1].text else self.full(words)
        if person is None or (tokens[first].lower == "the" and run.start == first + 1 and run.name == run.start):
            return None
        if run.start > first and not person.role:
            person.role = _text(tokens, first, run.start)
        return _as_holder(person)

    def _pronoun(self, word: str, sentence: int) -> Holder | None:
        if word in {"they", "it"}:
            for seen in reversed(self._seen):
                if sentence - seen.sentence > 3:
                    break
                if seen.subject and (seen.person is None or (word == "they" and sentence - seen.sentence <= 1)):
                    return seen.holder
            return UNKNOWN if word == "they" else None
        if word not in {"he", "she"}:
            return UNKNOWN
        gender = "m" if word == "he" else "f"
        options = [
            seen
            for seen in reversed(self._seen[-12:])
            if sentence - seen.sentence <= 4 and self._fits(seen, gender) and seen.holder != UNKNOWN
        ]
        chosen = _clear(options, sentence)
        if chosen is None:
            return UNKNOWN
        if chosen.person is not None and not chosen.person.gender:
            chosen.person.gender = gender
        return chosen.holder

    @staticmethod
    def _fits(seen: _Seen, gender: str) -> bool:
        if seen.person is not None:
            return seen.person.gender in {"", gender}
        words = seen.holder.name.lower().split()
        known = gender_of(words)
        return known in {"", gender} and not seen.plural and _may_be_one(words)

    def _described(self, tokens: Sequence[Token], first: int, end: int) -> Holder | None:
        words = [token.lower for token in tokens[first:end]]
        head = _head(words)
        if head in NO_VOICE or (words[0] in {"this", "these", "that", "those", "such"} and head not in VOICES):
            return None
        if head in DAYS or head.isdigit():
            return None
        if words[0] == "the" and len(words) <= 3 and all(word not in LINKS for word in words):
            earlier = self._taken_up(words, head, tokens[first].start)
            if earlier is not None:
                return earlier
        return self._collective(tokens, first, end)

    def _collective(self, tokens: Sequence[Token], first: int, end: int) -> Holder:
        """A body or an office as written, without what only says where it is."""
        for at in range(first + 1, end):
            voiced = any(token.lower in VOICES or bare(token.lower) in INSTITUTIONS for token in tokens[first:at])
            placing = tokens[at].lower in PLACING and (tokens[first].lower == "the" or tokens[at].lower == "close")
            if voiced and (placing or _is_participle(tokens[at].lower)):
                end = at
                break
        if end - first > 1 and tokens[end - 1].lower in PAPERS and tokens[end - 2].is_name:
            end -= 1  # "an RSF statement read"
        found = runs(tokens, first, end, frozenset())
        name = found[-1].start if found and found[-1].end == end else first
        lowered = [token.lower for token in tokens[first:name]]
        if lowered and lowered[-1] in VOICES and lowered[0] in DETERMINERS and not set(lowered) & LINKS:
            return Holder(_as_written(tokens, name, end), " ".join(lowered[1:]))
        if lowered and end - name > 1 and lowered[0] in DETERMINERS and len(lowered) > 1 and not set(lowered) & LINKS:
            return Holder("the " + _as_written(tokens, name, end), " ".join(lowered[1:]))
        if end - first == 2 and lowered[:1] == ["the"]:
            full = self._bodies.get(bare(tokens[end - 1].lower))
            if full is not None:
                return Holder(full)
        return Holder(_as_written(tokens, first, end))

    def _taken_up(self, words: Sequence[str], head: str, tokens_start: int) -> Holder | None:
        """Whom "the minister", "the 54-year-old" or "the statement" takes up."""
        recent = [seen for seen in reversed(self._seen[-_MEMORY:]) if seen.subject]
        if head.endswith("-year-old") or head in PAPERS:
            return next((s.holder for s in recent if _is_somebody(s) != (head in PAPERS)), None)
        if any(token in INSTITUTIONS for token in words) and head not in VOICES:
            return None
        asked = frozenset(word for word in words if word not in DETERMINERS)
        for seen in recent:
            said = seen.person.said if seen.person is not None else frozenset(seen.holder.name.lower().split())
            if asked <= said and (seen.person is not None or len(said) >= len(words)):
                return seen.holder
        introduced = [name for start, name in self._introduced.get(head, ()) if start < tokens_start]
        if introduced:
            return Holder(introduced[-1])
        matching = [p for p in self.people.values() if asked <= p.said]
        if len(matching) == 1:
            return _as_holder(matching[0])
        one = len(asked) == 1 and head not in BODIES
        one = one and (head in TITLES or "-" in head or (head.endswith(AGENTS) and head not in NO_AGENTS))
        return recent[0].holder if one and recent and recent[0].person is not None else None


def _is_somebody(seen: _Seen) -> bool:
    """A named person, also one with a single name."""
    name = seen.holder.name
    return seen.person is not None or (name[:1].isupper() and " " not in name and name.lower() not in INSTITUTIONS)


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and word not in VOICES


def _may_be_one(words: Sequence[str]) -> bool:
    """Whether an unnamed holder may be "he" or "she"."""
    head = _head(words)
    people = "man woman official spokesman spokeswoman spokesperson diplomat minister envoy soldier nurse ambassador"
    return head in people.split() or (head in VOICES and head in TITLES) or gender_of(words) != ""


def _clear(options: Sequence[_Seen], sentence: int) -> _Seen | None:
    """The one a pronoun means: the nearest subject, else the only person near; None where it is open."""
    if not options:
        return None
    for distance in range(0, 5):
        near = [seen for seen in options if sentence - seen.sentence == distance]
        subjects = [seen for seen in near if seen.subject]
        if subjects:
            return subjects[0]
        if len({seen.holder.name for seen in near}) == 1:
            return near[0]
        if near:
            return None
    return None


def _head(words: Sequence[str]) -> str:
    """The head noun of a noun phrase: the word before its first link."""
    for at, word in enumerate(words):
        if word in LINKS and at:
            return words[at - 1]
    return words[-1]


def _text(tokens: Sequence[Token], first: int, end: int) -> str:
    words = [token.text for token in tokens[first:end]]
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


def _as_written(tokens: Sequence[Token], first: int, end: int) -> str:
    words = [token.text for token in tokens[first:end]]
    words[-1] = bare(words[-1])
    if words[0].lower() in DETERMINERS:
        words[0] = words[0].lower()
    return " ".join(words)


def _as_holder(person: Person) -> Holder:
    return Holder(person.name, person.role)


def _leading(tokens: Sequence[Token]) -> int:
    """Token at which the subject of a sentence may begin, after an introduction with its comma."""
    if tokens and tokens[0].lower in INTRODUCTIONS:
        for at, token in enumerate(tokens[:25]):
            if token.text == ",":
                return at + 1
    return 0


#: A name behind one of these is no subject.
_OBJECT_SIGNS: Final = LINKS | {"by", "about", "than", "over"}


#: "Take Professor Li, who ..." is how columnists bring somebody in.
_INVITATIONS: Final = frozenset({"take", "ask", "consider", "meet", "remember", "enter", "tell"})


def _role(tokens: Sequence[Token], run: Run) -> tuple[list[str], str | None]:
    """Words said of somebody beside the name, and the best role among them: titles before it, apposition behind it."""
    start = phrase_ending(tokens, run.name, 0) if run.name else run.name
    said = [token.lower for token in tokens[start : run.name]]
    before = [token for token in tokens[start : run.name] if token.lower not in HONORIFICS]
    while before and before[0].lower in DETERMINERS | _INVITATIONS:
        before = before[1:]
    titled = bool(before) and any(token.lower in TITLES | VOICES for token in before)
    behind = _apposition(tokens, run.end)
    ahead: list[Token] = []
    if start >= 2 and tokens[run.name - 1].text == ",":
        ahead = list(tokens[phrase_ending(tokens, run.name - 2, 0) : run.name - 1])
        if not {token.lower for token in ahead} & (TITLES | VOICES):
            ahead = []
    found = next((words for words in (before if titled else [], behind, ahead) if words), [])
    said += [token.lower for token in (*behind, *ahead)]
    return said, _text(found, 0, len(found)) if found else None


def _apposition(tokens: Sequence[Token], comma: int) -> list[Token]:
    """The role in "Li, A FORMER MINISTER, said"."""
    if comma + 1 >= len(tokens) or tokens[comma].text != "," or not tokens[comma + 1].is_word:
        return []
    stop = comma + 1
    while stop < len(tokens) and stop - comma < 16 and tokens[stop].is_word and tokens[stop].lower not in RELATIVES:
        stop += 1
    words = tokens[comma + 1 : stop]
    lowered = {token.lower for token in words}
    known = lowered & (TITLES | VOICES) or tokens[comma + 1].lower in {"a", "an", "his", "her", "their", "former"}
    return list(words) if words and known and not lowered & AUXILIARIES else []


#: Short titles to the word that takes them up: "Gen. Li ... the general".
_LONG_TITLES: Final = {
    "gen": "general", "col": "colonel", "lt": "lieutenant", "sen": "senator", "rep": "representative",
    "gov": "governor", "prof": "professor", "dr": "doctor", "maj": "major", "capt": "captain", "adm": "admiral",
    "rev": "reverend", "brig": "brigadier", "sgt": "sergeant",
}  # fmt: skip
