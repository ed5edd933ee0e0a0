"""Numbered Commission documents, and CELEX numbers that are written out.

Options separated by "|" are tried left to right: the more specific stands first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.citations import keys
from kb.citations.celex import Celex
from kb.citations.grammar.rule import Rule, alternatives, mentioned
from kb.citations.lexicon import DOCUMENT_SERIES, FINAL_MARKS
from kb.citations.reference import Kind, Mention
from kb.text import Span

if TYPE_CHECKING:
    from re import Match

SPACE = r"\s{0,3}"

YEAR = r"(?P<year>(?:19[5-9]|20)\d{2})"
YEAR_OF_TWO = r"(?P<year>(?:19[5-9]|20)\d{2}|[5-9]\d)"
"""COM(97) 623: two digits until 1999."""

FINAL = rf"(?:[\s,]{{1,4}}\(?(?:{alternatives(FINAL_MARKS)})(?![^\W_])(?:/\d)?)?"
"""definitief · def. · final · final/2 · endg."""

BRACKETED = rf"{SPACE}\({SPACE}{YEAR_OF_TWO}{SPACE}\){SPACE}0*(?P<number>\d{{1,5}})(?![\d%])"
"""COM(2006) 502 · COM (2012) 530 · COM(2009)540 · COM(2008)0394 · SEC (2008) 2637"""

SLASHED = rf"{SPACE}/{SPACE}{YEAR}{SPACE}/{SPACE}0*(?P<number>\d{{1,5}})(?![\d%])"
"""COM/2006/0502 final · KOM/2008/0152 endg."""

COLONS = rf":{YEAR}:0*(?P<number>\d{{1,5}})(?::FIN)?(?![\d%])"
"""COM:2007:0474:FIN"""

FILE_NAME = re.compile(
    r"(?<![^\W_])(?P<series>com|sec|swd|join)[_-]?\(?(?P<year>(?:19|20)\d{2})\)?[_-]0*(?P<number>\d{1,5})(?!\d)",
    re.IGNORECASE,
)
"""com2006_0502nl01.pdf · Maritime_clusters_SEC_2007_1406.pdf"""

SERIES = re.compile(r"[A-Z]{1,4}")
WRITTEN = (re.compile(BRACKETED + FINAL), re.compile(SLASHED + FINAL), re.compile(COLONS))
TWO_DIGITS = 99
ONLY_BRACKETED = frozenset({"C", "K"})
"""One letter says too little before a slash or a colon."""

WRITTEN_CELEX = re.compile(
    r"(?<![\w])[0-9]\d{4}[A-Z]{1,2}\d{4}(?:\(\d{2}\))?(?:R\(\d{2}\))?(?:-\d{8})?(?![\w])"
)
"""32006R1082 · 52006XC1230(01) · 02006R1082-20140622"""

CELEX_LETTERS = frozenset(
    "R L D H F A G E O Q Y DC PC SC JC XC XG AR IR XR AE IE AC AP IP XP AG IG AA SA AB".split()
)
DIGITS_BEFORE_LETTERS = 5


def read_document(text: str, at: int) -> tuple[Mention, ...]:
    """Read "COM(2006) 502 definitief" and its kind."""
    series = SERIES.match(text, at)
    if series is None:
        return ()
    forms = WRITTEN[:1] if series[0] in ONLY_BRACKETED else WRITTEN
    match = next((m for form in forms if (m := form.match(text, series.end()))), None)
    if match is None:
        return ()
    key_series = DOCUMENT_SERIES[series[0]]
    year = int(match["year"])
    key = keys.document(key_series, year if year > TWO_DIGITS else 1900 + year, int(match["number"]))
    return mentioned(text, at, match.end(), key)


def read_file_name(text: str, at: int) -> tuple[Mention, ...]:
    """Read the number of a document in the name of its file."""
    match = FILE_NAME.match(text, at)
    return mentioned(text, at, match.end(), key_of_file(match)) if match else ()


def key_of_file(match: Match[str]) -> str:
    """Return the key that a match of `FILE_NAME` spells."""
    return keys.document(match["series"].upper(), int(match["year"]), int(match["number"]))


def read_celex(text: str, at: int) -> tuple[Mention, ...]:
    """Read a CELEX number, whose letters stand in its middle."""
    match = WRITTEN_CELEX.match(text, max(at - DIGITS_BEFORE_LETTERS, 0))
    celex = Celex.parse(match[0]) if match else None
    if match is None or celex is None or not match.start() < at < match.end():
        return ()
    key = keys.key_of(celex)
    kind = Kind.PROPOSAL if celex.descriptor == keys.PROPOSAL_DESCRIPTOR else keys.kind_of(key)
    return (Mention(key, kind, Span(*match.span()), match[0]),)


DOCUMENTS = (
    Rule(frozenset(DOCUMENT_SERIES), read_document),
    Rule(frozenset(f for s in ("com", "sec", "swd", "join") for f in (s, s.upper())), read_file_name),
    Rule(CELEX_LETTERS, read_celex),
)
