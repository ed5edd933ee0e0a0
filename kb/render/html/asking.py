"""What stands around the field of the question: examples, what a follow-up goes on from, history, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.render.html.element import NOTHING, Html, button, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


def notice(text: str, *, wrong: bool = False) -> Html:
    """Return a message on the page; one that says what went `wrong` is read out at once."""
    return element(
        "p", text, class_="notice wrong" if wrong else "notice", role="alert" if wrong else "status"
    )
