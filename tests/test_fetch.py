"""Works from the replica into the cache, over real HTTP: each recorded behaviour and what comes of it."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from kb.ingestion.fetching import text_of
from kb.ingestion.works import works_named
from kb.register import Register
from kb.sources.addresses import Addresses
from kb.sources.cache import BY_HAND_FOLDER, LICENCE, Cache, sha256
from kb.sources.fetch import Courier, Pace, user_agent
from kb.sources.manifest import PROVENANCE_SUFFIX, read_manifest
from kb.sources.publications import Fetched, Outcome, fetch
from kb.sources.works import WorkToFetch
from tests.replica import catalogue
from tests.replica.server import Replica

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.replica.catalogue import Work


@dataclass
class Clock:
    """A clock that waiting moves."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds


@dataclass
class Library:
    """A replica, a cache, and a clock."""

    replica: Replica
    cache: Cache
    clock: Clock
    pace: Pace

    def fetch(self, *works: Work | str, languages: tuple[str, ...] = ("nl",)) -> tuple[Fetched, ...]:
        numbers = [work if isinstance(work, str) else work.celex for work in works]
        wanted = works_named(numbers, [], Register((), ()))
        with Courier(Addresses(self.replica.url), self.pace) as courier:
            return fetch(wanted, languages, courier, self.cache, text_of)

    def fetch_one(self, work: Work | str, language: str = "nl") -> Fetched:
        (came,) = self.fetch(work, languages=(language,))
        return came

    def files(self) -> list[str]:
        """Return every file of the cache but the manifest and the provenances."""
        found = [path for path in self.cache.folder.rglob("*") if path.is_file()]
        names = sorted(str(path.relative_to(self.cache.folder)) for path in found)
        return [name for name in names if name != "manifest.toml" and not name.endswith(PROVENANCE_SUFFIX)]

    def asked_for(self, work: Work) -> list[str]:
        """Return the paths of a work that were asked for."""
        return [p for p in self.replica.paths() if work.celex in p or work.cellar in p]


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    clock = Clock()
    with Replica() as replica:
        yield Library(replica, Cache(home), clock, Pace(interval=0.0, wait=clock.wait, now=clock.now))


# Each behaviour and its outcome


@pytest.mark.parametrize(
    ("work", "language", "outcome", "detail"),
    [
        pytest.param(catalogue.COMMUNICATION, "nl", "fetched", None, id="303 to http: one stream"),
        pytest.param(catalogue.WORKING_PAPER, "en", "fetched", None, id="300: two streams"),
        pytest.param(
            catalogue.WORKING_PAPER, "nl", "missing", "it is held in en", id="404: not this language"
        ),
        pytest.param("52099DC9999", "nl", "missing", "knows no work", id="404: no such number"),
        pytest.param(catalogue.OLD, "nl", "fetched", None, id="406, then the next format"),
        pytest.param(catalogue.ONLY_PDF, "nl", "fetched", None, id="only as a PDF item"),
        pytest.param(
            catalogue.LISTED_BUT_GONE, "nl", "missing", "does not serve", id="listed and not served"
        ),
        pytest.param(catalogue.PARENTHESES, "nl", "fetched", None, id="(01) in the number"),
        pytest.param(catalogue.CORRIGENDUM, "en", "fetched", None, id="a corrigendum, R(02)"),
        pytest.param(catalogue.NOT_YET, "nl", "fetched", None, id="202 twice, then the document"),
        pytest.param(catalogue.NEVER_READY, "nl", "unreachable", "status 202", id="202 for ever"),
        pytest.param(catalogue.HASTY, "nl", "fetched", None, id="429, then the document"),
        pytest.param(catalogue.PATIENT, "nl", "unreachable", "in 86400 seconds", id="429 until tomorrow"),
        pytest.param(catalogue.FAULTY, "nl", "fetched", None, id="500, then the document"),
        pytest.param(catalogue.DOWN, "nl", "unreachable", "status 503", id="503 for ever"),
        pytest.param(catalogue.ROBOT_CHECK, "nl", "refused", "checks for robots", id="a challenge page"),
        pytest.param(catalogue.WRONG_LANGUAGE, "nl", "refused", "(en instead of nl)", id="another language"),
        pytest.param(catalogue.WRONG_LANGUAGE, "en", "fetched", None, id="the language asked for"),
        pytest.param(catalogue.ELSEWHERE, "nl", "refused", "elsewhere.invalid", id="303 to another host"),
        pytest.param(catalogue.ENDLESS, "nl", "refused", "without end", id="303 round in circles"),
        pytest.param(catalogue.BROKEN_OFF, "nl", "fetched", None, id="half a body, then the rest"),
        pytest.param(catalogue.BROKEN_OFF_UNMARKED, "nl", "fetched", None, id="half a body, then all of it"),
    ],
)
def test_a_behaviour_and_its_outcome(
    library: Library, work: Work | str, language: str, outcome: str, detail: str | None
) -> None:
    came = library.fetch_one(work, language)

    assert came.outcome == outcome
    assert (detail is None) == (came.detail is None)
    assert detail is None or detail in str(came.detail)
    assert library.files() == sorted(came.files)
    assert bool(came.files) == (outcome == "fetched")
    if isinstance(work, catalogue.Work) and came.files:
        ((_, contents),) = [
            (k, v) for k, v in work.streams.items() if k[0] == {"nl": "nld", "en": "eng"}[language]
        ]
        assert tuple((library.cache.folder / file).read_bytes() for file in came.files) == contents


