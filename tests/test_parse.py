"""Pages of plain text: nothing is lost or counted twice, and note marks are found or left alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.parse.footnotes import locate_marks
from kb.parse.pages import Line, NoteLines, PageLines
from kb.parse.plain import read_plain
from kb.text import Span

if TYPE_CHECKING:
    from kb.document import Document

RULE = " " * 49 + "\n"
"""The line of blanks that extraction leaves of the rule above the notes."""

PLAUSIBLE_LINES = st.sampled_from(
    [
        "Een cluster kan in ruime zin", "worden gedefinieerd. ", " Deze mededeling schetst", "• de lidstaten",
        "", " ", "  ", " " * 49, "_" * 20, "NL 7   NL ", "EN 2 EN", "NL 7   EN", "\fNL 8 NL", "\fTekst", "\f",
        "1 Zie het besluit.", "2 Conclusies van de Raad", "3 Zie punt 5.8", "17 Nadere informatie",
        "http://eur-", "\u2028", "\x0b", "\x85", "\r",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda lines, end, last: end.join(lines) + last,
        st.lists(PLAUSIBLE_LINES, max_size=14),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from(["", "\n", "\r\n", "\n "]),
    ),
)


def body_of(page: PageLines, source: str) -> str:
    return "".join(line.span.of(source) for line in page.body)


def furniture_of(page: PageLines, source: str) -> list[str]:
    return [line.span.of(source).strip() for line in page.furniture]


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_every_character_is_in_one_line_of_one_page(source: str) -> None:
    counted: Counter[int] = Counter()
    for page in read_plain(source).pages:
        noted = [line for note in page.notes for line in note.lines]
        for line in (*page.body, *noted, *page.furniture):
            counted.update(range(line.span.start, line.span.end))

    assert counted == Counter(range(len(source)))


@given(TEXTS)
@settings(deadline=None)
def test_pages_tile_the_text_in_order(source: str) -> None:
    pages = read_plain(source).pages

    assert "".join(page.span().of(source) for page in pages) == source
    assert [page.index for page in pages] == list(range(len(pages)))
    assert all(page.body or page.notes or page.furniture for page in pages)


@given(st.lists(PLAUSIBLE_LINES.filter(lambda line: "\r" not in line), max_size=14))
@settings(deadline=None)
def test_windows_line_ends_change_no_page(lines: list[str]) -> None:
    unix, windows = (read_plain(end.join(lines)) for end in ("\n", "\r\n"))

    for ours, theirs in zip(unix.pages, windows.pages, strict=True):
        assert ours.label == theirs.label
        assert body_of(ours, unix.source) == body_of(theirs, windows.source).replace("\r\n", "\n")
        assert [n.number for n in ours.notes] == [n.number for n in theirs.notes]


def test_the_pages_of_the_communication(communication_source: str) -> None:
    paged = read_plain(communication_source)

    assert paged.paginated
    assert [page.label for page in paged.pages] == ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
    assert [[note.number for note in page.notes] for page in paged.pages] == [
        [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16, 17], [18, 19], [20, 21, 22, 23],
        [24, 25, 26], [27, 28, 29, 30, 31], [32, 33], [], [],
    ]  # fmt: skip
    assert not any(note.continued for page in paged.pages for note in page.notes)


def test_the_furniture_of_the_communication(communication_source: str) -> None:
    furniture = [furniture_of(page, communication_source) for page in read_plain(communication_source).pages]

    assert furniture == [[""]] * 5 + [["NL 7   NL", ""]] + [[""]] * 2 + [[], ["NL 11   NL"]]


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        pytest.param("Een.\nNL 3 NL\nTwee.\nNL 4   NL \nDrie.\n", ["2", "3", "4"], id="agreeing feet: count"),
        pytest.param("Een.\nNL 3 NL\nTwee.\nNL 9 NL\nDrie.\n", [None, "3", "9"], id="disagreeing: their own"),
        pytest.param("NL 7 NL\nEen.\n\fTwee.\n", ["7", "8"], id="one foot is enough"),
        pytest.param("EN 2 EN\nOne.\n", ["2"], id="one page with a foot"),
        pytest.param("Een.\n\fTwee.\n", [None, None], id="form feeds, no numbers"),
        pytest.param("Een.\n\fNL 5 NL\nTwee.\n", ["4", "5"], id="a form feed before the foot: one page"),
        pytest.param("Een.\nNL 5 EN\nTwee.\n", [None], id="two languages make no foot"),
        pytest.param("Een.\n\n \nTwee.\n", [None], id="no pages"),
        pytest.param("Omslag.\n\fInhoud.\n\fNL 1 NL\nEen.\n", [None, None, "1"], id="none before page 1"),
    ],
)
def test_labels(source: str, labels: list[str | None]) -> None:
    assert [page.label for page in read_plain(source).pages] == labels


def test_a_text_without_pages_is_one_page_and_says_so() -> None:
    paged = read_plain("Een cluster.\n\nNog een alinea.")

    assert not paged.paginated
    assert [body_of(page, paged.source) for page in paged.pages] == [paged.source]
    assert read_plain("").pages == ()


def test_a_note_continued_on_the_next_page() -> None:
    source = (
        "Een cluster1 groeit\n" + RULE + "1 Zie de mededeling\n\nvan de Commissie\n"
        " door toeval2.\n" + RULE + "over innovatie.\n2 Zie punt 5.8.\n"
    )

    first, second = read_plain(source).pages

    assert [(note.number, note.continued) for note in first.notes] == [(1, False)]
    assert [(note.number, note.continued) for note in second.notes] == [(1, True), (2, False)]
    assert [line.span.of(source) for line in second.notes[0].lines] == ["over innovatie.\n"]
    assert body_of(second, source) == " door toeval2.\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2007-2013 en verder", id="a figure glued to a dash"),
        pytest.param("3 miljard euro", id="not the next number"),
        pytest.param("2", id="a number alone"),
        pytest.param("", id="a blank line"),
        pytest.param("tekst 2 gaat door", id="a number inside"),
    ],
)
def test_a_line_without_the_next_number_goes_on_with_the_note(line: str) -> None:
    (page,) = read_plain(f"Tekst1.\n{RULE}1 Voor de periode\n{line}\nen verder.\n").pages

    assert [(note.number, len(note.lines)) for note in page.notes] == [(1, 3)]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("Zonder nummer.\n", id="no number"),
        pytest.param("\n", id="nothing"),
        pytest.param("7 Zie hierboven.\n", id="a number that is not 1"),
    ],
)
def test_no_note_has_the_number_0(below: str) -> None:
    (page,) = read_plain("Tekst.\n" + RULE + below).pages

    assert all(note.number > 0 for note in page.notes)


# Marks of footnotes


def marked(body: str, numbers: list[int], *, continued: tuple[int, ...] = ()) -> str:
    """Return a page's body with what was found to be a mark in double brackets."""
    notes = tuple(NoteLines(number, (), number in continued) for number in numbers)
    lines = tuple(Line(Span(*at)) for at in _line_ends(body))
    page = PageLines(0, None, lines, notes, ())
    for mark in sorted(locate_marks(body, page), key=lambda mark: mark.span, reverse=True):
        assert mark.span.of(body).strip() == str(mark.number)
        body = f"{body[: mark.span.start]}⟦{mark.span.of(body)}⟧{body[mark.span.end :]}"
    return body


