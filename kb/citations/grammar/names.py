"""Instruments that a text calls by name: treaties, and what the cards know ("Small Business Act")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kb.citations.cards import cards
from kb.citations.grammar.rule import Rule, spelled
from kb.citations.lexicon import TREATIES
from kb.citations.reference import Kind, Mention
from kb.pattern import Pattern
from kb.text import Span

WORD = re.compile(r"[^\W\d_]+")


class _Name(NamedTuple):
    """A name, the offset of its first word in it (as in "7e kaderprogramma"), and what it means."""

    pattern: Pattern
    offset: int
    key: str
    kind: Kind


def read_name(text: str, at: int) -> tuple[Mention, ...]:
    """Read the longest name whose first word stands here."""
    word = WORD.match(text, at)
    for name in _names().get(word[0].lower(), ()) if word else ():
        start = at - name.offset
        match = name.pattern.match(text, start) if start >= 0 else None
        if match is not None and not (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            span = Span(*match.span())
            return (Mention(name.key, name.kind, span, match[0]),)
    return ()


@cache
def _names() -> dict[str, tuple[_Name, ...]]:
    """Return the names by their first word in lower case, longer ones first."""
    known = cards()
    meant = {name: (key, Kind.TREATY) for key, names in TREATIES.items() for name in names} | {
        name: (key, known.by_key[key].kind) for name, key in known.names.items()
    }
    by_word: dict[str, list[_Name]] = {}
    for name in sorted(meant, key=len, reverse=True):
        first = WORD.search(name)
        if first is not None:
            key, kind = meant[name]
            by_word.setdefault(first[0].lower(), []).append(_Name(_pattern(name), first.start(), key, kind))
    return {word: tuple(names) for word, names in by_word.items()}


def _pattern(name: str) -> Pattern:
    """An abbreviation stands as it is; the words of a longer name may begin in either case."""
    tokens = [re.escape(token).replace("'", "['’]") for token in name.split()]
    written = r"\s{1,4}".join(tokens)
    flags = re.IGNORECASE if len(tokens) > 1 else 0
    return Pattern(rf"{written}(?![^\W_])", flags)


def name_rule() -> Rule:
    """Return the rule for all names known."""
    return Rule(frozenset(form for word in _names() for form in spelled([word])) | _exact(), read_name)


def _exact() -> frozenset[str]:
    """The first words as the names write them: "VWEU", "KP"."""
    every = (*cards().names, *(name for names in TREATIES.values() for name in names))
    return frozenset(word[0] for name in every if (word := WORD.search(name)))
