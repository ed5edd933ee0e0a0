"""The list of a 300 answer: the streams that together make up one document, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

ITEM = re.compile(r"""href\s*=\s*["']([^"']*/DOC_(\d+))["']""", re.IGNORECASE)
"""An item by its address alone, for lists without titles."""

LAST = 1_000_000
"""The order of a stream whose number is not given: after all others, as listed."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of a document: where it is, and what it is called ("ACT", "ANNEX")."""

    address: str
    label: str | None = None


@dataclass
class _Item:
    address: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @property
    def order(self) -> int:
        said = self.words.get("stream_order", "").strip()
        return int(said) if said.isdigit() else LAST


class _List(HTMLParser):
    """Collects `<li title="item">` with its link and its nested `<li title="stream_…">`."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[_Item] = []
        self._titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "li":
            self._titles.append(attributes.get("title") or "")
            if self._titles[-1] == "item":
                self.items.append(_Item())
        elif tag == "a" and "item" in self._titles and not self.items[-1].address:
            self.items[-1].address = attributes.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self._titles:
            self._titles.pop()

    def handle_data(self, data: str) -> None:
        if "item" in self._titles and self._titles[-1].startswith("stream_"):
            words = self.items[-1].words
            words[self._titles[-1]] = words.get(self._titles[-1], "") + data


def streams(page: str) -> tuple[Stream, ...]:
    """Return the streams that a 300 answer lists, in their order; nothing when it lists none."""
    listed = _List()
    listed.feed(page)
    items = sorted((item for item in listed.items if item.address), key=lambda item: item.order)
    if items:
        return tuple(Stream(i.address, i.words.get("stream_label", "").strip() or None) for i in items)
    numbered = {address: int(number) for address, number in ITEM.findall(page)}
    return tuple(Stream(address) for address in sorted(numbered, key=numbered.__getitem__))
