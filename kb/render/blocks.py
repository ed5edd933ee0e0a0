"""What a printed page is made of, before it is Markdown or a Word document.

The texts in it are data: they are escaped where they are written, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a run of text looks."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    CODE = "code"
    MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one style; `language` where it is not the page's, `link` where it leads somewhere."""

    text: str
    style: Style = Style.PLAIN
    language: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title, level 1 or 2; `markers` are the numbers of the source that it names."""

    text: str
    level: int = 1
    markers: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A paragraph of someone else's words."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with what it stands for."""

    rows: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header; the first column holds words, the others figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Item | Quotation | Facts | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """A page to print: its title, the line under it, its language, what made it, and its blocks.

    `page_of` is the word before a page number.
    """

    title: str
    subtitle: str
    language: str
    author: str
    page_of: str
    blocks: tuple[Block, ...]
