"""The words that name parts of a document, in the languages of the desk: data, not code."""

from __future__ import annotations

UNNUMBERED_HEADINGS = {
    "intro": ("inleiding", "introduction", "einleitung", "einführung"),
    "conclusions": (
        "conclusie", "conclusies", "conclusion", "conclusions",
        "schlussfolgerung", "schlussfolgerungen",
    ),
    "summary": ("samenvatting", "summary", "résumé", "zusammenfassung"),
    "context": ("context", "achtergrond", "background", "contexte", "hintergrund"),
}  # fmt: skip
"""Anchor of a section without a number → what it is called, lower case."""

ANNEX_LABELS = ("bijlage", "annex", "annexe", "anhang")
"""What opens an annex: "Bijlage: De beleidsagenda…", "ANNEX II"."""

SURE_BULLETS = "•·▪◦‣●"
WEAK_BULLETS = "–—-*"
"""Glyphs that open a list item when white space follows; the weak ones are also punctuation."""

KIND_NAMES = {
    "title": {"nl": "titel", "en": "title", "de": "Titel", "fr": "titre"},
    "note": {"nl": "voetnoot", "en": "footnote", "de": "Fußnote", "fr": "note de bas de page"},
}
"""What a kind of block is called, so that it is found by its name."""

ARTICLE_WORDS = ("artikel", "article")
SOLE_ARTICLE = ("enig artikel", "sole article", "einziger artikel", "article unique")
FIRST_IN_WORDS = ("premier", "1er")
"""How a French act numbers its first article."""

RECITAL_NAMES = {"nl": "Overweging", "en": "Recital", "de": "Erwägungsgrund", "fr": "Considérant"}
ANNEX_NAMES = {"nl": "Bijlage", "en": "Annex", "de": "Anhang", "fr": "Annexe"}
"""What an act's recital and annex are called; an article carries its name itself."""

WHEREAS = (
    "overwegende hetgeen volgt", "overwegende het volgende", "whereas", "in erwägung nachstehender gründe",
    "in der erwägung nachstehender gründe", "considérant ce qui suit",
)  # fmt: skip
"""What stands before the recitals, lower case, without its colon."""

ACT_WORDS = (
    "verordening", "richtlijn", "besluit", "beschikking", "kaderbesluit", "aanbeveling", "uitvoerings",
    "gedelegeerde", "regulation", "directive", "decision", "framework decision", "recommendation",
    "commission", "council", "verordnung", "richtlinie", "beschluss", "entscheidung", "rahmenbeschluss",
    "empfehlung", "durchführungs", "règlement", "décision", "recommandation",
)  # fmt: skip
"""How the title of an act begins, lower case."""

INSTITUTIONS = (
    "het europees parlement", "de raad", "de europese commissie", "de commissie", "the european parliament",
    "the council", "the european commission", "the commission", "das europäische parlament", "der rat",
    "die europäische kommission", "die kommission", "le parlement européen", "le conseil",
    "la commission",
)  # fmt: skip
"""Who acts: the line between the title of an act and what it has regard to, lower case."""

ENACTING = (
    r"\b(?:heeft|hebben) (?:de|het|deze|dit) (?:volgende )?\w+ (?:vastgesteld|aangenomen|gegeven)",
    r"\bha(?:s|ve) adopted th(?:is|e following) \w+",
    r"\bha(?:s|ve) (?:decided|agreed) as follows",
    r"\bha(?:t|ben) (?:folgende|diese)[nrs]? \w+ (?:erlassen|beschlossen|angenommen)",
    r"\b(?:a|ont) adopté (?:le|la|les) présente?s? \w+",
    r"\b(?:a|ont) arrêté (?:le|la|les) présente?s? \w+",
)
"""The formula between the recitals and the articles."""

FINAL_WORDS = (
    r"gedaan te\b", r"done at\b", r"geschehen zu\b", r"fait à\b",
    r"deze \w+ is verbindend", r"this \w+ shall be binding in its", r"diese \w+ ist in allen ihren teilen",
    r"l[ea] présente? \w+ est obligatoire",
)  # fmt: skip
"""How what follows the last article begins."""

DIVISION_WORDS = (
    "hoofdstuk", "chapter", "kapitel", "chapitre", "titel", "title", "titre", "afdeling", "section",
    "abschnitt", "deel", "part", "teil", "partie",
)  # fmt: skip
"""What holds articles together without being a place of its own."""
