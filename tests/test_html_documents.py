"""What the tab Documents shows: the list, adding, a document to read; and that a text stays a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb import KnowledgeBase
from kb.desk.kept import Outcomes
from kb.document import BlockKind
from kb.errors import UsageError
from kb.ingestion.removal import Removed
from kb.ingestion.uploads import HandedIn
from kb.render.html.adding import Limits, Progressing, State, adding, failure, progressing
from kb.render.html.document_text import place_id
from kb.render.html.reader import reader
from kb.render.html.shelf import removed, shelf
from kb.settings import Settings
from kb.surfaces.web import documents, stocking
from kb.surfaces.web.room import Room
from kb.surfaces.web.words_documents import WORDS
from kb.surfaces.web.words_references import WORDS as WORDS_OF_FETCHING
from kb.workers import Workers
from tests.replica.server import Replica
from tests.test_html_references import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kb.ingestion.fetching import FetchReport

LANGUAGES = ("nl", "en")
TAKEN = '<script>alert(1)</script><img src=x onerror="alert(2)">'
HOSTILE = f"{TAKEN}\n\n1. {TAKEN}\n\nDe tulpenteelt {TAKEN} telt 12 bedrijven, zie COM(2006) 502.\n"


def test_both_languages_have_the_same_words() -> None:
    assert set(WORDS) == set(LANGUAGES)
    assert set(WORDS["nl"]) == set(WORDS["en"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "<img src=x onerror=alert(3)>.nl.txt").write_text(HOSTILE, "utf-8")
    desk = KnowledgeBase.open(folder / "home")
    desk.ingest([folder / "<img src=x onerror=alert(3)>.nl.txt"])
    return desk


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_document_is_text_wherever_it_is_shown(hostile: KnowledgeBase, language: str) -> None:
    words = WORDS[language]
    (stored,) = hostile.status().documents
    work = stored.expression.id
    shown = (
        shelf([stored], words, language),
        reader(hostile.document(work, "nl"), words, language),
        removed([Removed(TAKEN, "nl", TAKEN, TAKEN)], words),
        progressing([Progressing(TAKEN, state, (1, 2), TAKEN, (TAKEN, TAKEN)) for state in State], words),
        failure(TAKEN, words),
    )
    for made in shown:
        page = Page.of(made)
        assert page.root.xpath("//script | //img | //*[@onerror]") == []
        assert TAKEN in page.root.text_content()


# The list


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_of_each_text_what_it_is_worth(desk: KnowledgeBase, language: str) -> None:
    page = Page.of(shelf(desk.status().documents, WORDS[language], language))
    assert page.attributes("//li//button/@data-open") == ["com-2008-652"] * 2
    first, second = ("nl", "en") if language == "nl" else ("en", "nl")
    assert page.attributes("//button[@data-open]/@data-in") == [first, second]
    assert page.attributes("//li//span[contains(@class, 'badge')]/@class") == [
        "badge authentic" if code == "nl" else "badge translation" for code in (first, second)
    ]
    versions = {d.expression.language: d.expression.version for d in desk.status().documents}
    assert page.texts("//details/code") == [versions[first], versions[second]]
    assert page.texts("//summary") == [
        versions[code].removeprefix("sha256:")[:12] for code in (first, second)
    ]
    assert "COM(2008) 652 · CELEX 52008DC0652 · 17.10.2008" in page.texts("//p[@class='about']")[0]


def test_removing_asks_first(desk: KnowledgeBase) -> None:
    page = Page.of(shelf(desk.status().documents, WORDS["nl"], "nl"))
    assert len(page.root.xpath("//dialog[not(@open)]//button[@data-remove='com-2008-652']")) == 2
    assert page.root.xpath("//button[@data-remove][not(ancestor::dialog)]") == []


def test_an_empty_desk_says_what_to_do() -> None:
    assert Page.of(shelf([], WORDS["en"], "en")).texts("//p") == [WORDS["en"]["none"]]


# Reading


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_document_is_shown_whole_and_every_passage_can_be_led_to(desk: KnowledgeBase, spoken: str) -> None:
    opened = desk.document("com-2008-652", spoken)
    page = Page.of(reader(opened, WORDS["nl"], "nl"))
    assert page.root.xpath("//a//a") == []
    ids = page.attributes("//@id")
    assert len(ids) == len(set(ids))
    for extra in page.root.xpath("//*[@class='page' or @class='point' or @class='number'] | //sup"):
        extra.drop_tree()
    for block in opened.blocks:
        name = place_id(block.passage.place.anchor)
        (found,) = page.root.xpath("//*[@id=$name]", name=name)
        assert found.text_content() == block.passage.text


def test_notes_and_their_marks_lead_to_each_other(desk: KnowledgeBase) -> None:
    page = Page.of(reader(desk.document("com-2008-652", "nl"), WORDS["nl"], "nl"))
    ids = set(page.attributes("//@id"))
    marks = page.attributes("//sup/a/@href")
    assert marks == [f"#text-n{number}" for number in range(1, 34)]
    assert {mark.removeprefix("#") for mark in marks} <= ids
    back = page.attributes("//ol[@class='notes']/li/a/@href")
    assert back == [f"#mark-n{number}" for number in range(1, 34)]
    assert {mark.removeprefix("#") for mark in back} <= ids


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_printed_page_is_numbered_where_it_begins(desk: KnowledgeBase, spoken: str) -> None:
    page = Page.of(reader(desk.document("com-2008-652", spoken), WORDS["nl"], "nl"))
    for notes in page.root.xpath("//ol[@class='notes']"):
        notes.drop_tree()
    assert page.texts("//*[@class='page']") == [str(number) for number in range(2, 12)]


def test_references_lead_to_the_register_and_to_eur_lex(desk: KnowledgeBase) -> None:
    opened = desk.document("com-2008-652", "nl")
    page = Page.of(reader(opened, WORDS["nl"], "nl"))
    found = page.root.xpath("//*[@id='text-n25']//a[@data-look='act:reg:2006:1082']")
    assert found[0].text_content() == "Verordening (EG) nr. 1082/2006"
    assert found[0].get("href") == "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32006R1082"
    cited = {reference.instrument for block in opened.blocks for reference in block.references}
    assert set(page.attributes("//a/@data-look")) == cited


def test_headings_are_headings_and_the_contents_lead_to_them(desk: KnowledgeBase) -> None:
    opened = desk.document("com-2008-652", "en")
    headings = [b.passage.text for b in opened.blocks if b.passage.kind is BlockKind.HEADING]
    page = Page.of(reader(opened, WORDS["en"], "en"))
    for number in page.root.xpath("//*[@class='page']"):
        number.drop_tree()
    assert page.texts("//div[@class='text']//*[self::h3 or self::h4][not(@id='text-notes')]") == headings
    assert page.texts("//nav//a") == headings
    assert {at.removeprefix("#") for at in page.attributes("//nav//a/@href")} <= set(page.attributes("//@id"))


# Adding


def test_what_may_be_handed_in_is_said_beforehand() -> None:
    page = Page.of(adding(Limits(5 * 2**20, 3), [".pdf", ".txt"], ("nl", "en"), WORDS["en"], "en"))
    assert page.attributes("//input[@type='file']/@accept") == [".pdf,.txt"]
    assert "at most 5 MB a file and 3 files at once" in page.root.text_content()
    assert page.attributes("//section/@data-most") == [str(5 * 2**20)]
    labelled = set(page.attributes("//label/@for"))
    assert labelled == {"files", "text-language", "work"}
    assert labelled <= set(page.attributes("//@id"))


@pytest.mark.parametrize(
    ("state", "pages", "bar"),
    [
        pytest.param(State.WAITING, None, ("0", "1"), id="waiting"),
        pytest.param(State.READING, None, (None, None), id="of unknown length"),
        pytest.param(State.READING, (3, 8), ("3", "8"), id="on a page"),
        pytest.param(State.READ, None, ("1", "1"), id="read"),
        pytest.param(State.ADDED, None, None, id="added"),
        pytest.param(State.FAILED, None, None, id="failed"),
    ],
)
def test_a_bar_shows_how_far_a_file_is(
    state: State, pages: tuple[int, int] | None, bar: tuple[str | None, str | None] | None
) -> None:
    page = Page.of(progressing([Progressing("stuk.pdf", state, pages)], WORDS["nl"]))
    found = [(each.get("value"), each.get("max")) for each in page.root.xpath("//progress")]
    assert found == ([] if bar is None else [bar])


def test_what_was_never_uploaded_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads, secret = tmp_path / "uploads", tmp_path / "geheim.txt"
    uploads.mkdir()
    secret.write_text("geheim", "utf-8")
    (uploads / "link.txt").symlink_to(secret)
    (uploads / "goed.txt").write_text("goed", "utf-8")
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(uploads))
    good = stocking.handed_in([{"name": "goed.txt", "path": str(uploads / "goed.txt")}])
    assert good == [HandedIn("goed.txt", uploads / "goed.txt")]
    for path in (secret, uploads / "link.txt", uploads / ".." / "geheim.txt", uploads / "weg.txt", uploads):
        with pytest.raises(UsageError, match="did not arrive"):
            stocking.handed_in([{"name": "x.txt", "path": str(path)}])


def test_files_are_followed_from_waiting_to_their_outcome(tmp_path: Path) -> None:
    good, bad = tmp_path / "a", tmp_path / "b"
    good.write_text("De oesterkweek in Zeeland telt 47 bedrijven.", "utf-8")
    bad.write_bytes(b"%PDF-1.7 afgebroken")
    files = [HandedIn("goed.nl.txt", good), HandedIn("slecht.pdf", bad)]
    with KnowledgeBase.open(tmp_path / "home") as desk:
        steps = stocking.taking_in(desk, files, None)
        seen: list[list[State]] = []
        try:
            while True:
                seen.append([file.state for file in next(steps)])
        except StopIteration as end:
            came = stocking.outcomes(files, end.value)
    assert seen[0] == [State.WAITING, State.WAITING]
    assert [State.READ, State.READING] in seen
    assert [(file.name, file.state, file.became) for file in came] == [
        ("goed.nl.txt", State.ADDED, ("goed", "nl")),
        ("slecht.pdf", State.FAILED, None),
    ]
    assert not good.exists()
    assert not bad.exists()


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as opened:
        yield opened


class FromReplica(KnowledgeBase):
    """A desk that asks the replica where it would ask the Publications Office."""

    url = ""

    def fetch(self, works: Sequence[str] = (), **how: Any) -> FetchReport:  # noqa: ANN401 - handed on
        return super().fetch(works, **how, base_url=self.url)


def test_a_work_is_fetched_by_its_number_with_its_progress(replica: Replica, tmp_path: Path) -> None:
    with FromReplica.open(settings=Settings(home=tmp_path / "home", fetch_interval=0.0)) as desk:
        desk.ingest()
        desk.url = replica.url
        room = Room(desk, "nl", Outcomes(), Workers(desk))
        steps = list(documents.brought(room, "com(2008) 652", ["nl", "fr"]))
        under_way, (came, listed) = steps[:-1], steps[-1]
        assert all("<progress" in said for said, _ in under_way)
        assert len(under_way) > 1
        assert "<progress" not in came
        assert str(listed).count("data-remove=") == 3
        words = WORDS_OF_FETCHING["nl"]["fetched_fetched"]
        assert [said.count(words) for said in (came,)] == [2]


@pytest.mark.parametrize(
    ("work", "languages", "said"),
    [
        pytest.param(" ", ["nl"], WORDS["nl"]["number_missing"], id="no number"),
        pytest.param("COM(2006) 502", [], WORDS["nl"]["number_missing"], id="no language"),
        pytest.param("<b>", ["nl"], "names no work", id="no work"),
        pytest.param("COM(2006) 502", ["xx"], "xx", id="no such language"),
    ],
)
def test_what_cannot_be_fetched_is_said(
    desk: KnowledgeBase, work: str, languages: list[str], said: str
) -> None:
    *_, (came, _) = documents.brought(Room(desk, "nl", Outcomes(), Workers(desk)), work, languages)
    assert said in came
    assert 'role="alert"' in came
    assert "<b>" not in came
