"""Rows and runs of the evaluation, made up: right in everything unless something else is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from eval.run_file import (
    SCHEMA,
    CitationRow,
    Expected,
    HitRow,
    ReferenceFigures,
    Row,
    RowMeasures,
    RunFile,
    RunSettings,
    Timing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import Split


class Said(TypedDict, total=False):
    """What may be said of a row; the rest is right."""

    split: Split
    searched: tuple[str, ...] | None
    gold: str
    due: bool
    answered: bool
    confidence: float | None
    answer: str
    hits: Sequence[str]
    measures: RowMeasures
    ms: float


RIGHT = RowMeasures(
    ranking={"nDCG@10": 1.0, "R@5": 1.0, "RR": 1.0, "Success@1": 1.0, "Success@3": 1.0},
    rank=1,
    facts_found=("38 %",),
    quotes=2,
    in_place=1,
    cited_right=True,
)


def row(id: str, **said: Unpack[Said]) -> Row:  # noqa: A002 - what it is called in the file
    """Make a row; `due` says that the gold question has an answer."""
    due, answered = said.get("due", True), said.get("answered", said.get("due", True))
    pair, language = id.split("-")
    return Row(
        id=id,
        pair=pair,
        language=language,
        split=said.get("split", "development"),
        kind="number",
        style="plain",
        question=f"Question {id}?",
        searched=said.get("searched"),
        gold=said.get("gold", "0" * 12),
        expected=Expected(
            outcome="answer" if due else "abstention",
            places=("1/p2",) if due else (),
            facts=(("38 %",),) if due else (),
        ),
        outcome="answer" if answered else "abstention",
        confidence=said.get("confidence", 0.9 if answered else 0.1),
        answer=said.get("answer", "It is 38 %. [1]" if answered else "The texts do not say it."),
        hits=tuple(
            HitRow(document="com-2008-652", language=language, anchor=anchor, score=1 / rank)
            for rank, anchor in enumerate(said.get("hits", ("1/p2", "n7")), 1)
        ),
        measures=said.get("measures", RIGHT if due and answered else RowMeasures()),
        ms=said.get("ms", 20.0),
    )


def citation(*, verbatim: bool = True, right_locator: bool = True) -> CitationRow:
    """Make a quotation."""
    return CitationRow(
        marker=1,
        document="com-2008-652",
        language="nl",
        anchor="1/p2",
        section="1",
        note=None,
        page="3",
        quote="38 %",
        verbatim=verbatim,
        right_locator=right_locator,
        in_place=True,
    )


def run_of(*rows: Row, recall: float = 1.0) -> RunFile:
    """Make a run of rows."""
    return RunFile(
        schema=SCHEMA,
        timing=Timing(at=datetime(2026, 11, 24, tzinfo=UTC), seconds=1.0),
        program="policy-desk 0.1.0",
        commit=None,
        settings=RunSettings(scores=("align",), abstains=True),
        encoder="e",
        index="1-abc",
        corpus="sha256:0",
        gold="sha256:1",
        references=(
            ReferenceFigures(language="de", cases=2, precision=1.0, recall=recall, celex=1.0, pinpoint=1.0),
        ),
        rows=rows,
    )
