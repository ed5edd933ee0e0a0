"""The laws of the encoder, on the weights that ship."""

from __future__ import annotations

import json
import shutil
import socket
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kb.encoder import BilingualEncoder
from kb.encoder.bilingual import BUILT_IN
from kb.encoder.features import NgramHashing, Ragged, buckets, ngrams, number_words, words
from kb.encoder.weights import (
    FACTS,
    LEVELS,
    WORDS,
    hash_weights,
    open_weights,
)
from kb.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


MEGABYTE = 1_000_000

TEXTS = [
    "Duurzame groei en banen hangen steeds meer af van topprestaties en innovatie.",
    "Sustainable growth and jobs depend more and more on excellence and innovation.",
    "Verordening (EG) nr. 1082/2006",
    "clusterorganisatiemanagementopleiding",  # no such row: spelled by its n-grams
    "",
    " \n — (…) ",
    "ein Netz von Clustern",
    "une grappe d'entreprises, au cœur de l'Europe",
    "2021 2027",
]
EMPTY = [4, 5]


@pytest.fixture(scope="module")
def encoder() -> BilingualEncoder:
    return BilingualEncoder.load()


def test_rows_have_length_one_and_texts_without_words_are_zero(encoder: BilingualEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    expected = np.ones(len(TEXTS))
    expected[EMPTY] = 0
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), expected, atol=1e-5)


def test_no_texts_give_no_rows(encoder: BilingualEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert encoder.encode_words([]).shape == (0, encoder.dimensions)


def test_a_batch_equals_its_texts_one_by_one(encoder: BilingualEncoder) -> None:
    many = TEXTS * 40  # more than are summed at once
    one_by_one = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(many), np.tile(one_by_one, (40, 1)), atol=1e-5)


def test_encoding_twice_gives_the_same_bits(encoder: BilingualEncoder) -> None:
    again = BilingualEncoder.load()
    assert np.array_equal(encoder.encode(TEXTS), again.encode(TEXTS))


def test_case_and_punctuation_and_order_do_not_count(encoder: BilingualEncoder) -> None:
    left, right = encoder.encode(["Clusters, in Europa!", "EUROPA (in clusters)"])
    np.testing.assert_allclose(left, right, atol=1e-5)


def test_a_word_alone_is_the_text_of_that_word(encoder: BilingualEncoder) -> None:
    some = ["cluster", "beroepsbevolking", "clusterorganisatiemanagementopleiding", "1082"]
    np.testing.assert_allclose(encoder.encode_words(some), encoder.encode(some), atol=1e-5)


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        pytest.param("workforce", "beroepsbevolking", ["belasting", "cluster"], id="nl"),
        pytest.param("research", "Forschung", ["Landwirtschaft", "Grenze"], id="de"),
        pytest.param("enterprise", "entreprise", ["agriculture", "université"], id="fr"),
        pytest.param(
            "Who pays for the transport of goods?",
            "Wie betaalt het vervoer van goederen?",
            ["De Commissie keurt het verslag goed.", "Wie woont in dit huis?"],
            id="sentence",
        ),
        pytest.param("regional innovation", "innovatie in de regio", ["visserij"], id="phrase"),
    ],
)
def test_a_translation_is_nearer_than_anything_else(
    encoder: BilingualEncoder, question: str, answer: str, others: Sequence[str]
) -> None:
    near, *far = encoder.encode([answer, *others]) @ encoder.encode([question])[0]
    assert near > max(far)


@pytest.mark.parametrize(
    ("unknown", "part"),
    [
        ("innovatiebeleidsnetwerk", "innovatie"),
        ("landbouwbeleidsdocumenten", "landbouw"),
        ("werkgelegenheidsbeleidsmaker", "werkgelegenheid"),
    ],
)
def test_an_unknown_word_means_what_its_parts_mean(
    encoder: BilingualEncoder, unknown: str, part: str
) -> None:
    vector, near, far = encoder.encode([unknown, part, "zeehond"])
    assert encoder.word_weight(unknown) == 1  # it has no row
    assert vector @ near > 0.25 + vector @ far


def test_telling_words_weigh_more_than_common_ones(encoder: BilingualEncoder) -> None:
    common, telling, unseen = map(encoder.word_weight, ["the", "innovation", "zzyzx"])
    assert 0 <= common < telling <= unseen == 1


def test_what_a_word_is_about_tells_more_of_a_text_than_what_any_verb_says(encoder: BilingualEncoder) -> None:
    common, light, telling = map(encoder.word_information, ["the", "go", "penalty"])
    assert 0 < common < light < telling


def test_loading_and_encoding_open_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the encoder opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert BilingualEncoder.load().encode(["offline"]).any()


def test_the_fingerprint_is_the_hash_of_the_files(encoder: BilingualEncoder) -> None:
    assert encoder.fingerprint == hash_weights(BUILT_IN)
    assert encoder.name == json.loads((BUILT_IN / FACTS).read_text(encoding="utf-8"))["name"]


def test_the_weights_fit_their_budget() -> None:
    assert sum(path.stat().st_size for path in BUILT_IN.iterdir()) <= 25 * MEGABYTE


@pytest.mark.parametrize("damage", ["missing", "truncated", "mismatched"])
def test_damaged_weights_are_named(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(BUILT_IN, folder)
    if damage == "missing":
        (folder / LEVELS).unlink()
    elif damage == "truncated":
        (folder / LEVELS).write_bytes((folder / LEVELS).read_bytes()[:1000])
    else:
        (folder / WORDS).write_text("cluster\ncommission", encoding="utf-8")
    with pytest.raises(EncoderError, match="install again"):
        open_weights(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("L'Œuvre d'été", ["l", "œuvre", "d", "été"], id="ligature and elision"),
        pytest.param("e\N{COMBINING ACUTE ACCENT}e\u0301n", ["één"], id="decomposed accents"),
        pytest.param("MKB-beleid_2008", ["mkb", "beleid", "2008"], id="hyphen and underscore"),
        pytest.param("Größe", ["größe"], id="sharp s"),
        pytest.param("…", [], id="nothing"),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("word", ["a", "zee", "2008", "innovatiebeleid", "œ"])
def test_every_word_has_ngrams_and_each_a_bucket(word: str) -> None:
    hashing = NgramHashing(buckets=97)
    found = buckets(word, hashing)
    assert len(found) == len(ngrams(word, hashing)) >= 1
    assert all(0 <= bucket < hashing.buckets for bucket in found)


def test_ragged_rows_come_back_as_they_were_laid() -> None:
    rows = [[3, 1], [], [4], [1, 5, 9]]
    ragged = Ragged.of(rows)
    taken = ragged.take(np.array([3, 1, 0, 3]))
    spans = [
        taken.values[start:end].tolist()
        for start, end in zip(taken.starts[:-1], taken.starts[1:], strict=True)
    ]
    assert spans == [[1, 5, 9], [], [3, 1], [1, 5, 9]]
    assert ragged.owners.tolist() == [0, 0, 2, 3, 3, 3]


def test_words_are_numbered_by_first_sight() -> None:
    distinct, spelled = number_words([["de", "zee"], [], ["zee"]])
    assert distinct == ["de", "zee"]
    assert spelled.values.tolist() == [0, 1, 1]
    assert spelled.lengths.tolist() == [2, 0, 1]
