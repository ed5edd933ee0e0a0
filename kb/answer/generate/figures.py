"""The figures of a text, in a spelling that does not depend on its language.

A figure is a number with what it counts in, a year, a date's day and month, an ordinal, the number of an act,
or a web address: "86 miljard euro" and "EUR 86 billion" both hold "86e9" and "EUR"; "38%" is not "38".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kb.analysis import TokenKind, fold, tokens
from kb.answer.generate.vocabulary import (
    CURRENCIES,
    FRACTIONS,
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

DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
NUMERIC = frozenset({TokenKind.NUMBER, TokenKind.YEARS})
VERBATIM = frozenset({TokenKind.LEGAL, TokenKind.ADDRESS})


def figures(text: str, language: str) -> frozenset[str]:
    """Return the figures of a text, as a sentence must have them from its quotations.

    >>> sorted(figures("86 miljard euro, 25% in 2007-2013", "nl"))
    ['2007-2013', '25%', '86e9', 'EUR']
    """
    read = list(tokens(text))
    signs = {name for sign, name in SIGNS.items() if sign in text}
    return frozenset(signs.union(*(_figures_at(read, at, language) for at in range(len(read)))))


def offered(text: str, language: str) -> frozenset[str]:
    """Return the figures that a quotation carries: its own, and the two years of a period."""
    own = figures(text, language)
    return own.union(*(figure.split("-") for figure in own if figure[0].isdigit() and "-" in figure))


def _figures_at(read: Sequence[Token], at: int, language: str) -> set[str]:
    token = read[at]
    if token.kind in VERBATIM:
        return {token.form}
    number = _number(token, language)
    if number is not None:
        return set(_parts_of_date(number)) or {number + _unit(read, at + 1)}
    word = fold(token.form)
    month = _months(language).get(word)
    if month is not None and _beside_number(read, at):
        return {f"m{month}"}
    named = (
        _ordinals(language).get(word) or FRACTIONS.get(language, {}).get(token.word) or CURRENCIES.get(word)
    )
    return {named} if named else set()


def _number(token: Token, language: str) -> str | None:
    if token.kind in NUMERIC:
        bare = token.form.replace(",", "") if GROUPED.fullmatch(token.form) else token.form.replace(",", ".")
        return bare.lstrip("0") or "0"
    return _number_words(language).get(token.form) if token.kind is TokenKind.WORD else None


def _parts_of_date(number: str) -> Iterator[str]:
    date = DATE.fullmatch(number)
    if date is not None:
        day, month, year = date.groups()
        yield from (day.lstrip("0"), f"m{int(month)}", year)


def _unit(read: Sequence[Token], at: int) -> str:
    """Return what a number counts in, from the words that follow it."""
    following = [token.form for token in read[at : at + 2]]
    if following[:1] and following[0] in SCALES:
        return SCALES[following[0]] + _unit(read, at + 1)
    per_cent = following in (["per", "cent"], ["pour", "cent"])
    return "%" if per_cent or (following[:1] and following[0] in PERCENT) else ""


def _beside_number(read: Sequence[Token], at: int) -> bool:
    beside = (*read[max(at - 1, 0) : at], *read[at + 1 : at + 2])
    return any(token.kind is TokenKind.NUMBER for token in beside)


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
