"""The project's glossary of EU policy: what a term is also called, in its own language and in others.

`glossary.tsv` has one concept a row and one language a column; ` | ` separates the names of a concept, the
usual one first. Vectors know that "workforce" is near "beroepsbevolking"; they cannot know that KP7 is FP7
or that a KMO in Belgium is an MKB-bedrijf in the Netherlands.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kb.analysis import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.analysis import Term

SEPARATOR = " | "
LONGEST_NAME = 5
"""Words of content in the longest name that is looked for in a question."""

LOOSE_THEMES = frozenset({"general policy vocabulary", "question vocabulary"})
"""Themes whose names are near each other rather than the same: good for finding, not for showing."""

MARK = "§"
"""How a key begins that no word has."""

Key = tuple[str, ...]
"""A name as the keys of its terms."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A row: the names of a concept in each language, the usual one first; and its theme."""

    names: dict[str, tuple[str, ...]]
    theme: str


@cache
def concepts() -> tuple[Concept, ...]:
    """Return all rows of the glossary."""
    text = files("kb.encoder").joinpath("glossary.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        Concept(
            {
                language: tuple(row[language].split(SEPARATOR))
                for language in ("nl", "en", "de", "fr")
                if row[language]
            },
            row["theme"],
        )
        for row in rows
    )


def also_called(terms: Sequence[Term], asked_in: str, language: str) -> list[frozenset[str]]:
    """Return for each term of a question the keys in `language` under which the same concept is found.

    They are its names of one word and, where it has longer ones, the key that `in_names` gives the words of
    those. A name of several words ("Member States") lends its equivalents ("lidstaten") to each of them, and
    they are then not looked up one by one.
    """
    known = _equivalents(asked_in, language)
    found: list[set[str]] = [set() for _ in terms]
    keys = [term.key for term in terms]
    for size in range(LONGEST_NAME, 0, -1):
        for start in range(len(keys) - size + 1):
            places = range(start, start + size)
            equivalents = known.get(tuple(keys[start : start + size]))
            if equivalents and not any(found[place] for place in places):
                for place in places:
                    found[place] |= equivalents
    return [frozenset(some - {key}) for some, key in zip(found, keys, strict=True)]


def other_names(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the concepts that a text names, each with what else it is called in Dutch and English.

    The loose rows, on general words and question words, are left out; a longer name hides those inside it.
    """
    keys = [term.key for term in analyzer(language).terms(text)]
    named = _names(language)
    found: list[tuple[str, tuple[str, ...]]] = []
    taken: set[int] = set()
    for size in range(LONGEST_NAME, 0, -1):
        for start in range(len(keys) - size + 1):
            places = set(range(start, start + size))
            concept = named.get(tuple(keys[start : start + size]))
            if concept is not None and not places & taken:
                taken |= places
                names = [*concept.names["nl"], *concept.names["en"]]
                found.append((names[0], tuple(dict.fromkeys(names[1:]))))
    return found


@cache
def _names(language: str) -> dict[Key, Concept]:
    """Return the concepts by their names; of two with one name, the first in the glossary."""
    kept = [concept for concept in concepts() if concept.theme not in LOOSE_THEMES]
    return {name: concept for concept in reversed(kept) for name in _keys(concept, language)}


def in_names(terms: Iterable[Term], language: str) -> list[Term]:
    """Return the terms of a text; those in a name of several words have the key of its concept as a part."""
    found = list(terms)
    keys = [term.key for term in found]
    long_names = _long_names(language)
    for size in range(LONGEST_NAME, 1, -1):
        for start in range(len(keys) - size + 1):
            marks = long_names.get(tuple(keys[start : start + size]))
            if marks:
                for at in range(start, start + size):
                    found[at] = replace(found[at], parts=(*found[at].parts, *marks))
    return found


def marks_of(term: Term) -> frozenset[str]:
    """Return the keys of the concepts in whose names of several words a term of a text stands."""
    return frozenset(part for part in term.parts if part.startswith(MARK))


@cache
def _long_names(language: str) -> dict[Key, tuple[str, ...]]:
    """Return the keys of the concepts that have a name of several words, by these."""
    known: dict[Key, tuple[str, ...]] = {}
    for row, concept in enumerate(concepts()):
        for name in set(_keys(concept, language)):
            if len(name) > 1:
                known[name] = (*known.get(name, ()), _mark(row))
    return known


@cache
def _equivalents(asked_in: str, language: str) -> dict[Key, frozenset[str]]:
    """Return the keys under which texts in `language` hold each concept, by its names in `asked_in`."""
    known: dict[Key, set[str]] = {}
    for row, concept in enumerate(concepts()):
        names = set(_keys(concept, language))
        targets = {key[0] for key in names if len(key) == 1}
        if len(targets) < len(names):
            targets.add(_mark(row))
        for name in _keys(concept, asked_in):
            known.setdefault(name, set()).update(targets)
    return {name: frozenset(targets) for name, targets in known.items() if targets}


def _mark(row: int) -> str:
    """Return the key of a concept."""
    return f"{MARK}{row}"


def _keys(concept: Concept, language: str) -> Iterator[Key]:
    analysis = analyzer(language)
    for name in concept.names.get(language, ()):
        key = tuple(term.key for term in analysis.terms(name))
        if key:
            yield key
