"""The documents of the desk, by work: what each text is worth, how long it is, what can be done with it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kb.answer.house_style import called, day
from kb.render.html.document_facts import badge, elsewhere, size, version
from kb.render.html.element import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.ingestion.removal import Removed
    from kb.store import StoredDocument


def shelf(stored: Sequence[StoredDocument], words: Mapping[str, str], language: str) -> Html:
    """Return all documents, those of one work together."""
    if not stored:
        return element("p", words["none"], class_="notice")
    works = [list(texts) for _, texts in groupby(stored, key=lambda document: document.expression.id)]
    return element(
        "section",
        element("h2", words["stored"]),
        element("p", _counted(len(works), len(stored), words), class_="faint"),
        *(_work(texts, words, language) for texts in works),
        class_="shelf",
    )


def removed(gone: Sequence[Removed], words: Mapping[str, str]) -> Html:
    """Return what was removed, and which files would bring it back."""
    files = [file for one in gone if (file := one.comes_back) is not None]
    return element(
        "div",
        element(
            "p", words["removed"].format(names=", ".join(f"{one.document} ({one.language})" for one in gone))
        ),
        element("p", words["comes_back"], " ", element("code", ", ".join(files))) if files else None,
        class_="notice",
        role="status",
        tabindex="-1",
        data_focus=True,
    )


def _counted(works: int, texts: int, words: Mapping[str, str]) -> str:
    return ", ".join(
        f"{n} {words[name if n == 1 else f'{name}s']}" for n, name in ((works, "work"), (texts, "text"))
    )


def _work(texts: Sequence[StoredDocument], words: Mapping[str, str], language: str) -> Html:
    ordered = sorted(texts, key=lambda document: document.expression.language != language)
    first = ordered[0].expression
    return element(
        "article",
        element("h3", first.title, lang=first.language),
        element("p", _about(texts), class_="about"),
        element("ul", *(_text(document, words, language) for document in ordered)),
        class_="work",
    )


def _about(texts: Sequence[StoredDocument]) -> Html:
    expressions = [document.expression for document in texts]
    reference = next((e.reference for e in expressions if e.reference), None)
    celex = next((e.celex for e in expressions if e.celex), None)
    date = next((e.date for e in expressions if e.date), None)
    said = [reference, celex and f"CELEX {celex}", date and day(date)]
    return joined([*(fact for fact in said if fact), element("code", expressions[0].id)], " · ")


def _text(document: StoredDocument, words: Mapping[str, str], language: str) -> Html:
    expression = document.expression
    spoken = called(expression.language, language)
    return element(
        "li",
        element("div", element("strong", spoken.capitalize()), " ", badge(expression, words, language)),
        element(
            "div",
            element("p", size(document, words)),
            element("p", document.origin.name, class_="file"),
            element(
                "div",
                element("span", f"{words['version']} "),
                version(expression.version),
                class_="of-version",
            ),
            element("p", elsewhere(document, words)),
            class_="more",
        ),
        element("div", *_doing(document, words, spoken), class_="doing"),
    )


def _doing(document: StoredDocument, words: Mapping[str, str], spoken: str) -> Iterator[Html]:
    expression = document.expression
    named = {"title": expression.title, "language": spoken}
    yield element(
        "button",
        words["read"],
        type="button",
        data_open=expression.id,
        data_in=expression.language,
        aria_label=words["read_named"].format(**named),
    )
    yield element(
        "button",
        words["remove"],
        type="button",
        class_="removes",
        data_ask=True,
        aria_label=words["remove_named"].format(**named),
    )
    yield element(
        "dialog",
        element("h3", words["remove_question"]),
        element("p", element("strong", expression.title, lang=expression.language), f" ({spoken})"),
        element("p", words["remove_means"]),
        element(
            "p",
            element(
                "button",
                words["remove_yes"],
                type="button",
                class_="removes",
                data_remove=expression.id,
                data_in=expression.language,
            ),
            element("button", words["remove_no"], type="button", data_close=True),
            class_="answers",
        ),
        aria_label=words["remove_question"],
    )
