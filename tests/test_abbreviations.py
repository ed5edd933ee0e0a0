"""What an abbreviation stands for is answered by the sentence that spells it out, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase
from kb.encoder.abbreviations import spelled_out
from kb.retrieve.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator

OFTEN = range(40)
"""So many passages use each abbreviation, more than a search reads."""

LABELS = f"""# Rules on labels

## 1. Aim

{"".join(f"ELO grants label {n}, and the ELO keeps register {n} of GRX.{chr(10) * 2}" for n in OFTEN)}
## 2. Bodies

Labels are granted by the European Label Office (ELO). The Office has a seat.
"""
ETIKETTEN = f"""# Regels voor etiketten

## 1. Doel

{"".join(f"Het KMV houdt register {n} bij, en het KMV bewaart het.{chr(10) * 2}" for n in OFTEN)}
## 2. Instanties

Het KMV, het Keurmerk voor Maritieme Voorzieningen, is een dienst van de lidstaten.
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("the Seventh Framework Programme (FP7)", ["fp7"], id="behind its name"),
        pytest.param("het zevende kaderprogramma (KP7)", ["kp7"], id="letters within a compound"),
        pytest.param("small and medium-sized enterprises (SMEs)", ["sme"], id="a plural"),
        pytest.param("kleine en middelgrote ondernemingen (SME's)", ["sme"], id="a name in another language"),
        pytest.param(
            "Programma voor concurrentievermogen en innovatie (CIP)", ["cip"], id="in another order"
        ),
        pytest.param('the Institute of Technology (hereinafter "IT")', ["it"], id="with words before it"),
        pytest.param("the European Research Area (ERA, since 2000)", ["era"], id="with words after it"),
        pytest.param("the Trans-European transport network (TEN-T)", ["ten-t"], id="with a hyphen"),
        pytest.param("research and development (R&D)", ["r&d"], id="with an ampersand"),
        pytest.param("EFQM (European Foundation for Quality Management)", ["efqm"], id="before its name"),
        pytest.param("FP7, the Seventh Framework Programme, helps", ["fp7"], id="before an apposition"),
        pytest.param("KP7, het zevende kaderprogramma, helpt", ["kp7"], id="before an apposition, Dutch"),
        pytest.param("EIT stands for what follows", ["eit"], id="said"),
        pytest.param("‘ESF’ means the fund", ["esf"], id="defined"),
        pytest.param("support for the programme (FP7)", [], id="without its letters"),
        pytest.param("in the context of policy (CIP)", [], id="letters of small words"),
        pytest.param("Regulation (EC) No 1082/2006", [], id="of an act with No"),
        pytest.param("het Europees Unierecht (EU) 2021/695", [], id="of an act"),
        pytest.param("SMEs, about which the EU, the European Council", [], id="before something else"),
    ],
)
def test_the_abbreviations_that_a_text_spells_out(text: str, found: list[str]) -> None:
    assert sorted(spelled_out(text)) == found


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        pytest.param("What does FP7 stand for?", "en", {"fp7"}, id="stands for"),
        pytest.param("what does efqm stand for", "en", {"efqm"}, id="small letters"),
        pytest.param("Waar staat de afkorting EFQM voor?", "nl", {"efqm"}, id="Dutch"),
        pytest.param("Wat is KP7 voluit?", "nl", {"kp7"}, id="in full"),
        pytest.param("What do the letters SMEs stand for?", "en", {"sme"}, id="a plural"),
        pytest.param("Which values does the EU stand for?", "en", set(), id="something else is asked"),
        pytest.param("What is the abbreviation of European Research Area?", "en", set(), id="the reverse"),
        pytest.param("What does FP7 finance?", "en", set(), id="what it does"),
    ],
)
def test_a_question_for_what_letters_stand_for(question: str, language: str, asked: set[str]) -> None:
    assert Query(question, language).abbreviations == asked


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("labels")
    (folder / "labels.md").write_text(LABELS, "utf-8")
    (folder / "etiketten.md").write_text(ETIKETTEN, "utf-8")
    with KnowledgeBase.open(folder / "home") as opened:
        opened.ingest([folder / "labels.md", folder / "etiketten.md"])
        yield opened


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        pytest.param(
            "What does ELO stand for?",
            "Labels are granted by the European Label Office (ELO).",
            id="English",
        ),
        pytest.param(
            "Waar staat ELO voor?",
            "Labels are granted by the European Label Office (ELO).",
            id="an English text asked in Dutch",
        ),
        pytest.param(
            "Waar staat KMV voor?",
            "Het KMV, het Keurmerk voor Maritieme Voorzieningen, is een dienst van de lidstaten.",
            id="Dutch",
        ),
    ],
)
def test_the_one_sentence_that_spells_it_out_is_quoted(
    labels: KnowledgeBase, question: str, quote: str
) -> None:
    outcome = labels.ask(question)
    assert isinstance(outcome, Answer), outcome.message
    assert [citation.quote for citation in outcome.citations] == [quote]


@pytest.mark.parametrize(
    ("question", "message", "unmatched"),
    [
        pytest.param(
            "What does GRX stand for?",
            "The texts consulted do not answer this. They use GRX, but nowhere say what it stands for.",
            (),
            id="used",
        ),
        pytest.param(
            "Waar staat GRX voor?",
            "De geraadpleegde teksten geven hierop geen antwoord. "
            "Zij gebruiken GRX, maar zeggen nergens waar dat voor staat.",
            (),
            id="used, asked in Dutch",
        ),
        pytest.param(
            "What does QZX stand for?",
            "The texts consulted do not answer this. Not found in the texts: QZX.",
            ("QZX",),
            id="not used",
        ),
    ],
)
def test_letters_that_no_text_spells_out(
    labels: KnowledgeBase, question: str, message: str, unmatched: tuple[str, ...]
) -> None:
    outcome = labels.ask(question)
    assert isinstance(outcome, Abstention)
    assert outcome.message == message
    assert outcome.unmatched == unmatched
    assert outcome.nearest
