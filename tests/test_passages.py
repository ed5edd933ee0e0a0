"""Passages: one a paragraph, item, note and line of the title; each knows its place, page and context."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kb.document import BlockKind, Document, Expression, Locator
from kb.parse.footnotes import with_marks
from kb.parse.plain import read_plain
from kb.passages import SEARCHED, Passage, passages_of
from kb.structure.build import build_document
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb import KnowledgeBase

RULE = " " * 49 + "\n"


def read(source: str, language: str = "nl") -> list[Passage]:
    expression = Expression("proef", None, "Proef", None, language, None, None, "sha256:0")
    return list(passages_of(build_document(expression, with_marks(read_plain(source)))))


@pytest.fixture(scope="module")
def passages(communication: Document) -> dict[str, Passage]:
    """The passages of the communication that are searched, by anchor."""
    return {p.place.anchor: p for p in passages_of(communication) if p.kind in SEARCHED}


def whole(passage: Passage) -> Span:
    return Span(0, len(passage.text))


def part(passage: Passage, words: str) -> Span:
    start = passage.text.index(words)
    return Span(start, start + len(words))


def test_84_passages_of_the_communication_are_searched(communication: Document) -> None:
    kinds = Counter(passage.kind for passage in passages_of(communication))

    assert {kind: kinds[kind] for kind in SEARCHED} == {
        BlockKind.TITLE: 2, BlockKind.PARAGRAPH: 39, BlockKind.ITEM: 10, BlockKind.NOTE: 33,
    }  # fmt: skip
    assert sum(kinds[kind] for kind in SEARCHED) == 84
    assert kinds[BlockKind.HEADING] == 10
    assert kinds[BlockKind.LEAD_IN] == 2


def test_the_desk_gives_the_passages_that_are_searched(
    desk: KnowledgeBase, passages: dict[str, Passage]
) -> None:
    stored = [
        p for p in desk.passages() if p.expression.id == "com-2008-652" and p.expression.language == "nl"
    ]

    assert stored == list(passages.values())


def test_passages_are_the_blocks_in_order(communication: Document) -> None:
    every = list(passages_of(communication))

    assert [passage.mapped for passage in every] == [block.text for block in communication.blocks]
    assert [passage.place for passage in every] == [block.place for block in communication.blocks]
    assert [passage.ordinal for passage in every] == list(range(len(communication.blocks)))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("1. EEN\n\nZij:\na) een:\n(i) dit;\nb) twee:\n(i) zo.\n", id="a list in a list"),
        pytest.param("Bijlage: A\n\nEen.\n\nBijlage: B\n\nTwee.\n", id="two annexes without a number"),
        pytest.param("SAMENVATTING\n\nEen.\n\nSAMENVATTING\n\nTwee.\n", id="a heading that comes twice"),
        pytest.param("Een.\n\n• a\n• b\n\nTwee.\n\n• c\n\nDrie.\n", id="several lists"),
        pytest.param(f"Een1.\n{RULE}1 Noot.\n Twee.\n{RULE}vervolg\n2 Noot.\n", id="a continued note"),
    ],
)  # fmt: skip
def test_no_two_passages_have_one_name(source: str) -> None:
    keys = Counter(passage.key for passage in read(source))

    assert set(keys.values()) == {1}


def test_the_names_of_the_passages_of_the_communication(passages: dict[str, Passage]) -> None:
    keys = [passage.key for passage in passages.values()]

    assert len(set(keys)) == 84
    assert keys[0] == "com-2008-652.nl#title/p1"
    assert passages["3.1/p4"].key == "com-2008-652.nl#3.1/p4"


# Context


def test_an_item_completes_its_lead_in(passages: dict[str, Passage]) -> None:
    heading = "Bijlage: De beleidsagenda ter ondersteuning van clusters van wereldklasse in de EU"

    contexts = [(p.context, p.carrier) for p in passages.values() if p.kind is BlockKind.ITEM]

    assert contexts == [
        *[(heading, "De Commissie zal:")] * 7,
        *[(heading, "en nodigt de lidstaten uit om:")] * 3,
    ]


@pytest.mark.parametrize(
    ("anchor", "carrier"),
    [
        pytest.param(
            "n5",
            "Een cluster kan in ruime zin worden gedefinieerd als een groep van bedrijven, gerelateerde "
            "economische actoren en instellingen die in elkaars buurt zijn gevestigd en een voldoende schaal "
            "hebben bereikt om gespecialiseerde expertise, diensten, hulpbronnen leveranciers en "
            "vaardigheden te ontwikkelen.",
            id="a mark behind the full stop",
        ),
        pytest.param(
            "n16",
            "Vooral de European Cluster Alliance heeft een sleutelrol gespeeld in het samenbrengen van een "
            "groot aantal ministeries en overheidsdiensten die verantwoordelijk zijn voor het ontwikkelen en "
            "uitvoeren van clusterbeleid.",
            id="a mark in the middle",
        ),
        pytest.param(
            "n20",
            "Zo zou het onlangs door de Commissie gelanceerde Europese partnerschap voor onderzoekers moeten "
            "helpen de resterende barrières voor de mobiliteit van onderzoekers in de EU uit de weg te "
            "ruimen.",
            id="a mark before the full stop",
        ),
        pytest.param(
            "n27",
            "Clustersamenwerking kan verder bijdragen tot de succesvolle uitvoering van de gedeelde visies "
            "van de door de Europese technologieplatforms ontwikkelde strategische onderzoeksagenda's.",
            id="a mark on the next page",
        ),
    ],
)
def test_a_note_completes_the_sentence_that_carries_its_mark(
    passages: dict[str, Passage], anchor: str, carrier: str
) -> None:
    assert passages[anchor].carrier == carrier
    assert passages[anchor].context == "voetnoot"


def test_a_note_is_found_by_the_names_of_what_it_cites(passages: dict[str, Passage]) -> None:
    note = passages["n25"]
    assert "EGTS" not in note.text
    assert "EGTS-verordening" in note.cited_names
    assert "EGTC Regulation" in note.cited_names


def test_every_note_completes_a_sentence_of_the_body(passages: dict[str, Passage]) -> None:
    for passage in passages.values():
        for mark in passage.marks:
            carrier = passages[f"n{mark.number}"].carrier
            start = passage.text.index(carrier)
            assert start < mark.position <= start + len(carrier)


def test_two_notes_of_one_sentence_complete_the_same(passages: dict[str, Passage]) -> None:
    assert passages["n1"].carrier == passages["n2"].carrier
    assert passages["n1"].carrier.startswith("De EU, die dit feit erkende, keurde in 2006")


def test_a_paragraph_stands_under_its_heading_and_a_title_under_its_name(
    passages: dict[str, Passage],
) -> None:
    assert passages["3.1/p4"].context == "3.1. Verbetering van het clusterbeleid"
    assert passages["intro/p1"].context == "INLEIDING"
    assert "titel" in {passages["title/p1"].context, passages["title/p1"].carrier}
    assert {p.carrier for p in passages.values() if p.kind is BlockKind.PARAGRAPH} == {""}


def test_a_paragraph_between_two_lists_ends_the_first_lead_in() -> None:
    items = read("1. EEN\n\nZij zal:\n• een;\n\nDaarna.\n\n• twee;\n• drie.\n")

    assert [(p.text, p.carrier) for p in items if p.kind is BlockKind.ITEM] == [
        ("een;", "Zij zal:"),
        ("twee;", ""),
        ("drie.", ""),
    ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", ["titel", "voetnoot"]),
        ("en", ["title", "footnote"]),
        ("de", ["Titel", "Fußnote"]),
        ("sv", ["", "Tekst."]),
    ],
)
def test_a_title_and_a_note_are_named_in_their_language(language: str, names: Sequence[str]) -> None:
    found = read(f"Titel\n\nTekst1.\n{RULE}1 Noot.\n", language)

    assert [p.context or p.carrier for p in found if p.kind in {BlockKind.TITLE, BlockKind.NOTE}] == names


# Places


@pytest.mark.parametrize(
    ("anchor", "words", "pages", "index"),
    [
        pytest.param("3.1/p3", "Het streven naar excellentie", ("6", "6"), 4, id="before the turn"),
        pytest.param("3.1/p3", "of de verdere ontwikkeling van", ("6", "7"), 4, id="over the turn"),
        pytest.param("3.1/p3", "ontwikkeling van bestaande", ("7", "7"), 5, id="after the turn"),
        pytest.param("3.1/p3", "of de verdere ", ("6", "6"), 4, id="up to the turn"),
        pytest.param("3.3/p1", "om de kwaliteit van bedrijfs", ("8", "9"), 6, id="with notes between"),
        pytest.param("1/p7", "programma's voor het bezoeken", ("4", "5"), 2, id="with many notes between"),
        pytest.param("annex/p1.1", "de lidstaten", ("11", "11"), 9, id="an item"),
        pytest.param("n25", "1082/2006", ("7", "7"), 5, id="a note"),
        pytest.param("title/p1", "Naar clusters", ("2", "2"), 0, id="the title"),
    ],
)
def test_the_page_of_a_quotation(
    passages: dict[str, Passage], anchor: str, words: str, pages: tuple[str, str], index: int
) -> None:
    passage = passages[anchor]

    found = passage.locate(part(passage, words))

    assert ((found.page, found.page_end), found.page_index) == (pages, index)


def test_the_whole_locator_of_a_quotation_that_turns_a_page(
    passages: dict[str, Passage], communication_source: str
) -> None:
    passage = passages["3.1/p3"]
    before, after = "clusterinitiatieven of de verdere ", "ontwikkeling van bestaande,"
    first, second = communication_source.index(before), communication_source.index(after)

    assert passage.locate(part(passage, before + after)) == Locator(
        section="3.1",
        heading="Verbetering van het clusterbeleid",
        paragraph=3,
        point=None,
        footnote=None,
        page="6",
        page_end="7",
        page_index=4,
        anchor="3.1/p3",
        span=(first, second + len(after)),
        spans=((first, first + len(before)), (second, second + len(after))),
    )


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        pytest.param("annex/p1.3", ("Bijlage", 1, "3", None), id="an item counts with its list"),
        pytest.param("annex/p2.1", ("Bijlage", 2, "1", None), id="the second list"),
        pytest.param("n25", ("3.1", None, None, 25), id="a note stands where its mark stands"),
        pytest.param("conclusions/p2", ("CONCLUSIES", 2, None, None), id="an unnumbered section"),
        pytest.param("title/p2", (None, 2, None, None), id="before any heading"),
    ],
)
def test_the_place_of_a_quotation(
    passages: dict[str, Passage], anchor: str, place: tuple[str | None, int | None, str | None, int | None]
) -> None:
    found = passages[anchor].locate(Span(0, 1))

    assert (found.section, found.paragraph, found.point, found.footnote) == place
    assert found.anchor == anchor


def test_every_word_leads_back_to_the_file(communication: Document) -> None:
    for passage in passages_of(communication):
        for match in re.finditer(r"[^\W_]+", passage.text):
            found = passage.locate(Span(*match.span()))
            assert "".join(communication.source[slice(*span)] for span in found.spans) == match[0]
            assert found.span == (found.spans[0][0], found.spans[-1][1])


def test_a_whole_passage_leads_back_to_the_file(communication: Document) -> None:
    for passage in passages_of(communication):
        taken = "".join(
            communication.source[slice(*span)] for span in passage.locate(whole(passage)).spans
        ).replace("INNOVATM", "INNOVA™")
        assert taken.split() == passage.text.split()


def test_a_text_without_pages_has_no_page() -> None:
    (passage,) = read("De Commissie steunt clusters.")

    found = passage.locate(whole(passage))

    assert (found.page, found.page_end, found.page_index) == (None, None, None)


def test_a_page_without_a_label_still_has_an_index() -> None:
    passage = read("Een.\n\fDe Commissie steunt clusters.")[-1]

    found = passage.locate(whole(passage))

    assert (found.page, found.page_end, found.page_index) == (None, None, 1)
