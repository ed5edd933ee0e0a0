"""A dossier as a page to print and sign, in the language of the question.

The answer comes first, then each source with the passage around the quotation, then the texts, what else
was considered, what was checked, and how it was made. The date of a text stands wherever it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer import Answer
from kb.answer.house_style import called, day
from kb.render.blocks import Facts, Grid, Heading, Page, Paragraph, Run, Style
from kb.render.labels import LABELS, labels_of
from kb.render.sources import answered, authority, dated, nearest, searched, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.answer import Abstention
    from kb.answer.record import Text
    from kb.render.blocks import Block
    from kb.render.dossier import Dossier
    from kb.retrieve import Hit

FALLBACK = "en"
"""The language of the page when the question is in one that the desk does not answer in."""

OPENING_WORDS = 12
"""So many words of a passage considered are shown: enough to know it again."""


def page_of(made: Dossier) -> Page:
    """Return the page for a dossier."""
    outcome, asked = made.outcome, made.outcome.asked
    language = asked.language if asked.language in LABELS else FALLBACK
    words = labels_of(language)
    body = answered(outcome, language) if isinstance(outcome, Answer) else _abstained(outcome, made, language)
    zone = f"UTC{asked.at.isoformat()[-len('+00:00') :]}"
    return Page(
        title=asked.question,
        subtitle=words["asked"].format(day=day(f"{asked.at:%Y-%m-%d}"), at=asked.at, zone=zone),
        language=language,
        author=made.record.program,
        page_of=words["page_of"],
        blocks=(
            *body,
            *_texts(made, language),
            *_considered(made, language),
            *_checks(made, language),
            *_origin(made, language),
        ),
    )


def _abstained(outcome: Abstention, made: Dossier, language: str) -> Iterator[Block]:
    words = labels_of(language)
    yield Heading(words["abstention"])
    yield Paragraph((Run(outcome.message),))
    rows = [(words["reason"], words[outcome.reason])]
    if outcome.unmatched:
        rows.append((words["unmatched"], ", ".join(outcome.unmatched)))
    rows.append((words["searched"], searched(made.outcome.asked, made.record.collection.documents, language)))
    if outcome.cited_but_not_loaded:
        missing = "; ".join(i.full_name(language) for i in outcome.cited_but_not_loaded)
        rows.append((words["not_loaded"], missing))
    yield Facts(tuple((label, (Run(text),)) for label, text in rows))
    if outcome.nearest:
        yield Heading(words["nearest"])
        for hit in outcome.nearest:
            yield from nearest(hit, language)


def _texts(made: Dossier, language: str) -> Iterator[Block]:
    if made.record.texts:
        yield Heading(labels_of(language)["texts"])
        for text in made.record.texts:
            yield Heading(dated(text.document, language), level=2)
            yield _text(text, language)


def _text(text: Text, language: str) -> Facts:
    words, document = labels_of(language), text.document
    date = day(document.date) if document.date else words["undated"]
    rows = [
        (words["title"], Run(document.title, language=document.language)),
        (words["reference"], document.reference and Run(document.reference)),
        ("CELEX", document.celex and Run(document.celex)),
        (words["date"], Run(date)),
        (words["language"], Run(called(document.language, language))),
        (words["status"], document.authority and Run(authority(document.authority, language))),
        (words["file"], text.file and Run(text.file)),
        (words["version"], Run(document.version, Style.CODE)),
        (
            words["origin_address"],
            Run.address(text.source) if text.source else Run(words["unknown"]),
        ),
        (words["licence"], Run(text.licence or words["unknown"])),
    ]
    return Facts(tuple((label, (run,)) for label, run in rows if run))


def _considered(made: Dossier, language: str) -> Iterator[Block]:
    if not made.record.considered:
        return
    words = labels_of(language)
    yield Heading(words["considered"])
    yield Paragraph((Run(words["scores_are"], Style.FAINT),))
    header = ("passage", "quoted_under", "score", "lexical", "dense", "align")
    yield Grid(
        tuple(words[name] for name in header),
        tuple(_scored(hit, made, language) for hit in made.record.considered),
    )


def _scored(hit: Hit, made: Dossier, language: str) -> tuple[str, ...]:
    parts = (hit.score, hit.scores.lexical, hit.scores.dense, hit.scores.align)
    place = where(hit.document, hit.locator, language)
    return (
        f"{place}: {_opening(hit.text)}",
        _quoted_under(hit, made),
        *("–" if part is None else f"{part:.2f}" for part in parts),
    )


def _quoted_under(hit: Hit, made: Dossier) -> str:
    citations = made.outcome.citations if isinstance(made.outcome, Answer) else ()
    place = (hit.document.id, hit.locator.anchor)
    return ", ".join(str(c.marker) for c in citations if (c.document.id, c.locator.anchor) == place)


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")


def _checks(made: Dossier, language: str) -> Iterator[Block]:
    words = labels_of(language)
    said = words["checked_answer" if isinstance(made.outcome, Answer) else "checked_abstention"]
    passed = sum(check.ok for check in made.checks)
    yield Heading(words["checks"])
    if made.checks:
        yield Paragraph((Run(said.format(passed=passed, made=len(made.checks))),))
    yield Paragraph((Run(words["check_again"]),))


def _origin(made: Dossier, language: str) -> Iterator[Block]:
    words, asked = labels_of(language), made.outcome.asked
    yield Heading(words["origin"])
    rows = (
        (words["asked_at"], Run(asked.at.isoformat(timespec="seconds"))),
        (words["question_language"], Run(called(asked.language, language))),
        (words["searched"], Run(searched(made.outcome.asked, made.record.collection.documents, language))),
        (words["generation"], Run(str(asked.generation))),
        (words["collection"], Run(made.record.collection.digest, Style.CODE)),
        (words["encoder"], Run(asked.encoder or words["unknown"])),
        (words["program"], Run(made.record.program)),
    )
    yield Facts(tuple((label, (run,)) for label, run in rows))
