"""What a text defines, as a key of its own: "‘controller’ means the natural or legal person which…".

An act defines a term once and uses it hundreds of times. Whoever asks what it is must find the one place, so
the defined name as a whole is a key under which only that place is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.analysis.terms import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.analysis.terms import Term

DEFINES = re.compile(
    r"^[\W\d]{0,8}?[‘“\"„»«'](?P<name>[^‘’“”\"„»«']{2,80})[’”\"“«»']\s*(?:\([^)]{1,60}\)\s*)?"
    r"(?:means?\b|betekent\b|bezeichnet\b|désigne\b|:)"
)
"""A quoted name at the beginning, and the word or the colon by which the languages define it."""


def key_of_definition(terms: Iterable[Term]) -> str:
    """Return the key under which the definition of a name is found, given the terms of the name."""
    return "=" + "+".join(term.key for term in terms)


def defined(text: str, language: str) -> str | None:
    """Return the key of what a text defines; None where it begins with no definition.

    >>> defined("‘personal data’ means any information", "en")
    '=person+data'
    >>> defined("“MKB”: kleine ondernemingen", "nl")
    '=mkb'
    >>> defined("The ‘data’ mean little", "en") is None
    True
    """
    found = DEFINES.match(text)
    return key_of_definition(analyzer(language).terms(found["name"])) if found else None
