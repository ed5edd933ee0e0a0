"""Any LlamaIndex embedding as an encoder, named by its class.

A name is the path of a class and its arguments:

    llama_index.embeddings.ollama.OllamaEmbedding?model_name=bge-m3
    llama_index.embeddings.huggingface.HuggingFaceEmbedding?model_name=/models/multilingual-e5-base
    llama_index.embeddings.openai_like.OpenAILikeEmbedding?model_name=m&api_base=http://localhost:8000/v1

It takes the place of the built-in encoder in the dense index; matching word by word stays with the built-in
one. The name is part of the index's fingerprint, so that vectors of two encoders never meet.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl

import numpy as np

from kb.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

INTEGRATIONS = "llama_index.embeddings."
"""Where LlamaIndex keeps its integrations, each a package of its own."""


class Embedding(Protocol):
    """The part of LlamaIndex's `BaseEmbedding` that is used."""

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """Return one vector for each text."""
        ...


class EmbeddingEncoder:
    """A LlamaIndex embedding behind the `Encoder` protocol."""

    def __init__(self, name: str, embedding: Embedding) -> None:
        self._name = name
        self._embedding = embedding

    @property
    def name(self) -> str:
        """The name it was asked for by."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """The digest of the name: another model or another server is another encoder."""
        return hashlib.sha256(self._name.encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text; a text of white space alone gives a zero row.

        Raises:
            EncoderError: the embedding failed, or gave another number of vectors than texts.
        """
        spoken = [number for number, text in enumerate(texts) if text.strip()]
        if not spoken:
            return np.zeros((len(texts), 1), np.float32)
        vectors = self._embed([texts[number] for number in spoken])
        rows = np.zeros((len(texts), vectors.shape[1]), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        rows[spoken] = vectors / np.where(lengths > 0, lengths, 1)
        return rows

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        try:
            vectors = np.asarray(self._embedding.get_text_embedding_batch(texts), np.float32)
        except Exception as error:
            raise EncoderError(
                f"encoder {self._name} failed ({error}); start its server, or unset KB_ENCODER to use the "
                "built-in encoder"
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):  # noqa: PLR2004 - rows and columns
            raise EncoderError(
                f"encoder {self._name} gave vectors of shape {vectors.shape} for {len(texts)} texts"
            )
        return vectors


def embedding_encoder(name: str) -> EmbeddingEncoder:
    """Return the encoder that a class path with arguments names, or raise `EncoderError`."""
    path, _, arguments = name.partition("?")
    module, _, class_name = path.rpartition(".")
    try:
        made = getattr(import_module(module), class_name)(**dict(parse_qsl(arguments)))
    except ModuleNotFoundError as error:
        raise EncoderError(f"encoder {name}: {error}; {_remedy(module)}") from error
    except (AttributeError, ValueError, TypeError, OSError) as error:
        raise EncoderError(
            f"encoder {name} cannot be made ({error}); check its class and arguments"
        ) from error
    return EmbeddingEncoder(name, made)


def _remedy(module: str) -> str:
    if not module.startswith(INTEGRATIONS):
        return "check the path of its class"
    package = "-".join(
        ["llama-index-embeddings", *module.removeprefix(INTEGRATIONS).split(".")[0].split("_")]
    )
    return f"install it with: pip install {package}"
