"""The words that name parts of a document, in the languages of the desk: data, not code."""

from __future__ import annotations

UNNUMBERED_HEADINGS = {
    "intro": ("inleiding", "introduction", "einleitung", "einführung", "introducción", "introdução"),
    "conclusions": (
        "conclusie", "conclusies", "conclusion", "conclusions",
        "schlussfolgerung", "schlussfolgerungen", "conclusión", "conclusiones", "conclusão", "conclusões",
    ),
    "summary": ("samenvatting", "summary", "résumé", "zusammenfassung", "resumen", "resumo"),
    "context": (
        "context", "achtergrond", "background", "contexte", "hintergrund", "contexto", "antecedentes",
    ),
}  # fmt: skip
"""Anchor of a section without a number → what it is called, lower case."""

ANNEX_LABELS = ("bijlage", "annex", "annexe", "anhang", "anexo")
"""What opens an annex: "Bijlage: De beleidsagenda…", "ANNEX II"."""

SURE_BULLETS = "•·▪◦‣●"
WEAK_BULLETS = "–—-*"
"""Glyphs that open a list item when white space follows; the weak ones are also punctuation."""

KIND_NAMES = {
    "title": {"nl": "titel", "en": "title", "de": "Titel", "fr": "titre", "es": "título", "pt": "título"},
    "note": {
        "nl": "voetnoot", "en": "footnote", "de": "Fußnote", "fr": "note de bas de page",
        "es": "nota a pie de página", "pt": "nota de rodapé",
    },
}  # fmt: skip
"""What a kind of block is called, so that it is found by its name."""

ARTICLE_WORDS = ("artikel", "article", "artículo", "artigo")
SOLE_ARTICLE = (
    "enig artikel", "sole article", "einziger artikel", "article unique", "artículo único", "artigo único",
)  # fmt: skip
FIRST_IN_WORDS = ("premier", "1er")
"""How a French act numbers its first article."""

RECITAL_NAMES = {
    "nl": "Overweging", "en": "Recital", "de": "Erwägungsgrund", "fr": "Considérant",
    "es": "Considerando", "pt": "Considerando",
}  # fmt: skip
ANNEX_NAMES = {
    "nl": "Bijlage", "en": "Annex", "de": "Anhang", "fr": "Annexe", "es": "Anexo", "pt": "Anexo",
}  # fmt: skip
"""What an act's recital and annex are called; an article carries its name itself."""

WHEREAS = (
    "overwegende hetgeen volgt", "overwegende het volgende", "whereas", "in erwägung nachstehender gründe",
    "in der erwägung nachstehender gründe", "considérant ce qui suit", "considerando lo siguiente",
    "considerando o seguinte",
)  # fmt: skip
"""What stands before the recitals, lower case, without its colon."""

ACT_WORDS = (
    "verordening", "richtlijn", "besluit", "beschikking", "kaderbesluit", "aanbeveling", "uitvoerings",
    "gedelegeerde", "regulation", "directive", "decision", "framework decision", "recommendation",
    "commission", "council", "verordnung", "richtlinie", "beschluss", "entscheidung", "rahmenbeschluss",
    "empfehlung", "durchführungs", "règlement", "décision", "recommandation", "reglamento", "directiva",
    "decisión", "recomendación", "regulamento", "diretiva", "decisão", "recomendação",
)  # fmt: skip
"""How the title of an act begins, lower case."""

INSTITUTIONS = (
    "het europees parlement", "de raad", "de europese commissie", "de commissie", "the european parliament",
    "the council", "the european commission", "the commission", "das europäische parlament", "der rat",
    "die europäische kommission", "die kommission", "le parlement européen", "le conseil",
    "la commission", "el parlamento europeo", "el consejo", "la comisión", "o parlamento europeu",
    "o conselho", "a comissão",
)  # fmt: skip
"""Who acts: the line between the title of an act and what it has regard to, lower case."""

ENACTING = (
    r"\b(?:heeft|hebben) (?:de|het|deze|dit) (?:volgende )?\w+ (?:vastgesteld|aangenomen|gegeven)",
    r"\bha(?:s|ve) adopted th(?:is|e following) \w+",
    r"\bha(?:s|ve) (?:decided|agreed) as follows",
    r"\bha(?:t|ben) (?:folgende|diese)[nrs]? \w+ (?:erlassen|beschlossen|angenommen)",
    r"\b(?:a|ont) adopté (?:le|la|les) présente?s? \w+",
    r"\b(?:a|ont) arrêté (?:le|la|les) présente?s? \w+",
    r"\bhan? adoptado (?:el|la) presente \w+",
    r"\b(?:adotou|adotaram) (?:o|a) presente \w+",
)
"""The formula between the recitals and the articles."""

FINAL_WORDS = (
    r"gedaan te\b", r"done at\b", r"geschehen zu\b", r"fait à\b", r"hecho en\b", r"feito em\b",
    r"deze \w+ is verbindend", r"this \w+ shall be binding in its", r"diese \w+ ist in allen ihren teilen",
    r"l[ea] présente? \w+ est obligatoire",
)  # fmt: skip
"""How what follows the last article begins."""

DIVISION_WORDS = (
    "hoofdstuk", "chapter", "kapitel", "chapitre", "titel", "title", "titre", "afdeling", "section",
    "abschnitt", "deel", "part", "teil", "partie", "capítulo", "título", "sección", "secção", "parte",
)  # fmt: skip
"""What holds articles together without being a place of its own."""
