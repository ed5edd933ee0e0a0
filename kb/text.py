"""Text that remembers where it came from.

Reading a document means leaving things out: note marks, page furniture, line breaks. Every quotation
must still lead back to the file, character by character. So a cleaning step never rewrites a string:
it names its edits in the coordinates of the source, and `MappedText` keeps the map while applying
them. Nothing is reconstructed afterwards by comparing texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers.

        >>> Span(3, 10).of("de cluster")
        'cluster'
        """
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """Return the same range, `offset` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def intersection(self, other: Span) -> Span | None:
        """Return the characters that both cover, None when there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a cleaning step: `span` of the source becomes `replacement`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of cleaned text and the run of source it stands for.

    A copied run maps character by character; a replaced or inserted one only as a whole.
    """

    span: Span
    source: Span
    copied: bool

    def source_of(self, part: Span) -> Span:
        """Return the source of `part`, which lies inside the segment."""
        if not self.copied:
            return self.source
        return part.shifted(self.source.start - self.span.start)


@dataclass(frozen=True, slots=True)
class MappedText:
    """Cleaned text whose every character leads back to the source.

    The segments tile the text in order.
    """

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def clean(cls, source: str, pieces: Sequence[Span], edits: Iterable[Edit]) -> MappedText:
        """Keep the `pieces` of `source`, in the order given, with the `edits` applied to them.

        Pieces and edits are in source coordinates; edits are disjoint, and one that lies outside the
        pieces changes nothing.

        >>> MappedText.clean("goed1 en", [Span(0, 8)], [Edit(Span(4, 5), "")]).text
        'goed en'
        """
        ordered = sorted(edits, key=lambda edit: edit.span)
        _refuse_overlap(ordered)
        runs = [run for piece in pieces for run in _runs(source, piece, ordered)]
        return cls._assembled(runs)

    @classmethod
    def joined(cls, texts: Sequence[MappedText], separator: str) -> MappedText:
        """Concatenate texts of one source; the separators are insertions without a source."""
        runs: list[tuple[str, Span, bool]] = []
        for number, text in enumerate(texts):
            if number:
                at = runs[-1][1].end if runs else 0
                runs.append((separator, Span(at, at), False))
            runs += [(s.span.of(text.text), s.source, s.copied) for s in text.segments]
        return cls._assembled(runs)

    @classmethod
    def _assembled(cls, runs: Iterable[tuple[str, Span, bool]]) -> MappedText:
        segments: list[Segment] = []
        characters: list[str] = []
        at = 0
        for text, source, copied in runs:
            if not text:
                continue
            segments.append(Segment(Span(at, at + len(text)), source, copied))
            characters.append(text)
            at += len(text)
        return cls("".join(characters), tuple(segments))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, span: Span) -> MappedText:
        """Return the part of the text that `span` covers, with its own map."""
        runs = []
        for segment in self._touching(span):
            part = segment.span.intersection(span)
            if part is not None:
                runs.append((part.of(self.text), segment.source_of(part), segment.copied))
        return self._assembled(runs)

    def source_spans(self, span: Span) -> tuple[Span, ...]:
        """Return the pieces of the source that became `span`, in text order, touching ones merged."""
        pieces: list[Span] = []
        for segment in self._touching(span):
            part = segment.span.intersection(span)
            if part is None:
                continue
            source = segment.source_of(part)
            if not source:
                continue
            if pieces and pieces[-1].end == source.start:
                pieces[-1] = Span(pieces[-1].start, source.end)
            else:
                pieces.append(source)
        return tuple(pieces)

    def source_position(self, position: int) -> int:
        """Return the source offset of the character at `position`."""
        for segment in self._touching(Span(position, position + 1)):
            if segment.span.start <= position < segment.span.end:
                return segment.source_of(Span(position, position + 1)).start
        raise IndexError(f"no character at {position}")

    def position_after(self, source_offset: int) -> int:
        """Return the first position whose source stands at or after `source_offset`.

        Meant for something that cleaning took out: the place in the text where it hung.
        """
        for segment in self.segments:
            if segment.source.end > source_offset:
                inside = max(source_offset - segment.source.start, 0) if segment.copied else 0
                return segment.span.start + inside
        return len(self.text)

    def _touching(self, span: Span) -> Iterator[Segment]:
        first = bisect_right(self.segments, span.start, key=lambda segment: segment.span.start) - 1
        for segment in self.segments[max(first, 0) :]:
            if segment.span.start >= span.end:
                return
            yield segment


def _refuse_overlap(ordered: Sequence[Edit]) -> None:
    for before, after in pairwise(ordered):
        if before.span.end > after.span.start:
            raise ValueError(f"edits overlap at {after.span.start}")


def _runs(source: str, piece: Span, ordered: Sequence[Edit]) -> Iterator[tuple[str, Span, bool]]:
    at = piece.start
    first = bisect_left(ordered, piece.start, key=lambda edit: edit.span.start)
    for edit in ordered[first:]:
        if edit.span.start >= piece.end:
            break
        if edit.span.end > piece.end:
            continue
        before = Span(at, edit.span.start)
        yield before.of(source), before, True
        yield edit.replacement, edit.span, False
        at = edit.span.end
    rest = Span(at, piece.end)
    yield rest.of(source), rest, True
