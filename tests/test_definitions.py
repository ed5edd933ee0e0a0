"""What an act defines is found in the one place that defines it, however often the name is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.analysis import analyzer
from kb.analysis.definitions import defined
from kb.answer import Abstention, Answer
from kb.encoder.glossary import in_names
from kb.retrieve.apposition import explained

if TYPE_CHECKING:
    from pathlib import Path

ACT = """# Rules on labels

## Article 1 Definitions

For the purposes of these rules:

- ‘holder’ means a body to which a label has been granted;
- ‘label holder register’ means the list that the office keeps.

## Article 2 Duties

""" + "\n\n".join(f"The holder shall inform the holder of label {n} of each change." for n in range(2, 60))


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        pytest.param("‘personal data’ means any information", "en", "=person+data", id="English"),
        pytest.param("(7) ‘holder’ means a body", "en", "=holder", id="with its number"),
        pytest.param("“MKB-bedrijf”: een kleine onderneming", "nl", "=mkb+bedrijf", id="Dutch"),
        pytest.param("„Daten“ bezeichnet Angaben", "de", "=dat", id="German"),
        pytest.param("The ‘holder’ means well.", "en", None, id="not at the beginning"),
        pytest.param("‘holder’ is a word", "en", None, id="no definition"),
    ],
)
def test_a_definition_has_a_key_of_its_own(text: str, language: str, key: str | None) -> None:
    assert defined(text, language) == key


@pytest.mark.parametrize("question", ["What is a holder?", "What is meant by 'holder'?", "definition holder"])
def test_the_place_that_defines_a_name_answers_what_it_is(tmp_path: Path, question: str) -> None:
    (tmp_path / "act.md").write_text(ACT, "utf-8")
    with KnowledgeBase.open(tmp_path / "home") as desk:
        desk.ingest([tmp_path / "act.md"])
        outcome = desk.ask(question, language="en")
    assert isinstance(outcome, Answer)
    assert [citation.quote for citation in outcome.citations] == [
        "For the purposes of these rules:",
        "‘holder’ means a body to which a label has been granted;",
    ]


GROUPING_NL = "Er is de Europese groepering voor territoriale samenwerking, een rechtsinstrument dat bestaat."


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        pytest.param(
            GROUPING_NL,
            "nl",
            ["Europese groepering voor territoriale samenwerking"],
            id="not a part of a name that the glossary knows",
        ),
        pytest.param(
            "Firms use a cluster monitor, a legal tool established to count.",
            "en",
            ["Firms use a cluster monitor", "cluster monitor"],
            id="no half of a compound",
        ),
        pytest.param("Er zijn de vouchers, een middel om te kopen.", "nl", ["vouchers"], id="om"),
        pytest.param("There is the monitor (a tool which counts).", "en", ["monitor"], id="brackets"),
        pytest.param("Use the monitor – a tool to count.", "en", ["Use the monitor", "monitor"], id="dash"),
        pytest.param(
            "It has the Label Office (LO), a body that decides.", "en", ["Label Office"], id="before letters"
        ),
        pytest.param(
            "In the area of labels, a body that decides was set up.", "en", [], id="what goes before"
        ),
        pytest.param("It will set up, under the CIP, a group that meets.", "en", [], id="what goes between"),
        pytest.param("It funds labels, a body that decides and a list.", "en", [], id="a list"),
        pytest.param("It funds labels, a number that grows.", "en", [], id="how many"),
        pytest.param("It helps labels, a development that lasts.", "en", [], id="what the sentence says"),
        pytest.param("Le groupement, a body that decides.", "fr", [], id="other languages"),
    ],
)
def test_the_names_that_a_sentence_may_explain(text: str, language: str, names: list[str]) -> None:
    terms = in_names(analyzer(language).terms(text), language)
    ranges = explained(text, language, terms)
    assert [text[terms[a].token.span.start : terms[b - 1].token.span.end] for a, b in ranges] == names


LETTER = """# Steun

De lidstaten kunnen ook gebruikmaken van innovatievouchers, een middel waarmee men kennis inkoopt. Dat helpt.

Voor nauwere banden is er de Europese groepering voor territoriale samenwerking, een rechtsinstrument dat in
2006 is ingesteld.

De samenwerking van de lidstaten met innovatievouchers verloopt goed, en de vouchers worden veel gebruikt.
"""


@pytest.mark.parametrize(
    ("question", "begin"),
    [
        pytest.param("Wat is een innovatievoucher?", "De lidstaten kunnen ook", id="in small letters"),
        pytest.param("What is an innovation voucher?", "De lidstaten kunnen ook", id="asked in English"),
        pytest.param("Wat is een EGTS?", "Voor nauwere banden", id="by its letters"),
        pytest.param("What is territorial cooperation?", None, id="a part of the name"),
    ],
)
def test_what_is_explained_in_passing_is_a_definition(
    tmp_path: Path, question: str, begin: str | None
) -> None:
    (tmp_path / "letter.md").write_text(LETTER, "utf-8")
    with KnowledgeBase.open(tmp_path / "home") as desk:
        desk.ingest([tmp_path / "letter.md"])
        outcome = desk.ask(question)
    if begin is None:
        assert isinstance(outcome, Abstention)
    else:
        assert isinstance(outcome, Answer), outcome.message
        (citation,) = outcome.citations
        assert citation.quote.startswith(begin)
