"""An outcome as a file to keep: Markdown, a Word document or JSON, as bytes.

    from kb.render.export import dossier, export

    made = dossier(desk, desk.ask("Wat is een cluster?"))
    content = export(made, ".docx")

Making the dossier checks the outcome against the texts once more, or raises `UnverifiedQuoteError`.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

from kb.errors import ExportError, UsageError
from kb.render.dossier import dossier, export_result
from kb.render.markdown import to_markdown
from kb.render.page import page_of

__all__ = ["FORMATS", "dossier", "export", "known_format", "write"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kb.render.dossier import Dossier


def export(made: Dossier, suffix: str) -> bytes:
    """Return a dossier as the content of a file with this suffix, a key of `FORMATS`."""
    return FORMATS[known_format(suffix)](made)


def known_format(suffix: str) -> str:
    """Return the key of `FORMATS` for a suffix, or raise `UsageError` with the list."""
    if suffix.lower() not in FORMATS:
        raise UsageError(
            f"cannot export to a file of the kind {suffix or '(no suffix)'}: "
            f"choose one of {', '.join(FORMATS)}"
        )
    return suffix.lower()


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that is there is replaced, with its permissions kept."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExportError(
            f"{path}: cannot be written ({error.strerror}); choose another folder or change its permissions"
        ) from error


def _markdown(made: Dossier) -> bytes:
    return to_markdown(page_of(made)).encode("utf-8", "replace")


def _docx(made: Dossier) -> bytes:
    from kb.render.docx import to_docx  # noqa: PLC0415 - heavy

    return to_docx(page_of(made), made.outcome.asked.at)


def _json(made: Dossier) -> bytes:
    """Lone surrogates of a command line that is not UTF-8 are written as JSON escapes them."""
    written = json.dumps(asdict(export_result(made)), ensure_ascii=False, indent=2)
    return f"{written}\n".encode("utf-8", "backslashreplace")


FORMATS: dict[str, Callable[[Dossier], bytes]] = {".md": _markdown, ".docx": _docx, ".json": _json}
"""Suffix of a file → what writes it."""
