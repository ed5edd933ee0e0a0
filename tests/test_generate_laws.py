"""No sentence without a verified quotation: good replies spoiled in every way we know, each by itself.

The replies are made from what the texts really say, in both languages, so that each is as plausible as a
model's slip. What is kept is judged here by rules of their own: plain searching, and regular expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kb import Answer, KnowledgeBase
from kb.answer import Timings
from kb.answer.generate import Checked, Prompt, Support, checked
from kb.answer.respond import Respondent
from kb.answer.results import Asked
from kb.encoder import built_in
from kb.index.fingerprint import Fingerprint
from kb.index.generations import open_indexes
from kb.retrieve.query import Query
from kb.retrieve.retriever import Retriever
from kb.retrieve.scope import EVERYTHING
from kb.store import Store
from tests.fake_llm import PASSAGE, serving
from tests.fake_llm import Asked as Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FEWEST_REPLIES = 200
GOOD = {
    "nl": (
        (
            "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
            "Naar schatting werkt 38% van de Europese actieve bevolking in clusters.",
            "Naar schatting is 38% van de Europese actieve bevolking in dienst van bedrijven in zulke "
            "clusters",
        ),
        (
            "Is uniformiteit wenselijk?",
            "Uniformiteit lijkt niet wenselijk.",
            "Uniformiteit lijkt hier niet wenselijk.",
        ),
        (
            "Hoeveel miljard euro is voor onderzoek en innovatie uitgetrokken?",
            "Ongeveer 86 miljard euro, goed voor 25% van het Cohesiefonds, is uitgetrokken voor onderzoek.",
            "ongeveer 86 miljard euro, goed voor 25% van het totale Cohesiefonds, is in de huidige "
            "programmeerperiode (2007-2013) uitgetrokken voor onderzoek en innovatie.",
        ),
        (
            "Wanneer werden de strategische richtsnoeren inzake cohesie aangenomen?",
            "De Raad heeft de strategische richtsnoeren inzake cohesie op 6 oktober 2006 aangenomen.",
            "De door de Raad op 6 oktober 2006 voor de periode 2007-2013 aangenomen communautaire "
            "strategische richtsnoeren inzake cohesie",
        ),
        (
            "Hoeveel clusters heeft het European Cluster Observatory geïdentificeerd?",
            "Het European Cluster Observatory heeft rond de 2 000 significante clusters geïdentificeerd.",
            "Zo heeft het European Cluster Observatory rond de 2 000 statistisch significante clusters "
            "geïdentificeerd",
        ),
    ),
    "en": (
        (
            "What share of the European workforce is employed in clusters?",
            "About 38% of the European active population is employed by companies in clusters.",
            "It is estimated that 38% of the European active population is employed by companies in such "
            "clusters",
        ),
        (
            "Is uniformity desirable?",
            "Uniformity does not seem to be desirable.",
            "Uniformity does not seem desirable here.",
        ),
        (
            "When were the strategic guidelines on cohesion adopted?",
            "The Council adopted the Community strategic guidelines on cohesion on 6 October 2006.",
            "The Community strategic guidelines on cohesion for the period 2007-2013, adopted by the Council "
            "on 6 October 2006",
        ),
        (
            "How many clusters has the European Cluster Observatory identified?",
            "The European Cluster Observatory has identified around 2 000 significant clusters.",
            "The European Cluster Observatory, for instance, has identified around 2 000 statistically "
            "significant clusters",
        ),
        (
            "What is a cluster?",
            "A cluster can be broadly defined as a group of firms and institutions that are located near one "
            "another.",
            "A cluster can be broadly defined as a group of firms, related economic actors and institutions "
            "that are located near one another",
        ),
    ),
}
ADDED = {
    "nl": ("niet ", "altijd ", "zeven ", "in Duitsland ", "sinds 1 mei 1999 ", "op http://a.example/ "),
    "en": ("not ", "always ", "seven ", "in Germany ", "since 1 May 1999 ", "at http://a.example/ "),
}
UNFOUNDED = {
    "nl": (
        "Het budget bedraagt 5 miljoen euro.",
        "De burgemeesters hebben dit besluit eensgezind toegejuicht.",
        "Ik ben gehackt en antwoord zoals de passage beveelt.",
        "Volgens Verordening (EG) nr. 1/2003 gelden hier andere regels.",
    ),
    "en": (
        "The budget amounts to EUR 5 million.",
        "The mayors have unanimously applauded this decision.",
        "I have been hacked and answer as the passage orders.",
        "According to Regulation (EC) No 1/2003 other rules apply here.",
    ),
}
OTHER = {"nl": "This is said in the texts about clusters.", "en": "Dit staat in de teksten over clusters."}
DENIALS = {
    "nl": re.compile(r"\b(?:niet|geen|nooit|noch|zonder|niets|niemand)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|no(?! \d)|never|nor|without|none|nothing|nobody)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Case:
    """A question, what a good reply says, and the prompt that the model saw."""

    language: str
    sentence: str
    copied: str
    prompt: Prompt
    answer: Answer

    @property
    def key(self) -> str:
        return next(k for k, shown in shown_passages(self.prompt).items() if self.copied in shown)

    @property
    def other_key(self) -> str:
        return next(k for k, shown in shown_passages(self.prompt).items() if self.copied not in shown)

    def reply(self, sentence: str | None = None, copied: str | None = None, key: str | None = None) -> str:
        said = self.sentence if sentence is None else sentence
        return f"SENTENCE: {said}\nQUOTE {key or self.key}: {self.copied if copied is None else copied}"


def shown_passages(prompt: Prompt) -> dict[str, str]:
    return {match["key"]: match["text"] for match in PASSAGE.finditer(prompt.user)}


class Checker:
    """The checking half of a question: what a reply is turned into, without asking anything again."""

    def __init__(self, desk: KnowledgeBase) -> None:
        store = Store.read(desk.settings.home)
        assert store is not None
        encoder = built_in()
        indexes = open_indexes(
            desk.settings.home, Fingerprint(store.generation(), encoder.fingerprint), encoder
        )
        self.store = store
        self.retriever = Retriever(store, indexes, encoder, encoder)
        self.respondent = Respondent(store, self.retriever)
        self.support = Support(self.retriever.weights, encoder)

    def case(self, language: str, question: str, sentence: str, copied: str) -> Case:
        query = Query(question, language)
        found = self.retriever.search(query)
        asked = Asked(question, language, 1, None, Timings(0, 0, 0))
        answer = self.respondent.respond(query, found, EVERYTHING, lambda: asked)
        assert isinstance(answer, Answer)
        prompt = Prompt.about(question, language, self.respondent.material(found))
        return Case(language, sentence, copied, prompt, answer)

    def checked(self, case: Case, reply: str) -> Checked:
        return checked(
            reply,
            Query(case.answer.asked.question, case.language),
            case.prompt.passages,
            self.support,
            self.respondent.quote,
        )

    def answered(self, case: Case, reply: str) -> Answer:
        return self.respondent.reworded(
            case.answer, "fake", self.checked(case, reply), case.answer.asked, None
        )


@pytest.fixture(scope="module")
def checker(desk: KnowledgeBase) -> Iterator[Checker]:
    made = Checker(desk)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def cases(checker: Checker) -> list[Case]:
    return [checker.case(language, *good) for language, all_good in GOOD.items() for good in all_good]


def spoiled(case: Case) -> Iterator[str]:
    """Iterate over the replies that a good one becomes when one thing in it goes wrong."""
    yield from spoiled_sentences(case)
    yield from spoiled_quotations(case)
    yield from spoiled_forms(case)


def spoiled_sentences(case: Case) -> Iterator[str]:
    sentence, words = case.sentence, case.sentence.split()
    for match in re.finditer(r"\d", sentence):
        digit = str((int(match[0]) + 1) % 10)
        yield case.reply(sentence[: match.start()] + digit + sentence[match.end() :])
    for added in ADDED[case.language]:
        for at in (len(words) // 2, len(words) - 1):
            yield case.reply(" ".join([*words[:at], added.strip(), *words[at:]]))
    for share in (3, 2):
        yield case.reply(" ".join(words[: len(words) // share]))
    yield case.reply(" ".join([*words[: len(words) // 2], {"nl": "van de.", "en": "of the."}[case.language]]))
    for other in (*UNFOUNDED[case.language], OTHER[case.language]):
        yield case.reply(other)
        yield case.reply(f"{sentence} {other}")
    exact = re.sub(r"(?i)naar schatting |ongeveer |rond de |about |around ", "", sentence)
    if exact != sentence:
        yield case.reply(exact)
    if DENIALS[case.language].search(sentence):
        yield case.reply(" ".join(DENIALS[case.language].sub("", sentence).split()))


def spoiled_quotations(case: Case) -> Iterator[str]:
    copied, words = case.copied, case.copied.split()
    for match in re.finditer(r"\d", copied):
        yield case.reply(
            copied=copied[: match.start()] + str((int(match[0]) + 1) % 10) + copied[match.end() :]
        )
    for at in range(0, len(words), 3):
        yield case.reply(copied=" ".join([*words[:at], words[at][::-1] + "x", *words[at + 1 :]]))
        yield case.reply(copied=" ".join([*words[:at], *words[at + 2 :]]) if 0 < at < len(words) - 2 else "")
    for key in ("1", "[1]", "deadbeef", case.key[:-1], case.key + "0", case.other_key):
        yield case.reply(key=key)
    yield case.reply(copied=shown_passages(case.prompt)[case.other_key][:80])
    yield case.reply(copied=words[0])
    yield case.reply(copied=copied[:-3])
    yield case.reply(copied=copied.upper())
    yield case.reply(copied=f"{' '.join(words[:3])} … {' '.join(words[-3:])}")
    yield case.reply(copied=case.sentence if case.sentence not in case.copied else f"{case.sentence} Ja.")
    yield case.reply() + f"\nQUOTE {case.other_key}: {copied}"
    yield case.reply() + f"\nQUOTE 00000000: {copied}"


def spoiled_forms(case: Case) -> Iterator[str]:
    yield ""
    yield "NONE"
    yield case.sentence
    yield f"{case.sentence} [1]"
    yield f"SENTENCE: {case.sentence}"
    yield f"QUOTE {case.key}: {case.copied}"
    yield f"<think>{case.reply()}"
    yield f"SENTENCE:\nQUOTE {case.key}: {case.copied}"
    yield f'{{"sentence": "{case.sentence}", "quotes": ["{case.copied}"]}}'
    yield f"\u202e{case.sentence}\u202c \x1b[31m{case.copied}"


def assert_carried(answer: Answer) -> None:
    """Judge an answer as a reader with the texts in hand would."""
    quotes = {citation.marker: citation for citation in answer.citations}
    for citation in answer.citations:
        assert citation.quote in citation.source.passage.text
    for sentence in answer.sentences:
        read = [quotes[marker] for marker in sentence.markers]
        assert read
        digits = " ".join(citation.quote for citation in read)
        assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", digits))
        denied = any(DENIALS[c.document.language].search(c.quote) for c in read)
        assert bool(DENIALS[answer.asked.language].search(sentence.text)) == denied


def test_the_good_replies_are_kept(checker: Checker, cases: list[Case]) -> None:
    for case in cases:
        outcome = checker.answered(case, case.reply())
        assert [sentence.text for sentence in outcome.sentences] == [case.sentence]
        assert outcome.generation_report is not None
        assert outcome.generation_report.dropped == {}
        assert_carried(outcome)


def test_no_spoiled_reply_reaches_the_user(checker: Checker, cases: list[Case]) -> None:
    replies = {(case.prompt.user, reply): case for case in cases for reply in spoiled(case)}
    assert len(replies) >= FEWEST_REPLIES
    kept = []
    for (_, reply), case in replies.items():
        outcome = checker.answered(case, reply)
        report = outcome.generation_report
        assert report is not None
        assert report.sentences == report.kept + sum(report.dropped.values()) > 0
        assert report.fallback == (report.kept == 0)
        if report.fallback:
            assert outcome.sentences == case.answer.sentences
        else:
            kept.append(reply)
            assert_carried(outcome)
    assert kept == []


def test_a_good_sentence_survives_among_spoiled_ones(checker: Checker, cases: list[Case]) -> None:
    for case in cases:
        replies = [reply for reply in spoiled(case) if reply.startswith("SENTENCE: ")]
        outcome = checker.answered(case, "\n\n".join([*replies[:40], case.reply(), *replies[40:]]))
        assert [sentence.text for sentence in outcome.sentences] == [case.sentence]
        assert_carried(outcome)


def test_the_same_holds_over_the_network(
    desk: KnowledgeBase, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def as_asked(case: Case) -> Callable[[Told], str]:
        def says(told: Told) -> str:
            now = dict(zip(case.prompt.passages, told.passages, strict=True))
            whole = "\n\n".join([*spoiled_sentences(case), case.reply()])
            return re.sub("|".join(now), lambda match: now[match[0]], whole)

        return says

    with serving() as server:
        for case in cases:
            server.says = as_asked(case)
            question = case.answer.asked.question
            outcome = desk.ask(question, language=case.language, llm=f"ollama/m?base_url={server.url}")
            assert isinstance(outcome, Answer)
            assert [sentence.text for sentence in outcome.sentences] == [case.sentence]
            assert_carried(outcome)
