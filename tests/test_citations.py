"""The laws of finding references, and what no gold case can hold: pointers across notes, hostile text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.references import GoldCase, gold_cases
from kb import find_references
from kb.citations import Certainty, Part, Reference, find_in_parts

CASES = gold_cases()
POINTING = re.compile(r"antecedent|ibid|note|defin|accompan", re.IGNORECASE)
STANDING_ALONE = [case for case in CASES if not POINTING.search(case.topic)]
NAMING = [case for case in STANDING_ALONE if case.references]

FRAGMENTS = st.sampled_from(
    "COM(2006) 502|(2006)|502 definitief|Verordening|(EG) nr.|1082/2006|2004/18/EG|en|,|artikel 3, lid 2,|"
    "onder a)|van|PB L 210|van 31.7.2006|blz. 19|http://eur-|lex.europa.eu/|www.|conclusies van de Raad|"
    '4 december 2006|hierna|"de verordening"|die verordening|ibid.|zie voetnoot 2|CdR 70/2008|C-280/00|'
    "ECLI:EU:C:2003:415|32006R1082|KP7|\n|\n\n|\u00a0|\u00ad|(|)|/|-|.|;|12|Article 3(2)(a) of|Decision No|"
    "1639/2006/EC|VWEU|Presidency Conclusions|(13-14 March 2008)|Anhang I der|ABl. L 222 vom 20.8.2008".split(
        "|"
    )
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=12), max_size=25).map(" ".join)

BREAKS = st.sampled_from(["\n", " \n", "\r\n", "\u00a0", "\u202f", "  "])
INVISIBLE = st.sampled_from(["\u00ad", "\u200b", "\u2060"])


def shown(reference: Reference) -> tuple[object, ...]:
    """What does not depend on where a reference stands and how its line is broken."""
    plain = re.sub("[\u00ad\u200b\u2060]", "", reference.verbatim)
    return (
        " ".join(plain.split()), reference.key, reference.instrument, reference.kind, reference.celex,
        reference.certainty, reference.pinpoint, reference.url,
    )  # fmt: skip


def assert_law(text: str, references: list[Reference]) -> None:
    for reference in references:
        assert text[reference.span.start : reference.span.end] == reference.verbatim
        assert reference.verbatim.strip() == reference.verbatim
        assert reference.verbatim
    for before, after in pairwise(references):
        assert before.span.end <= after.span.start


# The laws


@given(TEXTS)
def test_a_reference_reads_as_its_span_and_none_overlaps_another(text: str) -> None:
    assert_law(text, find_references(text))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_the_law_holds_in_every_gold_case(case: GoldCase) -> None:
    assert_law(case.text, find_references(case.text))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_line_break_inside_a_reference_changes_only_its_span(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(NAMING))
    before = find_references(case.text)
    blanks = [
        match.start() + reference.span.start
        for reference in before
        for match in re.finditer(r"[ \u00a0]", reference.verbatim)
        if not re.match(r"https?:|www|ht", reference.verbatim)
    ]
    chosen = data.draw(st.sets(st.sampled_from(blanks), max_size=3)) if blanks else set()
    text = "".join(
        data.draw(BREAKS) if position in chosen else character for position, character in enumerate(case.text)
    )

    after = find_references(text)

    assert [shown(reference) for reference in after] == [shown(reference) for reference in before]
    assert_law(text, after)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_invisible_character_inside_a_reference_changes_only_its_span(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(NAMING))
    before = find_references(case.text)
    inside = [p for r in before for p in range(r.span.start + 1, r.span.end)]
    chosen = data.draw(st.sets(st.sampled_from(inside), max_size=4)) if inside else set()
    text = "".join(
        data.draw(INVISIBLE) + character if position in chosen else character
        for position, character in enumerate(case.text)
    )

    after = find_references(text)

    assert [shown(reference) for reference in after] == [shown(reference) for reference in before]
    assert_law(text, after)


@settings(max_examples=150)
@given(st.sampled_from(STANDING_ALONE), st.sampled_from(STANDING_ALONE))
def test_two_texts_behind_each_other_give_what_each_gives(first: GoldCase, second: GoldCase) -> None:
    together = find_references(f"{first.text}\n\n{second.text}")
    apart = [*find_references(first.text), *find_references(second.text)]
    assert [shown(reference) for reference in together] == [shown(reference) for reference in apart]


@given(TEXTS)
def test_a_pointer_means_one_instrument_or_stays_unresolved(text: str) -> None:
    (found,) = find_in_parts([Part(text)])
    assert not [reference for reference in found.references if "?" in reference.key.partition(":")[0]]
    for unresolved in found.unresolved:
        assert len(set(unresolved.candidates)) != 1
        assert unresolved.span.of(text) == unresolved.verbatim
    spans = sorted([u.span for u in found.unresolved] + [r.span for r in found.references])
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, st.sampled_from(["nl", "en", "fr", "de"]))
def test_the_language_decides_only_which_page_is_linked_to(text: str, language: str) -> None:
    told, untold = find_references(text, language=language), find_references(text)
    assert [shown(r)[:-1] for r in told] == [shown(r)[:-1] for r in untold]


# Hostile text

PATTERNS = (
    "1", "(", ")", "/", "([{", ")]}", "1/", "(1", "1.", "COM(", "COM(2006) ", "COM(2006) 502 ", "SEC(2008",
    "Verordening (EG) nr. ", "Verordening ", "Verordeningen (EU) nr. 1303/2013 en ", "nr. ", "2004/18/EG, ",
    "http://", "http://a.b/", "http://a-\n", "www.", "htpp:", "conclusies van de Raad ", "Conclusions ",
    "Council ", "13-14 ", "artikel 3, ", "artikel 3, lid 2, ", "Article 3(2)(a) of ", "(2)", "eerste alinea ",
    "punt 5.8 (", 'hierna "x" ', "hierna „", 'COM(2006) 502 (hierna "x") x ', "die verordening ", "ibid. ",
    "zie voetnoot 1 ", "begeleidend werkdocument ", "document de travail a b c d e f ", "OJ L ", "PB C 323 ",
    "[2015] OJ L27/1 ", "2006/C ", "CdR ", "T-1/99 ", "ECLI:", "a. a. O. ", "ST ", "PRES/", "Small Business ",
    "kaderprogramma voor ", "\u00ad", "\n", "\n\n", " ", "\u00a0", "-", "a", "é", "😀", "van de ", "32006R",
    "Mededeling COM(2006) 502 ", "voorstel ", "voorstel voor een ", "KP7 ", "act ", "L ", "C ",
)  # fmt: skip
LONG = 100_000


@pytest.mark.parametrize("pattern", PATTERNS)
def test_hostile_text_is_read(pattern: str) -> None:
    text = (pattern * (LONG // len(pattern) + 1))[:LONG]
    assert_law(text, find_references(text))


# Pointers


def found_in(*notes: str) -> list[list[str]]:
    parts = [Part(text, number) for number, text in enumerate(notes, start=1)]
    return [[reference.key for reference in found.references] for found in find_in_parts(parts)]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param(
            ["COM(2006) 502.", "Ibid., blz. 3."],
            [["comnat:COM:2006:502"], ["comnat:COM:2006:502"]],
            id="ibid. means the note before",
        ),
        pytest.param(
            ["COM(2006) 502 en COM(2007) 474.", "Ibid."],
            [["comnat:COM:2006:502", "comnat:COM:2007:474"], []],
            id="ibid. after two means neither",
        ),
        pytest.param(["Ibid."], [[]], id="ibid. after nothing"),
        pytest.param(
            ["COM(2006) 502.", "Niets.", "Ibid."],
            [["comnat:COM:2006:502"], [], []],
            id="ibid. does not skip a note",
        ),
        pytest.param(
            ["Zie voetnoot 2.", "COM(2006) 502.", "See footnote 2."],
            [["comnat:COM:2006:502"]] * 3,
            id="see footnote, before and after it",
        ),
        pytest.param(["Zie voetnoot 7."], [[]], id="a footnote that is not there"),
        pytest.param(
            ["Zie voetnoot 2.", "COM(2006) 502; COM(2007) 474."],
            [[], ["comnat:COM:2006:502", "comnat:COM:2007:474"]],
            id="a footnote with two",
        ),
        pytest.param(
            ["Zie het begeleidende werkdocument.", "Het begeleidende werkdocument, SEC(2008) 2637."],
            [["comnat:SEC:2008:2637"], ["comnat:SEC:2008:2637"]],
            id="the accompanying document is named later",
        ),
        pytest.param(
            ["SEC(2008) 2637 en SEC(2007) 1406.", "Zie het begeleidende werkdocument."],
            [["comnat:SEC:2008:2637", "comnat:SEC:2007:1406"], []],
            id="two that could accompany",
        ),
        pytest.param(
            ["Richtlijn 2004/18/EG. Die verordening geldt.", "Die richtlijn."],
            [["act:dir:2004:18"], []],
            id="the wrong genre, and another note",
        ),
    ],
)
def test_a_pointer_across_notes(notes: list[str], expected: list[list[str]]) -> None:
    assert found_in(*notes) == expected


def test_an_unresolved_pointer_says_what_it_could_mean() -> None:
    (_, found) = find_in_parts([Part("COM(2006) 502 en COM(2007) 474.", 1), Part("Ibid.", 2)])
    assert found.references == ()
    (unresolved,) = found.unresolved
    assert (unresolved.verbatim, unresolved.footnote) == ("Ibid.", 2)
    assert unresolved.candidates == ("comnat:COM:2006:502", "comnat:COM:2007:474")


def test_a_pointer_keeps_the_certainty_of_what_it_means() -> None:
    (named, pointer) = find_references("Verordening (EU) 2015/2016 geldt. Die verordening is nieuw.")
    assert (pointer.verbatim, pointer.celex) == ("Die verordening", "32015R2016")
    assert pointer.certainty is named.certainty is Certainty.INFERRED


def test_what_a_text_lists_as_candidates_is_bounded() -> None:
    text = " ".join(f"COM(2006) {number}" for number in range(1, 500)) + " en ibid."
    (found,) = find_in_parts([Part(text)])
    assert [len(unresolved.candidates) for unresolved in found.unresolved] == [20]


# What prose must not become


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "rules implementing Directive 95/46/EC", ["Directive 95/46/EC"], id="a participle is no adjective"
        ),
        pytest.param(
            "Implementing Directive 2012/25/EU", ["Implementing Directive 2012/25/EU"], id="an adjective"
        ),
        pytest.param("de said Council", [], id="half a pointer"),
        pytest.param(
            "Richtlinie 2004/18/EG, a. a. O., und KOM(2008) 152.",
            ["Richtlinie 2004/18/EG", "KOM(2008) 152"],
            id="a. a. O. right behind its number repeats it",
        ),
    ],
)
def test_what_is_and_is_not_read(text: str, expected: list[str]) -> None:
    assert [reference.verbatim for reference in find_references(text)] == expected


def test_a_part_does_not_belong_to_what_stands_behind_a_blank_line() -> None:
    (found,) = find_references("OJ L 264 of 27.9.1978, p. 2\n\nArticle 2 The derogation applies.")
    assert found.pinpoint is None


# Names that a text gives


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param(
            'Richtlijn 2004/18/EG (hierna "de richtlijn"). Zo werkt de\nrichtlijn. De richtlijn geldt.',
            ["Richtlijn 2004/18/EG", 'hierna "de richtlijn"', "de\nrichtlijn", "De richtlijn"],
            id="right behind its number",
        ),
        pytest.param(
            "Regulation (EC) No 1082/2006 of 5 July 2006 on a grouping (hereinafter 'the EGTC Regulation'). "
            "Under the EGTC Regulation it may.",
            ["Regulation (EC) No 1082/2006", "hereinafter 'the EGTC Regulation'", "EGTC Regulation"],
            id="behind its title, by a word for what it is",
        ),
        pytest.param(
            'Verordening (EG) nr. 1080/2006 over een fonds (hierna "het fonds"). Dat het fonds betaalt.',
            ["Verordening (EG) nr. 1080/2006"],
            id="the name of something that the title names",
        ),
        pytest.param(
            'Zie Richtlijn 2004/18/EG. De Commissie (hierna "de richtlijngever") stelt voor.',
            ["Richtlijn 2004/18/EG"],
            id="a name given in another sentence",
        ),
        pytest.param(
            'COM(2006) 502 (hierna "strategie") en COM(2007) 474 (hierna "strategie voor Europa"). De '
            "strategie voor Europa is jonger dan de strategie.",
            [
                "COM(2006) 502", 'hierna "strategie"', "COM(2007) 474", 'hierna "strategie voor Europa"',
                "strategie voor Europa", "strategie",
            ],
            id="one name in another",
        ),
    ],
)  # fmt: skip
def test_a_name_that_a_text_gives(text: str, verbatim: list[str]) -> None:
    assert [reference.verbatim for reference in find_references(text)] == verbatim
