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
