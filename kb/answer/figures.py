"""The figures of a text, in a spelling that does not depend on its language.

A figure is a number with what it counts in, a year, a date, a period, an ordinal, the number of an act, or a
web address: "86 miljard euro" and "EUR 86 billion" both hold "86e9" and "EUR"; "38%" is not "38", and a date
is one figure, so that no day is put together with the year of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kb.analysis import TokenKind, fold, tokens
from kb.answer.vocabulary import (
    AFTER_DECADES,
    BEFORE_DECADES,
    CARRYING_ORDINALS,
    CURRENCIES,
    FRACTIONS,
    HEDGES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PERCENT,
    SCALES,
    TENS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.analysis import Token

DATE = re.compile(r"(\d{0,2})\.(\d{1,2})\.(\d{4}|)")
"""6.10.2006, and of ours also 6.10. and .10.2006."""

DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
YEAR = re.compile(r"\d{4}")
A_YEAR = re.compile(r"(?:19|20)\d{2}")
"""A number written like this counts nothing: "2008", where "2 000" may."""

COUNT = re.compile(r"\d+(?:\.\d+)?(?:e\d)?")
"""A figure that may count: "9", "2000", "86e9"; no percentage, ordinal or date."""

DECADE = re.compile(r"(?:19)?(\d0)")
HEDGED_WITHIN = 3
"""Tokens before a figure in which it is hedged: "Naar schatting is 38%", "approximately EUR 86 billion"."""

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
KEPT_TEXTS = 4096
"""Texts whose figures are kept: the same sentences are quoted again and again."""

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
NUMERIC = frozenset({TokenKind.NUMBER, TokenKind.YEARS})
VERBATIM = frozenset({TokenKind.LEGAL, TokenKind.ADDRESS})


@lru_cache(maxsize=KEPT_TEXTS)
def figures(text: str, language: str) -> frozenset[str]:
    """Return the figures of a text, as a sentence must have them from its quotations.

    >>> sorted(figures("86 miljard euro, 25% in 2007-2013, op 6 oktober 2006", "nl"))
    ['2007-2013', '25%', '6.10.2006', '86e9', 'EUR']
    """
    signs = {name for sign, name in SIGNS.items() if sign in text}
    return frozenset(signs.union(*(found for _, found in _read(list(tokens(text)), language))))


def hedged(text: str, language: str) -> frozenset[str]:
    """Return the figures that a text gives as no more than an estimate.

    >>> sorted(hedged("Naar schatting is 38% goed voor ongeveer 86 miljard in 2008", "nl"))
    ['38%', '86e9']
    """
    read = list(tokens(text))
    near = (
        ({t.word for t in read[max(at - HEDGED_WITHIN, 0) : at]}, found)
        for at, found in _read(read, language)
    )
    return frozenset[str]().union(*(found for words, found in near if words & HEDGES))


@lru_cache(maxsize=KEPT_TEXTS)
def offered(text: str, language: str) -> frozenset[str]:
    """Return the figures that a quotation carries: its own, and of a date also its month and its year.

    Not the years of a period: what happened in 2007 is another thing than what lasted from 2007 to 2013.
    """
    likewise = CARRYING_ORDINALS.get(language, {})
    own = figures(text, language) | {likewise[token.form] for token in tokens(text) if token.form in likewise}
    dates = (date.groups() for date in map(DATE.fullmatch, own) if date is not None)
    return own.union(*({f"{day}.{month}.", f".{month}.{year}", year} for day, month, year in dates)) - {""}


def counting(text: str, language: str) -> Iterator[int]:
    """Iterate over the positions after the numbers of a text that may count what follows them.

    They are no years, dates, percentages, ordinals or numbers of documents.

    >>> text = "In 2006 vond het 2 000 clusters in 27 landen, goed voor 38% van de banen."
    >>> [text[position:].split()[0] for position in counting(text, "nl")]
    ['clusters', 'landen,']
    """
    read = list(tokens(text))
    for at, found in _read(read, language):
        written = read[at].span.of(text)
        if any(map(COUNT.fullmatch, found)) and not A_YEAR.fullmatch(written):
            yield read[at].span.end


def _read(read: Sequence[Token], language: str) -> Iterator[tuple[int, set[str]]]:
    """Iterate over the figures of a text, each with the token at which it begins."""
    at = 0
    while at < len(read):
        date = _date_at(read, at, language) or _decade_at(read, at)
        yield at, (_figures_at(read, at, language) if date is None else {date.figure})
        at += 1 if date is None else date.tokens


@dataclass(frozen=True, slots=True)
class _Date:
    """A date "6.10.2006", "6.10." or ".10.2006", or a decade "90s", and how many tokens it takes."""

    figure: str
    tokens: int


def _date_at(read: Sequence[Token], at: int, language: str) -> _Date | None:
    """Return the date that begins with a token: 6 October 2006, October 6, 2006, 6.10.2006, October 2006."""
    first, *rest = (read[near].form if near < len(read) else "" for near in range(at, at + 4))
    written = DATE.fullmatch(first)
    if written is not None:
        # The year of such a date follows it as a token of its own.
        return _Date(_dated(written[1], int(written[2]), written[3]), 2)
    months = _months(language)
    day = DAY.fullmatch(first) is not None
    month = months.get(rest[0] if day else first)
    if month is None:
        return None
    after = rest[1:] if day else rest
    if not day and DAY.fullmatch(after[0]):
        year = after[1] if YEAR.fullmatch(after[1]) else ""
        return _Date(_dated(after[0], month, year), 3 if year else 2)
    year = after[0] if YEAR.fullmatch(after[0]) else ""
    found = 1 + day + bool(year)
    return _Date(_dated(first if day else "", month, year), found) if found > 1 else None


def _decade_at(read: Sequence[Token], at: int) -> _Date | None:
    """Return the decade that begins with a token: de jaren 90, the 1990s, les années 1990."""
    first, second = (read[near].form if near < len(read) else "" for near in (at, at + 1))
    figure = first if second in AFTER_DECADES else second if first in BEFORE_DECADES else ""
    decade = DECADE.fullmatch(figure)
    return _Date(f"{decade[1]}s", 2) if decade is not None else None


def _dated(day: str, month: int, year: str) -> str:
    return f"{day.lstrip('0')}.{month}.{year}"


def _figures_at(read: Sequence[Token], at: int, language: str) -> set[str]:
    token = read[at]
    if token.kind in VERBATIM:
        return {token.form}
    number = _number(token, language)
    if number is not None:
        return {number + _unit(read, at + 1)}
    word = token.form
    named = (
        _ordinals(language).get(word) or FRACTIONS.get(language, {}).get(token.word) or CURRENCIES.get(word)
    )
    return {named} if named else set()


def _number(token: Token, language: str) -> str | None:
    if token.kind in NUMERIC:
        bare = token.form.replace(",", "") if GROUPED.fullmatch(token.form) else token.form.replace(",", ".")
        return bare.lstrip("0") or "0"
    return _number_words(language).get(token.form) if token.kind is TokenKind.WORD else None


def _unit(read: Sequence[Token], at: int) -> str:
    """Return what a number counts in, from the words that follow it."""
    following = [token.form for token in read[at : at + 2]]
    if following[:1] and following[0] in SCALES:
        return SCALES[following[0]] + _unit(read, at + 1)
    per_cent = following in (["per", "cent"], ["pour", "cent"])
    return "%" if per_cent or (following[:1] and following[0] in PERCENT) else ""


@cache
def _number_words(language: str) -> dict[str, str]:
    spelled = {word: str(value) for value, word in enumerate(NUMBERS.get(language, "").split())}
    tens = {
        word: str(value)
        for value, word in zip(range(30, 101, 10), TENS.get(language, "").split(), strict=False)
    }
    return {fold(word): value for word, value in {**spelled, **tens}.items() if word != "-"}


@cache
def _months(language: str) -> dict[str, int]:
    return {fold(word): number for number, word in enumerate(MONTHS.get(language, "").split(), start=1)}


@cache
def _ordinals(language: str) -> dict[str, str]:
    return {
        fold(word): f"{number}." for number, word in enumerate(ORDINALS.get(language, "").split(), start=1)
    }
