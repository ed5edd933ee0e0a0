"""How an outcome was found: the passages considered with their scores, and the words that met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.render.html.element import NOTHING, Html, element
from kb.render.html.words import WORDS
from kb.render.labels import labels_of
from kb.render.sources import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answer.results import Asked
    from kb.retrieve import Hit

PAIRS = 8
"""Word pairs shown of one passage."""


def how_found(asked: Asked, considered: Sequence[Hit], language: str) -> Html:
    """Return what was considered, closed until it is asked for."""
    words, labels = WORDS[language], labels_of(language)
    if not considered:
        return NOTHING
    columns = [labels[name] for name in ("passage", "score", "lexical", "dense", "align")]
    header = element("tr", *(element("th", column, scope="col") for column in [*columns, words["met"]]))
    return element(
        "details",
        element("summary", words["how_found"]),
        element("p", labels["scores_are"]),
        element(
            "div",
            element(
                "table",
                element("thead", header),
                element("tbody", *(_row(hit, language) for hit in considered)),
            ),
            class_="scrolled",
            tabindex=0,
            role="region",
            aria_label=words["how_found"],
        ),
        element("p", words["took"].format(milliseconds=round(asked.timings_ms.total)), class_="faint"),
        class_="found",
    )


def _row(hit: Hit, language: str) -> Html:
    parts = (hit.score, hit.scores.lexical, hit.scores.dense, hit.scores.align)
    met = [
        element(
            "li", match.question if match.question == match.passage else f"{match.question} ~ {match.passage}"
        )
        for match in sorted(hit.matches, key=lambda match: -match.similarity)[:PAIRS]
    ]
    return element(
        "tr",
        element("th", where(hit.document, hit.locator, language), scope="row"),
        *(element("td", "–" if part is None else f"{part:.2f}", class_="figure") for part in parts),
        element("td", element("ul", *met) if met else None),
    )
