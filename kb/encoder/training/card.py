"""Writes the model card: where the weights come from, what they can do, and what they cannot."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kb.encoder.training.evaluate import Retrieval, Speed, mean_accuracy
from kb.encoder.training.teacher import TEACHER_NAME, TEACHER_SHA256

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.encoder.training.recipe import Recipe
    from kb.encoder.weights import Facts

TRIALS = Path(__file__).with_name("trials.tsv")
TEMPLATE = Path(__file__).with_name("card.template.md")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SeedFigures:
    """What one seed reached on the held-out pairs, and on the benchmarks before rounding."""

    seed: int
    sentences: float
    terms: float
    benchmarks: Sequence[Retrieval]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is measured of the weights that ship."""

    recipe: Recipe
    facts: Facts
    seeds: Sequence[SeedFigures]
    shipped_seed: int
    sentences: Sequence[Retrieval]
    terms: Sequence[Retrieval]
    benchmarks: Sequence[Retrieval]
    size: int
    loading_seconds: float
    short_speed: Speed
    long_speed: Speed
    sources: Sequence[tuple[str, int]]


def write_card(report: Report, folder: Path) -> None:
    """Fill the template with the figures and write `MODEL_CARD.md`."""
    shipped = next(figures for figures in report.seeds if figures.seed == report.shipped_seed)
    card = TEMPLATE.read_text(encoding="utf-8").format(
        name=report.facts.name,
        sha256=report.facts.sha256,
        teacher=TEACHER_NAME,
        teacher_sha256=TEACHER_SHA256,
        dimensions=report.recipe.dimensions,
        sources=_table(("source", "training pairs"), report.sources),
        recipe=_table(("setting", "value"), _settings(report.recipe)),
        trials=_trials(),
        seeds=_seeds(report),
        shipped_seed=report.shipped_seed,
        benchmarks=_before_and_after(shipped.benchmarks, report.benchmarks),
        validation=_validation(report),
        megabytes=f"{report.size / MEGABYTE:.1f}",
        milliseconds=f"{report.loading_seconds * 1000:.0f}",
        speed=_speed(report),
    )
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def _settings(recipe: Recipe) -> Iterable[tuple[str, object]]:
    return ((field.name, getattr(recipe, field.name)) for field in fields(recipe))


def _trials() -> str:
    with TRIALS.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter="\t")
    return _table(header, rows)


def _seeds(report: Report) -> str:
    rows = [
        (
            figures.seed,
            f"{figures.sentences:.4f}",
            f"{figures.terms:.4f}",
            "; ".join(map(str, figures.benchmarks)),
        )
        for figures in report.seeds
    ]
    return _table(("seed", "sentences", "terms", "Tatoeba, before rounding"), rows)


def _before_and_after(before: Sequence[Retrieval], after: Sequence[Retrieval]) -> str:
    rows = [
        (
            shipped.language,
            f"{full.to_english:.3f} / {full.from_english:.3f}",
            f"{shipped.to_english:.3f} / {shipped.from_english:.3f}",
        )
        for full, shipped in zip(before, after, strict=True)
    ]
    return _table(("language", "before rounding, to / from English", "as shipped"), rows)


def _validation(report: Report) -> str:
    rows = [
        ("sentences", f"{mean_accuracy(report.sentences):.4f}", _list(report.sentences)),
        ("terms", f"{mean_accuracy(report.terms):.4f}", _list(report.terms)),
    ]
    return _table(("held out", "mean", "to / from English"), rows)


def _list(figures: Sequence[Retrieval]) -> str:
    return "; ".join(map(str, figures))


def _speed(report: Report) -> str:
    rows = [
        (texts, f"{speed.encoder:,.0f}", f"{speed.teacher:,.0f}", f"{speed.ratio:.0f}")
        for texts, speed in (
            ("English benchmark sentences", report.short_speed),
            ("English paragraphs of 100 words", report.long_speed),
        )
    ]
    return _table(("texts", "encoder, texts a second", "teacher", "ratio"), rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
