"""The words of a user, and the notes of the texts, into works that can be fetched.

A work is named as the register knows it: by CELEX number, by its own number in any usual spelling, by an
address, by a footnote that cites it, or by its id in the corpus's manifest. One work is meant, or none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.citations import note_numbers
from kb.errors import UsageError
from kb.sources.addresses import is_celex
from kb.sources.works import WorkToFetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.register import Instrument, Register


def works_to_fetch(
    words: Sequence[str], declared: Sequence[WorkToFetch], register: Register, *, footnotes: bool
) -> list[WorkToFetch]:
    """Return the works to fetch: those named and, if asked for, those that notes cite; else all declared."""
    named = works_named(words, declared, register)
    return named + works_cited(register.instruments(), declared) if footnotes else named or [*declared]


def works_named(
    words: Iterable[str], declared: Sequence[WorkToFetch], register: Register
) -> list[WorkToFetch]:
    """Return the works that a user names; raise `UsageError` for a word that does not name one work."""
    return [work for word in words for work in _works_named(word.strip(), declared, register)]


def works_cited(instruments: Iterable[Instrument], declared: Sequence[WorkToFetch]) -> list[WorkToFetch]:
    """Return the works that notes cite and that have a CELEX number, as they are declared where they are."""
    return [
        _declared_or(work, declared)
        for instrument in instruments
        if any(place.footnote is not None for place in instrument.cited_in)
        for work in _of(instrument)
    ]


def _works_named(word: str, declared: Sequence[WorkToFetch], register: Register) -> tuple[WorkToFetch, ...]:
    for work in declared:
        if word.lower() == work.id:
            return (work,)
    meant = register.look_up(word) if word else ()
    known = tuple(work for instrument in meant for work in _of(instrument))
    if is_celex(word.upper()):  # a corrigendum is not the act that it corrects, nor a consolidated text
        known = tuple(work for work in known if work.celex == word.upper()) or (_bare(word.upper()),)
    if not known or (len(known) > 1 and not note_numbers(word)):
        several = "several works" if known else "no work"
        raise UsageError(
            f"{word!r} names {several}: give a number such as COM(2006) 502 or 52006DC0502, or one of "
            f"{', '.join(work.id for work in declared)}"
        )
    return tuple(_declared_or(work, declared) for work in known)


def _declared_or(work: WorkToFetch, declared: Sequence[WorkToFetch]) -> WorkToFetch:
    return next((known for known in declared if known.celex == work.celex), work)


def _of(instrument: Instrument) -> tuple[WorkToFetch, ...]:
    """Return the work of an instrument; nothing for one without a CELEX number."""
    if instrument.celex is None:
        return ()
    reference = _reference(instrument.key)
    card = instrument.card
    work = WorkToFetch(
        celex=instrument.celex,
        id=_id(reference or instrument.celex),
        label=reference or instrument.celex,
        reference=reference,
        titles=instrument.title,
        date=card.date if card and card.date else None,
        certainty=instrument.certainty,
    )
    return (work,)


def _bare(celex: str) -> WorkToFetch:
    return WorkToFetch(celex=celex, id=_id(celex), label=celex)


def _reference(key: str) -> str | None:
    """Return how a document of the Commission is cited, in all languages alike; None for what is no such.

    >>> _reference("comnat:COM:2006:502")
    'COM(2006) 502'
    """
    match key.split(":"):
        case ["comnat", series, year, number]:
            return f"{series}({year}) {number}"
        case _:
            return None


def _id(name: str) -> str:
    """Return the id of a work: "com-2006-502", the one that a file of that name would get."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
