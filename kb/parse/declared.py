"""What a file says of itself, as far as it can be believed."""

from __future__ import annotations

import re

FILE_NAME = re.compile(
    r"\.(?:docx?|indd|pptx?|xlsx?|pdf|rtf|qxd)\b|^(?:untitled|naamloos|unbenannt|sans titre|document\s?\d*)$",
    re.IGNORECASE,
)
"""A title that is a file's name, or that a program gave, says nothing of the document."""

LANGUAGE_TAG = re.compile(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)")


def declared_title(text: str | None) -> str | None:
    """Return the title that a file declares, None when it says nothing.

    >>> declared_title("Microsoft Word - nota_v3.docx"), declared_title(" Naar  clusters ")
    (None, 'Naar clusters')
    """
    title = " ".join((text or "").split())
    return None if not title or FILE_NAME.search(title) else title


def declared_language(tag: str | None) -> str | None:
    """Return the two letters of a language tag: "nl-BE" is "nl"."""
    match = LANGUAGE_TAG.match(tag or "")
    return match[1].lower() if match else None
