"""A section that is summed up ends with a paragraph or a whole list, and tells how much of it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import Answer, KnowledgeBase
from kb.answer.summary import LONGEST_SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterator


def paragraphs(first: int, last: int) -> str:
    return "\n\n".join(f"Paragraph {n} has a rule. It has a second sentence." for n in range(first, last + 1))


def items(many: int) -> str:
    return "\n".join(f"- keep register {n};" for n in range(1, many + 1))


LABELS = f"""# Rules on labels

## 1. Short

{paragraphs(1, 3)}

## 2. Long

{paragraphs(1, LONGEST_SUMMARY + 5)}

## 3. A list at the end of what is read

{paragraphs(1, LONGEST_SUMMARY - 2)}

The office shall:

{items(9)}

{paragraphs(90, 90)}

## 4. A long list

The office shall:

{items(LONGEST_SUMMARY + 9)}
"""


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("labels")
    (folder / "labels.md").write_text(LABELS, "utf-8")
    with KnowledgeBase.open(folder / "home") as opened:
        opened.ingest([folder / "labels.md"], language="en")
        yield opened


@pytest.mark.parametrize(
    ("question", "quotes", "last", "remarks"),
    [
        pytest.param("Summarise section 1", 3, "Paragraph 3 has a rule.", (), id="a short one whole"),
        pytest.param(
            "Summarise section 2",
            LONGEST_SUMMARY,
            f"Paragraph {LONGEST_SUMMARY} has a rule.",
            ("5 more paragraphs or lists of what is summed up follow, which are not quoted here.",),
            id="a long one says what follows",
        ),
        pytest.param(
            "Vat hoofdstuk 2 samen",
            LONGEST_SUMMARY,
            f"Paragraph {LONGEST_SUMMARY} has a rule.",
            ("Van wat is samengevat, volgen nog 5 alinea's of lijsten, die hier niet zijn aangehaald.",),
            id="in Dutch",
        ),
        pytest.param(
            "Summarise section 3",
            LONGEST_SUMMARY - 2 + 10,
            "keep register 9;",
            ("One more paragraph or list of what is summed up follows, which is not quoted here.",),
            id="a list that was begun is finished",
        ),
        pytest.param(
            "Summarise section 4",
            LONGEST_SUMMARY + 10,
            f"keep register {LONGEST_SUMMARY + 9};",
            (),
            id="a long list whole",
        ),
    ],
)
def test_a_summary(
    labels: KnowledgeBase, question: str, quotes: int, last: str, remarks: tuple[str, ...]
) -> None:
    outcome = labels.ask(question)
    assert isinstance(outcome, Answer), outcome.message
    assert len(outcome.citations) == quotes
    assert outcome.citations[-1].quote == last
    assert outcome.remarks == remarks
