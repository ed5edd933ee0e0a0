"""A reply into the sentences that may be shown, each with what carries it, and a count of the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer.generate.lookup import find
from kb.answer.generate.reply import DECLINED, read_reply
from kb.answer.generate.support import Fault, malformed
from kb.answer.verify import Words, departure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.answer.extract import Extract
    from kb.answer.generate.reply import Claim
    from kb.answer.generate.support import Support
    from kb.answer.quote import Quote
    from kb.passages import Passage
    from kb.retrieve.query import Query


@dataclass(frozen=True, slots=True)
class Worded:
    """A generated sentence, and the quotations that carry it."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a reply, how many sentences it had, and why the others were dropped."""

    kept: tuple[Worded, ...]
    sentences: int
    dropped: dict[str, int]


def checked(
    reply: str,
    question: Query,
    passages: Mapping[str, Passage],
    support: Support,
    quote: Callable[[Extract], Quote],
) -> Checked:
    """Return the sentences of a reply to a question that the passages carry.

    `quote` gives what is cited for an extract.
    """
    kept: list[Worded] = []
    faults: Counter[str] = Counter()
    claims = read_reply(reply)
    for claim in claims:
        outcome = _worded(claim, question, passages, support, quote)
        if isinstance(outcome, Fault):
            faults[outcome.value] += 1
        elif any(outcome.text == earlier.text for earlier in kept):
            faults[Fault.REPEATED.value] += 1
        else:
            kept.append(outcome)
    return Checked(tuple(kept), len(claims), dict(faults))


def outdated(reply: str) -> Checked:
    """Return a reply of which nothing can be kept, because the texts are no longer those that were shown."""
    claims = len(read_reply(reply))
    return Checked((), claims, {Fault.TEXTS_CHANGED.value: claims})


def _worded(
    claim: Claim,
    question: Query,
    passages: Mapping[str, Passage],
    support: Support,
    quote: Callable[[Extract], Quote],
) -> Worded | Fault:
    unusable = _unusable(claim)
    if unusable is not None:
        return unusable
    if any(claimed.key not in passages for claimed in claim.quotes):
        return Fault.UNKNOWN_KEY
    found = [find(claimed.words, passages[claimed.key]) for claimed in claim.quotes]
    places = [place for place in found if place is not None]
    if len(places) < len(found):
        return Fault.NOT_VERBATIM
    whole = sorted({extract for place in places for extract in place.sentences})
    sentence = Words(claim.text, question.spoken)
    fault = malformed(sentence) or support.fault(
        question, sentence, [_words(place.words) for place in places], [_words(extract) for extract in whole]
    )
    if fault is not None:
        return fault
    quotes = tuple(quote(extract) for extract in whole)
    # What is cited may be the original of the translation that the model read.
    cited = [Words(own.text, own.passage.expression.language) for own in quotes]
    departed = departure(sentence, cited)
    return Worded(claim.text, quotes) if departed is None else Fault(departed.value)


def _unusable(claim: Claim) -> Fault | None:
    if not claim.text:
        return Fault.EMPTY
    if DECLINED.fullmatch(claim.text):
        return Fault.DECLINED
    return None if claim.quotes else Fault.NO_QUOTE


def _words(extract: Extract) -> Words:
    return Words(extract.text, extract.passage.expression.language)
