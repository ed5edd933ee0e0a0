"""What kind of Commission document a number is: its series does not say, the words before it do.

"Het groenboek … COM(2007) 161" is a green paper, "Voorstel voor een verordening … COM(2021) 206" a
proposal. The first such word of the sentence counts, since the others stand in the title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.citations.grammar.rule import alternatives
from kb.citations.lexicon import GENRES
from kb.citations.reference import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations.reference import Mention

WINDOW = 320
"""Characters before a number in which its title stands."""

KINDS = {word: kind for kind, words in GENRES for word in words}
GENRE = re.compile(rf"(?<![^\W_])(?:{alternatives(KINDS)})(?![^\W_])", re.IGNORECASE)
SENTENCE_START = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[A-ZÀ-Ý\"“„])|\n\s*\n")

SERIES_WITH_GENRES = "comnat:COM:"


def with_genre(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, numbered Commission documents with the kind that the text gives them."""
    if not mentions:
        return []
    ends = [0, *(before.span.end for before, _ in pairwise(mentions))]
    return [_named(text, end, mention) for end, mention in zip(ends, mentions, strict=True)]


def _named(text: str, previous_end: int, mention: Mention) -> Mention:
    if not mention.key.startswith(SERIES_WITH_GENRES) or mention.kind is not Kind.COMMISSION_DOCUMENT:
        return mention
    start = max(mention.span.start - WINDOW, previous_end, 0)
    for stop in SENTENCE_START.finditer(text, start, mention.span.start):
        start = stop.end()
    genre = GENRE.search(text, start, mention.span.start)
    if genre is None:
        return mention
    return replace(mention, kind=KINDS[" ".join(genre[0].lower().split())])
