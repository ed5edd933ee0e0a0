"""`python -m tests.languages`: how often the language of a short question, and of a passage, is told right.

The texts of `languages.tsv` are this project's own: ten questions and ten passages in each language that the
desk reads. A question is decided by its function words, a passage by its letters, as a document is.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import typer

from kb import language

TABLE = Path(__file__).with_name("languages.tsv")
TOLD_BY = {"question": language.of_question, "passage": language.of_document}


@dataclass(frozen=True)
class Specimen:
    """A text, what kind it is, the language it is in and the one that it is taken for."""

    kind: str
    language: str
    text: str
    told: str | None


def specimens() -> list[Specimen]:
    """Return all texts of the table with the language that each is taken for."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Specimen(r["kind"], r["language"], r["text"], TOLD_BY[r["kind"]](r["text"])) for r in rows]


def main() -> None:
    """Print the accuracy by kind and language, and every text that is taken for another."""
    all_of = specimens()
    asked = Counter((s.kind, s.language) for s in all_of)
    right = Counter((s.kind, s.language) for s in all_of if s.told == s.language)
    typer.echo("          " + "  ".join(f"{code:>5}" for code in language.READ) + "    all")
    for kind in TOLD_BY:
        counts = [f"{right[kind, code]}/{asked[kind, code]}" for code in language.READ]
        told, total = (sum(some[kind, code] for code in language.READ) for some in (right, asked))
        typer.echo(f"{kind:<10}" + "  ".join(f"{count:>5}" for count in counts) + f"  {told / total:.3f}")
    for wrong in (s for s in all_of if s.told != s.language):
        typer.echo(f"{wrong.kind}, {wrong.language} taken for {wrong.told}: {wrong.text}")


if __name__ == "__main__":
    typer.run(main)
