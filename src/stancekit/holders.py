"""Who a noun phrase in an article means: names, roles, later mentions.

Plain rules over tokens, made for the English of news. A short form ("Zhyhar", "she", "the minister") stands for
the fullest name the article gives; where the text leaves it open the holder is ``unknown``, never a guess among equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .nouns import (
    AGENTS,
    BODIES,
    DAYS,
    DETERMINERS,
    FEMALE,
    GROUPS,
    HEADS_OF_STATE,
    HONORIFICS,
    INSTITUTIONS,
    INTRODUCTIONS,
    LINKS,
    MALE,
    NO_AGENTS,
    NO_TRADES,
    NO_VOICE,
    OBJECTS,
    OFFICES,
    PAPERS,
    PARTICLE_NAMES,
    PLACING,
    PRONOUNS,
    TITLES,
    VOICES,
    is_person_noun,
)
from .people import LONG_TITLES, Person, Run, gender_of, role_of, runs, stem
from .phrases import Token, as_written, bare, head_of, phrase_starting, text_of


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


_OF_PRONOUN: Final = {"his": "he", "her": "she", "their": "they", "its": "it"}


@dataclass(slots=True)
class _Seen:
    """A mention of somebody in the running text: in which sentence, and whether as its subject."""

    holder: Holder
    person: Person | None
    sentence: int
    subject: bool
    plural: bool = False


#: Behind one of these stands a place more often than somebody.
_WHERE: Final = frozenset("in near at from to into across outside inside around the".split())

#: Where an article has more words of names, spellings are not compared.
_MANY: Final = 400
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
    _spellings: dict[str, Person | None] = field(default_factory=dict)
    #: Runs of the whole sentence, by the identity of its tokens, which `sentences` keeps alive.
    _runs: dict[int, list[Run]] = field(default_factory=dict)
    _places: set[str] = field(default_factory=set)
    _introduced: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Collect the names of the article."""
        self._common = frozenset(token.lower for tokens in self.sentences for token in tokens if token.text.islower())
        for tokens in self.sentences:
            self._runs[id(tokens)] = runs(tokens, 0, len(tokens), self._common)
            for run in self._runs[id(tokens)]:
                self._learn(tokens, run)
            self._learn_unnamed(tokens)
        self._merge_titled()
        for person in self.people.values():
            for word in person.words:
                self._by_word[stem(word)].append(person)

    def _learn(self, tokens: Sequence[Token], run: Run) -> None:
        words = tuple(bare(token.lower) for token in tokens[run.name : run.end])
        titled = run.name > run.start
        before = tokens[run.start - 1].lower if run.start else ""
        if len(words) == 1 and (before in _WHERE or words[0] in INSTITUTIONS):
            self._places.add(words[0])
        if words[-1] in INSTITUTIONS:
            start = run.start - (run.start > 0 and tokens[run.start - 1].lower.endswith(("'s", "s'")))
            if run.end - start > 1 and tokens[start].is_name:
                self._bodies.setdefault(words[-1], "the " + as_written(tokens, start, run.end))
        if any(word in INSTITUTIONS for word in words):
            return
        if len(words) == 1 and not titled and not self._is_one_person(tokens, run):
            return
        if before in {"the", "a", "an"} and run.name == run.start:
            return
        name = " ".join(bare(token.text) for token in tokens[run.name : run.end])
        person = self.people.setdefault(name, Person(name, words, first=tokens[run.name].start))
        person.count += 1
        person.titled = person.titled or (
            titled and tokens[run.name - 1].lower.rstrip(".") in HONORIFICS | LONG_TITLES.keys()
        )
        role_words, role = role_of(tokens, run)
        person.role = person.role or role
        for word in (*role_words, *(token.lower for token in tokens[run.start : run.name])):
            person.said.update(LONG_TITLES.get(part.rstrip("."), part) for part in word.split("-"))
            person.said.add(word)
        person.place = person.place or (before in {"in", "near", "at"} and not titled)
        person.gender = person.gender or gender_of(
            [*(w.lower() for w in role_words), *(t.lower for t in tokens[run.start : run.name]), *words[:1], words[-1]]
        )

    def _is_one_person(self, tokens: Sequence[Token], run: Run) -> bool:
        """Whether what stands beside a single name tells that it is somebody: "a widow, MELE, …", "SALME, 43, …"."""
        before = tokens[run.start - 1] if run.start else None
        behind = tokens[run.end].text if run.end < len(tokens) else ""
        if before is not None and before.is_word and not before.is_name and is_person_noun(before.lower):
            return before.lower not in GROUPS and not before.lower.endswith("s")
        if behind != "," or run.end + 2 >= len(tokens):
            return False
        after = tokens[run.end + 1].lower
        if after in {"who", "whose"} and (before is None or before.text in {",", "“”"}):
            return bare(tokens[run.name].lower) not in self._places
        if after.isdigit() and len(after) == 2 and tokens[run.end + 2].text == ",":
            return True
        if before is not None and before.text == "," and run.start > 1:
            return is_person_noun(tokens[run.start - 2].lower) and tokens[run.start - 2].lower not in GROUPS
        if after in {"a", "an"}:
            end = phrase_starting(tokens, run.end + 1, min(run.end + 8, len(tokens)))
            return is_person_noun(head_of([token.lower for token in tokens[run.end + 1 : end]]))
        return False

    def _merge_titled(self) -> None:
        """Where both "Skipper Ali Reza" and "Ali Reza" or "the Skipper" occur, the first word is a title."""
        begins: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for person in self.people.values():
            if len(begins[person.words[0]]) < 9:
                begins[person.words[0]].append(person.words)
        for name, person in list(self.people.items()):
            title, _, rest = name.partition(" ")
            if len(person.words) < 3 or not self._is_title(person.words[0], rest, begins):
                continue
            shorter = self.people.setdefault(rest, Person(rest, person.words[1:], first=person.first))
            shorter.said |= person.said | {person.words[0]}
            shorter.role = shorter.role or person.role or title
            shorter.gender = shorter.gender or person.gender
            shorter.count += person.count
            del self.people[name]

    def _is_title(self, word: str, rest: str, begins: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
        if word in PARTICLE_NAMES:
            return False
        if word in self._common or word in self._places:
            return True
        surname = self.people.get(rest)
        if surname is None:
            begun = begins.get(word, ())
            last = rest.lower().split()[-1]
            return any(words == (word, last) for words in begun) or len({words[1:] for words in begun}) > 2
        if is_person_noun(word) and word not in NO_TRADES:
            return True
        return not surname.titled and rest.split()[0].lower() not in PARTICLE_NAMES

    def _learn_unnamed(self, tokens: Sequence[Token]) -> None:
        """Remember "a former ambassador" for a later "the ambassador"."""
        for at, token in enumerate(tokens):
            if token.lower in {"a", "an", "one"}:
                end = phrase_starting(tokens, at, min(at + 6, len(tokens)))
                head = next((place for place in range(at + 1, end) if tokens[place].lower in LINKS), end) - 1
                if head > at and is_person_noun(tokens[head].lower):
                    self._introduced[tokens[head].lower].append((token.start, as_written(tokens, at, head + 1)))

    def full(self, words: Sequence[str]) -> Person | None:
        """The person with the fullest name that holds these words, or None."""
        if not words:
            return None
        stems = [stem(word) for word in words]
        candidates = [p for p in self._by_word.get(stems[-1], ()) if set(stems) <= {stem(word) for word in p.words}]
        if not candidates:
            return self._misspelt(stems[0]) if len(stems) == 1 else None
        best = max(candidates, key=lambda p: (len(p.words) > 1, p.words[-1] == words[-1], p.count, -p.first))
        longer = [p for p in candidates if p is not best and p.words[-len(best.words) :] == best.words]
        return longer[0] if len(best.words) > 1 and len(longer) == 1 else best

    def _misspelt(self, word: str) -> Person | None:
        """The one person whose surname is written nearly like this: "Jemane", "Yemane"."""
        if len(word) < 6 or len(self._by_word) > _MANY or word in self._common or word in self._places:
            return None
        if word not in self._spellings:
            near = [other for other in self._by_word if _nearly(word, other)]
            people = {person.name: person for other in near for person in self._by_word[other]}
            self._spellings[word] = next(iter(people.values())) if len(people) == 1 else None
        return self._spellings[word]

    def _fullest(self, words: Sequence[str]) -> Person | None:
        """The person these words name, titles that no list knows left out: "Doña Casilda"."""
        for start in range(len(words)):
            person = self.full(words[start:])
            if person is not None:
                return person
        return None

    def note(self, tokens: Sequence[Token], low: int, high: int, sentence: int) -> None:
        """Take the people named in part of a sentence into account for later pronouns."""
        whole = self._runs.get(id(tokens)) if low == 0 and high == len(tokens) else None
        found = whole if whole is not None else runs(tokens, low, high, self._common)
        lead = _leading(tokens)
        taken = False
        for run in found:
            if run.end < high and tokens[run.end].lower == "and":
                pair = self._pair(tokens, run.start, high)
                if pair is not None:
                    self._seen.append(_Seen(pair, None, sentence, True, True))
            person = self._fullest([bare(token.lower) for token in tokens[run.name : run.end]])
            if person is None or person.place:
                continue
            possessed = bare(tokens[run.end - 1].text) != tokens[run.end - 1].text
            before = tokens[run.start - 1].lower if run.start else ""
            joined = before == "and" or (run.end < high and tokens[run.end].lower == "and")
            placed = any(token.lower in _PLACED for token in tokens[max(run.start - 3, lead) : run.start])
            subject = (run.start <= lead + 6 or placed) and not (
                (taken and not placed) or possessed or joined or before in _OBJECT_SIGNS
            )
            taken = True
            self._seen.append(_Seen(_as_holder(person), person, sentence, subject))

    def speak(self, holder: Holder, sentence: int) -> None:
        """Remember a speaker."""
        plural = " and " in holder.name
        self._seen.append(_Seen(holder, self.people.get(holder.name), sentence, True, plural))

    def last_speaker(self) -> Holder:
        """The latest subject or speaker, for a quotation without one."""
        return next((seen.holder for seen in reversed(self._seen) if seen.subject), UNKNOWN)

    def may_speak(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether a noun phrase is a person, a pronoun or a body with a voice."""
        words = [token.lower for token in tokens[first:end]]
        if end - first == 1 and tokens[first].is_name and words[0].endswith("."):
            return True  # "D."
        if words[0] in PRONOUNS:
            return words[0] in {"he", "she", "they", "i", "we"}
        head = bare(head_of(words))
        if words[0] in {"a", "an", "one", "another"} and head.endswith(AGENTS) and head not in NO_AGENTS:
            return True
        return (
            head in VOICES
            or (head in INSTITUTIONS and len(words) > 1)
            or head.endswith("-year-old")
            or self.named(tokens, first, end) is not None
        )

    def is_person(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether a noun phrase is a named person, or a single one by a noun."""
        words = [token.lower for token in tokens[first:end]]
        if end - first == 1 and words[0] in {"he", "she"}:
            return True
        return self.named(tokens, first, end) is not None or (words[0] in {"the", "a", "an"} and _may_be_one(words))

    def is_thing(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether a noun phrase seems to mean neither people nor a body: "the navigation of sensitivities"."""
        words = [token.lower for token in tokens[first:end]]
        head = bare(head_of(words))
        head = words[-1] if head == "one" and len(words) > 1 else head
        return not (
            words[0].split("'")[0] in PRONOUNS | _OF_PRONOUN.keys()
            or any(token.is_name and at for at, token in enumerate(tokens[first:end], first))
            or (end - first == 1 and tokens[first].is_name and head not in self._common)
            or head in INSTITUTIONS
            or head in DETERMINERS
            or is_person_noun(head)
            or (words[0] in {"a", "an"} and head not in NO_VOICE and head not in PAPERS)
        )

    def _pair(self, tokens: Sequence[Token], first: int, high: int) -> Holder | None:
        """The two people in "Ann Roe and Ben Low" or "Ann and Ben Roe"."""
        found = runs(tokens, first, min(high, first + 12), self._common)[:2]
        if len(found) < 2 or found[0].end + 1 != found[1].start or tokens[found[0].end].lower != "and":
            return None
        names = [[bare(token.lower) for token in tokens[run.name : run.end]] for run in found]
        second = self._fullest(names[1])
        person = self._fullest(names[0])
        if second is None or (person is None and len(names[0]) > 1) or second.place:
            return None
        if person is not None and person is not second:
            return Holder(f"{person.name} and {second.name}")
        return Holder(as_written(tokens, found[0].name, found[1].end))

    def resolve(self, tokens: Sequence[Token], first: int, end: int, sentence: int) -> Holder | None:
        """The holder that tokens `first` to `end` mean; None where it is nobody who could hold a view."""
        head = tokens[first].lower
        if end - first == 1 and head.split("'")[0] in {"i", "we", "you", "my", "our"}:
            return AUTHOR
        head = _OF_PRONOUN.get(head, head.split("'")[0])
        if end - first == 1 and head in PRONOUNS:
            return self._pronoun(head, sentence)
        pair = self._pair(tokens, first, end) if any(token.lower == "and" for token in tokens[first:end]) else None
        if pair is not None:
            return pair
        named = self.named(tokens, first, end)
        if named is not None and not named.name.isupper():
            return named
        if end - first > 1 and all(token.text.isupper() for token in tokens[first + (head == "the") : end]):
            return Holder(text_of(tokens, first, end))  # minutes of a parliament: "LORD HASKETH"
        if named is not None:
            return named
        return self._described(tokens, first, end, sentence)

    def first_named(self, sentences: Iterable[Sequence[Token]]) -> Holder | None:
        """The first person named in some sentences."""
        for tokens in sentences:
            for run in runs(tokens, 0, len(tokens), self._common):
                holder = self.named(tokens, run.start, run.end)
                if holder is not None:
                    return holder
        return None

    def labelled(self, tokens: Sequence[Token], sentence: int) -> Holder:
        """Who a label in an interview means: a name, an office or initials."""
        if len(tokens) == 1 and self.full([tokens[0].lower]) is None:
            letters = tokens[0].lower.replace(".", "")
            for person in self.people.values():
                if len(letters) > 1 and "".join(word[0] for word in person.words) == letters:
                    return _as_holder(person)
        return self.resolve(tokens, 0, len(tokens), sentence) or UNKNOWN

    def named(self, tokens: Sequence[Token], first: int, end: int) -> Holder | None:
        """The person that a noun phrase names, if any."""
        found = runs(tokens, first, end, self._common)
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
        person = None if linked or bare(tokens[end - 1].text) != tokens[end - 1].text else self._fullest(words)
        if person is None or (tokens[first].lower == "the" and run.start == first + 1 and run.name == run.start):
            return None
        if run.start > first and not person.role:
            person.role = text_of(tokens, first, run.start)
        return _as_holder(person)

    def _pronoun(self, word: str, sentence: int) -> Holder | None:
        if word in {"they", "it"}:
            for seen in reversed(self._seen):
                if sentence - seen.sentence > 3:
                    break
                if word == "it" and (seen.plural or _may_be_one(seen.holder.name.lower().split())):
                    continue
                if seen.subject and (seen.person is None or (word == "they" and sentence - seen.sentence <= 1)):
                    return seen.holder
            return UNKNOWN if word == "they" else None
        if word == "one":
            return self._last_unnamed() or UNKNOWN
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

    def _fits(self, seen: _Seen, gender: str) -> bool:
        if seen.person is not None:
            return seen.person.gender in {"", gender}
        words = seen.holder.name.lower().split()
        known = gender_of(words)
        single = len(words) == 1 and seen.holder.name[:1].isupper() and words[0] not in self._places | self._common
        return known in {"", gender} and not seen.plural and (single or _may_be_one(words))

    def _described(self, tokens: Sequence[Token], first: int, end: int, sentence: int) -> Holder | None:
        words = [token.lower for token in tokens[first:end]]
        if words[0] in {"this", "that"} and words[-1] in VOICES:  # "this same cousin"
            words = ["the", *(word for word in words[1:] if word != "same")]
        head = words[-1] if words[:2] == ["one", "of"] else head_of(words)
        if head in NO_VOICE or (words[0] in {"this", "these", "that", "those", "such"} and head not in VOICES):
            return None
        if head in DAYS or head.isdigit():
            return None
        if head in PAPERS and words[0] in _OF_PRONOUN:
            return self._pronoun(_OF_PRONOUN[words[0]], sentence)
        if words[0] == "the" and any(word.endswith("-year-old") for word in words):
            recent = (seen for seen in reversed(self._seen[-_MEMORY:]) if seen.subject)
            aged = next((seen.holder for seen in recent if _is_somebody(seen)), None)
            if aged is not None:
                return aged
        if words[:2] == ["the", "same"] and (unnamed := self._last_unnamed()) is not None:
            return unnamed
        if words[:2] == ["one", "of"] and words[-1] in OBJECTS:
            return UNKNOWN
        first_told = end < len(tokens) and tokens[end].lower in {"who", "whose"}  # "the woman who rents out rooms"
        pointing = tokens[first].lower != "the" or (first > 0 and tokens[first - 1].text == ",")
        if (
            (pointing or not first_told)
            and (words[0] == "the" or head in _COUPLE)
            and len(words) <= 3
            and all(word not in LINKS for word in words)
        ):
            earlier = self._taken_up(words, head, tokens[first].start)
            if earlier is not None:
                return earlier
        return self._collective(tokens, first, end)

    def _last_unnamed(self) -> Holder | None:
        """Who spoke last without a name, for "one" and "the same source"."""
        return next((seen.holder for seen in reversed(self._seen[-3:]) if seen.subject and seen.person is None), None)

    def _collective(self, tokens: Sequence[Token], first: int, end: int) -> Holder:
        """A body or an office as written, without what only says where it is."""
        for at in range(first + 1, end):
            voiced = any(token.lower in VOICES or bare(token.lower) in INSTITUTIONS for token in tokens[first:at])
            placing = tokens[at].lower in PLACING
            if voiced and (placing or _is_participle(tokens[at].lower)):
                end = at
                break
        if end - first > 2 and tokens[end - 1].lower in PAPERS and tokens[end - 2].is_name:
            end -= 1  # "an RSF statement read"
        found = runs(tokens, first, end, frozenset())
        name = found[-1].start if found and found[-1].end == end else first
        lowered = [token.lower for token in tokens[first:name]]
        if lowered and lowered[-1] in VOICES and lowered[0] in DETERMINERS and not set(lowered) & LINKS:
            return Holder(as_written(tokens, name, end), " ".join(lowered[1:]))
        if lowered and end - name > 1 and lowered[0] in DETERMINERS and len(lowered) > 1 and not set(lowered) & LINKS:
            return Holder("the " + as_written(tokens, name, end), " ".join(lowered[1:]))
        if end - first == 2 and lowered[:1] == ["the"]:
            full = self._bodies.get(bare(tokens[end - 1].lower))
            if full is not None:
                return Holder(full)
        return Holder(as_written(tokens, first, end))

    def _taken_up(self, words: Sequence[str], head: str, tokens_start: int) -> Holder | None:
        """Whom "the minister", "the 54-year-old" or "the statement" takes up."""
        recent = [seen for seen in reversed(self._seen[-_MEMORY:]) if seen.subject]
        if head in _COUPLE:
            pairs = (seen.holder for seen in recent if seen.plural)
            return next(pairs, None)
        if head in PAPERS and recent:
            return recent[0].holder
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
        one = is_person_noun(head) and head not in BODIES | GROUPS and not head.endswith("s")
        one = one and head not in (HEADS_OF_STATE if len(asked) == 1 else OFFICES)
        person = next((seen.person for seen in recent[:3] if seen.person is not None), None) if one else None
        gender = gender_of([head])
        if person is None or (gender and person.gender not in {"", gender}):
            return None
        person.said |= asked
        return _as_holder(person)


def _nearly(one: str, other: str) -> bool:
    """Whether two words differ in one letter or two neighbouring ones."""
    if abs(len(one) - len(other)) > 1 or (one[0] != other[0] and one[1:3] != other[1:3]):
        return False
    return max(len(one), len(other)) - _shared(one, other) - _shared(one[::-1], other[::-1]) <= 1


def _shared(one: str, other: str) -> int:
    """With how many equal letters two words begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


#: "the two", "the couple".
_COUPLE: Final = frozenset("two both couple pair".split())


def _is_somebody(seen: _Seen) -> bool:
    """A named person, also one with a single name."""
    name = seen.holder.name
    return seen.person is not None or (name[:1].isupper() and " " not in name and name.lower() not in INSTITUTIONS)


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and word not in VOICES


def _may_be_one(words: Sequence[str]) -> bool:
    """Whether an unnamed holder may be "he" or "she"."""
    head = bare(head_of(words))
    if words[:2] == ["one", "of"]:
        return True
    if head in INSTITUTIONS | GROUPS | PAPERS or words[0] in _SEVERAL:
        return False
    if head in FEMALE | MALE:
        return True
    return is_person_noun(head) and not head.endswith("s")


_SEVERAL: Final = frozenset("some many several most all both two three four five six seven eight nine ten".split())


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


def _as_holder(person: Person) -> Holder:
    return Holder(person.name, person.role)


def _leading(tokens: Sequence[Token]) -> int:
    """Token at which the subject of a sentence may begin, after an introduction with its comma."""
    if tokens and tokens[0].lower in INTRODUCTIONS:
        for at, token in enumerate(tokens[:25]):
            if token.text == ",":
                return at + 1
    return 0


#: A name behind one of these is a subject: "across from them sits Ann Roe".
_PLACED: Final = frozenset("is was sits sat stands stood lives lived waits waited comes came".split())
#: A name behind one of these is no subject.
_OBJECT_SIGNS: Final = LINKS | {"by", "about", "than", "over"}
