"""Acts: every part has its place, and the place is the same in every language and every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.answer.house_style import house_style
from kb.document import Block, BlockKind, Document, Expression
from kb.ingestion.readers import reader_of
from kb.passages import passages_of
from kb.retrieve.query import Query
from kb.structure.build import build_document
from kb.text import Span
from tests.small_acts import ACT, ANCHORS, FORMS, LANGUAGES, bare, journal

if TYPE_CHECKING:
    from pathlib import Path


def read(content: bytes, name: str = "proef.html", language: str = "nl") -> Document:
    paged = reader_of(name, content).read(content, name)
    return build_document(Expression("proef", None, "Proef", None, language, None, None, "sha256:0"), paged)


def act(form: str, language: str) -> Document:
    return read(FORMS[form](language), form, language)


def page(*paragraphs: str) -> bytes:
    return f"<html><body>{''.join(f'<p>{text}</p>' for text in paragraphs)}</body></html>".encode()


def outline(document: Document) -> list[str]:
    return [f"{block.kind.value} {block.place.anchor} {block.text.text}" for block in document.blocks]


def named(document: Document, anchor: str) -> Block:
    return next(block for block in document.blocks if block.place.anchor == anchor)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_anchors_are_the_same_in_every_language_and_form(form: str, language: str) -> None:
    assert [block.place.anchor for block in act(form, language).blocks] == ANCHORS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_words_are_those_of_the_act_without_the_numbers_of_their_places(form: str, language: str) -> None:
    words, document = ACT[language], act(form, language)

    assert named(document, "rec2").text.text == words.recitals[1]
    assert named(document, "art1/p1").text.text == words.paragraph
    assert named(document, "art1/p2").text.text == words.lead_in
    assert [named(document, f"art1/p2.{point}").text.text for point in ("a", "b", "b.i", "b.ii")] == [
        *words.points,
        *words.inner,
    ]
    assert named(document, "annex2/p1.2").text.text == words.regions[1]
    assert named(document, "preamble/p2").text.text == f"{words.having},"
    assert named(document, "n1").text.text == words.note
    assert [(m.number, m.position) for m in named(document, "preamble/p2").marks] == [(1, len(words.having))]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param("nl", ("Overweging 1", "Artikel 1", "Bijlage II"), id="Dutch"),
        pytest.param("en", ("Recital 1", "Article 1", "Annex II"), id="English"),
        pytest.param("de", ("Erwägungsgrund 1", "Artikel 1", "Anhang II"), id="German"),
        pytest.param("fr", ("Considérant 1", "Article premier", "Annexe II"), id="French"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_sections_are_named_in_the_language_of_the_act(
    form: str, language: str, names: tuple[str, ...]
) -> None:
    words, document = ACT[language], act(form, language)
    places = [named(document, anchor).place for anchor in ("rec1", "art1/p2.a", "annex2/p1.1")]

    assert tuple(place.section for place in places) == names
    assert [place.heading for place in places] == [None, words.titles[0], words.annex[1]]
    assert [(place.paragraph, place.point) for place in places] == [(None, None), (2, "a"), (1, "1")]


@pytest.mark.parametrize("form", FORMS)
def test_only_a_printed_number_is_the_number_of_a_paragraph(form: str) -> None:
    document = act(form, "en")

    assert named(document, "art2/p1").place.paragraph is None
    assert named(document, "art1/p2-2").place.paragraph == 2
    assert named(document, "division1").place.section is None


def test_a_point_inside_a_point_is_read_with_what_it_completes() -> None:
    passages = {p.place.anchor: p for p in passages_of(act("journal.html", "en"))}

    assert passages["art1/p2.b.i"].carrier == "Every year the Member States shall: report to the Commission:"
    assert passages["art1/p2.a"].carrier == "Every year the Member States shall:"
    assert passages["art1/p2.a"].context == "Article 1 Subject matter"
    assert passages["rec2"].context == "Recital 2"


def test_an_act_of_the_years_when_recitals_had_no_numbers() -> None:
    lines = (
        "COUNCIL DIRECTIVE of 4 May 1991 on clusters", "THE COUNCIL OF THE EUROPEAN COMMUNITIES,",
        "Having regard to the Treaty,", "Whereas clusters grow;", "Whereas small regions need help,",
        "HAS ADOPTED THIS DIRECTIVE:", "Article 1", "Member States shall count clusters.",
    )  # fmt: skip

    assert outline(read(page(*lines), language="en")) == [
        f"title title/p1 {lines[0]}",
        *(f"paragraph preamble/p{n} {line}" for n, line in enumerate(lines[1:6], 1)),
        "heading art1 Article 1", f"paragraph art1/p1 {lines[7]}",
    ]  # fmt: skip


OPENING = ("Whereas:", "(1) Growth is good.", "HAS ADOPTED THIS DECISION:")


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ("Article 1", "Article 5 is replaced:", "Article 5", "New text.", "Article 2", "It ends."),
            ["art1", "art2"],
            id="an article that the act quotes is no article of it",
        ),
        pytest.param(
            ("Article 1", "One.", "Article 3", "Three.", "Article 3a", "More.", "Article 4", "Four."),
            ["art1", "art3", "art3a", "art4"],
            id="numbers with a letter, and one that was repealed",
        ),
        pytest.param(("Sole Article", "It applies."), ["art1"], id="a sole article"),
    ],
)
def test_articles_count_on(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    document = read(page(*OPENING, *paragraphs), language="en")
    headings = [
        b for b in document.blocks if b.kind is BlockKind.HEADING and b.place.anchor.startswith("art")
    ]

    assert [block.place.anchor for block in headings] == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ("(1) They shall:", "(a) count;", "(b) report.", "(2) It is public."),
            ["lead_in art1/p1 They shall:", "item art1/p1.a count;", "item art1/p1.b report.",
             "paragraph art1/p2 It is public."],
            id="paragraphs in brackets",
        ),
        pytest.param(
            ("In this Decision:", "(1) ‘cluster’ means a group;", "(2) ‘region’ means a part."),
            ["lead_in art1/p1 In this Decision:", "item art1/p1.1 ‘cluster’ means a group;",
             "item art1/p1.2 ‘region’ means a part."],
            id="numbers after a paragraph without one are points",
        ),
        pytest.param(
            ("1. They shall:", "(1) count;", "(2) report.", "2. It is public."),
            ["lead_in art1/p1 They shall:", "item art1/p1.1 count;", "item art1/p1.2 report.",
             "paragraph art1/p2 It is public."],
            id="numbers printed in another way than the paragraphs are points",
        ),
        pytest.param(
            ("They shall:", *(f"({letter}) point {letter};" for letter in "abcdefghij")),
            ["lead_in art1/p1 They shall:", *(f"item art1/p1.{x} point {x};" for x in "abcdefghij")],
            id="i after h is a letter",
        ),
        pytest.param(
            ("They shall:", "(h) count:", "(i) once;", "(ii) twice;", "(i) report."),
            ["lead_in art1/p1 They shall:", "item art1/p1.h count:", "item art1/p1.h.i once;",
             "item art1/p1.h.ii twice;", "item art1/p1.i report."],
            id="i after a colon is a numeral",
        ),
        pytest.param(
            ("They shall:", "— count;", "— report."),
            ["lead_in art1/p1 They shall:", "item art1/p1.1 count;", "item art1/p1.2 report."],
            id="dashes are counted",
        ),
    ],
)  # fmt: skip
def test_paragraphs_and_points_by_their_numbers(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    document = read(page(*OPENING, "Article 1", *paragraphs), language="en")

    assert [line for line in outline(document) if " art1/" in line] == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(
            ("1. ONE", "Article 1", "Some text.", "Article 2", "Other text."), id="two articles cited"
        ),
        pytest.param(("The Council adopted this.", "Whereas others did not."), id="the words in a sentence"),
    ],
)
def test_a_text_that_is_no_act_has_no_articles(paragraphs: tuple[str, ...]) -> None:
    assert not [block for block in read(page(*paragraphs)).blocks if block.place.anchor.startswith("art")]


def test_a_proposal_keeps_the_sections_before_and_the_annexes_behind() -> None:
    memo = ("EXPLANATORY MEMORANDUM", "1. CONTEXT", "Clusters matter.")
    ending = ("Done at Brussels, 3 March 2031.", "ANNEX", "Regions", "1. Twente")
    document = read(page(*memo, *OPENING, "Article 1", "It applies.", *ending), language="en")

    assert [b.place.anchor for b in document.blocks] == [
        "u1", "1", "1/p1", "preamble/p1", "rec1", "preamble/p2", "art1", "art1/p1", "final/p1", "annex",
        "annex/p1.1",
    ]  # fmt: skip
    assert [p.context for p in passages_of(document) if p.place.anchor == "rec1"] == ["Recital 1"]


@pytest.mark.parametrize(
    ("language", "anchor", "expected"),
    [
        pytest.param(
            "nl", "art1/p2.b.ii", "Proef, Artikel 1, lid 2, punt b), ii)", id="a point in a point, Dutch"
        ),
        pytest.param(
            "en", "art1/p2.b.ii", "Proef, Article 1(2), point (b)(ii)", id="a point in a point, English"
        ),
        pytest.param("en", "art1/p2-2", "Proef, Article 1(2)", id="a second subparagraph"),
        pytest.param("en", "art2/p1", "Proef, Article 2", id="a paragraph without a number"),
        pytest.param("nl", "rec2", "Proef, Overweging 2", id="a recital"),
        pytest.param("en", "n1", "Proef, footnote 1", id="a note"),
    ],
)
def test_how_a_place_in_an_act_is_written_down(language: str, anchor: str, expected: str) -> None:
    document = act("journal.html", language)
    passage = next(p for p in passages_of(document) if p.place.anchor == anchor)

    assert house_style(document.expression, passage.locate(Span(0, len(passage.text))), language) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Wat zegt artikel 17?", ("art17",), id="article"),
        pytest.param("What do Article 5a and recital 26 say?", ("art5a", "rec26"), id="article and recital"),
        pytest.param("Wat staat in overweging 3?", ("rec3",), id="Dutch recital"),
        pytest.param("What does Annex III list?", ("annex3", "annex"), id="annex"),
        pytest.param("Wat is een artikel?", (), id="the word alone"),
    ],
)
def test_a_question_may_name_a_place_of_an_act(question: str, expected: tuple[str, ...]) -> None:
    assert Query(question, "nl").sections == expected


def test_a_question_finds_the_article_and_its_other_language(tmp_path: Path) -> None:
    (tmp_path / "act.en.html").write_bytes(journal("en"))
    (tmp_path / "act.nl.html").write_bytes(bare("nl"))
    with KnowledgeBase.open(tmp_path / "home") as desk:
        report = desk.ingest([tmp_path / "act.en.html", tmp_path / "act.nl.html"])
        hit = desk.search("Wanneer treedt de verordening in werking?", k=1)[0]
        named = desk.search("Wat zegt artikel 1?", k=3)

    assert [(f.document, f.language) for f in report.added] == [("act", "en"), ("act", "nl")]
    assert (hit.document.language, hit.locator.anchor, hit.locator.section) == ("nl", "art2/p1", "Artikel 2")
    assert hit.text == ACT["nl"].only
    assert [(p.language, p.text) for p in hit.parallel] == [("en", ACT["en"].only)]
    assert {hit.locator.section for hit in named} == {"Artikel 1"}
