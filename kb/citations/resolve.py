"""Mentions into references: to which instrument, with which CELEX number, and how sure that is.

First the cards, which know what was seen; then the rules of `keys.celex_of`; else there is no number, and
the reason says why. Nothing is guessed: what no card and no rule gives stays without.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kb.citations import keys
from kb.citations.cards import Card, cards
from kb.citations.links import eur_lex_page
from kb.citations.reference import Certainty, Kind, Reference

if TYPE_CHECKING:
    from kb.citations.reference import Mention

NO_RULE = {
    "comnat": "no rule leads from a C number to a CELEX number",
    "oj": "a place in the Official Journal does not tell the number of what stands there",
    "council": "Council conclusions have no CELEX number in general",
    "euco": "conclusions of the European Council have no CELEX number",
    "st": "documents of the Council have no CELEX number in general",
    "press": "press releases have no CELEX number",
    "case": "the kind of the decision, which the CELEX number needs, is not known",
    "ecli": "the kind of the decision, which the CELEX number needs, is not known",
    "treaty": "the treaty has a number for each consolidated version and article",
    "url": "a web page",
    "doc": "no number is known",
    "celex": "not a CELEX number of a known form",
}
KEPT = 4_096
"""Instruments are cited again and again; what a key means does not change."""

BY_RULE = "made by rule from the number of the document"
YEAR_DOUBTFUL = "made by rule; which number is the year is inferred"
AS_PROPOSAL = "made by rule from the number of a proposal"


class Resolution(NamedTuple):
    """The instrument, its CELEX number where there is one, and how that is known."""

    instrument: str
    kind: Kind
    celex: str | None
    certainty: Certainty
    reason: str


@lru_cache(maxsize=KEPT)
def resolve(key: str, kind: Kind, certainty: Certainty = Certainty.BY_RULE) -> Resolution:
    """Return what a key means.

    Args:
        key: As mentioned.
        kind: What the text calls it, which decides whether a COM number is a proposal.
        certainty: INFERRED where the spelling leaves a doubt.
    """
    known = cards()
    card = known.of(key)
    if card is not None:
        return _from_card(key, card)
    celex = keys.celex_of(key, kind)
    if celex is None:
        return Resolution(key, kind, None, Certainty.NONE, NO_RULE[key.partition(":")[0]])
    reason = AS_PROPOSAL if kind is Kind.PROPOSAL else BY_RULE
    if certainty is not Certainty.BY_RULE:
        reason = YEAR_DOUBTFUL
    return Resolution(key, kind, str(celex), certainty, reason)


def _from_card(key: str, card: Card) -> Resolution:
    if key == card.key:
        return Resolution(card.key, card.kind, card.celex, card.certainty, card.evidence)
    _, other = cards().same_as[key]
    weaker = max(card.certainty, other.certainty, key=list(Certainty).index)
    return Resolution(card.key, card.kind, card.celex, weaker, f"{other.evidence}; {card.evidence}")


def reference(mention: Mention, language: str, footnote: int | None) -> Reference:
    """Return a mention resolved; `language` is that of the pages linked to."""
    found = resolve(mention.key, mention.kind, mention.certainty)
    card = cards().of(mention.key)
    printed = card.url if card else None
    page = eur_lex_page(found.celex, language) if found.celex else printed
    return Reference(
        verbatim=mention.verbatim,
        span=mention.span,
        key=mention.key,
        instrument=found.instrument,
        kind=found.kind,
        celex=found.celex,
        certainty=found.certainty,
        reason=found.reason,
        pinpoint=mention.pinpoint,
        footnote=footnote,
        url=mention.repaired_url or page,
    )
