"""The report tells a run rightly, needs nothing beside it, and can be read by everybody."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from lxml import html
from typer.testing import CliRunner

from eval import run_file
from eval.__main__ import app
from eval.commands.compare import BASELINE
from eval.report import files
from eval.report.figures import Goal, goal_of, reported
from eval.report.markdown import markdown
from eval.report.page import STYLE, digest, page
from eval.report.words import DUTCH, ENGLISH, WORDS
from tests.gold_runs import row, run, small_run

if TYPE_CHECKING:
    from pathlib import Path

    from eval.questions import Language
    from eval.report.words import Words
    from tests.gold_runs import Went

BOTH = [pytest.param(words, id=code) for code, words in WORDS.items()]

LARGEST = 400_000
"""Bytes of a report of the whole gold set, which the desk shows as it is."""

AA = 4.5
"""The least contrast of text that WCAG's level AA allows."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    report = reported([small_run(), small_run(days=1)])
    return {code: page(report, words) for code, words in WORDS.items()}


def test_figures_are_those_of_the_rows() -> None:
    report = reported([small_run()])
    dutch = next(c for c in report.columns if (c.group.language, c.group.split) == ("nl", "development"))
    assert (dutch.to_answer, dutch.to_abstain) == (3, 2)
    assert dutch.figures["facts recall"].value == pytest.approx(1 / 3)
    assert dutch.figures["abstention precision"].value == pytest.approx(1 / 2)
    assert dutch.figures["abstention recall"].value == pytest.approx(1 / 2)
    assert report.held_wrong == {"nl": 1, "en": 1}


def test_a_question_without_a_result_counts_as_zero() -> None:
    report = reported([run([row("q001", "nl", "right"), row("q002", "nl", "nothing found")])])
    assert report.columns[0].figures["facts recall"].value == 0.5
    assert [failure.row.id for failure in report.failures] == ["q002-nl"]


@pytest.mark.parametrize(
    ("language", "texts", "right", "reached"),
    [
        pytest.param("en", "nl", 4, True, id="English over Dutch, as good as asked"),
        pytest.param("en", "nl", 3, False, id="English over Dutch, not as good"),
        pytest.param("nl", "en", 0, None, id="Dutch over English, where nothing is asked"),
    ],
)
def test_across_languages_english_questions_over_the_dutch_text_have_a_goal_of_their_own(
    language: Language, texts: str, right: int, reached: bool | None
) -> None:
    went: list[Went] = ["right"] * right + ["nothing found"] * (5 - right)
    rows = [
        row(f"q00{n}", language, one, split="held", searched=(texts,)) for n, one in enumerate(went, start=1)
    ]
    assert goal_of("nDCG@10", reported([run(rows)]).across) == Goal(0.8, reached)


def test_every_way_to_go_wrong_is_named_and_the_held_half_only_counted() -> None:
    failures = reported([small_run()]).failures
    assert [(f.row.id, f.why) for f in failures if f.row.language == "nl"] == [
        ("q002-nl", "facts"),
        ("q003-nl", "abstained"),
        ("a002-nl", "answered"),
    ]


@pytest.mark.parametrize("words", BOTH)
def test_no_question_of_the_held_half_is_shown(words: Words, pages: dict[str, str]) -> None:
    report = reported([small_run()])
    for text in (pages[words.code], markdown(report, words)):
        assert "Hoeveel in 1850?" in text
        assert "De achtergehouden vraag" not in text


@pytest.mark.parametrize("words", BOTH)
def test_a_page_needs_nothing_beside_it(words: Words, pages: dict[str, str]) -> None:
    tree = html.fromstring(pages[words.code])
    assert tree.xpath("//script | //link | //img | //iframe | //object | //form") == []
    for attribute in tree.xpath("//@href | //@*[local-name()='href'] | //@src"):
        assert attribute.startswith("#"), attribute
    assert not re.search(r"@import|url\((?!#)", pages[words.code])
    assert set(re.findall(r"https?://[^\"<\s]+", pages[words.code])) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@pytest.mark.parametrize("words", BOTH)
def test_a_page_can_be_read_by_everybody(words: Words, pages: dict[str, str]) -> None:
    tree = html.fromstring(pages[words.code])
    assert tree.xpath("string(/html/@lang)") == words.code
    assert len(tree.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tree.xpath("//th[not(@scope)]") == []
    assert all(table.xpath("string(caption)") for table in tree.xpath("//table"))
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in tree.xpath("//figure/svg"))
    assert len(tree.xpath("//figure[figcaption]")) == len(tree.xpath("//figure")) == 5
    identities = tree.xpath("//@id")
    assert len(identities) == len(set(identities))


