"""What every command of the command line shares: the two options of all of them, output, complaints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from kb.desk import KnowledgeBase
    from kb.render.contract import Shape

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Data folder (default: KB_HOME, or .kb)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@dataclass(frozen=True, slots=True)
class Session:
    """The two options that every command takes, wherever they stood on the line."""

    home: Path | None = None
    as_json: bool = False

    @classmethod
    def of(cls, context: typer.Context, home: Path | None, as_json: bool) -> Session:
        """Return the options in force: those behind the command's name before those in front of it."""
        before: Session = context.obj
        return cls(home or before.home, as_json or before.as_json)

    def desk(self) -> KnowledgeBase:
        """Open the knowledge base of the data folder."""
        from kb.desk import KnowledgeBase  # noqa: PLC0415 - keeps kb --help instant

        return KnowledgeBase.open(self.home)

    def show(self, shape: Callable[[], Shape], page: Callable[[], RenderableType]) -> None:
        """Print a result as JSON, or as a person reads it."""
        from kb.render import contract, terminal  # noqa: PLC0415 - keeps kb --help instant

        if self.as_json:
            typer.echo(contract.to_json(shape()))
        else:
            terminal.console().print(page())


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    typer.echo(f"kb: {message}", err=True)
