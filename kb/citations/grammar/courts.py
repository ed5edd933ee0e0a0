"""Cases of the Court of Justice and ECLI numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.citations.grammar.rule import Rule, mentioned, spelled

if TYPE_CHECKING:
    from kb.citations.reference import Mention

HYPHEN = "[-‐‑–]"

CASE = re.compile(
    rf"(?P<court>[CTF])\s?{HYPHEN}\s?(?P<number>\d{{1,4}})/(?P<year>\d{{2}})(?!\d)(?P<appeal>(?:\s(?:P|RENV|OP|PPU))?(?![^\W_]))"
)
"""C-280/00 · T-13/99 · C-73/14 P"""

OLD_CASE = re.compile(r"[^\W\d_]+\s{1,3}(?P<number>\d{1,3})/(?P<year>[5-8]\d)(?!\d)")
"""zaak 26/62 · Case 6/64: before there were two courts."""

ECLI = re.compile(r"ECLI:(?P<rest>[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]{0,24}[A-Z0-9])")
"""ECLI:EU:C:2003:415"""

CASE_WORDS = spelled(("zaak", "case", "affaire", "rechtssache"))


def read_case(text: str, at: int) -> tuple[Mention, ...]:
    """Read the number of a case."""
    match = CASE.match(text, at)
    if match is None or text[at - 1 : at] in {"-", "/"}:
        return ()
    end = match.end()
    return mentioned(text, at, end, f"case:{match['court']}-{int(match['number'])}/{match['year']}")


def read_old_case(text: str, at: int) -> tuple[Mention, ...]:
    """Read the number of a case of the years before 1989, which only its word gives away."""
    match = OLD_CASE.match(text, at)
    if match is None:
        return ()
    return mentioned(text, at, match.end(), f"case:{int(match['number'])}/{match['year']}")


def read_ecli(text: str, at: int) -> tuple[Mention, ...]:
    """Read a European Case Law Identifier."""
    match = ECLI.match(text, at)
    return mentioned(text, at, match.end(), f"ecli:{match['rest']}") if match else ()


COURTS = (
    Rule(frozenset("CTF"), read_case),
    Rule(CASE_WORDS, read_old_case),
    Rule(frozenset({"ECLI"}), read_ecli),
)
