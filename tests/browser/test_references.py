"""The tab References, as an official uses it: find, sort, open, go back, save, and paste a text."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.desk import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.desk import Desk

FIND = {"nl": "Zoek een instrument", "en": "Find an instrument"}
NOTE = {"nl": "voetnoot 25", "en": "note 25"}
CELEX = "32006R1082"
HOSTILE = (
    'COM(2006) 502 "><img src=x onerror="document.title=`taken`"><script>document.title="taken"</script>'
)


@contextmanager
def references(seen: Desk, language: str = "nl", size: tuple[int, int] = WIDE) -> Iterator[Page]:
    with seen.page(language, size) as page:
        page.locator("#tab-references-button").click()
        page.locator("table.register").wait_for()
        yield page


def grave(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [v["id"] for v in found if v["impact"] in {"serious", "critical"}]


def numbers(page: Page) -> list[str]:
    return [number for number in page.locator("td.celex").all_inner_texts() if number != "–"]


def test_the_headings_sort_the_table_by_keyboard(seen: Desk) -> None:
    with references(seen) as page:
        rows = page.locator("tbody tr").count()
        heading = page.locator("th.celex button")
        heading.focus()
        for direction in ("ascending", "descending"):
            page.keyboard.press("Enter")
            assert page.locator("th[aria-sort]").get_attribute("aria-sort") == direction
            assert numbers(page) == sorted(numbers(page), reverse=direction == "descending")
            assert page.locator("td.celex").last.inner_text() == "–"
            assert page.evaluate("document.activeElement.textContent").startswith("CELEX")
        assert page.locator("tbody tr").count() == rows > 30
        page.get_by_label("tekst niet geladen").check()
        page.wait_for_function("!document.querySelector('[data-save][data-show=all]')")
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
        assert numbers(page) == sorted(numbers(page), reverse=True)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_instrument_is_found_opened_and_left_by_keyboard(seen: Desk, language: str) -> None:
    with references(seen, language) as page:
        page.get_by_label(FIND[language]).fill(NOTE[language])
        page.wait_for_function("document.querySelectorAll('table.register tbody tr').length === 1")
        page.locator("button.opens").focus()
        page.keyboard.press("Enter")
        page.locator("article.in-full").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H2"
        assert page.locator("article.in-full dl").get_by_text(CELEX, exact=True).count() == 1
        assert page.locator(".mention [lang=nl] mark, .mention [lang=en] mark").count() >= 2
        assert page.locator(".mention [lang]").first.get_attribute("lang") == language
        assert page.locator("button.fetch").is_visible()
        assert grave(page) == []
        page.locator("button.back").focus()
        page.keyboard.press("Enter")
        page.locator("table.register").wait_for()
        assert page.evaluate("document.activeElement.dataset.open") == "act:reg:2006:1082"


def test_what_is_not_found_or_not_loaded_is_said(seen: Desk) -> None:
    with references(seen, "en") as page:
        page.get_by_label("text loaded", exact=True).check()
        page.get_by_text("No instrument found").wait_for()
        page.get_by_label("everything").check()
        page.locator("table.register").wait_for()


def test_the_list_is_saved_as_it_is_found(seen: Desk) -> None:
    with references(seen) as page:
        page.get_by_label(FIND["nl"]).fill(NOTE["nl"])
        page.wait_for_function("document.querySelectorAll('table.register tbody tr').length === 1")
        written = {}
        for form in ("csv", "bibtex", "csl"):
            with page.expect_download() as download:
                page.locator(f"[data-save={form}]").click()
            written[download.value.suggested_filename] = Path(download.value.path()).read_text("utf-8")
        assert list(written) == ["references.csv", "references.bib", "references.json"]
        assert [row["celex"] for row in csv.DictReader(written["references.csv"].splitlines())] == [CELEX]
        assert all(CELEX in content for content in written.values())


def test_a_pasted_text_is_marked_beside_its_references_and_does_nothing(seen: Desk) -> None:
    with references(seen) as page:
        page.get_by_role("tab", name="In uw eigen tekst").click()
        page.get_by_role("button", name="Zoek verwijzingen").click()
        page.get_by_text("Plak eerst een tekst in het veld.").wait_for()
        page.get_by_label("Tekst", exact=True).fill(HOSTILE)
        page.get_by_role("button", name="Zoek verwijzingen").click()
        page.locator(".pasted").wait_for()
        assert page.locator(".pasted .text").inner_text() == HOSTILE.replace(" 502", " 5021")
        assert page.locator("#own-result img, #own-result script").count() == 0
        assert page.title() == "Beleidsdesk"
        assert page.evaluate("document.activeElement.textContent") == "1 verwijzing gevonden."
        page.locator(".pasted .text a").click()
        assert page.locator("#found-1:target").count() == 1
        assert "52006DC0502" in page.locator("#found-1").inner_text()
        assert grave(page) == []


def test_a_small_screen_needs_no_scrolling_aside(seen: Desk) -> None:
    with references(seen, size=NARROW) as page:
        for look in ("table.register", "article.in-full"):
            shown = page.locator(look)
            shown.wait_for()
            box = shown.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= NARROW[0]
            assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
            if look == "table.register":
                page.locator("button.opens").first.click()
