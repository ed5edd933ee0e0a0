"""Makes the built-in encoder, from parallel text to weights and model card, by one command.

    python -m kb.encoder.training --parallel DIR --benchmarks DIR --teacher DIR --out DIR

Several seeds may be given; the one that does best on the held-out sentences is written.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch

from kb.encoder.bilingual import BilingualEncoder
from kb.encoder.training.card import Report, SeedFigures, write_card
from kb.encoder.training.corpus import list_english, number_pairs
from kb.encoder.training.evaluate import (
    mean_accuracy,
    measure_loading,
    measure_retrieval,
    measure_speed,
)
from kb.encoder.training.pairs import (
    Pair,
    Split,
    read_benchmarks,
    read_glossary,
    read_pairs,
    split_pairs,
)
from kb.encoder.training.quantise import keep_floats, quantise_trained
from kb.encoder.training.recipe import Recipe
from kb.encoder.training.teacher import MiniLM, Teacher, keep_main_directions, teach
from kb.encoder.training.train import Trained, train
from kb.encoder.weights import HASHED, write_weights

LOG = logging.getLogger(__name__)

NAME = "policy-desk-nl-en-de-fr-1"
WORDS_OF_A_PARAGRAPH = 100  # the speed on long texts is measured on paragraphs of this length
TIMED_PARAGRAPHS = 200


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from, chosen on and measured on."""

    split: Split
    benchmarks: list[Pair]


@dataclass(frozen=True, slots=True)
class Run:
    """One seed's table and its figures."""

    trained: Trained
    figures: SeedFigures


def main() -> None:
    """Read the command line and make the encoder."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _read_options()
    teacher = MiniLM(options.teacher)
    material = gather(options.parallel, options.benchmarks, options.glossary)
    runs = train_seeds(material, teacher, Recipe(), options.seed, options.cache)
    ship(runs, material, Recipe(), teacher, options.out)


def gather(parallel: Path, benchmarks: Path, glossary: Path | None) -> Material:
    """Read all pairs and keep those that are measured out of those that are learned."""
    pairs = list(read_pairs(parallel))
    if glossary is not None:
        pairs += read_glossary(glossary)
    measured = read_benchmarks(benchmarks)
    split = split_pairs(pairs, measured)
    LOG.info("%d pairs, %d of them to learn from", len(pairs), len(split.training))
    return Material(split, measured)


def train_seeds(
    material: Material, teacher: Teacher, recipe: Recipe, seeds: list[int], cache: Path
) -> list[Run]:
    """Train a table for each seed on the same numbers and targets."""
    english = list_english(material.split.training)
    targets = keep_main_directions(teach(english, teacher, cache), recipe.dimensions)
    corpus = number_pairs(material.split.training, english)
    return [_measure_run(train(corpus, targets, recipe, seed), seed, material) for seed in seeds]


def ship(runs: list[Run], material: Material, recipe: Recipe, teacher: Teacher, out: Path) -> None:
    """Write the weights of the seed that is best on the held-out sentences, and their card."""
    best = max(runs, key=lambda run: run.figures.sentences)
    facts = write_weights(quantise_trained(best.trained, NAME), out)
    encoder = BilingualEncoder.load(out)
    torch.set_num_threads(1)  # the encoder has one, and the teacher's would wait for other work
    short = [pair.english for pair in material.benchmarks]  # the language the teacher reads
    report = Report(
        recipe=recipe,
        facts=facts,
        seeds=[run.figures for run in runs],
        shipped_seed=best.figures.seed,
        sentences=measure_retrieval(encoder.encode, material.split.sentences),
        terms=measure_retrieval(encoder.encode, material.split.terms),
        benchmarks=measure_retrieval(encoder.encode, material.benchmarks),
        size=sum((out / name).stat().st_size for name in HASHED),
        loading_seconds=measure_loading(out),
        short_speed=measure_speed(encoder.encode, teacher.encode, short),
        long_speed=measure_speed(encoder.encode, teacher.encode, _paragraphs(short)),
        sources=sorted(Counter(pair.source for pair in material.split.training).items()),
    )
    write_card(report, out)
    LOG.info("shipped seed %d: %s", report.shipped_seed, "; ".join(map(str, report.benchmarks)))


def _measure_run(trained: Trained, seed: int, material: Material) -> Run:
    encode = BilingualEncoder(keep_floats(trained, NAME)).encode
    figures = SeedFigures(
        seed=seed,
        sentences=mean_accuracy(measure_retrieval(encode, material.split.sentences)),
        terms=mean_accuracy(measure_retrieval(encode, material.split.terms)),
        benchmarks=measure_retrieval(encode, material.benchmarks),
    )
    LOG.info("seed %d: held-out sentences %.4f", seed, figures.sentences)
    return Run(trained, figures)


def _paragraphs(sentences: list[str]) -> list[str]:
    tokens = " ".join(sentences).split()
    starts = range(0, len(tokens), WORDS_OF_A_PARAGRAPH)
    return [" ".join(tokens[start : start + WORDS_OF_A_PARAGRAPH]) for start in starts][:TIMED_PARAGRAPHS]


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kb.encoder.training", description=__doc__)
    parser.add_argument("--parallel", type=Path, required=True, help="folder of en-xx.tsv.gz")
    parser.add_argument("--benchmarks", type=Path, required=True, help="folder of tatoeba.*.tsv")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher model")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and card")
    parser.add_argument("--glossary", type=Path, help="table with the columns en, nl, de, fr")
    parser.add_argument("--seed", type=int, nargs="+", default=[0], help="one or more")
    parser.add_argument("--cache", type=Path, default=Path(".teacher-vectors"), help="folder for its vectors")
    return parser.parse_args()


if __name__ == "__main__":
    main()
