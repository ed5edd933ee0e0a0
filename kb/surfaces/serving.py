"""The commands of the web server: running it, who may log in, and what its users thought of answers."""

from __future__ import annotations

import getpass
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from kb.errors import UsageError
from kb.settings import ServerSettings, Settings
from kb.surfaces.session import HomeOption, JsonOption, Session, complain, shown_progress

if TYPE_CHECKING:
    from kb.surfaces.server import Place


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65_535, help="The port (default: 7860, or the next free one)."),
    ] = None,
    root_path: Annotated[
        str, typer.Option("--root-path", metavar="/PATH", help="The path that a proxy serves it under.")
    ] = "",
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
    without_login: Annotated[
        bool, typer.Option("--without-login", help="Let everyone in who can reach this machine.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve the desk as a web page and as an HTTP API, until Ctrl+C."""
    from kb.surfaces.server import Place, listening  # noqa: PLC0415 - keeps kb --help instant
    from kb.surfaces.server import serve as run  # noqa: PLC0415 - the same

    session = Session.of(context, home, as_json)
    desks = Settings.from_environment(session.home)
    settings = ServerSettings.from_environment(desks.home)
    with listening(host, port) as bound:
        place = Place(host, bound, root_path.rstrip("/"))
        _refuse_open_house(settings, place, without_login)
        with session.desk() as desk:
            address = f"http://{_named(host)}:{bound.getsockname()[1]}{place.root_path}/"
            typer.echo(f"The desk is at {address} (stop: Ctrl+C)", err=True)
            if opens:
                threading.Timer(1, webbrowser.open, [address]).start()
            run(desk, settings, place, shown_progress, complain)


def user(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Who may log in; without it, all are listed.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the user out.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a user of the web server, change a password, or take a user out; with one, everyone logs in."""
    from rich.text import Text  # noqa: PLC0415 - keeps kb --help instant

    from kb.render import contract  # noqa: PLC0415 - the same
    from kb.surfaces.server.users import Users  # noqa: PLC0415 - the same

    session = Session.of(context, home, as_json)
    users = Users(ServerSettings.from_environment(Settings.from_environment(session.home).home).users)
    if name is not None and remove:
        users.remove(name)
    elif name is not None:
        users.put(name, _password())
    session.show(
        lambda: contract.UsersResult(tuple(users.names())), lambda: Text("\n".join(users.names()), end="")
    )


def judgements(
    context: typer.Context,
    erase: Annotated[bool, typer.Option("--erase", help="Erase all of them.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how many thumbs are kept, with their questions and answers, or erase them."""
    from rich.text import Text  # noqa: PLC0415 - keeps kb --help instant

    from kb.render import contract  # noqa: PLC0415 - the same
    from kb.store.judgements import NAME, Judgements  # noqa: PLC0415 - the same

    session = Session.of(context, home, as_json)
    settings = Settings.from_environment(session.home)
    kept = Judgements(settings.home, settings.judgement_days)
    erased = kept.erase() if erase else 0
    count, days = sum(1 for _ in kept.lines()), settings.judgement_days or None
    how_long = f"for {days} days" if days else "for ever"
    session.show(
        lambda: contract.JudgementsResult(count, erased, days, str(settings.home / NAME)),
        lambda: Text(f"{erased} erased" if erase else f"{count} kept {how_long} in {settings.home / NAME}"),
    )


def _refuse_open_house(settings: ServerSettings, place: Place, without_login: bool) -> None:
    from kb.surfaces.server import Users  # noqa: PLC0415 - keeps kb --help instant

    if place.is_loopback or without_login or Users(settings.users).names():
        return
    raise UsageError(
        f"at {place.host} everyone on the network could use the desk: make users first with kb user NAME, "
        "or say --without-login"
    )


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _password() -> str:
    """Return a password: asked for twice at a terminal, else a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise UsageError("the two passwords differ: try again")
    return password
