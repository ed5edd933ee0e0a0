"""What the tab References answers when asked for something that it has not, or that cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.desk.kept import Outcomes
from kb.surfaces.web.references import ALL, AUTO, MOST_CHARACTERS, fetching, found, listed, shown
from kb.surfaces.web.room import Room
from kb.surfaces.web.words_references import WORDS
from kb.workers import Workers

if TYPE_CHECKING:
    from pathlib import Path

    from kb.ingestion.fetching import FetchReport

NO_SERVER = "http://127.0.0.1:9"


class Unplugged(KnowledgeBase):
    """A desk whose Publications Office cannot be reached."""

    def fetch(self, works: object = (), **options: object) -> FetchReport:
        """Ask where nobody answers."""
        return super().fetch(works, **{**options, "base_url": NO_SERVER})  # type: ignore[arg-type]  # as given


def room_of(desk: KnowledgeBase, language: str = "nl") -> Room:
    return Room(desk, language, Outcomes(), Workers(desk))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_fetching_without_a_network_says_so_beside_the_instrument(desk: KnowledgeBase, language: str) -> None:
    with Unplugged.open(desk.settings.home) as unplugged:
        first, last = fetching(room_of(unplugged, language), "comnat:COM:2006:502")
    words = WORDS[language]
    assert words["fetching"] in first
    assert words["fetched_unreachable"] in last
    assert "uri=CELEX:52006DC0502" in last
    assert 'data-back="comnat:COM:2006:502"' in last


def test_before_anything_is_loaded_the_list_says_what_to_do(tmp_path: Path) -> None:
    with KnowledgeBase.open(tmp_path / "empty") as empty:
        assert WORDS["nl"]["empty"] in listed(room_of(empty), "", ALL)
        assert WORDS["nl"]["empty"] in shown(room_of(empty), "act:reg:2006:1082")


def test_what_is_being_typed_finds_what_holds_it(desk: KnowledgeBase) -> None:
    room = room_of(desk)
    assert "32006R1082" in listed(room, "Territ", ALL)
    assert "32006R1082" in listed(room, "voetnoot 25", ALL)
    assert WORDS["nl"]["none_found"] in listed(room, "kaas", ALL)
    assert WORDS["nl"]["none_found"] in listed(room, "<b>", ALL)


@pytest.mark.parametrize("key", ["", "nothing", '"><script>', "voetnoot 99"])
def test_an_instrument_that_is_none_is_told(desk: KnowledgeBase, key: str) -> None:
    page = shown(room_of(desk), key)
    assert "<script>" not in page
    assert 'class="notice' in page


def test_a_text_that_is_empty_or_too_long_is_told(desk: KnowledgeBase) -> None:
    room = room_of(desk)
    assert WORDS["nl"]["own_empty"] in found(room, " \n", AUTO)
    assert WORDS["nl"]["own_long"].format(most=MOST_CHARACTERS) in found(
        room, "a" * (MOST_CHARACTERS + 1), AUTO
    )


def test_the_language_of_a_text_decides_the_links(desk: KnowledgeBase) -> None:
    room = room_of(desk, "en")
    assert "/FR/TXT/" in found(room, "COM(2006) 502", "fr")
    assert "/NL/TXT/" in found(
        room, "Zie de mededeling van de Commissie, COM(2006) 502, over innovatie.", AUTO
    )
