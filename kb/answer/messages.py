"""What the desk says when it does not answer, in the language of the question."""

from __future__ import annotations

from kb.answer.results import Reason

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


def message(reason: Reason, language: str, unmatched: tuple[str, ...]) -> str:
    """Return the message for a reason, with the words that the texts do not have."""
    spoken = language if language in MESSAGES else "en"
    text = MESSAGES[spoken][reason]
    if not unmatched:
        return text
    return f"{text} {MISSING[spoken].format(words=', '.join(unmatched))}"
