"""The tab Quality shows the report of the data folder, else the shipped one, and says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from eval.report.figures import reported
from eval.report.files import SHIPPED, write
from kb.surfaces.web import quality
from kb.surfaces.web.words_quality import WORDS
from tests.gold_runs import small_run

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = [pytest.param(code, id=code) for code in WORDS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_the_data_folder_stands_before_the_shipped_one(language: str, tmp_path: Path) -> None:
    assert WORDS[language]["shipped"] in quality.report(tmp_path, language)
    list(write(reported([small_run()]), tmp_path / quality.EVALUATIONS, (language,), ("html",)))
    shown = html.fragment_fromstring(quality.report(tmp_path, language), create_parent=True)
    assert WORDS[language]["own"] in shown.xpath("string(p)")
    assert shown.xpath("string(article/@lang)") == language
    assert len(shown.xpath("article//figure/svg")) == 4
    assert "q002-" in shown.xpath("string(article//details)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_report_is_shown_whole(language: str, tmp_path: Path) -> None:
    shown = quality.report(tmp_path, language)
    page = (SHIPPED / f"report.{language}.html").read_text("utf-8")
    article = html.fromstring(page).xpath("//article")[0]
    assert shown.endswith("</article>")
    assert len(html.fromstring(shown).xpath("//article//*")) == len(article.xpath(".//*"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe<article>", id="no text"),
        pytest.param(b"<p>x", id="other"),
    ],
)
def test_a_file_that_is_no_report_is_passed_over(content: bytes, tmp_path: Path) -> None:
    (tmp_path / quality.EVALUATIONS).mkdir()
    (tmp_path / quality.EVALUATIONS / "report.nl.html").write_bytes(content)
    assert WORDS["nl"]["shipped"] in quality.report(tmp_path, "nl")


def test_without_any_report_the_tab_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "SHIPPED", (tmp_path / "none",))
    assert quality.report(tmp_path, "nl") == f'<p class="intro">{WORDS["nl"]["none"]}</p>'


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["nl"].keys() == WORDS["en"].keys()
