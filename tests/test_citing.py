"""`kb cite` and `kb references` on the command line: contracts, exports, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest

from kb.citations import Certainty, cards
from tests.command_line import assert_one_line, kb, printed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Zie artikel 3 van Verordening (EG) nr. 1082/2006 en COM(2006)\n502 definitief. Ibid."
ENTRY = re.compile(r"@misc\{(?P<id>[A-Za-z0-9-]+),\n(?P<fields>(?:  [a-z]+ = \{.*\},\n)+)\}\n\n")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("citing") / "home"
    assert kb("--home", home, "ingest").returncode == 0
    return home


def schema(name: str) -> dict[str, object]:
    return printed("schema", name)


# The register


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        pytest.param(["voetnoot 25"], 1, id="one"),
        pytest.param(["voetnoot 7"], 2, id="two"),
        pytest.param(["kaas"], 0, id="none"),
    ],
)
def test_cite_keeps_its_contract(filled: Path, arguments: list[str], count: int) -> None:
    result = printed("--home", filled, "--json", "cite", *arguments)
    jsonschema.validate(result, schema("cite"))
    assert result["schema"] == 1
    assert len(result["instruments"]) == count


def test_the_whole_register_keeps_its_contract(filled: Path) -> None:
    result = printed("--home", filled, "cite", "--json")
    jsonschema.validate(result, schema("cite"))
    assert len({i["key"] for i in result["instruments"]}) == len(result["instruments"]) > 30


def test_an_instrument_holds_what_the_contract_names(filled: Path) -> None:
    (found,) = printed("--home", filled, "cite", "note 20", "--json")["instruments"]
    assert found["key"] == "comnat:COM:2008:317"
    assert set(found["links"]) >= {"eur_lex_nl", "eur_lex_en", "eli"}
    assert set(found) == {
        "key", "kind", "title", "celex", "certainty", "reason", "links", "card", "loaded", "cited_in",
    }  # fmt: skip
    printed_addresses = {(c["document"]["language"], c["as_printed"]) for c in found["cited_in"]}
    assert ("nl", "htpp://ec.europa.eu/research/era/specific-era-initiatives_en.html") in printed_addresses
    for mention in found["cited_in"]:
        assert set(mention) == {"document", "locator", "footnote", "verbatim", "as_printed", "repaired"}
        assert not (mention["repaired"] or "http://").startswith("htpp")


def test_a_person_reads_where_it_is_cited_and_what_became_of_it(filled: Path) -> None:
    dutch = kb("--home", filled, "cite", "voetnoot 25").stdout
    english = kb("--home", filled, "cite", "Which regulation is note 25?").stdout
    for page, words in (
        (dutch, ("32006R1082", "gewijzigd door Verordening (EU) nr. 1302/2013", "niet geladen", "blz. 7")),
        (english, ("32006R1082", "amended by Regulation (EU) No 1302/2013", "not loaded", "p. 7")),
    ):
        flat = " ".join(page.split())
        assert all(word in flat for word in words), page


def test_what_was_replaced_says_by_what(filled: Path) -> None:
    page = " ".join(kb("--home", filled, "cite", "voetnoot 11").stdout.split())
    (found,) = printed("--home", filled, "cite", "PB C 323 van 30.12.2006, blz. 1", "--json")["instruments"]
    assert "52006XC1230(01)" in page
    assert [(e["event"], e["by"], e["since"]) for e in found["card"]["history"]] == [
        ("replaced", "oj:C:2014:198:1", "2014-07-01")
    ]


def test_the_table_is_read_again(filled: Path) -> None:
    done = kb("--home", filled, "cite", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    instruments = printed("--home", filled, "cite", "--json")["instruments"]

    assert [row["key"] for row in rows] == [i["key"] for i in instruments]
    assert [row["celex"] or None for row in rows] == [i["celex"] for i in instruments]
    assert all(None not in row and None not in row.values() for row in rows)
    assert next(row for row in rows if row["key"] == "act:reg:2006:1082")["notes"] == "25"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_bibtex_is_read_again(filled: Path) -> None:
    written = kb("--home", filled, "cite", "--format", "bibtex").stdout
    entries = list(ENTRY.finditer(written))

    assert "".join(entry[0] for entry in entries) == written
    names = [entry["id"] for entry in entries]
    assert len(set(names)) == len(names) == len(printed("--home", filled, "cite", "--json")["instruments"])
    for entry in entries:
        fields = entry["fields"]
        assert fields.count("{") - fields.count("\\{") == fields.count("}") - fields.count("\\}")
        assert "title = {" in fields
        assert not re.search(r"(?<!\\)[&%$#_]", re.sub(r"  (?:url|author) = .*\n", "", fields))


def test_csl_is_read_again(filled: Path) -> None:
    items = json.loads(kb("--home", filled, "cite", "--format", "csl").stdout)
    assert len({item["id"] for item in items}) == len(items)
    assert {item["type"] for item in items} <= {"legislation", "report", "webpage", "legal_case", "treaty"}
    regulation = next(item for item in items if item.get("number") == "32006R1082")
    assert regulation["type"] == "legislation"
    assert regulation["issued"] == {"date-parts": [[2006, 7, 5]]}
    assert regulation["URL"] == "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32006R1082"


@pytest.mark.parametrize(
    ("form", "empty"), [("csv", "key,"), ("bibtex", ""), ("csl", "[]")], ids=["csv", "bibtex", "csl"]
)
def test_an_export_of_nothing_is_one(filled: Path, form: str, empty: str) -> None:
    done = kb("--home", filled, "cite", "kaas", "--format", form)
    assert done.returncode == 0
    assert done.stdout.startswith(empty)
    assert len(done.stdout.splitlines()) <= 1


# References in any text


@pytest.mark.parametrize("way", ["file", "standard input", "dash"])
def test_references_of_a_text(tmp_path: Path, way: str) -> None:
    file = tmp_path / "stuk.txt"
    file.write_bytes(TEXT.encode())
    argument = {"file": [file], "standard input": [], "dash": ["-"]}[way]
    result = printed("references", *argument, "--json", stdin="" if way == "file" else TEXT)

    jsonschema.validate(result, schema("references"))
    assert [(r["key"], r["pinpoint"]) for r in result["references"]] == [
        ("act:reg:2006:1082", {"article": "3"}), ("comnat:COM:2006:502", None),
    ]  # fmt: skip
    for reference in result["references"]:
        start, end = reference["span"]
        assert TEXT[start:end] == reference["verbatim"]
    (left,) = result["unresolved"]
    assert left["verbatim"] == "Ibid."
    assert left["candidates"] == ["act:reg:2006:1082", "comnat:COM:2006:502"]


def test_spans_count_in_the_file_as_it_is(tmp_path: Path) -> None:
    text = "\ufeff😀 Zie\r\nCOM(2006)\r\n502 en ri\u00adchtlijn 2004/18/EG."
    file = tmp_path / "stuk.txt"
    file.write_bytes(text.encode())
    found = printed("references", file, "--json")["references"]
    assert [text[slice(*r["span"])] for r in found] == ["COM(2006)\r\n502", "ri\u00adchtlijn 2004/18/EG"]


@pytest.mark.parametrize(
    ("language", "path"), [("nl", "/NL/TXT/"), ("fr", "/FR/TXT/"), ("de", "/DE/TXT/")], ids=["nl", "fr", "de"]
)
def test_links_lead_to_pages_in_the_language_told(language: str, path: str) -> None:
    (found,) = printed("references", "--lang", language, "--json", stdin="COM(2006) 502")["references"]
    assert path in found["url"]


def test_an_empty_text_holds_nothing() -> None:
    result = printed("references", "--json", stdin="")
    assert (result["references"], result["unresolved"]) == ([], [])


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["cite", "--format", "xml"], 2, ("xml", "csv", "bibtex", "csl"), id="format"),
        pytest.param(["cite", ""], 2, ("number", "footnote"), id="empty query"),
        pytest.param(["cite", "  "], 2, ("number", "footnote"), id="blank query"),
        pytest.param(["references", "no-such-file.txt"], 1, ("no-such-file.txt",), id="no file"),
        pytest.param(["references", "."], 1, ("cannot be read",), id="a folder"),
        pytest.param(["references", "-", "--lang", "xx"], 2, ("xx",), id="language"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    filled: Path, arguments: list[str], code: int, words: tuple[str, ...]
) -> None:
    done = kb("--home", filled, *arguments)
    assert done.returncode == code
    assert done.stdout == ""
    assert_one_line(done, *words)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "stuk.bin"
    file.write_bytes(b"\xff\xfe\x00COM")
    done = kb("references", file)
    assert done.returncode == 1
    assert_one_line(done, str(file), "UTF-8")


def test_before_anything_is_ingested_cite_says_what_to_do(tmp_path: Path) -> None:
    done = kb("--home", tmp_path / "leeg", "cite", "voetnoot 25")
    assert done.returncode == 1
    assert_one_line(done, "kb ingest")


def test_what_is_not_found_is_said(filled: Path) -> None:
    done = kb("--home", str(filled), "cite", "voetnoot 99")
    assert (done.returncode, done.stdout.split(".")[0]) == (0, "Geen instrument gevonden")


def test_a_title_that_nobody_compared_is_marked(filled: Path) -> None:
    unsure = next(card for card in cards().by_key.values() if card.title_certainty is not Certainty.CERTAIN)
    shown = kb("--home", str(filled), "cite", unsure.key).stdout
    assert "title not compared" in " ".join(shown.split()) or "titel niet met de" in " ".join(shown.split())
    sure = kb("--home", str(filled), "cite", "32006R1082").stdout
    assert "compared" not in sure
    assert "vergeleken" not in sure
