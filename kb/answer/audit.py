"""Whether what is stored and indexed is what the files say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer.verify import reads_as_its_file
from kb.errors import IndexMismatchError
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.index.generations import Indexes
    from kb.store import Store


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, whether it holds, and what was seen."""

    name: str
    ok: bool
    detail: str


def audit(store: Store, opened_indexes: Callable[[], Indexes]) -> tuple[Check, ...]:
    """Check the store's file, every passage against its source, and the index."""
    return (_sound(store), *_passages(store), _index(store, opened_indexes))


def _sound(store: Store) -> Check:
    faults = store.faults()
    return Check("store", not faults, "; ".join(faults) or "the store's file is sound")


def _passages(store: Store) -> tuple[Check, ...]:
    checks = []
    for stored in store.documents():
        expression = stored.expression
        source = store.source(expression.id, expression.language) or ""
        passages = store.expression_passages(expression.id, expression.language)
        wrong = [p.key for p in passages if not reads_as_its_file(p, Span(0, len(p.text)), source)]
        detail = f"{len(passages) - len(wrong)} of {len(passages)} passages read as the file does"
        name = f"{expression.id}.{expression.language}"
        checks.append(Check(name, not wrong, "; ".join((detail, *wrong))))
    return tuple(checks)


def _index(store: Store, opened_indexes: Callable[[], Indexes]) -> Check:
    try:
        indexes = opened_indexes()
    except IndexMismatchError as error:
        return Check("index", ok=False, detail=str(error))
    languages = indexes.lexical.languages
    words = sum(indexes.lexical.size(language) for language in languages)
    meanings = sum(indexes.dense.size(language) for language in languages)
    stored = sum(document.passages for document in store.documents())
    detail = f"{words} of {stored} passages are indexed by words, {meanings} by meaning"
    return Check("index", words == meanings == stored, detail)
