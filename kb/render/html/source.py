"""A source of an answer: the passage in its surroundings, its quotations highlighted, in all its languages.

Each quotation has an id that its mark in the answer leads to, and a link that leads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from kb.answer.house_style import called, day
from kb.document import BlockKind
from kb.render.dossier import cite_as
from kb.render.html.badges import badge
from kb.render.html.element import NOTHING, Html, away, element, joined
from kb.render.html.hanging import cited, hanging
from kb.render.html.passage import highlighted, plain, read_button
from kb.render.html.words import WORDS
from kb.render.labels import labels_of
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.answer import Answer, Citation
    from kb.answer.surroundings import Surroundings
    from kb.passages import Passage

PDF = "pdf/"
"""How the name of the reader of PDF files begins: of these a page can be shown."""


def sources(answer: Answer, around: Mapping[str, Surroundings], language: str) -> Html:
    """Return the sources of an answer, a passage each, in the order in which it quotes them."""
    together: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        together.setdefault(citation.source.passage.key, []).append(citation)
    grouped = [(citations, around.get(key)) for key, citations in together.items()]
    return element(
        "section",
        element("h3", labels_of(language)["sources"], id="sources"),
        *(_source(citations, stands, language) for citations, stands in grouped),
        class_="sources",
        aria_labelledby="sources",
    )


def quote_id(marker: int) -> str:
    """Return the id of the quotation with a marker."""
    return f"quote-{marker}"


def marker_id(marker: int) -> str:
    """Return the id of a marker in the answer."""
    return f"marker-{marker}"


def _source(citations: Sequence[Citation], around: Surroundings | None, language: str) -> Html:
    first = citations[0]
    document, words = first.document, WORDS[language]
    cite = cite_as(first, language)[language]
    back = [
        element(
            "a",
            str(citation.marker),
            href=f"#{marker_id(citation.marker)}",
            class_="marker",
            aria_label=f"{citation.marker}: {words['back']}",
        )
        for citation in citations
    ]
    return element(
        "article",
        element("header", element("span", *back, class_="markers"), element("h4", cite)),
        element("p", joined(_about(first, around, language), " · "), class_="about"),
        *_near(around.before if around else ()),
        element("div", *_texts(citations, around, language), class_="texts"),
        *_near(around.after if around else ()),
        _notes(first.source.passage, around, language),
        _picture(first, around, language),
        element(
            "p",
            element(
                "button",
                words["copy_quote"],
                type="button",
                class_="plain",
                data_copy="\n".join(f"“{c.quote}” ({cite_as(c, language)[language]})" for c in citations),
                data_copied=words["copied"],
            ),
            read_button(document, first.locator.anchor, language),
            away(words["read"], first.url) if first.url else None,
            class_="doing",
        ),
        class_="source",
        aria_label=f"{document.reference or document.title}, {cite}",
    )


def _about(citation: Citation, around: Surroundings | None, language: str) -> Iterator[Html | str]:
    """Its title and its section, in the language of the page where the text is there in it."""
    quoted, words = citation.source.passage, labels_of(language)
    parallels = around.parallels if around else ()
    passage = next((p for p in parallels if p.expression.language == language), quoted)
    document, place = passage.expression, passage.place
    yield element("span", document.title, lang=document.language)
    yield f"{words['dated']} {day(document.date)}" if document.date else words["undated"]
    if place.heading and place.heading != place.section:
        numbered = place.section[0].isdigit() if place.section else False
        section = f"{words['point']} {place.section}" if numbered else place.section
        heading = element("span", place.heading, lang=document.language)
        yield joined((f"{section} ", heading)) if section else heading
    if place.paragraph:
        yield f"{words['paragraph']} {place.paragraph}"


def _texts(citations: Sequence[Citation], around: Surroundings | None, language: str) -> Iterator[Html]:
    """The passage as it is quoted, then as it stands in the other languages."""
    passage = citations[0].source.passage
    quoted = [(citation.source.span, quote_id(citation.marker)) for citation in citations]
    yield _text(passage, highlighted(passage, quoted), language)
    shown = {parallel.language for citation in citations for parallel in citation.parallel}
    for other in around.parallels if around else ():
        if other.expression.language in shown:
            yield _text(other, highlighted(other, _aligned(citations, other)), language)


def _aligned(citations: Sequence[Citation], other: Passage) -> Iterator[tuple[Span, None]]:
    """The spans of another language's passage that say what is quoted."""
    for citation in citations:
        for parallel in citation.parallel:
            at = other.text.find(parallel.text) if parallel.language == other.expression.language else -1
            if at >= 0:
                yield Span(at, at + len(parallel.text)), None


def _text(passage: Passage, said: Html, language: str) -> Html:
    expression = passage.expression
    return element(
        "figure",
        element(
            "figcaption",
            called(expression.language, language).capitalize(),
            " ",
            badge(expression.authority, language),
        ),
        element("blockquote", element("p", _point(passage), said), lang=expression.language),
    )


def _near(passages: Sequence[Passage]) -> Iterator[Html]:
    """Neighbours, of which the first lines are shown until they are opened."""
    for passage in passages:
        said = element("span", _point(passage), plain(passage))
        language = passage.expression.language
        yield element("details", element("summary", said), class_="near", lang=language)


def _point(passage: Passage) -> Html:
    """The number or letter of an item, which is printed before it."""
    point = passage.place.point if passage.kind is BlockKind.ITEM else None
    return element("span", f"{point} ", class_="point") if point else NOTHING


def _notes(passage: Passage, around: Surroundings | None, language: str) -> Html:
    if around is None or not around.notes:
        return NOTHING
    words = WORDS[language]
    if passage.kind is BlockKind.NOTE:
        refers = cited(around.notes[0], language)
        return element("div", element("h5", words["this_note"]), refers) if refers else NOTHING
    return element("div", element("h5", words["notes"]), hanging(around.notes, language))


def _picture(citation: Citation, around: Surroundings | None, language: str) -> Html:
    """The page as it is printed, where the file has pages to look at."""
    document, locator, words = citation.document, citation.locator, WORDS[language]
    if around is None or not around.reader.startswith(PDF) or locator.page_index is None:
        return NOTHING
    work = f"{quote(document.id, safe='')}/{quote(document.language, safe='')}"
    asked = urlencode({"quote": citation.quote, "around": citation.source.passage.text})
    page = locator.page or str(locator.page_index + 1)
    described = words["picture_of"].format(page=page, document=document.reference or document.title)
    return element(
        "details",
        element("summary", words["show_picture"]),
        element(
            "img",
            src=f"../api/v1/documents/{work}/pages/{locator.page_index}.png?{asked}",
            alt=described,
            loading="lazy",
        ),
        class_="picture",
    )
