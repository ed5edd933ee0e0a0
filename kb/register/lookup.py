"""A query into instruments: by number in any spelling, CELEX, address, footnote or words of the title.

What names an instrument for certain (a number, an address, a footnote) is answered by that alone; words
are matched with titles, names and what the cards say, and rank by how much of the query they hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from kb.analysis import analysed, fold
from kb.citations import Celex, cards, find_references, note_numbers
from kb.citations.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.register.instrument import Instrument

TYPED_NUMBER = re.compile(
    r"(?<![^\W_])(?P<series>COM|KOM|SEC|SEK|SWD|JOIN|C)[\s\-_/:(]*(?P<year>(?:19|20)\d{2})[\s\-_/:)]*0*(?P<number>\d{1,5})",
    re.IGNORECASE,
)
"""COM 2006/502 · com2006-502 · sec 2008 2637: as people type what texts write COM(2006) 502."""

BARE_NUMBER = re.compile(r"\b(?P<first>\d{1,5})/(?P<second>\d{1,5})\b")
"""1082/2006 · 2004/18: which is the year, the register knows."""

HOST = re.compile(r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+)/?", re.IGNORECASE)
"""clusterobservatory.eu: a site by its name alone."""

LANGUAGES = ("nl", "en")
NEEDED_SHARE = 0.5
"""An instrument found by words holds at least this share of them."""


class Instruments(Protocol):
    """What is looked up in."""

    def instruments(self) -> tuple[Instrument, ...]:
        """Return all instruments."""

    def of(self, key: str) -> Instrument:
        """Return the instrument of a key."""

    def in_notes(self, numbers: Sequence[int]) -> tuple[Instrument, ...]:
        """Return the instruments that notes cite."""


def look_up(query: str, register: Instruments) -> tuple[Instrument, ...]:
    """Return the instruments that a query means, best first; nothing when it means none."""
    notes = note_numbers(query)
    if notes:
        return register.in_notes(notes)
    keys = _named_keys(query, register)
    if keys:
        return tuple({i.key: i for key in keys for i in [register.of(key)]}.values())
    return _with_number(query, register) or _on_site(query, register) or _by_words(query, register)


def _named_keys(query: str, register: Instruments) -> list[str]:
    """Return the keys that a query spells out."""
    asked = query.strip()
    if cards().of(asked) or any(asked == instrument.key for instrument in register.instruments()):
        return [asked]
    celex = Celex.parse(asked.upper())
    if celex is not None:
        return [key_of(celex)]
    found = [reference.key for reference in find_references(query)]
    if found:
        return found
    typed = TYPED_NUMBER.search(query)
    if typed is None:
        return []
    written = f"{typed['series'].upper()}({typed['year']}) {typed['number']}"
    return [reference.key for reference in find_references(written)]


def _on_site(query: str, register: Instruments) -> tuple[Instrument, ...]:
    """Return the pages of a site that is asked for by its name."""
    match = HOST.fullmatch(query.strip())
    if match is None:
        return ()
    hosts = {match["host"].lower(), f"www.{match['host'].lower()}"}
    return tuple(
        instrument
        for instrument in register.instruments()
        if hosts & {urlsplit(c.repaired).hostname for c in instrument.cited_in if c.repaired}
    )


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
