"""What an act defines is found in the one place that defines it, however often the name is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.analysis.definitions import defined
from kb.answer import Answer

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
