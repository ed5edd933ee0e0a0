"""The words that stand around results, in the languages that the desk answers in."""

from __future__ import annotations

from kb.answer import Reason, Support
from kb.document import Authority

LABELS: dict[str, dict[str, str]] = {
    "nl": {
        "worded": "Verwoord door {model}; elke zin is met de geciteerde tekst vergeleken.",
        "fallback": "Niets van wat {model} schreef, wordt door de teksten gedragen; dit is wat er staat.",
        "answer": "Antwoord",
        "abstention": "Geen antwoord",
        "sources": "Bronnen",
        "nearest": "Dichtst in de buurt",
        "texts": "Geraadpleegde teksten",
        "considered": "Overwogen passages",
        "checks": "Controle",
        "origin": "Verantwoording",
        "none": "Niets gevonden.",
        "dated": "van",
        "undated": "datum onbekend",
        "called": "Ook genoemd",
        "read_as": "Gelezen als",
        "asked": "Vraag van {day} om {at:%H.%M} uur ({zone})",
        "asked_at": "Gevraagd op",
        "title": "Titel",
        "paragraph": "alinea",
        "point": "punt",
        "page": "blz.",
        "not_loaded": "Aangehaald maar niet geladen",
        "texts_dated": "Dit is wat deze teksten op hun eigen datum zeggen: {texts}.",
        "marked": "Waar een deel van een passage is geciteerd, staat dat deel vet.",
        "note": "Voetnoot",
        "cite_as": "Citeren als",
        "cite_as_in": "Citeren als ({language})",
        "place": "Plaats",
        "status": "Status",
        "refers": "Verwijst naar",
        "address": "Adres",
        "reference": "Kenmerk",
        "date": "Datum",
        "language": "Taal",
        "version": "Versie (bestand)",
        "file": "Bestand",
        "origin_address": "Herkomst",
        "licence": "Licentie",
        "unknown": "onbekend",
        "reason": "Reden",
        "unmatched": "Niet in de teksten gevonden",
        "passage": "Passage",
        "score": "Score",
        "lexical": "Woorden",
        "dense": "Strekking",
        "align": "Woordparen",
        "quoted_under": "Geciteerd",
        "scores_are": "De scores rangschikken de passages van deze ene vraag; zij zijn geen maat voor "
        "zekerheid.",
        "checked_answer": "Bij het maken van dit stuk is elk citaat woord voor woord vergeleken met het "
        "bestand waaruit het komt, en elke vindplaats (onderdeel, bladzijde, voetnoot, tekens) opnieuw "
        "bepaald. Uitkomst: {passed} van {made} controles in orde.",
        "checked_abstention": "Bij het maken van dit stuk zijn de getoonde passages woord voor woord "
        "vergeleken met het bestand waaruit zij komen. Uitkomst: {passed} van {made} controles in orde.",
        "check_again": "Later opnieuw controleren: bewaar ook de JSON-versie van dit antwoord en geef de "
        "opdracht kb verify BESTAND.json.",
        "searched": "Doorzocht",
        "searched_all": "{documents} teksten, in alle talen",
        "searched_in": "{documents} teksten, daarvan alleen die in het {languages}",
        "question_language": "Taal van de vraag",
        "generation": "Stand van de verzameling",
        "collection": "Kenmerk van de verzameling",
        "encoder": "Zoekmodel",
        "program": "Gemaakt met",
        "page_of": "Bladzijde",
        Support.TRANSLATED: "De zinnen hierboven zijn een werkvertaling; de bronnen geven de "
        "authentieke tekst.",
        Support.MANIFEST: "Een deel van het antwoord komt uit de gegevens van het document zelf (datum, "
        "nummer, geadresseerde).",
        Support.GENERATED: "Een taalmodel heeft de zinnen hierboven verwoord; de citaten eronder zijn woord "
        "voor woord gecontroleerd.",
        Authority.AUTHENTIC: "authentieke tekst",
        Authority.WORKING_TRANSLATION: "werkvertaling",
        Reason.NOT_IN_TEXTS: "het staat niet in de teksten",
        Reason.DOCUMENT_NOT_LOADED: "het document is niet geladen",
        Reason.UNCLEAR_QUESTION: "de vraag is onduidelijk",
        Reason.UNSUPPORTED_LANGUAGE: "de taal van de vraag wordt niet ondersteund",
    },
    "en": {
        "worded": "Worded by {model}; every sentence was compared with the text quoted.",
        "fallback": "Nothing that {model} wrote is carried by the texts; this is what they say.",
        "answer": "Answer",
        "abstention": "No answer",
        "sources": "Sources",
        "nearest": "Nearest passages",
        "texts": "Texts consulted",
        "considered": "Passages considered",
        "checks": "Checks",
        "origin": "How this was made",
        "none": "Nothing found.",
        "dated": "of",
        "undated": "date unknown",
        "called": "Also called",
        "read_as": "Read as",
        "asked": "Asked on {day} at {at:%H:%M} ({zone})",
        "asked_at": "Asked at",
        "title": "Title",
        "paragraph": "paragraph",
        "point": "point",
        "page": "p.",
        "not_loaded": "Cited but not loaded",
        "texts_dated": "This is what these texts say as of their own date: {texts}.",
        "marked": "Where part of a passage is quoted, that part stands in bold.",
        "note": "Footnote",
        "cite_as": "Cite as",
        "cite_as_in": "Cite as ({language})",
        "place": "Place",
        "status": "Status",
        "refers": "Refers to",
        "address": "Address",
        "reference": "Reference",
        "date": "Date",
        "language": "Language",
        "version": "Version (file)",
        "file": "File",
        "origin_address": "Source",
        "licence": "Licence",
        "unknown": "unknown",
        "reason": "Reason",
        "unmatched": "Not found in the texts",
        "passage": "Passage",
        "score": "Score",
        "lexical": "Words",
        "dense": "Meaning",
        "align": "Word pairs",
        "quoted_under": "Quoted",
        "scores_are": "The scores rank the passages of this one question; they do not measure certainty.",
        "checked_answer": "When this document was made, each quotation was compared word for word with the "
        "file it comes from, and each place (section, page, footnote, characters) was determined again. "
        "Result: {passed} of {made} checks passed.",
        "checked_abstention": "When this document was made, the passages shown were compared word for word "
        "with the file they come from. Result: {passed} of {made} checks passed.",
        "check_again": "To check again later, keep the JSON version of this answer too and run "
        "kb verify FILE.json.",
        "searched": "Searched",
        "searched_all": "{documents} texts, in all languages",
        "searched_in": "{documents} texts, of which only those in {languages}",
        "question_language": "Language of the question",
        "generation": "State of the collection",
        "collection": "Digest of the collection",
        "encoder": "Search model",
        "program": "Made with",
        "page_of": "Page",
        Support.TRANSLATED: "The sentences above are a working translation; the sources give the "
        "authentic text.",
        Support.MANIFEST: "Part of the answer comes from what is known of the document itself (date, "
        "number, addressee).",
        Support.GENERATED: "A language model worded the sentences above; the quotations under them were "
        "checked word for word.",
        Authority.AUTHENTIC: "authentic text",
        Authority.WORKING_TRANSLATION: "working translation",
        Reason.NOT_IN_TEXTS: "the texts do not say it",
        Reason.DOCUMENT_NOT_LOADED: "the document is not loaded",
        Reason.UNCLEAR_QUESTION: "the question is unclear",
        Reason.UNSUPPORTED_LANGUAGE: "the language of the question is not supported",
    },
}

LANGUAGES = {
    "nl": {"nl": "Nederlands", "en": "Engels", "de": "Duits", "fr": "Frans"},
    "en": {"nl": "Dutch", "en": "English", "de": "German", "fr": "French"},
}
"""What a language is called in a language."""


def labels_of(language: str) -> dict[str, str]:
    """Return the words for a language; the English ones for a language that the desk does not answer in."""
    return LABELS.get(language, LABELS["en"])


def called(code: str, language: str) -> str:
    """Return what a language is called; its code where that is not known.

    >>> called("nl", "en"), called("sv", "en")
    ('Dutch', 'sv')
    """
    return LANGUAGES.get(language, LANGUAGES["en"]).get(code, code)


def day(date: str) -> str:
    """Return an ISO date as officials write it, in both languages; anything else as it is.

    >>> day("2008-10-17"), day("2008")
    ('17.10.2008', '2008')
    """
    parts = date.split("-")
    return ".".join(part.lstrip("0") for part in reversed(parts)) if len(parts) == len("ymd") else date
