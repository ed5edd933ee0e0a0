"""How documents are added: the place to drop files, the field for a number, and how far each file is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.answer.house_style import called
from kb.render.faults import said_in
from kb.render.html.element import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

AUTO = "auto"


class State(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


UNDER_WAY = frozenset({State.WAITING, State.READING, State.READ})


@dataclass(frozen=True, slots=True)
class Progressing:
    """A file, and how far it is.

    `pages` are the page in hand and how many there are, None where that is not known; `became` is the
    document and the language that it was read as.
    """

    name: str
    state: State
    pages: tuple[int, int] | None = None
    error: str | None = None
    became: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be handed in at once: bytes of a file, and files."""

    size: int
    files: int


def adding(
    limits: Limits, suffixes: Iterable[str], languages: Sequence[str], words: Mapping[str, str], language: str
) -> Html:
    """Return the two ways to add documents."""
    return joined(
        (
            _dropping(limits, sorted(suffixes), languages, words, language),
            _fetching(languages, words, language),
        )
    )


def progressing(files: Sequence[Progressing], words: Mapping[str, str]) -> Html:
    """Return how far each file is."""
    under_way = sum(file.state in UNDER_WAY and file.state is not State.READ for file in files)
    summed = words["under_way"].format(number=under_way) if under_way else _summed(files, words)
    return element(
        "section",
        element("p", summed, role="status", class_="summed"),
        element("ul", *(_file(file, words) for file in files)),
        class_="progressing",
    )


def failure(message: str, words: Mapping[str, str]) -> Html:
    """Return what went wrong; errors that are no file's are said in English on every page."""
    said = element("span", message, lang="en")
    return element("p", f"{words['failed']}: ", said, class_="notice wrong", role="alert")


def _dropping(
    limits: Limits, suffixes: Sequence[str], languages: Sequence[str], words: Mapping[str, str], language: str
) -> Html:
    megabytes = limits.size // 2**20
    return element(
        "section",
        element("h2", words["own_files"], id="own-files"),
        element(
            "div",
            element(
                "input",
                type="file",
                id="files",
                multiple=True,
                accept=",".join(suffixes),
                class_="only-heard",
            ),
            element(
                "p", element("label", words["choose"], for_="files", class_="button"), f" {words['or_drop']}"
            ),
            element("p", words["kinds"].format(megabytes=megabytes, files=limits.files), class_="faint"),
            class_="drop",
        ),
        element(
            "p",
            element("label", words["text_language"], for_="text-language"),
            element(
                "select",
                element("option", words["auto"], value=AUTO),
                *(element("option", called(code, language), value=code) for code in languages),
                id="text-language",
            ),
            class_="in-line",
        ),
        element("ul", class_="sending", aria_live="polite"),
        aria_labelledby="own-files",
        data_most=limits.size,
        data_files=limits.files,
        data_too_large=words["too_large"].format(megabytes=megabytes),
        data_too_many=words["too_many"].format(files=limits.files),
        data_lost=words["lost"],
    )


def _fetching(languages: Sequence[str], words: Mapping[str, str], language: str) -> Html:
    chosen = (
        element(
            "label",
            element("input", type="checkbox", name_="language", value=code, checked=code in ("nl", "en")),
            f" {called(code, language)}",
        )
        for code in languages
    )
    return element(
        "form",
        element("h2", words["fetching"], id="by-number"),
        element("label", words["number"], for_="work"),
        element(
            "p",
            element(
                "input",
                type="text",
                id="work",
                name_="work",
                autocomplete="off",
                aria_describedby="work-hint",
            ),
            element("button", words["fetch"], type="submit", class_="first"),
            class_="in-line",
        ),
        element("p", words["number_hint"], id="work-hint", class_="faint"),
        element("fieldset", element("legend", words["in_languages"]), *chosen),
        aria_labelledby="by-number",
    )


def _summed(files: Sequence[Progressing], words: Mapping[str, str]) -> str:
    counted = ((state, sum(file.state is state for file in files)) for state in State)
    return ", ".join(f"{number} {words[f'is_{state}']}" for state, number in counted if number) + "."


def _file(file: Progressing, words: Mapping[str, str]) -> Html:
    return element(
        "li",
        element("span", file.name, class_="name"),
        " ",
        element("span", _state(file, words), class_=f"badge {file.state}"),
        _bar(file),
        _why(file, file.error, words) if file.error else None,
        element("p", words["what_now"], class_="faint") if file.state is State.UNCHANGED else None,
        _opens(file, words),
    )


def _why(file: Progressing, error: str, words: Mapping[str, str]) -> Html:
    """The message without the name that it begins with: that stands before it already."""
    said, spoken = said_in(words["spoken"], error)
    return element("p", said.removeprefix(f"{file.name}: "), lang=spoken, class_="why")


def _state(file: Progressing, words: Mapping[str, str]) -> str:
    if file.pages is None:
        return words[f"is_{file.state}"]
    page, pages = file.pages
    return words["page_of"].format(page=page, pages=pages)


def _bar(file: Progressing) -> Html | None:
    if file.state not in UNDER_WAY:
        return None
    if file.state is not State.READING:
        return element("progress", value=int(file.state is State.READ), max=1, aria_label=file.name)
    page, pages = file.pages or (None, None)
    return element("progress", value=page, max=pages, aria_label=file.name)


def _opens(file: Progressing, words: Mapping[str, str]) -> Html | None:
    if file.became is None:
        return None
    work, spoken = file.became
    return element("button", words["read"], type="button", data_read=work, data_in=spoken)
