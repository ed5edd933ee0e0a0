"""Another encoder by a setting: the real loading code, a tiny model that the test makes."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kb import Answer, KnowledgeBase, Settings, load_encoder
from kb.encoder.adapters import EmbeddingEncoder
from kb.errors import EncoderError, IndexMismatchError, UsageError
from kb.index.fingerprint import Fingerprint
from kb.index.generations import open_indexes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of an embedding whose vectors were made here."""
    random = np.random.default_rng(652)
    table = {letter: random.normal(size=8).tolist() for letter in string.ascii_lowercase}
    path = tmp_path_factory.mktemp("model") / "letters.json"
    path.write_text(json.dumps(table), "utf-8")
    return f"tests.tiny_embedding.LetterEmbedding?table={path}"


def test_vectors_are_of_length_one_and_white_space_is_zero(name: str) -> None:
    encoder = load_encoder(name)
    vectors = encoder.encode(["een cluster", " ", "innovatie"])
    assert vectors.shape == (3, 8)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-6)
    assert np.allclose(vectors[0], encoder.encode(["een cluster"])[0])


def test_the_environment_names_the_encoder(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_ENCODER", name)
    assert load_encoder().name == name
    monkeypatch.setenv("KB_ENCODER", "built-in")
    assert load_encoder().name == load_encoder("built-in").name


def test_a_desk_answers_with_it_and_its_index_is_its_own(name: str, home: Path) -> None:
    settings = Settings(home=home, encoder=name)
    with KnowledgeBase.open(settings=settings) as other:
        other.ingest()
        outcome = other.ask("Wat is een cluster?")
        assert isinstance(outcome, Answer)
        assert outcome.asked.encoder == name
        generation = outcome.asked.generation
    mine, built_in = load_encoder(name), load_encoder("built-in")
    open_indexes(home, Fingerprint(generation, mine.fingerprint), mine)
    with pytest.raises(IndexMismatchError, match="kb verify --repair"):
        open_indexes(home, Fingerprint(generation, built_in.fingerprint), built_in)
    with KnowledgeBase.open(home) as usual:
        assert usual.ask("Wat is een cluster?").asked.encoder == built_in.name


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        pytest.param("bge", UsageError, "built-in", id="no class"),
        pytest.param("tests.tiny_embedding.Nothing", EncoderError, "Nothing", id="no such class"),
        pytest.param(
            "tests.tiny_embedding.LetterEmbedding?table=/no/file", EncoderError, "/no/file", id="no model"
        ),
        pytest.param(
            "llama_index.embeddings.some_server.SomeEmbedding?model_name=m",
            EncoderError,
            "pip install llama-index-embeddings-some-server",
            id="not installed",
        ),
    ],
)
def test_a_wrong_name_says_what_to_do(wrong: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        load_encoder(wrong)


class Unplugged:
    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        raise ConnectionError(f"connection refused with {len(texts)} texts waiting")


class Short:
    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        return [[1.0]] * (len(texts) - 1)


@pytest.mark.parametrize(
    ("embedding", "words"), [(Unplugged(), "start its server"), (Short(), "vectors of shape")]
)
def test_an_embedding_that_fails_says_so(embedding: Unplugged | Short, words: str) -> None:
    with pytest.raises(EncoderError, match=words):
        EmbeddingEncoder("m.C", embedding).encode(["een", "twee"])
