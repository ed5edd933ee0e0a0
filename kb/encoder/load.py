"""The encoder by its name, loaded once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kb.encoder.bilingual import BilingualEncoder
from kb.errors import UsageError

if TYPE_CHECKING:
    from kb.encoder.protocol import Encoder

BUILT_IN = "built-in"


@cache
def built_in() -> BilingualEncoder:
    """Return the encoder that came with the package."""
    return BilingualEncoder.load()


def load_encoder(name: str | None = None) -> Encoder:
    """Return the encoder of a name; the built-in one for None."""
    if name in {None, BUILT_IN}:
        return built_in()
    raise UsageError(f"unknown encoder {name!r}: the one there is is called {BUILT_IN!r}")
