"""Whether words stand where an export says they do, in the texts as they are stored now."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING

from kb.answer.verify import occurrences, reads_as_its_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.document import Expression, Locator
    from kb.passages import Passage
    from kb.store import Store
    from kb.text import Span

NAMES = {
    "section": "section",
    "heading": "heading",
    "paragraph": "paragraph",
    "point": "point",
    "footnote": "note",
    "page": "page",
    "page_end": "last page",
    "page_index": "page index",
    "anchor": "place",
    "span": "range of characters",
    "spans": "list of its pieces",
}
"""The fields of a locator, the ones that tell most first, and what each is called."""

ALIKE = 0.6
"""Words that agree so far with a passage are taken for a changed quotation of it, and the change is shown."""

LONGEST_COMPARED = 500
"""Words; comparing takes the square of their number."""

SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something holds, and what was seen."""

    ok: bool
    detail: str


VERBATIM = Finding(ok=True, detail="verbatim, in its place")
NOT_LOADED = Finding(ok=False, detail="this document is not loaded; ingest it, then verify again")


@dataclass(frozen=True, slots=True)
class Standing:
    """An occurrence of words in a passage."""

    passage: Passage
    span: Span
    locator: Locator


class Shelf:
    """The texts as they are stored now, in which words are looked up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents = {(d.expression.id, d.expression.language): d for d in store.documents()}

    def find(self, words: str, document: Expression, locator: Locator, *, unchanged: bool) -> Finding:
        """Find words in the place that a locator names.

        In a text that is `unchanged` every field of the locator must be right; in another the words may
        have moved, and where they are now is said.
        """
        passages = self._store.expression_passages(document.id, document.language)
        if not passages:
            return NOT_LOADED
        here = [p for p in passages if p.place.anchor == locator.anchor]
        standing = self._standing(words, here, locator)
        elsewhere = [] if standing else self._standing(words, passages, locator)
        if unchanged and not standing:
            return Finding(ok=False, detail=_absent(words, here, locator, elsewhere))
        if not standing and not elsewhere:
            return Finding(ok=False, detail="the text as it is now does not say this")
        nearest = min(standing or elsewhere, key=lambda s: len(_differences(s.locator, locator)))
        return self._judged(nearest, locator, unchanged=unchanged)

    def stands_at(self, words: str, work: str, language: str, anchor: str) -> bool | None:
        """Tell whether words stand in a place of a text; None when the text is not loaded."""
        passages = self._store.expression_passages(work, language)
        if not passages:
            return None
        here = (p.text for p in passages if p.place.anchor == anchor)
        return any(any(occurrences(words, text)) for text in here)

    def _standing(self, words: str, passages: Sequence[Passage], said: Locator) -> list[Standing]:
        return [
            Standing(passage, span, self._paged(passage, passage.locate(span), said))
            for passage in passages
            for span in occurrences(words, passage.text)
        ]

    def _paged(self, passage: Passage, locator: Locator, said: Locator) -> Locator:
        """A text without pages may be given those of the original that it is aligned with."""
        if passage.page_turns or said.page is None:
            return locator
        turns = chain.from_iterable(parallel.page_turns for parallel in self._store.parallels(passage))
        pages = {turn.label: turn.index for turn in turns}
        if pages.get(said.page) != said.page_index or said.page_end not in pages:
            return locator
        return replace(locator, page=said.page, page_end=said.page_end, page_index=said.page_index)

    def _judged(self, standing: Standing, said: Locator, *, unchanged: bool) -> Finding:
        expression = standing.passage.expression
        source = self._store.source(expression.id, expression.language) or ""
        if not reads_as_its_file(standing.passage, standing.span, source):
            return Finding(ok=False, detail=f"{standing.passage.key} does not read as its file does")
        differences = _differences(standing.locator, said)
        if not differences:
            return VERBATIM
        if unchanged:
            name, now, then = differences[0]
            return Finding(ok=False, detail=f"the {name} is {now}, the export says {then}")
        moved = "; ".join(f"the {name} is {now}, was {then}" for name, now, then in differences[:3])
        return Finding(ok=True, detail=f"verbatim in the text as it is now: {moved}")


def _differences(now: Locator, said: Locator) -> list[tuple[str, object, object]]:
    found, claimed = asdict(now), asdict(said)
    return [
        (called, _shown(found[field]), _shown(claimed[field]))
        for field, called in NAMES.items()
        if found[field] != claimed[field]
    ]


def _shown(value: object) -> object:
    return "none" if value is None else value


def _absent(words: str, here: Sequence[Passage], said: Locator, elsewhere: Sequence[Standing]) -> str:
    """Say that words do not stand in their place: where they do, or how the text differs."""
    if elsewhere:
        return f"the text does not say this in {said.anchor}, but in {elsewhere[0].locator.anchor}"
    if not here:
        return f"the text has no place {said.anchor}, and does not say this anywhere"
    change = next((change for passage in here if (change := _change(passage.text, words))), "")
    return f"the text does not say this in {said.anchor}{change}"


def _change(text: str, words: str) -> str:
    """The first words that differ between a passage and what was quoted of it; "" for quite other words."""
    said, written = words.split(), text.split()
    if not 0 < len(said) <= LONGEST_COMPARED:
        return ""
    matcher = SequenceMatcher(None, written, said, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < ALIKE * len(said):
        return ""
    end = blocks[-1].a + blocks[-1].size
    changes = (
        (written[a:b], said[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal" and (c < d or blocks[0].a < a < end)
    )
    has, was = next(changes, ([], []))
    return f": it has {_bit(has)} where the export has {_bit(was)}" if has or was else ""


def _bit(words: Sequence[str]) -> str:
    return f'"{" ".join(words[:SHOWN_WORDS])}"' if words else "nothing"
