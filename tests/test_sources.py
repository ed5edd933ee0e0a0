"""What answers mean, what lists say, what a body is: the tables of the protocol, without a network."""

from __future__ import annotations

import datetime
import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import RefusedError, UsageError
from kb.ingestion.fetching import text_of
from kb.language import READ
from kb.settings import Settings
from kb.sources.addresses import LANGUAGES, Addresses, is_celex
from kb.sources.answers import Meaning, Reply, meaning
from kb.sources.bodies import Body, Format, checked, language_of
from kb.sources.cache import Provenance, manifest_of
from kb.sources.facts import Facts
from kb.sources.fetch import can_be_resolved, retry_after
from kb.sources.listing import listing, query
from kb.sources.manifest import read_manifest
from kb.sources.streams import Stream, streams
from kb.sources.works import WorkToFetch
from tests.replica import catalogue, server

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = "https://publications.europa.eu"
LONG = b"<p>De haven is open.</p>" * 40


@pytest.mark.parametrize(
    ("status", "content", "headers", "meant"),
    [
        pytest.param(200, LONG, {}, Meaning.BODY, id="200"),
        pytest.param(206, LONG, {}, Meaning.OUR_FAULT, id="206: part of a body"),
        pytest.param(200, server.CHALLENGE, {}, Meaning.CHALLENGE, id="200: a challenge"),
        pytest.param(200, b"<html>gokuProps</html>", {}, Meaning.CHALLENGE, id="200: half of its marks"),
        pytest.param(200, LONG + b"you are not a robot", {}, Meaning.BODY, id="200: speaks of robots"),
        pytest.param(
            200, server.CHALLENGE + b" " * 200_000, {}, Meaning.BODY, id="200: far too long for one"
        ),
        pytest.param(202, b"", {}, Meaning.NOT_READY, id="202"),
        pytest.param(202, b"", {"x-amzn-waf-action": "challenge"}, Meaning.CHALLENGE, id="202: a challenge"),
        pytest.param(300, b"", {}, Meaning.STREAMS, id="300"),
        pytest.param(303, b"", {}, Meaning.MOVED, id="303"),
        pytest.param(304, b"", {}, Meaning.UNCHANGED, id="304"),
        pytest.param(400, b"Illegal accept header", {}, Meaning.OUR_FAULT, id="400"),
        pytest.param(403, b"", {}, Meaning.OUR_FAULT, id="403"),
        pytest.param(404, server.UNKNOWN.encode(), {}, Meaning.UNKNOWN_WORK, id="404: no such number"),
        pytest.param(404, server.NOT_HELD.encode(), {}, Meaning.NOT_HELD, id="404: not in this format"),
        pytest.param(404, b"<h1>404</h1>", {}, Meaning.NOT_HELD, id="404: neither"),
        pytest.param(406, b"", {}, Meaning.NOT_HELD, id="406"),
        pytest.param(429, b"", {}, Meaning.BUSY, id="429"),
        pytest.param(500, b"", {}, Meaning.BUSY, id="500"),
        pytest.param(503, server.CHALLENGE, {}, Meaning.BUSY, id="503"),
    ],
)
def test_what_an_answer_means(status: int, content: bytes, headers: dict[str, str], meant: Meaning) -> None:
    assert meaning(Reply("https://x/", status, headers, content)) is meant


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        pytest.param("52008DC0652", True, id="a communication"),
        pytest.param("32006R1082", True, id="a regulation"),
        pytest.param("52006XC1230(01)", True, id="a split"),
        pytest.param("32016R0679R(02)", True, id="a corrigendum"),
        pytest.param("02006R1082-20140622", True, id="a consolidated text"),
        pytest.param("52008dc0652", False, id="lower case"),
        pytest.param("COM(2008) 652", False, id="a document number"),
        pytest.param("52008DC0652/../x", False, id="a path"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_is_a_celex_number(word: str, is_one: bool) -> None:
    assert is_celex(word) is is_one


def test_every_language_that_is_read_can_be_asked_for() -> None:
    assert set(LANGUAGES) == set(READ)
    assert set(LANGUAGES.values()) <= server.LANGUAGES


@pytest.mark.parametrize(
    ("base", "asked", "named", "followed"),
    [
        pytest.param(
            OFFICE, f"{OFFICE}/a", "http://publications.europa.eu/b?c=1", f"{OFFICE}/b?c=1", id="https"
        ),
        pytest.param(
            OFFICE, f"{OFFICE}/a", "https://op.europa.eu/b", "https://op.europa.eu/b", id="the portal"
        ),
        pytest.param(OFFICE, f"{OFFICE}/a/b", "c", f"{OFFICE}/a/c", id="relative"),
        pytest.param(OFFICE, f"{OFFICE}/a", "http://publications.europa.eu:81/b", f"{OFFICE}/b", id="a port"),
        pytest.param("http://h:1", "http://h:1/a", "http://h:1/b", "http://h:1/b", id="the stand-in"),
        pytest.param("http://h:1", "http://h:1/a", f"{OFFICE}/b", "http://h:1/b", id="for whom it stands in"),
        pytest.param(
            "http://127.0.0.1:1",
            "http://127.0.0.1:1/a",
            "http://localhost:1/b",
            "http://127.0.0.1:1/b",
            id="itself",
        ),
        pytest.param("http://h/m/", "http://h/m/a", f"{OFFICE}/b", "http://h/m/b", id="below a path"),
    ],
)
def test_an_address_that_is_followed(base: str, asked: str, named: str, followed: str) -> None:
    assert Addresses(base).followed(named, asked) == followed


ELSEWHERE = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}".format, st.sampled_from(["http://", "//", "https://x@", "ftp://"]), st.text(), st.text()
    ),
    st.sampled_from(
        ["http://publications.europa.eu.elsewhere.invalid/", "http://[::1", "http://h:x/", "file:///e"]
    ),
)


