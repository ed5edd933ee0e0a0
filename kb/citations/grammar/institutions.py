"""What the other institutions publish: opinions of the two committees, conclusions, Council documents."""

from __future__ import annotations

import re

from kb.citations.dates import DATE, date_of
from kb.citations.grammar.rule import Rule, mentioned, spelled
from kb.citations.lexicon import COMMITTEE_WORDS
from kb.citations.reference import Kind, Mention
from kb.pattern import Pattern

OPINION = Pattern(
    r"(?P<committee>[A-Za-z]{3,5})(?:\s{1,3}(?:nr\.?|no\.?|n°))?"
    r"(?:[\s-]{1,3}0*(?P<number>\d{1,5})/(?P<year>(?:19|20)\d{2})|[\s-]{1,3}(?P<first>(?:19|20)\d{2})[-/]0*(?P<second>\d{1,5}))"
    r"(?![\d%])(?:\s{1,3}r[eé]v\.?\s?\d)?"
)
"""CdR 70/2008 rev.1 · CESE 751/2008 · COR-2014-02691"""

CONCLUSIONS_WORDS = spelled(
    (
        "conclusies",
        "conclusions",
        "schlussfolgerungen",
        "schlussfolgerung",
        "raadsconclusies",
        "ratsschlussfolgerungen",
    )
)

BEFORE_WORD = Pattern(r"(?:(?:European\s{1,3})?Council|Presidency)\s{1,3}[Cc]onclusions(?![^\W_])|[^\W\d_]+")
"""English says whose they are before the word."""

GAP = 140
"""Characters between the word and its date: "van het voorzitterschap van de Europese Raad van Brussel ("."""

DATED = Pattern(DATE)
ENDS_SENTENCE = Pattern(r"[.;:!?](?:\s|$)|\n\s*\n")
OF_A_COUNCIL = Pattern(
    r"\b(?:Raad\b|Raads|Council|Conseil|Rat(?:e?s)?\b|Rats|voorzitterschap|Presidency|présidence|Vorsitz)",
    re.IGNORECASE,
)
OF_THE_EUROPEAN_COUNCIL = Pattern(
    r"Europese\s+Raad|European\s+Council|Conseil\s+européen|Europäische[nrs]?\s+Rat|voorzitterschap|Presidency|"
    r"présidence|Vorsitz",
    re.IGNORECASE,
)

MEETING = Pattern(
    r"(?:Europese\s{1,3}Raad|European\s{1,3}Council|Conseil\s{1,3}européen|Europäische[nr]\s{1,3}Rat(?:e?s)?)"
    rf"[^().;]{{0,40}}\(?{DATE}\)?\s{{0,3}}[-–—,]\s{{0,20}}$"
)
"""Tagung des Europäischen Rates (19. Oktober 2017) – Schlussfolgerungen: the date stands before."""

MEETING_BEFORE = 120

COUNCIL_DOCUMENT = Pattern(
    r"ST[\s-]{1,3}0*(?P<number>\d{1,5})(?:/\d{1,2})?/(?P<year>\d{2,4})(?!\d)(?:\s{1,3}REV\s?\d{1,2})?"
)
"""ST 7652/08 · ST 7652/1/08 REV 1"""

PRESS_RELEASE = Pattern(r"PRES[/-](?P<year>\d{2,4})[/-](?P<number>\d{1,4})(?!\d)")
"""PRES/06/337"""


def read_opinion(text: str, at: int) -> tuple[Mention, ...]:
    """Read an opinion by its committee's number."""
    match = OPINION.match(text, at)
    if match is None:
        return ()
    year, number = match["year"] or match["first"], match["number"] or match["second"]
    committee = COMMITTEE_WORDS[match["committee"]]
    return mentioned(text, at, match.end(), f"{committee}:{year}:{int(number)}", Kind.OPINION)


def read_conclusions(text: str, at: int) -> tuple[Mention, ...]:
    """Read conclusions of the Council or the European Council, which are known by their date."""
    word = BEFORE_WORD.match(text, at)
    if word is None or word[0].split()[-1] not in CONCLUSIONS_WORDS:
        return ()
    dated = DATED.search(text, word.end(), word.end() + GAP)
    date = date_of(dated) if dated else None
    if dated is None or date is None:
        return _of_meeting(text, at, word.end())
    between = text[word.end() : dated.start()]
    named = text[at : dated.start()]
    if ENDS_SENTENCE.search(between) or OF_A_COUNCIL.search(named) is None:
        return _of_meeting(text, at, word.end())
    scheme = "euco" if OF_THE_EUROPEAN_COUNCIL.search(named) else "council"
    end = dated.end()
    if between.count("(") > between.count(")") and text[end : end + 1] == ")":
        end += 1
    return mentioned(text, at, end, f"{scheme}:{date.isoformat()}", Kind.CONCLUSIONS)


def _of_meeting(text: str, at: int, end: int) -> tuple[Mention, ...]:
    """Read conclusions whose meeting, with its date, stands before the word."""
    meeting = MEETING.search(text, max(at - MEETING_BEFORE, 0), at)
    date = date_of(meeting) if meeting else None
    if meeting is None or date is None:
        return ()
    return mentioned(text, meeting.start(), end, f"euco:{date.isoformat()}", Kind.CONCLUSIONS)


def read_council_document(text: str, at: int) -> tuple[Mention, ...]:
    """Read a document of the Council by its number."""
    match = COUNCIL_DOCUMENT.match(text, at)
    if match is None:
        return ()
    return mentioned(text, at, match.end(), f"st:{_year(match['year'])}:{match['number']}", Kind.OTHER)


def read_press_release(text: str, at: int) -> tuple[Mention, ...]:
    """Read a press release of the Council."""
    match = PRESS_RELEASE.match(text, at)
    if match is None:
        return ()
    return mentioned(
        text, at, match.end(), f"press:{_year(match['year'])}:{int(match['number'])}", Kind.OTHER
    )


def _year(digits: str) -> int:
    value = int(digits)
    if len(digits) > len("08"):
        return value
    return 1900 + value if value > 50 else 2000 + value  # noqa: PLR2004 - the Council's files begin in 1952


INSTITUTIONS = (
    Rule(frozenset(COMMITTEE_WORDS), read_opinion),
    Rule(CONCLUSIONS_WORDS | frozenset({"European", "Council", "Presidency"}), read_conclusions),
    Rule(frozenset({"ST"}), read_council_document),
    Rule(frozenset({"PRES"}), read_press_release),
)
