"""The numbers that training turns on, each with the trial that chose it (`trials.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table is shaped and trained; the defaults are what ships."""

    dimensions: int = 256
    words: int = 56_000  # words with a row of their own: the glossary's and the most frequent
    buckets: int = 122_880  # the rest of 25 MB
    shortest_ngram: int = 3
    longest_ngram: int = 5
    word_share: float = 0.5  # of a known word's vector; its n-grams share the rest

    epochs: int = 5
    pairs_at_once: int = 2048  # every pair of a batch is a negative of every other
    sentence_copies: int = 2  # sentences are outnumbered by words and terms

    word_dropout: float = 0.1  # share of words left out of a text
    row_dropout: float = 0.2  # share of known words that are spelled by their n-grams

    learning_rate: float = 0.012
    last_learning_rate: float = 0.0005
    initial_spread: float = 0.05

    closeness: float = 1.0  # weight of: be near the teacher's vector
    teacher_ranking: float = 0.3  # weight of: be nearest to the own teacher vector of a batch
    translation_ranking: float = 0.5  # weight of: be nearest to the own translation of a batch
    sharpness: float = 10.0  # factor on cosines before the softmax of both rankings
