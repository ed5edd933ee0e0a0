"""The command line of DESIGN section 5.

Results go to standard output, progress and errors to standard error. Exit 0: done, an abstention
included; 1: failed, with one line that says what to do; 2: wrong usage.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.errors import KnowledgeBaseError, SourceError, UsageError
from kb.surfaces import citing, connecting, removing, serving
from kb.surfaces.session import HomeOption, JsonOption, Session, complain, shown_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.answer import Abstention, Answer
    from kb.answer.audit import Check
    from kb.desk import KnowledgeBase
    from kb.render.contract import Shape
    from kb.retrieve import Hit
    from kb.surfaces.batch import Row

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

LangOption = Annotated[str, typer.Option("--lang", metavar="nl|en|auto", help="Language of the question.")]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="nl,en", help="Search texts in these languages only.")
]
DocumentsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--document", metavar="ID", help="Search this document only, by its id in kb status; repeatable."
    ),
]
BatchOption = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE|-", help="Read questions as JSON Lines; print JSON Lines."),
]
LlmOption = Annotated[
    str | None,
    typer.Option("--llm", metavar="NAME", help="Let a language model word the answer: ollama/MODEL, …"),
]
ExportOption = Annotated[
    list[Path] | None,
    typer.Option("--export", metavar="FILE", help="Keep it: FILE ends in .md, .docx or .json; repeatable."),
]
ContextOption = Annotated[
    str | None,
    typer.Option("--context", metavar="QUESTION", help="The question asked before, if this one goes on."),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show which words met, and the scores.")]

app = typer.Typer(
    name="kb",
    help="Questions about EU cluster policy, answered with proof or not at all.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(context: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Questions about EU cluster policy, answered with proof or not at all."""
    context.obj = Session(home, as_json)


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders.")
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="xx", help="Language of these files.")] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove documents that are gone from these paths.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read files and folders, or the corpus that came with the installation."""
    from kb.render.ingested import ingestion  # noqa: PLC0415 - keeps kb --help instant

    def shape() -> Shape:
        from kb.render import contract  # noqa: PLC0415 - knows all results, and a person needs it not

        return contract.ingest_result(report)

    session = Session.of(context, home, as_json)
    with shown_progress() as progress:
        report = session.stock().ingest(paths, lang, prune=prune, progress=progress)
    session.show(shape, lambda: ingestion(report))
    for failure in report.failed:
        complain(failure.error)
    if report.failed:
        raise typer.Exit(FAILED)


@app.command()
def fetch(
    context: typer.Context,
    works: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORK]...", help="Numbers such as 'COM(2006) 502' or 52006DC0502."),
    ] = None,
    langs: Annotated[str, typer.Option("--langs", metavar="nl,en", help="Languages.")] = "nl,en",
    footnotes: Annotated[bool, typer.Option("--footnotes", help="Fetch what the texts cite.")] = False,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Server that stands in for the Publications Office."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download works from the Publications Office, then ingest them."""
    from kb.render import contract, terminal  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    languages = _languages(langs) or []
    with session.desk() as desk, shown_progress() as progress:
        report = desk.fetch(
            works or (), languages=languages, footnotes=footnotes, base_url=base_url, progress=progress
        )
    session.show(lambda: contract.fetch_result(report), lambda: terminal.fetching(report))
    for complaint in report.complaints():
        complain(complaint)
    if report.complaints():
        raise typer.Exit(FAILED)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="In Dutch or English.")] = None,
    lang: LangOption = "auto",
    within: InOption = None,
    documents: DocumentsOption = None,
    explain: ExplainOption = False,
    llm: LlmOption = None,
    batch: BatchOption = None,
    exports: ExportOption = None,
    before: ContextOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with verified quotations, or say that the texts do not."""
    from kb.render import styles, terminal  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    languages, chosen = _languages(within), documents or None
    kept = _exports(exports, batch)
    with session.desk() as desk:

        def answered(row: Row) -> Shape:
            outcome = desk.ask(
                row.question,
                language=row.lang,
                languages=languages,
                documents=row.documents or chosen,
                llm=llm,
                context=row.context,
            )
            return _ask_result(outcome, row.id)

        if batch is not None:
            _run_batch(batch, answered)
            return
        asked = _required(question)
        outcome = desk.ask(
            asked, language=lang, languages=languages, documents=chosen, llm=llm, context=before
        )
        found = (
            desk.search(asked, k=3, language=lang, languages=languages, documents=chosen, context=before)
            if explain
            else []
        )
        names = desk.also_called(asked, language=lang) if explain else []
        _export(desk, outcome, kept)
    session.show(lambda: _ask_result(outcome), lambda: terminal.outcome(outcome))
    if found and not session.as_json:
        styles.console().print(terminal.explanation(found, outcome.asked.language, names))


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="In Dutch or English.")] = None,
    k: Annotated[int, typer.Option("-k", metavar="N", help="How many hits.")] = 10,
    lang: LangOption = "auto",
    within: InOption = None,
    documents: DocumentsOption = None,
    explain: ExplainOption = False,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages that meet a query best."""
    from kb import language  # noqa: PLC0415 - keeps kb --help instant
    from kb.render import terminal  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    languages, chosen = _languages(within), documents or None
    with session.desk() as desk:

        def answered(row: Row) -> Shape:
            hits = desk.search(
                row.question, k=k, language=row.lang, languages=languages, documents=row.documents or chosen
            )
            spoken = language.of_question(row.question) if row.lang == "auto" else row.lang
            return _search_result(row.question, spoken, hits, row.id)

        if batch is not None:
            _run_batch(batch, answered)
            return
        asked = _required(query)
        hits = desk.search(asked, k=k, language=lang, languages=languages, documents=chosen)
        names = desk.also_called(asked, language=lang) if explain else []
    spoken = language.of_question(asked) if lang == "auto" else lang
    session.show(
        lambda: _search_result(asked, spoken, hits),
        lambda: terminal.search(hits, spoken) if not explain else terminal.explanation(hits, spoken, names),
    )


