"""Losses that were looked at and accepted, each by name and with a reason, in `accepted.toml`.

An entry applies as long as the question still falls short in that measure; once it does not, it is reported,
so that it can be taken out.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.changes import MeasureName, falls_short
from eval.run_file import RunFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.changes import Change
    from eval.run_file import RunFile

ACCEPTED = Path(__file__).with_name("accepted.toml")

HEAD = """\
# Losses against the baseline that were looked at and accepted. A question is named as `compare` names it:
# "q012-nl", "q012-nl in en" where only those texts were searched, "references in de". The measures are
# outcome, facts, rank, citation, quotes, forbidden; of references precision, recall, celex, pinpoint.
# An entry that no longer applies is reported and can be taken out.
# `python -m eval baseline --reason "…"` adds entries.
"""


class Accepted(BaseModel):
    """A loss that is accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    measure: MeasureName
    reason: str = Field(min_length=10)
    date: date


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: tuple[Accepted, ...] = ()


def accepted_losses(path: Path) -> tuple[Accepted, ...]:
    """Return the losses that are accepted; none where there is no file.

    Raises:
        RunFileError: The file is not as its head says.
    """
    if not path.exists():
        return ()
    try:
        return _File.model_validate(tomllib.loads(path.read_text("utf-8"))).accepted
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RunFileError(f"{path.name} is not as its head says: {error}") from error


def unaccepted(losses: Iterable[Change], accepted: Sequence[Accepted]) -> list[Change]:
    """Return the losses that nobody accepted."""
    named = {(entry.question, entry.measure) for entry in accepted}
    return [loss for loss in losses if (loss.key, loss.measure) not in named]


def outdated(accepted: Iterable[Accepted], run: RunFile) -> list[Accepted]:
    """Return the entries that no longer apply: what they name is not wrong any more, or not asked."""
    return [entry for entry in accepted if not falls_short(run, entry.question, entry.measure)]


def accept(losses: Iterable[Change], reason: str, on: date, path: Path) -> None:
    """Add losses to the file, all for one reason."""
    written = path.read_text("utf-8") if path.exists() else HEAD
    for loss in losses:
        # A JSON string is a TOML string.
        lines = (f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in _entry(loss, reason))
        written += "\n".join(("\n[[accepted]]", *lines, f"date = {on.isoformat()}", ""))
    path.write_text(written, "utf-8")


def _entry(loss: Change, reason: str) -> tuple[tuple[str, str], ...]:
    return ("question", loss.key), ("measure", loss.measure), ("reason", reason)
