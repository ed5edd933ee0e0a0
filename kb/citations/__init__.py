"""References to EU instruments in Dutch, English, French and German text.

A small library of its own: text in, typed references with exact spans out; the standard library only,
no network.

>>> from kb.citations import find_references
>>> [(r.verbatim, r.celex) for r in find_references("Zie Verordening (EG) nr. 1082/2006, PB L 210.")]
[('Verordening (EG) nr. 1082/2006', '32006R1082')]

`find_references` reads one text; `find_in_parts` a document whose footnotes point at each other;
`cards` holds what is known of instruments beyond their numbers. Guarantees: `text[r.span.start:
r.span.end] == r.verbatim`; no two references overlap; the time is linear in the text; where more than one
instrument could be meant there is no reference but an `Unresolved`.
"""

from kb.citations.antecedents import Part
from kb.citations.cards import Card, Cards, Event, cards
from kb.citations.celex import Celex
from kb.citations.grammar.urls import is_address
from kb.citations.notes import NOTE_MENTION, note_numbers
from kb.citations.reference import Certainty, Kind, Pinpoint, Reference, Unresolved
from kb.citations.references import Found, find_in_parts, find_references, names_of_cited

__all__ = [
    "NOTE_MENTION",
    "Card",
    "Cards",
    "Celex",
    "Certainty",
    "Event",
    "Found",
    "Kind",
    "Part",
    "Pinpoint",
    "Reference",
    "Unresolved",
    "cards",
    "find_in_parts",
    "find_references",
    "is_address",
    "names_of_cited",
    "note_numbers",
]
