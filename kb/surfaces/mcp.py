"""The desk for programs with a language model, by the Model Context Protocol: the one file that knows `mcp`.

A process of its own, over standard input and output or over HTTP. Nothing but the protocol goes to standard
output. An error of `kb.errors` is a result of the tool, marked as an error, so that the model reads what to
do. No question is answered in the thread that speaks the protocol.
"""

from __future__ import annotations

import json
import signal
from functools import partial
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
import mcp_types as types
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError

from kb.answer.record import program
from kb.errors import KnowledgeBaseError, UsageError
from kb.render.contract import json_schema
from kb.render.shape import to_json
from kb.surfaces.tools import INSTRUCTIONS, TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcp.server.context import ServerRequestContext

    from kb.desk import KnowledgeBase
    from kb.surfaces.tools import Reply, Tool

    Context = ServerRequestContext[dict[str, object]]

PATH = "/mcp"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names by which this machine calls itself, as they stand in addresses."""

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - named to be refused without the names that clients use
MOST_BYTES = 64 * 1024
"""Of one request: a question has 2,000 characters at most."""

STOPPING_SECONDS = 5
"""How long a stop waits for the answers that are being made."""


def server(desk: KnowledgeBase) -> Server[dict[str, object]]:
    """Return a server that offers the tools over a knowledge base."""
    known = {tool.name: tool for tool in TOOLS}
    listed = types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS])

    async def list_tools(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return listed

    async def call_tool(_: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = known.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"no tool {asked.name!r}: choose one of {', '.join(known)}")
        return await anyio.to_thread.run_sync(_called, partial(tool.use, desk, asked.arguments or {}))

    name, _, version = program().partition(" ")
    return Server(
        name,
        title="Policy desk",
        version=version,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_stdio(desk: KnowledgeBase) -> None:
    """Serve one client over standard input and output, until it closes them."""
    offered = server(desk)

    async def serve() -> None:
        async with stdio_server() as (received, sent):
            await offered.run(received, sent, offered.create_initialization_options())

    # The thread that waits for input cannot be interrupted; nothing is written, so nothing is lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(serve)


def serve_http(
    desk: KnowledgeBase, host: str, port: int, names: Sequence[str], ready: Callable[[str], None]
) -> None:
    """Serve clients over HTTP until the process is told to stop.

    Args:
        desk: The knowledge base.
        host: The address to listen on.
        port: The port; 0 for any that is free.
        names: The names by which clients call this machine, beside its address; a request for another name
            comes from a page that was led here by a false name (DNS rebinding), and is refused.
        ready: Told the address as soon as clients can connect.

    Raises:
        UsageError: Nothing says by which names clients call it.
        HomeError: That address cannot be listened at.
    """
    from kb.surfaces.server.port import listening  # noqa: PLC0415 - brings the whole web server
    from kb.surfaces.server.run import Server as WebServer  # noqa: PLC0415 - the same

    app = server(desk).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MOST_BYTES,
        transport_security=_only_for(_names(host, names)),
    )
    with listening(host, port) as bound:
        ready(f"http://{_in_address(host)}:{bound.getsockname()[1]}{PATH}")
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=STOPPING_SECONDS
        )
        WebServer(settings).run([bound])


def _listed(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=json_schema(tool.gives),
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _called(use: Callable[[], Reply]) -> types.CallToolResult:
    try:
        reply = use()
    except KnowledgeBaseError as error:
        return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
    return types.CallToolResult(
        content=[types.TextContent(text=reply.text)], structured_content=json.loads(to_json(reply.shape))
    )


def _names(host: str, names: Sequence[str]) -> list[str]:
    if host in EVERY_ADDRESS and not names:
        raise UsageError(
            f"--host {host} listens on every address: say with --name by which name clients call it"
        )
    own = LOOPBACK if _in_address(host) in LOOPBACK else () if host in EVERY_ADDRESS else (_in_address(host),)
    return [*own, *names]


def _only_for(names: Sequence[str]) -> TransportSecuritySettings:
    """Refuse requests under other names, and those that a page of another origin sends."""
    hosts = [form for name in names for form in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
