"""What is said: where the content of an announcement begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .cues import ATTITUDES, FINITE, FRAMES, LIGHT_VERBS, VERBS
from .nouns import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    INTRODUCTIONS,
    LINKS,
    NUMBERS,
    OBJECTS,
    PAPERS,
    PLACE_NOUNS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
)
from .phrases import MARKS, Token, phrase_starting
from .subjects import Cue

_ADVERBIAL: Final = frozenset(
    "on in at during to after before from via through by with under over late early last".split()
)
_TIME: Final = DAYS | frozenset(
    "last this next week month year night morning evening afternoon late early ago again later earlier recently first "
    "bluntly publicly quietly privately simply however".split()
)
#: "backed away" is no support.
_BACK: Final = frozenset("away down off out up to and into".split())


#: Verbs with a clause that needs no "that".
_BARE: Final = frozenset(
    "say trust add argue claim insist warn stress believe think suggest acknowledge admit concede maintain predict "
    "declare announce reply fear hope expect report complain explain estimate promise vow swear note reckon guess "
    "suspect reveal allege tell contend assert worry confirm retort counter respond recall answer deny agree "
    "conclude state lament boast joke stipulate indicate hint repeat observe write imagine doubt remark shout cry "
    "whisper muse quip chant thunder moan groan grumble snap scoff mutter yell".split()
)
_ASKING: Final = frozenset("urge ask beg advise tell warn want plead order remind".split())
TELLING: Final = frozenset("tell remind assure inform convince warn".split())


def content_of(tokens: Sequence[Token], cue: Cue, last: int) -> int | None:
    """First token of what is said, or None."""
    frame = FRAMES[cue.lemma]
    at = cue.end
    if cue.lemma in {"ask", "want"} and _to_stay_unnamed(tokens, at, last):
        return None
    if at >= last or tokens[at].quote >= 0 or (cue.lemma == "back" and tokens[at].lower in _BACK):
        return None
    if cue.lemma == "would" and tokens[at].lower in {"to", "that", *OBJECTS}:
        return None
    if cue.particle:
        return _after_particle(tokens, at, last)
    if frame.after:
        place = _find(tokens, frame.after, at, min(at + 14, last))
        if place is not None and place > at:
            return place + 1 if cue.lemma in {"accuse", "blame", "describe", "portray", "brand"} else at
        if cue.lemma in {"accuse", "blame"} or not (frame.np or frame.clause):
            return None
    if cue.lemma in LIGHT_VERBS and (place := _attitude(tokens, at, last)) is not None:
        return place
    while (
        at < last
        and (tokens[at].lower in ADVERBS or tokens[at].lower.endswith("ly"))
        and tokens[at].lower not in DETERMINERS | {"since"}
        and not (tokens[at].lower == "not" and at + 1 < last and tokens[at + 1].lower == "to")
    ):
        at += 1
    then = at
    while then < last and tokens[then].lower in _TIME:
        then += 1
    if then < last and tokens[then].lower not in frame.preps:
        then = skip_adverbials(tokens, then, last)
    if then < last and tokens[then].lower in frame.preps:
        return None if then + 1 < last and tokens[then + 1].lower in LINKS else then + 1
    if frame.addressee and (place := _past_addressee(tokens, cue.lemma, at, last)) is not None:
        return place if place < last else None
    return _plain_content(tokens, cue.lemma, at, last)


def _to_stay_unnamed(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether "not to be identified", "me not to print his name" follows."""
    words = [token.lower for token in tokens[at : min(at + 8, last)]]
    return "to" in words and any(word in _NAMING for word in words)


_NAMING: Final = frozenset("named identified quoted name names surname anonymous".split())


def content_end(tokens: Sequence[Token], cue: Cue, start: int, last: int) -> int:
    """One past the last token of a content that begins at `start`."""
    end = next((at for at in range(start + 1, last) if tokens[at].text == ";" and not tokens[at].quoted), last)
    is_object = FRAMES[cue.lemma].np and tokens[start - 1].lower not in {"that", "whether", "if"}
    if commas := _commas(tokens, start, end):
        end = main_clause(tokens, cue, start, end)
        end = next((at for at in commas if at < end - 1 and _breaks_off(tokens, at, is_object)), end)
    if is_object:
        end = _without_adverbial(tokens, start, end)
        end -= end - start > 2 and tokens[end - 1].lower in {"too", "either", "also"}
        end -= end - start > 1 and tokens[end - 1].text == ","
    return end


