"""Cut a text into sentences without cutting legal abbreviations.

The general splitters cut "art. | 3" and "nr. | 1049/2001". Here a full stop ends a sentence only when
a capital, a figure or a quotation mark follows and the word before it is no abbreviation. The pieces
tile the text but for the white space between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    """
    art artt blz bijv bv nr nrs ca cf d.w.z dwz def e.a e.d enz etc evt i.c i.v.m jl m.b.t m.n
    max min mln mrd o.a o.m p pag par ref resp rev sec st t.a.v t.o.v vgl vol vs zgn z.s.m e.g
    i.e nos pp para paras ch approx fig inc ltd mr mrs dr prof abs bzw d.h ggf nr u.a vgl z.b
    usw abl av jan feb apr jun jul aug sep sept okt oct nov dec dez
    """.split()
)
"""What ends in a full stop without ending a sentence, without that stop, lower case."""

BOUNDARY = re.compile(r"(?P<stop>[.!?…]+[\"”’»)\]]*)\s+(?=[\"“„«‘(\[]*(?:[A-ZÀ-ÖØ-Þ]|\d))")
LAST_WORD = re.compile(r"[^\W_][\w.]*$")
OPEN_INITIAL = re.compile(r"[A-Z]$")
ADDRESS_SCHEME = re.compile(r"(?:htt?pp?|www)[:.]")


def sentences(text: str) -> Iterator[Span]:
    """Iterate over the sentences of a text.

    >>> text = "Zie art. 3 van nr. 1049/2001, d.w.z. de wet. Het is zo."
    >>> [span.of(text) for span in sentences(text)]
    ['Zie art. 3 van nr. 1049/2001, d.w.z. de wet.', 'Het is zo.']
    """
    start = 0
    for match in BOUNDARY.finditer(text):
        if _is_abbreviation(text[start : match.start()], match["stop"]):
            continue
        if ADDRESS_SCHEME.match(text, match.end()):
            continue
        yield Span(start, match.end("stop"))
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _is_abbreviation(before: str, stop: str) -> bool:
    word = LAST_WORD.search(before)
    if stop != "." or word is None:
        return False
    last = word[0]
    return last.lower() in ABBREVIATIONS or OPEN_INITIAL.fullmatch(last) is not None
