"""The address that is listened at: the port that was asked for, or the next free one."""

from __future__ import annotations

import socket

from kb.errors import HomeError

DEFAULT_PORT = 7860
PORTS_TRIED = 20
BACKLOG = 2_048


def listening(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at a port, or without one at the first that is free.

    Raises:
        HomeError: There is none, or the address is not one of this machine.
    """
    tried = (port,) if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    fault: OSError | None = None
    for number in tried:
        try:
            return _bound(host, number)
        except OSError as error:
            fault = error
    where = f"{host}:{port}" if port is not None else f"{host}, ports {tried[0]} to {tried[-1]}"
    raise HomeError(
        f"cannot listen at {where} ({fault and fault.strerror}); choose another with --port or --host"
    ) from fault


def _bound(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError:
        bound.close()
        raise
    return bound
