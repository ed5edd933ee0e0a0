"""What an outcome rests on, for whoever must sign it: its texts with their origin, what was considered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from kb.answer.results import Answer
from kb.document import Expression
from kb.retrieve import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.answer.results import Abstention
    from kb.store import Store, StoredDocument

PACKAGE = "policy-desk"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is quoted, shown or considered.

    `file`, `reader` (with its version), `source` and `licence` are None where they are not known any more
    or were never declared.
    """

    document: Expression
    file: str | None
    reader: str | None
    source: str | None
    licence: str | None


@dataclass(frozen=True, slots=True)
class Collection:
    """All the texts that were there: the digest is the same as long as they are."""

    documents: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """The texts that an outcome names, their collection, the passages considered, and what made it."""

    texts: tuple[Text, ...]
    collection: Collection
    considered: tuple[Hit, ...]
    program: str


def record(store: Store, outcome: Answer | Abstention, considered: Sequence[Hit]) -> Record:
    """Return what an outcome rests on, as it is stored now."""
    stored = store.documents()
    known = {_key(document.expression): document for document in stored}
    named = {_key(expression): expression for expression in _quoted(outcome)}
    shown = {key: known[key].expression for key in _shown(outcome, considered) if key in known}
    texts = (_text(expression, known.get(key)) for key, expression in (shown | named).items())
    return Record(
        texts=tuple(sorted(texts, key=lambda text: (_key(text.document) not in named, _key(text.document)))),
        collection=collection_of(stored),
        considered=tuple(considered),
        program=program(),
    )


def collection_of(stored: Iterable[StoredDocument]) -> Collection:
    """Return how many documents a collection has, and its digest."""
    lines = sorted(f"{d.expression.id} {d.expression.language} {d.expression.version}\n" for d in stored)
    return Collection(len(lines), f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}")


@cache
def program() -> str:
    """Return the name and the version of this program: "policy-desk 0.1.0"."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return f"{PACKAGE} (not installed)"


def reader_of(stored: StoredDocument) -> str:
    """Return what read a document, with its version: "plain/3"."""
    return stored.origin.recipe.split()[0]


def _quoted(outcome: Answer | Abstention) -> list[Expression]:
    if isinstance(outcome, Answer):
        return [citation.document for citation in outcome.citations]
    return [hit.document for hit in outcome.nearest]


def _shown(outcome: Answer | Abstention, considered: Sequence[Hit]) -> Iterable[tuple[str, str]]:
    """The texts whose words stand in the record beside the ones quoted, in the order they are met."""
    if isinstance(outcome, Answer):
        for citation in outcome.citations:
            yield from ((citation.document.id, parallel.language) for parallel in citation.parallel)
    for hit in considered:
        yield _key(hit.document)
        yield from ((hit.document.id, parallel.language) for parallel in hit.parallel)


def _key(expression: Expression) -> tuple[str, str]:
    return expression.id, expression.language


def _text(expression: Expression, stored: StoredDocument | None) -> Text:
    """A text whose file was replaced since has no known origin: the new file's would be a wrong one."""
    if stored is None or stored.expression.version != expression.version:
        return Text(expression, None, None, None, None)
    origin = stored.origin
    return Text(expression, origin.name, reader_of(stored), origin.source, origin.licence)
