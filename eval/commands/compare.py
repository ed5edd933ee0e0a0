"""`compare` and `baseline`: what a change gained and lost, and what a change is measured against."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import change_tables, run_file, runs
from eval.accepted import ACCEPTED, accept, accepted_losses, outdated, unaccepted
from eval.changes import changes
from eval.commands.console import complaining, wide
from eval.commands.run import evaluated
from eval.questions import gold_questions
from eval.report.figures import reported
from eval.report.files import SHIPPED, write
from eval.report.words import WORDS
from eval.significance import differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.accepted import Accepted
    from eval.changes import Change, Changes
    from eval.run_file import RunFile

BASELINE = Path(run_file.__file__).with_name("baseline.json")

AcceptedOption = Annotated[Path, typer.Option("--accepted", help="The losses that are accepted.")]

app = typer.Typer()


@app.command("compare")
def compare_command(
    before: Annotated[Path, typer.Argument(help="A run file; the committed baseline.")] = BASELINE,
    after: Annotated[Path | None, typer.Argument(help="Another; a fresh run when none is given.")] = None,
    entries: AcceptedOption = ACCEPTED,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
) -> None:
    """List gains and losses question by question; exit 1 on a loss that accepted.toml does not name."""
    with complaining():
        old = run_file.read(before)
        new = _whole_run() if after is None else run_file.read(after)
        left = _told(old, new, accepted_losses(entries), as_markdown=as_markdown)
    if left:
        typer.echo(
            f"{len(left)} lost and not accepted: mend them, or accept each in {entries.name} "
            "with a reason (CONTRIBUTING, Evaluate a change)",
            err=True,
        )
        raise typer.Exit(1)


@app.command("baseline")
def baseline_command(
    reason: Annotated[str | None, typer.Option(help="Why all that is lost is accepted.")] = None,
    source: Annotated[Path | None, typer.Option("--from", help="A run file; else a fresh run.")] = None,
    baseline: Annotated[Path, typer.Option(help="The baseline.")] = BASELINE,
    entries: AcceptedOption = ACCEPTED,
    pages: Annotated[Path, typer.Option(help="The folder of the pages that tell of it.")] = SHIPPED,
) -> None:
    """Renew the committed baseline and the pages that tell of it; demands a reason for what is lost."""
    with complaining():
        new = _whole_run() if source is None else run_file.read(source)
        known = accepted_losses(entries)
        left = _told(run_file.read(baseline), new, known, as_markdown=False) if baseline.exists() else []
    if left and reason is None:
        typer.echo(f"{len(left)} lost: say why with --reason, or mend them; not renewed", err=True)
        raise typer.Exit(1)
    if left and reason is not None:
        accept(left, reason, datetime.now(UTC).date(), entries)
    run_file.write(run_file.compacted(new), baseline)
    for written in (baseline, *write(reported([new]), pages, tuple(WORDS), ("html",))):
        typer.echo(f"written: {written}")


def _whole_run() -> RunFile:
    return evaluated(runs.both_ways(gold_questions()))


def _told(old: RunFile, new: RunFile, entries: Sequence[Accepted], *, as_markdown: bool) -> Sequence[Change]:
    """Print what changed, and return the losses that nobody accepted."""
    compared, found = changes(old, new), list(differences(old, new))
    stale, left = outdated(entries, new), unaccepted(compared.losses, entries)
    if as_markdown:
        typer.echo(change_tables.markdown(compared, found, stale, left))
        return left
    console = wide()
    known = [loss for loss in compared.losses if loss not in left]
    for title, changed in (("Gains", compared.gains), ("Losses, accepted", known), ("Losses", left)):
        if changed:
            console.print(change_tables.changes_table(title, changed))
    if found:
        console.print(change_tables.differences_table(found))
    for note in (*_other_settings(old, new), *change_tables.notes(compared, stale)):
        console.print(note)
    console.print(_summary(compared, left, new))
    return left


def _other_settings(old: RunFile, new: RunFile) -> list[str]:
    """Say what differs beside the program: then the runs are not of the same desk."""
    pairs = (
        ("texts", old.corpus, new.corpus),
        ("encoder", old.encoder, new.encoder),
        ("settings", str(old.settings), str(new.settings)),
    )
    return [f"the {name} differ: {one} and {other}" for name, one, other in pairs if one != other]


def _summary(compared: Changes, left: Sequence[Change], new: RunFile) -> str:
    return (
        f"{len(new.rows)} asked in {new.timing.seconds:.0f} s: {len(compared.gains)} gained, "
        f"{len(compared.losses)} lost, {len(left)} not accepted"
    )
