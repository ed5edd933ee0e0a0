"""Reads parallel text and benchmarks, and keeps what is measured apart from what is learned.

The guarantee: no text that the benchmarks or the held-out pairs contain, compared word by word
without case and punctuation, is on either side of any training pair.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kb.encoder.features import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

LANGUAGES = ("nl", "de", "fr")
BENCHMARK_CODES = {"nl": "nld", "de": "deu", "fr": "fra"}
GLOSSARY = "glossary"
VARIANTS = " | "  # separates variants in a cell of the glossary

# Sources whose rows are sentences; the rest are words, terms and labels.
SENTENCE_SOURCES = frozenset({"com1973-82", "esco", "ntrex", "tatoeba"})

# Pairs held out a language and a source. Recipes are chosen on the first two, as one pool of
# 1,000 sentences; the terms only warn when single words get worse.
HELD_OUT_SENTENCES: Mapping[str, int] = {"tatoeba": 800, "ntrex": 200}
HELD_OUT_TERMS: Mapping[str, int] = {"gemet": 400}


@dataclass(frozen=True, slots=True)
class Pair:
    """An English text and its translation."""

    language: str
    source: str
    english: str
    other: str

    @property
    def is_sentence(self) -> bool:
        """Whether the source is one of sentences."""
        return self.source in SENTENCE_SOURCES


@dataclass(frozen=True, slots=True)
class Split:
    """What is learned from, and what recipes are chosen on."""

    training: list[Pair]
    sentences: list[Pair]
    terms: list[Pair]


def read_pairs(parallel: Path) -> Iterator[Pair]:
    """Yield the rows of `en-nl.tsv.gz`, `en-de.tsv.gz` and `en-fr.tsv.gz`."""
    for language in LANGUAGES:
        with gzip.open(parallel / f"en-{language}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                source, english, other = line.rstrip("\n").split("\t")
                yield Pair(language, source, english, other)


def read_glossary(path: Path) -> Iterator[Pair]:
    """Yield every English variant of a glossary row with every variant of the other languages."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for language in LANGUAGES:
                variants = product(row["en"].split(VARIANTS), row[language].split(VARIANTS))
                for english, other in variants:
                    yield Pair(language, GLOSSARY, english.strip(), other.strip())


def read_benchmarks(benchmarks: Path) -> list[Pair]:
    """Return the Tatoeba pairs of all languages, which are measured and never learned."""
    return [
        Pair(language, "benchmark", *line.split("\t"))
        for language, code in BENCHMARK_CODES.items()
        for line in (benchmarks / f"tatoeba.{code}-eng.tsv").read_text(encoding="utf-8").splitlines()
    ]


def split_pairs(pairs: Sequence[Pair], benchmarks: Sequence[Pair]) -> Split:
    """Hold out the validation pairs and drop every training row that touches a measured text."""
    sentences = _hold_out(pairs, HELD_OUT_SENTENCES)
    terms = _hold_out(pairs, HELD_OUT_TERMS)
    measured = _keys([*sentences, *terms, *benchmarks])
    training = [pair for pair in pairs if _is_clean(pair, measured)]
    return Split(training, sentences, terms)


def of_language(pairs: Iterable[Pair], language: str) -> list[Pair]:
    """Return the pairs of one language."""
    return [pair for pair in pairs if pair.language == language]


def comparable(text: str) -> str:
    """Return a text without case and punctuation.

    >>> comparable("C'est l'Été!")
    'c est l été'
    """
    return " ".join(words(text))


def _hold_out(pairs: Sequence[Pair], sizes: Mapping[str, int]) -> list[Pair]:
    """Take the first pairs in the order of a hash of the English text: the same in any language."""
    taken: list[Pair] = []
    seen: set[tuple[str, str]] = set()
    counts: Counter[tuple[str, str]] = Counter()
    candidates = (pair for pair in pairs if pair.source in sizes)
    for pair in sorted(candidates, key=lambda pair: (_draw(pair.english), pair.other)):
        keys = _text_keys(pair)
        full = counts[pair.language, pair.source] == sizes[pair.source]
        if full or not keys.isdisjoint(seen) or comparable(pair.english) == comparable(pair.other):
            continue
        seen |= keys
        counts[pair.language, pair.source] += 1
        taken.append(pair)
    return taken


def _draw(english: str) -> str:
    return hashlib.sha256(comparable(english).encode()).hexdigest()


def _text_keys(pair: Pair) -> set[tuple[str, str]]:
    """Return both texts of a pair as a ranking meets them, one pool a language and side."""
    return {
        (f"en for {pair.language}", comparable(pair.english)),
        (pair.language, comparable(pair.other)),
    }


def _keys(pairs: Iterable[Pair]) -> set[tuple[str, str]]:
    return {key for pair in pairs for key in _both_sides(pair)}


def _both_sides(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("en", comparable(pair.english)), (pair.language, comparable(pair.other))


def _is_clean(pair: Pair, measured: set[tuple[str, str]]) -> bool:
    sides = _both_sides(pair)
    return all(text and (side, text) not in measured for side, text in sides)
