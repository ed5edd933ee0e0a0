"""The training half of the encoder: what it reads, what it rounds, and all of it in small."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kb.encoder import BilingualEncoder
from kb.encoder.features import words
from kb.encoder.rows import pack, unpack
from kb.encoder.training.pairs import Pair, read_glossary, split_pairs
from kb.encoder.training.quantise import FloatRows, quantise
from kb.encoder.training.teacher import check_teacher
from kb.encoder.weights import Facts, Weights, hash_weights
from kb.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


def test_levels_come_back_as_they_were_packed() -> None:
    levels = np.random.default_rng(0).integers(-7, 8, size=(20, 16)).astype(np.int8)
    assert np.array_equal(unpack(pack(levels)), levels)


def test_rounding_keeps_the_direction_of_every_row() -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(50, 64)) * random.gamma(2, size=(50, 1))
    vectors[7] = 0
    rounded = quantise(vectors.astype(np.float32)).take(np.arange(50))
    cosines = (rounded * vectors).sum(axis=1) / np.linalg.norm(vectors, axis=1).clip(1e-9)
    cosines /= np.linalg.norm(rounded, axis=1).clip(1e-9)
    assert np.delete(cosines, 7).min() > 0.98
    assert not rounded[7].any()


def test_nothing_measured_is_learned() -> None:
    pairs = [Pair("nl", "tatoeba", f"Sentence {n}.", f"Zin {n}.") for n in range(1200)]
    pairs += [Pair("de", "wiktionary", "sentence 3", "Satz 3"), Pair("nl", "omw", "book", "boek")]
    pairs += [Pair("nl", "omw", "book!", "pil"), Pair("fr", "wiktionary", "…", "quoi")]
    split = split_pairs(pairs, [Pair("nl", "benchmark", "Book", "Het boek")])
    learned = {pair.english for pair in split.training}
    assert len(split.sentences) == 800
    assert learned.isdisjoint({pair.english for pair in split.sentences})
    assert learned.isdisjoint({"book", "book!", "…"})


def _write_glossary(path: Path) -> Path:
    path.write_text(
        "nl\ten\tde\tfr\ttheme\tnote\ncluster\tcluster\tCluster\tgrappe | pôle\tpolicy\t\n",
        encoding="utf-8",
    )
    return path


def test_variants_in_the_glossary_are_all_pairs(tmp_path: Path) -> None:
    glossary = _write_glossary(tmp_path / "glossary.tsv")
    assert [(pair.language, pair.other) for pair in read_glossary(glossary)] == [
        ("nl", "cluster"),
        ("de", "Cluster"),
        ("fr", "grappe"),
        ("fr", "pôle"),
    ]


def test_another_teacher_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the teacher")
    with pytest.raises(EncoderError, match="--teacher"):
        check_teacher(tmp_path)


class WordCountingTeacher:
    """A teacher for whom a text is the sum of a random direction for each of its words."""

    name = "word-counting"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 64), np.float32)
        for place, text in enumerate(texts):
            rows[place] = np.sum([self._direction(word) for word in words(text)], axis=0)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    @staticmethod
    @cache
    def _direction(word: str) -> NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).normal(size=64)


def _make_parallel_text(folder: Path) -> None:
    """Write pairs in made languages: word 7 is "bazu" in English and "nlvet" or so elsewhere."""
    random = np.random.default_rng(1)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    for language, code in (("nl", "nld"), ("de", "deu"), ("fr", "fra")):
        english = ["".join(random.choice(syllables, 3)) for _ in range(40)]
        other = ["".join(random.choice(syllables, 3)) + language for _ in range(40)]
        rows = [("wiktionary", *pair) for pair in zip(english, other, strict=True)]
        benchmark = []
        for number in range(330):
            chosen = random.choice(40, 5, replace=False)
            left, right = (" ".join(np.array(side)[chosen]) for side in (english, other))
            if number < 300:
                source = {0: "tatoeba", 1: "gemet"}.get(number // 30, "esco")
                rows.append((source, left, right))
            else:
                benchmark.append((left, right))
        with gzip.open(folder / f"en-{language}.tsv.gz", "wt", encoding="utf-8") as lines:
            lines.writelines("\t".join(row) + "\n" for row in rows)
        (folder / f"tatoeba.{code}-eng.tsv").write_text(
            "".join("\t".join(row) + "\n" for row in benchmark), encoding="utf-8"
        )


@pytest.mark.parametrize(
    ("row_dropout", "name_word"),
    [
        pytest.param(0.0, str, id="known words are folded"),
        pytest.param(1.0, "unreachable {}".format, id="unknown words are spelled"),
    ],
)
def test_run_time_computes_what_training_computed(
    row_dropout: float, name_word: Callable[[str], str]
) -> None:
    pytest.importorskip("torch", reason="training needs the extra [train]")
    from kb.encoder.training.corpus import list_english, number_pairs  # noqa: PLC0415 - needs torch
    from kb.encoder.training.recipe import Recipe  # noqa: PLC0415
    from kb.encoder.training.table import Table  # noqa: PLC0415

    texts = ["regional cluster policy", "regionaal clusterbeleid", "policy in 2008", "beleid 2008"]
    pairs = [Pair("nl", "esco", *texts[:2]), Pair("nl", "esco", *texts[2:])]
    recipe = Recipe(dimensions=8, words=5, buckets=50, word_dropout=0.0, row_dropout=row_dropout)
    corpus = number_pairs(pairs, list_english(pairs))
    table = Table(corpus, recipe, np.random.default_rng(0))
    weights = Weights(
        facts=Facts("test", recipe.shortest_ngram, recipe.longest_ngram, 2, ""),
        words=[name_word(corpus.words[number]) for number in table.vocabulary],
        rows=FloatRows(np.concatenate([table.fold_words(), table.bucket_vectors()])),
        frequencies=np.ones(recipe.words, np.int32),
    )
    in_training = table.text_vectors(corpus.texts).detach().numpy()
    order = [texts[0], texts[2], texts[1], texts[3]]  # English first, as the corpus has them
    np.testing.assert_allclose(BilingualEncoder(weights).encode(order), in_training, atol=1e-5)


def test_training_from_parallel_text_to_model_card(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs the extra [train]")
    from kb.encoder.training.__main__ import gather, ship, train_seeds  # noqa: PLC0415 - needs torch
    from kb.encoder.training.evaluate import mean_accuracy, measure_retrieval  # noqa: PLC0415
    from kb.encoder.training.recipe import Recipe  # noqa: PLC0415

    _make_parallel_text(tmp_path)
    recipe = Recipe(dimensions=32, words=150, buckets=512, epochs=6, pairs_at_once=64, learning_rate=0.04)
    teacher = WordCountingTeacher()
    material = gather(tmp_path, tmp_path, _write_glossary(tmp_path / "glossary.tsv"))
    runs = train_seeds(material, teacher, recipe, [0, 0], tmp_path / "cache")
    ship(runs, material, recipe, teacher, tmp_path / "out")

    trained = BilingualEncoder.load(tmp_path / "out")
    assert mean_accuracy(measure_retrieval(trained.encode, material.benchmarks)) > 0.9
    assert trained.fingerprint == hash_weights(tmp_path / "out")
    assert {"grappe", "pôle"} <= set(runs[0].trained.words)  # in the glossary, however rare
    assert "word-counting" not in (tmp_path / "out" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert np.array_equal(runs[0].trained.word_vectors, runs[1].trained.word_vectors)
