"""PDF into pages: the one file that knows pypdf.

pypdf opens the file, follows its objects and decodes its fonts; what is drawn where is followed by
`text_state`, and what that means on a page is told by `layout`. A file that cannot be read whole is
refused with the reason: a text with holes would be quoted as if it were complete.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from functools import cached_property
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.declared import declared_language, declared_title
from kb.parse.fragments import PageContent
from kb.parse.layout import paged_text
from kb.parse.page_progress import counted
from kb.parse.pages import Declared
from kb.parse.signatures import is_pdf
from kb.parse.text_layer import text_layers
from kb.parse.text_state import IDENTITY, Interpreter, Matrix, matrix_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject
    from pypdf.generic._font import Font

    from kb.parse.pages import PagedText

END_MARK, END_WITHIN = b"%%EOF", 2048

MAX_PAGES = 2_000
MAX_CONTENT = 128 * 2**20
"""How many bytes the content of all pages may unpack to; a thousand pages of text are some 10 MB."""

MAX_STREAM = 32 * 2**20
"""The same for one stream."""

MAX_FORMS = 2_000
MAX_FORM_DEPTH = 12
"""How many forms a page may draw, and how deep they may hold one another."""

UNREADABLE_SHARE = 0.2
"""Above this share of characters without a meaning, a text is not the one that is printed."""

SHOWS_TEXT = re.compile(rb"T[jJ*]|['\"]|\bDo\b")
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
FORCE_BOLD = 1 << 18
UNMAPPED = "\ufffd"
MEANINGLESS = re.compile(rf"[{UNMAPPED}\ue000-\uf8ff\x00-\x1f]")
"""A character that no reader could know: unmapped, private or a control."""

IDENTITY_ENCODING = "utf-16-be"
"""What pypdf calls the encoding of a font whose codes are numbers of glyphs."""

SPACE_GLYPH = "\x03"
"""The glyph that is the space in nearly all TrueType fonts, for fonts whose map leaves it out."""

logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(content: bytes, name: str) -> PagedText:
    """Read a PDF, or raise `SourceError` with the reason why it cannot be read whole."""
    _refuse_what_is_none(content, name)
    from pypdf import apply_configuration  # noqa: PLC0415 - heavy
    from pypdf.errors import LimitReachedError, PyPdfError  # noqa: PLC0415 - heavy

    damage = (
        PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError,
        RecursionError, TypeError, ValueError, struct.error, zlib.error,
    )  # fmt: skip
    try:
        with apply_configuration(
            zlib_maximum_output_length=MAX_STREAM,
            lzw_maximum_output_length=MAX_STREAM,
            run_length_maximum_output_length=MAX_STREAM,
            array_based_stream_maximum_output_length=MAX_STREAM,
        ):
            reading = _Reading(content, name)
            if reading.is_scan():
                reading = _Reading(_as_one(text_layers(content, name)), name)
            return reading.paged()
    except LimitReachedError as error:
        raise SourceError(
            "{file}: unpacks to more than a document holds ({error}); it is not read, print it anew as PDF",
            file=name,
            error=error,
        ) from error
    except damage as error:
        raise SourceError(
            "{file}: is a damaged PDF ({error}); download or print it again",
            file=name,
            error=f"{type(error).__name__}: {error}",
        ) from error


def _as_one(parts: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of several."""
    from pypdf import PdfWriter  # noqa: PLC0415 - heavy

    if len(parts) == 1:
        return parts[0]
    whole, writer = io.BytesIO(), PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    writer.write(whole)
    return whole.getvalue()


def _refuse_what_is_none(content: bytes, name: str) -> None:
    if not content.strip():
        raise SourceError("{file}: there is no text in it; see whether it is the right file", file=name)
    if not is_pdf(content):
        raise SourceError(
            "{file}: is named as a PDF but is not one; give it the suffix of what it is", file=name
        )
    if END_MARK not in content[-END_WITHIN:]:
        raise SourceError("{file}: the file is cut off before its end; download or copy it again", file=name)


