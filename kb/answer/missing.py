"""Documents in which the answer may stand and that nobody has loaded: named in the question, or cited nearby.

"Wat staat er in SEC(2008) 2637 over …?" cannot be answered from a text that only cites it, however near its
words come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.analysis import analysed
from kb.citations import Kind, find_references
from kb.retrieve.kinds import INSTRUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.passages import Passage
    from kb.register import Instrument, Register
    from kb.retrieve import Hit
    from kb.retrieve.query import Query

NUMBERED = ("comnat:", "act:", "oj:", "cdr:", "eesc:", "st:", "celex:")
"""Keys of what is named by its number; a name may also be that of a subject which the texts speak of."""

WITHOUT_TEXT = frozenset({Kind.WEBSITE, Kind.TREATY, Kind.CASE})

NUMBER = re.compile(r"\(\d{4}\)\s?\d|\d/\d{2}|[CL] ?\d{2}")
"""COM(2006) 502 · 1082/2006 · PB C 323: a number, which a name such as "KP7" or "Horizon 2020" is not."""

PART = (
    rf"{INSTRUMENTS}|documents?|documenten|notes?|noten|footnotes?|voetnoten|sections?|passages?|"
    r"paragra\w+|hoofdstuk\w*|punt(?:en)?|teksten?|texts?"
)
LOOK_UP = re.compile(
    rf"\b(?:(?:(?:welke?|which) (?:\w+ )?|what )(?:{PART})|waar|where|links?|url|(?:voet)?noot|foot\s?note|"
    r"note|verwij\w+|refer\w*|gepubliceerd|published|titel|title|dat(?:um|e)|wanneer|when|nummer|number|aangehaald|"
    r"genoemd|vermeld|cited|mention\w*|heet|called)\b",
    re.IGNORECASE,
)
"""What is asked about a document itself, which the text that cites it can answer."""

NO_NOTE = {
    "nl": "Een voetnoot {number} is er niet in de geraadpleegde teksten.",
    "en": "There is no footnote {number} in the texts consulted.",
}

MOST = 3
"""An abstention names so many documents in which the answer may stand."""


def named_but_missing(query: Query, register: Register) -> tuple[Instrument, ...]:
    """Return the documents whose content a question asks for by their numbers and that are not loaded.

    A number alone, or a question about the document itself, is looked up in the texts that cite it.
    """
    references = [r for r in find_references(query.own) if NUMBER.search(r.verbatim)]
    beside = query.own
    for reference in reversed(references):
        beside = beside[: reference.span.start] + beside[reference.span.end :]
    if not analysed(beside, query.language) or LOOK_UP.search(query.own):
        return ()
    named = (register.of(r.instrument) for r in references if r.key.startswith(NUMBERED))
    return tuple(instrument for instrument in _once(named) if not instrument.loaded)


def cited_near(nearest: Iterable[Hit], register: Register) -> tuple[Instrument, ...]:
    """Return the documents that the nearest passages cite by number and that are not loaded, in order.

    A programme that they only name is what they speak of, not where to read on.
    """
    cited = (
        register.of(r.instrument) for hit in nearest for r in hit.references if NUMBER.search(r.verbatim)
    )
    missing = (i for i in _once(cited) if not i.loaded and i.kind not in WITHOUT_TEXT)
    return tuple(missing)[:MOST]


def missing_notes(query: Query, found: Iterable[Passage]) -> tuple[str, ...]:
    """Return a remark for each note that a question names and that no text has."""
    there = {passage.place.anchor.partition("-")[0] for passage in found}
    missing = [anchor.removeprefix("n") for anchor in dict.fromkeys(query.notes) if anchor not in there]
    return tuple(NO_NOTE[query.spoken].format(number=number) for number in missing)


def _once(instruments: Iterable[Instrument]) -> Iterator[Instrument]:
    return iter({instrument.key: instrument for instrument in instruments}.values())
