"""Names that a sentence explains in passing: "the Grouping, a legal instrument that …", "labels (a mark …)".

What is asked about must be the whole name: a sentence on the European Grouping of Territorial Cooperation
does not explain "territorial cooperation". Where a name begins cannot be seen, so every part is given that
may be one. Most of what acts put between commas explains nothing: how it goes on must show that it does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.encoder.glossary import LONGEST_NAME, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.analysis import Term

NO_CLASS = (
    r"aantal|deel|paar|jaar|maand|week|dag|keer|meerderheid|derde|kwart|feit|ontwikkeling|trend|situatie|stap|"
    r"gevolg|number|part|few|little|lot|year|month|day|time|majority|third|quarter|range|variety|fact|"
    r"development|situation|step|move|result"
)
"""What "a" introduces that is not what something is: how much of it, when, or what the sentence says."""

LINKS = r"en|of|van|voor|in|op|aan|met|als|bij|and|or|for|on|at|with|as|by|from"
"""Words that do not stand before the noun."""

GOES_ON = {
    "nl": rf"een\s(?!(?:\w+\s)?(?:{NO_CLASS})\b)(?:(?!(?:{LINKS})\s)[\w-]+\s){{1,3}}(?:dat|die|waar\w*|om)\b",
    "en": rf"an?\s(?!(?:\w+\s)?(?:{NO_CLASS})\b)(?:(?!(?:{LINKS})\s)[\w-]+\s){{1,3}}"
    r"(?:that|which|who|whose|where\w*|to|designed|set up|\w{3,}ed)\b",
}
EXPLAINS = {
    language: re.compile(
        rf"(?:\s\([^()]{{1,40}}\))?\s?[,–(]\s?{goes_on}(?!.*\b(?:en|of|and|or)\s(?:een|an?)\b)"
    )
    for language, goes_on in GOES_ON.items()
}
"""…, a legal instrument established under …; not "a tool that measures and a register", which is a list."""

ADVERBIAL = re.compile(
    r"\W*(?:in|op|aan|bij|met|voor|van|door|onder|over|na|sinds|tijdens|volgens|via|binnen|tussen|tegen|ter|ten|"
    r"als|indien|wanneer|omdat|hoewel|terwijl|nadat|zodra|om|naast|dankzij|krachtens|overeenkomstig|"
    r"on|at|by|with|for|of|from|to|under|after|before|since|during|according|within|between|against|as|if|when|"
    r"because|although|while|once|besides|through|among|pursuant|given|where|unless|until)\s",
    re.IGNORECASE,
)
"""How a part between commas begins after which the sentence goes on: "In this area, a …", "under it, a …"."""

PART = re.compile(r"[,;:–(]\s")

JOINS = re.compile(r"[^\W_]|[‘“\"„«(]")
"""What stands before the first word of a name: an article, a preposition, a quotation mark."""


def explained(
    sentence: str, language: str, terms: Sequence[Term], offset: int = 0
) -> Iterator[tuple[int, int]]:
    """Iterate over the ranges of the terms of a sentence that may be the name of what it explains.

    `offset` is where the sentence begins in the text that the terms count in.
    """
    pattern = EXPLAINS.get(language)
    for found in pattern.finditer(sentence) if pattern else ():
        if ADVERBIAL.match(PART.split(sentence[: found.start()])[-1]):
            continue
        end = sum(term.token.span.end <= offset + found.start() for term in terms)
        for begin in range(max(end - LONGEST_NAME, 0), end):
            if _begins(sentence, terms, begin, offset):
                yield begin, end


def _begins(sentence: str, terms: Sequence[Term], at: int, offset: int) -> bool:
    """Tell whether a name may begin with a term: no other word of content stands right before it.

    Nor may the glossary know both as words of one name.
    """
    if at == 0:
        return True
    before, first = terms[at - 1], terms[at]
    between = sentence[before.token.span.end - offset : first.token.span.start - offset]
    return JOINS.search(between) is not None and not marks_of(before) & marks_of(first)
