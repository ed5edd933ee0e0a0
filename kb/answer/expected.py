"""What the answer to a question must hold, beyond a text on its subject, and whether a sentence holds it.

A count of what is counted, a name, a way to apply: texts that speak of the subject often give none. The
patterns are data, in Dutch and English.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.analysis.stopwords import stop_words
from kb.answer.figures import counting
from kb.retrieve.kinds import Kind
from kb.retrieve.reading import passage_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answer.evidence import Evidence
    from kb.retrieve.query import Query


class Expected(StrEnum):
    """What an answer must hold; `FORM` is a figure, a date or a definition, which a sentence shows."""

    FORM = "form"
    NAMES = "names"
    PROCEDURE = "procedure"
    REASON = "reason"


THE_ONE = re.compile(r"\b(?:is|zijn|are|by|onder|betekent)\s+(?:the|de|het)\b", re.IGNORECASE)
"""Asks what one thing is, which has a name ("the European cluster policy group"), and not what any is."""

COUNTED_WITHIN = 4
"""A number counts what one of so many words of content after it says: "2 000 statistically significant
clusters"."""

PROCEDURE = re.compile(
    r"\bhow (?:do|can|should) (?:i|we)\b|\bhoe (?:kan|kunnen|vraag|moet|meld|doe|word) (?:ik|wij|we|men)\b",
    re.IGNORECASE,
)

STOP_WORDS = stop_words("nl") | stop_words("en")
"""Within a name they are of either language: Regions for Economic Change."""

NAMED_THINGS = (
    r"land(?:en)?|lidsta(?:at|ten)|staten|st(?:ad|eden)|regio'?s?|streek|streken|provincies?|gemeenten?|"
    r"bedrij(?:f|ven)|ondernemingen?|ziekenhui(?:s|zen)|universiteit(?:en)?|\w*institu(?:ut|ten)|"
    r"\w*organisaties?|netwerk(?:en)?|dienst|ministers?|commissaris|leden|banken|markten|sector(?:en)?|"
    r"bedrijfstak(?:ken)?|clusters?|diploma|wet(?:ten)?|resolutie|richtlijn|"
    r"countr(?:y|ies)|(?:member )?states?|cit(?:y|ies)|regions?|parts of|places?|compan(?:y|ies)|firms?|"
    r"hospitals?|universit(?:y|ies)|institutes?|\w*organi[sz]ations?|networks?|authority|agency|ministers?|"
    r"commissioner|members?|banks?|markets?|sectors?|industr(?:y|ies)|degree|laws?|resolution|directive"
)
NAMES = re.compile(
    rf"\b(?:welke?|which)\s+(?:\S+\s+){{0,2}}?(?:{NAMED_THINGS})\b|\bwhat\s+(?:{NAMED_THINGS})\b"
    r"|\b(?:namen|names|naam|name)\b.*\b(?:van|of|the)\b|^\W*name\b|\b(?:heet|heten)\b"
    r"|\b(?:wie|who) (?:is|zijn|are|was|leidt|heads?|won|chairs?|acted|signed|ondertekende)\b"
    r"|\bcontact ?perso\w*|\b(?:voorzitter|rapporteur|directeur|director|chair(?:man|person)?)\b",
    re.IGNORECASE,
)
"""Asks which of the things that have names of their own, or for the name of somebody."""


def expected_of(query: Query) -> frozenset[Expected]:
    """Return what the answer to a question must hold; nothing where nothing tells."""
    asked, rule = query.focus, query.kind
    found = set()
    if rule.kind is Kind.REASON:
        found.add(Expected.REASON)
    elif rule.decisive:
        if not _asks_for_a_name(query):
            found.add(Expected.FORM)
    elif NAMES.search(asked):
        found.add(Expected.NAMES)
    if PROCEDURE.search(asked):
        found.add(Expected.PROCEDURE)
    return frozenset(found)


def _asks_for_a_name(query: Query) -> bool:
    """Tell whether a definition is asked of something by its name: any sentence about it tells what it is."""
    if query.kind.kind is not Kind.DEFINITION:
        return False
    own = [term for term in query.terms_in(query.language) if query.share(term) == 1]
    said = [term for term in own if term.token.form not in STOP_WORDS]
    named = [term for term in said if query.is_name(term)]
    return bool(named) and (len(named) == len(said) or THE_ONE.search(query.own) is not None)


def holding(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that holds the figure, the date, the count or the definition asked for.

    All of it where none is.
    """
    if not query.kind.decisive:
        return list(evidence)
    counts = query.kind.counts and query.kind.counts.search(query.whole)
    return [piece for piece in evidence if piece.fits_kind and (not counts or _counts(piece, counts.end()))]


def listing(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that stands in a list of what they do of whom a question asks that, if it does."""
    return [piece for piece in evidence if query.kind.led_in and piece.fits_kind]


def _counts(piece: Evidence, position: int) -> bool:
    """Tell whether a sentence counts what a question says first after a position."""
    asked = [term for term in piece.interaction.terms if term.token.span.start >= position]
    if not asked:
        return True
    counted = min(asked, key=lambda term: term.token.span.start)
    passage, span = piece.passage, piece.sentence.span
    own = [term for term in passage_terms(passage).own if span.start <= term.token.span.start < span.end]
    for after in counting(span.of(passage.text), passage.expression.language):
        following = [term for term in own if term.token.span.start >= span.start + after]
        if counted not in piece.interaction.unmet(piece.interaction.align(following[:COUNTED_WITHIN])):
            return True
    return False
