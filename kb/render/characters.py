"""Which characters may stand on a page: no control characters, which XML refuses, and no line breaks."""

from __future__ import annotations

import re

BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    r"""Return a text on one line, with a sign in place of each character that cannot be printed.

    >>> printable("a\nb\x00")
    'a b�'
    """
    return UNPRINTABLE.sub(REPLACEMENT, BREAKS.sub(" ", text))
