"""The desk's encoder as a LlamaIndex embedding, for the baselines that are LlamaIndex's own."""

from __future__ import annotations

from llama_index.core.embeddings import BaseEmbedding

from kb import load_encoder


class DeskEmbedding(BaseEmbedding):
    """The built-in encoder behind LlamaIndex's interface."""

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(number) for number in load_encoder().encode([text])[0]]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
