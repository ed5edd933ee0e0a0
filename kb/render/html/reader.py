"""A document to be read: headings, notes that are linked both ways, references, and printed page numbers.

Every passage has an id made of its anchor, so that the source of an answer can lead to it. Where a mark of a
note or a page stands inside a reference, the reference goes on behind it: a link never holds another.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb.answer.house_style import called, day, eur_lex_page
from kb.document import Authority, BlockKind
from kb.render.html.element import NOTHING, Html, element, joined
from kb.render.sources import authority

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.desk.reading import Opened, OpenedBlock
    from kb.document import Expression
    from kb.passages import PageTurn
    from kb.register import ShownReference

SHORT_VERSION = 12
"""Characters of a digest that tell two versions apart for people."""

DEEPEST_HEADING = 6
DRAWN = "pdf"
"""The reader whose files have pages that can be shown as they are printed."""


def place_id(anchor: str) -> str:
    """Return the id of a passage on the page: "text-3.1/p4"."""
    return f"text-{anchor}"


def reader(opened: Opened, words: Mapping[str, str], language: str) -> Html:
    """Return a document to be read."""
    expression = opened.document.expression
    body = [block for block in opened.blocks if block.passage.kind is not BlockKind.NOTE]
    notes = [block for block in opened.blocks if block.passage.kind is BlockKind.NOTE]
    return element(
        "article",
        element(
            "p",
            element("button", words["back"], type="button", class_="back", data_back=True),
            *(
                _other(expression, code, words, language)
                for code in opened.languages
                if code != expression.language
            ),
            class_="ways",
        ),
        element("h2", expression.title, lang=expression.language, tabindex="-1", data_focus=True),
        facts(opened, words, language),
        _contents(body, words),
        element(
            "div",
            *_body(body, opened, words),
            *_notes(notes, opened, words),
            class_="text",
            lang=expression.language,
        ),
        class_="reader",
        data_document=expression.id,
        data_language=expression.language,
    )


def facts(opened: Opened, words: Mapping[str, str], language: str) -> Html:
    """Return what is known of a document: its authority first, for it says what the words are worth."""
    stored, expression = opened.document, opened.document.expression
    rows: list[tuple[str, Html | str | None]] = [
        (words["status"], badge(expression, words, language)),
        (words["language"], called(expression.language, language)),
        (words["reference"], expression.reference),
        ("CELEX", expression.celex),
        (words["date"], day(expression.date) if expression.date else None),
        (words["size"], size(stored.pages, stored.passages, stored.footnotes, words)),
        (words["file"], stored.origin.name),
        (words["version"], version(expression.version)),
        (words["licence"], stored.origin.licence),
        (words["elsewhere"], elsewhere(expression, stored.origin.source, words)),
    ]
    return element(
        "dl",
        *(part for label, said in rows if said for part in (element("dt", label), element("dd", said))),
        class_="facts",
    )


def badge(expression: Expression, words: Mapping[str, str], language: str) -> Html:
    """Return what the words of a text are worth, as a badge."""
    if expression.authority is None:
        return element("span", words["undeclared"], class_="badge")
    kind = "authentic" if expression.authority is Authority.AUTHENTIC else "translation"
    return element("span", authority(expression.authority, language), class_=f"badge {kind}")


def size(pages: int | None, passages: int, notes: int, words: Mapping[str, str]) -> str:
    """Return how long a document is: "10 pages, 33 notes, 92 passages"."""
    counted = ((pages or 0, "page"), (notes, "note"), (passages, "passage"))
    return ", ".join(f"{n} {words[name if n == 1 else f'{name}s']}" for n, name in counted if n)


def version(digest: str) -> Html:
    """Return a digest, short, with the whole of it on demand."""
    short = digest.removeprefix("sha256:")[:SHORT_VERSION]
    return element("details", element("summary", short), element("code", digest), class_="version")


def elsewhere(expression: Expression, source: str | None, words: Mapping[str, str]) -> Html:
    """Return where a document can be read on the web."""
    named = ((eur_lex_page(expression), "EUR-Lex"), (source, words["source"]))
    return joined((_away(at, name, words) for at, name in named if at), " · ")


def _away(at: str, name: str, words: Mapping[str, str]) -> Html:
    heard = element("span", f" ({words['new_tab']})", class_="only-heard")
    return element("a", name, heard, href=at, target="_blank", rel="noreferrer")


def _other(expression: Expression, code: str, words: Mapping[str, str], language: str) -> Html:
    said = words["read_in"].format(language=called(code, language))
    return element("button", said, type="button", data_open=expression.id, data_in=code)


def _contents(body: Sequence[OpenedBlock], words: Mapping[str, str]) -> Html:
    """The headings as links; closed at first, because a regulation has a hundred of them."""
    headings = [block.passage for block in body if block.passage.kind is BlockKind.HEADING]
    if not headings:
        return NOTHING
    listed = (
        element(
            "li",
            element("a", h.text, href=f"#{place_id(h.place.anchor)}"),
            class_=f"deep-{_depth(h.place.section)}",
        )
        for h in headings
    )
    return element(
        "nav",
        element("details", element("summary", words["contents"]), element("ul", *listed)),
        aria_label=words["contents"],
        class_="contents",
    )


def _depth(section: str | None) -> int:
    """How deep a numbered section lies: "3.1" under "3"."""
    numbered = section is not None and section[:1].isdigit()
    return min(section.strip(".").count("."), DEEPEST_HEADING - 3) if section and numbered else 0


def _body(body: Sequence[OpenedBlock], opened: Opened, words: Mapping[str, str]) -> Iterator[Html]:
    numbered = _numbered_articles(body)
    for is_item, together in groupby(body, key=lambda b: b.passage.kind is BlockKind.ITEM):
        if is_item:
            yield element("ul", *(_item(block, opened, words) for block in together))
        else:
            yield from (_block(block, numbered, opened, words) for block in together)


def _block(block: OpenedBlock, numbered: frozenset[str], opened: Opened, words: Mapping[str, str]) -> Html:
    passage, said = block.passage, _text(block, opened, words)
    name = place_id(passage.place.anchor)
    if passage.kind is BlockKind.HEADING:
        return element(f"h{3 + _depth(passage.place.section)}", said, id=name)
    if passage.kind is BlockKind.TITLE:
        return element("p", said, id=name, class_="title-line")
    number = passage.place.paragraph if passage.place.section in numbered else None
    return element("p", element("span", f"{number}. ", class_="point") if number else None, said, id=name)


def _numbered_articles(body: Sequence[OpenedBlock]) -> frozenset[str]:
    """The articles of an act that have more than one paragraph, which go by their numbers."""
    places = [block.passage.place for block in body if block.passage.place.anchor.startswith("art")]
    return frozenset(p.section for p in places if p.section and (p.paragraph or 0) > 1)


def _item(block: OpenedBlock, opened: Opened, words: Mapping[str, str]) -> Html:
    point = block.passage.place.point or ""
    return element(
        "li",
        element("span", f"{point.rpartition('.')[2]} ", class_="point") if point else None,
        _text(block, opened, words),
        id=place_id(block.passage.place.anchor),
        class_=f"deep-{min(point.count('.'), 2)}",
    )


def _notes(notes: Sequence[OpenedBlock], opened: Opened, words: Mapping[str, str]) -> Iterator[Html]:
    if not notes:
        return
    marked = {mark.number for block in opened.blocks for mark in block.passage.marks}
    yield element("h3", words["notes_heading"], lang=words["spoken"], id=place_id("notes"))
    yield element("ol", *(_note(note, marked, opened, words) for note in notes), class_="notes")


def _note(note: OpenedBlock, marked: set[int], opened: Opened, words: Mapping[str, str]) -> Html:
    number = note.passage.place.footnote or 0
    back = words["to_mark"].format(number=number)
    label = (
        element("a", str(number), href=f"#mark-{number}", aria_label=back, class_="number")
        if number in marked
        else element("span", str(number), class_="number")
    )
    return element("li", label, element("p", _text(note, opened, words)), id=place_id(f"n{number}"))


def _text(block: OpenedBlock, opened: Opened, words: Mapping[str, str]) -> Html:
    """The text of a block with its references as links, and its marks and pages in their places."""
    passage = block.passage
    references = _apart(block.references)
    stops = {0, len(passage.text), *(at for r in references for at in r.span)}
    stops |= {mark.position for mark in passage.marks} | {turn.position for turn in passage.page_turns}
    ordered = sorted(stops)
    parts: list[Html] = []
    for start, end in zip(ordered, [*ordered[1:], None], strict=True):
        parts += [_mark(mark.number, words) for mark in passage.marks if mark.position == start]
        parts += [_page(turn, opened, words) for turn in passage.page_turns if turn.position == start]
        inside = next((r for r in references if r.span[0] <= start < r.span[1]), None)
        parts.append(_piece(passage.text[start:end], inside, words))
    return joined(parts)


def _apart(references: Sequence[ShownReference]) -> list[ShownReference]:
    """The references in order; of two that overlap the first."""
    kept: list[ShownReference] = []
    for reference in sorted(references, key=lambda r: r.span):
        if not kept or reference.span[0] >= kept[-1].span[1]:
            kept.append(reference)
    return kept


def _piece(text: str, reference: ShownReference | None, words: Mapping[str, str]) -> Html:
    if reference is None or not text:
        return joined((text,))
    return element(
        "a",
        text,
        href=reference.url or "#",
        target="_blank" if reference.url else None,
        rel="noreferrer",
        data_look=reference.instrument,
        title=words["look_up"].format(name=reference.celex or reference.verbatim),
        class_="reference",
    )


def _mark(number: int, words: Mapping[str, str]) -> Html:
    said = words["to_note"].format(number=number)
    link = element("a", str(number), href=f"#{place_id(f'n{number}')}", id=f"mark-{number}", aria_label=said)
    return element("sup", link)


def _page(turn: PageTurn, opened: Opened, words: Mapping[str, str]) -> Html:
    """The number of the page that begins here, which leads to its picture where there is one."""
    if turn.label is None and not opened.document.pages:
        return NOTHING
    label = turn.label or str(turn.index + 1)
    heard = words["page_here"].format(page=label)
    if not opened.document.origin.recipe.startswith(DRAWN):
        return element("span", label, class_="page", role="note", aria_label=heard)
    return element(
        "a",
        label,
        href=picture_of(opened.document.expression, turn.index),
        target="_blank",
        class_="page",
        aria_label=words["page_picture"].format(page=label),
    )


def picture_of(expression: Expression, index: int) -> str:
    """Return the address of the picture of a page."""
    work = f"{quote(expression.id, safe='')}/{quote(expression.language, safe='')}"
    return f"/api/v1/documents/{work}/pages/{index}.png"
