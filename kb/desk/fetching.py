"""Works from the Publications Office into a data folder: fetched, then read in like any other file."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.ingestion.fetching import FetchReport, by_hand, fetch_works, fetched_folder
from kb.ingestion.works import works_to_fetch
from kb.register import Register
from kb.sources.manifest import fetchable_works
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.desk.stocking import Stock
    from kb.ingestion import Progress
    from kb.settings import Settings
    from kb.sources.works import WorkToFetch


def fetch(
    stock: Stock,
    settings: Settings,
    words: Sequence[str],
    languages: Sequence[str],
    base_url: str | None,
    *,
    footnotes: bool,
    progress: Progress | None,
) -> FetchReport:
    """Fetch works from the Publications Office, and ingest what was fetched."""
    codes = [languages_of.known(code, languages_of.READ) for code in dict.fromkeys(languages)]
    works = _works(settings, words, footnotes=footnotes)
    came = fetch_works(settings, works, codes, base_url, progress)
    folder = fetched_folder(settings)
    report = stock.ingest([folder], None, prune=False, progress=progress) if folder else None
    return FetchReport(came, by_hand(settings, came), report)


def _works(settings: Settings, words: Sequence[str], *, footnotes: bool) -> list[WorkToFetch]:
    """Return the works to fetch: those named, those that notes cite, or all that can be."""
    store = Store.read(settings.home)
    with nullcontext() if store is None else store:
        register = Register((), ()) if store is None else Register.of_store(store)
    return works_to_fetch(words, fetchable_works(settings.corpus), register, footnotes=footnotes)
