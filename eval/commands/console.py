"""What the commands share: where they print, lists in an option, and saying that something cannot be used."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from eval.run_file import RunFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE = 200
HALVES = ("development", "held")


def wide() -> Console:
    """Return a console as wide as the tables, also where no terminal is."""
    return Console(width=WIDE, highlight=False)


@contextmanager
def complaining() -> Iterator[None]:
    """Say in one line what cannot be used, and exit with 1."""
    try:
        yield
    except RunFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def chosen(said: str, known: Sequence[str], option: str) -> list[str]:
    """Return what an option lists with commas, each of it one of what is known."""
    listed = said.split(",")
    if unknown := [each for each in listed if each not in known]:
        raise typer.BadParameter(f"{option} {unknown[0]!r}: write {' or '.join(known)}, or both with a comma")
    return listed
