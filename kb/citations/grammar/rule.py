"""What a rule of the grammar is, so that each kind of instrument can have a small file of its own.

The finder walks over the words of a text once. A word that can open an instrument ("Verordening",
"COM", "http") is a trigger: the rules that wait for it are asked what begins there. So no pattern is
tried where nothing can begin, every pattern is bounded, and the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.citations.keys import kind_of
from kb.citations.reference import Mention
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.citations.reference import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """The words that may open an instrument, and what reads it there.

    `read` is given the text and the offset of the trigger, and returns the mentions that begin there, in
    order: none where the trigger opens nothing, several for a list.
    """

    triggers: frozenset[str]
    read: Callable[[str, int], tuple[Mention, ...]]


def mentioned(text: str, start: int, end: int, key: str, kind: Kind | None = None) -> tuple[Mention, ...]:
    """Return one mention, as a rule returns it; its kind is what the key says unless the words say more."""
    span = Span(start, end)
    return (Mention(key, kind or kind_of(key), span, span.of(text)),)


def spelled(words: Iterable[str]) -> frozenset[str]:
    """Return the words as they stand in a sentence, at its start, and in a heading.

    >>> sorted(spelled(["besluit"]))
    ['BESLUIT', 'Besluit', 'besluit']
    """
    return frozenset(form for word in words for form in (word, word[:1].upper() + word[1:], word.upper()))


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of some words; longer ones come first, so that none hides another."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,4}") for word in ordered)
