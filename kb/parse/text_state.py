"""The operators of a content stream into fragments: the text state of ISO 32000, 9.3, and no more.

A page draws a raised number in three ways: by a rise, by moving to a higher baseline, or with a font of
size 1 under a scaled text matrix. Following every operator gives each run its real place and size, so
that the three are one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from kb.parse.fragments import Fragment, Rule, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

WORD_GAP = 0.5
"""A gap of this part of a font's space is one between words; kerning is far smaller."""

MIN_WORD_GAP, MAX_WORD_GAP = 0.1, 0.25
"""Bounds of that gap in ems, for fonts that say nothing sensible of their space."""

BREAKING_GAP = 0.28
"""A gap of so many ems within one run parts it: a raised figure that is drawn later may stand in it."""

WIDE_SPACE = 0.9
"""A gap of so many ems is no space between words: columns and table cells are that far apart."""

MANY_SPACES = b"    "
WIDE_SPACES = re.compile(rb"( +)")
"""Programs also part columns by spaces."""

THIN = 2.0
"""A rectangle no higher than this many points is a rule."""

MIN_RULE = 18.0
"""A rule shorter than this many points is part of a drawing."""

DEEPEST_STATE = 512
"""How many saved graphics states are kept; ISO 32000 asks for 28."""


class Glyphs(Protocol):
    """What the interpreter needs to know of a font."""

    bold: bool
    space: float
    """The width of a space in ems."""

    def shown(self, raw: bytes) -> tuple[str, float, int, int]:
        """Return the text of a shown string, its width in ems, its glyphs and its one-byte spaces."""


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix
    glyphs: Glyphs | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass
