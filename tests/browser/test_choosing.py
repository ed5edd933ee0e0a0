"""Choosing documents on the page, and what it says is loaded, as texts come and go; and the first start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.browser.desk import NARROW, ask
from tests.browser.test_documents import documents, grave_faults, hand_in, outcomes

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.desk import Desk

CATCH = ("garnalen", "haring", "krabben", "makreel", "mosselen", "oesters", "schol", "tong")
QUESTION = "Hoeveel ton oesters is er aangevoerd?"


def catch(of: str, tons: int) -> tuple[str, bytes]:
    return f"{of}.nl.txt", f"Verslag over {of}\n\n1. AANVOER\n\nEr is {tons} ton {of} aangevoerd.\n".encode()


def loaded(page: Page) -> str:
    return page.locator(".foot .texts-loaded").inner_text()


def test_documents_are_chosen_by_keyboard_and_only_they_are_searched(seen: Desk) -> None:
    with documents(seen) as page, seen.page(size=NARROW) as beside:
        assert "Verslag over" not in loaded(page) + loaded(beside)
        hand_in(page, *(catch(of, tons) for tons, of in enumerate(CATCH, start=31)))
        assert outcomes(page) == ["toegevoegd"] * len(CATCH)
        page.locator(".foot").get_by_text("Verslag over makreel").wait_for()

        page.locator("#tab-ask-button").click()
        page.get_by_role("button", name="Zoekopties").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Toon alleen titels met").focus()
        page.keyboard.type("verslag OEST")
        offered = page.locator("#documents label:visible")
        assert offered.all_inner_texts() == ["Verslag over oesters (nl)"]
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        assert page.locator("#documents :checked").get_attribute("name") == "oesters"
        assert grave_faults(page) == []
        ask(page, QUESTION)
        assert "36 ton oesters" in page.locator(".answer .words").inner_text()
        assert (
            "Doorzocht: alleen Verslag over oesters, in alle talen" in page.locator("#outcome").inner_text()
        )
        ask(page, "Wat is het budget voor clusters in 2021-2027?")
        assert "alleen Verslag over oesters" in page.locator(".abstention dd").first.inner_text()

        ask(beside, QUESTION)
        beside.locator(".foot").get_by_text("Verslag over haring").wait_for()
        beside.get_by_role("button", name="Zoekopties").click()
        beside.locator("#documents").get_by_text("Verslag over oesters").wait_for()
        assert beside.evaluate("document.documentElement.scrollWidth <= innerWidth")

        page.locator("#tab-documents-button").click()
        page.locator("#shelf li:has([data-open='oesters']) [data-ask]").click()
        page.locator("dialog[open] [data-remove]").click()
        page.locator("#documents input[name='oesters']").wait_for(state="detached")
        page.locator("#tab-ask-button").click()
        assert page.locator("#documents :checked").count() == 0
        assert "Verslag over oesters" not in loaded(page)


def test_the_first_start_is_seen_until_it_is_over(seen: Desk) -> None:
    health = {"ready": False, "reading": {"done": 1, "total": 2}}

    def answered(route: Route) -> None:
        route.fulfill(body=json.dumps(health), content_type="application/json")

    with seen.page("en") as page:
        page.route("**/api/v1/health", answered)
        page.reload()
        page.locator("#preparing").get_by_text("The desk is reading the texts").wait_for()
        assert page.locator("#preparing progress").evaluate("bar => [bar.value, bar.max]") == [1, 2]
        health["ready"] = True
        page.locator("#preparing").wait_for(state="hidden")