@given(ELSEWHERE)
def test_an_address_elsewhere_is_never_followed(named: str) -> None:
    try:
        followed = Addresses().followed(named, f"{OFFICE}/resource/celex/1")
    except RefusedError:
        return
    assert followed.startswith((f"{OFFICE}/", "https://op.europa.eu")) or followed == OFFICE


@pytest.mark.parametrize("base", ["127.0.0.1:8800", "ftp://h/", "", "http://"])
def test_a_base_url_that_is_no_address(base: str) -> None:
    with pytest.raises(UsageError, match="--base-url"):
        Addresses(base)


def test_the_streams_of_a_list_come_in_their_order() -> None:
    item = '<li title="item"><a href="{0}">x</a><ul><li title="stream_label">{1}</li>{2}</ul></li>'
    order = '<li title="stream_order">{0}</li>'
    page = "<ul>{}</ul>".format(
        "".join(
            (
                item.format("/DOC_10", "ANNEX", order.format(10)),
                item.format("/DOC_2", "ANNEX", order.format(2)),
                item.format("/DOC_1", " ACT ", order.format(1)),
                item.format("/DOC_X", "", ""),
            )
        )
    )
    assert streams(page) == (
        Stream("/DOC_1", "ACT"),
        Stream("/DOC_2", "ANNEX"),
        Stream("/DOC_10", "ANNEX"),
        Stream("/DOC_X", None),
    )


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param('<a HREF="/c/DOC_2">2</a><a href=\'/c/DOC_10\'>10</a><a href="/c/DOC_1">1</a>',
                     ["/c/DOC_1", "/c/DOC_2", "/c/DOC_10"], id="links alone"),
        pytest.param("<ul></ul>", [], id="nothing"),
        pytest.param("<li title='item'></li>", [], id="an item without a link"),
    ],
)  # fmt: skip
def test_a_list_without_titles(page: str, found: list[str]) -> None:
    assert [stream.address for stream in streams(page)] == found


def row(**cells: str) -> dict[str, dict[str, str]]:
    return {name: {"type": "literal", "value": value} for name, value in cells.items()}


def results(*rows: object) -> bytes:
    return json.dumps({"results": {"bindings": rows}}).encode()


def test_a_listing_names_languages_titles_and_the_items_of_one_pdf() -> None:
    listed = listing(
        results(
            row(celex="A", lang="NLD", mtype="pdfa1a", item="/1/DOC_10", title="Haven"),
            row(celex="A", lang="NLD", mtype="pdfa1a", item="/1/DOC_2", title="Haven"),
            row(celex="A", lang="NLD", mtype="pdfx", item="/2/DOC_1"),
            row(celex="A", lang="ENG", mtype="xhtml", item="/3/DOC_1"),
            row(celex="A", lang="POL", mtype="pdf", item="/4/DOC_1"),
        )
    )
    assert listed.languages("A") == ("nl", "en")
    assert listed.pdf("A", "nl") == ("/1/DOC_2", "/1/DOC_10")
    assert (listed.pdf("A", "en"), listed.pdf("B", "nl")) == ((), ())
    assert (listed.title("A", "nl"), listed.title("A", "en")) == ("Haven", None)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", results({"celex": "A"}), b"<html>", results("x")])
def test_what_is_no_listing_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError, match="no SPARQL result"):
        listing(content)


def test_a_query_types_its_numbers_and_stays_short() -> None:
    numbers = [f"52008DC{number:04}" for number in range(40)]
    text = query(numbers)

    assert '"52008DC0000"^^xsd:string "52008DC0001"^^xsd:string' in text
    assert len(text.encode()) < 8_000


PDF = catalogue.pdf("Een\n" * 20)
PAGE = catalogue.note("nld")


