"""A real LlamaIndex embedding, as small as one can be: the letters of a text, by a table on disk."""

from __future__ import annotations

import json
from pathlib import Path

from llama_index.core.embeddings import BaseEmbedding


class LetterEmbedding(BaseEmbedding):
    """The sum of the vectors that `table` (a JSON file: letter → vector) gives the letters of a text."""

    table: str

    def __init__(self, **arguments: object) -> None:
        super().__init__(**arguments)
        self._vectors: dict[str, list[float]] = json.loads(Path(self.table).read_text("utf-8"))

    def _get_text_embedding(self, text: str) -> list[float]:
        size = len(next(iter(self._vectors.values())))
        rows = [self._vectors[letter] for letter in text.lower() if letter in self._vectors]
        return [sum(row[column] for row in rows) for column in range(size)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
