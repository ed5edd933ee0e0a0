"""A query into instruments: by number in any spelling, CELEX, address, footnote or words of the title.

What names an instrument for certain (a number, an address, a footnote) is answered by that alone; words
are matched with titles, names and what the cards say, and rank by how much of the query they hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from kb.analysis import analysed, fold
from kb.citations import Celex, cards, find_references, note_numbers
from kb.citations.keys import key_of

if TYPE_CHECKING:
    from kb.register.instrument import Instrument

TYPED_NUMBER = re.compile(
    r"(?P<series>COM|KOM|SEC|SEK|SWD|JOIN|C)[\s\-_/:(]*(?P<year>(?:19|20)\d{2})[\s\-_/:)]*0*(?P<number>\d{1,5})",
    re.IGNORECASE,
)
"""COM 2006/502 · com2006-502 · sec 2008 2637: as people type what texts write COM(2006) 502."""

BARE_NUMBER = re.compile(r"\b(?P<first>\d{1,5})/(?P<second>\d{1,5})\b")
"""1082/2006 · 2004/18: which is the year, the register knows."""

LANGUAGES = ("nl", "en")
NEEDED_SHARE = 0.5
"""An instrument found by words holds at least this share of them."""


class Instruments(Protocol):
    """What is looked up in."""

    def instruments(self) -> tuple[Instrument, ...]:
        """Return all instruments."""

    def of(self, key: str) -> Instrument:
        """Return the instrument of a key."""


def look_up(query: str, register: Instruments) -> tuple[Instrument, ...]:
    """Return the instruments that a query means, best first; nothing when it means none."""
    notes = note_numbers(query)
    if notes:
        return tuple(i for i in register.instruments() if any(c.footnote in notes for c in i.cited_in))
    keys = _named_keys(query)
    if keys:
        return tuple(register.of(key) for key in dict.fromkeys(keys))
    by_number = _with_number(query, register)
    return by_number or _by_words(query, register)


def _named_keys(query: str) -> list[str]:
    """Return the keys that a query spells out."""
    celex = Celex.parse(query.strip().upper())
    if celex is not None:
        return [cards().instrument(key_of(celex))]
    found = [reference.instrument for reference in find_references(query)]
    if found:
        return found
    typed = TYPED_NUMBER.search(query)
    if typed is None:
        return []
    written = f"{typed['series'].upper()}({typed['year']}) {typed['number']}"
    return [reference.instrument for reference in find_references(written)]


def _with_number(query: str, register: Instruments) -> tuple[Instrument, ...]:
    match = BARE_NUMBER.search(query)
    if match is None:
        return ()
    asked = {int(match["first"]), int(match["second"])}
    return tuple(
        instrument
        for instrument in register.instruments()
        if {int(part) for part in instrument.key.split(":") if part.isdigit()} == asked
    )


def _by_words(query: str, register: Instruments) -> tuple[Instrument, ...]:
    asked = [{term.key for term in analysed(query, language)} for language in LANGUAGES]
    scored = []
    for instrument in register.instruments():
        share = max(
            _share(keys, _words(instrument, lang)) for keys, lang in zip(asked, LANGUAGES, strict=True)
        )
        if share >= NEEDED_SHARE:
            scored.append((share, instrument))
    best = max((share for share, _ in scored), default=0.0)
    return tuple(instrument for share, instrument in sorted(scored, key=lambda s: -s[0]) if share == best)


def _share(asked: set[str], held: set[str]) -> float:
    return len(asked & held) / len(asked) if asked else 0.0


def _words(instrument: Instrument, language: str) -> set[str]:
    card = instrument.card
    texts = [instrument.title.get(language, ""), *(c.verbatim for c in instrument.cited_in)]
    if card is not None:
        texts += [card.about.get(language, ""), *card.names.get(language, ()), *card.names.get("en", ())]
    return {term.key for term in analysed(fold(" ".join(texts)), language)}
