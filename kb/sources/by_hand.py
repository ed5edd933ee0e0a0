"""Documents that a person downloaded from EUR-Lex where this program has no network.

EUR-Lex names a download "CELEX_52008DC0652_NL_TXT.pdf"; such a file, dropped into the folder that a message
names, is taken in by the next `kb fetch`, by the same checks as one that was fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.citations.links import eur_lex_page
from kb.errors import RefusedError
from kb.sources.bodies import checked, language_of
from kb.sources.negotiation import Part, Served

if TYPE_CHECKING:
    from pathlib import Path

    from kb.sources.bodies import TextOf

SUFFIXES = {
    ".xhtml": "application/xhtml+xml",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}
"""The suffix of a download → its kind, best to read first."""


def downloaded(folder: Path, celex: str, language: str, text_of: TextOf) -> Served | None:
    """Return the document that was dropped for a work in a language; None when there is none.

    Raises `RefusedError` for a file that is not that document.
    """
    name = re.compile(rf"(?:CELEX_)?{re.escape(celex)}[._]{language}(?:_TXT)?(?: \(\d+\))?", re.IGNORECASE)
    files = [path for path in sorted(folder.glob("*")) if name.fullmatch(path.stem)]
    for suffix, media_type in SUFFIXES.items():
        for path in files:
            if path.suffix.lower() == suffix:
                return _served(path, media_type, celex, language, text_of)
    return None


def _served(path: Path, media_type: str, celex: str, language: str, text_of: TextOf) -> Served:
    try:
        body = checked(path.read_bytes(), media_type)
        part = Part(body, None, "by hand", eur_lex_page(celex, language), (), media_type, {})
        return Served((part,), language_of([body], language, text_of))
    except OSError as error:
        raise RefusedError(
            f"{path.name}: cannot be read ({error.strerror}); change its permissions"
        ) from error
    except RefusedError as error:
        raise RefusedError(f"{path.name}: {error}; download it again or take it away") from error
