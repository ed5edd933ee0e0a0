"""Words that carry no content: function words, and the words that questions are made of.

One list a language, `stopwords-xx.txt`, written by the project.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kb.analysis.tokens import fold

LISTED = frozenset({"nl", "en", "de", "fr", "es", "pt"})


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language, folded; none for a language without a list."""
    if language not in LISTED:
        return frozenset()
    listed = files("kb.analysis").joinpath(f"stopwords-{language}.txt").read_text("utf-8")
    return frozenset(fold(word) for word in listed.split())
