"""What a language model thinks of answers: are they faithful to their quotations, do they meet the question.

Reported and never gating: such judges are kinder to English than to other languages, and a model changes
under its name. A reply that says neither yes nor no ("NaN" for one) and an error are failures of the judge:
they are counted as such, and are neither for nor against an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text

from eval.groups import groups_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from eval.run_file import Row

Opinion = Literal["yes", "no", "failed"]

LEADING = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)
ANYWHERE = re.compile(r"\b(yes|no)\b", re.IGNORECASE)
MARKER = re.compile(r"\s*\[\d+\]")


class JudgeError(Exception):
    """A judge could not be asked: says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a judge is shown: a question, its answer without marks, and the quotations under it."""

    question: str
    answer: str
    quotes: tuple[str, ...]

    @classmethod
    def of(cls, row: Row) -> Asked:
        """Return what is shown of a row; a follow-up comes with the question before it."""
        question = f"{row.context} {row.question}" if row.context else row.question
        return cls(question, MARKER.sub("", row.answer), tuple(c.quote for c in row.citations))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge said of an answer; `reply` is what it wrote, or why it failed."""

    row: Row
    judge: str
    opinion: Opinion
    reply: str


def opinion_of(reply: str) -> Opinion:
    """Return what a reply says; one that says both, or neither, is a failure of who wrote it.

    >>> opinion_of("YES."), opinion_of("The answer is no"), opinion_of("Yesterday"), opinion_of("nan")
    ('yes', 'no', 'failed', 'failed')
    """
    first = LEADING.match(reply)
    said = {first[1].lower()} if first else {word.lower() for word in ANYWHERE.findall(reply)}
    if said == {"yes"}:
        return "yes"
    return "no" if said == {"no"} else "failed"


def judgeable(rows: Sequence[Row]) -> list[Row]:
    """Return the answers over all texts that have their quotations; a compact run has none."""
    return [
        row
        for row in rows
        if row.outcome == "answer" and row.searched is None and any(c.quote for c in row.citations)
    ]


def judged(
    rows: Sequence[Row], judges: Mapping[str, Callable[[Asked], str]], tell: Callable[[int], None]
) -> Iterator[Judgement]:
    """Iterate over what each judge says of each answer; `tell` is told how many answers are done."""
    for number, row in enumerate(rows, 1):
        for name, judge in judges.items():
            try:
                reply = judge(Asked.of(row))
            except JudgeError as error:
                yield Judgement(row, name, "failed", str(error))
            else:
                yield Judgement(row, name, opinion_of(reply), reply)
        tell(number)


def table(judgements: Sequence[Judgement]) -> Table:
    """Return for each group and judge what share it approves, and how often it failed."""
    drawn = Table("questions", "judge", "answers", "approved", "of those judged", "judge failed")
    for group, rows in groups_of(judgement.row for judgement in judgements).items():
        own = [judgement for judgement in judgements if judgement.row in rows]
        for name in dict.fromkeys(judgement.judge for judgement in own):
            said = Counter(judgement.opinion for judgement in own if judgement.judge == name)
            decided = said["yes"] + said["no"]
            share = f"{said['yes'] / decided:.3f}" if decided else "–"
            drawn.add_row(group.name, name, str(said.total()), share, str(decided), str(said["failed"]))
    return drawn


def doubts(judgements: Sequence[Judgement]) -> Text:
    """Return what a judge objects to or failed on, one a paragraph; of the development half alone."""
    text = Text()
    for judgement in judgements:
        row = judgement.row
        if judgement.opinion != "yes" and row.split == "development":
            said = " ".join(judgement.reply.split())
            text.append(f"{row.key} {judgement.judge}: {judgement.opinion}", style="bold")
            text.append(f"  {row.question}\n  {row.answer}\n  {said}\n")
    return text
