"""Formex: what the Publications Office declares is kept, and what a hostile file wants is not done."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.document import Document, Expression
from kb.errors import SourceError
from kb.ingestion.readers import reader_of
from kb.parse.formex import read_formex
from kb.passages import passages_of
from kb.structure.build import build_document
from kb.text import Span
from tests.small_acts import ACT, LANGUAGES, formex

HEAD = "<BIB.INSTANCE><LG.DOC>NL</LG.DOC><PAGE.FIRST>7</PAGE.FIRST></BIB.INSTANCE>"


def xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ACT>{HEAD}{body}</ACT>'.encode()


def article(body: str) -> bytes:
    label = "<TI.ART>Artikel 1</TI.ART>"
    return xml(f'<ENACTING.TERMS><ARTICLE IDENTIFIER="001">{label}{body}</ARTICLE></ENACTING.TERMS>')


def read(content: bytes) -> Document:
    paged = read_formex(content, "proef.xml")
    return build_document(Expression("proef", None, "Proef", None, "nl", None, None, "sha256:0"), paged)


def outline(document: Document) -> list[str]:
    return [f"{block.kind.value} {block.place.anchor} {block.text.text}" for block in document.blocks]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_is_in_one_line_of_one_page(language: str) -> None:
    paged = read_formex(formex(language), "a.xml")
    counted: Counter[int] = Counter()
    for line in (line for page in paged.pages for line in page.lines()):
        counted.update(range(line.span.start, line.span.end))

    assert counted == Counter(range(len(paged.source)))
    assert "".join(page.span().of(paged.source) for page in paged.pages) == paged.source


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_act_says_its_language_and_title(language: str) -> None:
    declared = read_formex(formex(language), "a.xml").declared

    assert declared.language == language
    assert declared.title == " ".join(ACT[language].title)


# Pages


def test_the_instructions_turn_the_pages_of_the_journal() -> None:
    passages = {p.place.anchor: p for p in passages_of(read(formex("nl")))}
    pages = {anchor: p.locate(Span(0, len(p.text))).page for anchor, p in passages.items()}

    assert (pages["rec1"], pages["art1/p1"], pages["art1/p2"], pages["n1"]) == ("1", "1", "2", "1")


@pytest.mark.parametrize(
    ("body", "expected", "pages"),
    [
        pytest.param(
            '<ALINEA>De steun <?PAGE NO="8"?>groeit.</ALINEA>', "De steun groeit.", ("7", "8"),
            id="in a sentence",
        ),
        pytest.param(
            '<ALINEA>De steun.<?PAGE NO="8"?></ALINEA><ALINEA>Hij groeit.</ALINEA>', "De steun.", ("7", "7"),
            id="at the end of a paragraph",
        ),
        pytest.param(
            '<?PAGE NO="8"?><ALINEA>De steun groeit.</ALINEA>', "De steun groeit.", ("8", "8"), id="before it"
        ),
        pytest.param(
            '<ALINEA><P>De steun<NOTE NUMBERING="ARAB"><P>Zie punt 3.</P></NOTE> en <?PAGE NO="8"?>'
            "groeit.</P></ALINEA>", "De steun en groeit.", ("7", "8"), id="after a note",
        ),
    ],
)  # fmt: skip
def test_a_paragraph_goes_on_over_the_page(body: str, expected: str, pages: tuple[str, str]) -> None:
    passage = next(p for p in passages_of(read(article(body))) if p.place.anchor == "art1/p1")
    locator = passage.locate(Span(0, len(passage.text)))

    assert passage.text == expected
    assert (locator.page, locator.page_end) == pages


# What Formex can say


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            '<ALINEA>Een <QUOT.START CODE="2018" ID="a"/>cluster<QUOT.END CODE="2019" ID="b"/> groeit.'
            "</ALINEA>",
            ["paragraph art1/p1 Een ‘cluster’ groeit."], id="quotation marks",
        ),
        pytest.param(
            '<ALINEA>De <HT TYPE="UC">raad</HT> en <HT TYPE="ITALIC">de rest</HT>, <DATE ISO="20310303">3 '
            "maart</DATE>.</ALINEA>", ["paragraph art1/p1 De RAAD en de rest, 3 maart."],
            id="capitals and dates",
        ),
        pytest.param(
            "<PARAG><NO.PARAG>1a.</NO.PARAG><ALINEA>Tussengevoegd.</ALINEA></PARAG>",
            ["paragraph art1/p1a Tussengevoegd."], id="a number with a letter",
        ),
        pytest.param(
            "<ALINEA><P>Zij:</P><LIST><ITEM><NP><NO.P>a)</NO.P><TXT>tellen:</TXT><P><LIST><ITEM><NP><NO.P>—</NO.P>"
            "<TXT>nu;</TXT></NP></ITEM></LIST></P><P>en altijd;</P></NP></ITEM><ITEM><NP><NO.P>b)</NO.P>"
            "<TXT>delen.</TXT></NP></ITEM></LIST></ALINEA>",
            ["lead_in art1/p1 Zij:", "item art1/p1.a tellen:", "item art1/p1.a.1 nu;",
             "item art1/p1.a-2 en altijd;", "item art1/p1.b delen."],
            id="a point that goes on after its list",
        ),
        pytest.param(
            "<ALINEA><P>Tabel:</P><TBL><CORPUS><ROW><CELL>Regio</CELL><CELL>Aantal</CELL></ROW><ROW><CELL>Twente"
            "</CELL><CELL>12</CELL></ROW></CORPUS></TBL></ALINEA>",
            ["paragraph art1/p1 Tabel:", "paragraph art1/p2 Regio | Aantal", "paragraph art1/p3 Twente | 12"],
            id="a table",
        ),
        pytest.param(
            "<ALINEA><P>Artikel 5 wordt vervangen:</P><QUOT.S><ARTICLE><TI.ART>Artikel 5</TI.ART><PARAG>"
            "<NO.PARAG>1.</NO.PARAG><ALINEA>Nieuw.</ALINEA></PARAG></ARTICLE></QUOT.S></ALINEA>",
            ["paragraph art1/p1 Artikel 5 wordt vervangen:", "lead_in art1/p2 Artikel 5",
             "item art1/p2.1 Nieuw."],
            id="an article that the act quotes",
        ),
    ],
)  # fmt: skip
def test_the_blocks_of_an_article(body: str, expected: list[str]) -> None:
    assert outline(read(article(body)))[1:] == expected


def test_notes_are_numbered_as_they_come_and_leave_no_trace_in_the_sentence() -> None:
    notes = [f'<NOTE NUMBERING="ARAB"><P>{text}</P></NOTE>' for text in ("Een.", "Twee.")]
    document = read(article(f"<ALINEA>De steun{notes[0]} groeit{notes[1]}.</ALINEA>"))

    assert outline(document)[1:] == ["paragraph art1/p1 De steun groeit.", "note n1 Een.", "note n2 Twee."]
    assert [(m.number, m.position) for m in document.blocks[1].marks] == [(1, 8), (2, 15)]
    assert document.blocks[2].place.section == "Artikel 1"


# What is refused

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            b'<!DOCTYPE ACT [<!ENTITY x SYSTEM "file:///etc/passwd">]><ACT><P>&x;</P></ACT>',
            "declares entities", id="an entity that names a file",
        ),
        pytest.param(
            f"<!DOCTYPE ACT [{LAUGHS}]><ACT><P>&l8;</P></ACT>".encode(), "declares entities",
            id="a billion laughs",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE ACT [<!ENTITY x "y">]><ACT/>'.encode("utf-16"),
            "declares entities", id="entities in another encoding",
        ),
        pytest.param(b"<ACT><P>&onbekend;</P></ACT>", "not well-formed", id="an entity that nobody declared"),
        pytest.param(formex("nl")[:900], "not well-formed.*download it again", id="cut off"),
        pytest.param(b"<rss><item>Nieuws</item></rss>", "not an act in Formex", id="other XML"),
        pytest.param(b"", "not well-formed", id="empty"),
        pytest.param(b"<ACT>" + b"<P>" * 250 + b"</P>" * 250 + b"</ACT>", "nests deeper", id="deep nesting"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_act_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as refused:
        read_formex(content, "proef.xml")

    assert str(refused.value).startswith("proef.xml: ")


@pytest.mark.parametrize("name", ["besluit.xml", "besluit.fmx4", "besluit", "besluit.html"])
def test_an_act_is_known_by_its_first_element(name: str) -> None:
    assert reader_of(name, formex("nl")).name == "formex"
