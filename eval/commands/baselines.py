"""`baselines`: the same questions asked of what others would use."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval import baselines
from eval.commands.console import HALVES, chosen_of, wide
from eval.markdown import table_of
from eval.questions import gold_questions
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHOWN = ("nDCG@10", "Success@3")
HEADS = ("retriever", "texts", *(f"{code} {name}" for code in ("Dutch", "English") for name in SHOWN))
TEXTS = ((("nl",), "Dutch"), (("en",), "English"), (None, "both"))
NOT_HERE = "not installed"

app = typer.Typer()


@app.command("baselines")
def baselines_command(
    split: Annotated[str, typer.Option(help="development, held, or both with a comma.")] = "development",
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
) -> None:
    """Set other retrievers beside the desk: same passages, same questions, one run."""
    halves = chosen_of(split, HALVES, "--split")
    rows = list(_rows(halves))
    said = f"{datetime.now(UTC):%d %B %Y}, `python -m eval baselines --split {split}`"
    if as_markdown:
        typer.echo(f"{table_of(HEADS, rows)}\n\n{said}")
        return
    drawn = Table(*HEADS)
    for row in rows:
        drawn.add_row(*row)
    wide().print(drawn)
    wide().print(Text(said))


def _rows(halves: Sequence[str]) -> Iterator[tuple[str, ...]]:
    asked = [
        question
        for question in gold_questions()
        if question.split in halves and question.outcome == "answer" and question.context is None
    ]
    told = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder, KnowledgeBase.open(folder) as desk:
        desk.ingest()
        for within, texts in TEXTS:
            for name, ranked in _retrievers(desk, Path(folder), within):
                told.print(f"{texts} texts: {name}")
                figures: list[str] = []
                for code in ("nl", "en"):
                    some = [question for question in asked if question.language == code]
                    measured = None if ranked is None else baselines.measured(ranked, some)
                    figures += [NOT_HERE if measured is None else f"{measured[each]:.3f}" for each in SHOWN]
                yield name, texts, *figures


def _retrievers(
    desk: KnowledgeBase, home: Path, within: Sequence[str] | None
) -> Iterator[tuple[str, baselines.Ranked | None]]:
    yield "BM25 (Tantivy, stemmed)", baselines.plain_bm25(desk, within)
    yield "LlamaIndex's default, with the desk's encoder", baselines.llama_index_default(desk, within)
    yield "Chroma with its default MiniLM", baselines.chroma_minilm(desk, within)
    for name, scores in (
        ("the desk, BM25 and glossary alone", ["lexical"]),
        ("the desk, vectors of passages alone", ["dense"]),
        ("the desk, late interaction alone", ["align"]),
        ("the desk", ["lexical", "dense", "align", "kind"]),
    ):
        with baselines.desk_with(home, scores, within) as ranked:
            yield name, ranked
