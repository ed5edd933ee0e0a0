"""A process that opens hostile files limits its own memory, where the system can (not on Windows)."""

from __future__ import annotations

import sys


def limit_memory(limit: int) -> None:
    """Let this process have so many bytes of address space from now on, and no more."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except ValueError:
        return  # macOS has the limit and does not let it be set
