"""Which words of a question the evidence leaves unmet, and how an answer tells of them.

A text may speak of everything that a question is about and yet not say what is asked: who *pays* for the
Observatory, which *penalty* there is. Who reads the answer is told which telling words of the question no
passage that is quoted meets, in any language, so that he sees where to doubt it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from kb.analysis import Term
    from kb.answer.evidence import Evidence
    from kb.retrieve.query import Query

TELLING = 1.4
"""From this information on a word may be missed ("penalty" 1.8, "author" 1.6; "pays" 1.2, "go" 0.8). Of the
development questions that are answered rightly 16 % miss such a word, of those that should not be 42 %; from
1.2 on 31 % and 62 %."""

ABOUT_TEXTS = frozenset(
    "page pages list chapter title summary refers explains describes bladzijde lijst hoofdstuk titel "
    "samenvatting behandelt beschrijft verwijst".split()
)
"""Words for what an answer is found in, which it need not say."""

NOT_MET = {
    "nl": "Niet teruggevonden in de aangehaalde passages: {words}. Ga na of zij uw vraag beantwoorden.",
    "en": "Not met in the passages quoted: {words}. Check whether they answer your question.",
}


def unmet_terms(
    query: Query, evidence: Sequence[Evidence], information: Callable[[str], float]
) -> tuple[Term, ...]:
    """Return the telling terms of a question that no evidence meets, nor the passage that it stands in.

    Args:
        query: The question; what it inherits or tells around its question need not be met.
        evidence: What is quoted, in any languages.
        information: How much a word tells of a text.
    """
    if not evidence:
        return ()
    met = {
        term.token.span
        for piece in evidence
        for term in set(piece.interaction.terms).difference(piece.interaction.unmet(piece.alignment))
    }
    return tuple(
        term
        for term in query.terms_in(query.language)
        if term.token.span not in met
        and query.share(term) == 1
        and term.token.word not in ABOUT_TEXTS | query.kind.asking
        and information(term.token.word) >= TELLING
    )


def unmet_remark(words: Collection[str], spoken: str) -> tuple[str, ...]:
    """Return the remark that an answer makes on the words it leaves unmet; nothing for none."""
    quoted = ", ".join(words)
    return (NOT_MET[spoken].format(words=quoted),) if words else ()
