"""The command that runs the web server."""

from __future__ import annotations

from typing import Annotated

import typer

from kb.settings import ServerSettings
from kb.surfaces.session import HomeOption, JsonOption, Session


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65_535, help="The port (default: 7860, or the next free one)."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the desk as a web page and as an HTTP API, until Ctrl+C."""
    from kb.surfaces.server import serve as run  # noqa: PLC0415 - keeps kb --help instant
    from kb.surfaces.server.port import listening  # noqa: PLC0415 - the same

    session = Session.of(context, home, as_json)
    settings = ServerSettings.from_environment()
    with listening(host, port) as bound, session.desk() as desk:
        shown, number = bound.getsockname()[:2]
        typer.echo(f"The desk is at http://{shown}:{number} (stop: Ctrl+C)", err=True)
        run(desk, settings, bound)
