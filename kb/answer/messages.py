"""What the desk says when it does not answer, in the language of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.results import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.register import Instrument

MESSAGES = {
    "nl": {
        Reason.NOT_IN_TEXTS: "De geraadpleegde teksten geven hierop geen antwoord.",
        Reason.DOCUMENT_NOT_LOADED: "Het document waarnaar u vraagt, is niet geladen.",
        Reason.UNCLEAR_QUESTION: "De vraag is te kort of te algemeen: noem een onderwerp, een cijfer of een "
        "voetnoot.",
        Reason.UNSUPPORTED_LANGUAGE: "Stel uw vraag in het Nederlands of het Engels.",
    },
    "en": {
        Reason.NOT_IN_TEXTS: "The texts consulted do not answer this.",
        Reason.DOCUMENT_NOT_LOADED: "The document you ask about is not loaded.",
        Reason.UNCLEAR_QUESTION: "The question is too short or too general: name a subject, a figure or a "
        "footnote.",
        Reason.UNSUPPORTED_LANGUAGE: "Please ask in Dutch or English.",
    },
}
MISSING = {
    "nl": "Niet in de teksten gevonden: {words}.",
    "en": "Not found in the texts: {words}.",
}

SEARCHED = {
    "nl": "Alleen hierin is gezocht: {names}.",
    "en": "Only this was searched: {names}.",
}
"""Which documents were chosen."""

NOT_LOADED = {
    "nl": {
        "named": "Niet geladen: {documents}.",
        "near": "Mogelijk staat het in een document dat wordt aangehaald maar niet is geladen: {documents}.",
        "cited": "{name} (aangehaald in voetnoot {notes})",
        "and": "en",
    },
    "en": {
        "named": "Not loaded: {documents}.",
        "near": "It may stand in a document that is cited but not loaded: {documents}.",
        "cited": "{name} (cited in footnote {notes})",
        "and": "and",
    },
}


NOT_SPELLED_OUT = {
    "nl": "Zij gebruiken {words}, maar zeggen nergens waar dat voor staat.",
    "en": "They use {words}, but nowhere say what it stands for.",
}


def message(
    reason: Reason,
    language: str,
    unmatched: Sequence[str],
    missing: Sequence[Instrument] = (),
    not_spelled_out: Sequence[str] = (),
    searched: Sequence[str] = (),
) -> str:
    """Return the message for a reason, with the words that the texts lack and the documents that may help.

    `not_spelled_out` are the abbreviations that they have and do not explain; `searched` are the names of the
    documents that alone were searched, none where all were.
    """
    spoken = language if language in MESSAGES else "en"
    sentences = [MESSAGES[spoken][reason]]
    if unmatched and reason is not Reason.DOCUMENT_NOT_LOADED:
        sentences.append(MISSING[spoken].format(words=", ".join(unmatched)))
    if not_spelled_out:
        sentences.append(NOT_SPELLED_OUT[spoken].format(words=", ".join(not_spelled_out)))
    if missing:
        kind = "named" if reason is Reason.DOCUMENT_NOT_LOADED else "near"
        documents = "; ".join(_cited(instrument, spoken) for instrument in missing)
        sentences.append(NOT_LOADED[spoken][kind].format(documents=documents))
    if searched and reason is Reason.NOT_IN_TEXTS:
        sentences.append(SEARCHED[spoken].format(names="; ".join(searched)))
    return " ".join(sentences)


def _cited(instrument: Instrument, spoken: str) -> str:
    """Name a document as the texts first do, with the notes: "SEC(2008) 2637 (… voetnoot 5, 7 en 23)"."""
    name = instrument.mention(spoken) or instrument.name(spoken)
    notes = sorted({cited.footnote for cited in instrument.cited_in if cited.footnote})
    if not notes:
        return name
    *before, last = (str(note) for note in notes)
    words = NOT_LOADED[spoken]
    listed = f"{', '.join(before)} {words['and']} {last}" if before else last
    return words["cited"].format(name=name, notes=listed)
