"""Mentions into instruments: what the texts cite, and what of it is loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.citations import Celex, Certainty, Kind, cards, find_references
from kb.citations.keys import key_of, kind_of
from kb.citations.links import eli_of, eur_lex_page
from kb.citations.resolve import resolve
from kb.errors import NothingIngestedError, UsageError
from kb.register.instrument import CitedIn, Instrument, Links
from kb.register.lookup import look_up
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kb.document import Expression, Locator
    from kb.store.mentions import StoredMention

KINDS_WITHOUT_TEXT = frozenset({Kind.WEBSITE, Kind.TREATY, Kind.CASE})
"""What a cited instrument may be without anybody missing its text here."""


class Register:
    """The instruments that some texts cite, by key."""

    def __init__(self, mentions: Sequence[StoredMention], loaded: Iterable[Expression]) -> None:
        self._loaded = {key: expression for expression in loaded for key in keys_of(expression)}
        grouped: dict[str, list[StoredMention]] = {}
        for mention in _paged(mentions):
            grouped.setdefault(mention.reference.instrument, []).append(mention)
        self._mentions = grouped
        self._instruments = {key: self._instrument(key, cited) for key, cited in grouped.items()}

    @classmethod
    def of_store(cls, store: Store) -> Register:
        """Return the register of the generation that a store shows."""
        return cls(store.mentions(), [stored.expression for stored in store.documents()])

    def instruments(self) -> tuple[Instrument, ...]:
        """Return all instruments cited, those with a number first, by key."""
        return tuple(sorted(self._instruments.values(), key=_order))

    def of(self, key: str) -> Instrument:
        """Return the instrument of a key, with no citation when the texts do not mention it.

        It is as sure as the way from that key to it: C(2008) 6091 is only inferred to be an act.
        """
        instrument = self._instruments.get(cards().instrument(key))
        if instrument is None:
            instrument = self._instrument(cards().instrument(key), ())
        if key == instrument.key:
            return instrument
        found = resolve(key, instrument.kind)
        return replace(instrument, certainty=found.certainty, reason=found.reason)

    def in_notes(self, numbers: Sequence[int]) -> tuple[Instrument, ...]:
        """Return the instruments that notes cite, each as sure as its surest mention there."""
        cited = []
        for instrument in self.instruments():
            there = [m for m in self._mentions[instrument.key] if m.locator.footnote in numbers]
            if there:
                surest = min((m.reference for m in there), key=lambda r: list(Certainty).index(r.certainty))
                cited.append(replace(instrument, certainty=surest.certainty, reason=surest.reason))
        return tuple(cited)

    def mentions_of(self, key: str) -> tuple[StoredMention, ...]:
        """Return where the texts mention the instrument of a key, by work, language and reading order."""
        return tuple(self._mentions.get(cards().instrument(key), ()))

    def look_up(self, query: str) -> tuple[Instrument, ...]:
        """Return the instruments that a query means, best first; see `kb.register.lookup`.

        Raises:
            UsageError: The query is empty.
        """
        asked = " ".join(query.split())
        if not asked:
            raise UsageError("nothing to look up: name a number, a footnote or words of a title")
        return look_up(asked, self)

    def cited_but_not_loaded(self) -> tuple[Instrument, ...]:
        """Return the documents that the texts cite and whose own text is not here."""
        return tuple(i for i in self.instruments() if not i.loaded and i.kind not in KINDS_WITHOUT_TEXT)

    def _instrument(self, key: str, cited: Sequence[StoredMention]) -> Instrument:
        kinds = sorted((m.reference.kind for m in cited), key=lambda kind: kind is Kind.WEBSITE)
        found = resolve(key, kinds[0] if kinds else kind_of(key))
        card = cards().of(key)
        expression = self._loaded.get(key)
        return Instrument(
            key=key,
            kind=found.kind,
            title=card.title if card else _title(expression),
            celex=found.celex,
            certainty=found.certainty,
            reason=found.reason,
            links=_links(key, found.celex, cited),
            card=card,
            loaded=expression is not None,
            cited_in=tuple(
                CitedIn(
                    m.document, m.locator, m.locator.footnote, m.reference.verbatim, m.as_printed, m.repaired
                )
                for m in cited
            ),
        )


def read_register(home: Path) -> Register:
    """Return the register of a data folder; a look-up needs no index and no encoder.

    Raises:
        NothingIngestedError: Nothing was ever stored there.
    """
    store = Store.read(home)
    if store is None:
        raise NothingIngestedError(f"nothing has been ingested into {home} yet; run kb ingest first")
    with store, store.snapshot():
        return Register.of_store(store)


def keys_of(expression: Expression) -> frozenset[str]:
    """Return the keys under which a loaded document may be cited."""
    celex = Celex.parse(expression.celex) if expression.celex else None
    keys = {key_of(celex)} if celex else set()
    keys |= {reference.key for reference in find_references(expression.reference or "")}
    return frozenset(cards().instrument(key) for key in keys)


def _title(expression: Expression | None) -> dict[str, str]:
    return {expression.language: expression.title} if expression else {}


def _links(key: str, celex: str | None, cited: Sequence[StoredMention]) -> Links:
    card = cards().of(key)
    printed = next((m.repaired for m in cited if m.repaired), None)
    return Links(
        eur_lex_nl=eur_lex_page(celex, "nl") if celex else None,
        eur_lex_en=eur_lex_page(celex, "en") if celex else None,
        eli=(card.eli if card else None) or eli_of(key),
        other=(card.url if card else None) or printed,
    )


def _paged(mentions: Sequence[StoredMention]) -> list[StoredMention]:
    """A translation has no pages of its own: it inherits those of the original it is aligned with."""
    pages: dict[tuple[str, str], Locator] = {}
    for mention in mentions:
        if mention.locator.page is not None:
            pages.setdefault((mention.document.id, mention.locator.anchor), mention.locator)
    return [_with_page(m, pages.get((m.document.id, m.locator.anchor))) for m in mentions]


def _with_page(mention: StoredMention, original: Locator | None) -> StoredMention:
    if original is None or mention.locator.page is not None:
        return mention
    locator = replace(
        mention.locator, page=original.page, page_end=original.page_end, page_index=original.page_index
    )
    return replace(mention, locator=locator)


def _order(instrument: Instrument) -> tuple[bool, str]:
    return instrument.celex is None, instrument.key
