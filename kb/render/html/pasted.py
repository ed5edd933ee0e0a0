"""A text that somebody pasted, with its references marked where they stand and listed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.citations import Unresolved, cards
from kb.render.history import event_line
from kb.render.html.element import Html, element, joined
from kb.render.html.instrument import address
from kb.render.html.register_table import certainty_badge
from kb.render.register import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.citations import Found, Reference


def pasted_text(text: str, found: Found, words: Mapping[str, str], language: str) -> Html:
    """Return the text with everything that was found in it, numbered as in the list beside it."""
    everything: list[Reference | Unresolved] = [*found.references, *found.unresolved]
    everything.sort(key=lambda each: each.span)
    return element(
        "div",
        element("p", _count(found, words), class_="count", role="status", tabindex="-1", data_focus=True),
        element(
            "div",
            element(
                "section",
                element("h2", words["your_text"]),
                element("div", *_marked(text, everything), class_="text"),
            ),
            element(
                "section",
                element("h2", words["found"]),
                element("ol", *_listed(everything, words, language)) if everything else None,
            ),
            class_="beside",
        )
        if everything
        else None,
        class_="pasted",
    )


def _count(found: Found, words: Mapping[str, str]) -> str:
    number, left = len(found.references), len(found.unresolved)
    said = words[{0: "found_none", 1: "found_one"}.get(number, "found_count")].format(number=number)
    return f"{said} {words['found_left'].format(number=left)}" if left else said


def _marked(text: str, found: Sequence[Reference | Unresolved]) -> Iterator[Html | str]:
    at = 0
    for number, each in enumerate(found, start=1):
        yield text[at : each.span.start]
        yield element(
            "a",
            element("mark", each.verbatim),
            element("sup", str(number)),
            href=f"#found-{number}",
            id=f"pasted-{number}",
            class_="unresolved" if isinstance(each, Unresolved) else None,
        )
        at = each.span.end
    yield text[at:]


def _listed(
    found: Sequence[Reference | Unresolved], words: Mapping[str, str], language: str
) -> Iterator[Html]:
    references = [each for each in found if not isinstance(each, Unresolved)]
    called = {each.instrument: _quoted(each) for each in reversed(references)}
    first: dict[str, int] = {}
    for number, each in enumerate(found, start=1):
        back = element(
            "a",
            words["in_text"],
            element("span", f" {number}", class_="only-heard"),
            href=f"#pasted-{number}",
        )
        if isinstance(each, Unresolved):
            said, ways = _unresolved(each, called, words, language), [back]
        else:
            earlier = first.setdefault(each.instrument, number)
            said = _reference(each, words, language) if earlier == number else _again(each, earlier, words)
            ways = [*_page(each, words), back]
        yield element("li", *said, element("p", joined(ways, " · ")), id=f"found-{number}", tabindex="-1")


def _reference(reference: Reference, words: Mapping[str, str], language: str) -> Iterator[Html]:
    yield element("p", element("q", _quoted(reference)), _pinpoint(reference, words))
    if cards().of(reference.instrument):
        yield element("p", *_named(reference.instrument, {}, language))
    kind = KIND_NAMES[language][reference.kind]
    number = f"{kind}, CELEX {reference.celex}" if reference.celex else kind
    yield element("p", number[0].upper() + number[1:], " ", certainty_badge(reference.certainty, words))
    for event in cards().history_of(reference.instrument):
        yield element("p", f"→ {event_line(event, language)}", class_="became")


def _again(reference: Reference, earlier: int, words: Mapping[str, str]) -> Iterator[Html]:
    """What is named a second time is told once."""
    yield element("p", element("q", _quoted(reference)), _pinpoint(reference, words))
    same = element("a", words["same_as"].format(number=earlier), href=f"#found-{earlier}")
    yield element("p", same, " ", certainty_badge(reference.certainty, words))


def _quoted(reference: Reference) -> str:
    return " ".join(reference.verbatim.split())


def _page(reference: Reference, words: Mapping[str, str]) -> Iterator[Html]:
    if reference.url:
        yield address(reference.url, words["open"], words)


def _pinpoint(reference: Reference, words: Mapping[str, str]) -> str:
    named = reference.pinpoint.named() if reference.pinpoint else {}
    return "".join(f", {words[f'part_{part}']} {value}" for part, value in named.items())


def _unresolved(
    left: Unresolved, called: Mapping[str, str], words: Mapping[str, str], language: str
) -> Iterator[Html]:
    yield element("p", element("q", left.verbatim))
    if not left.candidates:
        yield element("p", words["points_to_nothing"])
        return
    yield element("p", words["points_to_several"])
    yield element("ul", *(element("li", *_named(key, called, language)) for key in left.candidates))


def _named(key: str, called: Mapping[str, str], language: str) -> Iterator[Html | str]:
    """The title of a work where a card knows it, else what the text calls it."""
    card = cards().of(key)
    titles = card.title if card else {}
    if language in titles or not titles:
        yield titles.get(language) or called.get(key, key)
    else:
        other, title = next(iter(titles.items()))
        yield element("span", title, lang=other)
