"""What became of an instrument after the text that cites it: so that nobody takes 2006 for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Event
    from kb.register import ShownReference

WORDS = {
    "nl": {
        "amended": "gewijzigd", "corrected": "gerectificeerd", "consolidated": "geconsolideerd",
        "repealed": "ingetrokken", "replaced": "vervangen", "expired": "vervallen",
        "by": "door", "since": "vanaf", "since_then": "sindsdien",
    },
    "en": {
        "amended": "amended", "corrected": "corrected", "consolidated": "consolidated",
        "repealed": "repealed", "replaced": "replaced", "expired": "expired",
        "by": "by", "since": "from", "since_then": "since then",
    },
}  # fmt: skip

DUTCH_CITATION = (
    ("Framework for State aid for research and development and innovation",
     "Kaderregeling betreffende staatssteun voor onderzoek, ontwikkeling en innovatie"),
    ("Council Decision", "Besluit van de Raad"), ("Regulation", "Verordening"), (" No ", " nr. "),
    ("OJ ", "PB "), (", p. ", ", blz. "),
)  # fmt: skip
"""What the cards write in English about later acts, in Dutch."""


def event_line(event: Event, language: str) -> str:
    """Say what happened to an instrument: "vervangen door Verordening (EU) nr. 1303/2013, vanaf 1.1.2014"."""
    labels = _words(language)
    line = labels[event.event]
    if event.name or event.by:
        line += f" {labels['by']} {_cited(event.name or event.by or '', language)}"
    if event.since:
        line += f", {labels['since']} {day(event.since)}"
    return line


def references_line(references: Sequence[ShownReference], language: str) -> str:
    """Name the instruments that a quotation refers to, each once, with what became of it."""
    by_instrument = {reference.instrument: reference for reference in reversed(references)}
    return "; ".join(_named(reference, language) for reference in reversed(by_instrument.values()))


def _named(reference: ShownReference, language: str) -> str:
    named = " ".join(reference.verbatim.split())
    if reference.celex:
        named += f" (CELEX {reference.celex})"
    if reference.history:
        events = ", ".join(event_line(event, language) for event in reference.history)
        named += f", {_words(language)['since_then']} {events}"
    return named


def _cited(name: str, language: str) -> str:
    """Return how an instrument is cited in a language: the cards write English."""
    if language != "nl":
        return name
    for english, dutch in DUTCH_CITATION:
        name = name.replace(english, dutch)
    return name


def _words(language: str) -> dict[str, str]:
    return WORDS.get(language, WORDS["en"])
