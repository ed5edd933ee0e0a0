"""Elements of HTML, in which a text can only be a text.

A child that is a `str` is escaped, and so is every attribute; only what `element` made is markup. An
address leads to the web, into this site or into this page, or it is not an address: "javascript:" is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kb.render.characters import REPLACEMENT, UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset({"img", "br", "hr", "input"})
"""Elements that hold nothing and are not closed."""

ADDRESSES = frozenset({"href", "src"})
LEADS_SOMEWHERE = ("https://", "http://", "/", "../", "#", "?")
"""A page stands one step below the desk: "../" leads there also behind a proxy that adds a path."""


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that was made by `element` or `joined`, and by nothing else."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Html("")

Child = Html | str | None
Attribute = str | int | bool | None


def element(name: str, *children: Child, **attributes: Attribute) -> Html:
    """Return an element; `class_` is "class", `data_copy` is "data-copy", True is an attribute without value.

    >>> str(element("p", "1 < 2", class_="x", hidden=True, id=None))
    '<p class="x" hidden>1 &lt; 2</p>'
    >>> str(element("a", "x", href="javascript:alert(1)"))
    '<a>x</a>'
    """
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def away(text: str, address: str) -> Html:
    """Return a link to another site, which opens beside this page and is not told where it was followed."""
    return element("a", text, href=address, rel="noreferrer", target="_blank", class_="away")


def button(text: str, does: str, value: str, label: str | None = None) -> Html:
    """Return a button that tells the server what it does, and to what; `label` says more than its text."""
    return element(
        "button", text, type="button", class_="plain", data_do=does, data_value=value, aria_label=label
    )


def joined(children: Iterable[Child], between: str = "") -> Html:
    """Return children one after the other, those that are texts escaped."""
    return Html(escape(between).join(_child(child) for child in children if child))


def _child(child: Html | str) -> str:
    return child.text if isinstance(child, Html) else escape(_printable(child))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    written = _printable(str(value))
    if name in ADDRESSES and not written.lower().startswith(LEADS_SOMEWHERE):
        return ""
    return f' {name}="{escape(written)}"'


def _printable(text: str) -> str:
    """Line breaks stand; what no page may hold is replaced."""
    return UNPRINTABLE.sub(lambda match: match[0] if match[0] in "\t\n\r" else REPLACEMENT, text)
