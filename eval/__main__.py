"""`python -m eval`: evaluation and benchmarks of the knowledge base.

A group of commands is a module of `eval.commands` with an `app`; a new one is added to `GROUPS`.
"""

from __future__ import annotations

import typer

from eval.commands import (
    adopt,
    baselines,
    compare,
    gold,
    judge,
    load,
    references,
    report,
    run,
    speed,
    upkeep,
)

GROUPS = (run, compare, report, baselines, references, gold, adopt, judge, speed, load, upkeep)

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
for group in GROUPS:
    app.add_typer(group.app)


if __name__ == "__main__":
    app()