def _line_ends(body: str) -> list[tuple[int, int]]:
    ends = [at + 1 for at, character in enumerate(body) if character == "\n"]
    return list(zip([0, *ends], [*ends, len(body)], strict=True))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param([1], "strategie goed⟦1⟧ en", id="after a letter"),
        pytest.param([7], "ondergebrachte industrieën⟦7⟧ en diensten", id="after an accent"),
        pytest.param([2], "van innovatie⟦2⟧.", id="before a full stop"),
        pytest.param([13], "Het initiatief Kennisregio's⟦13⟧, dat", id="before a comma"),
        pytest.param([4], 'clusters en netwerken"⟦4⟧.', id="after a straight quotation mark"),
        pytest.param([4], "clusters en netwerken”⟦4⟧.", id="after a curly quotation mark"),
        pytest.param([14], "Onderzoeksruimte (EOR)⟦14⟧ wordt", id="after a bracket"),
        pytest.param([5], "te ontwikkelen.⟦5⟧ Clusterbeleid wordt", id="after a full stop"),
        pytest.param([5], "te ontwikkelen.⟦5⟧\nClusterbeleid", id="after a full stop, at the line's end"),
        pytest.param([5], "te ontwikkelen.⟦5⟧", id="after a full stop, at the text's end"),
        pytest.param([17], "Europe INNOVATM⟦ 17⟧ in het kader", id="after a raised TM, with its space"),
        pytest.param([17], "Europe INNOVATM, INNOVATM⟦ 17⟧ en INNOVATM ook", id="one TM of three"),
        pytest.param([1, 2], "goed⟦1⟧ en van\ninnovatie⟦2⟧.", id="two, on two lines"),
        pytest.param([9], "op grond van KP7 in clusters⟦9⟧", id="KP7 is no mark"),
        pytest.param([7], "op grond van KP7 in industrieën⟦7⟧", id="not KP7 but another word"),
        pytest.param([7], "industrieën⟦7⟧ op grond van KP7", id="not KP7 behind it either"),
        pytest.param([3], "de instellingen van de EU⟦3⟧ en", id="an acronym, where nothing else fits"),
        pytest.param([25], "goed voor 25% van samenwerking⟦25⟧, een", id="not a percentage"),
        pytest.param([2], "rond de 2 000 clusters en innovatie⟦2⟧.", id="not a thousand"),
        pytest.param([7, 20], "2007-2013 industrieën⟦7⟧ ruimen⟦20⟧.", id="not a range of years"),
        pytest.param([27], "in de EU-27 onderzoeksagenda's⟦27⟧.", id="not EU-27"),
        pytest.param([80], "de jaren 80 en", id="not the eighties"),
        pytest.param([5], "volgens bijlage5a en", id="not with a letter behind"),
        pytest.param([1], "goed1,5 en", id="not a decimal"),
        pytest.param([1, 2], "goed1-2 en", id="not a range"),
        pytest.param([1], "goed12 en", id="not the beginning of a longer number"),
        pytest.param([1], "goed1 en beter1 en", id="two possible places: neither"),
        pytest.param([1, 2], "goed⟦1⟧ en beter⟦2⟧ en goed1 en", id="two places, but one in order"),
        pytest.param([1, 2], "beter2 en goed1 en", id="out of order: neither"),
        pytest.param([1, 2, 3], "een⟦1⟧ en drie⟦3⟧", id="a missing mark does not unsettle the others"),
        pytest.param([], "goed1 en", id="a page without notes has no marks"),
    ],
)
def test_marks_stand_where_they_can_only_stand(numbers: list[int], expected: str) -> None:
    body = expected.replace("⟦", "").replace("⟧", "")

    assert marked(body, numbers) == expected


