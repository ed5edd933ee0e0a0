"""Documents: headings, paragraphs, lists and notes, each with its place, and every word exactly once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.document import Block, BlockKind, Document, Expression
from kb.parse.footnotes import locate_marks, with_marks
from kb.parse.plain import read_plain
from kb.structure.build import build_document
from kb.structure.headings import Section, SectionNumbering
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

RULE = " " * 49 + "\n"


def read(source: str) -> Document:
    expression = Expression("proef", None, "Proef", None, "nl", None, None, "sha256:0")
    return build_document(expression, with_marks(read_plain(source)))


def outline(document: Document) -> list[str]:
    """Return kind, anchor and text of every block: "item 1/p1.a steunen"."""
    return [f"{block.kind.value} {block.place.anchor} {block.text.text}" for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[Block]:
    return [block for block in document.blocks if block.kind is kind]


def named(document: Document, anchor: str) -> Block:
    (block,) = (b for b in document.blocks if b.place.anchor == anchor and b.kind is not BlockKind.HEADING)
    return block


def pieces(block: Block) -> tuple[Span, ...]:
    return block.text.source_spans(Span(0, len(block.text)))


# The communication


def test_the_headings_of_the_communication(communication: Document) -> None:
    headings = [
        (b.place.anchor, b.place.section, b.place.heading) for b in of_kind(communication, BlockKind.HEADING)
    ]

    assert headings == [
        ("intro", "INLEIDING", "INLEIDING"),
        ("1", "1", "BEVORDERING VAN CLUSTERS IN DE EU – BELEIDSSUCCESSEN"),
        ("2", "2", "DE KOMENDE UITDAGINGEN — DE NOODZAAK VAN NIEUWE BELEIDSMAATREGELEN"),
        ("3", "3", "NAAR MEER CLUSTERS VAN WERELDKLASSE IN DE EU"),
        ("3.1", "3.1", "Verbetering van het clusterbeleid"),
        ("3.2", "3.2", "Bevordering van transnationale clustersamenwerking"),
        ("3.3", "3.3", "Bevordering van excellentie van clusterorganisaties"),
        ("3.4", "3.4", "Verbetering van de integratie van innovatieve MKB-bedrijven in clusters"),
        ("conclusions", "CONCLUSIES", "CONCLUSIES"),
        ("annex", "Bijlage", "De beleidsagenda ter ondersteuning van clusters van wereldklasse in de EU"),
    ]


def test_a_heading_keeps_its_number_and_its_second_line(communication: Document) -> None:
    broken = of_kind(communication, BlockKind.HEADING)[2].text.text

    assert broken == "2. DE KOMENDE UITDAGINGEN — DE NOODZAAK VAN NIEUWE BELEIDSMAATREGELEN"


def test_the_paragraphs_of_the_communication(communication: Document) -> None:
    paragraphs = of_kind(communication, BlockKind.PARAGRAPH)
    by_section = groupby(paragraphs, key=lambda block: block.place.section)

    assert [(section, len(list(group))) for section, group in by_section] == [
        ("INLEIDING", 4), ("1", 8), ("2", 4), ("3", 3), ("3.1", 5), ("3.2", 4), ("3.3", 3), ("3.4", 5),
        ("CONCLUSIES", 3),
    ]  # fmt: skip
    for _, group in groupby(paragraphs, key=lambda block: block.place.section):
        for ordinal, block in enumerate(group, start=1):
            assert block.place.paragraph == ordinal
            assert block.place.anchor.endswith(f"/p{ordinal}")


def test_the_title_stands_in_no_section(communication: Document) -> None:
    titles = of_kind(communication, BlockKind.TITLE)

    assert [block.text.text for block in titles] == [
        "Naar clusters van wereldklasse in de Europese Unie:",
        "Uitvoeren van de brede innovatiestrategie",
    ]
    assert [(b.place.section, b.place.heading, b.place.paragraph) for b in titles] == [
        (None, None, 1),
        (None, None, 2),
    ]


def test_the_lists_of_the_communication(communication: Document) -> None:
    leads = [(b.place.anchor, b.text.text) for b in of_kind(communication, BlockKind.LEAD_IN)]
    items = of_kind(communication, BlockKind.ITEM)

    assert leads == [("annex/p1", "De Commissie zal:"), ("annex/p2", "en nodigt de lidstaten uit om:")]
    assert [(b.place.anchor, b.place.paragraph, b.place.point) for b in items] == [
        *((f"annex/p1.{point}", 1, str(point)) for point in range(1, 8)),
        *((f"annex/p2.{point}", 2, str(point)) for point in range(1, 4)),
    ]
    assert items[4].text.text == (
        "een Europees proefinitiatief voor excellentie van clusterorganisaties opstarten;"
    )
    assert {block.place.section for block in items} == {"Bijlage"}
    assert not any("•" in block.text.text for block in communication.blocks)


def test_the_notes_of_the_communication(communication: Document) -> None:
    sections = [(block.place.anchor, block.place.section) for block in communication.notes()]

    assert sections == [
        *((f"n{number}", "INLEIDING") for number in range(1, 6)),
        *((f"n{number}", "1") for number in range(6, 20)),
        *((f"n{number}", "3") for number in range(20, 23)),
        *((f"n{number}", "3.1") for number in range(23, 27)),
        *((f"n{number}", "3.2") for number in range(27, 32)),
        ("n32", "3.3"),
        ("n33", "3.4"),
    ]
    assert named(communication, "n26").text.text == "Zie besluit C(2008) 6091 van de Commissie."
    assert named(communication, "n25").place.heading == "Verbetering van het clusterbeleid"
    assert communication.blocks[-33:] == tuple(communication.notes())


def test_paragraphs_that_turn_a_page(communication: Document) -> None:
    turning = {}
    for block in communication.blocks:
        first = communication.page_at(pieces(block)[0].start)
        last = communication.page_at(pieces(block)[-1].end - 1)
        assert first is not None
        assert last is not None
        if first != last:
            turning[block.place.anchor] = (first.label, last.label)

    assert turning == {
        "1/p4": ("3", "4"),
        "1/p7": ("4", "5"),
        "3.1/p3": ("6", "7"),
        "3.2/p2": ("7", "8"),
        "3.3/p1": ("8", "9"),
        "3.4/p4": ("9", "10"),
    }


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        pytest.param("3.3/p1", "clustermanagers nog niet niet terdege erkend", id="niet niet"),
        pytest.param("3.2/p3", "Europese territorale samenwerking, zal", id="territorale"),
        pytest.param("n19", "voor Europa, (COM(2008) 394, te raadplegen", id="note 19, unclosed bracket"),
        pytest.param("n29", "markten\", (COM(2007) 860 definitief, te", id="note 29, unclosed bracket"),
        pytest.param("n20", "te raadplegen op. htpp://ec.europa.eu", id="note 20, htpp"),
        pytest.param("3.3/p3", "worden aangeboden Indien succesvol", id="no full stop"),
        pytest.param("3.2/p1", "clusterinitiatieven en -organisaties dat", id="a hyphen opens no item"),
        pytest.param("1/p2", "rond de 2 000 statistisch significante", id="2 000"),
        pytest.param("1/p3", "(2007-2013) uitgetrokken", id="years broken over two lines"),
        pytest.param("intro/p3", "onderzoeks- en onderwijsexcellentie", id="a suspended hyphen"),
        pytest.param("3.3/p1", "non-profitvereniging", id="a real hyphen at the line's end"),
        pytest.param("annex/p1.6", "beschikbare innovatie-ondersteunende diensten", id="another"),
        pytest.param("n1", "op: http://eur-lex.europa.eu/LexUriServ", id="an address broken at its hyphen"),
        pytest.param("1/p1", "en –onderzoeksinstituten een", id="a dash glued to its word"),
    ],
)  # fmt: skip
def test_the_words_of_the_communication_are_kept(communication: Document, anchor: str, words: str) -> None:
    assert words in named(communication, anchor).text.text


def test_the_trademark_of_innova(communication: Document) -> None:
    carriers = [b.place.anchor for b in communication.blocks for _ in re.findall("INNOVA™", b.text.text)]

    assert carriers == ["1/p7", "3.2/p3", "3.4/p4"]
    assert not any("INNOVATM" in block.text.text for block in communication.blocks)
    assert "Europe INNOVA op: http" in named(communication, "n17").text.text


def test_the_cleaned_communication_reads_as_itself(communication: Document) -> None:
    bodies = [b.text.text for b in communication.blocks if b.kind is not BlockKind.NOTE]

    again = read("\n\n".join(bodies))

    assert [block.text.text for block in again.blocks] == bodies


# Every word once


def covered(document: Document) -> Counter[int]:
    return Counter(
        at for block in document.blocks for span in pieces(block) for at in range(span.start, span.end)
    )


def readable(source: str) -> set[int]:
    """Return where the characters of bodies and notes stand, white space and note marks apart."""
    found: set[int] = set()
    for page in read_plain(source).pages:
        for line in (*page.body, *(line for note in page.notes for line in note.lines)):
            found |= {at for at in range(line.span.start, line.span.end) if not source[at].isspace()}
        for mark in locate_marks(source, page):
            found -= set(range(mark.span.start, mark.span.end))
    return found


def test_every_character_of_the_communication_is_in_one_block(communication: Document) -> None:
    source = communication.source
    counted = covered(communication)
    left_out = "".join(source[at] for at in sorted(readable(source) - set(counted)))

    assert max(counted.values()) == 1
    assert sorted(left_out) == sorted("•" * 10 + "".join(str(number) for number in range(1, 34)))
    assert {at for at in counted if not source[at].isspace()} <= readable(source)


LINES = st.sampled_from(
    [
        "Een cluster kan in ruime zin", "worden gedefinieerd.", " Deze mededeling schetst", "• de lidstaten;",
        "– met name de regio's –", "De Commissie zal:", "INLEIDING", "1. EEN BEGIN", "2. EEN VERVOLG",
        "", "", " ", " " * 49, "NL 7   NL", "NL 8   NL", "\fTekst", "1 Zie het besluit.", "2 Conclusies",
        "goed1 en beter2.", "non-", "profitvereniging", "onderzoeks-", "en testfaciliteiten",
        "INNOVATM 1 INNOVA", "Bijlage II: Lijst",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=16), st.sampled_from(["\n", " \n", "\r\n"]))
@settings(deadline=None, max_examples=300)
def test_every_word_of_any_text_is_in_one_block(lines: list[str], end: str) -> None:
    source = end.join(lines)

    counted = covered(read(source))

    left_out = {source[at] for at in readable(source) - set(counted)}
    assert left_out <= set("•–0123456789")
    assert set(counted.values()) <= {1}


@pytest.mark.parametrize("source", ["", " \n\n \n", RULE, "\f\n"])
def test_a_text_without_words_has_no_blocks(source: str) -> None:
    assert read(source).blocks == ()


# Headings


def anchors(texts: Iterable[str]) -> list[str | None]:
    numbering = SectionNumbering()
    sections = [numbering.section(text) for text in texts]
    return [section.anchor if section else None for section in sections]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["1. EEN", "2. TWEE", "3. DRIE"], ["1", "2", "3"], id="one after the other"),
        pytest.param(["1 Een", "1.1 Onder", "1.2 Onder"], ["1", "1.1", "1.2"], id="without a full stop"),
        pytest.param(["1. A", "1.1. B", "1.1.1. C", "1.1.2 D"], ["1", "1.1", "1.1.1", "1.1.2"], id="deep"),
        pytest.param(["1. A", "1.1. B", "1.1.1. C", "1.2. D"], ["1", "1.1", "1.1.1", "1.2"], id="up one"),
        pytest.param(["1. A", "1.1. B", "1.1.1. C", "2. D"], ["1", "1.1", "1.1.1", "2"], id="up two"),
        pytest.param(["1. A", "3. C"], ["1", None], id="none may be skipped"),
        pytest.param(["1. A", "1. A"], ["1", None], id="none comes twice"),
        pytest.param(["1. A", "2. B", "1. C"], ["1", "2", None], id="none goes back"),
        pytest.param(["1. A", "1.2. B"], ["1", None], id="a level begins at 1"),
        pytest.param(["1. A", "2.1. B"], ["1", None], id="no level below a section that is not open"),
        pytest.param(["2. B"], [None], id="the first is not 2"),
        pytest.param(["0. Nul", "1. Een"], ["0", "1"], id="the first may be 0"),
        pytest.param(["1. De Commissie zal handelen."], [None], id="a sentence"),
        pytest.param(["1. De Commissie zal:"], [None], id="a lead-in"),
        pytest.param(["1. de lidstaten;"], [None], id="an item"),
        pytest.param(["1. " + "A" * 200], [None], id="too long"),
        pytest.param(["1. A", "2 lidstaten zeiden \"Ja.\""], ["1", None], id="a sentence in quotes"),
        pytest.param(["1. A", "2 000 clusters in kaart"], ["1", None], id="a grouped thousand"),
        pytest.param(["INLEIDING", "CONCLUSIES"], ["intro", "conclusions"], id="known words in capitals"),
        pytest.param(["Introduction", "Conclusions"], ["intro", "conclusions"], id="known words"),
        pytest.param(["BEGRIPPEN", "WERKING"], ["u1", "u2"], id="capitals count up"),
        pytest.param(["EU"], [None], id="an abbreviation"),
        pytest.param(["Clusters"], [None], id="a word"),
    ],
)  # fmt: skip
def test_what_opens_a_section(texts: list[str], expected: list[str | None]) -> None:
    assert anchors(texts) == expected


@pytest.mark.parametrize("number", ["3.2", "4", "3.1.1"])
def test_what_may_follow_3_1(number: str) -> None:
    assert anchors(["1. A", "2. B", "3. C", "3.1. D", f"{number}. E"])[-1] == number


@pytest.mark.parametrize("number", ["3.3", "5", "3.1.2", "3.1", "4.1"])
def test_what_may_not_follow_3_1(number: str) -> None:
    assert anchors(["1. A", "2. B", "3. C", "3.1. D", f"{number}. E"])[-1] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Bijlage: De agenda", Section("annex", "Bijlage", "De agenda"), id="with a heading"),
        pytest.param("BIJLAGE", Section("annex", "BIJLAGE", "BIJLAGE"), id="alone"),
        pytest.param("Bijlage I", Section("annex1", "Bijlage I", "Bijlage I"), id="I"),
        pytest.param("ANNEX II – Tables", Section("annex2", "ANNEX II", "Tables"), id="II, with a dash"),
        pytest.param("Annexe IV: Liste", Section("annex4", "Annexe IV", "Liste"), id="IV"),
        pytest.param("Anhang IX", Section("annex9", "Anhang IX", "Anhang IX"), id="IX"),
        pytest.param("Bijlage XIV: Lijst", Section("annex14", "Bijlage XIV", "Lijst"), id="XIV"),
        pytest.param("Bijlage 3. Lijst", Section("annex3", "Bijlage 3", "Lijst"), id="in figures"),
        pytest.param("Bijlage bij het besluit", None, id="a phrase"),
        pytest.param("Bijlagen", None, id="another word"),
    ],
)
def test_annexes(text: str, expected: Section | None) -> None:
    assert SectionNumbering().section(text) == expected


def test_a_paragraph_that_begins_with_a_number_is_no_heading() -> None:
    document = read("1. EEN\n\n2 000 clusters werden geteld.\n\n38 procent werkt er.\n\n2. TWEE\n")

    assert [block.place.anchor for block in document.blocks] == ["1", "1/p1", "1/p2", "2"]


# Lists and page breaks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("1. EEN\n\nZij:\na) steunen;\nb) delen.", ["heading 1 1. EEN", "lead_in 1/p1 Zij:",
                     "item 1/p1.a steunen;", "item 1/p1.b delen."], id="letters"),
        pytest.param("Zij:\n(i) steunen;\n(ii) delen.\n\nSlot.", ["lead_in title/p1 Zij:",
                     "item title/p1.i steunen;", "item title/p1.ii delen.", "paragraph title/p2 Slot."],
                     id="roman, then a paragraph"),
        pytest.param("INLEIDING\n\n- steunen;\n- delen.\n", ["heading intro INLEIDING",
                     "item intro/p1.1 steunen;", "item intro/p1.2 delen."], id="dashes without a lead-in"),
        pytest.param("Zij die\n– met name hier –\nconcurreren.",
                     ["paragraph title/p1 Zij die – met name hier – concurreren."],
                     id="a dash inside an open sentence"),
        pytest.param("Zie bijlage\na) van het.", ["paragraph title/p1 Zie bijlage a) van het."],
                     id="a letter inside an open sentence"),
        pytest.param("initiatieven en\n-organisaties.", ["paragraph title/p1 initiatieven en -organisaties."],
                     id="a hyphen glued to its word"),
        pytest.param("Er is steun\n• voor clusters\n• voor regio's", ["title title/p1 Er is steun",
                     "item title/p2.1 voor clusters", "item title/p2.2 voor regio's"],
                     id="a bullet always opens an item"),
    ],
)  # fmt: skip
def test_lists(source: str, expected: list[str]) -> None:
    assert outline(read(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("De steun\n\n\fgroeit.", ["De steun groeit."], id="an open sentence goes on"),
        pytest.param("De steun.\n\fHij groeit.", ["De steun.", "Hij groeit."], id="a full stop ends it"),
        pytest.param("\"De steun.\"4\n\fZij.", ["\"De steun.\"4", "Zij."], id="a stop, a quote and a mark"),
        pytest.param("non-\n\fprofit.", ["non-profit."], id="a word cut at its hyphen"),
        pytest.param("Steun.\n\n• een\n\f• twee", ["Steun.", "een", "twee"], id="an item opens the page"),
        pytest.param("INLEIDING\n\fDe steun.", ["INLEIDING", "De steun."], id="after a heading"),
        pytest.param("• een\n\fCONCLUSIES\n\nDus.", ["een", "CONCLUSIES", "Dus."], id="before a heading"),
        pytest.param("1. EEN\n\nSteun (2008)\n\n\f2. TWEE", ["1. EEN", "Steun (2008)", "2. TWEE"],
                     id="before a numbered heading"),
    ],
)  # fmt: skip
def test_a_page_break_joins_what_it_cut_and_nothing_else(source: str, expected: list[str]) -> None:
    assert [block.text.text for block in read(source).blocks] == expected


def test_a_note_continued_on_the_next_page_is_one_block() -> None:
    document = read(
        f"Een cluster1 is goed.\n{RULE}1 Zie de mededeling\n"
        f" van toen2.\n{RULE}over innovatie.\n2 Zie punt 5.8.\n"
    )

    notes = [note.text.text for note in document.notes()]
    assert notes == ["Zie de mededeling over innovatie.", "Zie punt 5.8."]


def test_a_note_whose_mark_is_not_found_is_reported_and_the_text_left_alone() -> None:
    document = read(f"INLEIDING\n\nHet is goed1 en beter1 zo2.\n{RULE}1 Een.\n2 Twee.\n")

    assert named(document, "intro/p1").text.text == "Het is goed1 en beter1 zo."
    assert document.unlocated_notes == (1,)
    assert [note.place.section for note in document.notes()] == [None, "INLEIDING"]


def test_a_trademark_is_only_seen_where_the_name_also_stands_without_it() -> None:
    assert read("Europe INNOVATM en INNOVA.").blocks[0].text.text == "Europe INNOVA™ en INNOVA."
    assert read("Het bedrijf HELMTM bestaat.").blocks[0].text.text == "Het bedrijf HELMTM bestaat."
