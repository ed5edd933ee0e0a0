"""Works in languages from the Publications Office into the cache, and what came of each.

What is held is kept for ever: it is only asked about again, and only where the server gave the means to
(an ETag, a date). A file that a person downloaded by hand is taken in by the same checks.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.citations.links import eur_lex_page
from kb.errors import FetchError, RefusedError, UnknownWorkError, UnreachableError
from kb.sources.answers import Meaning
from kb.sources.bodies import Format
from kb.sources.by_hand import downloaded
from kb.sources.cache import Provenance, sha256
from kb.sources.listing import WORKS_AT_ONCE, Listing, listing, query
from kb.sources.negotiation import Negotiation

if TYPE_CHECKING:
    from kb.sources.bodies import TextOf
    from kb.sources.cache import Cache
    from kb.sources.negotiation import Carrier, Part, Served
    from kb.sources.works import WorkToFetch

KEPT_HEADERS = ("content-type", "content-length", "content-language", "date", "etag", "last-modified")
"""What of an answer's headers says something about the document."""

CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
"""A header of the answer → the header by which to ask whether it still holds."""

Progress = Callable[[int, int, str], None]
"""Told the number of expressions done, their total, and the name of the one that is next."""


class Outcome(StrEnum):
    """What came of one work in one language."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


OUTCOMES: dict[type[FetchError], Outcome] = {
    UnknownWorkError: Outcome.MISSING,
    RefusedError: Outcome.REFUSED,
    UnreachableError: Outcome.UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """One work in one language: what came of it, which files are held, and where a person finds it."""

    document: str
    celex: str
    label: str
    language: str
    outcome: Outcome
    format: Format | None
    files: tuple[str, ...]
    source: str | None
    detail: str | None
    eur_lex: str


def fetch(
    works: Sequence[WorkToFetch],
    languages: Sequence[str],
    carrier: Carrier,
    cache: Cache,
    text_of: TextOf,
    progress: Progress | None = None,
) -> tuple[Fetched, ...]:
    """Fetch works in languages into the cache, and say what came of each."""
    wanted = [(work, language) for work in works for language in languages]
    new = dict.fromkeys(work.celex for work, language in wanted if not cache.held(work.celex, language))
    listed = _listed(tuple(new), carrier)
    done: list[Fetched] = []
    for work, language in wanted:
        if progress:
            progress(len(done), len(wanted), f"{work.label} ({language})")
        negotiation = Negotiation(work.celex, language, carrier, listed, text_of)
        done.append(_Expression(work, language, negotiation, cache).brought_up_to_date())
    return tuple(done)


def _listed(celexes: Sequence[str], carrier: Carrier) -> Listing:
    """Return what is said to be held; nothing when that cannot be had, because it is a convenience."""
    items: list[Listing] = []
    for at in range(0, len(celexes), WORKS_AT_ONCE):
        form = {"query": query(celexes[at : at + WORKS_AT_ONCE])}
        try:
            answered = carrier.post(
                carrier.addresses.sparql(), form, {"Accept": "application/sparql-results+json"}
            )
            if answered.meaning is Meaning.BODY:
                items.append(listing(answered.reply.content))
        except FetchError:
            break
    return Listing(tuple(item for some in items for item in some.items))


@dataclass(frozen=True, slots=True)
class _Expression:
    """One work in one language on its way into the cache."""

    work: WorkToFetch
    language: str
    negotiation: Negotiation
    cache: Cache

    def brought_up_to_date(self) -> Fetched:
        held = self.cache.held(self.work.celex, self.language)
        try:
            if held and not self._is_outdated(held):
                return self._came(Outcome.UNCHANGED, self._described(held))
            served = (None if held else self._downloaded()) or self.negotiation.served()
        except FetchError as error:
            if held:
                return self._came(Outcome.UNCHANGED, held, f"could not be checked: {error}")
            return self._came(OUTCOMES[type(error)], (), str(error))
        if served:
            return self._came(Outcome.FETCHED, self._kept(served))
        if held:
            return self._came(Outcome.UNCHANGED, held, "is no longer served; what is held is kept")
        return self._came(Outcome.MISSING, (), self._why_missing())

    def _downloaded(self) -> Served | None:
        """Return what a person downloaded by hand."""
        text_of = self.negotiation.text_of
        return downloaded(self.cache.by_hand, self.work.celex, self.language, text_of)

    def _is_outdated(self, held: tuple[Provenance, ...]) -> bool:
        """Ask whether what is held has changed, where the server gave the means to ask."""
        return any(self._has_changed(provenance) for provenance in held)

    def _has_changed(self, held: Provenance) -> bool:
        conditions = {
            asked: held.headers[given] for given, asked in CONDITIONS.items() if given in held.headers
        }
        if not conditions:
            return False
        answered = self.negotiation.get(held.chain[0].url, held.accept, conditions)
        if answered.meaning is Meaning.BODY:
            return sha256(answered.reply.content) != held.sha256
        return answered.meaning is not Meaning.UNCHANGED

    def _described(self, held: tuple[Provenance, ...]) -> tuple[Provenance, ...]:
        """Return what is held with what is known of the work today, which may be more than it was."""
        work, title = self.work, self.work.titles.get(self.language) or held[0].title
        described = tuple(
            replace(
                p,
                work=work.id,
                reference=work.reference,
                title=title,
                date=work.date,
                certainty=work.certainty,
                facts=work.facts,
            )
            for p in held
        )
        if described != held:
            self.cache.keep([(provenance, self.cache.content(provenance)) for provenance in described])
        return described

    def _kept(self, served: Served) -> tuple[Provenance, ...]:
        parts = [
            (self._provenance(number, part, served), part.body.content)
            for number, part in enumerate(served.parts, start=1)
        ]
        self.cache.keep(parts)
        return tuple(provenance for provenance, _ in parts)

    def _provenance(self, number: int, part: Part, served: Served) -> Provenance:
        return Provenance(
            work=self.work.id,
            celex=self.work.celex,
            reference=self.work.reference,
            title=self._title(),
            date=self.work.date,
            certainty=self.work.certainty,
            language=self.language,
            detected=served.detected,
            part=number,
            parts=len(served.parts),
            stream=part.label,
            how=part.how,
            source=part.source,
            chain=part.chain,
            accept=part.accept,
            headers={name: part.headers[name] for name in KEPT_HEADERS if name in part.headers},
            format=part.body.format,
            size=len(part.body.content),
            sha256=sha256(part.body.content),
            fetched_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            facts=self.work.facts,
        )

    def _title(self) -> str | None:
        """Return the title in this language: the one declared, or the one listed; else another language's."""
        listed = self.negotiation.listed.title(self.work.celex, self.language)
        return self.work.titles.get(self.language) or listed or self.work.title(self.language)

    def _why_missing(self) -> str:
        listed = [
            code for code in self.negotiation.listed.languages(self.work.celex) if code != self.language
        ]
        held_in = f"; it is held in {', '.join(listed)}" if listed else ""
        return f"the Publications Office does not serve {self.work.celex} in {self.language}{held_in}"

    def _came(self, outcome: Outcome, held: Sequence[Provenance], detail: str | None = None) -> Fetched:
        first = held[0] if held else None
        return Fetched(
            document=self.work.id,
            celex=self.work.celex,
            label=self.work.label,
            language=self.language,
            outcome=outcome,
            format=first.format if first else None,
            files=tuple(provenance.file for provenance in held),
            source=first.source if first else None,
            detail=detail,
            eur_lex=eur_lex_page(self.work.celex, self.language),
        )
