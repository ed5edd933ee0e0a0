"""The program: the command line in a process of its own, by `kb`, `python -m kb` and the doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.process import begin

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line as a program, and exit with its code."""
    begin()
    from kb.surfaces.cli import main as command_line  # noqa: PLC0415 - what is set counts for what is loaded

    command_line(arguments)


if __name__ == "__main__":
    main()
