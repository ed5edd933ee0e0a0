"""Places in the Official Journal, in the forms of five decades (`eurlex.md`, section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.citations import keys
from kb.citations.dates import DATE, date_of
from kb.citations.grammar.rule import Rule, alternatives, mentioned
from kb.citations.lexicon import JOURNAL_TAILS, JOURNAL_WORDS, PAGE_WORDS
from kb.pattern import Pattern

if TYPE_CHECKING:
    from re import Match

    from kb.citations.reference import Mention

NAME = (
    rf"(?:{alternatives(JOURNAL_WORDS)})\.?(?:\s(?:{alternatives(JOURNAL_TAILS)}))?"
    r"(?:\s{1,3}(?:[Nn]r\.?|[Nn]o\.?|n°))?"
)
"""PB · OJ · JO · ABl. · ABl. EU · OJ No"""

ISSUE = r"(?P<series>[LCS])\s{0,3}(?P<issue>\d{1,3})(?:\s?(?P<supplement>[AEIM])(?![^\W\d_]))?"
"""L 210 · C 48 A · L 11 I · C 247 E"""

DATED = rf"(?:\s{{0,3}},\s{{0,3}}|\s{{1,3}})(?:(?:van|of|du|vom|v\.)\s{{1,3}}|of\s{{1,3}}the\s{{1,3}})?{DATE}"
PAGE = (
    rf"(?:\s{{0,3}},?\s{{0,3}}(?:{alternatives(PAGE_WORDS)})\.?\s{{0,3}}(?P<page>\d{{1,4}})"
    r"(?:\s?[-–—]\s?\d{1,4}(?!\d))?(?:/\d{1,4})?)?"
)
"""blz. 19 · p. 19–24 · S. 1"""

CLASSIC = Pattern(rf"{NAME}\s{{0,3}}{ISSUE}{DATED}{PAGE}")
"""PB L 210 van 31.7.2006, blz. 19 · OJ L 222, 20.8.2008, p. 1 · ABl. L 222 vom 20.8.2008, S. 1"""

SINCE_2023 = Pattern(
    rf"{NAME}\s{{0,3}}(?P<series>[LC])(?:\s{{0,3}}(?:,|van|of|du|vom)\s{{0,3}}){{1,2}}(?:[LC]/)?"
    rf"(?P<year>20\d{{2}})/(?P<number>\d{{1,5}})(?:\s{{0,3}},\s{{0,3}}{DATE.replace('(?P<year>', '(?:')})?"
)
"""OJ L, 2024/1689, 12.7.2024 · OJ C, C/2024/5510, 11.9.2024"""

YEAR_FIRST = Pattern(
    rf"{NAME}[,\s]{{1,3}}(?P<year>(?:19|20)\d{{2}})[,\s]{{1,3}}{ISSUE}(?:\s?/\s?(?P<slashed>\d{{1,4}}))?{PAGE}"
)
"""PbEU 2018, L 328/82 · OJ 1987 L 256, p. 1"""

SLASHED = Pattern(rf"{NAME}\s{{0,3}}{ISSUE}\s?/\s?(?P<slashed>\d{{1,4}})(?:{DATED})?")
"""OJ L27/1: the year stands in square brackets before it, or a date behind."""

YEAR_IN_BRACKETS = Pattern(r"\[(?P<year>(?:19|20)\d{2})\]\s{0,3}$")
"""[2015] OJ L27/1"""

BEFORE_1967 = Pattern(rf"{NAME}\s{{0,3}}(?P<issue>\d{{1,3}}){DATED}{PAGE}")
"""OJ 106, 30.10.1962, p. 2553/62"""

NUMBERED = Pattern(
    r"(?P<year>(?:19|20)\d{2})/(?P<series>[LC])\s{0,3}(?P<issue>\d{1,3})/(?P<number>\d{2,3})(?!\d)"
)
"""2006/C 323/01"""

YEAR_AND_SLASH = len("2006/")
BRACKETED_YEAR = len("[2015]   ")


def read_place(text: str, at: int) -> tuple[Mention, ...]:
    """Read a place that begins with the name of the journal."""
    match = CLASSIC.match(text, at)
    if match is not None:
        return _dated(text, at, match, match["series"])
    match = SINCE_2023.match(text, at)
    if match is not None:
        return mentioned(
            text,
            at,
            match.end(),
            keys.journal_number(match["series"], int(match["year"]), f"/{match['number']}"),
        )
    match = YEAR_FIRST.match(text, at)
    if match is not None:
        page = match["page"] or match["slashed"]
        return mentioned(
            text, at, match.end(), keys.journal(match["series"], int(match["year"]), _issue(match), page)
        )
    return _slashed(text, at) or _old(text, at)


def read_number(text: str, at: int) -> tuple[Mention, ...]:
    """Read the number that the journal gives a document, whose series stands in its middle."""
    start = at - YEAR_AND_SLASH
    match = NUMBERED.match(text, start) if start >= 0 and not text[start - 1 : start].isdigit() else None
    if match is None:
        return ()
    number = f":{match['issue']}/{match['number']}"
    return mentioned(
        text, start, match.end(), keys.journal_number(match["series"], int(match["year"]), number)
    )


def _dated(text: str, at: int, match: Match[str], series: str) -> tuple[Mention, ...]:
    date = date_of(match)
    if date is None:
        return ()
    return mentioned(text, at, match.end(), keys.journal(series, date.year, _issue(match), match["page"]))


def _slashed(text: str, at: int) -> tuple[Mention, ...]:
    match = SLASHED.match(text, at)
    if match is None:
        return ()
    before = YEAR_IN_BRACKETS.search(text, max(at - BRACKETED_YEAR, 0), at)
    date = date_of(match) if match["month"] or match["numeric"] else None
    year = int(before["year"]) if before else date and date.year
    if not year:
        return ()
    start = before.start() if before else at
    return mentioned(
        text, start, match.end(), keys.journal(match["series"], year, _issue(match), match["slashed"])
    )


def _old(text: str, at: int) -> tuple[Mention, ...]:
    match = BEFORE_1967.match(text, at)
    date = date_of(match) if match else None
    if match is None or date is None:
        return ()
    return mentioned(text, at, match.end(), keys.journal("", date.year, match["issue"], match["page"]))


def _issue(match: Match[str]) -> str:
    return match["issue"] + (match["supplement"] or "")


JOURNAL = (
    Rule(frozenset(JOURNAL_WORDS), read_place),
    Rule(frozenset({"L", "C"}), read_number),
)
