"""The names that a text gives to instruments for its own use: hierna "de verordening".

A text gives names to funds, countries and persons in the same words. So a name is an instrument's only when
it follows on that instrument directly, or says of which sort it is: "the EGTC Regulation" behind the whole
title of a regulation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kb.citations.keys import ACT_KINDS
from kb.citations.lexicon import ACT_WORDS, GENRES
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from re import Pattern

    from kb.citations.reference import Kind, Mention

TITLE_LENGTH = 700
"""Characters that an instrument's title may take between its number and the name given to it."""

MOST_NAMES = 100
"""Names that a text gives and that are looked for in the rest of it; a long treaty gives some thirty."""

ENDS_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý])|;|\n\s*\n")
WORD = re.compile(r"[^\W_]+")


class _Name(NamedTuple):
    pattern: Pattern[str]
    meant: Mention


def gives_name(text: str, mention: Mention, at: int, name: str) -> bool:
    """Tell whether the name that a text gives at an offset is that of an instrument mentioned before."""
    if at - mention.span.end > TITLE_LENGTH:
        return False
    between = text[mention.span.end : at]
    if ENDS_SENTENCE.search(between):
        return False
    words = SORTS.get(mention.kind, ())
    return not between.strip(" \n\t\u00a0,([") or any(word in name.lower() for word in words)


def uses(text: str, named: Mapping[str, Mention], taken: Sequence[Span]) -> Iterator[Mention]:
    """Iterate over the later uses of names, in order, where nothing was read yet.

    `named` is the name → the mention that gave it; `taken` is in order.
    """
    by_word = _by_first_word(named)
    ends = [span.end for span in taken]
    done = 0
    for word in WORD.finditer(text) if by_word else ():
        if word.start() < done:
            continue
        for name in by_word.get(word[0].lower(), ()):
            match = name.pattern.match(text, word.start())
            if match is None or match.start() < name.meant.span.end:
                continue
            near = bisect_right(ends, match.start())
            if near == len(taken) or taken[near].start >= match.end():
                span = Span(*match.span())
                yield replace(name.meant, span=span, verbatim=match[0], pinpoint=None)
                done = span.end
                break


def _by_first_word(named: Mapping[str, Mention]) -> dict[str, list[_Name]]:
    """Return the names by their first word in lower case, longer ones first."""
    by_word: dict[str, list[_Name]] = {}
    for name in sorted(list(named)[:MOST_NAMES], key=len, reverse=True):
        first = WORD.match(name)
        if first is not None:
            by_word.setdefault(first[0].lower(), []).append(_Name(_pattern(name), named[name]))
    return by_word


def _pattern(name: str) -> Pattern[str]:
    """A name may stand at the start of a sentence and be broken by a line."""
    first, *others = (re.escape(word) for word in name.split())
    opening = f"(?i:{first[0]}){first[1:]}" if name[0].isalpha() else first
    return re.compile(r"\s{1,4}".join([opening, *others]) + r"(?!\w)")


SORTS: dict[Kind, tuple[str, ...]] = {
    ACT_KINDS[act_type]: tuple(word for words in by_language.values() for word in words)
    for act_type, by_language in ACT_WORDS.items()
} | dict(GENRES)
"""Kind of an instrument → the words that say that it is one."""
