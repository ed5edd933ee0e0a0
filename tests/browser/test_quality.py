"""The tab Quality in a browser: figures, plots and failed questions, by keyboard and on a narrow page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import NARROW, WIDE

if TYPE_CHECKING:
    from tests.browser.desk import Desk

TITLES = {"nl": "Hoe goed antwoordt de beleidsdesk?", "en": "How well does the policy desk answer?"}


@pytest.mark.parametrize(
    ("language", "size"), [pytest.param("nl", WIDE, id="nl-wide"), pytest.param("en", NARROW, id="en-narrow")]
)
def test_the_last_evaluation_is_read_on_the_page(seen: Desk, language: str, size: tuple[int, int]) -> None:
    with seen.page(language, size) as page:
        page.locator("#tab-quality-button").click()
        report = page.locator("#report article")
        report.get_by_role("heading", level=1, name=TITLES[language]).wait_for()
        assert report.locator("table").first.locator("tbody tr").count() >= 10
        plots = report.locator("figure svg")
        assert plots.count() >= 3
        assert all(plot.bounding_box() for plot in plots.all())
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_question_that_failed_is_opened_by_keyboard(seen: Desk) -> None:
    with seen.page("nl") as page:
        page.locator("#tab-quality-button").click()
        failed = page.locator("#report details").first
        failed.locator("summary").focus()
        assert not failed.locator("dl").is_visible()
        page.keyboard.press("Enter")
        assert failed.locator("dl").is_visible()
        assert "Verwacht" in failed.locator("dt").all_inner_texts()
