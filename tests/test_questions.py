"""What a question is read as: spelling, abbreviations, what it inherits, what it compares."""

from __future__ import annotations

import pytest

from kb.encoder import built_in
from kb.retrieve.kinds import Kind, kind_of
from kb.retrieve.query import Query
from kb.retrieve.spelling import respelled

TEXTS = frozenset("cluster memorandum europees europes groeper territorial samenwerk ministerie".split())


class _Texts:
    """A vocabulary of stems."""

    def holding(self, key: str, language: str) -> int:
        return int(language == "nl" and key in TEXTS)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        pytest.param("waneer was het", "wanneer was het", id="a letter missing"),
        pytest.param("alle clusstres", "alle clusstres", id="two slips are not guessed"),
        pytest.param("het memorandem", "het memorandum", id="a wrong letter"),
        pytest.param("welke clutsers", "welke clusters", id="two letters the other way round"),
        pytest.param("de hoofdstad", "de hoofdstad", id="a word that is known stays"),
        pytest.param("hij steunt", "hij steunt", id="a form of a known word stays"),
        pytest.param("het XKQZ", "het XKQZ", id="an abbreviation is not mended"),
    ],
)
def test_unknown_words_are_read_as_known_ones(question: str, read: str) -> None:
    text, changes = respelled(question, "nl", _Texts(), built_in())
    assert text == read
    assert len(changes) == sum(a != b for a, b in zip(question.split(), read.split(), strict=True))


def test_an_abbreviation_that_is_also_a_word_is_read_as_a_name_in_capitals_only() -> None:
    class Held:
        def holding(self, key: str, language: str) -> int:
            return int(language == "en" and key in ("trans", "network", "european"))

    read = [respelled(text, "en", Held(), built_in())[0] for text in ("the TEN", "the ten")]
    assert read == ["the trans-European network", "the ten"]


@pytest.mark.parametrize(
    ("question", "before", "inherits"),
    [
        pytest.param("En in Duitsland?", "Hoeveel clusters zijn er?", True, id="goes on"),
        pytest.param("Is daar een website van?", "Wat doet Europe INNOVA?", True, id="points back"),
        pytest.param(
            "Welke mededeling behandelt leidende markten?", "Wat is een cluster?", False, id="stands alone"
        ),
        pytest.param("Wat is een cluster?", "Wat doet Europe INNOVA?", False, id="short and whole"),
        pytest.param("Wat staat er in voetnoot 25?", "Wat is een cluster?", False, id="names its place"),
        pytest.param("voor kmo's?", "Wat doet Europe INNOVA?", True, id="asks nothing by itself"),
    ],
)
def test_a_question_that_goes_on_inherits_words(question: str, before: str, inherits: bool) -> None:
    query = Query(question, "nl", before)
    assert (query.whole != question) is inherits
    terms = query.terms_in("nl")
    assert any(query.share(term) < 1 for term in terms) is inherits


@pytest.mark.parametrize(
    ("question", "before", "read", "spoken"),
    [
        pytest.param("En in het Engels?", "Wat is een cluster?", "Wat is een cluster?", "en", id="nl-to-en"),
        pytest.param("engels graag", "Wat is een cluster?", "Wat is een cluster?", "en", id="telegram"),
        pytest.param(
            "And in Dutch, please?", "What is a cluster?", "What is a cluster?", "nl", id="en-to-nl"
        ),
        pytest.param("In het Engels?", None, "In het Engels?", "nl", id="nothing before it"),
        pytest.param("En in Engeland?", "Wat is een cluster?", "En in Engeland?", "nl", id="a country"),
        pytest.param(
            "En de regio's in het Engels?",
            "Wat is een cluster?",
            "En de regio's in het Engels?",
            "nl",
            id="more",
        ),
    ],
)
def test_only_a_language_asks_the_question_before_it_again(
    question: str, before: str | None, read: str, spoken: str
) -> None:
    query = Query(question, "nl", before)
    assert (query.own, query.spoken) == (read, spoken)
    assert (query.whole == before) is (read == before)


