"""Which works a user means, and which the notes of the texts cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.errors import UsageError
from kb.ingestion.works import works_cited, works_named
from kb.register import Register
from kb.sources.manifest import fetchable_works
from kb.store import Store
from tests.conftest import ROOT

if TYPE_CHECKING:
    from kb import KnowledgeBase

DECLARED = fetchable_works(ROOT / "corpus")
EMPTY = Register((), ())


@pytest.mark.parametrize(
    ("word", "celex", "work"),
    [
        pytest.param("com-2008-652", "52008DC0652", "com-2008-652", id="an id"),
        pytest.param("52008DC0652", "52008DC0652", "com-2008-652", id="a CELEX number"),
        pytest.param(" 52008dc0652 ", "52008DC0652", "com-2008-652", id="in lower case"),
        pytest.param("COM(2008) 652 definitief", "52008DC0652", "com-2008-652", id="a number, in Dutch"),
        pytest.param("KOM(2006) 502 endgültig", "52006DC0502", "com-2006-502", id="a number, in German"),
        pytest.param("com 2006/502", "52006DC0502", "com-2006-502", id="a number, as typed"),
        pytest.param("SEC(2008) 2637", "52008SC2637", "sec-2008-2637", id="a working paper"),
        pytest.param("Verordening (EG) nr. 1082/2006", "32006R1082", "32006r1082", id="an act, in Dutch"),
        pytest.param("52006XC1230(01)", "52006XC1230(01)", "52006xc1230-01", id="a split"),
        pytest.param("32016R0679R(02)", "32016R0679R(02)", "32016r0679r-02", id="a corrigendum, not its act"),
        pytest.param("02006R1082-20140622", "02006R1082-20140622", "02006r1082-20140622", id="consolidated"),
        pytest.param("C(2008) 1329", "32008H0416", "32008h0416", id="a number that a card resolves"),
    ],
)
def test_a_work_that_is_named(word: str, celex: str, work: str) -> None:
    assert [(named.celex, named.id) for named in works_named([word], DECLARED, EMPTY)] == [(celex, work)]


def test_what_is_known_of_a_work_goes_with_it() -> None:
    (named,) = works_named(["COM(2006) 502"], DECLARED, EMPTY)

    assert (named.reference, named.label, named.date) == ("COM(2006) 502", "COM(2006) 502", "2006-09-13")
    assert named.titles["nl"].startswith("Kennis in de praktijk brengen")
    assert named.certainty == "certain"


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        pytest.param("iets", "'iets' names no work", id="no number"),
        pytest.param("", "'' names no work", id="nothing"),
        pytest.param("COM(2006) 502 en COM(2007) 161", "names several works", id="two numbers"),
        pytest.param("voetnoot 25", "names no work", id="a note, and no text that has it"),
    ],
)
def test_a_word_that_does_not_name_one_work(word: str, fault: str) -> None:
    with pytest.raises(UsageError) as raised:
        works_named([word], DECLARED, EMPTY)
    assert fault in str(raised.value)
    assert "com-2008-652, sec-2008-2637" in str(raised.value)


def test_a_note_names_what_it_cites(desk: KnowledgeBase) -> None:
    store = Store.read(desk.settings.home)
    assert store is not None
    with store:
        register = Register(store.mentions(), ())

    assert [work.celex for work in works_named(["voetnoot 25"], DECLARED, register)] == ["32006R1082"]


def test_the_works_that_notes_cite(desk: KnowledgeBase) -> None:
    cited = works_cited(desk.look_up(), DECLARED)
    by_celex = {work.celex: work for work in cited}

    assert {"32006R1082", "52006DC0502", "52008SC2637", "52008AR0070", "32008H0416"} <= set(by_celex)
    assert by_celex["52008SC2637"] is DECLARED[1]
    assert len(by_celex) == len(cited)
