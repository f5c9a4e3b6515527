"""What each line of a saved news page is: prose, furniture of the site, or a reader's comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Part = Literal["prose", "furniture", "comment"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page; `speaker` is the name a comment is signed with.

    Examples
    --------
    >>> [(p.part, p.start, p.end) for p in paragraphs("Home | World\\n\\nThe talks have failed.")]
    [('furniture', 0, 12), ('prose', 14, 36)]
    """

    start: int
    end: int
    part: Part
    speaker: str = ""


#: Beginnings of lines that belong to the site, whatever follows.
_FURNITURE: Final = re.compile(
    r"""^\W*(?:
      read\s+(?:also|more|next)\b | also\s+read\b | see\s+also\b
    | (?:video|watch|listen|photos?|image|picture|pictured|gallery|graphic|map|infographic|podcast|audio)\s*[:|–—]
    | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\s+under|tides|weather|your\s+weekend)\s*:
    | subscribe\b | sign\s+(?:up|in)\b | log\s+in\b | skip\s+to\b | (?:click|tap)\s+here\b | register\s+(?:now|for|to)\b
    | follow\s+(?:us|@|the\s+author)\b | join\s+(?:us|our|the\s+(?:conversation|discussion))\b | support\s+(?:us|our)\b
    | donate\b
    | become\s+a\s+(?:member|subscriber|supporter) | get\s+(?:the|our)\b.{0,40}(?:inbox|newsletter|app|alerts)
    | ©|\(c\)\s | copyright\b | all\s+rights\s+reserved | reproduction\s+(?:without|of)\b
    | by\s+our\b | \(?(?:reporting|additional\s+reporting|editing|writing)\s+by\b
    | (?:written|translated|edited|compiled|produced|photographs?|photography|interview)\s+by\b
    | (?:correction|clarification|corrections\s+and\s+clarifications|disclaimer|advertisement)\s*(?::|$)
    | editor['’]?s?['’]?\s+note\b | (?:an\s+)?earlier\s+version\s+of\s+this\b | a\s+version\s+of\s+this\b
    | this\s+(?:article|story|text|report|page|column|piece|post|live)\b.{0,60}\b(?:was|is|has\s+been)\s+(?:\w+\s+)?
      (?:amended|corrected|updated|published|produced|part|translated|closed|republished|supported|funded|adapted|edited)
    | (?:the\s+)?(?:views|opinions)\s+(?:\w+\s+){0,4}expressed | our\s+standards\s*:
    | to\s+suggest\s+a\s+correction | you\s+can\s+also\s+highlight | did\s+you\s+spot
    | (?:do\s+you\s+)?(?:have|got)\s+a\s+(?:question|story|tip|news\s+tip)\b
    | (?:contact|write\s+to|email)\s+(?:us|the\s+(?:author|newsdesk|editor))\b
    | (?:we|this\s+(?:site|website))\s+uses?\s+cookies | \[?embedded\s+content | accept\b.{0,20}cookies
    | terms\s+(?:of|and)\s+(?:use|service|conditions) | privacy\s+policy | download\s+(?:our|the)\s+app
    | comments?\s+(?:are|have\s+been)\s+closed | this\s+comment\s+(?:contains|has|was)
    | to\s+(?:see|view)\s+this\s+(?:post|content|video)
    | .{0,60}\b(?:is\s+(?:a\s+)?(?:member\s+of\s+the\s+press|committed\s+to\s+publishing|not\s+responsible\s+for))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: Beginnings that make a line without a full stop, or a very short one, a link or a label.
_LABEL: Final = re.compile(
    r"^\W*(?:read\s+(?:on|the\s+full)|more\s+(?:on|from|about)|related|other\s+topics|trending|recommended|you\s+may\s+also"
    r"|(?:most|popular)\s+(?:read|viewed|popular|shared)|share|newsletter|advertis|sponsored|promoted|cookie|load\s+more"
    r"|show\s+more|back\s+to\s+top|print\s+this|reply|like|report|sources?\s*:|key\s+(?:events|points)"
    r"|by\s+(?-i:[A-Z])|(?:last\s+|first\s+)?(?:published|updated|posted|modified)|file\b)",
    re.IGNORECASE,
)
#: Anywhere in a short line.
_MARKS: Final = re.compile(
    r"all rights reserved|\bmin(?:ute)?s? read\b|photo(?:graph)?(?: credit)?\s*:|\b(?:AP|Reuters|AFP|EPA|Getty)\s*"
    r"(?:/|Photo|Images)|\bcredit\s*:|©|https?://|www\.|@[\w.-]+\.\w{2,}|^[\[(].{0,300}[\])]$|\bcopy link\b"
    r"|views (?:here )?expressed|the (?:author|writer)['’]s own|\bsign up\b.{0,40}newsletter|ctrl \+ enter",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"\s[|·•>›/»]\s|\s{2,}\S|\t")
#: A block of links begins: the line after it is a headline, and a teaser may follow.
_VIDEO: Final = re.compile(r"^\W*(?:video|watch|photos?|gallery)\b", re.IGNORECASE)
_TEASER_HEAD: Final = re.compile(
    r"^\W*(?:other topics|related|recommended|you may also|more on|more from|most (?:read|viewed)|trending"
    r"|read (?:also|more|next)|see also|video\s*:|also read)",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"^\W*(?:(?:\d+\s+)?(?:reader(?:s['’]?|['’]s)?\s+)?comments?\s*(?:[(:]\s*\d*\s*\)?)?|reader\s+picks|readers['’]?\s+(?:letters|views|opinions)"
    r"|letters?(?:\s+to\s+the\s+editor)?|leave\s+a\s+(?:reply|comment)|join\s+the\s+(?:discussion|conversation)"
    r"|have\s+your\s+say|your\s+(?:comments|views)|what\s+(?:you(?:['’]ve)?|our\s+readers)(?:\s+have|\s+are)?(?:\s+been)?\s+(?:said?|saying|telling\s+us|say|think)"
    r"|from\s+the\s+comments|discussion)\s*(?:\(\s*\d+\s*\))?\s*:?\s*$",
    re.IGNORECASE,
)
_LONGEST_HEADER: Final = 120
#: "tamar_b, 3 hours ago", "Gustavo, Weston FL", "Oleh K. wrote:"
_SIGNATURE: Final = re.compile(
    r"^\W*(?P<name>[^\W\d][\w.’'-]*(?:\s+[^\W\d][\w.’'-]*){0,3})\s*"
    r"(?:[,|·•–—(-]\s*[^.!?]{2,60}|\s(?:wrote|writes|says|said)\s*|:)?:?\s*$"
)
_SIGNED_BELOW: Final = re.compile(r"[.!?…][\"”'’»]?\s+[–—-]\s*(?P<name>[^\W\d][^.!?]{1,40})$")
_BIOGRAPHY: Final = re.compile(
    r"^(?:About the author\W*)?(?:(?:The\s+(?:author|writer)|(?:(?:Dr|Prof|Sir|Mr|Ms|Mrs|Professor)\.?\s+)?"
    r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:de|da|van|von|bin|al|el|[^\W\d_a-z][\w.’'-]*)){1,4}),?\s+"
    r"(?:is|was|has\s+been|works|teaches|writes|reports|covers|served|leads|heads)\b"
    r"|(?:He|She|They)\s+(?:is|was|has\s+written|writes|tweets|lives|can\s+be))"
)
_CLOCK: Final = re.compile(r"^\d\d?[.:]\d\d$")
_SENTENCE_END: Final = re.compile(r"[.!?…:;][\"'”’»“\])]*$")
#: "Li: Never. (Uproar)"
_SPOKEN: Final = re.compile(r"[^.!?:]{2,60}:\s")
_DIRECTION: Final = re.compile(r"[.!?…]\s+[(\[][^()\[\]]{1,40}[)\]]$")
_DASH_SPEECH: Final = re.compile(r"^[–—]\s*\S")
_HEADLINE_WORDS: Final = 16


def lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of a text; the lines of a hard-wrapped paragraph are one."""
    places = [
        (match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in re.finditer(r"[^\r\n\u2028\u2029]+", text)
        if match[0].strip()
    ]
    full = sum(_WRAP[0] <= end - start <= _WRAP[1] for start, end in places)
    wrapped = 2 * full > len(places) and all(end - start <= _WRAP[2] for start, end in places)
    found: list[tuple[int, int]] = []
    previous = 0
    for start, end in places:
        below = bool(found) and text.count("\n", previous, start) == 1
        length = previous - max(text.rfind("\n", 0, previous), 0) if below else 0
        broken = (
            below
            and length >= _WRAP[0] - 10
            and (wrapped or (not _SENTENCE_END.search(text[max(previous - 4, 0) : previous]) and text[start].islower()))
        )
        if broken:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        previous = end
    return found


#: Length of a full line in a hard-wrapped text: from, to, and what none exceeds.
_WRAP: Final = (55, 90, 110)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a page into paragraphs and say what each is.

    Parameters
    ----------
    text : str
        A news page as plain text; one line a paragraph, or blank lines between.
    """
    places = lines(text)
    parts: list[Part] = []
    teaser = 0  # 1: a block of links has begun; 2: and a video's headline stands in it, whose blurb may follow
    for start, end in places:
        line = text[start:end]
        furniture = is_furniture(line)
        if teaser and _VIDEO.match(line):
            teaser = 2
        elif _TEASER_HEAD.match(line) and len(line.split()) <= 6:
            teaser = 1
        elif teaser == 2 and not furniture and len(line.split()) < 45 and not re.search(r"[.!?] [A-Z]", line):
            furniture, teaser = True, 0
        elif not furniture:
            teaser = 0
        parts.append("furniture" if furniture else "prose")
    _mark_last_words(text, places, parts)
    speakers = _mark_comments(text, places, parts)
    _mark_biography(text, places, parts)
    return tuple(
        Paragraph(_past_dateline(text, start, end) if part == "prose" else start, end, part, speaker)
        for (start, end), part, speaker in zip(places, parts, speakers, strict=True)
    )


#: "“…”, said Li", "Li was short: “…”".
_LAST_WORDS: Final = re.compile(
    r"""[“"„«‘'][^“”"„«»]{8,}[”"“»’'],?\s+(?:(?:[^\W\d_][\w.’'-]*\s+){1,6}(?:said|added|replied|asked|told)\b
    |(?:said|says|added|adds|asked|asks|replied|warned|wrote|writes|according\s+to)\s)
    |[^“"„«‘:]*\s[a-z]+:\s[“"„«‘'][^“”"„«»]{8,}[”"“»’']?$""",
    re.VERBOSE,
)


def _mark_last_words(text: str, places: Sequence[tuple[int, int]], parts: list[Part]) -> None:
    """A quotation with its speaker in the last line is no headline, also without a full stop."""
    last = max((at for at, part in enumerate(parts) if part == "prose"), default=len(parts)) + 1
    if last < len(parts):
        line = text[slice(*places[last])]
        site = _FURNITURE.match(line) or _LABEL.match(line) or _MARKS.search(line)
        if len(line) < 400 and not site and _LAST_WORDS.match(line):
            parts[last] = "prose"


#: "CAIRO, Feb 8 (Reuters) - ", "SEOUL/NEW YORK — ".
_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .,'’/-]+(?:,\s*[\w. ]{1,20})?\s*(?:\([^()\n]{2,40}\))?\s*(?:--|[—–-])\s+(?=\S)"
    r"|[^\W\d_][\w.,'’/ -]{1,40}\((?:AP|AFP|Reuters|EFE|dpa|Xinhua|TASS|IRNA|ANSA|UPI)\)\s*(?:--|[—–-])\s+(?=\S)"
)


def _past_dateline(text: str, start: int, end: int) -> int:
    dateline = _DATELINE.match(text, start, min(end, start + 120))
    return dateline.end() if dateline is not None and dateline.end() < end else start


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the site and not to the article.

    Examples
    --------
    >>> is_furniture("Share this article: Facebook | X"), is_furniture("The talks have failed.")
    (True, False)
    """
    if _DASH_SPEECH.match(line) and len(line.split()) > 3:
        return False
    head = line[:300]
    ended = bool(_SENTENCE_END.search(line[-6:]) or (_SPOKEN.match(head) and _DIRECTION.search(line[-50:])))
    words = head.split()
    short = len(words) <= 40
    if (short or len(line) < 500) and _FURNITURE.match(head):
        return True
    if (not ended or len(words) <= 6) and short and _LABEL.match(head):
        return True
    if short and _MARKS.search(head) and len(line) <= 300:
        return True
    if _heads_comments(line):
        return True
    if len(words) < 40 and not ended and len(_SEPARATORS.findall(head)) >= 2:
        return True
    return not ended and len(words) <= _HEADLINE_WORDS and not _is_statement(line)


def _heads_comments(line: str) -> bool:
    return len(line) < _LONGEST_HEADER and _COMMENTS.match(line) is not None


def _is_statement(line: str) -> bool:
    """A line without a full stop that is yet no headline: it has commas and verbs of a sentence, or is a quotation."""
    return (line[:1] in "\"“„«‘'" and line[-1:] in "\"”“»’'" and line[-2:-1] in ".!?,") or (
        len(line.split()) > 12 and line.count(",") >= 2 and " has " in line
    )


def _mark_comments(text: str, places: Sequence[tuple[int, int]], parts: list[Part]) -> list[str]:
    """Turn what stands below a comments header into comments; returns who signed each paragraph."""
    speakers = [""] * len(places)
    prose = 0
    inside, speaker = False, ""
    for at, (start, end) in enumerate(places):
        line = text[start:end]
        if (
            len(line) < _LONGEST_HEADER
            and _COMMENTS.match(line)
            and (prose >= 3 or line.lower().startswith(("reader", "what you")))
        ):
            inside, speaker = True, ""
            parts[at] = "furniture"
        elif not inside:
            prose += parts[at] == "prose"
        elif _CLOCK.match(line):
            inside = False
        elif parts[at] == "furniture" and not _SIGNATURE.match(line):
            continue
        elif (
            not _TEASER_HEAD.match(line)
            and (signed := _SIGNATURE.match(line))
            and len(line.split()) <= 12
            and line[-1] not in ".!?"
        ):
            speaker, parts[at] = signed["name"], "furniture"
        else:
            parts[at] = "comment"
            below = _SIGNED_BELOW.search(line)
            speakers[at] = below["name"].strip() if below else speaker
    return speakers


def _mark_biography(text: str, places: Sequence[tuple[int, int]], parts: list[Part]) -> None:
    """The note on the author at the end of the article is nobody's statement."""
    prose = [at for at, part in enumerate(parts) if part == "prose"]
    if len(prose) < 4:
        return
    for at in prose[:-4:-1]:
        line = text[slice(*places[at])]
        if not _BIOGRAPHY.match(line) or " said" in line:
            break
        if (at + 1 < len(parts) and all(part != "prose" for part in parts[at + 1 :])) or at == prose[-1]:
            parts[at] = "furniture"
