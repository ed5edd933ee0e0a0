"""Instruments and references as a person reads them on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from kb.answer.house_style import day, house_style
from kb.citations import Certainty, Kind, cards
from kb.render.history import event_line
from kb.render.styles import AROUND, INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.citations import Card, Found, Reference
    from kb.register import CitedIn, Instrument

LABELS = {
    "nl": {
        "nothing": "Geen instrument gevonden. Zonder zoekterm toont kb cite alle instrumenten.",
        "cited": "Geciteerd in",
        "not_cited": "De geladen teksten vermelden het niet.",
        "loaded": "tekst geladen",
        "not_loaded": "tekst niet geladen",
        Certainty.CERTAIN: "zeker",
        Certainty.BY_RULE: "volgens de nummerregel",
        Certainty.INFERRED: "afgeleid, controleer het",
        Certainty.NONE: "geen CELEX-nummer",
        "check": "na te gaan op",
        "unchecked": "titel niet met de officiële vergeleken",
        "places": "vermeldingen",
    },
    "en": {
        "nothing": "No instrument found. Without a query kb cite shows all instruments.",
        "cited": "Cited in",
        "not_cited": "The texts loaded do not mention it.",
        "loaded": "text loaded",
        "not_loaded": "text not loaded",
        Certainty.CERTAIN: "certain",
        Certainty.BY_RULE: "by the rule of its number",
        Certainty.INFERRED: "inferred, check it",
        Certainty.NONE: "no CELEX number",
        "check": "to be checked at",
        "unchecked": "title not compared with the official one",
        "places": "mentions",
    },
}  # fmt: skip

KIND_NAMES = {
    "nl": {
        Kind.COMMUNICATION: "mededeling", Kind.PROPOSAL: "voorstel", Kind.GREEN_PAPER: "groenboek",
        Kind.WHITE_PAPER: "witboek", Kind.STAFF_WORKING_DOCUMENT: "werkdocument van de diensten",
        Kind.JOINT_COMMUNICATION: "gezamenlijke mededeling",
        Kind.COMMISSION_DOCUMENT: "document van de Commissie", Kind.REGULATION: "verordening",
        Kind.DIRECTIVE: "richtlijn", Kind.DECISION: "besluit", Kind.RECOMMENDATION: "aanbeveling",
        Kind.FRAMEWORK_DECISION: "kaderbesluit", Kind.OPINION: "advies", Kind.CONCLUSIONS: "conclusies",
        Kind.NOTICE: "bekendmaking", Kind.CASE: "zaak", Kind.TREATY: "verdrag", Kind.REPORT: "verslag",
        Kind.MEMORANDUM: "memorandum", Kind.WEBSITE: "website", Kind.OTHER: "ander stuk",
    },
    "en": {kind: kind.value.replace("_", " ") for kind in Kind},
}  # fmt: skip

DUTCH_ISSUERS = {
    "Commission": "Commissie",
    "Commission services": "diensten van de Commissie",
    "Committee of the Regions": "Comité van de Regio's",
    "Council": "Raad",
    "European Council": "Europese Raad",
    "European Parliament and Council": "Europees Parlement en Raad",
}
"""Who issues instruments, as the cards write it → in Dutch."""


def instruments(found: Sequence[Instrument], language: str) -> Group:
    """Return one instrument in full, or a list of several, one entry each."""
    labels = _labels(language)
    if not found:
        return Group(Text(labels["nothing"]))
    if len(found) == 1:
        return Group(*_in_full(found[0], language))
    return Group(*(row for instrument in found for row in _entry(instrument, language)))


def references(found: Found) -> Group:
    """Return the references of a text, one a line, and the pointing words that stayed open."""
    rows = [_found(reference) for reference in found.references]
    for left in found.unresolved:
        span, candidates = left.span, ", ".join(left.candidates) or "nothing before it"
        rows.append(Text(f"{span.start}–{span.end} {left.verbatim}  unresolved: {candidates}"))
    return Group(*rows, Text(f"{len(found.references)} references, {len(found.unresolved)} unresolved"))


def _found(reference: Reference) -> Text:
    span, pinpoint = reference.span, reference.pinpoint
    parts = (
        reference.key,
        reference.celex,
        pinpoint and _pinpoint(pinpoint.named()),
        reference.certainty.value,
    )
    return Text.assemble(
        (f"{span.start}–{span.end} ", AROUND),
        (_printed(reference.verbatim), "bold"),
        "".join(f"  {part}" for part in parts if part),
    )


def _in_full(instrument: Instrument, language: str) -> list[Text | Padding]:
    labels = _labels(language)
    links = instrument.links
    page = links.eur_lex_nl if language == "nl" else links.eur_lex_en
    return [
        _title(instrument, language),
        _indented(" · ".join(_facts(instrument, language)), AROUND),
        *(_indented(line) for line in _of_card(instrument.card, language)),
        *(_indented(address, AROUND) for address in (page or links.other, links.eli) if address),
        Text(labels["cited"] if instrument.cited_in else labels["not_cited"]),
        *(_indented(_mention(cited, language)) for cited in instrument.cited_in),
    ]


def _title(instrument: Instrument, language: str) -> Text:
    """Return the title, marked where nobody has compared it with the official one."""
    title = Text(instrument.name(language), style="bold")
    card = instrument.card
    if card is not None and card.title_certainty is not Certainty.CERTAIN:
        title.append(f" ({_labels(language)['unchecked']})", style=AROUND)
    return title


def _facts(instrument: Instrument, language: str) -> Iterator[str]:
    labels = _labels(language)
    yield instrument.key
    yield KIND_NAMES[_spoken(language)][instrument.kind]
    certainty = labels[instrument.certainty]
    yield f"CELEX {instrument.celex} ({certainty})" if instrument.celex else certainty
    yield labels["loaded" if instrument.loaded else "not_loaded"]


def _of_card(card: Card | None, language: str) -> Iterator[str]:
    """What it is about, who made it and when, and what became of it."""
    if card is None:
        return
    labels = _labels(language)
    if _spoken(language) in card.about:
        yield card.about[_spoken(language)]
    published = (issuer_name(card.issuer, language), day(card.date) if card.date else None)
    if any(published):
        yield ", ".join(fact for fact in published if fact)
    for event in cards().history_of(card.key):
        check = f"{labels[event.certainty]}; {labels['check']} {event.check}"
        yield f"→ {event_line(event, language)} ({check})"


def _mention(cited: CitedIn, language: str) -> str:
    where = house_style(cited.document, cited.locator, language)
    return f"{where} [{cited.document.language}]: {_printed(cited.as_printed or cited.verbatim)}"


def issuer_name(issuer: str | None, language: str) -> str | None:
    """Return who issued an instrument, as the cards name it, in a language."""
    return DUTCH_ISSUERS.get(issuer or "", issuer) if language == "nl" else issuer


def _entry(instrument: Instrument, language: str) -> tuple[Text, Padding]:
    labels = _labels(language)
    notes = sorted({c.footnote for c in instrument.cited_in if c.footnote})
    places = [f"n{note}" for note in notes] or [f"{len(instrument.cited_in)} {labels['places']}"]
    facts = [
        KIND_NAMES[_spoken(language)][instrument.kind],
        instrument.celex and f"{instrument.celex} ({labels[instrument.certainty]})",
        ", ".join(places),
        labels["loaded"] if instrument.loaded else None,
    ]
    head = Text.assemble((instrument.key, "bold"), f"  {instrument.name(language)}")
    return head, _indented(" · ".join(fact for fact in facts if fact), AROUND)


def _indented(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style=style), INDENT, expand=False)


def _printed(text: str) -> str:
    return " ".join(text.split())


def _pinpoint(named: dict[str, str]) -> str:
    return ", ".join(f"{part} {value}" for part, value in named.items())


def _spoken(language: str) -> str:
    return language if language in LABELS else "en"


def _labels(language: str) -> dict[str, str]:
    return LABELS[_spoken(language)]
