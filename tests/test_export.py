"""An answer that is kept: as Markdown, as a Word document, as JSON, and none of them says more than it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import jsonschema
import pytest
from docx import Document
from markdown_it import MarkdownIt

from kb import Answer, KnowledgeBase
from kb.errors import ExportError, UnverifiedQuoteError, UsageError
from kb.render.blocks import Facts, Grid, Heading, Item, Paragraph, Quotation
from kb.render.contract import ask_result, json_schema
from kb.render.export import FORMATS, dossier, export, known_format, write
from kb.render.page import page_of
from kb.render.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kb.answer import Abstention
    from kb.render.blocks import Block, Run
    from kb.render.dossier import Dossier

QUESTIONS = {
    "dutch": "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
    "english": "What does footnote 25 say?",
    "list": "Wat zal de Commissie volgens de bijlage doen?",
    "note": "Wat staat er in voetnoot 14?",
    "abstention": "Hoeveel clusters zijn er in Nederland?",
    "german": "Was ist ein Cluster?",
}
ASKED_AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)

HOSTILE = "# Wat <b>is</b> een\x00 *cluster* [hier](http://x.test)? 1. &amp; `code` | $x$ ~~y~~ \x1b[31m #"
SHOWN = "# Wat <b>is</b> een\ufffd *cluster* [hier](http://x.test)? 1. &amp; `code` | $x$ ~~y~~ \ufffd[31m #"


def asked(outcome: Answer | Abstention, question: str | None = None) -> Answer | Abstention:
    """Return an outcome as if it had been asked at `ASKED_AT`, perhaps in other words."""
    words = outcome.asked.question if question is None else question
    return replace(outcome, asked=replace(outcome.asked, at=ASKED_AT, question=words))


@pytest.fixture(scope="module")
def made(desk: KnowledgeBase) -> dict[str, Dossier]:
    return {name: dossier(desk, asked(desk.ask(question))) for name, question in QUESTIONS.items()}


def markdown(made: Dossier) -> str:
    return export(made, ".md").decode("utf-8")


def part(text: str, heading: str) -> str:
    """Return what stands under a heading of level 2."""
    return text.split(f"\n## {heading}\n\n")[1].split("\n## ", maxsplit=1)[0].strip()


def paragraphs_of(block: Block) -> list[tuple[str, str]]:
    """Return the style and the text of each paragraph that a block must be."""
    match block:
        case Heading():
            return [(f"Heading {block.level}", f"{block.markers} {block.text}".strip())]
        case Paragraph():
            return [("Normal", words(block.runs))]
        case Item():
            return [("List Bullet", words(block.runs))]
        case Quotation():
            return [("Quote", words(block.runs))]
        case _:
            return []


def rows_of(block: Block) -> list[list[str]]:
    match block:
        case Facts():
            return [[label, words(runs)] for label, runs in block.rows]
        case Grid():
            return [list(block.header), *map(list, block.rows)]
        case _:
            return []


def words(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def test_a_dutch_answer(made: dict[str, Dossier]) -> None:
    text = markdown(made["dutch"])
    assert text.startswith(f"# {QUESTIONS['dutch']}\n\nVraag van 24.11.2026 om 09.05 uur (UTC+00:00)\n")
    assert part(text, "Antwoord") == (
        "Naar schatting is 38% van de Europese actieve bevolking in dienst van bedrijven in zulke clusters, "
        "d.w.z. in hoge mate geagglomereerde clusters.\u00a0[1]\n\n"
        "Dit is wat deze teksten op hun eigen datum zeggen: COM(2008) 652 van 17.10.2008, Nederlands."
    )
    source = part(text, "Bronnen").splitlines()
    assert source[0] == "Waar een deel van een passage is geciteerd, staat dat deel vet."
    assert source[2] == "### [1] COM(2008) 652, punt 1, blz. 3 (17.10.2008)"
    assert source[4].startswith("> Hoewel de algemene clusterbeleidontwikkeling")
    assert source[4].endswith(
        "en diensten. **Naar schatting is 38% van de Europese actieve bevolking in dienst van "
        "bedrijven in zulke clusters, d.w.z. in hoge mate geagglomereerde clusters.**"
    )
    address = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:52008DC0652"
    assert source[6:] == [
        "- **Citeren als**: COM(2008) 652, punt 1, blz. 3",
        "- **Plaats**: punt 1 (BEVORDERING VAN CLUSTERS IN DE EU – BELEIDSSUCCESSEN), alinea 2, blz. 3",
        "- **Status**: Nederlands, authentieke tekst, van 17.10.2008",
        "- **Engels (werkvertaling)**: It is estimated that 38% of the European active population is "
        "employed by companies in such clusters, i.e. highly agglomerated clusters.",
        f"- **Adres**: <{address}>",
    ]
    assert "4 van 4 controles in orde" in part(text, "Controle")


def test_an_english_answer_shows_a_translation_and_quotes_the_original(made: dict[str, Dossier]) -> None:
    text = markdown(made["english"])
    said, source = part(text, "Answer"), part(text, "Sources")
    assert said.startswith("Footnote 25: See Regulation (EC) No 1082/2006 of the European Parliament and of")
    assert "The sentences above are a working translation; the sources give the authentic text." in said
    assert said.endswith(
        "This is what these texts say as of their own date: COM(2008) 652 of 17.10.2008, Dutch."
    )
    assert source.startswith(
        "### [1] COM(2008) 652, footnote 25, p. 7 (17.10.2008)\n\n> Zie Verordening (EG) nr."
    )
    assert "/regional_policy/" in source
    assert "- **Cite as**: COM(2008) 652, footnote 25, p. 7\n" in source
    assert "- **Cite as (Dutch)**: COM(2008) 652, voetnoot 25, blz. 7\n" in source
    assert "- **English (working translation)**: See Regulation (EC) No 1082/2006" in source
    assert "- **Status**: Dutch, authentic text, of 17.10.2008\n" in source


def test_the_items_of_a_list_are_a_list(made: dict[str, Dossier]) -> None:
    said = part(markdown(made["list"]), "Antwoord").splitlines()
    assert said[0] == "De Commissie zal:\u00a0[1]"
    assert [line[:2] for line in said[2:9]] == ["- "] * 7
    assert said[8].endswith("\u00a0[8]")


def test_a_note_is_named_as_one(made: dict[str, Dossier]) -> None:
    text = markdown(made["note"])
    assert part(text, "Antwoord").startswith("Voetnoot 14: ")
    assert "### [1] COM(2008) 652, voetnoot 14, blz. 4 (17.10.2008)" in text
    assert "- **Plaats**: punt 1 (" in text
    assert ", voetnoot 14, blz. 4\n" in text


def test_an_abstention_says_why_and_what_was_searched(made: dict[str, Dossier]) -> None:
    text = markdown(made["abstention"])
    assert part(text, "Geen antwoord") == (
        "De geraadpleegde teksten geven hierop geen antwoord. Niet in de teksten gevonden: Nederland.\n\n"
        "- **Reden**: het staat niet in de teksten\n"
        "- **Niet in de teksten gevonden**: Nederland\n"
        "- **Doorzocht**: 2 teksten, in alle talen"
    )
    nearest = part(text, "Dichtst in de buurt")
    assert nearest.count("### COM(2008) 652, ") == 3
    assert nearest.count("(17.10.2008)\n") == 3
    assert "## Antwoord" not in text


def test_every_text_stands_with_its_date_its_file_and_its_licence(made: dict[str, Dossier]) -> None:
    texts = part(markdown(made["english"]), "Texts consulted")
    dutch, english = (text.document.version for text in made["english"].record.texts)
    assert texts.index(dutch) < texts.index(english)
    for fact in (
        "### COM(2008) 652 of 17.10.2008, Dutch",
        "- **Status**: authentic text",
        "- **File**: com-2008-652.nl.txt",
        "- **Licence**: Reuse under Commission Decision 2011/833/EU",
        "### COM(2008) 652 of 17.10.2008, English (working translation)",
        "- **Status**: working translation",
        "- **Source**: unknown",
    ):
        assert fact in texts
    assert texts.count("- **Date**: 17.10.2008") == 2


def test_the_passages_considered_stand_with_their_scores(
    made: dict[str, Dossier], desk: KnowledgeBase
) -> None:
    rows = [line for line in markdown(made["dutch"]).splitlines() if line.startswith("| COM(2008) 652")]
    hits = desk.search(QUESTIONS["dutch"])
    assert len(rows) == len(hits) == 10
    for row, hit in zip(rows, hits, strict=True):
        assert f" | {hit.score:.2f} | {hit.scores.lexical:.2f} | {hit.scores.dense:.2f} | " in row
    assert [row.split(" | ")[1].strip() for row in rows].count("1") == 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_word_document_says_what_the_page_says(made: dict[str, Dossier], name: str) -> None:
    page = page_of(made[name])
    document = Document(io.BytesIO(export(made[name], ".docx")))
    paragraphs = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]
    assert paragraphs[:2] == [("Title", page.title), ("Subtitle", page.subtitle)]
    expected = [flat for block in page.blocks for flat in paragraphs_of(block)]
    assert paragraphs[2:] == expected
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert rows == [row for block in page.blocks for row in rows_of(block)]


def test_a_word_document_is_a4_in_its_language_with_real_links(made: dict[str, Dossier]) -> None:
    for name, locale, quoted in (("dutch", "nl-NL", "en-GB"), ("english", "en-GB", "nl-NL")):
        content = export(made[name], ".docx")
        document = Document(io.BytesIO(content))
        section = document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
        assert document.core_properties.language == locale
        assert document.core_properties.title == QUESTIONS[name]
        assert document.core_properties.created == ASKED_AT
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            styles, body = (parts.read(f"word/{part}.xml").decode() for part in ("styles", "document"))
            targets = parts.read("word/_rels/document.xml.rels").decode()
        assert f'w:lang w:val="{locale}"' in styles
        assert f'w:lang w:val="{quoted}"' in body
        assert "<w:hyperlink r:id=" in body
        assert 'Target="https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:52008DC0652"' in targets


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_keeps_its_contract(made: dict[str, Dossier], name: str) -> None:
    exported = json.loads(export(made[name], ".json"))
    jsonschema.validate(exported, json_schema("export"))
    assert exported.pop("audit")["asked_at"] == "2026-11-24T09:05:00+00:00"
    assert exported == json.loads(to_json(ask_result(made[name].outcome)))
    jsonschema.validate(exported, json_schema("ask"))


def test_the_audit_names_all_that_an_answer_rests_on(made: dict[str, Dossier]) -> None:
    exported = json.loads(export(made["english"], ".json"))
    audit, citation = exported["audit"], exported["citations"][0]
    assert audit["program"].startswith("policy-desk ")
    assert audit["searched"] is None
    assert audit["collection"]["documents"] == 2
    assert [text["reader"] for text in audit["texts"]] == ["plain/3", "markdown/2"]
    (around,) = audit["citations"]
    assert around["cite_as"] == {
        "en": "COM(2008) 652, footnote 25, p. 7",
        "nl": "COM(2008) 652, voetnoot 25, blz. 7",
    }
    start, end = around["quote_span"]
    assert around["passage"][start:end] == citation["quote"]
    assert {"lexical", "dense", "align"} == set(audit["considered"][0]["scores"])
    assert all(check["ok"] for check in audit["checks"])


def test_a_restriction_is_written_down(desk: KnowledgeBase) -> None:
    outcome = desk.ask(QUESTIONS["dutch"], languages=["nl"])
    text = markdown(dossier(desk, outcome))
    assert "- **Doorzocht**: 2 teksten, daarvan alleen die in het Nederlands" in text
    assert "com-2008-652.en.md" not in text


def test_a_question_in_a_language_that_is_not_answered_has_an_english_page(made: dict[str, Dossier]) -> None:
    text = markdown(made["german"])
    assert part(text, "No answer").startswith("Please ask in Dutch or English.")
    assert "- **Language of the question**: German" in text


def test_a_question_is_data_in_markdown(desk: KnowledgeBase) -> None:
    made = dossier(desk, asked(desk.ask(QUESTIONS["dutch"]), HOSTILE))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(made))
    assert tokens[0].tag == "h1"
    title = tokens[1]
    assert {token.type for token in title.children or ()} <= {"text", "text_special"}
    assert "".join(token.content for token in title.children or ()) == SHOWN


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("+ geen lijst", id="list"),
        pytest.param("12. geen lijst", id="number"),
        pytest.param("> geen citaat", id="quotation"),
        pytest.param("| geen | tabel |", id="table"),
        pytest.param("--- geen lijn", id="rule"),
        pytest.param("<script>alert(1)</script>", id="html"),
        pytest.param("![beeld](http://x.test/a.png)", id="image"),
        pytest.param("**niet vet** en _niet schuin_", id="emphasis"),
    ],
)
def test_a_document_is_data_everywhere(home: Path, tmp_path: Path, words: str) -> None:
    note = tmp_path / "nota.nl.txt"
    sentence = f"{words} zegt de waterstofvallei van Groningen over clusters."
    note.write_text(f"1. DOEL\n\n{sentence}\n", "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([note])
        outcome = desk.ask("Wat zegt de waterstofvallei van Groningen over clusters?")
        assert isinstance(outcome, Answer)
        made = dossier(desk, outcome)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(made))
    said = next(i for i, t in enumerate(tokens) if t.content == "Antwoord") + 2
    assert tokens[said].type == "paragraph_open"
    children = tokens[said + 1].children or []
    assert {token.type for token in children} <= {"text", "text_special"}
    quote = outcome.citations[0].quote
    assert "".join(token.content for token in children) == f"{quote}\u00a0[1]"
    assert "datum onbekend" in markdown(made)
    assert any(quote in p.text for p in Document(io.BytesIO(export(made, ".docx"))).paragraphs)


def test_characters_that_xml_refuses_are_shown_as_such(desk: KnowledgeBase) -> None:
    made = dossier(desk, asked(desk.ask(QUESTIONS["dutch"]), f"{HOSTILE} \ud800" + "x" * 300))
    document = Document(io.BytesIO(export(made, ".docx")))
    assert document.paragraphs[0].text == f"{SHOWN} \ufffd" + "x" * 300
    assert len(document.core_properties.title) == 255
    assert json.loads(export(made, ".json"))["question"].startswith(HOSTILE)
    assert export(made, ".md").decode("utf-8")


def test_what_the_texts_do_not_hold_any_more_is_not_exported(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "nota.nl.txt"
    with KnowledgeBase.open(home) as desk:
        note.write_text("1. DOEL\n\nDe waterstofvallei van Groningen telt 47 bedrijven.\n", "utf-8")
        desk.ingest([note])
        outcome = desk.ask("Hoeveel bedrijven telt de waterstofvallei van Groningen?")
        assert dossier(desk, outcome).record.considered
        note.write_text("1. DOEL\n\nDe waterstofvallei van Groningen telt 48 bedrijven.\n", "utf-8")
        desk.ingest([note])
        with pytest.raises(UnverifiedQuoteError, match="ask the question again"):
            dossier(desk, outcome)


@pytest.mark.parametrize("suffix", [".pdf", "", ".MD.bak"])
def test_another_kind_of_file_is_wrong_usage(suffix: str) -> None:
    with pytest.raises(UsageError, match=r"\.md, \.docx, \.json"):
        known_format(suffix)
    assert list(FORMATS) == [".md", ".docx", ".json"]
    assert known_format(".DOCX") == ".docx"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "antwoord.md"
    write(file, b"een")
    file.chmod(0o640)
    write(file, b"twee")
    assert file.read_bytes() == b"twee"
    assert file.stat().st_mode & 0o777 == 0o640
    folder = tmp_path / "map.md"
    folder.mkdir()
    for target in (folder, tmp_path / "nergens" / "antwoord.md"):
        with pytest.raises(ExportError, match="cannot be written"):
            write(target, b"drie")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["antwoord.md", "map.md"]


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "echt.md")
    write(tmp_path / "link.md", b"een")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "echt.md").read_bytes() == b"een"