def test_words_in_plots_are_words(pages: dict[str, str]) -> None:
    shown = html.fromstring(pages["nl"]).xpath("//figure/svg//text()")
    assert {"Feiten compleet", "precisie", "volledigheid", "0,8", "Nederlands", "getal"} <= set(shown)


def test_what_plots_say_of_their_looks_is_said_once(pages: dict[str, str]) -> None:
    for svg in html.fromstring(pages["nl"]).xpath("//svg"):
        rules = re.findall(r"\.([\w-]+)\{([^}]*)\}", svg.xpath("string(style)"))
        assert len({look for _, look in rules}) == len(rules) > 1
        assert set(svg.xpath(".//@class")) == {name for name, _ in rules}
        assert not svg.xpath(".//@style")
        assert {f"#{name}" for name in svg.xpath(".//*[not(self::clippath)]/@id")} <= set(
            svg.xpath(".//@*[local-name() = 'href' or name() = 'xlink:href']")
        )


def test_figures_have_the_decimal_sign_of_the_language(pages: dict[str, str]) -> None:
    assert "0,333" in pages["nl"]
    assert "0.333" not in pages["nl"]
    assert "0.333" in pages["en"]


def test_both_languages_say_the_same_things() -> None:
    for name, value in asdict(DUTCH).items():
        other = getattr(ENGLISH, name)
        assert value, name
        if isinstance(value, dict):
            assert value.keys() == other.keys()
        else:
            assert re.findall(r"\{\w+\}", value) == re.findall(r"\{\w+\}", other), name


def test_what_a_question_or_an_answer_holds_stays_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> & \" '"
    rows = [row("q001", "nl", "facts missed", question=hostile, answer=hostile)]
    tree = html.fromstring(page(reported([run(rows)]), DUTCH))
    assert tree.xpath("//script | //img") == []
    assert tree.xpath("string(//details/summary/span)") == hostile
    assert hostile in tree.xpath("//details//dd/text()")


def test_the_same_runs_give_the_same_page(pages: dict[str, str]) -> None:
    assert page(reported([small_run(days=1), small_run()]), DUTCH) == pages["nl"]


def test_the_newest_run_is_told_and_the_others_are_its_history(pages: dict[str, str]) -> None:
    assert "02.11.2026" in html.fromstring(pages["nl"]).xpath("string(//p[@class='summary'])")
    assert DUTCH.one_run not in pages["nl"]
    assert DUTCH.one_run in page(reported([small_run()]), DUTCH)


def test_a_compact_run_tells_no_times() -> None:
    text = page(reported([run_file.compacted(small_run())]), ENGLISH)
    assert ENGLISH.median not in text
    assert ENGLISH.time_told not in text


def test_colours_are_legible_in_light_and_in_dark() -> None:
    schemes = re.findall(r"\{([^{}]*--text:[^{}]*)\}", STYLE.read_text("utf-8"))
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (?:var\(--\w+, )?(#[0-9a-f]{6})", scheme))
        for name in ("text", "soft", "dutch", "english", "yes", "no"):
            for ground in ("back", "band"):
                assert _contrast(colours[name], colours[ground]) >= AA, (name, ground, scheme)


@pytest.mark.parametrize("words", BOTH)
def test_the_shipped_pages_tell_of_the_committed_baseline(words: Words) -> None:
    """Renew both with `python -m eval baseline`."""
    shipped = (files.SHIPPED / f"report.{words.code}.html").read_text("utf-8")
    assert f'data-run="{digest(run_file.read(BASELINE))}"' in shipped
    assert len(shipped.encode()) <= LARGEST


def test_the_command_writes_pages_and_markdown(tmp_path: Path) -> None:
    source = tmp_path / "run.json"
    run_file.write(small_run(), source)
    done = CliRunner().invoke(app, ["report", str(source), "--out", str(tmp_path / "out"), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["report.en.html", "report.en.md"]


@pytest.mark.parametrize(
    ("content", "lang", "code", "said"),
    [
        pytest.param("{}", "nl", 1, "has schema None", id="no run"),
        pytest.param(None, "nl", 1, "cannot be read", id="no file"),
        pytest.param("{}", "fr", 2, "--lang 'fr': write nl or en", id="language"),
    ],
)
def test_what_cannot_be_reported_is_said(
    content: str | None, lang: str, code: int, said: str, tmp_path: Path
) -> None:
    source = tmp_path / "run.json"
    if content is not None:
        source.write_text(content)
    done = CliRunner().invoke(app, ["report", str(source), "--lang", lang], env={"COLUMNS": "200"})
    assert done.exit_code == code
    assert said in done.output


def test_without_any_run_the_command_says_how_to_make_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report"], env={"KB_HOME": str(tmp_path)})
    assert done.exit_code == 1
    assert "make one with python -m eval run" in done.output


def _contrast(one: str, other: str) -> float:
    """WCAG 2: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio"""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
