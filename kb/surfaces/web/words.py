"""The words of the page around the tabs, in both interface languages."""

from __future__ import annotations

LANGUAGES = {"nl": "Nederlands", "en": "English"}
"""The interface languages, each in its own name; the page of a language stands at "/" and its code."""

LANGUAGE_COOKIE = "kb_language"
"""Remembers the language of the page that was opened last."""

WORDS = {
    "nl": {
        "name": "Beleidsdesk",
        "about": "Wat de teksten over Europees clusterbeleid zeggen, met het bewijs ernaast",
        "skip": "Naar de inhoud",
        "languages": "Taal van deze pagina",
        "log_out": "Uitloggen",
        "loading": "De desk wordt geopend …",
        "no_script": "Deze pagina heeft JavaScript nodig. Zonder JavaScript geeft de opdracht kb ask "
        "dezelfde antwoorden.",
        "ask": "Vragen",
        "references": "Verwijzingen",
        "documents": "Documenten",
        "quality": "Kwaliteit",
        "preparing": "De desk leest de meegeleverde teksten in. Dat gebeurt één keer en duurt ongeveer een "
        "halve minuut; daarna kunt u vragen stellen.",
        "preparing_label": "Voortgang van het inlezen",
        "texts": "Geladen teksten",
        "no_texts": "Er zijn nog geen teksten geladen.",
        "more_texts": "en nog {more}",
        "privacy": "Privacy",
        "stays": "Niets verlaat deze machine. Alleen als iemand hier een document ophaalt, wordt het "
        "Publicatiebureau van de EU om dat document gevraagd.",
        "questions_kept": "Vragen en antwoorden worden niet op schijf bewaard; de laatste {kept} staan in "
        "het werkgeheugen tot de desk stopt.",
        "model_asked": "Een taalmodel ({model}) krijgt de vraag en de gevonden passages om het antwoord te "
        "verwoorden.",
        "thumbs_kept": "Zegt u of een antwoord nuttig was, dan worden vraag en antwoord bewaard.",
        "thumbs_until": "Dat oordeel wordt na {days} dagen gewist, of eerder als de beheerder het bestand "
        "judgements.jsonl uit de gegevensmap verwijdert.",
        "thumbs_stay": "Dat oordeel blijft bewaard tot de beheerder het bestand judgements.jsonl uit de "
        "gegevensmap verwijdert.",
    },
    "en": {
        "name": "Policy Desk",
        "about": "What the texts on European cluster policy say, with the proof beside it",
        "skip": "Skip to content",
        "languages": "Language of this page",
        "log_out": "Log out",
        "loading": "Opening the desk …",
        "no_script": "This page needs JavaScript. Without it, the command kb ask gives the same answers.",
        "ask": "Ask",
        "references": "References",
        "documents": "Documents",
        "quality": "Quality",
        "preparing": "The desk is reading the texts that came with it. This happens once and takes about "
        "half a minute; then you can ask questions.",
        "preparing_label": "Progress of the reading",
        "texts": "Texts loaded",
        "no_texts": "No texts have been loaded yet.",
        "more_texts": "and {more} more",
        "privacy": "Privacy",
        "stays": "Nothing leaves this machine. Only when someone fetches a document here is the Publications "
        "Office of the EU asked for that document.",
        "questions_kept": "Questions and answers are not kept on disk; the last {kept} stay in memory until "
        "the desk stops.",
        "model_asked": "A language model ({model}) is given the question and the passages found, to word "
        "the answer.",
        "thumbs_kept": "When you say whether an answer was useful, the question, the answer and your remarks "
        "are kept.",
        "thumbs_until": "That verdict is erased after {days} days, or sooner when the administrator deletes "
        "the file judgements.jsonl from the data folder.",
        "thumbs_stay": "That verdict is kept until the administrator deletes the file judgements.jsonl from "
        "the data folder.",
    },
}