@pytest.mark.parametrize(
    ("media_type", "content", "found"),
    [
        pytest.param("application/xhtml+xml;charset=UTF-8", PAGE, Format.XHTML, id="XHTML"),
        pytest.param("TEXT/HTML", PAGE, Format.HTML, id="HTML"),
        pytest.param("text/html", PAGE.replace(b"</html>", b""), Format.HTML, id="HTML without an end"),
        pytest.param("text/html", LONG, Format.HTML, id="HTML without a head"),
        pytest.param("text/html", b"OK " * 300, "says that it is HTML and is not", id="no page"),
        pytest.param("application/pdf", PDF, Format.PDF, id="PDF"),
        pytest.param("application/pdf", PAGE, "says that it is a PDF and is not", id="a page as PDF"),
        pytest.param("application/pdf", PDF.replace(b"%%EOF", b""), "breaks off", id="half a PDF"),
        pytest.param("application/xhtml+xml", PDF, "says that it is XHTML and is not", id="a PDF as XHTML"),
        pytest.param("application/xhtml+xml", PAGE[:-100], "breaks off", id="half a page"),
        pytest.param("application/rdf+xml", PAGE, "of the kind application/rdf+xml", id="a notice"),
        pytest.param("", PAGE, "of the kind (none)", id="no kind"),
        pytest.param("text/html", b"<html></html>", "only 13 bytes", id="too short"),
    ],
)
def test_what_a_body_is(media_type: str, content: bytes, found: Format | str) -> None:
    if isinstance(found, Format):
        assert checked(content, media_type).format is found
    else:
        with pytest.raises(RefusedError) as raised:
            checked(content, media_type)
        assert found in str(raised.value)


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_the_language_of_a_page_is_told_from_its_words(language: str) -> None:
    code = {"nl": "nld", "en": "eng", "fr": "fra", "de": "deu"}[language]
    page = Body(Format.XHTML, catalogue.note(code))
    figures = Body(Format.HTML, b"<html><script>the and of which are</script><td>214</td></html>")

    assert language_of([page, figures], language, text_of) == language
    assert language_of([figures], language, text_of) is None
    with pytest.raises(RefusedError, match=f"{language} instead of"):
        language_of([page], "nl" if language != "nl" else "en", text_of)


def test_a_page_in_an_older_encoding_is_understood() -> None:
    page = '<html><meta charset="iso-8859-1"><p>Ce service a été créé à côté; où est-il situé?</p></html>'
    body = Body(Format.HTML, (page * 4).encode("iso-8859-1"))

    assert language_of([body], "fr", text_of) == "fr"


PROVENANCE = Provenance(
    work="haven", celex="52099DC0001", reference='COM "x"', title="Haven\n\\ \x7f", date="2008-10-17",
    certainty="by_rule", language="nl", detected="nl", part=1, parts=2, stream=None, how="fetched",
    source="https://x/", chain=(), accept="", headers={}, format=Format.HTML, size=1, sha256="",
    fetched_at="",
)  # fmt: skip


def test_a_manifest_holds_any_title_and_every_part() -> None:
    held = [PROVENANCE, replace(PROVENANCE, language="en", title=None), replace(PROVENANCE, part=2)]
    first, second = tomllib.loads(manifest_of(held))["work"]

    assert (first["id"], second["id"]) == ("haven", "haven-part-2")
    assert (first["reference"], second["reference"]) == ('COM "x"', 'COM "x" (2/2)')
    assert first["title"] == {"nl": "Haven\n\\ \x7f"}
    assert [e["file"] for e in first["expression"]] == [
        "52099DC0001/52099DC0001.nl.html",
        "52099DC0001/52099DC0001.en.html",
    ]


def test_what_is_declared_of_a_work_goes_with_what_is_fetched(tmp_path: Path) -> None:
    facts = Facts("communication", "by_rule", {"nl": 'De "Commissie"'}, {"nl": ("de Raad", "het Parlement")})
    (tmp_path / "manifest.toml").write_text(manifest_of([replace(PROVENANCE, facts=facts)]), "utf-8")
    (identity,) = read_manifest(tmp_path).values()
    assert identity.facts == facts


def test_a_title_in_another_language_is_better_than_none() -> None:
    work = WorkToFetch("1", "w", "w", titles={"en": "Harbour"})
    assert (work.title("en"), work.title("nl")) == ("Harbour", "Harbour")


@pytest.mark.parametrize("said", ["-1", "nan", "snel", "1e9"])
def test_an_interval_that_is_none(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("KB_FETCH_INTERVAL", said)
    with pytest.raises(UsageError, match="KB_FETCH_INTERVAL"):
        Settings.from_environment()


@pytest.mark.parametrize(("said", "seconds"), [("", 1.0), ("0", 0.0), ("2.5", 2.5)])
def test_the_interval(monkeypatch: pytest.MonkeyPatch, said: str, seconds: float) -> None:
    monkeypatch.setenv("KB_FETCH_INTERVAL", said)
    assert Settings.from_environment().fetch_interval == seconds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        pytest.param("7", 7.0, id="seconds"),
        pytest.param("Tue, 24 Nov 2026 12:00:30 GMT", 30.0, id="a date"),
        pytest.param("Tue, 24 Nov 2026 11:00:00 GMT", 0.0, id="a date that has passed"),
        pytest.param("", 0.0, id="nothing"),
        pytest.param("soon", 0.0, id="no date"),
        pytest.param("-5", 0.0, id="a negative number"),
    ],
)
def test_how_long_a_server_asks_to_wait(said: str, seconds: float) -> None:
    noon = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    assert retry_after(said, noon) == seconds


def test_a_name_that_cannot_be_resolved() -> None:
    assert can_be_resolved("127.0.0.1")
    assert not can_be_resolved("elsewhere.invalid")
