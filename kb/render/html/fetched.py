"""What came of fetching a work: each language in words, and what a person does where there is no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import called
from kb.render.faults import said_in
from kb.render.html.element import Html, element
from kb.render.html.instrument import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.ingestion.fetching import FetchReport
    from kb.sources.publications import Fetched


def fetched(report: FetchReport, words: Mapping[str, str], language: str) -> Html:
    """Return what came of each language of a work."""
    failed = report.ingestion.failed if report.ingestion else ()
    return element(
        "div",
        element("ul", *(element("li", *_came(came, words, language)) for came in report.works)),
        *(_not_read(failure.error, words, language) for failure in failed),
        *_by_hand(report, words),
        class_="notice wrong" if report.complaints() else "notice",
        role="status",
        tabindex="-1",
        data_focus=True,
    )


def _came(came: Fetched, words: Mapping[str, str], language: str) -> Iterator[Html | str]:
    yield f"{called(came.language, language)}: {words[f'fetched_{came.outcome}']}"
    if came.detail:
        detail = element("span", came.detail, lang="en")
        yield element("span", f" ({words['detail']}: ", detail, ")", class_="faint")


def _not_read(error: str, words: Mapping[str, str], language: str) -> Html:
    said, spoken = said_in(language, error)
    return element("p", f"{words['not_read']}: ", element("span", said, lang=spoken))


def _by_hand(report: FetchReport, words: Mapping[str, str]) -> Iterator[Html]:
    if report.by_hand is not None:
        yield element("p", words["by_hand"].format(folder=report.by_hand.folder))
        yield element("ul", *(element("li", address(at, at, words)) for at in report.by_hand.links))
