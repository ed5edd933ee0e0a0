"""How much a word of a question says.

A word that few passages hold says much; but the texts may be few, and then every word is rare in them.
So its rarity here is averaged with its rarity in the text that the encoder was trained on: "terrein"
and "voortaan" say little even where they do not occur.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.analysis import TokenKind

if TYPE_CHECKING:
    from kb.analysis import Term
    from kb.encoder import WordEncoder
    from kb.index.lexical import LexicalIndex

CORPUS_SHARE = 0.5
"""The rarity in the texts counts this much, that in the encoder's training text the rest."""

KEPT = 1 << 14


class TermWeights:
    """The weights of terms, each between 0 and 1."""

    def __init__(self, index: LexicalIndex, encoder: WordEncoder) -> None:
        self._index = index
        self._encoder = encoder
        self._of = lru_cache(maxsize=KEPT)(self._weigh)

    def weight(self, term: Term, language: str) -> float:
        """Return how much a term says, asked of the texts in a language."""
        return self._of(term.key, term.token.word, term.token.kind, language)

    def occurs(self, term: Term, language: str) -> bool:
        """Tell whether any passage in a language holds the term, alone or as a part of a word."""
        return self._index.holding(term.key, language) > 0

    def _weigh(self, key: str, word: str, kind: TokenKind, language: str) -> float:
        here = _rarity(self._index.holding(key, language), self._index.size(language))
        if kind is not TokenKind.WORD:
            return here
        return CORPUS_SHARE * here + (1 - CORPUS_SHARE) * self._encoder.word_weight(word)


def _rarity(holding: int, passages: int) -> float:
    """Return the inverse document frequency as a share of its maximum."""
    return math.log((passages + 1) / (holding + 1)) / math.log(passages + 1) if passages else 1.0
