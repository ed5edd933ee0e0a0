"""`bench`, `growth` and `ingest-bench`: how fast it is, as figures and ratios of one run."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import bench as benchmark
from eval import growth, limits, references
from eval import ingest_bench as ingestions
from eval.commands.console import wide
from eval.limits import Held
from eval.questions import gold_questions
from eval.spent import median
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = ("ask", "Wat is een cluster?")
"""What a fresh process is asked."""

BENCHED = 3
"""One of so many Dutch questions is asked when speeds are measured."""

SHARE = 8
"""One of so many questions is asked when growth is measured."""

app = typer.Typer()


@app.command()
def bench() -> None:
    """Measure the speed of questions, of fresh processes, of reading and of finding references."""
    with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
        desk.ingest()
        questions = gold_questions("nl", "development")[::BENCHED]
        taken = benchmark.warm_questions(desk, questions)
        bm25, encoder = growth.alone_ms(desk, questions)
        texts = [passage.text for passage in desk.passages()]
        in_one_language = _in_one_language(desk)
        cold = benchmark.process(["-m", "kb", "--home", home, *ASKED])
        cited = benchmark.process(["-m", "kb", "--home", home, "cite", "voetnoot 25"])
        held = benchmark.peak_megabytes(["--home", home, *ASKED])
    bare = benchmark.process(["-c", "pass"])
    imported = benchmark.process(["-c", "import kb"])
    warm = median(taken)
    last = statistics.quantiles((each.clock for each in taken), n=20)[-1]
    typer.echo(
        f"by the clock: a warm question, median {_ms(warm.clock)}, 95th percentile {_ms(last)}, "
        f"{len(taken)} asked; a fresh kb ask {_ms(cold.clock)}, kb cite {_ms(cited.clock)}, import kb "
        f"{_ms(imported.clock)}, python {_ms(bare.clock)}"
    )
    typer.echo(
        f"of the processor: a warm question takes {1000 * warm.processor / bm25:.0f} times as long as BM25 "
        f"alone, {1000 * warm.processor / encoder:.0f} times as long as the encoder alone"
    )
    typer.echo(f"encoder: {growth.encoded_in_a_second(texts):,.0f} passages in a second")
    with tempfile.TemporaryDirectory() as folder:
        reading, again = _read_and_ingested(Path(folder), in_one_language)
    wide().print(
        limits.table(
            (
                Held("a warm question, median", 1000 * warm.processor, 20, "ms"),
                Held("reading PDFs beside pypdf alone", reading, 1.5, "times"),
                Held("a second ingestion beside the first", again, 0.05, "times"),
                Held(
                    "import kb, over a bare interpreter",
                    1000 * (imported.processor - bare.processor),
                    150,
                    "ms",
                ),
                Held("kb cite in a fresh process", cited.processor, 0.5, "s"),
                Held("kb ask in a fresh process", cold.processor, 2, "s"),
                Held("memory of kb ask in a fresh process", held, 400, "MB"),
            )
        )
    )
    _references("\n\n".join(texts))


def _in_one_language(desk: KnowledgeBase) -> list[str]:
    """Return what documents are made of: one whose paragraphs change language is read more than once."""
    return [passage.text for passage in desk.passages() if passage.expression.language == "en"]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.1f} ms"


def _read_and_ingested(folder: Path, texts: Sequence[str]) -> tuple[float, float]:
    """Return how many times as long as pypdf reading takes, and a second ingestion as the first."""
    documents = folder / "documents"
    documents.mkdir()
    ingestions.make_documents(documents, texts)
    read = ingestions.read_pdfs(documents)
    first, again = (ingestions.ingest(folder / "home", documents) for _ in range(2))
    return sum(r.here for r in read) / sum(r.pypdf for r in read), again.processor / first.processor


def _references(corpus: str) -> None:
    gold = "\n\n".join(case.text for case in references.gold_cases())
    typer.echo(
        f"find_references: {benchmark.megabytes_per_second(corpus):.1f} MB/s of the corpus, "
        f"{benchmark.megabytes_per_second(gold):.1f} MB/s of the gold cases "
        f"(a loop of {benchmark.LOOP_ROUNDS:,} rounds: {benchmark.loop_seconds():.2f} s)"
    )
    for pattern in benchmark.HOSTILE:
        typer.echo(f"  {benchmark.growth(pattern):5.2f} times longer at twice the length: {pattern!r}")


@app.command("growth")
def growth_command(
    passages: Annotated[
        str, typer.Option(help="How many passages are made, with commas, fewer first.")
    ] = "10000,100000",
) -> None:
    """Measure a question over more and more passages, each number of them ingested anew."""
    questions = gold_questions("nl", "development")[::SHARE] + gold_questions("en", "development")[::SHARE]
    with tempfile.TemporaryDirectory() as folder:
        shipped = growth.taken(Path(folder) / "shipped", questions, None)
        with KnowledgeBase.open(Path(folder) / "shipped") as desk:
            bm25, encoder = growth.alone_ms(desk, questions)
            texts = [passage.text for passage in desk.passages()]
        typer.echo(
            f"over the {shipped.passages:,} shipped passages: a question {shipped.question:.1f} ms, "
            f"BM25 alone {bm25:.2f} ms, the encoder alone {encoder:.2f} ms"
        )
        words = [word for text in texts for word in text.split()]
        rows = []
        for count in (int(each) for each in passages.split(",")):
            made = Path(folder) / f"made-{count}"
            growth.make_passages(made, words, count)
            row = growth.taken(Path(folder) / f"home-{count}", questions, made)
            rows.append(row)
            typer.echo(
                f"over {row.passages:,} passages: a question {row.question:.1f} ms, "
                f"{row.question / shipped.question:.2f} times as long as over the shipped ones; ingested in "
                f"{row.ingested.clock:.0f} s by the clock, the processor "
                f"{1000 * row.ingested.processor / count:.2f} ms a passage"
            )
    wide().print(limits.table(growth.held(rows)))
    typer.echo(f"encoder: {growth.encoded_in_a_second(texts):,.0f} passages in a second")


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
                ingestions.make_documents(folder, _in_one_language(desk))
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
