"""Works into the cache of a data folder, how it went, and what a person does where there is no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.citations.links import eur_lex_page
from kb.errors import SourceError
from kb.ingestion.ingest import IngestionReport
from kb.ingestion.readers import reader_of
from kb.language import ANSWERED
from kb.sources.addresses import PUBLICATIONS_OFFICE, Addresses
from kb.sources.cache import Cache, writing
from kb.sources.publications import Fetched, Outcome, Progress, fetch
from kb.sources.works import WorkToFetch
from kb.store.lock import only_one

if TYPE_CHECKING:
    from pathlib import Path

    from kb.settings import Settings
    from kb.sources.bodies import Body

FETCH_LOCK_NAME = "fetch.lock"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person does where this program has no network: download from `links`, drop into `folder`."""

    folder: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What came of each work in each language, and of ingesting what is held.

    `by_hand` is None unless the Publications Office could not be reached.
    """

    works: tuple[Fetched, ...]
    by_hand: ByHand | None
    ingestion: IngestionReport | None

    def complaints(self) -> tuple[str, ...]:
        """Return what went wrong, one line each: nothing when every work was had in some language."""
        return tuple(filter(None, (self._unreachable(), *self._not_had(), *self._not_ingested())))

    def _unreachable(self) -> str | None:
        if self.by_hand is None:
            return None
        first = next(f for f in self.works if f.outcome is Outcome.UNREACHABLE)
        others = len(self.by_hand.links) - len(ANSWERED)
        more = f" (and {others} pages more, listed above)" if others else ""
        return (
            f"{first.label}: {first.detail}; download it by hand from "
            f"{' and '.join(self.by_hand.links[: len(ANSWERED)])}{more}, drop the files into "
            f"{self.by_hand.folder} and run kb fetch again"
        )

    def _not_had(self) -> Iterator[str]:
        """Iterate over what was refused, and the works that are held in no language at all."""
        had = {f.celex for f in self.works if f.files}
        for came in self.works:
            lost = came.outcome is Outcome.MISSING and came.celex not in had
            if lost or came.outcome is Outcome.REFUSED:
                yield f"{came.label} ({came.language}): {came.detail}; look at {came.eur_lex}"

    def _not_ingested(self) -> Iterator[str]:
        yield from (failure.error for failure in (self.ingestion.failed if self.ingestion else ()))


def fetch_works(
    settings: Settings,
    works: Sequence[WorkToFetch],
    languages: Sequence[str],
    base_url: str | None,
    progress: Progress | None,
) -> tuple[Fetched, ...]:
    """Bring works up to date in the cache of the data folder."""
    from kb.sources.fetch import Courier, Pace  # noqa: PLC0415 - brings the HTTP client

    once = tuple({work.celex: work for work in works}.values())
    addresses = Addresses(base_url or PUBLICATIONS_OFFICE)
    cache = Cache(settings.home)
    with (
        only_one(settings.home, FETCH_LOCK_NAME),
        Courier(addresses, Pace(interval=settings.fetch_interval)) as courier,
    ):
        cache.sweep()
        return fetch(once, languages, courier, cache, text_of, progress)


def fetched_folder(settings: Settings) -> Path | None:
    """Return the folder of what was fetched, None while it holds nothing."""
    cache = Cache(settings.home)
    return cache.folder if cache.files() else None


def by_hand(settings: Settings, came: Sequence[Fetched]) -> ByHand | None:
    """Make the folder for downloads by hand, and name what to download in Dutch and English."""
    unreachable = dict.fromkeys(f.celex for f in came if f.outcome is Outcome.UNREACHABLE)
    if not unreachable:
        return None
    folder = Cache(settings.home).by_hand
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return ByHand(str(folder), tuple(eur_lex_page(c, code) for c in unreachable for code in ANSWERED))


def text_of(body: Body) -> str:
    """Return the text of a document that came, as it will be read; "" where it cannot be."""
    name = f"document.{body.format}"
    try:
        return reader_of(name, body.content).read(body.content, name).source
    except SourceError:
        return ""
