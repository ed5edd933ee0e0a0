"""What the commands share: where they print, lists in an option, and saying that something cannot be used."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from eval.run_file import RunFileError
from kb import KnowledgeBaseError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

WIDE = 200
HALVES = ("development", "held")


def wide() -> Console:
    """Return a console as wide as the tables, also where no terminal is."""
    return Console(width=WIDE, highlight=False)


def chosen_of(said: str, known: Collection[str], option: str) -> list[str]:
    """Return what an option names, separated by commas, each of what is known."""
    chosen = said.split(",")
    if unknown := [each for each in chosen if each not in known]:
        raise typer.BadParameter(f"{option} {unknown[0]!r}: write {' or '.join(known)}, or both with a comma")
    return chosen


@contextmanager
def complaining() -> Iterator[None]:
    """Say in one line what cannot be used, and exit with 1."""
    try:
        yield
    except (RunFileError, KnowledgeBaseError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
