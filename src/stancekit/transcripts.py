"""Turns in interviews and minutes: paragraphs that are speech without quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from .cues import SPEECH
from .layout import Paragraph
from .nouns import PARTICLE_NAMES


class Turn(NamedTuple):
    """What somebody says in one paragraph.

    Attributes
    ----------
    start, end : int
        The speech, without the label before it and stage directions.
    label : tuple of int or None
        Where the speaker is named; None in an interview that only tells questions from answers.
    continues : bool
        Goes on from the paragraph before.
    """

    start: int
    end: int
    label: tuple[int, int] | None
    continues: bool = False


class Transcript(NamedTuple):
    """Turns by number of the paragraph; for questions of an interviewer, where they begin behind the label."""

    turns: Mapping[int, Turn]
    questions: Mapping[int, int]


_WORD: Final = r"(?:(?:al|el|an|ar|as|at|ad|ibn|abu)[-‐‑])?[^\W\d_a-z][\w.’'-]*"
_PARTICLE: Final = "|".join(sorted(PARTICLE_NAMES | {"of"}))
_NAME: Final = rf"(?:The\s+)?{_WORD}(?:\s+(?:(?:{_PARTICLE})\s+)*{_WORD}){{0,5}}"
_ASIDE: Final = r"(?:\s*[(\[][^()\[\]\n]{1,40}[)\]])?"
_LABEL: Final = re.compile(
    rf"[*_]{{0,2}}(?P<name>{_NAME}){_ASIDE}(?P<role>,\s[^:.!?\"“«„\n]{{2,60}}?)?{_ASIDE}[*_]{{0,2}}\s*:[*_]{{0,2}}\s+"
    r"(?![\"“„«‘'»])(?=\S)|(?P<letter>[QA])[.:]\s+(?=\S)"
)
_DIRECTION: Final = re.compile(r"[(\[][^()\[\]\n]{1,40}[)\]]\s*")
_DIRECTION_BEHIND: Final = re.compile(r"(?<=[.!?…])\s*[(\[][^()\[\]\n]{1,40}[)\]]$")
_QUESTION: Final = re.compile(r"\?[\"”’»)\]]{0,2}$")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|me|my|we|us|our|I['’]\w+|we['’]\w+)\b", re.IGNORECASE)
_FEWEST_LABELS: Final = 4
_FEWEST_QUESTIONS: Final = 3
_INTERVIEW: Final = re.compile(r"\b(?:questions?|interview\w*|asked|spoke|talked|conversation|met)\b")
_LONGEST_QUESTION: Final = 40


def read_transcript(text: str, prose: Sequence[Paragraph]) -> Transcript:
    """Find who speaks in which paragraph of an interview or of minutes.

    Parameters
    ----------
    text : str
    prose : sequence of Paragraph

    Examples
    --------
    >>> from stancekit.layout import paragraphs
    >>> text = "Q: Talks now?\\n\\nA: Yes, at once.\\n\\nQ: And the ban?\\n\\nA: It stays."
    >>> found = read_transcript(text, paragraphs(text))
    >>> [text[turn.start : turn.end] for turn in found.turns.values()]
    ['Yes, at once.', 'It stays.']
    """
    labels = _labels(text, prose)
    if not labels:
        return Transcript(_unlabelled(text, prose), {})
    keys = {at: _key(match) for at, match in labels.items()}
    asking = _asking(text, prose, keys)
    turns: dict[int, Turn] = {}
    questions: dict[int, int] = {}
    last = max(labels)
    silent = set(keys.values()) <= asking  # only the questions have labels
    speaking = False
    for at in range(min(labels), last + 2 if silent else last + 1):
        if at in labels:
            speaking = keys[at] not in asking
            if speaking:
                turns[at] = _turn(text, prose[at], labels[at].end(), labels[at].span(_group(labels[at])))
            else:
                questions[at] = labels[at].end()
                speaking = silent
        elif at < len(prose) and speaking and not (_asks(text, prose[at]) and at + 1 in labels):
            label = turns[at - 1].label if at - 1 in turns else None
            turns[at] = _turn(text, prose[at], prose[at].start, label, at - 1 in turns)
    return Transcript(turns, questions)


def _group(match: re.Match[str]) -> str:
    return "name" if match["letter"] is None else "letter"


def _key(match: re.Match[str]) -> str:
    return match[_group(match)].split()[-1].lower()


def _labels(text: str, prose: Sequence[Paragraph]) -> dict[int, re.Match[str]]:
    """Paragraphs that begin with a speaker; none unless several speakers come again."""
    found = {at: match for at, p in enumerate(prose) if (match := _LABEL.match(text, p.start, p.end)) is not None}
    found = {at: match for at, match in found.items() if not _spoken(match)}
    counts = Counter(_key(match) for match in found.values())
    again = sum(count for count in counts.values() if count > 1)
    return found if again >= _FEWEST_LABELS or (again >= _FEWEST_QUESTIONS and len(counts) == 1) else {}


def _spoken(match: re.Match[str]) -> bool:
    """Whether the label is rather "Anna Li, who was tired, said:"."""
    return any(word in SPEECH for word in (match["role"] or "").lower().split())


def _asks(text: str, paragraph: Paragraph) -> bool:
    return _QUESTION.search(text, max(paragraph.start, paragraph.end - 4), paragraph.end) is not None


def _asking(text: str, prose: Sequence[Paragraph], keys: Mapping[int, str]) -> set[str]:
    """Interviewers: who mostly asks, and of two speakers who asks more."""
    counts = Counter(keys.values())
    asked = Counter(key for at, key in keys.items() if _asks(text, prose[at]))
    if "q" in counts:
        return {"q"}
    if len(counts) == 2:
        more, less = sorted(counts, key=lambda key: -asked[key] / counts[key])
        return {more} if asked[more] * 3 >= counts[more] and asked[more] > asked[less] else set()
    return {key for key, count in counts.items() if asked[key] * 2 > count > 1}


def _turn(text: str, paragraph: Paragraph, start: int, label: tuple[int, int] | None, continues: bool = False) -> Turn:
    direction = _DIRECTION.match(text, start, paragraph.end)
    if direction is not None and direction.end() < paragraph.end:
        start = direction.end()
    behind = _DIRECTION_BEHIND.search(text, start, paragraph.end)
    return Turn(start, behind.start() if behind is not None else paragraph.end, label, continues)


def _unlabelled(text: str, prose: Sequence[Paragraph]) -> dict[int, Turn]:
    """Answers between questions that are paragraphs of their own; the answers speak of themselves."""
    asked = [
        at
        for at, p in enumerate(prose)
        if _asks(text, p) and p.end - p.start < 300 and len(text[p.start : p.end].split()) <= _LONGEST_QUESTION
    ]
    turns: dict[int, Turn] = {}
    for first, at in enumerate(asked):
        if first and at - asked[first - 1] <= 4:
            continue
        end = first + 1
        while end < len(asked) and asked[end] - asked[end - 1] <= 4:
            end += 1
        group = asked[first:end]
        before = text[prose[at - 1].start : prose[at - 1].end] if at else ""
        announced = _INTERVIEW.search(before[-400:]) is not None
        if len(group) < _FEWEST_QUESTIONS - announced:
            continue
        ends = [*group[1:], min(group[-1] + 2, len(prose))]
        answers = [range(question + 1, end) for question, end in zip(group, ends, strict=True)]
        texts = [" ".join(text[prose[n].start : prose[n].end] for n in numbers) for numbers in answers]
        personal = sum(bool(_FIRST_PERSON.search(answer)) for answer in texts)
        if personal < (1 if announced else len(texts) / 2) or not all(texts[:-1]):
            continue
        for numbers in answers:
            turns |= {n: _turn(text, prose[n], prose[n].start, None, n > numbers[0]) for n in numbers}
    return turns
