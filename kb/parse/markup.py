"""HTML and XML into elements: the one file that knows lxml.

What comes in may be hostile. Nothing is fetched, no entity is expanded, a file that declares entities is
refused, and so is one that is larger or nests deeper than any document does. What comes out is plain
values, so that the readers need no library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kb.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES = 64_000_000
"""Many times the size of a long act with its annexes (a regulation of 99 articles has 0.4 million)."""

MAX_DEPTH = 200
"""A list inside an article inside a table reaches 40."""

COMMENT = "!"
"""The tag of a comment: some of them say which language a document is in."""

INSTRUCTION = "?"
"""The tag of a processing instruction: Formex turns its pages with them."""

DECLARED_ENCODING = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
HEAD_OF_FILE = 4_096
LATIN_1 = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""What browsers read as Windows-1252, because that is what was meant."""

PAGE_BEGIN = re.compile(r"<html\b", re.IGNORECASE)
PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""The standard lets a page leave these out; every program that writes or saves pages writes them."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element, its attributes, and what it holds in order: texts and elements."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...]

    def get(self, name: str) -> str:
        """Return an attribute, empty when there is none."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """Iterate over the elements directly inside."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> Iterator[Element]:
        """Iterate over the element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def text(self) -> str:
        """Return all text inside, comments and instructions left out."""
        if self.tag in (COMMENT, INSTRUCTION):
            return ""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse_html(content: bytes, name: str) -> Element:
    """Return the root of an HTML or XHTML file, however badly it is formed, but not of half a file."""
    from lxml import etree  # noqa: PLC0415 - heavy

    text = CONTROL.sub(" ", _decoded(_within_limits(content, name)))
    if PAGE_BEGIN.search(text) and not PAGE_END.search(text):
        raise SourceError(
            "{file}: the page has no end; it may be cut off: save or download it again", file=name
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            "{file}: cannot be read as HTML ({error}); save the page again", file=name, error=error.msg
        ) from error
    if root is None:
        raise SourceError("{file}: there is no text in it; see whether it is the right file", file=name)
    return _element(root, name)


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root of an XML file; one that is not well formed or declares entities is refused."""
    from lxml import etree  # noqa: PLC0415 - heavy

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    if b"<!ENTITY" in _within_limits(content, name):
        raise _declares_entities(name)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            "{file}: is not well-formed XML ({error}); it may be cut off: download it again",
            file=name,
            error=error.msg,
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise _declares_entities(name)
    return _element(root, name)


def _declares_entities(name: str) -> SourceError:
    return SourceError(
        "{file}: declares entities of its own, which are not expanded; download it from EUR-Lex again",
        file=name,
    )


def _within_limits(content: bytes, name: str) -> bytes:
    if len(content) > MAX_BYTES:
        raise SourceError(
            "{file}: is larger than {most} MB; split it, or take another format of it",
            file=name,
            most=MAX_BYTES // 1_000_000,
        )
    return content


def _decoded(content: bytes) -> str:
    """Decode by the mark at the start, by what is declared, or by what fits."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    declared = DECLARED_ENCODING.search(content[:HEAD_OF_FILE])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    for candidate in ("utf-8-sig", "cp1252" if encoding in LATIN_1 else encoding):
        try:
            return content.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


class _Node(Protocol):
    """What is used of an element of lxml, which declares no types."""

    tag: object
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[_Node]: ...


def _element(node: _Node, name: str, depth: int = 0) -> Element:
    if depth > MAX_DEPTH:
        raise SourceError(
            "{file}: nests deeper than {most} elements; it is no document to read", file=name, most=MAX_DEPTH
        )
    if not isinstance(node.tag, str):
        return _unprinted(node)
    children: list[Element | str] = [node.text] if node.text else []
    for child in node:
        children.append(_element(child, name, depth + 1))
        if child.tail:
            children.append(child.tail)
    attributes = {_local(key): value for key, value in node.attrib.items()}
    return Element(_local(node.tag), attributes, tuple(children))


def _unprinted(node: _Node) -> Element:
    """Return a comment or a processing instruction, with its target as an attribute."""
    target = getattr(node, "target", None)
    tag = COMMENT if target is None else INSTRUCTION
    return Element(tag, {"target": str(target)} if target else {}, (node.text or "",))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
