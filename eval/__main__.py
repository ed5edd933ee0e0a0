"""`python -m eval`: evaluation and benchmarks of the knowledge base."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.console import Console
from rich.table import Table

from eval import abstention, baselines, references, transcripts
from eval import bench as benchmark
from eval import ingest_bench as ingestions
from eval.questions import gold_questions
from eval.report import failures, table
from eval.run import run
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.questions import Split

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
WIDE = 200


@app.command("run")
def run_command(
    lang: Annotated[str, typer.Option(help="nl, en, or both with a comma.")] = "nl",
    split: Annotated[str, typer.Option(help="development, held, or both with a comma.")] = "development",
    within: Annotated[
        str | None, typer.Option("--in", help="Search the texts in these languages only.")
    ] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Ask the gold questions of the shipped corpus and print the measures."""
    console = Console(width=WIDE, highlight=False)
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        groups = {
            (language, half): run(
                desk, gold_questions(language, cast("Split", half)), within.split(",") if within else None
            )
            for language in lang.split(",")
            for half in split.split(",")
        }
    console.print(table(groups))
    if show:
        for rows in groups.values():
            console.print(failures(rows))


@app.command()
def bench() -> None:
    """Measure the speed of questions, of fresh processes and of finding references."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        questions = gold_questions("nl")
        taken = benchmark.warm_question_ms(desk, questions)
        corpus = "\n\n".join(passage.text for passage in desk.passages())
        cold = benchmark.process_ms(["-m", "kb", "--home", home, "ask", "Wat is een cluster?"])
        cited = benchmark.process_ms(["-m", "kb", "--home", home, "cite", "voetnoot 25"])
    bare = benchmark.process_ms(["-c", "pass"])
    imported = benchmark.process_ms(["-c", "import kb"])
    typer.echo(
        f"warm question: median {statistics.median(taken):.1f} ms, "
        f"95th percentile {statistics.quantiles(taken, n=20)[-1]:.1f} ms, {len(taken)} asked"
    )
    typer.echo(f"import kb: {imported - bare:.0f} ms over a bare interpreter ({bare:.0f} ms)")
    typer.echo(f"kb ask in a fresh process: {cold:.0f} ms")
    typer.echo(f"kb cite in a fresh process: {cited:.0f} ms")
    gold = "\n\n".join(case.text for case in references.gold_cases())
    typer.echo(
        f"find_references: {benchmark.megabytes_per_second(corpus):.1f} MB/s of the corpus, "
        f"{benchmark.megabytes_per_second(gold):.1f} MB/s of the gold cases "
        f"(a loop of {benchmark.LOOP_ROUNDS:,} rounds: {benchmark.loop_seconds():.2f} s)"
    )
    for pattern in benchmark.HOSTILE:
        typer.echo(f"  {benchmark.growth(pattern):5.2f} times longer at twice the length: {pattern!r}")


@app.command("ingest-bench")
def ingest_bench(
    documents: Annotated[
        Path | None, typer.Option(help="A folder of one's own, in place of the documents that are made.")
    ] = None,
) -> None:
    """Measure reading against pypdf alone, and a second ingestion against the first."""
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as home:
        folder = documents or Path(made)
        if documents is None:
            with KnowledgeBase.open(Path(home) / "texts") as desk:
                desk.ingest()
                texts = [p.text for p in desk.passages() if p.expression.language == "en"]
                ingestions.make_documents(folder, texts)
        read = ingestions.read_pdfs(folder)
        first = ingestions.ingest(Path(home) / "home", folder)
        again = ingestions.ingest(Path(home) / "home", folder)
        here = ingestions.ingest_here(Path(home) / "home", folder)
    if read:
        ours, alone = sum(r.here for r in read), sum(r.pypdf for r in read)
        worst = max(read, key=lambda r: r.here / r.pypdf)
        typer.echo(
            f"reading {len(read)} PDFs: {ours:.2f} s, pypdf alone {alone:.2f} s, ratio {ours / alone:.2f}; "
            f"the worst {worst.here / worst.pypdf:.2f} ({worst.file})"
        )
    typer.echo(f"first ingestion, a process: {first.clock:.1f} s, {first.processor:.1f} s of the processor")
    for name, spent in (("a process", again), ("in a process that runs", here)):
        typer.echo(
            f"without changes, {name}: {spent.clock:.2f} s, {spent.processor:.2f} s of the processor; "
            f"ratio {spent.clock / first.clock:.3f} and {spent.processor / first.processor:.3f}"
        )


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
    Console(width=WIDE, highlight=False).print(drawn)


@app.command("references")
def references_command(
    document: Annotated[Path | None, typer.Option(help="A document whose notes are measured too.")] = None,
    notes: Annotated[Path | None, typer.Option(help="The keys in its notes, as JSON.")] = None,
    show: Annotated[bool, typer.Option("--failures", help="Print what went wrong.")] = False,
) -> None:
    """Find the references in the gold cases and print precision and recall."""
    if (document is None) != (notes is None):
        raise typer.BadParameter("--document and --notes go together")
    console = Console(width=WIDE, highlight=False)
    rows = [references.compared(case) for case in references.gold_cases()]
    console.print(references.table(rows))
    if show:
        console.print(references.failures(rows))
    if document is None or notes is None:
        return
    with tempfile.TemporaryDirectory() as home:
        of_notes = references.keys_of_notes(document, notes, Path(home))
    console.print(references.notes_table(of_notes))
    if show:
        console.print(references.notes_failures(of_notes))


@app.command("fit-abstention")
def fit_abstention() -> None:
    """Fit on the development half when to abstain; prints the cross-validated curve and the weights."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        seen = abstention.observed(desk, gold_questions(None, "development"))
    for line in abstention.fitted(seen):
        typer.echo(line)


@app.command("transcripts")
def transcripts_command() -> None:
    """Write the transcripts anew from the shipped corpus."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        transcripts.TRANSCRIPTS.write_text(transcripts.written(home), "utf-8")
    typer.echo(f"written: {transcripts.TRANSCRIPTS}")


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


if __name__ == "__main__":
    app()
