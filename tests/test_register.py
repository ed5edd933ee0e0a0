"""The register: one entry a work, every query form, what is loaded, what was replaced; and its store."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.citations import Certainty, Kind
from kb.citations.references import VERSION as RULES_VERSION
from kb.errors import HomeError, UsageError
from kb.store import Store
from kb.store.schema import SCHEMA_VERSION
from kb.store.store import STORE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from kb.register import Instrument

TEXT = "# Stuk\n\n## 1. Kop\n\nZie {} hierover.[^1]\n\n[^1]: Ook in {}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stukken"
    made.mkdir()
    return made


def write(folder: Path, name: str, *references: str) -> Path:
    path = folder / name
    path.write_text(TEXT.format(*references), "utf-8")
    return path


def keys(instruments: list[Instrument]) -> list[str]:
    return [instrument.key for instrument in instruments]


def cited(home: Path) -> list[tuple[str, str, str]]:
    store = Store.read(home)
    assert store is not None
    with store:
        return [(m.document.id, m.locator.anchor, m.reference.key) for m in store.mentions()]


# Looking up


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("COM(2006) 502", ["comnat:COM:2006:502"], id="number"),
        pytest.param("COM(2006) 502 definitief", ["comnat:COM:2006:502"], id="number with its mark"),
        pytest.param("COM 2006/502", ["comnat:COM:2006:502"], id="slash in place of brackets"),
        pytest.param("com2006-502", ["comnat:COM:2006:502"], id="as a file is called"),
        pytest.param("KOM(2006) 502", ["comnat:COM:2006:502"], id="German series"),
        pytest.param("sec 2008 2637", ["comnat:SEC:2008:2637"], id="small letters, no punctuation"),
        pytest.param("1082/2006", ["act:reg:2006:1082"], id="bare number of an act"),
        pytest.param("2006/702", ["act:dec:2006:702"], id="bare number, year first"),
        pytest.param("Verordening (EG) nr. 1082/2006", ["act:reg:2006:1082"], id="Dutch act"),
        pytest.param("Verordnung (EG) Nr. 1082/2006", ["act:reg:2006:1082"], id="German act"),
        pytest.param("32006R1082", ["act:reg:2006:1082"], id="CELEX"),
        pytest.param(" 32006r1082 ", ["act:reg:2006:1082"], id="CELEX in small letters"),
        pytest.param("02006R1082-20140622", ["act:reg:2006:1082"], id="consolidated version"),
        pytest.param("52006XC1230(01)", ["oj:C:2006:323:1"], id="CELEX that only a card knows"),
        pytest.param("PB L 210 van 31.7.2006, blz. 19", ["act:reg:2006:1082"], id="Official Journal"),
        pytest.param("2006/C 323/01", ["oj:C:2006:323:1"], id="number in the Official Journal"),
        pytest.param("C(2008) 1329", ["act:reco:2008:416"], id="C number of a recommendation"),
        pytest.param("CdR 70/2008", ["cdr:2008:70"], id="opinion"),
        pytest.param("conclusies van de Raad van 4 december 2006", ["council:2006-12-04"], id="conclusions"),
        pytest.param("http://data.europa.eu/eli/reg/2006/1082/oj", ["act:reg:2006:1082"], id="ELI"),
        pytest.param("http://www.efqm.org/", ["url:www.efqm.org"], id="address"),
        pytest.param("efqm.org", ["url:www.efqm.org"], id="name of a site"),
        pytest.param("oj:C:2006:323:1", ["oj:C:2006:323:1"], id="key"),
        pytest.param("oj:L:2006:210:19", ["act:reg:2006:1082"], id="another key of the work"),
        pytest.param("voetnoot 25", ["act:reg:2006:1082"], id="Dutch note"),
        pytest.param("note 25", ["act:reg:2006:1082"], id="English note"),
        pytest.param("Fußnote 25", ["act:reg:2006:1082"], id="German note"),
        pytest.param("voetnoot 28", [], id="note that cites nothing"),
        pytest.param("voetnoot 99", [], id="note that is not there"),
        pytest.param(
            "voetnoot 7", ["comnat:SEC:2008:2637", "url:www.clusterobservatory.eu"], id="two in one"
        ),
        pytest.param("Small Business Act", ["comnat:COM:2008:394"], id="name"),
        pytest.param("small business act", ["comnat:COM:2008:394"], id="name in small letters"),
        pytest.param("KP7", ["act:dec:2006:1982"], id="abbreviation"),
        pytest.param("leidende markten", ["comnat:COM:2007:860"], id="words of a title"),
        pytest.param("lead markets", ["comnat:COM:2007:860"], id="English words, another form"),
        pytest.param("EGTS", ["act:reg:2006:1082"], id="word of a title"),
        pytest.param("kaas", [], id="nothing"),
        pytest.param("Mosaic 2031 77", [], id="a word that ends like a series"),
    ],
)
def test_a_query_leads_to_what_it_means(desk: KnowledgeBase, query: str, expected: list[str]) -> None:
    assert keys(desk.look_up(query)) == expected


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        pytest.param("voetnoot 25", Certainty.CERTAIN, id="seen"),
        pytest.param("voetnoot 5", Certainty.BY_RULE, id="by rule"),
        pytest.param("voetnoot 26", Certainty.INFERRED, id="note"),
        pytest.param("C(2008) 6091", Certainty.INFERRED, id="number"),
        pytest.param("Besluit 2008/824/EG", Certainty.BY_RULE, id="the act itself"),
        pytest.param("voetnoot 2", Certainty.NONE, id="conclusions"),
    ],
)
def test_an_instrument_is_as_sure_as_the_way_to_it(
    desk: KnowledgeBase, query: str, certainty: Certainty
) -> None:
    (found,) = desk.look_up(query)
    assert found.certainty is certainty
    assert found.reason


def test_what_the_texts_do_not_mention_is_known_by_its_number_only(desk: KnowledgeBase) -> None:
    (found,) = desk.look_up("Richtlijn 2004/18/EG")
    assert (found.key, found.celex, found.kind) == ("act:dir:2004:18", "32004L0018", Kind.DIRECTIVE)
    assert (found.cited_in, found.loaded, found.title) == ((), False, {})
    assert found.links.eli == "http://data.europa.eu/eli/dir/2004/18/oj"


@pytest.mark.parametrize("query", ["", " ", "\n"])
def test_an_empty_query_is_refused(desk: KnowledgeBase, query: str) -> None:
    with pytest.raises(UsageError):
        desk.look_up(query)


def test_an_entry_tells_everything(desk: KnowledgeBase) -> None:
    (found,) = desk.look_up("voetnoot 25")
    assert found.kind is Kind.REGULATION
    assert set(found.title) >= {"nl", "en"}
    assert found.links.eur_lex_nl == "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32006R1082"
    assert found.links.eur_lex_en == "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32006R1082"
    assert found.links.eli == "http://data.europa.eu/eli/reg/2006/1082/oj"
    assert found.card is not None
    assert [(event.event, event.name) for event in found.card.history] == [
        ("amended", "Regulation (EU) No 1302/2013")
    ]
    places = {(c.document.language, c.footnote, c.locator.page) for c in found.cited_in}
    assert places == {("nl", 25, "7"), ("en", 25, "7")}


def test_the_register_is_in_order_and_says_what_is_loaded(desk: KnowledgeBase) -> None:
    instruments = desk.look_up()
    assert keys(instruments) == keys(sorted(instruments, key=lambda i: (i.celex is None, i.key)))
    missing = keys(list(desk.status().cited_but_not_loaded))
    assert "comnat:SEC:2008:2637" in missing
    assert "act:reg:2006:1082" in missing
    assert not [key for key in missing if key.startswith("url:")]
    (own,) = desk.look_up("COM(2008) 652")
    assert own.loaded
    assert "comnat:COM:2008:652" not in missing


def test_a_document_that_is_added_is_loaded(folder: Path, home: Path) -> None:
    write(folder, "stuk.md", "Richtlijn 2004/18/EG", "COM(2006) 502")
    (folder / "manifest.toml").write_text(
        '[[work]]\nid = "aanbesteding"\nreference = "Richtlijn 2004/18/EG"\ncelex = "32004L0018"\n'
        '[work.title]\nnl = "Over opdrachten"\n'
        '[[work.expression]]\nlanguage = "nl"\nfile = "aanbesteding.md"\nauthority = "authentic"\n',
        "utf-8",
    )
    write(folder, "aanbesteding.md", "niets", "niets")
    with KnowledgeBase.open(home) as desk:
        assert desk.ingest([folder]).failed == ()
        (directive,) = desk.look_up("Richtlijn 2004/18/EG")
        assert directive.loaded
        assert directive.title == {"nl": "Over opdrachten"}
        assert keys(list(desk.status().cited_but_not_loaded)) == ["comnat:COM:2006:502"]


# The store


def test_references_are_replaced_with_their_document_and_removed_with_it(folder: Path, home: Path) -> None:
    first = write(folder, "een.md", "COM(2006) 502", "Richtlijn 2004/18/EG")
    write(folder, "twee.md", "COM(2007) 474", "niets")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder])
        assert {key for _, _, key in cited(home)} == {
            "comnat:COM:2006:502", "act:dir:2004:18", "comnat:COM:2007:474",
        }  # fmt: skip

        write(folder, "een.md", "niets", "COM(2008) 394")
        desk.ingest([folder])
        assert {key for _, _, key in cited(home)} == {"comnat:COM:2008:394", "comnat:COM:2007:474"}

        first.unlink()
        desk.ingest([folder], prune=True)
        assert [(work, key) for work, _, key in cited(home)] == [("twee", "comnat:COM:2007:474")]


def test_references_are_found_anew_when_the_rules_change(folder: Path, home: Path) -> None:
    write(folder, "een.md", "COM(2006) 502", "Richtlijn 2004/18/EG")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder])
    before = cited(home)
    with sqlite3.connect(home / STORE_NAME) as connection:
        connection.execute("UPDATE mentions SET key = 'doc:old'")
        connection.execute("UPDATE state SET citations = ?", (RULES_VERSION - 1,))
    connection.close()
    assert {key for _, _, key in cited(home)} == {"doc:old"}

    Store.create(home).close()

    assert cited(home) == before
    with sqlite3.connect(home / STORE_NAME) as connection:
        assert connection.execute("SELECT citations FROM state").fetchone() == (RULES_VERSION,)
    connection.close()


def test_a_store_of_schema_1_is_brought_up_to_date_on_writing(folder: Path, home: Path) -> None:
    write(folder, "een.md", "COM(2006) 502", "Richtlijn 2004/18/EG")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder])
    before = cited(home)
    with sqlite3.connect(home / STORE_NAME) as connection:
        connection.executescript(
            "DROP TABLE mentions; ALTER TABLE state DROP COLUMN citations; "
            "ALTER TABLE passages DROP COLUMN cited_names; ALTER TABLE documents DROP COLUMN facts; "
            "PRAGMA user_version = 1;"
        )
    connection.close()

    with pytest.raises(HomeError, match="kb ingest"):
        Store.read(home)
    with KnowledgeBase.open(home) as desk:
        report = desk.ingest([folder])
        assert [file.file for file in report.unchanged] == ["een.md"]
        assert keys(desk.look_up("COM(2006) 502")) == ["comnat:COM:2006:502"]

    assert cited(home) == before
    with sqlite3.connect(home / STORE_NAME) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    connection.close()


def test_a_web_address_is_kept_as_printed_and_as_repaired(folder: Path, home: Path) -> None:
    write(folder, "een.md", "htpp://www.efqm.org/", "niets")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder])
        (found,) = desk.look_up("http://www.efqm.org")
    assert [(c.as_printed, c.repaired) for c in found.cited_in] == [
        ("htpp://www.efqm.org/", "http://www.efqm.org/")
    ]


# Mentions in their context


def test_a_mention_is_shown_in_the_passage_that_holds_it(desk: KnowledgeBase) -> None:
    for instrument in desk.look_up():
        seen = desk.mentions_of(instrument.key)
        verbatim = [span.of(m.passage.text) for m in seen for span in m.spans]
        assert sorted(verbatim) == sorted(c.verbatim for c in instrument.cited_in)
        for mention in seen:
            assert mention.locator.anchor == mention.passage.place.anchor


def test_what_the_texts_do_not_mention_has_no_context(desk: KnowledgeBase) -> None:
    assert desk.mentions_of("comnat:COM:1999:1") == []
    assert len(desk.mentions_of("act:dec:2006:1639", most=1)) == 1