def test_what_goes_on_inherits_the_kind_and_the_section() -> None:
    query = Query("En de lidstaten?", "nl", "Hoeveel taken heeft de Commissie volgens de bijlage?")
    assert query.kind.kind is Kind.NUMBER
    assert query.sections == ("annex",)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        pytest.param(
            "Wat is het verschil tussen een cluster en een clusterorganisatie?",
            ["een cluster", "een clusterorganisatie"],
            id="between",
        ),
        pytest.param("Waarin verschillen A en B van elkaar?", ["A", "B"], id="differ"),
        pytest.param("Waarin verschilt A van B?", ["A", "B"], id="one differs from the other"),
        pytest.param("A versus B: wat doen ze?", ["A", "B"], id="versus"),
        pytest.param("Wat is het verschil tussen voetnoot 1 en voetnoot 2?", [], id="notes are quoted"),
        pytest.param("Wat is een cluster?", [], id="no comparison"),
    ],
)
def test_a_comparison_asks_what_each_of_the_two_is(question: str, parts: list[str]) -> None:
    assert [part.text for part in Query(question, "nl").parts()] == [
        f"Wat betekent {part}?" for part in parts
    ]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param(
            "What does the communication ask of cluster organisations?", Kind.FACT, id="no reference"
        ),
        pytest.param("Which communication deals with lead markets?", Kind.REFERENCE, id="reference"),
        pytest.param("What is the European Cluster Observatory?", Kind.DEFINITION, id="a name"),
        pytest.param("What is in it for a small firm?", Kind.FACT, id="no name"),
        pytest.param("Why should they work together when planning?", Kind.REASON, id="no date"),
        pytest.param("Wat kost het label?", Kind.NUMBER, id="cost"),
        pytest.param("vindplaats kaderregeling", Kind.FACT, id="no yes or no"),
        pytest.param("Waar staan de letters EFQM voor?", Kind.DEFINITION, id="an abbreviation"),
        pytest.param("Waar staat de Raad voor?", Kind.FACT, id="no abbreviation"),
        pytest.param("punt 3.3 samenvatten", Kind.SUMMARY, id="a summary in telegram style"),
        pytest.param("Which countries use the euro?", Kind.LIST, id="no amount"),
        pytest.param("Who decides on the budget?", Kind.WHO, id="a budget and no amount"),
        pytest.param("Where does the text share good practices?", Kind.FACT, id="a verb and no share"),
    ],
)
def test_kind(question: str, kind: Kind) -> None:
    assert kind_of(question).kind is kind


@pytest.mark.parametrize(
    ("question", "answer", "none"),
    [
        pytest.param("Hoeveel procent werkt er?", "Dat is 38%.", "Dat zijn 38 banen.", id="percentage"),
        pytest.param("What share of the fund is it?", "A quarter of it.", "It is 25.", id="a fraction"),
        pytest.param("Hoeveel geld is er?", "Er is 2 miljard euro.", "Er zijn 2 miljard bomen.", id="euro"),
        pytest.param("What does the pilot cost?", "EUR 3 million.", "It has 3 parts.", id="cost"),
        pytest.param("Hoe lang duurt het?", "Het duurt drie jaar.", "Het heeft drie delen.", id="duration"),
        pytest.param("Welke maand is het?", "In mei 2008.", "In 2008.", id="month"),
        pytest.param("In which month is it?", "It is in May.", "It may be soon.", id="a month and no verb"),
        pytest.param("Op welke dag was dat?", "Op 14 maart 2008.", "In maart 2008.", id="day"),
        pytest.param("When was that?", "In the early 1980s.", "In the early days.", id="decade"),
        pytest.param("telefoonnummer helpdesk", "Bel +32 2 299 11 11.", "Bel 11 mensen.", id="telephone"),
        pytest.param("Wat is het e-mailadres?", "info@example.eu", "www.example.eu", id="mail"),
    ],
)
def test_what_is_asked_decides_what_an_answer_looks_like(question: str, answer: str, none: str) -> None:
    rule = kind_of(question)
    assert rule.decisive
    assert rule.expected is not None
    assert rule.expected.search(answer)
    assert not rule.expected.search(none)


@pytest.mark.parametrize(
    ("question", "word", "own"),
    [
        pytest.param("Hoeveel procent van het fonds?", "fonds", True, id="what is measured"),
        pytest.param("Hoeveel procent van het fonds?", "procent", False, id="the measure"),
        pytest.param("What is meant by a label?", "meant", False, id="asking for a definition"),
        pytest.param("Who meant a label?", "meant", True, id="not asking for a definition"),
        pytest.param("Full title of COM(2006) 502", "title", False, id="looking up a document"),
    ],
)
def test_words_that_only_say_what_is_wanted_count_less(question: str, word: str, own: bool) -> None:
    query = Query(question, "nl" if "Hoeveel" in question else "en")
    term = next(term for term in query.terms_in(query.language) if term.token.word == word)
    assert (query.share(term) == 1) is own