def _commas(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """Commas of a content, a comma before a closing quotation mark included."""
    return [at for at in range(start + 1, end - 1) if tokens[at].text == "," and not tokens[at + 1].quoted]


def main_clause(tokens: Sequence[Token], cue: Cue, start: int, end: int) -> int:
    """Where a content that stands in a subordinate clause ends, and the main clause goes on.

    "When he was told that talks had failed | , he laughed", "Li, who said that talks had failed | , laughs".
    """
    before = tokens[cue.left].lower if cue.left >= 0 else ""
    first = tokens[0].lower
    if before in {"who", "which"} and cue.left and tokens[cue.left - 1].text in {",", "and"}:
        return next((at for at in _commas(tokens, start, end) if _is_finite(tokens[at + 1].lower)), end)
    opened = (
        (first in _SUBORDINATE and all(token.text != "," for token in tokens[: cue.at]))
        or (before in PRONOUNS and cue.left > 0 and tokens[cue.left - 1].lower in _SUBORDINATE)
        or (first in INTRODUCTIONS and any(token.lower == "where" for token in tokens[: cue.at]))
    )
    if not opened:
        return end
    return next((at for at in _commas(tokens, start, end) if _begins_subject(tokens[at + 1])), end)


_SUBORDINATE: Final = frozenset("when whenever after while although though because since if before once".split())


def _is_finite(word: str) -> bool:
    return word in AUXILIARIES or word in FINITE or word.endswith(("ed", "n't"))


def _begins_subject(token: Token) -> bool:
    return token.is_name or token.lower in PRONOUNS - {"who", "one"} or token.lower in DETERMINERS


def _breaks_off(tokens: Sequence[Token], comma: int, is_object: bool) -> bool:
    """Whether what follows is the author's: ", and I know", ", but would not say more", ", as it does every May"."""
    words = [token.lower for token in tokens[comma + 1 : comma + 6]]
    if words[0] == "as":
        return is_object
    if words[0] not in COORDINATORS or len(words) < 2:
        return False
    if tokens[comma + 2].text.split("’")[0].split("'")[0] == "I":
        return True
    return words[0] == "but" and words[1] in _REFUSING and not _DETAILS.isdisjoint(words)


_REFUSING: Final = frozenset("would did could declined refused".split())
_DETAILS: Final = frozenset("give say elaborate name comment specify explain disclose provide".split())


_WHEN: Final = frozenset("on at in since within during by late early earlier last this next yesterday today".split())
_OCCASIONS: Final = (
    DAYS
    | PLACE_NOUNS
    | PAPERS
    | frozenset("hour hours week month year night morning evening afternoon time television radio parliament".split())
)


def _without_adverbial(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the object of a verb ends before "on Sunday", "in an open letter"."""
    at = end - 1
    while at > max(start, end - 6):
        if tokens[at].quoted or not tokens[at].is_word:
            break
        if tokens[at].lower in _WHEN and any(token.lower in _OCCASIONS for token in tokens[at:end]):
            end = at
        at -= 1
    return end


def _after_particle(tokens: Sequence[Token], at: int, last: int) -> int | None:
    if at < last and tokens[at].lower in {"in", "on", "at", "during"}:
        at = skip_adverbials(tokens, at, last)
        if at < last and tokens[at].lower != "that":
            return None
    at += at < last and tokens[at].lower == "that"
    if at >= last or tokens[at].quote >= 0 or tokens[at].text in MARKS - {"("}:
        return None
    return at


def _find(tokens: Sequence[Token], word: str, start: int, end: int) -> int | None:
    for at in range(start, end):
        if tokens[at].text in MARKS:
            return None
        if tokens[at].lower == word:
            return at
    return None


def _attitude(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """Content of "voiced deep scepticism about …"."""
    for noun in range(at, min(at + 3, last)):
        if (
            tokens[noun].lower in ATTITUDES
            and noun + 1 < last
            and tokens[noun + 1].lower
            in {
                "about",
                "over",
                "for",
                "that",
                "to",
                "at",
                "of",
                "in",
                "with",
                "on",
                "towards",
            }
        ):
            return noun + 2
    return None


def _past_addressee(tokens: Sequence[Token], lemma: str, at: int, last: int) -> int | None:
    """Content after the listener; `last` where there is a listener and no content; None where there is no listener."""
    if at >= last or tokens[at].lower in {"that", "to", "whether"} or tokens[at].text in MARKS:
        return None
    end = at + 1 if tokens[at].lower in OBJECTS else phrase_starting(tokens, at, last)
    if end == at:
        return None
    if end < last and tokens[end].lower in {"to", "not"} and lemma in _ASKING:
        return at
    after = skip_adverbials(tokens, end + (end < last and tokens[end].lower in {"there", "here"}), last)
    if after < last:
        after = _past_aside(tokens, after, last)
    if lemma == "promise" and tokens[at].lower in OBJECTS and after < last and tokens[after].lower in DETERMINERS:
        return after
    if after >= last or tokens[after].text in MARKS or tokens[after].quote >= 0:
        return last if lemma in TELLING else None
    lower = tokens[after].lower
    if lower == "that":
        return after + 1
    if lower in {"to", "not"} and lemma in _ASKING:
        return at
    if (that := _later_that(tokens, after, last)) is not None:
        return that + 1
    if lower in {"against", "of", "about"} and lemma in {"warn", "advise", "remind", "caution", "assure"}:
        return after + 1
    if lower in {"whether", "if"}:
        return after + 1
    if lemma in _WONDERING and lower in _QUESTION_WORDS:
        return after
    if lower not in SUBORDINATORS and lemma in TELLING and is_clause(tokens, after, last):
        return after
    return last if lemma in TELLING - {"warn"} else None


def _later_that(tokens: Sequence[Token], start: int, last: int) -> int | None:
    """The "that" behind a longer phrase: "told reporters in the Danish city of Aarhus THAT"."""
    for at in range(start, min(start + 10, last - 1)):
        lower = tokens[at].lower
        if lower == "that":
            return at
        if tokens[at].text in MARKS or lower in AUXILIARIES or lower in VERBS or tokens[at].quote >= 0:
            return None
    return None


def _plain_content(tokens: Sequence[Token], lemma: str, at: int, last: int) -> int | None:
    frame = FRAMES[lemma]
    bare_object = (frame.np and not frame.clause) or (frame.infinitive and at < last and tokens[at].lower == "to")
    start = at if bare_object else skip_adverbials(tokens, at, last)
    if start >= last or tokens[start].quote >= 0:
        return None
    if start > at and start + 2 < last and tokens[start + 1].lower == "that" and tokens[start].text.islower():
        start += 1
    start = _past_aside(tokens, start, last)
    token = tokens[start]
    if frame.clause and token.lower == "that" and start + 1 < last:
        return start + 1
    if token.text == ":" and frame.clause:
        return start + 1 if start + 1 < last and tokens[start + 1].quote < 0 else None
    if token.lower in {"to", "not"} and (
        frame.infinitive or (frame.clause and lemma in {"agree", "decide", "recommend"})
    ):
        return start + (token.lower == "to")
    if token.text in MARKS - {"("}:
        return None
    if frame.clause and token.lower in {"whether", "if"}:
        return start + 1
    if frame.clause and token.lower in {"of", "from"}:  # "demanded of the council that"
        behind = phrase_starting(tokens, start + 1, last)
        return behind + 1 if start + 1 < behind < last - 1 and tokens[behind].lower == "that" else None
    if lemma in _WONDERING and token.lower in _QUESTION_WORDS and start + 2 < last:
        return start
    wanted = lemma == "want" and token.lower in {"no", "more"}
    if wanted and start + 1 < last:
        return start
    if token.lower in _NO_CONTENT:
        return None
    if token.lower in SUBORDINATORS | {"since"} and lemma not in _WONDERING:
        return None
    if frame.clause and lemma in _BARE and is_clause(tokens, start, last):
        return start
    if frame.np and start == at and _is_object(tokens, lemma, at, last):
        return at
    return None


def _past_aside(tokens: Sequence[Token], at: int, last: int) -> int:
    """Past ", however," and, before "that", past anything between commas: "added, in English, that"."""
    if at + 3 >= last or tokens[at].text != ",":
        return at
    if tokens[at + 2].text == "," and tokens[at + 1].lower in ADVERBS:
        return at + 3
    close = next((place for place in range(at + 2, min(at + 12, last - 1)) if tokens[place].text == ","), last)
    return close + 1 if close < last and tokens[close + 1].lower == "that" else at


def skip_adverbials(tokens: Sequence[Token], at: int, last: int) -> int:
    """Past "on Monday", "in a statement to parliament", "by telephone from Adré"."""
    while at < last:
        lower = tokens[at].lower
        if _lasts(tokens, at, last):
            at = phrase_starting(tokens, at + 1, last)
        elif at + 1 < last and (
            (lower == "to" and tokens[at + 1].lower in OBJECTS)  # "said to me"
            or (lower == "in" and tokens[at + 1].lower in {"private", "public", "secret", "vain"})
        ):
            at += 2
        elif lower in _TIME or (lower.endswith("ly") and lower not in {"only", "family", "daily"}):
            at += 1
        elif lower in _ADVERBIAL and at + 1 < last and tokens[at + 1].lower not in {"least", "most", "all"}:
            end = phrase_starting(tokens, at + 1, last)
            while end < last and tokens[end].lower in _TIME | NUMBERS:
                end += 1
            if end == at + 1:
                return at
            at = end
        else:
            break
    return at


def _lasts(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether "for two years", "every evening" or "the next day" begins."""
    if tokens[at].lower not in {"for", "every", "the", "since"} or at + 1 >= last:
        return False
    if tokens[at].lower == "the" and tokens[at + 1].lower not in {"next", "same", "following"}:
        return False
    end = phrase_starting(tokens, at + 1, last)
    return tokens[end - 1].lower in _SPANS


_SPANS: Final = frozenset(
    "year years month months week weeks day days decade decades hour hours morning evening night time beginning "
    "start then now".split()
)
_NO_CONTENT: Final = frozenset("what so nothing little much no yes more as".split()) | OBJECTS - {"her"}
_QUESTION_WORDS: Final = frozenset("who whom whose what which why how when where".split())
_WONDERING: Final = frozenset("ask wonder".split())
_EVIDENCE: Final = AUXILIARIES | frozenset(
    "it's that's he'd she'd they'd he's she's they're we're there's isn't had".split()
)


def is_clause(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a clause seems to begin at `start`: a verb follows."""
    if last - start == 2:  # "says it is"
        return tokens[start].lower in PRONOUNS and tokens[start + 1].lower in AUXILIARIES
    if last - start < 2 or tokens[start].lower in {"of", "for", "nothing", "by", "as", "about"}:
        return False
    cut_off = tokens[start + 1].lower in LINKS or tokens[start + 1].text == ","
    if cut_off and (tokens[start].lower in PRONOUNS or tokens[start].lower.isdigit()):  # "repeats it with a sigh"
        return False
    for at in range(start + 1, min(start + 24, last)):
        lower = tokens[at].lower
        if lower in _EVIDENCE or lower in VERBS or lower.endswith(("ed", "n't")):
            return True
        if lower.endswith("s") and not tokens[at].is_name and tokens[at - 1].is_name:
            return True
        if _plural_with_verb(tokens, at, last):
            return True
    return tokens[start].lower in {"he", "she", "they", "it", "there", "we"}


_FUNCTION_WORDS: Final = STOPS | LINKS | DETERMINERS | COORDINATORS | ADVERBS | _ADVERBIAL


def _plural_with_verb(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a verb seems to follow a plural: "nine in ten Syrians LIVE below", "prices FELL"."""
    word = tokens[at].lower
    if not word.endswith("s") or word.endswith(("'s", "ss", "us", "is")) or at + 2 >= last:
        return False
    after = tokens[at + 1]
    return (
        after.text.islower()
        and after.is_word
        and after.lower not in _FUNCTION_WORDS
        and not after.lower.endswith("ing")
    )


#: These verbs have other objects too: only a position if the object names one.
_LOOSE: Final = frozenset("call report seek attack question consider contest request announce deny".split())


def _is_object(tokens: Sequence[Token], lemma: str, at: int, last: int) -> bool:
    token = tokens[at]
    if token.text in MARKS or token.lower in {
        "as",
        "in",
        "on",
        "by",
        "with",
        "to",
        "at",
        "than",
        "himself",
        "herself",
    }:
        return False
    if lemma == "call":
        return not token.quoted and token.lower not in STOPS and any(t.quoted for t in tokens[at : min(at + 14, last)])
    return token.is_word and token.lower not in STOPS and not token.lower.endswith("ly")
