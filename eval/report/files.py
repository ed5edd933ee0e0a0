"""The files of a report: a page and Markdown in each language, and where those of the baseline are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.report.markdown import markdown
from eval.report.page import page
from eval.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.report.figures import Report

SHIPPED = Path(__file__).parents[1] / "quality"
"""The pages that tell of the committed baseline: the desk shows them, as part of the package."""


FORMS = {"html": page, "md": markdown}


def write(report: Report, folder: Path, languages: Sequence[str], forms: Sequence[str]) -> Iterator[Path]:
    """Write a report in each language and form, and iterate over what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    for code in languages:
        for form in forms:
            file = folder / f"report.{code}.{form}"
            file.write_text(FORMS[form](report, WORDS[code]), "utf-8")
            yield file
