"""The page around the tabs: its language, who can use it, and what it loads."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.desk import ask

if TYPE_CHECKING:
    from tests.browser.desk import Desk

TABS = ("ask", "references", "documents", "quality")
LOOKED_FOR = {"resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}


@pytest.mark.parametrize(
    ("language", "other", "name", "title"),
    [
        pytest.param("nl", "en", "English", "Policy Desk", id="nl-en"),
        pytest.param("en", "nl", "Nederlands", "Beleidsdesk", id="en-nl"),
    ],
)
def test_the_language_is_switched_by_a_link(
    seen: Desk, language: str, other: str, name: str, title: str
) -> None:
    with seen.page(language) as page:
        assert page.locator("html").get_attribute("lang") == language
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{other}/")
        page.get_by_role("tab").first.wait_for()
        assert page.locator("html").get_attribute("lang") == other
        assert page.title() == title
        page.goto(f"{seen.address}/")
        page.wait_for_url(f"**/{other}/")


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("en", "dark")])
def test_nothing_on_any_tab_keeps_people_out(seen: Desk, language: str, scheme: str) -> None:
    with seen.page(language, scheme=scheme) as page:
        ask(page, {"nl": "Wat is een cluster?", "en": "What is a cluster?"}[language])
        for tab in TABS:
            page.locator(f"#tab-{tab}-button").click()
            page.locator(f"#tab-{tab}").wait_for()
            found = Axe().run(page, options=LOOKED_FOR).response["violations"]
            grave = [
                (tab, violation["id"], [node["html"][:200] for node in violation["nodes"]][:3])
                for violation in found
                if violation["impact"] in GRAVE
            ]
            assert grave == []


def test_a_form_of_the_page_is_not_taken_for_one_of_another_site(seen: Desk) -> None:
    """By such forms people log in and out; what a browser says of where they stand is the browser's."""
    with seen.page() as page:
        page.evaluate(
            "document.body.insertAdjacentHTML('afterbegin',"
            " '<form method=post action=../logout><button id=out>out</button></form>')"
        )
        with page.expect_navigation() as sent:
            page.locator("#out").click()
        assert sent.value.status != HTTPStatus.FORBIDDEN


def test_gradio_neither_signs_the_page_nor_loads_fonts(seen: Desk) -> None:
    with seen.page() as page:
        assert "gradio" not in page.locator("body").inner_text().lower()
        assert page.evaluate("[...document.fonts].length") == 0
        assert page.locator("meta[property^=og], meta[name^=twitter]").count() == 0