def test_a_note_continued_from_the_page_before_has_no_mark_here() -> None:
    assert marked("goed1 en beter2", [1, 2], continued=(1,)) == "goed1 en beter⟦2⟧"


@given(
    st.lists(st.text(alphabet="abcdefgë", min_size=1, max_size=8), min_size=1, max_size=12),
    st.data(),
)
@settings(deadline=None)
def test_every_mark_in_order_is_found(words: list[str], data: st.DataObject) -> None:
    carriers = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words)))
    first = data.draw(st.integers(1, 90))
    numbers = {carrier: first + order for order, carrier in enumerate(sorted(carriers))}
    expected = " ".join(f"{word}⟦{numbers[at]}⟧" if at in numbers else word for at, word in enumerate(words))
    body = expected.replace("⟦", "").replace("⟧", "")

    assert marked(body, sorted(numbers.values())) == expected


MARKS_OF_THE_COMMUNICATION = [
    (1, "rategie goed", "1"),
    (2, "an innovatie", "2"),
    (3, "r Memorandum", "3"),
    (4, 'n netwerken"', "4"),
    (5, "ontwikkelen.", "5"),
    (6, "tieme sector", "6"),
    (7, " industrieën", "7"),
    (8, "kgelegenheid", "8"),
    (9, "en innovatie", "9"),
    (10, "zake cohesie", "10"),
    (11, "toe te laten", "11"),
    (12, 'omic Change"', "12"),
    (13, "ennisregio's", "13"),
    (14, "ruimte (EOR)", "14"),
    (15, "opees belang", "15"),
    (16, "ter Alliance", "16"),
    (17, "rope INNOVA™", " 17"),
    (18, "oor clusters", "18"),
    (19, 'usiness Act"', "19"),
    (20, "eg te ruimen", "20"),
    (21, "aangekondigd", "21"),
    (22, "n de Regio's", "22"),
    (23, "en verbeterd", "23"),
    (24, "en bijdragen", "24"),
    (25, "samenwerking", "25"),
    (26, "lusterbeleid", "26"),
    (27, "oeksagenda's", "27"),
    (28, "samenwerking", "28"),
    (29, "ende markten", "29"),
    (30, "tieme sector", "30"),
    (31, "rope Network", "31"),
    (32, "ement (EFQM)", "32"),
    (33, "e-overdracht", "33"),
]


@pytest.mark.parametrize(
    ("number", "before", "taken_out"),
    [pytest.param(*row, id=f"note {row[0]}") for row in MARKS_OF_THE_COMMUNICATION],
)
def test_the_marks_of_the_communication(
    communication: Document, number: int, before: str, taken_out: str
) -> None:
    source = communication.source
    cut = [m.span for page in read_plain(source).pages for m in locate_marks(source, page)]
    cleaned = [
        block.text.text[mark.position - len(before) : mark.position]
        for block in communication.blocks
        for mark in block.marks
        if mark.number == number
    ]

    assert cleaned == [before]
    assert cut[number - 1].of(source) == taken_out
    assert len(cut) == len(MARKS_OF_THE_COMMUNICATION)
    assert communication.unlocated_notes == ()
