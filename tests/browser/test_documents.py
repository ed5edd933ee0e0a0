"""Documents on the page: handed in, read, asked about and removed; what is hostile in them does nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import pdf_files as draw
from tests.browser.desk import NARROW, ask
from tests.browser.test_page import GRAVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.desk import Desk

QUESTION = "Hoeveel bedrijven telt de oesterkweek in Zeeland?"
PDF = draw.pdf(
    draw.lines("De oesterkweek in Zeeland telt 47 bedrijven."),
    draw.lines("De oesterkweek valt onder COM(2006) 502."),
)
TAKES_OVER = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
HOSTILE = f"{TAKES_OVER}\n\n1. DOEL\n\nDe tulpenteelt {TAKES_OVER} telt 12 bedrijven in Flevoland.\n"


@contextmanager
def documents(seen: Desk, language: str = "nl", size: tuple[int, int] | None = None) -> Iterator[Page]:
    """Open the tab, and remove afterwards what a test has added: the desk is the others' too."""
    with seen.page(language, **({} if size is None else {"size": size})) as page:
        _open(page)
        try:
            yield page
        finally:
            _open(page)
            if page.locator("#shelf [data-back]").count():
                page.locator("#shelf [data-back]").click()
            page.locator("#shelf .work").first.wait_for()
            while (
                added := page.locator("#shelf li:not(:has([data-open='com-2008-652'])) [data-ask]")
            ).count():
                before = added.count()
                added.first.click()
                page.locator("dialog[open] [data-remove]").click()
                page.wait_for_function(
                    "before => document.querySelectorAll("
                    "\"#shelf li:not(:has([data-open='com-2008-652'])) [data-ask]\").length < before",
                    arg=before,
                )


def _open(page: Page) -> None:
    page.locator("#tab-documents-button").click()
    page.locator("#shelf").locator(".work, .reader").first.wait_for()


def hand_in(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


def outcomes(page: Page) -> list[str]:
    """Wait until every file has an outcome, and return what they are."""
    page.locator("#under-way .progressing:not(:has(progress))").wait_for()
    return [" ".join(said.split()) for said in page.locator("#under-way .badge").all_inner_texts()]


def grave_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [violation["id"] for violation in found if violation["impact"] in GRAVE]


def test_a_pdf_is_handed_in_read_and_answered_from_and_removed(seen: Desk) -> None:
    with documents(seen) as page:
        page.evaluate(
            "() => { window.bars = []; new MutationObserver(() => { const bars = document.querySelectorAll("
            "'#adding progress, #under-way progress'); if (bars.length) window.bars.push(bars.length); })"
            ".observe(document.body, { childList: true, subtree: true }); }"
        )
        hand_in(page, ("Oesters.nl.pdf", PDF), ("kapot.pdf", b"%PDF-1.7 afgebroken"))
        assert outcomes(page) == ["toegevoegd", "mislukt"]
        assert "breekt af voor het einde" in page.locator("#under-way .why").inner_text()
        assert max(page.evaluate("window.bars")) == 2

        page.locator("#tab-ask-button").click()
        ask(page, QUESTION)
        assert "47 bedrijven" in page.locator(".answer .words").inner_text()

        page.locator("#tab-documents-button").click()
        page.locator("#shelf button[data-open='oesters']").click()
        page.locator(".reader").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H2"
        pictures = page.locator(".reader a.page").evaluate_all("links => links.map(link => link.href)")
        assert [page.request.get(each).headers["content-type"] for each in pictures] == ["image/png"] * 2
        page.locator("#shelf [data-back]").click()

        page.locator("#shelf li:has([data-open='oesters']) [data-ask]").click()
        page.locator("dialog[open]").get_by_role("button", name="Nee, behouden").click()
        assert page.locator("#shelf button[data-open='oesters']").count() == 1
        page.locator("#shelf li:has([data-open='oesters']) [data-ask]").click()
        page.locator("dialog[open]").get_by_role("button", name="Ja, verwijderen").click()
        page.locator("#shelf .notice").get_by_text("Verwijderd: oesters (nl).").wait_for()
        assert page.locator("#shelf button[data-open='oesters']").count() == 0

        page.locator("#tab-ask-button").click()
        ask(page, QUESTION)
        page.locator(".abstention").wait_for()


def test_a_hostile_document_does_nothing(seen: Desk) -> None:
    with documents(seen, "en") as page:
        title = page.title()
        hand_in(page, ("<img src=x onerror=alert(1)>.nl.txt", HOSTILE.encode()))
        assert outcomes(page) == ["added"]
        added = page.locator("#shelf .work").filter(has_text="document.title")
        assert TAKES_OVER in added.locator("> h3").inner_text()
        added.locator("[data-open]").click()
        page.locator(".reader").wait_for()
        assert TAKES_OVER in page.locator(".reader .text").inner_text()
        assert page.locator("#shelf img, #shelf script, #under-way img, #under-way script").count() == 0
        assert page.title() == title


def test_the_source_of_an_answer_is_read_in_its_document(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, "Wat is een cluster?")
        way = page.locator(".source [data-read]").first
        anchor = way.get_attribute("data-at")
        way.click()
        page.locator(".reader .led-to").wait_for()
        assert page.evaluate("document.activeElement.id") == f"text-{anchor}"
        page.locator("#mark-n25").click()
        assert page.evaluate("location.hash") == "#text-n25"
        page.locator("#text-n25 a[data-look='act:reg:2006:1082']").first.click()
        page.locator("#register h2").filter(has_text="1082/2006").wait_for()


def test_the_list_and_the_reader_have_no_grave_faults(seen: Desk) -> None:
    with documents(seen) as page:
        assert grave_faults(page) == []
        page.locator("#shelf button[data-open]").first.click()
        page.locator(".reader").wait_for()
        assert grave_faults(page) == []


@pytest.mark.parametrize(("language", "message"), [("nl", "Vul een nummer"), ("en", "Fill in a number")])
def test_nothing_is_fetched_without_a_number(seen: Desk, language: str, message: str) -> None:
    with documents(seen, language) as page:
        page.locator("#adding form button").click()
        page.locator("#under-way").get_by_text(message).wait_for()


def test_a_word_that_names_no_work_is_told(seen: Desk) -> None:
    with documents(seen, "en") as page:
        page.get_by_label("Number or footnote").fill("<b>oysters</b>")
        page.keyboard.press("Enter")
        page.locator("#under-way [role=alert]").wait_for()
        assert "'<b>oysters</b>' names no work" in page.locator("#under-way").inner_text()


def test_everything_fits_a_small_screen(seen: Desk) -> None:
    with documents(seen, size=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("#shelf button[data-open][data-in='en']").click()
        page.locator(".reader").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
