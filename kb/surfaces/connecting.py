"""The command that connects programs with a language model to the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.errors import UsageError
from kb.surfaces.session import HomeOption, JsonOption, Session, say

HOST = "127.0.0.1"
PORT = 8652


def mcp(
    context: typer.Context,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP; without it one client, over input and output.")
    ] = False,
    host: Annotated[
        str | None, typer.Option("--host", help=f"With --http: where to listen ({HOST}).")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=65_535, help=f"With --http: the port ({PORT}); 0 for any that is free."
        ),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="With --http: a name by which clients call this machine; repeatable.",
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the desk to programs with a language model (MCP)."""
    session = Session.of(context, home, as_json)
    if not http and (host, port, names) != (None, None, None):
        raise UsageError("--host, --port and --name go with --http")
    from kb.surfaces import mcp as protocol  # noqa: PLC0415 - keeps kb --help instant

    with session.desk() as desk:
        if http:
            protocol.serve_http(desk, host or HOST, PORT if port is None else port, names or (), say)
        else:
            protocol.serve_stdio(desk)
