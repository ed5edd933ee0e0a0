"""Many questions at once: JSON Lines in, JSON Lines out, one row for each, in order.

A row that cannot be used gives an error of its own and the rest goes on.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from kb.errors import SourceError, UsageError
from kb.render.contract import BatchError
from kb.render.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import TextIO

    from kb.render.contract import Shape

STANDARD_INPUT = "-"


class Row(BaseModel):
    """A row of a batch: a question, perhaps its id, language, documents and context; the rest is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    question: str
    id: str | None = None
    lang: str = "auto"
    documents: list[str] | None = None
    context: str | None = None


def run(name: str, answer: Callable[[Row], Shape]) -> Iterator[str]:
    """Iterate over the answers to the rows of a file, or of standard input for "-", as JSON."""
    try:
        with _opened(name) as lines:
            yield from (to_json(_answered(line, answer)) for line in lines if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise SourceError(f"{name}: cannot be read ({reason}); give a file of JSON Lines") from error


def _opened(name: str) -> AbstractContextManager[TextIO] | AbstractContextManager[Iterable[str]]:
    return nullcontext(sys.stdin) if name == STANDARD_INPUT else Path(name).open(encoding="utf-8")


def _answered(line: str, answer: Callable[[Row], Shape]) -> Shape:
    try:
        row = Row.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        return _error(line, f"{place}: {fault['msg']}" if place else fault["msg"])
    try:
        return answer(row)
    except UsageError as error:
        return BatchError(row.id, row.question, str(error))


def _error(line: str, message: str) -> BatchError:
    """Echo what can be read of a row that is at fault."""
    try:
        read = json.loads(line)
    except ValueError:
        read = None
    fields = read if isinstance(read, dict) else {}
    echoed = {key: fields[key] for key in ("id", "question") if isinstance(fields.get(key), str)}
    return BatchError(echoed.get("id"), echoed.get("question"), message)
