"""Regulations, directives, decisions, recommendations and framework decisions by their numbers.

Which number is the year follows from how it is written (`eurlex.md`, section 2.2): "nr. 1082/2006" is
number/year, "2004/18/EG" year/number, and since 2015 "(EU) 2021/1060" year/number. Where both could be
the year the mention says that it is inferred.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kb.citations import keys
from kb.citations.grammar.rule import Rule, alternatives, spelled
from kb.citations.lexicon import (
    ACT_WORDS,
    ADJECTIVES_BEFORE,
    ADJECTIVES_BEHIND,
    COMPOUND_HEADS,
    DOMAINS,
)
from kb.citations.reference import Certainty, Mention
from kb.pattern import Pattern
from kb.text import Span

if TYPE_CHECKING:
    from re import Match

FIRST_YEAR = 1952
NEW_NUMBERING = 2015
"""From this year on acts are numbered year first: Regulation (EU) 2015/848."""

LAST_YEAR = 2099
TWO_DIGITS_FROM = 52
LAST_TWO_DIGITS = 98
"""A year of two digits is one of 1952 to 1998."""

DOMAIN = rf"(?:{alternatives(DOMAINS)})(?:\s?[,/+]\s?(?:{alternatives(DOMAINS)}))*"
BRACKETED_DOMAIN = rf"\(\s?{DOMAIN}\s?\)"
"""(EG) · (EU, Euratom)"""

SLASHED_DOMAIN = rf"\s?/\s?{DOMAIN}(?![^\W_])"
"""/EG · /EC, Euratom"""

NUMBER_SIGN = r"(?:[Nn]os?\.?|[Nn][Rr]n?s?\.?|[Nn]\s?[°ºᵒ]|[Nn]\.\s?[°º]|№|[Nn]ummers?)"
"""No · nr. · Nr. · n° · nº · №"""

ISSUER = (
    r"(?:\s{1,3}(?:van de Raad|van de Commissie|van het Europees Parlement en de Raad|of the Council|"
    r"of the Commission|du Conseil|de la Commission|du Parlement européen et du Conseil|des Rates|"
    r"der Kommission))?"
)
"""An issuer between the name and the number: "règlement du Conseil (CE) n° 1083/2006"."""

NUMBER = (
    rf"(?P<domain>{BRACKETED_DOMAIN})?\s{{0,3}}(?P<sign>{NUMBER_SIGN})?\s{{0,3}}"
    rf"(?P<first>\d{{1,5}})\s?/\s?(?P<second>\d{{1,5}})(?![\d%])(?P<tail>{SLASHED_DOMAIN})?(?!/\d)"
)
"""(EG) nr. 1082/2006 · 2004/18/EG · (EU) 2021/1060 · nr. 1639/2006/EG · 96/48/EC"""

HEADS = tuple(head for heads in COMPOUND_HEADS.values() for head in heads)
WORDS = {
    form: act_type
    for act_type, by_language in ACT_WORDS.items()
    for words in by_language.values()
    for word in words
    for form in (word, *(head + word for head in HEADS))
}
"""A word for an act, lower case → the type of the act."""

PARTICIPLE = r"implementing\s{1,3}[A-Z]"
"""rules implementing Directive 95/46/EC: no implementing directive."""

OPENING = Pattern(
    rf"(?!{PARTICIPLE})(?:(?i:{alternatives(ADJECTIVES_BEFORE)})\s{{1,3}})?(?P<word>(?i:{alternatives(WORDS)}))(?![^\W_])"
    rf"(?:\s{{1,3}}(?i:{alternatives(ADJECTIVES_BEHIND)})(?![^\W_]))?{ISSUER}\s{{0,4}}(?={NUMBER_SIGN}|[(\d])"
)
FIRST = Pattern(NUMBER)
NEXT = Pattern(
    rf"(?P<join>\s?,\s?(?:(?:en|and|et|und|of|or|ou|oder)\s{{1,3}})?|\s{{1,3}}(?:en|and|et|und|of|or|ou|oder|alsmede|"
    rf"sowie|ainsi que|as well as)\s{{1,3}})(?:de\s|den\s|the\s|der\s|le\s|la\s)?(?P<act>{NUMBER})"
)
"""What goes on a list: ", (EU) nr. 1301/2013" · " en 2004/18/EG"."""

LONGEST_LIST = 30


class _Numbered(NamedTuple):
    year: int
    number: int
    certainty: Certainty


def read_acts(text: str, at: int) -> tuple[Mention, ...]:
    """Read an act, or a list of acts under one name."""
    opening = OPENING.match(text, at)
    first = FIRST.match(text, opening.end()) if opening else None
    if opening is None or first is None:
        return ()
    act_type = WORDS[_unspaced(opening["word"])]
    numbered = _numbered(first, act_type)
    if numbered is None:
        return ()
    found = [_mention(text, at, first.end(), act_type, numbered)]
    while len(found) < LONGEST_LIST:
        following = NEXT.match(text, found[-1].span.end)
        numbered = _numbered(following, act_type) if following and _belongs(following, first) else None
        if following is None or numbered is None:
            break
        found.append(_mention(text, following.start("act"), following.end(), act_type, numbered))
    return tuple(found)


def _unspaced(word: str) -> str:
    return " ".join(word.lower().split())


def _mention(text: str, start: int, end: int, act_type: str, numbered: _Numbered) -> Mention:
    key = keys.act(act_type, numbered.year, numbered.number)
    span = Span(start, end)
    return Mention(key, keys.ACT_KINDS[act_type], span, span.of(text), certainty=numbered.certainty)


def _belongs(following: Match[str], first: Match[str]) -> bool:
    """A further number belongs to the list when it is written as a number of an act, or as the first."""
    written = following["domain"] or following["sign"] or following["tail"]
    return bool(written) or (first["sign"] is not None and following["tail"] is None)


def _numbered(match: Match[str], act_type: str) -> _Numbered | None:
    """Return which of two numbers is the year, None when neither can be."""
    first, second = match["first"], match["second"]
    if match["sign"] and not (match["domain"] or match["tail"]) and act_type not in {"reg", "dir", "dec"}:
        return None
    as_second = _year(second)
    as_first = _year(first)
    if match["sign"] and as_second is not None:
        return _Numbered(as_second, int(first), Certainty.BY_RULE)
    if match["domain"] or match["tail"]:
        return _with_domain(match, act_type, as_first, as_second)
    return _bare(match, act_type, as_first, as_second)


def _with_domain(
    match: Match[str], act_type: str, as_first: int | None, as_second: int | None
) -> _Numbered | None:
    first, second = int(match["first"]), int(match["second"])
    both = as_first is not None and as_second is not None
    if act_type != "reg" and match["tail"] and as_first is not None:
        return _Numbered(as_first, second, Certainty.BY_RULE)
    if as_first is not None and as_first >= NEW_NUMBERING:
        doubt = both and len(match["second"]) == len("2016")
        return _Numbered(as_first, second, Certainty.INFERRED if doubt else Certainty.BY_RULE)
    if as_second is not None and act_type == "reg":
        return _Numbered(as_second, first, Certainty.BY_RULE)
    if as_first is not None:
        return _Numbered(as_first, second, Certainty.BY_RULE)
    return _Numbered(as_second, first, Certainty.BY_RULE) if as_second is not None else None


def _bare(match: Match[str], act_type: str, as_first: int | None, as_second: int | None) -> _Numbered | None:
    """A number without sign or domain, as people type it: only years of four digits count."""
    first, second = match["first"], match["second"]
    if (
        as_first is not None
        and len(first) == len("2004")
        and (act_type != "reg" or as_first >= NEW_NUMBERING)
    ):
        return _Numbered(as_first, int(second), Certainty.INFERRED)
    if act_type == "dec" and len(first) == 1:
        return None
    if act_type in {"reg", "dec"} and as_second is not None and len(second) == len("2006"):
        return _Numbered(as_second, int(first), Certainty.INFERRED)
    return None


def _year(digits: str) -> int | None:
    """Return the year that digits can be: four of them, or two up to 1998.

    >>> _year("2006"), _year("87"), _year("1082")
    (2006, 1987, None)
    """
    value = int(digits)
    if len(digits) == len("87") and TWO_DIGITS_FROM <= value <= LAST_TWO_DIGITS:
        return 1900 + value
    return value if len(digits) == len("2006") and FIRST_YEAR <= value <= LAST_YEAR else None


ACTS = (
    Rule(
        spelled(re.split(r"[\s-]", word)[0] for word in WORDS) | spelled(ADJECTIVES_BEFORE),
        read_acts,
    ),
)
