"""Which abbreviations a text spells out: "Framework Programme (FP7)", "KP7, het zevende kaderprogramma".

Words beside an abbreviation spell it out when they give its letters (after Schwartz and Hearst, PSB 2003), or
when the glossary knows them as its long name: a Dutch text may have a Dutch name with English letters.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kb.analysis import fold
from kb.analysis.compounds import split
from kb.encoder.glossary import LOOSE_THEMES, concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORT = r"(?P<short>[A-Z](?=[^\W_]*[&-]?[A-Z0-9])[^\W_]{0,9}(?:[&-][^\W_]{1,4})?)(?:['’]s)?"
"""FP7, EFQM, EaSI, SMEs, R&D."""

PLURAL = re.compile(r"(?<=[A-Z0-9])s$")

OPEN, CLOSE = r"[‘“\"„«»']?", r"[’”\"“«»']?"

BEHIND_ITS_NAME = re.compile(
    rf"\((?:[a-z:]+\s){{0,4}}{OPEN}{SHORT}{CLOSE}(?:[,;\s][^()]{{0,60}})?\)(?!\s*[Nn][ro]\b|\s\d)"
)
"""… (FP7), … (hereinafter "EIT"), … (FP7, 2007-2013); not Regulation (EC) No 1082/2006."""

BEFORE_ITS_NAME = re.compile(
    rf"\b{SHORT}(?:\s*\((?:(?:the|de|het)\s+)?|,\s+(?:the|de|het|an?|een)\s+)(?P<name>[^,;:()]{{4,120}})"
)
"""EFQM (European Foundation for …), FP7, the Seventh Framework …"""

SAID = re.compile(
    rf"\b{SHORT}\s+(?:staa[tn]\s+voor|stands?\s+for|is\s+short\s+for)\b"
    rf"|[‘“\"„«»']{SHORT.replace('short', 'meant')}[’”\"“«»']\s*(?:means\b|betekent\b|bezeichnet\b|désigne\b"
    r"|:)"
)
"""EIT stands for …, ‘ESF’ means …: whatever follows."""

CLAUSE_END = re.compile(r"[.;:!?)]\s")
WORD = re.compile(r"[^\W_]+")

LEAST = 4
"""Letters of a word by which an abbreviation may begin: shorter ones are in every text."""


def spelled_out(text: str) -> frozenset[str]:
    """Return the abbreviations that a text spells out, in small letters.

    >>> sorted(spelled_out("het zevende kaderprogramma (KP7); ERA, the European Research Area"))
    ['era', 'kp7']
    >>> spelled_out("steun voor onderzoek (KP7) volgens Verordening (EG) nr. 1082/2006")
    frozenset()
    """
    return frozenset(_spelled_out(text))


def in_small_letters(short: str) -> str:
    """Return an abbreviation without its plural, in small letters: "sme" of "SMEs"."""
    return fold(PLURAL.sub("", short))


def key_of_abbreviation(short: str) -> str:
    """Return the key under which the places are found that spell an abbreviation out."""
    return f"({short})"


def short_names(short: str) -> frozenset[str]:
    """Return the names of one word of the concepts that an abbreviation names, itself among them.

    >>> sorted(short_names("kp7"))
    ['fp7', 'kp7', 'rp7']
    """
    return frozenset({short, *(name for names in _named(short) for name in names if " " not in name)})


def _spelled_out(text: str) -> Iterator[str]:
    for found in BEHIND_ITS_NAME.finditer(text):
        short, clause = in_small_letters(found["short"]), CLAUSE_END.split(text[: found.start()])[-1]
        if _gives(_words(clause)[-_reach(short) :], short) or _is_long_name(clause, short):
            yield short
    for found in BEFORE_ITS_NAME.finditer(text):
        short, name = in_small_letters(found["short"]), found["name"]
        if _gives(_words(name)[: _reach(short)], short) or _is_long_name(name, short):
            yield short
    for found in SAID.finditer(text):
        yield in_small_letters(found["short"] or found["meant"])


def _reach(short: str) -> int:
    """Return among how many words beside an abbreviation its letters are looked for."""
    letters = len(_letters(short))
    return min(letters + 5, letters * 2)


def _letters(short: str) -> str:
    return "".join(filter(str.isalpha, short))


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _gives(words: Sequence[str], short: str) -> bool:
    """Tell whether words, or parts of compounds, begin with the letters of an abbreviation.

    The longer words in any order, since a translation keeps the letters of the original; or all in order.
    """
    letters = _letters(short)
    parts = [part for word in words for part in split(word) or (word,)]
    if not Counter(letters) - Counter(part[0] for part in parts if len(part) >= LEAST):
        return True
    return any(
        _in_order(letters, "".join(part[0] for part in parts[at:]))
        for at, first in enumerate(parts)
        if first[0] == letters[0] and len(first) >= LEAST
    )


def _in_order(letters: str, offered: str) -> bool:
    following = iter(offered)
    return all(letter in following for letter in letters)


def _is_long_name(text: str, short: str) -> bool:
    """Tell whether a text has a name of several words that the glossary gives an abbreviation."""
    written = f" {' '.join(_words(text))} "
    return any(f" {name} " in written for names in _named(short) for name in names if " " in name)


@cache
def _concepts() -> dict[str, tuple[frozenset[str], ...]]:
    """Return the names of each concept in every language, in small letters, by each of one word."""
    known: dict[str, tuple[frozenset[str], ...]] = {}
    for concept in concepts():
        if concept.theme in LOOSE_THEMES:
            continue
        written = (name for names in concept.names.values() for name in names)
        own = frozenset(" ".join(_words(PLURAL.sub("", name))) for name in written)
        for name in own:
            if " " not in name:
                known[name] = (*known.get(name, ()), own)
    return known


def _named(short: str) -> tuple[frozenset[str], ...]:
    return _concepts().get(short, ())