def test_a_request_names_the_desk_one_type_and_one_language(library: Library) -> None:
    library.fetch_one(catalogue.OLD)
    posted, *asked = library.replica.asked
    number = "/resource/celex/52099DC0406"

    assert (posted.method, posted.path) == ("POST", "/webapi/rdf/sparql")
    assert posted.headers["Accept"] == "application/sparql-results+json"
    assert [(a.path, a.headers["Accept"], a.headers["Accept-Language"]) for a in asked] == [
        (number, "application/xhtml+xml", "nld"),
        (number, "text/html", "nld"),
        (catalogue.OLD.item("nld", catalogue.HTML, 1), "text/html", "nld"),
    ]
    assert {a.headers["User-Agent"] for a in library.replica.asked} == {user_agent()}
    assert user_agent().startswith("policy-desk/")


def test_an_unknown_number_is_asked_for_once(library: Library) -> None:
    library.fetch_one("52099DC9999")

    assert library.replica.paths() == ["/webapi/rdf/sparql", "/resource/celex/52099DC9999"]


def test_parentheses_travel_encoded(library: Library) -> None:
    library.fetch_one(catalogue.PARENTHESES)

    assert "/resource/celex/52006XC1230%2801%29" in library.replica.paths()


def test_all_streams_are_kept_in_their_order(library: Library) -> None:
    came = library.fetch_one(catalogue.SEVERAL)
    held = library.cache.held(catalogue.SEVERAL.celex, "nl")

    assert len(came.files) == 11
    assert [p.file for p in held] == list(came.files)
    assert [f"<h1>Deel {n}</h1>".encode() in library.cache.content(p) for n, p in enumerate(held, 1)] == [
        True
    ] * 11
    assert [p.stream for p in held] == ["ACT"] + ["ANNEX"] * 10
    assert [p.document for p in held][:3] == ["com-2099-300", "com-2099-300-part-2", "com-2099-300-part-3"]