class _Run:
    """The text that one operator shows, up to a gap that parts it."""

    start: Matrix
    continues: bool = False
    text: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Marked content that is open: whether a running head or foot, and what its glyphs stand for."""

    artifact: bool = False
    actual: str | None = None


UNMARKED = _Marked()


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second  # noqa: E741 - the letters of the standard
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


class Interpreter:
    """Follows the operators of a page and of the forms it draws, and collects what they show."""

    def __init__(self, page: Matrix) -> None:
        self.fragments: list[Fragment] = []
        self.rules: list[Rule] = []
        self._state = _State(page)
        self._saved: list[_State] = []
        self._line: Matrix = IDENTITY
        self._pen: Matrix = IDENTITY
        self._marked: list[_Marked] = []
        self._path: tuple[float, float] = (0.0, 0.0)
        self._handlers: dict[bytes, Callable[[Sequence[object]], None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"cm": self._concatenate,
            b"BT": self._begin_text,
            b"Td": self._move,
            b"TD": self._move_and_lead,
            b"Tm": self._place,
            b"T*": self._next_line,
            b"Tj": self._show,
            b"TJ": self._show_spaced,
            b"'": self._show_on_next_line,
            b'"': self._show_with_spacing,
            b"Tc": self._set_letter_space,
            b"Tw": self._set_word_space,
            b"Tz": self._set_stretch,
            b"TL": self._set_leading,
            b"Ts": self._set_rise,
            b"BMC": lambda _operands: self._marked.append(self._innermost()),
            b"BDC": self._begin_marked,
            b"EMC": self._end_marked,
            b"re": self._rectangle,
            b"m": self._begin_path,
            b"l": self._line_to,
        }

    def run(
        self,
        operations: Iterable[tuple[Sequence[object], bytes]],
        fonts: Callable[[str], Glyphs | None],
        draw: Callable[[str], None],
    ) -> None:
        """Follow operators; `fonts` knows the fonts of the stream and `draw` draws a form of it."""
        for operands, operator in operations:
            handler = self._handlers.get(operator)
            if handler is not None:
                handler(operands)
            elif operator == b"Tf" and operands:
                font = fonts(str(operands[0]))
                self._state = replace(self._state, glyphs=font, size=_number(operands, 1))
            elif operator == b"Do" and operands:
                draw(str(operands[0]))

    def run_form(self, matrix: Matrix, follow: Callable[[], None]) -> None:
        """Follow a form in its own coordinates, and come back to where the page was."""
        state, saved, line, pen = self._state, self._saved, self._line, self._pen
        self._state, self._saved = replace(state, matrix=times(matrix, state.matrix)), []
        follow()
        self._state, self._saved, self._line, self._pen = state, saved, line, pen

    def _set_letter_space(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, letter_space=_number(operands, 0))

    def _set_word_space(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, word_space=_number(operands, 0))

    def _set_stretch(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, stretch=_number(operands, 0, 100.0) / 100)

    def _set_leading(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, leading=_number(operands, 0))

    def _set_rise(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, rise=_number(operands, 0))

    def _save(self, _operands: Sequence[object]) -> None:
        if len(self._saved) < DEEPEST_STATE:
            self._saved.append(self._state)

    def _restore(self, _operands: Sequence[object]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _concatenate(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, matrix=times(matrix_of(operands), self._state.matrix))

    def _begin_text(self, _operands: Sequence[object]) -> None:
        self._line = self._pen = IDENTITY

    def _move(self, operands: Sequence[object]) -> None:
        self._line = self._pen = times(
            (1.0, 0.0, 0.0, 1.0, _number(operands, 0), _number(operands, 1)), self._line
        )

    def _move_and_lead(self, operands: Sequence[object]) -> None:
        self._state = replace(self._state, leading=-_number(operands, 1))
        self._move(operands)

    def _place(self, operands: Sequence[object]) -> None:
        self._line = self._pen = matrix_of(operands)

    def _next_line(self, _operands: Sequence[object]) -> None:
        self._move((0.0, -self._state.leading))

    def _show(self, operands: Sequence[object]) -> None:
        self._show_all(operands[:1])

    def _show_spaced(self, operands: Sequence[object]) -> None:
        items = operands[0] if operands else ()
        if isinstance(items, Sequence):
            self._show_all(items)

    def _show_on_next_line(self, operands: Sequence[object]) -> None:
        self._next_line(operands)
        self._show(operands)

    def _show_with_spacing(self, operands: Sequence[object]) -> None:
        self._set_word_space(operands)
        self._set_letter_space(operands[1:])
        self._show_on_next_line(operands[2:])

    def _show_all(self, items: Sequence[object]) -> None:
        """Show the strings of an array; a number between them moves the pen back by thousandths of an em."""
        state = self._state
        if state.glyphs is None:
            return
        word_gap = min(max(state.glyphs.space * WORD_GAP, MIN_WORD_GAP), MAX_WORD_GAP)
        run = _Run(self._pen)
        gap = 0.0
        for item in _shown_items(items, state):
            if isinstance(item, float):
                gap -= item / 1000
                self._advance(-item / 1000 * state.size * state.stretch)
                continue
            if gap > BREAKING_GAP:
                self._emit(run, -gap * state.size * state.stretch)
                run = _Run(self._pen, continues=gap <= WIDE_SPACE)
            elif gap > word_gap and run.text:
                run.text.append(" ")
            gap = 0.0
            text, width, glyphs, spaces = state.glyphs.shown(item)
            run.text.append(text)
            spacing = glyphs * state.letter_space + spaces * state.word_space
            self._advance((width * state.size + spacing) * state.stretch)
        self._emit(run, 0.0)

    def _advance(self, distance: float) -> None:
        a, b, c, d, e, f = self._pen
        self._pen = (a, b, c, d, e + distance * a, f + distance * b)

    def _emit(self, run: _Run, back: float) -> None:
        """Add a run to the fragments, without the white space around it."""
        text = self._meant("".join(run.text))
        bare = text.strip()
        state = self._state
        if not bare or state.glyphs is None:
            return
        a, b, c, d, x, y = times(run.start, state.matrix)
        end, end_y = _moved((back, 0.0), times(self._pen, state.matrix))
        scale = math.hypot(a, b) or 1.0
        space = state.glyphs.space * state.size * state.stretch * scale
        before = (len(text) - len(text.lstrip())) * space
        after = (len(text) - len(text.rstrip())) * space
        length = math.hypot(end - x, end_y - y) - before - after
        x += before * a / scale + state.rise * c
        y += before * b / scale + state.rise * d
        self.fragments.append(
            Fragment(
                bare,
                x,
                x + max(length, 0.0),
                y,
                state.size * math.hypot(c, d),
                state.glyphs.bold,
                round(math.atan2(b, a) / (math.pi / 2)) % 4,
                self._innermost().artifact,
                run.continues,
            )
        )

    def _meant(self, shown: str) -> str:
        """Return what the glyphs stand for where the page says it: a soft hyphen for a drawn one."""
        marked = self._innermost()
        if marked.actual is None or not shown.strip():
            return normalised(shown)
        self._marked[-1] = replace(marked, actual="")
        return normalised(marked.actual)

    def _innermost(self) -> _Marked:
        return self._marked[-1] if self._marked else UNMARKED

    def _begin_marked(self, operands: Sequence[object]) -> None:
        outer = self._innermost()
        properties = operands[1] if len(operands) > 1 else None
        if not isinstance(properties, Mapping):
            self._marked.append(outer)
            return
        is_furniture = operands[0] == "/Artifact" and properties.get("/Type") == "/Pagination"
        actual = _text(properties.get("/ActualText"))
        self._marked.append(
            _Marked(outer.artifact or is_furniture, outer.actual if actual is None else actual)
        )

    def _end_marked(self, _operands: Sequence[object]) -> None:
        if self._marked:
            self._marked.pop()

    def _rectangle(self, operands: Sequence[object]) -> None:
        x, y, width, height = (_number(operands, index) for index in range(4))
        self._add_rule((x, y), (x + width, y + height))

    def _begin_path(self, operands: Sequence[object]) -> None:
        self._path = (_number(operands, 0), _number(operands, 1))

    def _line_to(self, operands: Sequence[object]) -> None:
        end = (_number(operands, 0), _number(operands, 1))
        self._add_rule(self._path, end)
        self._path = end

    def _add_rule(self, first: tuple[float, float], second: tuple[float, float]) -> None:
        x, y = _moved(first, self._state.matrix)
        end, end_y = _moved(second, self._state.matrix)
        if abs(y - end_y) <= THIN and abs(end - x) >= MIN_RULE:
            self.rules.append(Rule(min(x, end), max(x, end), (y + end_y) / 2))


def _moved(point: tuple[float, float], by: Matrix) -> tuple[float, float]:
    return times((1.0, 0.0, 0.0, 1.0, *point), by)[4:]


def _number(operands: Sequence[object], index: int, default: float = 0.0) -> float:
    """Return an operand that should be a number; damaged streams lack some."""
    value = operands[index] if index < len(operands) else None
    return float(value) if isinstance(value, (int, float)) else default


def matrix_of(operands: Sequence[object]) -> Matrix:
    """Return the matrix that six numbers make; none for what is not six numbers."""
    match [float(value) for value in operands if isinstance(value, (int, float))]:
        case [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case _:
            return IDENTITY


def _shown_items(items: Sequence[object], state: _State) -> Iterator[bytes | float]:
    """Iterate over strings and moves; spaces that make a wide gap are a move like any other."""
    space = state.glyphs.space if state.glyphs else 0.0
    per_space = space + (state.word_space + state.letter_space) / (state.size or 1.0)
    for item in items:
        raw = _bytes(item)
        if raw is not None and (per_space > WIDE_SPACE or MANY_SPACES in raw):
            for part in WIDE_SPACES.split(raw):
                yield part if part.strip(b" ") or not part else -1000 * per_space * len(part)
        elif raw is not None:
            yield raw
        elif isinstance(item, (int, float)):
            yield float(item)


def _text(value: object) -> str | None:
    """Return a text string of the file: UTF-16 with its byte order mark, or one byte a character."""
    raw = _bytes(value)
    if raw is not None and raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1") if raw is not None else None


def _bytes(item: object) -> bytes | None:
    if isinstance(item, bytes):
        return item
    original = getattr(item, "original_bytes", None)
    return original if isinstance(original, bytes) else None
