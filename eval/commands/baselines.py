"""`baselines`: the same questions asked of what others would use."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.table import Table

from eval import baselines
from eval.commands.console import wide
from eval.questions import gold_questions
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.questions import Split

app = typer.Typer()


@app.command("baselines")
def baselines_command(
    split: Annotated[str, typer.Option(help="development or held.")] = "development",
) -> None:
    """Set other retrievers beside the desk: same passages, same questions, one run; prints Success@3."""
    half = cast("Split", split)
    questions = {
        language: [q for q in gold_questions(language, half) if q.outcome == "answer" and q.context is None]
        for language in ("nl", "en")
    }
    drawn = Table("retriever", "texts", "Dutch questions", "English questions")
    with tempfile.TemporaryDirectory() as folder, KnowledgeBase.open(folder) as desk:
        desk.ingest()
        for within, texts in ((["nl"], "Dutch only"), (None, "with the translation")):
            for name, ranked in _retrievers(desk, Path(folder), within):
                shares = [
                    "not installed" if ranked is None else f"{baselines.success(ranked, some, 3):.3f}"
                    for some in questions.values()
                ]
                drawn.add_row(name, texts, *shares)
    wide().print(drawn)


def _retrievers(
    desk: KnowledgeBase, home: Path, within: list[str] | None
) -> Iterator[tuple[str, baselines.Ranked | None]]:
    yield (
        "LlamaIndex's default retriever, with the desk's encoder",
        baselines.llama_index_default(desk, within),
    )
    yield "Chroma with its default MiniLM", baselines.chroma_minilm(desk, within)
    for name, scores in (
        ("the desk, BM25 and glossary alone", ["lexical"]),
        ("the desk, vectors of passages alone", ["dense"]),
        ("the desk, late interaction alone", ["align"]),
        ("the desk", ["lexical", "dense", "align", "kind"]),
    ):
        with baselines.desk_with(home, scores, within) as ranked:
            yield name, ranked
