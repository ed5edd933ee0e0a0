"""The header and the footer of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import called
from kb.answer.record import collection_of
from kb.render.html.element import Html, element, joined
from kb.render.sources import authority

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.document import Expression
    from kb.store import StoredDocument

LISTED = 8
"""Works named in the footer; the tab of documents lists all."""


def header(
    words: Mapping[str, str], languages: Mapping[str, str], language: str, user: str | None = None
) -> Html:
    """Return the skip link, the name of the desk, the switch of languages, and the way out for a user."""
    switch = [
        element(
            "li",
            element(
                "a", name, href=f"../{code}/", lang=code, hreflang=code, aria_current=_current(code, language)
            ),
        )
        for code, name in languages.items()
    ]
    return joined(
        (
            element("a", words["skip"], class_="skip", href="#content"),
            element(
                "header",
                element(
                    "div",
                    element(
                        "p",
                        element("a", words["name"], href=f"../{language}/", class_="name"),
                        element("span", words["about"], class_="about"),
                    ),
                    element("nav", element("ul", *switch), aria_label=words["languages"]),
                    *([_way_out(words, user)] if user else []),
                    class_="wide",
                ),
                class_="head",
            ),
        )
    )


def _way_out(words: Mapping[str, str], user: str) -> Html:
    """A form, because a link could be followed by a browser that only looks ahead."""
    return element(
        "form",
        element("span", user, class_="user"),
        element("button", words["log_out"]),
        method="post",
        action="../logout",
    )


def footer(
    words: Mapping[str, str], stored: Sequence[StoredDocument], privacy: Sequence[str], language: str
) -> Html:
    """Return which texts are loaded, and what becomes of what is asked."""
    return element(
        "footer",
        element(
            "div",
            element("section", element("h2", words["texts"]), texts_loaded(words, stored, language)),
            element(
                "section",
                element("h2", words["privacy"]),
                *(element("p", said) for said in privacy),
            ),
            class_="wide",
        ),
        class_="foot",
    )


def texts_loaded(words: Mapping[str, str], stored: Sequence[StoredDocument], language: str) -> Html:
    """Return the texts that are loaded; the digest of their collection tells when there are others."""
    texts = [document.expression for document in stored]
    digest = collection_of(stored).digest
    return element("div", *_texts(words, texts, language), class_="texts-loaded", data_collection=digest)


def preparing(words: Mapping[str, str]) -> Html:
    """Return what is shown while the desk reads its first texts; a script shows it, and how far that is."""
    return element(
        "section",
        element("p", words["preparing"]),
        element("progress", aria_label=words["preparing_label"]),
        id="preparing",
        class_="notice",
        role="status",
        hidden=True,
    )


def _current(code: str, language: str) -> str | None:
    return "page" if code == language else None


def _texts(words: Mapping[str, str], texts: Sequence[Expression], language: str) -> Iterable[Html]:
    """The works in order, each with its languages."""
    works: dict[str, list[Expression]] = {}
    for text in texts:
        works.setdefault(text.id, []).append(text)
    listed = [_work(expressions, language) for expressions in list(works.values())[:LISTED]]
    if not listed:
        return [element("p", words["no_texts"])]
    if len(works) > LISTED:
        listed.append(element("li", words["more_texts"].format(more=len(works) - LISTED)))
    return [element("ul", *listed)]


def _work(expressions: Sequence[Expression], language: str) -> Html:
    name = next((e.reference for e in expressions if e.reference), None) or expressions[0].title
    return element("li", element("span", name), " – ", ", ".join(_spoken(e, language) for e in expressions))


def _spoken(expression: Expression, language: str) -> str:
    spoken = called(expression.language, language)
    return f"{spoken} ({authority(expression.authority, language)})" if expression.authority else spoken
