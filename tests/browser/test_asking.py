"""Asking on the page, as an official does: with a mouse, with a keyboard, on a small screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import NARROW, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.desk import Desk

SHARE = {
    "nl": "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
    "en": "What percentage of the European workforce is employed in clusters?",
}
HOSTILE = '"><img src=x onerror="document.title=`taken`"><script>document.title="taken"</script> & <b>38%</b>'


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_answer_stands_beside_its_proof(seen: Desk, language: str) -> None:
    with seen.page(language) as page:
        ask(page, SHARE[language])
        assert "38" in page.locator(".answer .words").inner_text()
        assert any("38%" in quote for quote in page.locator(".source mark").all_inner_texts())
        both = [page.locator(f".source blockquote[lang={spoken}]").count() for spoken in ("nl", "en")]
        assert both[0] == both[1] == page.locator(".source").count()
        answer, source = (page.locator(which).first.bounding_box() for which in (".answer", ".source"))
        assert answer is not None
        assert source is not None
        assert answer["x"] + answer["width"] < source["x"]


def test_a_mark_leads_to_its_highlighted_quotation_and_back(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, "Wat is een cluster?")
        page.locator(".answer .marker").nth(1).click()
        assert page.evaluate("document.activeElement.id") == "quote-2"
        assert page.evaluate("document.activeElement.tagName") == "MARK"
        assert _is_in_view(page, "#quote-2")
        page.locator('.source a[href="#marker-2"]').click()
        assert page.evaluate("document.activeElement.id") == "marker-2"
        assert _is_in_view(page, "#marker-2")


def test_an_abstention_says_what_the_texts_lack(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, "Wat is het budget voor clusters in 2021-2027?")
        assert page.locator(".abstention h3").inner_text() == "Geen antwoord"
        assert page.locator(".abstention").inner_text().count("budget, 2021-2027") == 1
        assert page.locator(".abstention dd").first.inner_text() == "2 teksten, in alle talen"
        assert page.locator(".sources article").count() == 3
        assert "Geen antwoord" in page.locator("#said [role=status]").inner_text()


def test_what_is_cited_but_not_loaded_can_be_fetched(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, "Wat zegt SEC(2008) 2637 over meetmethoden?")
        button = page.get_by_role("button", name="ophalen bij het Publicatiebureau")
        assert button.get_attribute("data-value") == "52008SC2637"


def test_hostile_words_are_shown_and_do_nothing(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, HOSTILE)
        ask(page, f"{HOSTILE} En in Duitsland?")
        assert page.locator("#asked").inner_text().startswith(HOSTILE)
        assert HOSTILE in page.locator("#earlier").inner_text()
        assert page.locator("#outcome img, #outcome script, #earlier img, #follow img").count() == 0
        assert page.title() == "Beleidsdesk"


def test_a_follow_up_goes_on_until_the_subject_is_dropped(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, "Wat is een cluster?")
        assert "Wat is een cluster?" in page.locator("#follow").inner_text()
        ask(page, "En in het Engels?")
        assert page.locator(".answer .words").get_attribute("lang") == "en"
        page.get_by_role("button", name="Nieuw onderwerp").click()
        page.locator("#follow").get_by_text("In vervolg op").wait_for(state="hidden")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_what_was_asked_before_is_shown_again_and_can_be_changed(seen: Desk) -> None:
    with seen.page("en") as page:
        page.get_by_role("button", name="What is a cluster?").click()
        page.locator("#asked").get_by_text("What is a cluster?").wait_for()
        ask(page, SHARE["en"])
        page.locator("#earlier").get_by_role("button", name="What is a cluster?").click()
        page.locator("#asked").get_by_text("What is a cluster?").wait_for()
        page.get_by_role("button", name="Change the question").click()
        page.wait_for_function("document.querySelector('#question textarea').value === 'What is a cluster?'")


def test_only_the_chosen_languages_are_searched(seen: Desk) -> None:
    with seen.page("en") as page:
        page.get_by_role("button", name="Search options").click()
        page.get_by_role("checkbox", name="Dutch").check()
        ask(page, "What is the budget for clusters in 2021-2027?")
        assert page.locator(".abstention dd").first.inner_text() == "2 texts, of which only those in Dutch"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param(" ", "Schrijf eerst een vraag", id="empty"),
        pytest.param("a" * 2_001, "De vraag is te lang: 2001 tekens", id="too_long"),
    ],
)
def test_a_mistake_is_told_on_the_page(seen: Desk, written: str, said: str) -> None:
    with seen.page() as page:
        page.locator("#question textarea").fill(written)
        page.get_by_role("button", name="Vraag", exact=True).click()
        notice = page.get_by_role("alert")
        notice.wait_for()
        assert said in notice.inner_text()
        assert page.locator("#question textarea").input_value() == written


@pytest.mark.parametrize("kind", ["docx", "md", "json"])
def test_an_answer_is_kept_as_a_file(seen: Desk, kind: str) -> None:
    with seen.page() as page:
        ask(page, SHARE["nl"])
        with page.expect_download() as waiting:
            page.locator(f'.doing a[href$=".{kind}"]').click()
        path = waiting.value.path()
        assert waiting.value.suggested_filename.startswith("antwoord-")
        if kind == "json":
            assert json.loads(Path(path).read_text("utf-8"))["question"] == SHARE["nl"]
        else:
            assert Path(path).read_bytes()


def test_an_answer_is_copied_with_its_citation(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, SHARE["nl"])
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button = page.get_by_role("button", name="Kopieer met bronvermelding")
        button.click()
        page.get_by_role("button", name="Gekopieerd").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.endswith("[1] COM(2008) 652, punt 1, blz. 3")


def test_a_verdict_is_kept_and_thanked_for(seen: Desk) -> None:
    with seen.page() as page:
        ask(page, SHARE["nl"])
        page.get_by_label("Toelichting").fill("Precies wat ik zocht")
        page.locator("#verdict").get_by_role("button", name="Ja").click()
        page.locator("#judged").get_by_text("Dank u").wait_for()


def test_everything_is_reached_by_keyboard(seen: Desk) -> None:
    with seen.page() as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Vragen"
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
        assert page.evaluate("document.activeElement.textContent.trim()") == "Verwijzingen"
        page.keyboard.press("ArrowLeft")
        _tab_to(page, "document.activeElement.tagName === 'TEXTAREA'")
        page.keyboard.type(SHARE["nl"])
        page.keyboard.press("Enter")
        page.locator("#asked").wait_for()
        page.wait_for_function("document.activeElement.id === 'asked'")
        _tab_to(page, "document.activeElement.id === 'marker-1'")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "quote-1"


def test_a_small_screen_needs_no_scrolling_sideways(seen: Desk) -> None:
    with seen.page(size=NARROW) as page:
        ask(page, "Welke verordening regelt de Europese groepering voor territoriale samenwerking?")
        page.get_by_text("Hoe dit is gevonden").first.click()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW[0]
        answer, source = (page.locator(which).first.bounding_box() for which in (".answer", ".source"))
        assert answer is not None
        assert source is not None
        assert source["y"] > answer["y"] + answer["height"]


def _is_in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return -1 <= box["y"] <= page.evaluate("innerHeight")


def _tab_to(page: Page, reached: str) -> None:
    for _ in range(30):
        if page.evaluate(reached):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by the tab key: {reached}")
