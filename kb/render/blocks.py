"""What a printed page is made of, before it is Markdown or a Word document.

The texts in it are data: they are escaped where they are written, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from kb.render.characters import printable

KEPT_IN_ADDRESS = "/:?#@!$&'*+,;=%~"
"""What may stand in an address as it is, besides letters and figures."""


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

    @classmethod
    def address(cls, url: str) -> Run:
        """Return an address that can be followed; one that leads into no web page is only shown.

        >>> Run.address("https://x.test/a b").link, Run.address("javascript:alert(1)").link
        ('https://x.test/a%20b', None)
        """
        web = url.lower().startswith(("https://", "http://"))
        return cls(url, link=quote(printable(url), safe=KEPT_IN_ADDRESS) if web else None)


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
