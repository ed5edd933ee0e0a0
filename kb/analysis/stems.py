"""Words to their stems: the one file that knows PyStemmer (Snowball)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import version

import Stemmer

ALGORITHMS = {
    "nl": "dutch",
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
}
"""Snowball's name for each language of the desk."""

DIAERESIS_PLURAL = re.compile(r"(?<=ie|ee)en$")
"""The plural that loses its diaeresis in folding and then puzzles the stemmer: "strategieën"."""

STEMMER_VERSION = version("PyStemmer")


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself in a language without a stemmer.

    >>> stem("bedrijven", "nl"), stem("policies", "en")
    ('bedrijf', 'polici')
    """
    algorithm = ALGORITHMS.get(language)
    if language == "nl":
        word = DIAERESIS_PLURAL.sub("", word)
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)
