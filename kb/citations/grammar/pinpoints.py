"""Pinpoints: the article, paragraph, point, recital or annex of an instrument that a text names.

A pinpoint is a chain of parts ("artikel 3, lid 2, onder a)"). It belongs to the instrument that follows
it after "of", or that stands right before it; one that no instrument is near to is left alone, because
"artikel 5" by itself may be an article of the text in hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kb.citations.dates import DATE
from kb.citations.grammar.rule import alternatives, spelled
from kb.citations.lexicon import GENRES, ORDINALS, UNIT_WORDS
from kb.citations.reference import Pinpoint
from kb.pattern import Pattern
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Match

    from kb.citations.reference import Mention

UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words}
UNIT = rf"(?i:{alternatives(UNITS)})"
ORDINAL = rf"(?P<ordinal>(?i:{alternatives(ORDINALS)}))"

DIGITS = r"\d{1,4}(?:\.\d{1,3}){0,4}(?:\s?(?:bis|ter|quater|quinquies)(?!\s\d))?[a-z]?"
"""3 · 5.8 · 3a · 12 bis"""

LETTERS = r"[IVXL]{1,7}|[A-Z]|[a-z]{1,2}(?=\))|[a-z](?![\w’'])(?!\.\w)"
"""IV · A · a) · a"""

NUMBER = rf"(?:{DIGITS}|{LETTERS})"
AND = r"(?:en|and|et|und|of|or|ou|oder)"
BETWEEN = rf"(?:\s?[-–—]\s?|\s(?:tot en met|t/m|to|bis|à)\s|,\s|\s{AND}\s)"
SEVERAL = rf"{NUMBER}\)?(?:{BETWEEN}{NUMBER}\)?(?![\w/]))*"
"""3 · 3-5 · 3 en 4 · a) en b)"""

BRACKET = r"\((?:\d{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5})\)"
IN_BRACKETS = rf"(?P<brackets>(?:\s?{BRACKET})*)(?P<further>(?:,\s?{BRACKET})*\s{AND}\s{BRACKET})?"
"""Article 3(2)(a) · Article 12(1) and (2)"""

PART = Pattern(
    rf"(?:{ORDINAL}\s{{1,3}}(?P<ordered>{UNIT})"
    rf"|(?P<numbered>{UNIT})\s{{1,3}}(?P<value>{SEVERAL}){IN_BRACKETS})(?![\w/(])"
    rf"|(?P<lettered>{UNIT})\s{{1,3}}\(?(?P<letter>[a-z0-9]{{1,3}})\)"
)
"""eerste alinea · artikel 3 · Article 3(2)(a) · lid 2 · onder a) · point (b)"""

OF = r"(?:van|of|de|du|des|der|d[’']|in|bij|zu|zum|zur|tot|to|uit|from|à|la|le|het|the|die|dem|den|l[’'])"
JOIN = Pattern(rf",?\s{{1,3}}(?:{OF}\s{{1,3}}){{0,2}}|,\s{{0,3}}")
ASIDE = rf"(?:\s{{0,3}}\([^()]{{0,120}}\)(?=,?\s{{1,3}}{OF}\s))?"
"""point 5.8 ("Aid for innovation clusters") of …: what the part is called."""

TIGHT = Pattern(
    rf"{ASIDE},?(?:\s{{1,3}}{OF}){{0,3}}(?:\s{{1,3}}\(?(?:[Gg]ewijzigde|[Aa]mended|[Cc]ommission|[Cc]ouncil)\)?)?\s{{0,3}}"
)
"""What may stand between a pinpoint and the instrument it is in: "van", "of the", "der"."""

LOOSE = Pattern(rf"{ASIDE},?\s{{1,3}}{OF}\s[^.;()]{{0,160}}[,(]\s{{0,3}}")
"""…or its title, when the number stands behind that: "punt 5.8 (…) van de kaderregeling … (PB C 323"."""

GENRE_WORDS = Pattern(
    rf"\b(?:{alternatives(word for _, words in GENRES for word in words)}|framework|kaderregeling|"
    r"encadrement|gemeinschaftsrahmens?|richtsnoeren|guidelines|lignes directrices|leitlinien)\b",
    re.IGNORECASE,
)
BEHIND = Pattern(
    rf"(?:\s{{1,3}}(?:van|of|du|vom)\s{{1,3}}{DATE})?(?:\s?,)?\s"
    r"(?:(?:inzonderheid|met name|in particular|insbesondere|notamment)\s{1,3})?"
)
"""What may stand between an instrument and the pinpoint behind it; no blank line."""

LONE_LETTER = Pattern(r"[a-z]")
"""Only points go by a letter without a bracket: "Buchstabe a"; "l'article a été" is no place."""

TRIGGERS = frozenset(
    form for word in (*UNITS, *ORDINALS) for form in spelled([re.split(r"[^\w]", word.strip())[0]])
)


class Located(NamedTuple):
    """A pinpoint and where it stands."""

    span: Span
    pinpoint: Pinpoint


def read_pinpoint(text: str, at: int) -> Located | None:
    """Read a chain of parts, None where none begins."""
    named: dict[str, str] = {}
    end = at
    while True:
        joined = JOIN.match(text, end) if named else None
        start = joined.end() if joined else end
        if named and joined is None:
            break
        match = PART.match(text, start)
        if match is None or not _take(match, named):
            break
        end = match.end()
    return Located(Span(at, end), Pinpoint(**named)) if named else None


def _take(match: Match[str], named: dict[str, str]) -> bool:
    """Note a part; False when the chain already has one of its kind."""
    unit = UNITS[(match["ordered"] or match["numbered"] or match["lettered"]).lower()]
    is_letter = LONE_LETTER.fullmatch(match["value"] or "") is not None
    if unit in named or (is_letter and unit != "point"):
        return False
    if match["ordinal"]:
        named[unit] = ORDINALS[match["ordinal"].lower()]
        return True
    named[unit] = _normalised(match["value"] or match["letter"])
    brackets = re.findall(r"\(([^)]+)\)", match["brackets"] or "")
    further = re.findall(r"\(([^)]+)\)", match["further"] or "")
    if further and brackets:
        brackets[-1] = ", ".join([brackets[-1], *further])
    for inner, value in zip(_inside(unit, brackets), brackets, strict=False):
        named.setdefault(inner, value)
    return True


def _inside(unit: str, brackets: Sequence[str]) -> tuple[str, ...]:
    """Say what brackets behind a number are: "(2)(a)" is paragraph and point, "(a)" a point."""
    if unit != "article" or (brackets and not brackets[0][0].isdigit()):
        return ("point",)
    return ("paragraph", "point")


def _normalised(value: str) -> str:
    value = re.sub(r"\s?[-–—]\s?|\s(?:tot en met|t/m|to|bis|à)\s", "-", value.strip())
    value = re.sub(r"\)?\s(?:en|and|et|und|of|or|ou|oder)\s", ", ", value)
    return " ".join(value.replace(")", "").split())


def attach(text: str, mentions: Sequence[Mention], pinpoints: Sequence[Located]) -> list[Mention]:
    """Return the mentions, each with the pinpoint that belongs to it."""
    attached = list(mentions)
    starts = [mention.span.start for mention in mentions]
    for located in pinpoints:
        behind = bisect_left(starts, located.span.end)
        before = behind - 1
        if behind < len(mentions) and _is_of(text, located, mentions[behind]):
            chosen = behind
        elif before >= 0 and BEHIND.fullmatch(text, mentions[before].span.end, located.span.start):
            chosen = before
        else:
            continue
        if attached[chosen].pinpoint is None:
            attached[chosen] = replace(attached[chosen], pinpoint=located.pinpoint)
    return attached


def _is_of(text: str, located: Located, mention: Mention) -> bool:
    start, end = located.span.end, mention.span.start
    if TIGHT.fullmatch(text, start, end):
        return True
    if mention.key.startswith("act:") or LOOSE.fullmatch(text, start, end) is None:
        return False
    return GENRE_WORDS.search(text, start, end) is not None