@app.command()
def status(context: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show what is loaded."""
    from kb.render import terminal  # noqa: PLC0415 - keeps kb --help instant

    def shape() -> Shape:
        from kb.render import contract  # noqa: PLC0415 - knows all results, and a person needs it not

        return contract.status_result(state)

    session = Session.of(context, home, as_json)
    with session.desk() as desk:
        state = desk.status()
    session.show(shape, lambda: terminal.status(state))


@app.command()
def verify(
    context: typer.Context,
    answer: Annotated[
        Path | None, typer.Argument(metavar="[ANSWER.json]", help="An exported answer.")
    ] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild the indexes.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the store and its indexes, or an exported answer, against the texts."""
    from kb.render import contract, terminal  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    with session.desk() as desk:
        if repair:
            desk.repair()
        checks = desk.verify() if answer is None else desk.check_quotes(_exported(answer))
    session.show(lambda: contract.verify_result(checks), lambda: terminal.checks(checks))
    _exit_unless_all_hold(checks)


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="A command's name, export, or batch-error.")],
) -> None:
    """Print the JSON Schema of what a command prints with --json."""
    from kb.render import contract  # noqa: PLC0415 - keeps kb --help instant

    if name not in contract.SHAPES:
        raise UsageError(f"no schema {name!r}: choose one of {', '.join(contract.SHAPES)}")
    typer.echo(json.dumps(contract.json_schema(name), indent=2))


app.command()(citing.cite)
app.command()(citing.references)
app.command()(serving.serve)
app.command()(serving.user)
app.command()(serving.judgements)
app.command()(connecting.mcp)
app.command()(removing.remove)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    try:
        app(args=None if arguments is None else list(arguments))
    except UsageError as error:
        complain(str(error))
        sys.exit(WRONG_USAGE)
    except KnowledgeBaseError as error:
        complain(str(error))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


def _languages(within: str | None) -> list[str] | None:
    return None if within is None else [code.strip() for code in within.split(",")]


def _required(question: str | None) -> str:
    if question is None:
        raise UsageError("no question was given: write one in quotation marks, or use --batch FILE")
    return question


def _ask_result(outcome: Answer | Abstention, row: str | None = None) -> Shape:
    from kb.render import contract  # noqa: PLC0415 - knows all results, and a person needs it not

    return contract.ask_result(outcome, row)


def _search_result(query: str, spoken: str, hits: Sequence[Hit], row: str | None = None) -> Shape:
    from kb.render import contract  # noqa: PLC0415 - the same

    return contract.search_result(query, spoken, hits, row)


def _run_batch(name: str, answer: Callable[[Row], Shape]) -> None:
    from kb.surfaces import batch  # noqa: PLC0415 - keeps kb --help instant

    lines: Iterable[str] = batch.run(name, answer)
    for line in lines:
        typer.echo(line)


def _exports(paths: Sequence[Path] | None, batch: str | None) -> list[Path]:
    """Refuse what cannot be exported before any question is asked."""
    if not paths:
        return []
    from kb.render.export import known_format  # noqa: PLC0415 - keeps kb --help instant

    if batch is not None:
        raise UsageError("--export keeps one answer: give a question, or keep a batch with kb ask --batch")
    for path in paths:
        known_format(path.suffix)
    return list(paths)


def _export(desk: KnowledgeBase, outcome: Answer | Abstention, paths: Sequence[Path]) -> None:
    """Write an outcome into files; all are made before the first is written."""
    if not paths:
        return
    from kb.render.export import dossier, export, write  # noqa: PLC0415 - keeps kb --help instant

    made = dossier(desk, outcome)
    contents = [(path, export(made, path.suffix)) for path in paths]
    for path, content in contents:
        write(path, content)
        typer.echo(f"written: {path}", err=True)


def _exported(path: Path) -> dict[str, object]:
    try:
        exported = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: is not JSON; export an answer with kb ask --export") from error
    if not isinstance(exported, dict):
        raise SourceError(f"{path}: is no exported answer; export one with kb ask --export")
    return exported


def _exit_unless_all_hold(checks: Sequence[Check]) -> None:
    wrong = [check for check in checks if not check.ok]
    if wrong:
        complain(f"{len(wrong)} of {len(checks)} checks failed: {wrong[0].name}: {wrong[0].detail}")
        raise typer.Exit(FAILED)
