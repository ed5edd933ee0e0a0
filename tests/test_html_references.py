"""What the tab References shows: the register, an instrument, a pasted text; and that a text stays a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from kb.citations import Certainty, Part, find_in_parts
from kb.ingestion.fetching import ByHand, FetchReport
from kb.render.html.fetched import fetched
from kb.render.html.instrument import instrument_page
from kb.render.html.pasted import pasted_text
from kb.render.html.register_table import COLUMNS, meanings, register_table
from kb.sources.publications import Fetched, Outcome
from kb.surfaces.web.words_references import WORDS

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.register import Instrument
    from kb.render.html.element import Html

LANGUAGES = ("nl", "en")
HOSTILE = "<script>alert(1)</script> COM(2006) 502 <img src=x onerror=alert(2)> & Ibid."
CITED = ("COM(2006) 502", "richtlijn 2004/18/EG", "Ibid.", "artikel 3 van Verordening (EG) nr. 1082/2006")


@dataclass(frozen=True)
class Page:
    """A piece of HTML, read as a browser would."""

    root: html.HtmlElement

    @classmethod
    def of(cls, made: Html) -> Page:
        return cls(html.fragment_fromstring(str(made), create_parent="div"))

    def texts(self, path: str) -> list[str]:
        return [" ".join(found.text_content().split()) for found in self.root.xpath(path)]

    def attributes(self, path: str) -> list[str]:
        return [str(found) for found in self.root.xpath(path)]


def instrument_of(desk: KnowledgeBase, query: str) -> Instrument:
    (found,) = desk.look_up(query)
    return found


def shown(desk: KnowledgeBase, query: str, language: str) -> Page:
    instrument = instrument_of(desk, query)
    return Page.of(instrument_page(instrument, desk.mentions_of(instrument.key), WORDS[language], language))


def pasted(text: str, language: str = "nl") -> Page:
    return Page.of(pasted_text(text, find_in_parts([Part(text)])[0], WORDS[language], language))


def test_both_languages_have_the_same_words() -> None:
    assert list(WORDS) == list(LANGUAGES)
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    assert all(word.strip() for words in WORDS.values() for word in words.values())


# The register


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_is_a_table_that_is_heard_as_one(desk: KnowledgeBase, language: str) -> None:
    instruments = desk.look_up()
    page = Page.of(register_table(instruments, WORDS[language], language))
    assert len(page.texts("//table/caption")) == 1
    assert len(page.texts("//thead//th[@scope='col']/button")) == len(COLUMNS)
    assert page.attributes("//thead//th/@aria-sort") == ["ascending"]
    assert sorted(page.attributes("//tbody//th[@scope='row']/button/@data-open")) == sorted(
        instrument.key for instrument in instruments
    )
    assert {len(row.xpath("./th | ./td")) for row in page.root.xpath("//tr")} == {len(COLUMNS)}


def test_an_instrument_has_its_row(desk: KnowledgeBase) -> None:
    page = Page.of(register_table(desk.look_up("voetnoot 25"), WORDS["nl"], "nl"))
    assert page.texts("//caption/text()/.. | //tbody//td") [1:] == [
        "verordening", "32006R1082", "zeker", "noot 25", "niet geladen",
    ]  # fmt: skip
    assert page.texts("//caption")[0].startswith("1 instrument, geen met geladen tekst.")


@pytest.mark.parametrize(
    ("query", "nl", "en"),
    [
        pytest.param("SEC(2008) 2637", "noten 5, 7, 23", "notes 5, 7, 23", id="notes"),
        pytest.param("voetnoot 3", "noot 3; 1× in de tekst", "note 3; 1× in the text", id="note and text"),
        pytest.param("32006D0974", "1× in de tekst", "1× in the text", id="text"),
        pytest.param("32016R0679", "–", "–", id="nowhere"),
    ],
)
def test_where_an_instrument_is_cited_is_said_in_words(
    desk: KnowledgeBase, query: str, nl: str, en: str
) -> None:
    for language, expected in (("nl", nl), ("en", en)):
        page = Page.of(register_table(desk.look_up(query), WORDS[language], language))
        assert page.texts("//td[@class='cited']") == [expected]


def test_the_table_begins_in_the_order_of_the_notes(desk: KnowledgeBase) -> None:
    page = Page.of(register_table(desk.look_up(), WORDS["nl"], "nl"))
    notes = [int(note) for note in page.attributes("//td[@class='cited']/@data-sort") if note]
    assert notes == sorted(notes)
    assert notes[0] == 1
    assert page.attributes("//td[@class='cited']/@data-sort")[len(notes) :] == [""] * 4


def test_every_certainty_has_its_meaning_in_words() -> None:
    for language in LANGUAGES:
        page = Page.of(meanings(WORDS[language]))
        assert len(page.texts("//dt")) == len(page.texts("//dd")) == len(Certainty)


def test_nothing_found_is_said() -> None:
    assert Page.of(register_table([], WORDS["nl"], "nl")).texts("//p") == [WORDS["nl"]["none_found"]]


# One instrument


@pytest.mark.parametrize(
    ("language", "page_language", "place", "became"),
    [
        pytest.param("nl", "NL", "COM(2008) 652, voetnoot 25, blz. 7", "gewijzigd door", id="nl"),
        pytest.param("en", "EN", "COM(2008) 652, footnote 25, p. 7", "amended by", id="en"),
    ],
)
def test_an_instrument_shows_its_mentions_links_and_history(
    desk: KnowledgeBase, language: str, page_language: str, place: str, became: str
) -> None:
    page = shown(desk, "voetnoot 25", language)
    assert page.texts("//h4") == [place]
    assert page.attributes("//section//div/@lang") == sorted(LANGUAGES, key=lambda other: other != language)
    assert any("1082/2006" in mark for mark in page.texts("//section//mark"))
    assert page.texts("//ul[@class='became']/li")[0].startswith(became)
    assert page.attributes("//dl//a/@href")[:2] == [
        f"https://eur-lex.europa.eu/legal-content/{page_language}/TXT/?uri=CELEX:32006R1082",
        "http://data.europa.eu/eli/reg/2006/1082/oj",
    ]
    assert page.attributes("//button/@data-fetch") == ["act:reg:2006:1082"]


def test_every_mention_of_every_instrument_is_marked(desk: KnowledgeBase) -> None:
    for instrument in desk.look_up():
        page = Page.of(instrument_page(instrument, desk.mentions_of(instrument.key), WORDS["en"], "en"))
        cited = sorted(" ".join(c.verbatim.split()) for c in instrument.cited_in)
        assert sorted(page.texts("//section//mark")) == cited


def test_a_note_stands_with_the_sentence_that_carries_it(desk: KnowledgeBase) -> None:
    (carrier, *_) = shown(desk, "voetnoot 25", "nl").texts("//p[@class='carrier']")
    assert carrier.startswith("Noot bij: ")
    assert "Europese groepering voor territoriale samenwerking" in carrier


def test_what_has_no_number_is_not_offered_to_be_fetched(desk: KnowledgeBase) -> None:
    page = shown(desk, "voetnoot 31", "nl")
    assert page.attributes("//button/@data-fetch") == []
    assert WORDS["nl"]["nothing_to_fetch"] in page.texts("//p[@class='text']")[0]


def test_a_title_in_another_language_says_so(desk: KnowledgeBase) -> None:
    assert shown(desk, "voetnoot 26", "nl").attributes("//h2/@lang") == ["en"]
    assert shown(desk, "voetnoot 26", "en").attributes("//h2/@lang") == []


# A pasted text


def test_references_are_marked_where_they_stand_and_listed_beside() -> None:
    page = pasted("Zie artikel 3 van Verordening (EG) nr. 1082/2006 en COM(2006)\n502. Ibid.")
    assert page.texts("//a/mark") == ["Verordening (EG) nr. 1082/2006", "COM(2006) 502", "Ibid."]
    assert page.attributes("//div[@class='text']/a/@href") == ["#found-1", "#found-2", "#found-3"]
    assert page.attributes("//ol/li/@id") == ["found-1", "found-2", "found-3"]
    first, second, third = page.texts("//ol/li")
    assert first.startswith("Verordening (EG) nr. 1082/2006, artikel 3")
    assert "32006R1082" in first
    assert "gewijzigd door" in first
    assert "52006DC0502" in second
    assert WORDS["nl"]["points_to_several"] in third
    assert len(page.texts("//ol/li[3]/ul/li")) == 2


@pytest.mark.parametrize(
    ("language", "counted", "again"),
    [
        pytest.param(
            "nl", "3 verwijzingen gevonden. Van nog 1 is niet zeker wat ermee bedoeld wordt.",
            "Hetzelfde stuk als bij 1", id="nl",
        ),
        pytest.param(
            "en", "3 references found. For 1 more it is not certain what is meant.",
            "The same document as under 1", id="en",
        ),
    ],
)  # fmt: skip
def test_what_is_named_twice_is_told_once_and_by_its_name_in_the_text(
    language: str, counted: str, again: str
) -> None:
    page = pasted(
        "Verordening (EG) nr. 1082/2006 (PB L 210 van 31.7.2006, blz. 19)\nRichtlijn\n2004/18/EG. Ibid.",
        language,
    )
    assert page.texts("//p[@class='count']") == [counted]
    _, second, third, fourth = page.texts("//ol/li")
    assert again in second
    assert "32006R1082" not in second
    assert page.attributes("//ol/li[2]/p/a[1]/@href")[0] == "#found-1"
    assert third.startswith("Richtlijn 2004/18/EG")
    assert "Richtlijn 2004/18/EG" in fourth
    assert "act:dir" not in fourth


def test_a_text_without_references_says_so() -> None:
    page = pasted("Clusters zijn nuttig.", "en")
    assert page.texts("//p") == ["No references found."]
    assert page.texts("//ol") == []


@given(st.lists(st.sampled_from(CITED) | st.text(max_size=20), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_pasted_text_stands_there_as_it_is(parts: list[str]) -> None:
    text = " ".join(parts).replace("\r", "").replace("\x00", "")
    printable = "".join(c for c in text if c in "\t\n" or c.isprintable() or c == "\u00ad")
    page = pasted(f"{printable} COM(2006) 502")
    (shown_text,) = page.root.xpath("//div[@class='text']")
    for number in shown_text.xpath(".//sup"):
        number.drop_tree()
    assert shown_text.text_content() == f"{printable} COM(2006) 502"


def test_a_hostile_text_is_a_text() -> None:
    page = pasted(HOSTILE)
    assert page.root.xpath("//script | //img") == []
    assert "".join(page.root.xpath("//div[@class='text']")[0].itertext()).startswith("<script>alert(1)")


# Fetching


def test_without_a_network_it_says_what_to_do_by_hand() -> None:
    links = ("https://eur-lex.europa.eu/a", "https://eur-lex.europa.eu/b")
    works = tuple(
        Fetched("com-2006-502", "52006DC0502", "COM(2006) 502", code, Outcome.UNREACHABLE, None, (), None,
                "publications.europa.eu cannot be reached <b>", links[0])
        for code in LANGUAGES
    )  # fmt: skip
    report = FetchReport(works, ByHand("/data/by-hand", links), None)
    for language in LANGUAGES:
        page = Page.of(fetched(report, WORDS[language], language))
        assert page.attributes("//a/@href") == list(links)
        assert page.attributes("/div/div/@class") == ["notice wrong"]
        assert "/data/by-hand" in page.texts("//p")[0]
        assert WORDS[language]["fetched_unreachable"] in page.texts("//li")[0]
        assert page.root.xpath("//b") == []
