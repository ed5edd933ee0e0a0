"""CELEX numbers and keys: what is read is written again, and each follows from the other by rule."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citations import Celex, Certainty, Kind, cards
from kb.citations.keys import ACT_LETTERS, DOCUMENT_DESCRIPTORS, act, celex_of, document, key_of, kind_of
from kb.citations.links import eli_of, eur_lex_page
from kb.citations.resolve import resolve

YEARS = st.integers(1952, 2099)
TWO_DIGITS = st.none() | st.integers(1, 99).map("{:02}".format)
NUMBERS = st.builds(
    Celex,
    sector=st.sampled_from("0123456789CE"),
    year=YEARS,
    descriptor=st.sampled_from("R L D H F A DC PC SC JC XC XG AR AE IE AP".split()),
    number=st.integers(0, 99999),
    split=TWO_DIGITS,
    corrigendum=TWO_DIGITS,
    consolidated=st.none() | st.dates(datetime.date(1952, 1, 1)).map("{:%Y%m%d}".format),
)


@given(NUMBERS)
def test_a_number_that_is_written_is_read_again(celex: Celex) -> None:
    assert Celex.parse(str(celex)) == celex


@pytest.mark.parametrize(
    "written",
    [
        "32006R1082", "52008DC0652", "52006XC1230(01)", "32016R0679R(02)", "02006R1082-20140622",
        "52004DC1129(01)", "42014D0680", "62009CJ0034", "52012M12345",
    ],
)  # fmt: skip
def test_a_number_that_is_read_is_written_again(written: str) -> None:
    assert str(Celex.parse(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "32006R108",
        "2006R1082",
        "32006r1082",
        "32006RRR1082",
        "32006R1082 ",
        "32006R1082(1)",
        "x32006R1082",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert Celex.parse(text) is None


@given(st.sampled_from(sorted(ACT_LETTERS)), YEARS, st.integers(1, 9999))
def test_the_key_of_an_act_and_its_number_follow_from_each_other(
    act_type: str, year: int, number: int
) -> None:
    key = act(act_type, year, number)
    celex = celex_of(key, kind_of(key))
    assert celex is not None
    assert key_of(celex) == key


@given(st.sampled_from(sorted(DOCUMENT_DESCRIPTORS)), st.integers(2012, 2099), st.integers(1, 9999))
def test_the_key_of_a_commission_document_and_its_number_follow_from_each_other(
    series: str, year: int, number: int
) -> None:
    key = document(series, year, number)
    celex = celex_of(key, Kind.COMMUNICATION)
    assert celex is not None
    assert key_of(celex) == (document("SWD", year, number) if series == "SEC" else key)


@pytest.mark.parametrize(
    ("key", "kind", "celex"),
    [
        pytest.param("comnat:COM:2006:502", Kind.COMMUNICATION, "52006DC0502", id="communication"),
        pytest.param("comnat:COM:2006:386", Kind.PROPOSAL, "52006PC0386", id="proposal"),
        pytest.param("comnat:SEC:2007:1278", Kind.STAFF_WORKING_DOCUMENT, "52007SC1278", id="sec"),
        pytest.param("comnat:SWD:2012:1", Kind.STAFF_WORKING_DOCUMENT, "52012SC0001", id="swd"),
        pytest.param("comnat:JOIN:2014:37", Kind.JOINT_COMMUNICATION, "52014JC0037", id="join"),
        pytest.param("act:reg:1987:2658", Kind.REGULATION, "31987R2658", id="regulation of two digits"),
        pytest.param("act:dir:2004:18", Kind.DIRECTIVE, "32004L0018", id="directive"),
        pytest.param("act:dec:2006:1639", Kind.DECISION, "32006D1639", id="decision"),
        pytest.param("act:reco:2009:1", Kind.RECOMMENDATION, "32009H0001", id="recommendation"),
        pytest.param("act:dec_framw:2009:948", Kind.FRAMEWORK_DECISION, "32009F0948", id="framework"),
        pytest.param("cdr:2014:1", Kind.OPINION, "52014AR0001", id="committee of the regions"),
        pytest.param("eesc:2008:751", Kind.OPINION, "52008AE0751", id="economic and social committee"),
    ],
)
def test_what_a_rule_gives_says_so(key: str, kind: Kind, celex: str) -> None:
    found = resolve(key, kind)
    assert (found.celex, found.kind, found.instrument) == (celex, kind, key)
    assert (cards().of(key) is None) <= (found.certainty is Certainty.BY_RULE)
    assert found.reason


@pytest.mark.parametrize(
    "key",
    [
        "comnat:C:2009:4517", "oj:L:2013:176:338", "oj:L:2024/1689", "council:2010-05-10",
        "euco:2010-06-17", "st:2019:6177", "press:2007:1", "case:C-280/00",
        "ecli:EU:C:2003:415", "treaty:tfeu", "url:example.eu", "doc:something",
    ],
)  # fmt: skip
def test_what_no_rule_gives_has_no_number_and_a_reason(key: str) -> None:
    found = resolve(key, kind_of(key))
    assert (found.celex, found.certainty) == (None, Certainty.NONE)
    assert found.reason


@pytest.mark.parametrize(
    ("celex", "key"),
    [
        pytest.param("02006R1082-20140622", "act:reg:2006:1082", id="consolidated"),
        pytest.param("32016R0679R(02)", "act:reg:2016:679", id="corrigendum"),
        pytest.param("52008PC0152", "comnat:COM:2008:152", id="proposal"),
        pytest.param("52008SC2637", "comnat:SEC:2008:2637", id="sec"),
        pytest.param("52012SC0001", "comnat:SWD:2012:1", id="swd"),
        pytest.param("52008AR0070", "cdr:2008:70", id="opinion"),
        pytest.param("52006XC1230(01)", "celex:52006XC1230(01)", id="no rule leads back"),
        pytest.param("52004DC1129(01)", "celex:52004DC1129(01)", id="split"),
        pytest.param("62003CJ0320", "celex:62003CJ0320", id="case"),
    ],
)
def test_a_number_leads_back_to_its_key(celex: str, key: str) -> None:
    number = Celex.parse(celex)
    assert number is not None
    assert key_of(number) == key


def test_a_doubtful_year_is_inferred() -> None:
    found = resolve("act:reg:2015:2016", Kind.REGULATION, Certainty.INFERRED)
    assert (found.celex, found.certainty) == ("32015R2016", Certainty.INFERRED)


@pytest.mark.parametrize(
    ("key", "eli"),
    [
        pytest.param("act:reg:2006:1082", "http://data.europa.eu/eli/reg/2006/1082/oj", id="regulation"),
        pytest.param("act:reco:2008:416", "http://data.europa.eu/eli/reco/2008/416/oj", id="recommendation"),
        pytest.param("act:dec:2008:824", None, id="two decisions may share a number"),
        pytest.param("comnat:COM:2006:502", None, id="no act"),
    ],
)
def test_only_what_has_an_eli_by_rule_gets_one(key: str, eli: str | None) -> None:
    assert eli_of(key) == eli


def test_the_page_of_a_number_keeps_its_brackets() -> None:
    page = eur_lex_page("52006XC1230(01)", "fr")
    assert page == "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:52006XC1230(01)"
