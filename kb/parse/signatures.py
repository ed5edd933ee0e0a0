"""What the first bytes of a file say that it is, whatever its name; told without loading a reader."""

from __future__ import annotations

import re

PDF, PDF_WITHIN = b"%PDF-", 1024
"""How a PDF begins, and how far from its start it may; readers accept so much before it."""

ZIP = b"PK\x03\x04"
MAIN_PART = "word/document.xml"
"""The part of a package that makes it a DOCX."""

HEAD_OF_FILE = 4_096
PROLOGUE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
"""What may stand before the first element: a byte order mark, a declaration, comments."""

HTML_OPENING = re.compile(PROLOGUE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
FORMEX_OPENING = re.compile(PROLOGUE + rb"<(?:ACT|CONS\.ACT|ANNEX|CONS\.ANNEX|GENERAL|AGR)\b", re.DOTALL)


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF."""
    return PDF in content[:PDF_WITHIN]


def is_docx(content: bytes) -> bool:
    """Tell whether a file is a DOCX."""
    return content.startswith(ZIP) and MAIN_PART.encode() in content


def is_html(content: bytes) -> bool:
    """Tell whether a file is HTML or XHTML."""
    return HTML_OPENING.match(content[:HEAD_OF_FILE]) is not None


def is_formex(content: bytes) -> bool:
    """Tell whether a file is Formex."""
    return FORMEX_OPENING.match(content[:HEAD_OF_FILE]) is not None