def test_a_body_that_breaks_off_is_resumed_where_it_did(library: Library) -> None:
    library.fetch_one(catalogue.BROKEN_OFF)
    (whole,) = catalogue.BROKEN_OFF.streams["nld", catalogue.XHTML]
    first, second = library.replica.asked[-2:]

    assert first.headers["Range"] is None
    start = int(second.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= len(whole) // 2
    assert second.headers["If-Range"] == '"whole"'


def test_a_body_that_may_have_changed_is_asked_for_anew(library: Library) -> None:
    library.fetch_one(catalogue.BROKEN_OFF_UNMARKED)

    assert [asked.headers["Range"] for asked in library.replica.asked] == [None] * 4


def test_a_silent_server_is_given_up(library: Library) -> None:
    library.pace = replace(library.pace, silence=0.05)

    assert library.fetch_one(catalogue.SLOW).outcome is Outcome.UNREACHABLE
    assert len(library.asked_for(catalogue.SLOW)) == 2


def test_a_body_without_end_is_cut_off(library: Library) -> None:
    library.pace = replace(library.pace, most_bytes=100_000)
    came = library.fetch_one(catalogue.HUGE)

    assert came.outcome is Outcome.REFUSED
    assert "larger than 100,000 bytes" in str(came.detail)
    assert library.files() == []


def test_one_trouble_does_not_stop_the_others(library: Library) -> None:
    came = library.fetch(catalogue.ROBOT_CHECK, catalogue.DOWN, catalogue.OLD)

    assert [f.outcome for f in came] == ["refused", "unreachable", "fetched"]


# Politeness


def test_requests_keep_their_distance(library: Library) -> None:
    library.pace = replace(library.pace, interval=1.0)
    library.fetch(catalogue.COMMUNICATION, languages=("nl", "en"))

    assert len(library.replica.asked) == 5
    assert library.clock.at == pytest.approx(4.0)


def test_what_a_server_asks_to_wait_is_waited(library: Library) -> None:
    library.fetch_one(catalogue.HASTY)

    assert 7.0 in library.clock.waits


def test_attempts_grow_rarer(library: Library) -> None:
    library.pace = replace(library.pace, interval=10.0)
    library.fetch_one(catalogue.DOWN)

    assert [wait for wait in library.clock.waits if wait != pytest.approx(10.0)][:3] == [5.0, 5.0, 15.0]
    assert len(library.asked_for(catalogue.DOWN)) == 4


# Kept for ever


def test_what_is_held_without_a_validator_is_not_asked_for_again(library: Library) -> None:
    library.fetch_one(catalogue.COMMUNICATION)
    asked = len(library.replica.asked)
    came = library.fetch_one(catalogue.COMMUNICATION)

    assert (came.outcome, came.files) == ("unchanged", ("52008DC0652/52008DC0652.nl.xhtml",))
    assert len(library.replica.asked) == asked


def test_what_has_an_etag_is_asked_about_and_replaced_when_it_changed(library: Library) -> None:
    work = catalogue.REVISED
    library.fetch_one(work)
    unchanged = library.fetch_one(work)
    conditional = library.replica.asked[-1]
    library.replica.revised = True
    changed = library.fetch_one(work)

    assert [unchanged.outcome, changed.outcome] == ["unchanged", "fetched"]
    assert conditional.headers["If-None-Match"] == '"before"'
    assert b"Herzien" in (library.cache.folder / changed.files[0]).read_bytes()
    assert library.fetch_one(work).outcome is Outcome.UNCHANGED


def test_what_cannot_be_checked_is_kept(library: Library) -> None:
    library.fetch_one(catalogue.REVISED)
    library.replica.off = True
    came = library.fetch_one(catalogue.REVISED)

    assert came.outcome is Outcome.UNCHANGED
    assert "could not be checked" in str(came.detail)
    assert came.files == ("52099DC0304/52099DC0304.nl.xhtml",)


def test_the_provenance_says_where_a_file_came_from(library: Library) -> None:
    library.fetch_one(catalogue.PARENTHESES)
    file = library.cache.folder / "52006XC1230(01)" / "52006XC1230(01).nl.xhtml"
    said = json.loads(file.with_name(file.name + PROVENANCE_SUFFIX).read_text("utf-8"))
    item = library.replica.url + catalogue.PARENTHESES.item("nld", catalogue.XHTML, 1)

    assert said["chain"] == [
        {"url": f"{library.replica.url}/resource/celex/52006XC1230%2801%29", "status": 303},
        {"url": item, "status": 200},
    ]
    assert said["source"] == item
    assert said["sha256"] == sha256(file.read_bytes())
    assert (said["language"], said["detected"], said["how"], said["licence"]) == (
        "nl",
        "nl",
        "fetched",
        LICENCE,
    )
    assert said["headers"]["content-type"] == "application/xhtml+xml;charset=UTF-8"


def test_the_manifest_declares_what_is_held(library: Library) -> None:
    library.fetch(catalogue.WORKING_PAPER, catalogue.PARENTHESES, languages=("nl", "en"))
    declared = {path.name: identity for path, identity in read_manifest(library.cache.folder).items()}

    assert {name: (d.work, d.celex, d.language, d.authority) for name, d in declared.items()} == {
        "52006XC1230(01).nl.xhtml": ("52006xc1230-01", "52006XC1230(01)", "nl", "authentic"),
        "52008SC2637.en.html": ("sec-2008-2637", "52008SC2637", "en", "authentic"),
        "52008SC2637-2.en.html": ("sec-2008-2637-part-2", "52008SC2637", "en", "authentic"),
    }


@pytest.mark.parametrize("harm", ["altered", "no provenance", "unfinished", "faulty provenance"])
def test_what_a_killed_process_left_is_swept_away_and_fetched_again(library: Library, harm: str) -> None:
    library.fetch_one(catalogue.COMMUNICATION)
    file = library.cache.folder / "52008DC0652" / "52008DC0652.nl.xhtml"
    beside = file.with_name(file.name + PROVENANCE_SUFFIX)
    whole = file.read_bytes()
    if harm == "altered":
        file.write_bytes(whole[:700])
    elif harm == "no provenance":
        beside.unlink()
    elif harm == "unfinished":
        file.rename(file.with_name(f".unfinished-{file.name}"))
    else:
        beside.write_text("{", "utf-8")
    library.cache.sweep()

    assert library.files() == []
    assert library.fetch_one(catalogue.COMMUNICATION).outcome is Outcome.FETCHED
    assert library.files() == ["52008DC0652/52008DC0652.nl.xhtml"]
    assert file.read_bytes() == whole


def test_a_document_that_lacks_a_part_is_not_held(library: Library) -> None:
    came = library.fetch_one(catalogue.SEVERAL)
    (library.cache.folder / came.files[3]).unlink()

    assert library.cache.held(catalogue.SEVERAL.celex, "nl") == ()
    library.cache.sweep()
    assert library.files() == []
    assert read_manifest(library.cache.folder) == {}


def test_a_file_of_somebody_else_is_left_alone(library: Library) -> None:
    library.fetch_one(catalogue.OLD)
    mine = [library.cache.folder / "mijn.pdf", library.cache.folder / "52099DC0406" / "mijn.pdf"]
    for path in mine:
        path.write_bytes(b"x")
    library.cache.sweep()

    assert [path.read_bytes() for path in mine] == [b"x", b"x"]


# Without a network


def test_without_a_server_one_attempt_is_repeated_and_no_more(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        clock = Clock()
        addresses = Addresses(f"http://127.0.0.1:{taken.getsockname()[1]}")
        with Courier(addresses, Pace(wait=clock.wait, now=clock.now)) as courier:
            works = [WorkToFetch(celex=f"52099DC000{n}", id=f"w{n}", label=f"w{n}") for n in range(5)]
            came = fetch(works, ("nl", "en"), courier, Cache(home), text_of)

    assert {f.outcome for f in came} == {Outcome.UNREACHABLE}
    assert "cannot be reached (Connection refused)" in str(came[0].detail)
    assert clock.waits == [0.5, 0.5]
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "language", "outcome"),
    [
        pytest.param("CELEX_52099DC0503_NL_TXT.html", "nl", "fetched", id="as EUR-Lex names it"),
        pytest.param("CELEX_52099DC0503_NL_TXT (1).html", "nl", "fetched", id="downloaded twice"),
        pytest.param("52099DC0503.nl.xhtml", "nl", "fetched", id="as the desk names it"),
        pytest.param("CELEX_52099DC0503_EN_TXT.html", "en", "refused", id="Dutch text in an English file"),
        pytest.param("CELEX_52099DC0503_NL_TXT.pdf", "nl", "refused", id="a page saved as PDF"),
        pytest.param("CELEX_52099DC0504_NL_TXT.html", "nl", "unreachable", id="another work"),
        pytest.param("iets.html", "nl", "unreachable", id="another name"),
    ],
)
def test_a_download_by_hand_is_taken_in_by_the_same_checks(
    library: Library, name: str, language: str, outcome: str
) -> None:
    library.replica.off = True
    library.cache.by_hand.mkdir(parents=True)
    (library.cache.by_hand / name).write_bytes(catalogue.note("nld"))
    came = library.fetch_one(catalogue.DOWN, language)

    assert came.outcome == outcome
    assert library.cache.by_hand.name == BY_HAND_FOLDER
    if outcome == "fetched":
        (held,) = library.cache.held(catalogue.DOWN.celex, language)
        assert (held.how, held.source) == ("by hand", came.eur_lex)
    if outcome == "refused":
        assert name in str(came.detail)
