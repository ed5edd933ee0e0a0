"""What changed between two runs, as a person reads it: both answers side by side, in a table or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.markdown import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eval.accepted import Accepted
    from eval.changes import Change, Changes
    from eval.run_file import Row
    from eval.significance import Difference

LISTED = 12
"""Questions that are named where they are only to be known of."""

LEAST_SHOWN = 0.001

NOT_KEPT = "(the baseline does not keep it)"

HEADS = ("question", "measure", "what", "before", "after")
HEADS_OF_DIFFERENCES = ("questions", "measure", "before", "after", "difference", "p")

TEST = "Paired randomisation test over pairs of questions, 5,000 exchanges, one seed; p is two-sided."


def changes_table(title: str, changed: Iterable[Change]) -> Table:
    """Return changes, one a row, with the answers of both runs."""
    drawn = Table(*HEADS, title=title, title_justify="left")
    for change in changed:
        texts = (change.key, change.measure, change.what, _answer(change.before), _answer(change.after))
        asked = "" if change.after is None else f"\n{change.after.question}"
        drawn.add_row(Text(f"{texts[0]}{asked}"), *(Text(text) for text in texts[1:]), end_section=True)
    return drawn


def differences_table(found: Iterable[Difference]) -> Table:
    """Return the measures that differ, with how likely so large a difference is by chance."""
    drawn = Table(*HEADS_OF_DIFFERENCES, caption=TEST)
    for each in found:
        drawn.add_row(each.group.name, each.measure, *_numbers(each))
    return drawn


def notes(compared: Changes, stale: Iterable[Accepted]) -> Iterator[str]:
    """Iterate over what else is to be said: questions not compared, ranks, entries that are outdated."""
    for said, keys in (
        ("added", compared.added),
        ("removed", compared.removed),
        ("edited, not compared", compared.edited),
    ):
        if keys:
            more = f" and {len(keys) - LISTED:,} more" if len(keys) > LISTED else ""
            yield f"gold questions {said} ({len(keys)}): {', '.join(keys[:LISTED])}{more}"
    yield f"first right hit higher in {compared.higher} and lower in {compared.lower} questions"
    for entry in stale:
        yield f"accepted.toml: {entry.question} {entry.measure} no longer applies; take the entry out"


def markdown(
    compared: Changes, found: Sequence[Difference], stale: Sequence[Accepted], open_losses: Sequence[Change]
) -> str:
    """Return all of it in Markdown."""
    lines = [f"{len(compared.gains)} gained, {len(compared.losses)} lost, {len(open_losses)} not accepted."]
    for title, changed in (("Losses", compared.losses), ("Gains", compared.gains)):
        if changed:
            lines += ["", f"## {title}", "", table_of(HEADS, map(_cells, changed))]
    if found:
        rows = ((each.group.name, each.measure, *_numbers(each)) for each in found)
        lines += ["", "## Measures that differ", "", table_of(HEADS_OF_DIFFERENCES, rows), "", TEST]
    return "\n".join([*lines, "", *(f"- {note}" for note in notes(compared, stale)), ""])


def _cells(change: Change) -> tuple[str, ...]:
    asked = "" if change.after is None else f" {change.after.question}"
    before, after = _answer(change.before), _answer(change.after)
    return (f"{change.key}{asked}", change.measure, change.what, before, after)


def _answer(row: Row | None) -> str:
    if row is None:
        return ""
    return row.answer or NOT_KEPT


def _numbers(found: Difference) -> tuple[str, ...]:
    difference = found.after - found.before
    chance = f"{found.chance:.3f}" if found.chance >= LEAST_SHOWN else f"< {LEAST_SHOWN}"
    return f"{found.before:.3f}", f"{found.after:.3f}", f"{difference:+.3f}", chance
