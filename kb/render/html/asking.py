"""What stands around the field of the question: examples, what a follow-up goes on from, history, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import called
from kb.render.html.element import NOTHING, Html, button, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.document import Expression
    from kb.store import StoredDocument


def examples(questions: Iterable[str], words: Mapping[str, str]) -> Html:
    """Return questions that are asked by choosing them."""
    listed = (element("li", button(question, "ask", question)) for question in questions)
    return element(
        "section",
        element("h2", words["examples"], class_="small"),
        element("ul", *listed),
        class_="examples",
    )


def following(context: str | None, words: Mapping[str, str]) -> Html:
    """Return what the next question goes on from, and how to begin anew."""
    if context is None:
        return NOTHING
    return element(
        "p",
        element("span", f"{words['follow']}: "),
        element("q", context),
        button(words["follow_not"], "anew", ""),
        class_="following",
    )


def history(asked: Iterable[tuple[str, str]], words: Mapping[str, str]) -> Html:
    """Return the questions of this visit, the last one first; `asked` are tokens and questions."""
    listed = [element("li", button(question, "show", token)) for token, question in asked]
    if not listed:
        return NOTHING
    return element(
        "section",
        element("h2", words["history"], class_="small"),
        element("ol", *reversed(listed)),
        class_="history",
    )


def finding(words: Mapping[str, str]) -> Html:
    """Return a field in which a part of the name of a document is typed, to see only those."""
    return element(
        "label",
        element("span", words["find_document"]),
        element("input", type="search", autocomplete="off"),
    )


def languages_to_choose(stored: Iterable[StoredDocument], language: str) -> list[tuple[str, str]]:
    """Return the languages of the texts, each by its name and its code."""
    codes = dict.fromkeys(document.expression.language for document in stored)
    return [(called(code, language).capitalize(), code) for code in codes]


def documents_to_choose(stored: Iterable[StoredDocument], language: str) -> list[tuple[str, str]]:
    """Return the works, each by its name and its id: "COM(2008) 652 – Naar clusters … (nl, en)"."""
    works: dict[str, list[Expression]] = {}
    for document in stored:
        works.setdefault(document.expression.id, []).append(document.expression)
    return sorted((_named(expressions, language), work) for work, expressions in works.items())


def _named(expressions: Sequence[Expression], language: str) -> str:
    """A work by its reference, its title (in the language of the page if it has one) and its languages."""
    first = next((e for e in expressions if e.language == language), expressions[0])
    parts = dict.fromkeys(part for part in (first.reference, first.title) if part)
    return f"{' – '.join(parts)} ({', '.join(e.language for e in expressions)})"


def notice(text: str, *, wrong: bool = False) -> Html:
    """Return a message on the page; one that says what went `wrong` is read out at once."""
    return element(
        "p", text, class_="notice wrong" if wrong else "notice", role="alert" if wrong else "status"
    )
