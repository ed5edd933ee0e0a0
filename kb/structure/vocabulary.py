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
