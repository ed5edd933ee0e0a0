"""The encoder by its name, loaded once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kb.encoder.bilingual import BilingualEncoder
from kb.errors import UsageError
from kb.settings import Settings

if TYPE_CHECKING:
    from kb.encoder.protocol import Encoder

BUILT_IN = "built-in"


@cache
def built_in() -> BilingualEncoder:
    """Return the encoder that came with the package."""
    return BilingualEncoder.load()


def load_encoder(name: str | None = None) -> Encoder:
    """Return the encoder of a name; for None the one that the settings choose.

    A name is "built-in", or the class of a LlamaIndex embedding with its arguments (`kb.encoder.adapters`).
    """
    chosen = name or Settings.from_environment().encoder or BUILT_IN
    if chosen == BUILT_IN:
        return built_in()
    if "." not in chosen:
        raise UsageError(
            f"unknown encoder {chosen!r}: it is {BUILT_IN!r}, or the class of a LlamaIndex embedding such as "
            "llama_index.embeddings.ollama.OllamaEmbedding?model_name=bge-m3"
        )
    from kb.encoder.adapters import embedding_encoder  # noqa: PLC0415 - LlamaIndex takes seconds to import

    return embedding_encoder(chosen)
