"""Evidence into the spans that are quoted: as few as carry the answer, in reading order.

Sentences are quoted until the answer is likely to be among them. A list is quoted whole, with its lead-in;
an item alone comes with its lead-in; a note and a title are quoted whole. A sentence that points back
("Dit initiatief…") comes with the one before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.analysis import analysed
from kb.answer.abbreviations import spelling_out
from kb.answer.expected import holding, listing
from kb.answer.extract import Extract
from kb.answer.summary import summary_of
from kb.document import BlockKind
from kb.retrieve.kinds import Kind
from kb.retrieve.reading import passage_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.answer.evidence import Evidence
    from kb.passages import Passage
    from kb.retrieve.query import Query
    from kb.store import Store

MAX_SENTENCES = 4
ENOUGH = 0.97
LEAST = 0.02
"""Sentences are added until the answer is among them with likelihood `ENOUGH`, none that is less likely than
`LEAST`. Facts in the sentences chosen for the development questions (556), if none is abstained from: three
with 0.95 and 0.03 hold 0.88 in 68 words, four 0.90 in 77, four with these 0.91 in 81, five 0.92 in 91: too
many to be read."""

ITEMS_OF_A_LIST = 2
"""So many items of one list among the best evidence mean that the list is asked for."""

CLEAR = 0.5
"""…unless one of them is likelier than all other sentences together."""

BEST_EVIDENCE = 4

POINTS_BACK = re.compile(
    r"(?:Dit|Deze|Dat|Die|Dergelijke|Zulke|Zij|Hij|Het initiatief(?! [A-Z\"“])|Zo'n|Daardoor|Daarom|"
    r"Dientengevolge|Bovendien|Toch|Hiermee|Daarmee|Hierdoor|This|These|That|Those|Such|It|They|Thus|"
    r"Therefore|As a result|Moreover|However)\b(?! mededeling| communication)"
)
"""How a sentence begins that is not understood without the one before it."""


ENUMERATED = frozenset({Kind.LIST, Kind.MANNER, Kind.FACT})
ENUMERATES = re.compile(
    r"(?:Dergelijke|Zulke|Deze|Dit|Dat|Such|These|This)\b[^.]{0,60}\b(?:omvat|omvatten|bestaan|betreft|gebeuren|"
    r"include|includes|comprise|done)\b"
)
"""How a sentence begins that says what the one before it only names: "Dergelijke diensten omvatten…"."""


def compose(query: Query, evidence: Sequence[Evidence], store: Store) -> list[Extract]:
    """Return what to quote, in reading order; the first piece of evidence is always part of it."""
    best = evidence[0]
    named = [piece for piece in evidence if query.names_note(piece.passage.place.anchor)]
    if named:
        return _in_reading_order(Extract.whole(piece.passage) for piece in named)
    summary = summary_of(query, best.passage.expression, store)
    if summary.extracts:
        return list(summary.extracts)
    spelled = spelling_out(query, evidence)
    if spelled or _defines(query, best):
        return _in_reading_order(_made_whole(query, spelled[0] if spelled else best, store))
    listed = listing(query, evidence)
    if listed or best.passage.kind is BlockKind.ITEM:
        return _of_list(query, listed or evidence, store)
    chosen = _likely(holding(query, evidence) or evidence)
    return _in_reading_order(extract for piece in chosen for extract in _made_whole(query, piece, store))


def _in_reading_order(extracts: Iterable[Extract]) -> list[Extract]:
    """Return each extract once."""
    return sorted(set(extracts), key=lambda extract: (extract.document, extract.ordinal, extract.span))


def _of_list(query: Query, evidence: Sequence[Evidence], store: Store) -> list[Extract]:
    best = evidence[0].passage
    listed = _list_meant(query, evidence, store)
    if best not in listed:
        return [Extract.whole(passage) for passage in listed]
    same = {p.ordinal for p in listed}
    items = {e.passage.ordinal for e in evidence[:BEST_EVIDENCE] if e.passage.ordinal in same}
    several = len(items) >= ITEMS_OF_A_LIST and evidence[0].score < CLEAR
    if query.kind.kind is Kind.LIST or several or _only_leads_in(evidence[0]):
        return [Extract.whole(passage) for passage in listed]
    return [
        Extract.whole(passage)
        for passage in listed
        if passage.kind is BlockKind.LEAD_IN or passage.ordinal == best.ordinal
    ]


def _only_leads_in(piece: Evidence) -> bool:
    """Tell whether an item meets no word of the question that its lead-in does not: all items are meant."""
    interaction, terms = piece.interaction, passage_terms(piece.passage)
    own, lead_in = (interaction.align(text).similarity for text in (terms.own, terms.carrier))
    return bool((own <= lead_in).all())


def _list_meant(query: Query, evidence: Sequence[Evidence], store: Store) -> tuple[Passage, ...]:
    """Return the list whose lead-in names most of what the question names ("en nodigt de lidstaten uit om:").

    Of several that name as much, the one that holds the best evidence.
    """
    items = [piece.passage for piece in evidence if piece.passage.kind is BlockKind.ITEM]
    language = items[0].expression.language
    asked = {term.key for term in analysed(query.own, language)}
    meant = max(items, key=lambda item: len(asked & {term.key for term in analysed(item.carrier, language)}))
    return store.list_around(meant)


def _defines(query: Query, piece: Evidence) -> bool:
    """Tell whether a sentence is the definition asked for: it needs no other beside it."""
    return query.kind.kind is Kind.DEFINITION and piece.fits_kind


def _likely(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the first sentences, until the answer is likely to be among them."""
    chosen: list[Evidence] = []
    likelihood = 0.0
    for piece in evidence[:MAX_SENTENCES]:
        if chosen and (likelihood >= ENOUGH or piece.score < LEAST):
            break
        chosen.append(piece)
        likelihood += piece.score
    return chosen


def _made_whole(query: Query, piece: Evidence, store: Store) -> Iterator[Extract]:
    """Quote a sentence with what it is not understood without."""
    passage = piece.passage
    if passage.kind is BlockKind.NOTE:
        yield Extract.whole(passage)
    elif passage.kind is BlockKind.TITLE:
        yield from (Extract.whole(line) for line in store.title_of(passage.expression))
    elif passage.kind is BlockKind.ITEM:
        listed = store.list_around(passage)
        yield from (Extract.whole(p) for p in listed if p.kind is BlockKind.LEAD_IN)
        yield Extract.whole(passage)
    else:
        yield from _with_neighbours(query, piece)


def _with_neighbours(query: Query, piece: Evidence) -> Iterator[Extract]:
    """Quote a sentence with the one that it points back to, and one that enumerates what it names."""
    passage = piece.passage
    spans = [sentence.span for sentence in piece.found.reading.sentences]
    at = spans.index(piece.sentence.span)
    if at and POINTS_BACK.match(spans[at].of(passage.text)):
        yield Extract.of(passage, spans[at - 1])
    yield Extract.of(passage, spans[at])
    following = spans[at + 1 : at + 2]
    if query.kind.kind in ENUMERATED and following and ENUMERATES.match(following[0].of(passage.text)):
        yield Extract.of(passage, following[0])
