"""What the commands share: the two options that all of them take, output, progress, complaints."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import DataclassInstance
    from rich.console import RenderableType
    from rich.progress import TaskID

    from kb.desk import KnowledgeBase
    from kb.desk.stocking import Stock
    from kb.ingestion import Progress

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

    def stock(self) -> Stock:
        """Open the texts of the data folder, for a command that reads in and asks nothing."""
        from kb.desk.stocking import Stock  # noqa: PLC0415 - keeps kb --help instant

        return Stock.open(self.home)

    def show(self, shape: Callable[[], DataclassInstance], page: Callable[[], RenderableType]) -> None:
        """Print a result as JSON, or as a person reads it."""
        from kb.render.shape import to_json  # noqa: PLC0415 - keeps kb --help instant
        from kb.render.styles import console  # noqa: PLC0415 - the same

        if self.as_json:
            typer.echo(to_json(shape()))
        else:
            console().print(page())


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Draw a bar on a terminal from the first report on, until the block ends."""
    from rich.console import Console  # noqa: PLC0415 - keeps kb --help instant
    from rich.progress import Progress as Bar  # noqa: PLC0415 - the same

    console = Console(stderr=True)
    with ExitStack() as drawn:
        bars: list[tuple[Bar, TaskID]] = []

        def progress(done: int, total: int, name: str) -> None:
            if not bars:
                bar = Bar(console=console, transient=True, disable=not console.is_terminal)
                bars.append((drawn.enter_context(bar), bar.add_task("", total=None)))
            bar, task = bars[0]
            bar.update(task, completed=done, total=total, description=name)

        yield progress


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    say(message)


def say(message: str) -> None:
    """Say on standard error, in one line, what goes on beside the results."""
    typer.echo(f"kb: {message}", err=True)
