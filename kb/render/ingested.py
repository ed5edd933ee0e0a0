"""What came of an ingestion, for the terminal; apart from what shows answers, which it needs not load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

if TYPE_CHECKING:
    from kb.ingestion import IngestionReport


def ingestion(report: IngestionReport) -> Group:
    """Return what happened to each file, and a line that sums it up."""
    rows = [
        Text(f"{verb:<10} {item.file}  ({item.document}, {item.language})")
        for verb, items in (
            ("added", report.added),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("removed", report.removed),
        )
        for item in items
    ]
    counts = (
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.unchanged)} unchanged, "
        f"{len(report.removed)} removed, {len(report.failed)} failed"
    )
    return Group(*rows, Text(counts))