class _Reading:
    """One PDF while it is read: what has been unpacked so far, and the fonts met."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        self.unpacked = 0
        self.images = 0
        self.fonts: dict[int, tuple[DictionaryObject, _Glyphs]] = {}

    @cached_property
    def reader(self) -> PdfReader:
        from pypdf import PdfReader  # noqa: PLC0415 - heavy
        from pypdf.errors import DependencyError  # noqa: PLC0415 - heavy

        reader = PdfReader(io.BytesIO(self.content))
        try:
            opened = not reader.is_encrypted or reader.decrypt("")
        except (DependencyError, NotImplementedError) as error:
            raise SourceError(
                "{file}: is encrypted in a way that cannot be undone here ({error}); save it without "
                "protection and try again",
                file=self.name,
                error=error,
            ) from error
        if not opened:
            raise SourceError(
                "{file}: is protected with a password; save it without one and try again", file=self.name
            )
        return reader

    @cached_property
    def contents(self) -> list[PageContent]:
        pages = self.reader.pages
        if len(pages) > MAX_PAGES:
            raise SourceError(
                "{file}: has {pages} pages, and {most} are read at most; split it",
                file=self.name,
                pages=len(pages),
                most=MAX_PAGES,
            )
        return [self._content(page) for page in counted(pages)]

    def is_scan(self) -> bool:
        """Tell whether the pages draw images and no text."""
        return not any(content.fragments for content in self.contents) and self.images > 0

    def paged(self) -> PagedText:
        self._refuse_unreadable()
        return paged_text(self.contents, self._labels(len(self.contents)), self._declared())

    def _content(self, page: PageObject) -> PageContent:
        box = page.mediabox
        width, height = float(box.width), float(box.height)
        upright = _upright(page.rotation, width, height, (-float(box.left), -float(box.bottom)))
        interpreter = Interpreter(upright)
        _Stream(self, interpreter).follow(page, page.get("/Contents"))
        if page.rotation % 180:
            width, height = height, width
        return PageContent(tuple(interpreter.fragments), tuple(interpreter.rules), width, height)

    def _refuse_unreadable(self) -> None:
        text = "".join(fragment.text for content in self.contents for fragment in content.fragments)
        if not text:
            if self.images:
                raise SourceError(
                    "{file}: is a scan in which no text was found; make a text layer by hand and read that",
                    file=self.name,
                )
            raise SourceError(
                "{file}: there is no text on its pages; see whether it is the right file", file=self.name
            )
        meaningless = len(MEANINGLESS.findall(text))
        if meaningless > UNREADABLE_SHARE * len(text):
            raise SourceError(
                "{file}: its fonts do not say which letters they draw ({meaningless} of {all} characters); "
                "make a text layer, for instance with 'ocrmypdf --force-ocr FILE.pdf OUT.pdf'",
                file=self.name,
                meaningless=meaningless,
                all=len(text),
            )

    def _labels(self, count: int) -> list[str | None]:
        """Return the labels that the file gives its pages, None for each where it gives none."""
        if "/PageLabels" not in self.reader.root_object:
            return [None] * count
        return [label or None for label in self.reader.page_labels]

    def _declared(self) -> Declared:
        metadata = self.reader.metadata
        return Declared(
            language=declared_language(str(self.reader.root_object.get("/Lang", ""))),
            title=declared_title(metadata.title if metadata else None),
        )

    def count(self, data: bytes) -> None:
        self.unpacked += len(data)
        if self.unpacked > MAX_CONTENT:
            raise SourceError(
                "{file}: its pages unpack to more than {most} MB; it is not read, print it anew as PDF",
                file=self.name,
                most=MAX_CONTENT // 2**20,
            )

    def glyphs(self, resource: DictionaryObject) -> _Glyphs:
        """Return a font; one that several pages share is decoded once."""
        from pypdf.generic._font import Font  # noqa: PLC0415 - heavy; pypdf offers its fonts nowhere else

        if id(resource) not in self.fonts:
            self.fonts[id(resource)] = resource, _Glyphs(Font.from_font_resource(resource))
        return self.fonts[id(resource)][1]


class _Stream:
    """The content streams of one page, and of the forms that it draws."""

    def __init__(self, reading: _Reading, interpreter: Interpreter) -> None:
        self.reading = reading
        self.interpreter = interpreter
        self.forms = 0

    def follow(self, owner: DictionaryObject, stream: object, depth: int = 0) -> None:
        from pypdf.generic import ContentStream  # noqa: PLC0415 - heavy

        if stream is None:
            return
        content = ContentStream(stream, self.reading.reader, "bytes")
        data = content.get_data()
        self.reading.count(data)
        if SHOWS_TEXT.search(data) is None:
            return
        resources = _resources(owner)
        fonts, forms = _entry(resources, "/Font"), _entry(resources, "/XObject")

        def font(name: str) -> _Glyphs | None:
            resource = _object(fonts.get(name))
            return self.reading.glyphs(resource) if resource is not None else None

        def draw(name: str) -> None:
            form = _object(forms.get(name))
            if form is not None and form.get("/Subtype") == "/Image":
                self.reading.images += 1
            elif form is not None and form.get("/Subtype") == "/Form" and depth < MAX_FORM_DEPTH:
                self._draw(form if "/Resources" in form else owner, form, depth)

        self.interpreter.run(content.operations, font, draw)

    def _draw(self, owner: DictionaryObject, form: DictionaryObject, depth: int) -> None:
        self.forms += 1
        if self.forms > MAX_FORMS:
            return
        entries = form.get("/Matrix")
        matrix = matrix_of(entries.get_object()) if entries is not None else IDENTITY
        self.interpreter.run_form(matrix, lambda: self.follow(owner, form, depth + 1))


class _Glyphs:
    """A font: what each of its codes means and how wide it is."""

    def __init__(self, font: Font) -> None:
        descriptor = font.font_descriptor
        self.bold = bool(BOLD_NAME.search(font.name)) or bool(_flags(descriptor.flags) & FORCE_BOLD)
        self.space = float(font.space_width) / 1000
        self._font = font
        self._texts: dict[int | str, str] = {}
        self._widths: dict[int | str, float] = {}

    def shown(self, raw: bytes) -> tuple[str, float, int, int]:
        encoding = self._font.encoding
        units: Sequence[int | str] = _decoded(raw, encoding) if isinstance(encoding, str) else raw
        for unit in set(units).difference(self._texts):
            self._learn(unit)
        spaces = 0 if isinstance(encoding, str) else raw.count(b" ")
        return (
            "".join(map(self._texts.__getitem__, units)),
            sum(map(self._widths.__getitem__, units)),
            len(units),
            spaces,
        )

    def _learn(self, unit: int | str) -> None:
        font = self._font
        character = chr(unit) if isinstance(unit, int) else unit
        width = font.space_width if character == font.space_char else font.get_text_width(character)
        self._texts[unit], self._widths[unit] = self._character(unit), float(width) / 1000

    def _character(self, unit: int | str) -> str:
        font = self._font
        if isinstance(unit, int):
            drawn = font.encoding.get(unit, chr(unit)) if isinstance(font.encoding, dict) else chr(unit)
            return str(font.character_map.get(drawn, drawn)) if font.interpretable else UNMAPPED
        if unit in font.character_map:
            return str(font.character_map[unit])
        if font.encoding != IDENTITY_ENCODING:
            return unit
        return " " if unit == SPACE_GLYPH else UNMAPPED


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace")


def _flags(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _upright(rotation: int, width: float, height: float, origin: tuple[float, float]) -> Matrix:
    """Return the matrix from a page's own coordinates to those in which it is shown."""
    x, y = origin
    return {
        0: (1.0, 0.0, 0.0, 1.0, x, y),
        90: (0.0, -1.0, 1.0, 0.0, y, width - x),
        180: (-1.0, 0.0, 0.0, -1.0, width - x, height - y),
        270: (0.0, 1.0, -1.0, 0.0, height - y, x),
    }[rotation % 360 // 90 * 90]


def _resources(owner: DictionaryObject) -> Mapping[str, object]:
    inherited = owner.get_inherited("/Resources") if hasattr(owner, "get_inherited") else None
    return _object(inherited or owner.get("/Resources")) or {}


def _entry(resources: Mapping[str, object], key: str) -> Mapping[str, object]:
    return _object(resources.get(key)) or {}


def _object(value: object) -> DictionaryObject | None:
    """Return the dictionary that an entry is or refers to; None for anything else."""
    from pypdf.generic import DictionaryObject, PdfObject  # noqa: PLC0415 - heavy

    found = value.get_object() if isinstance(value, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else None
