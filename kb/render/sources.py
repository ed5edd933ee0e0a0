"""The answer and its sources as blocks of a page: each quotation in its passage, with all ways to cite it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kb.answer import Support
from kb.answer.house_style import called, day, eur_lex_page, house_style
from kb.document import Authority, BlockKind
from kb.render.blocks import Facts, Heading, Item, Paragraph, Quotation, Run, Style
from kb.render.dossier import cite_as
from kb.render.history import references_line
from kb.render.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.answer import Answer, Citation, Sentence
    from kb.answer.results import Asked
    from kb.document import Expression, Locator
    from kb.register import ShownReference
    from kb.render.blocks import Block
    from kb.retrieve import Hit, Parallel

NO_BREAK = "\u00a0"
"""Keeps a marker on the line of what it marks."""

Row = tuple[str, tuple[Run, ...]]


def answered(outcome: Answer, language: str) -> Iterator[Block]:
    """Iterate over the blocks of an answer: what it says, then its sources, a passage each."""
    words = labels_of(language)
    yield Heading(words["answer"])
    yield from _said(outcome, words)
    texts = {dated(citation.document, language): None for citation in outcome.citations}
    yield Paragraph((Run(words["texts_dated"].format(texts="; ".join(texts)), Style.FAINT),))
    yield Heading(words["sources"])
    if any(len(citation.quote) < len(citation.source.passage.text) for citation in outcome.citations):
        yield Paragraph((Run(words["marked"], Style.FAINT),))
    for _, citations in groupby(outcome.citations, key=lambda c: c.source.passage.key):
        yield from _source(list(citations), language)


def nearest(hit: Hit, language: str) -> Iterator[Block]:
    """Iterate over the blocks of a passage that comes near the question and does not answer it."""
    yield Heading(where(hit.document, hit.locator, language), level=2)
    yield Quotation((Run(hit.text, language=hit.document.language),))
    yield Facts(
        (
            *_about(hit.document, hit.locator, language),
            *_parallels(hit.parallel, language),
            *_refers(hit.references, language),
            *_address(eur_lex_page(hit.document), language),
        )
    )


def where(document: Expression, locator: Locator, language: str) -> str:
    """Return where something stands, and the date of its text: "COM(2008) 652, blz. 3 (17.10.2008)"."""
    date = day(document.date) if document.date else labels_of(language)["undated"]
    return f"{house_style(document, locator, language)} ({date})"


def dated(document: Expression, language: str) -> str:
    """Return a text with its date and its language: "COM(2008) 652 of 17.10.2008, English (working …)"."""
    words = labels_of(language)
    date = f"{words['dated']} {day(document.date)}" if document.date else f"({words['undated']})"
    name = f"{document.reference or document.title} {date}"
    spoken = called(document.language, language)
    if document.authority is Authority.WORKING_TRANSLATION:
        spoken = f"{spoken} ({authority(document.authority, language)})"
    return f"{name}, {spoken}"


def searched(asked: Asked, documents: int, language: str) -> str:
    """Return which texts were searched: "2 texts, of which only those in Dutch"."""
    scope = asked.searched
    label = "searched_chosen" if scope.names else "searched"
    return labels_of(language)[f"{label}_all" if scope.languages is None else f"{label}_in"].format(
        documents=documents,
        names="; ".join(scope.names),
        languages=", ".join(called(code, language) for code in scope.languages or ()),
    )


def authority(of: Authority, language: str) -> str:
    """Return what the words of a text are worth."""
    return labels_of(language)[of]


def _said(outcome: Answer, words: dict[str, str]) -> Iterator[Block]:
    """The sentences, a paragraph for each passage they rest on, and how they came about."""
    passages = {citation.marker: citation.source.passage for citation in outcome.citations}
    for _, together in groupby(outcome.sentences, key=lambda s: passages[s.markers[0]].key):
        sentences = list(together)
        passage = passages[sentences[0].markers[0]]
        runs = tuple(run for sentence in sentences for run in _sentence(sentence))
        if passage.kind is BlockKind.ITEM:
            yield Item(runs)
        elif passage.place.footnote is not None:
            label = f"{words['note']} {passage.place.footnote}: "
            yield Paragraph((Run(label, Style.FAINT), *runs))
        else:
            yield Paragraph(runs)
    yield from (Paragraph((Run(remark),)) for remark in outcome.remarks)
    supports = dict.fromkeys(sentence.support for sentence in outcome.sentences)
    for support in supports:
        if support is not Support.QUOTED:
            yield Paragraph((Run(words[support], Style.FAINT),))


def _sentence(sentence: Sentence) -> Iterator[Run]:
    yield Run(f"{sentence.text}{NO_BREAK}")
    yield Run("".join(f"[{marker}]" for marker in sentence.markers) + " ", Style.MARKER)


def _source(citations: Sequence[Citation], language: str) -> Iterator[Block]:
    first = citations[0]
    markers = "".join(f"[{citation.marker}]" for citation in citations)
    yield Heading(where(first.document, first.locator, language), 2, markers)
    yield Quotation(tuple(_in_passage(citations)))
    yield Facts(
        (
            *_citing(citations, language),
            *_about(first.document, first.locator, language),
            *_parallels([p for citation in citations for p in citation.parallel], language),
            *_refers([r for citation in citations for r in citation.references], language),
            *_address(first.url, language),
        )
    )


def _in_passage(citations: Sequence[Citation]) -> Iterator[Run]:
    """A passage with its quotations marked; a passage quoted whole needs no marks."""
    passage = citations[0].source.passage
    language = passage.expression.language
    spans = sorted(citation.source.span for citation in citations)
    if len(spans[0]) == len(passage.text):
        yield Run(passage.text, language=language)
        return
    at = 0
    for span in spans:
        if passage.text[at : span.start]:
            yield Run(passage.text[at : span.start], Style.FAINT, language)
        yield Run(span.of(passage.text), Style.STRONG, language)
        at = span.end
    if passage.text[at:]:
        yield Run(passage.text[at:], Style.FAINT, language)


def _citing(citations: Sequence[Citation], language: str) -> Iterator[Row]:
    """The ways to cite each quotation, in the language of the page and in its own."""
    words = labels_of(language)
    for citation in citations:
        marker = Run(f"[{citation.marker}] " if len(citations) > 1 else "", Style.MARKER)
        for spoken, text in cite_as(citation, language).items():
            elsewhere = words["cite_as_in"].format(language=called(spoken, language))
            label = words["cite_as"] if spoken == language else elsewhere
            yield label, (marker, Run(text, language=spoken))


def _about(document: Expression, locator: Locator, language: str) -> Iterator[Row]:
    words = labels_of(language)
    place = (
        _section(locator, words),
        locator.paragraph and f"{words['paragraph']} {locator.paragraph}",
        locator.point and f"{words['point']} {locator.point}",
        locator.footnote and f"{words['note'].lower()} {locator.footnote}",
        locator.page and f"{words['page']} {_pages(locator)}",
    )
    yield words["place"], (Run(", ".join(str(part) for part in place if part)),)
    status = [called(document.language, language)]
    if document.authority is not None:
        status.append(authority(document.authority, language))
    status.append(f"{words['dated']} {day(document.date)}" if document.date else words["undated"])
    yield words["status"], (Run(", ".join(status)),)


def _section(locator: Locator, words: dict[str, str]) -> str | None:
    """A section with its heading: "punt 3.1 (Verbetering van het clusterbeleid)"."""
    section, heading = locator.section, locator.heading
    if section is None:
        return None
    numbered = f"{words['point']} {section}" if section[0].isdigit() else section
    return f"{numbered} ({heading})" if heading and heading != section else numbered


def _pages(locator: Locator) -> str:
    turned = locator.page_end not in {None, locator.page}
    return f"{locator.page}-{locator.page_end}" if turned else str(locator.page)


def _parallels(parallels: Iterable[Parallel], language: str) -> Iterator[Row]:
    for parallel in dict.fromkeys(parallels):
        name = called(parallel.language, language)
        status = f" ({authority(parallel.authority, language)})" if parallel.authority else ""
        yield f"{name}{status}", (Run(parallel.text, language=parallel.language),)


def _refers(references: Sequence[ShownReference], language: str) -> Iterator[Row]:
    if references:
        yield labels_of(language)["refers"], (Run(references_line(references, language)),)


def _address(url: str | None, language: str) -> Iterator[Row]:
    if url:
        yield labels_of(language)["address"], (Run.address(url),)
