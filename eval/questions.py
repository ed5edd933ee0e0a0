"""The gold questions: read from `gold/questions.jsonl`, one a line, checked on reading.

`split` says which half a question belongs to: nothing is ever fitted on the held half.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

GOLD = Path(__file__).parent / "gold" / "questions.jsonl"

Split = Literal["development", "held"]
Language = Literal["nl", "en"]


class GoldQuestion(BaseModel):
    """A question and what a right answer looks like.

    `places` are anchors of which each alone holds the answer; `related` ones help. Every fact is a list
    of alternatives of which one must stand in the quotations. `context` is the question asked before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    pair: str
    language: Language
    split: Split
    kind: str
    style: str
    question: str
    context: str | None
    outcome: Literal["answer", "abstention"]
    places: tuple[str, ...]
    related: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    note: str | None


def gold_questions(
    language: str | None = None, split: Split | None = None, path: Path = GOLD
) -> list[GoldQuestion]:
    """Return the questions of a language and a half; all for None."""
    rows = TypeAdapter(list[GoldQuestion]).validate_json(
        "[" + ",".join(line for line in path.read_text("utf-8").splitlines() if line.strip()) + "]"
    )
    return [row for row in rows if language in {None, row.language} and split in {None, row.split}]


def plain(text: str) -> str:
    """Return a text as facts are looked for in it: without capitals, white space made one space."""
    return re.sub(r"\s+", " ", text).strip().lower()
