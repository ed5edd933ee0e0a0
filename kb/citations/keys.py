"""Keys of instruments: one name for a work, whatever language or spelling it is mentioned in.

A key does not depend on CELEX, because much of what is cited has no such number: `comnat:COM:2006:502`,
`act:reg:2006:1082`, `oj:C:2006:323:1`, `council:2006-12-04`. It is `scheme:rest`. Here the keys are
made, and here alone is written which CELEX number a key has by rule, and the other way about
(`eurlex.md`, section 2.2).
"""

from __future__ import annotations

from kb.citations.celex import CONSOLIDATED_SECTOR, LEGISLATION, PREPARATORY, Celex
from kb.citations.reference import Kind

ACT_LETTERS = {"reg": "R", "dir": "L", "dec": "D", "reco": "H", "dec_framw": "F"}
"""Type of an act, as ELI names it → the letter of its CELEX number."""

ACT_KINDS = {
    "reg": Kind.REGULATION,
    "dir": Kind.DIRECTIVE,
    "dec": Kind.DECISION,
    "reco": Kind.RECOMMENDATION,
    "dec_framw": Kind.FRAMEWORK_DECISION,
}

DOCUMENT_DESCRIPTORS = {"COM": "DC", "SEC": "SC", "SWD": "SC", "JOIN": "JC"}
"""Series of Commission documents → CELEX descriptor of what is no proposal; C has none by rule."""

PROPOSAL_DESCRIPTOR = "PC"

SERIES_KINDS = {
    "COM": Kind.COMMISSION_DOCUMENT,
    "SEC": Kind.STAFF_WORKING_DOCUMENT,
    "SWD": Kind.STAFF_WORKING_DOCUMENT,
    "JOIN": Kind.JOINT_COMMUNICATION,
    "C": Kind.COMMISSION_DOCUMENT,
}

FIRST_SWD = 2012
"""Staff working documents were SEC until 2011 and are SWD since: both are SC in CELEX."""

COMMITTEES = {"cdr": "AR", "eesc": "AE"}
"""Committee → CELEX descriptor of an opinion on consultation, the usual kind."""


def document(series: str, year: int, number: int) -> str:
    """Return the key of a numbered Commission document.

    >>> document("COM", 2006, 502)
    'comnat:COM:2006:502'
    """
    return f"comnat:{series}:{year}:{number}"


def act(act_type: str, year: int, number: int) -> str:
    """Return the key of a numbered act; `act_type` is one of `ACT_LETTERS`."""
    return f"act:{act_type}:{year}:{number}"


def journal(series: str, year: int, issue: str, page: str | None) -> str:
    """Return the key of a place in the Official Journal; `series` is empty before 1967."""
    parts = [part for part in (series, str(year), issue, page) if part]
    return f"oj:{':'.join(parts)}"


def journal_number(series: str, year: int, number: str) -> str:
    """Return the key of a document that the Official Journal numbers, without a page."""
    return f"oj:{series}:{year}{number}"


def celex_of(key: str, kind: Kind) -> Celex | None:
    """Return the CELEX number that a key has by rule, None where no rule gives one.

    >>> str(celex_of("act:reg:2006:1082", Kind.REGULATION))
    '32006R1082'
    """
    match key.split(":"):
        case ["comnat", series, year, number] if series in DOCUMENT_DESCRIPTORS:
            descriptor = PROPOSAL_DESCRIPTOR if kind is Kind.PROPOSAL else DOCUMENT_DESCRIPTORS[series]
            return Celex(PREPARATORY, int(year), descriptor, int(number))
        case ["act", act_type, year, number] if act_type in ACT_LETTERS:
            return Celex(LEGISLATION, int(year), ACT_LETTERS[act_type], int(number))
        case [committee, year, number] if committee in COMMITTEES:
            return Celex(PREPARATORY, int(year), COMMITTEES[committee], int(number))
        case ["celex", number]:
            return Celex.parse(number)
        case _:
            return None


def key_of(celex: Celex) -> str:
    """Return the key of the work that a CELEX number names; `celex:…` where no rule leads back.

    A consolidation or corrigendum names the act that it belongs to.
    """
    types = {letter: act_type for act_type, letter in ACT_LETTERS.items()}
    if celex.sector in {LEGISLATION, CONSOLIDATED_SECTOR} and celex.descriptor in types and not celex.split:
        return act(types[celex.descriptor], celex.year, celex.number)
    if celex.sector == PREPARATORY and not celex.split:
        series = _series(celex)
        if series is not None:
            return document(series, celex.year, celex.number)
        committee = next((c for c, d in COMMITTEES.items() if d == celex.descriptor), None)
        if committee is not None:
            return f"{committee}:{celex.year}:{celex.number}"
    return f"celex:{celex}"


def _series(celex: Celex) -> str | None:
    match celex.descriptor:
        case "DC" | "PC":
            return "COM"
        case "SC":
            return "SWD" if celex.year >= FIRST_SWD else "SEC"
        case "JC":
            return "JOIN"
        case _:
            return None


def kind_of(key: str) -> Kind:
    """Return what a key alone says that the instrument is."""
    match key.split(":"):
        case ["comnat", series, *_]:
            return SERIES_KINDS.get(series, Kind.OTHER)
        case ["act", act_type, *_]:
            return ACT_KINDS[act_type]
        case [scheme, *_]:
            return SCHEME_KINDS.get(scheme, Kind.OTHER)
        case _:
            return Kind.OTHER


SCHEME_KINDS = {
    "oj": Kind.NOTICE,
    "cdr": Kind.OPINION,
    "eesc": Kind.OPINION,
    "council": Kind.CONCLUSIONS,
    "euco": Kind.CONCLUSIONS,
    "case": Kind.CASE,
    "ecli": Kind.CASE,
    "treaty": Kind.TREATY,
    "url": Kind.WEBSITE,
}
