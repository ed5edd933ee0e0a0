"""Dutch compounds into their parts: "clusterorganisaties" → cluster, organisaties.

Dutch writes compounds as one word, so that a search for "beleid" would miss "clusterbeleid". A word is
split only when all of it is made of known constituents and linking letters, into as few as possible; a
word that is itself a constituent ("onderneming") stays whole. The list of constituents is the
project's own (`constituents-nl.txt`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from kb.analysis.stems import stem
from kb.analysis.tokens import fold

MIN_COMPOUND_LENGTH = 7
"""No shorter word is worth splitting ("mkbwet")."""

MIN_PART_LENGTH = 3

LINKING_LETTER = "s"
"""The letter between parts that is no part of either: "beleid|s|maker"."""

PLURAL_MODIFIER = "en"
"""The ending under which a modifier may stand in the plural: "bedrijven|park"."""

PLURALS = ("en", "s", "n")
"""Endings that the stemmer leaves on some words: "maatregelen", "actoren"."""


@lru_cache(maxsize=1 << 17)
def split(word: str) -> tuple[str, ...]:
    """Return the parts of a folded Dutch word; empty when it is not a known compound.

    >>> split("clusterorganisaties"), split("onderneming")
    (('cluster', 'organisaties'), ())
    """
    if len(word) < MIN_COMPOUND_LENGTH or _is_constituent(word):
        return ()
    best: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word) - MIN_PART_LENGTH + 1):
        if start not in best:
            continue
        for end in range(start + MIN_PART_LENGTH, len(word) + 1):
            part = _last(word[start:end]) if end == len(word) else _modifier(word[start:end])
            if part and len(best[start]) + 1 < len(best.get(end, word)):
                best[end] = (*best[start], part)
    parts = best.get(len(word), ())
    return parts if len(parts) > 1 else ()


@cache
def constituents() -> frozenset[str]:
    """Return the known constituents of Dutch compounds, folded."""
    listed = files("kb.analysis").joinpath("constituents-nl.txt").read_text("utf-8")
    return frozenset(fold(line) for line in listed.split())


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(constituent, "nl") for constituent in constituents())


def _is_constituent(word: str) -> bool:
    bare = (word.removesuffix(ending) for ending in PLURALS)
    return any(form in constituents() for form in bare) or stem(word, "nl") in _stems()


def _last(part: str) -> str | None:
    return part if _is_constituent(part) else None


def _modifier(part: str) -> str | None:
    if part in constituents():
        return part
    if part.endswith(LINKING_LETTER) and part[:-1] in constituents():
        return part[:-1]
    is_plural = part.endswith(PLURAL_MODIFIER) and stem(part, "nl") in constituents()
    return part if is_plural else None
