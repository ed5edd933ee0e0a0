"""The project's glossary of EU policy: what a term is also called, in its own language and in others.

`glossary.tsv` has one concept a row and one language a column; ` | ` separates the names of a concept, the
usual one first. Vectors know that "workforce" is near "beroepsbevolking"; they cannot know that KP7 is FP7
or that a KMO in Belgium is an MKB-bedrijf in the Netherlands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kb.analysis import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    head, *rows = (line.split("\t") for line in text.splitlines())
    columns = [(language, head.index(language)) for language in ("nl", "en", "de", "fr")]
    theme = head.index("theme")
    return tuple(
        Concept({code: tuple(row[at].split(SEPARATOR)) for code, at in columns if row[at]}, row[theme])
        for row in rows
    )


def also_called(terms: Sequence[Term], asked_in: str, language: str) -> list[frozenset[str]]:
    """Return for each term of a question the keys in `language` under which the same concept is found.

    They are its names of one word and, where it has longer ones, the key that `in_names` gives the words of
    those. A name of several words ("Member States") lends its equivalents ("lidstaten") to each of them, and
    they are then not looked up one by one.
    """
    found: list[set[str]] = [set() for _ in terms]
    keys = [term.key for term in terms]
    for size in range(LONGEST_NAME, 0, -1):
        for start in range(len(keys) - size + 1):
            places = range(start, start + size)
            equivalents = _equivalents(tuple(keys[start : start + size]), asked_in, language)
            if equivalents and not any(found[place] for place in places):
                for place in places:
                    found[place] |= equivalents
    return [frozenset(some - {key}) for some, key in zip(found, keys, strict=True)]


def other_names(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the concepts that a text names, each with what else it is called in Dutch and English.

    The loose rows, on general words and question words, are left out; a longer name hides those inside it.
    """
    keys = [term.key for term in analyzer(language).terms(text)]
    found: list[tuple[str, tuple[str, ...]]] = []
    taken: set[int] = set()
    for size in range(LONGEST_NAME, 0, -1):
        for start in range(len(keys) - size + 1):
            places = set(range(start, start + size))
            concept = _shown(tuple(keys[start : start + size]), language)
            if concept is not None and not places & taken:
                taken |= places
                names = [*concept.names["nl"], *concept.names["en"]]
                found.append((names[0], tuple(dict.fromkeys(names[1:]))))
    return found


def _shown(name: Key, language: str) -> Concept | None:
    """Return the concept of a name that is shown; of two with one name, the first in the glossary."""
    named = (concepts()[row] for row in _rows(language).get(name, ()))
    return next((concept for concept in named if concept.theme not in LOOSE_THEMES), None)


def in_names(terms: Iterable[Term], language: str) -> list[Term]:
    """Return the terms of a text; those in a name of several words have the key of its concept as a part."""
    found = list(terms)
    keys = [term.key for term in found]
    rows_of = _rows(language)
    for size in range(LONGEST_NAME, 1, -1):
        for start in range(len(keys) - size + 1):
            rows = rows_of.get(tuple(keys[start : start + size]))
            if rows:
                marks = [_mark(row) for row in rows]
                for at in range(start, start + size):
                    found[at] = replace(found[at], parts=(*found[at].parts, *marks))
    return found


def marks_of(term: Term) -> frozenset[str]:
    """Return the keys of the concepts in whose names of several words a term of a text stands."""
    return frozenset(part for part in term.parts if part.startswith(MARK))


def _equivalents(name: Key, asked_in: str, language: str) -> frozenset[str]:
    """Return the keys under which texts in `language` hold the concepts that a name has in `asked_in`."""
    return frozenset(key for row in _rows(asked_in).get(name, ()) for key in _held_under(row, language))


def _held_under(row: int, language: str) -> set[str]:
    names = _keys(language)[row]
    held = {name[0] for name in names if len(name) == 1}
    return held if len(held) == len(names) else {*held, _mark(row)}


def _mark(row: int) -> str:
    """Return the key of a concept."""
    return f"{MARK}{row}"


@cache
def _rows(language: str) -> dict[Key, list[int]]:
    """Return the numbers of the concepts that have a name in a language, by the name."""
    rows: dict[Key, list[int]] = {}
    for row, names in enumerate(_keys(language)):
        for name in names:
            rows.setdefault(name, []).append(row)
    return rows


@cache
def _keys(language: str) -> tuple[frozenset[Key], ...]:
    """Return the names of each concept in a language, as keys."""
    wholes = analyzer(language).wholes
    named = (concept.names.get(language, ()) for concept in concepts())
    return tuple(frozenset(key for name in names if (key := tuple(wholes(name)))) for names in named)
