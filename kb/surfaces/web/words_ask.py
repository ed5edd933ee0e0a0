"""The words of the tab Ask, in both interface languages."""

from __future__ import annotations

WORDS = {
    "nl": {
        "question": "Uw vraag",
        "hint": "In het Nederlands of het Engels. Elk antwoord bestaat uit woordelijke citaten; staat het "
        "niet "
        "in de teksten, dan zegt de desk dat.",
        "ask": "Vraag",
        "busy": "Bezig met zoeken …",
        "options": "Zoekopties",
        "within": "Alleen teksten in",
        "within_hint": "Zonder keuze worden alle teksten doorzocht.",
        "documents": "Alleen deze documenten",
        "documents_hint": "Zonder keuze worden alle documenten doorzocht.",
        "find_document": "Toon alleen titels met",
        "examples": "Bijvoorbeeld",
        "follow": "In vervolg op",
        "follow_not": "Nieuw onderwerp",
        "history": "Eerder gevraagd in dit bezoek",
        "empty": "Schrijf eerst een vraag, bijvoorbeeld: Wat is een cluster?",
        "too_long": "De vraag is te lang: {length} tekens, en er passen er {most}. Vat haar samen in een "
        "of twee "
        "zinnen.",
        "preparing": "De desk leest de meegeleverde teksten nog in. Stel de vraag over een ogenblik opnieuw.",
        "nothing": "Er zijn nog geen teksten geladen. Voeg onder Documenten een tekst toe, of lees de "
        "meegeleverde teksten in.",
        "failed": "De vraag kon niet worden beantwoord: {error}",
        "gone": "Dit antwoord is niet meer in het geheugen. Stel de vraag opnieuw.",
        "fetching": "Het document wordt opgehaald en ingelezen …",
        "not_fetched": "Niet opgehaald: {error}",
        "judge": "Was dit nuttig?",
        "up": "Ja",
        "down": "Nee",
        "comment": "Toelichting (niet verplicht)",
        "judged": "Dank u. Uw oordeel is bewaard bij vraag en antwoord.",
        "not_judged": "Uw oordeel is niet bewaard: {error}",
        "not_exported": "Dit antwoord kan niet worden bewaard: {error}",
        "file": "antwoord",
    },
    "en": {
        "question": "Your question",
        "hint": "In Dutch or English. Every answer consists of verbatim quotations; when the texts do not "
        "say it, "
        "the desk says so.",
        "ask": "Ask",
        "busy": "Searching …",
        "options": "Search options",
        "within": "Only texts in",
        "within_hint": "Without a choice all texts are searched.",
        "documents": "Only these documents",
        "documents_hint": "Without a choice all documents are searched.",
        "find_document": "Show only titles with",
        "examples": "For example",
        "follow": "Following on from",
        "follow_not": "New subject",
        "history": "Asked earlier in this visit",
        "empty": "Write a question first, for example: What is a cluster?",
        "too_long": "The question is too long: {length} characters, and {most} fit. Put it in a sentence "
        "or two.",
        "preparing": "The desk is still reading the texts that came with it. Ask again in a moment.",
        "nothing": "No texts have been loaded yet. Add a text under Documents, or read in the texts that "
        "came "
        "with the desk.",
        "failed": "The question could not be answered: {error}",
        "gone": "This answer is no longer in memory. Ask the question again.",
        "fetching": "Fetching the document and reading it in …",
        "not_fetched": "Not fetched: {error}",
        "judge": "Was this useful?",
        "up": "Yes",
        "down": "No",
        "comment": "Remarks (optional)",
        "judged": "Thank you. Your verdict is kept with the question and the answer.",
        "not_judged": "Your verdict was not kept: {error}",
        "not_exported": "This answer cannot be kept: {error}",
        "file": "answer",
    },
}

EXAMPLES = {
    "nl": (
        "Wat is een cluster?",
        "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
        "Welke verordening regelt de Europese groepering voor territoriale samenwerking?",
        "Van wanneer is deze mededeling en aan wie is zij gericht?",
        "Wat is het budget voor clusters in 2021-2027?",
    ),
    "en": (
        "What is a cluster?",
        "What percentage of the European workforce is employed in clusters?",
        "Which regulation governs the European grouping of territorial cooperation?",
        "What is the date of this communication, and to whom is it addressed?",
        "What is the budget for clusters in 2021-2027?",
    ),
}
"""Questions to begin with: a definition, a figure, a reference, what is known of the document itself, and one
that the texts do not answer, so that it is seen early that the desk then says so."""
