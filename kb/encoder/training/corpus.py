"""Training pairs as numbers: texts spelled in word numbers, pairs as two texts and a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.encoder.features import Ragged, number_words, words
from kb.encoder.training.pairs import GLOSSARY, LANGUAGES, Pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

FEWEST_WORDS_OF_A_SENTENCE = 4  # of the texts that word frequencies are counted in

# A batch smaller than this share of the others has too few negatives to learn from.
SMALLEST_BATCH = 1 / 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """All distinct texts, and the pairs among them as parallel columns."""

    words: list[str]
    texts: Ragged  # of word numbers
    english: Numbers  # text
    other: Numbers  # text
    target: Numbers  # row of the teacher's vectors
    group: Numbers  # pairs of one group compete: one language, words or sentences
    is_sentence: NDArray[np.bool_]
    in_glossary: NDArray[np.bool_]  # by word

    def count_texts_with_word(self, fewest_words: int = 1) -> Numbers:
        """Return in how many distinct texts, of at least this length, each word stands."""
        long_enough = self.texts.lengths >= fewest_words
        cells = np.unique(self.texts.owners * len(self.words) + self.texts.values)
        cells = cells[long_enough[cells // len(self.words)]]
        return np.bincount(cells % len(self.words), minlength=len(self.words)).astype(np.int64)

    def count_texts(self, fewest_words: int) -> int:
        """Return how many distinct texts have at least this length."""
        return int((self.texts.lengths >= fewest_words).sum())


def list_english(pairs: Sequence[Pair]) -> list[str]:
    """Return the distinct English texts, shortest first, which is how a teacher reads fastest."""
    return sorted({pair.english for pair in pairs}, key=lambda text: (len(text), text))


def number_pairs(pairs: Sequence[Pair], english_texts: Sequence[str]) -> Corpus:
    """Spell the pairs in numbers; targets are places in `english_texts`."""
    target_of = {text: row for row, text in enumerate(english_texts)}
    text_of: dict[str, int] = {}
    english = [text_of.setdefault(pair.english, len(text_of)) for pair in pairs]
    other = [text_of.setdefault(pair.other, len(text_of)) for pair in pairs]
    distinct, spelled = number_words(words(text) for text in text_of)
    return Corpus(
        words=distinct,
        texts=spelled,
        english=np.array(english, np.int64),
        other=np.array(other, np.int64),
        target=np.array([target_of[pair.english] for pair in pairs], np.int64),
        group=np.array([_group(pair) for pair in pairs], np.int64),
        is_sentence=np.array([pair.is_sentence for pair in pairs]),
        in_glossary=_mark_words(distinct, _list_glossary_words(pairs)),
    )


def draw_batches(
    corpus: Corpus, pairs_at_once: int, sentence_copies: int, random: np.random.Generator
) -> Iterator[Numbers]:
    """Yield every pair once and every sentence pair as often as asked, one group a batch."""
    once = np.arange(len(corpus.english), dtype=np.int64)
    again = np.repeat(once[corpus.is_sentence], sentence_copies - 1)
    drawn = random.permutation(np.concatenate([once, again]))
    batches = [
        members[start : start + pairs_at_once]
        for group in np.unique(corpus.group)
        for members in [drawn[corpus.group[drawn] == group]]
        for start in range(0, len(members), pairs_at_once)
    ]
    largest = max(len(batch) for batch in batches)
    for place in random.permutation(len(batches)):
        if len(batches[place]) >= largest * SMALLEST_BATCH:
            yield batches[place]


def _list_glossary_words(pairs: Sequence[Pair]) -> set[str]:
    texts = (text for pair in pairs if pair.source == GLOSSARY for text in (pair.english, pair.other))
    return {word for text in texts for word in words(text)}


def _mark_words(distinct: Sequence[str], marked: set[str]) -> NDArray[np.bool_]:
    return np.fromiter((word in marked for word in distinct), np.bool_, len(distinct))


def _group(pair: Pair) -> int:
    return 2 * LANGUAGES.index(pair.language) + pair.is_sentence
