"""The command that takes documents out of the knowledge base; it asks before it does, unless told not to."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kb.errors import UsageError
from kb.surfaces.session import HomeOption, JsonOption, Session


def remove(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="The id that kb status shows.")],
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="xx", help="Only in this language; else in all.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove a document; one whose file still lies in an ingested folder comes back with the next ingest."""
    from kb.render import contract, terminal  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    if not yes:
        _ask_first(document, lang)
    with session.desk() as desk:
        removed = desk.remove(document, lang)
    session.show(lambda: contract.remove_result(removed), lambda: terminal.removal(removed))


def _ask_first(document: str, lang: str | None) -> None:
    if not sys.stdin.isatty():
        raise UsageError(f"to remove {document} without being asked first, say --yes")
    what = f"{document} in {lang}" if lang else f"{document} in all its languages"
    typer.confirm(f"Remove {what}?", abort=True, err=True)
