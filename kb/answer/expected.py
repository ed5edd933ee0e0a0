"""What the answer to a question must hold, beyond a text on its subject.

A figure, a date, a name, a way to apply: texts that speak of the subject often give none.
Such questions are answered only by evidence that is better than usual. The patterns are data, in Dutch and
English.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from kb.retrieve.query import Query


class Expected(StrEnum):
    """What an answer must hold."""

    FIGURE = "figure"
    DATE = "date"
    NAMES = "names"
    PROCEDURE = "procedure"
    DEFINITION = "definition"
    REASON = "reason"


PROCEDURE = re.compile(
    r"\bhow (?:do|can|should) (?:i|we)\b|\bhoe (?:kan|kunnen|vraag|moet|meld|doe|word) (?:ik|wij|we|men)\b",
    re.IGNORECASE,
)

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
    rf"\b(?:welke?|which|what)\s+(?:\S+\s+){{0,2}}?(?:{NAMED_THINGS})\b"
    r"|\b(?:namen|names|naam|name)\b.*\b(?:van|of|the)\b|^\W*name\b|\b(?:heet|heten)\b"
    r"|\b(?:wie|who) (?:is|zijn|are|was|leidt|heads?|won|chairs?|acted)\b|\bcontact ?perso\w*"
    r"|\b(?:voorzitter|rapporteur|directeur|director|chair(?:man|person)?)\b",
    re.IGNORECASE,
)
"""Asks which of the things that have names of their own, or for the name of somebody."""

OF_KINDS = {
    Kind.NUMBER: Expected.FIGURE,
    Kind.DATE: Expected.DATE,
    Kind.DEFINITION: Expected.DEFINITION,
    Kind.REASON: Expected.REASON,
}


def expected_of(query: Query) -> frozenset[Expected]:
    """Return what the answer to a question must hold; nothing where nothing tells."""
    asked, kind = query.focus, query.kind.kind
    found = {OF_KINDS[kind]} if kind in OF_KINDS else set()
    if kind not in OF_KINDS and NAMES.search(asked):
        found.add(Expected.NAMES)
    if PROCEDURE.search(asked):
        found.add(Expected.PROCEDURE)
    return frozenset(found)
