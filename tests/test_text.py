"""Cleaned text leads back to its source, whatever was cut out, replaced or joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.text import Edit, MappedText, Span

SOURCES = st.text(alphabet="goed1 en\n™é-", max_size=30)
REPLACEMENTS = st.sampled_from(["", " ", "™", "een"])


@dataclass(frozen=True)
class Character:
    """One character of a cleaned text, and what a reader who cleans by hand says of its source."""

    text: str
    source: Span
    copied: bool


@dataclass(frozen=True)
class Cleaning:
    """A source, and what is done to it."""

    source: str
    pieces: tuple[Span, ...]
    edits: tuple[Edit, ...]

    def cleaned(self) -> MappedText:
        return MappedText.clean(self.source, self.pieces, self.edits)

    def by_hand(self) -> list[Character]:
        """Walk through the source character by character, as slowly as possible."""
        written: list[Character] = []
        for piece in self.pieces:
            at = piece.start
            while at < piece.end:
                for edit in self._starting_at(at, piece):
                    written += [Character(letter, edit.span, False) for letter in edit.replacement]
                longest = max((len(e.span) for e in self._starting_at(at, piece)), default=0)
                if not longest:
                    written.append(Character(self.source[at], Span(at, at + 1), True))
                at += longest or 1
        return written

    def _starting_at(self, position: int, piece: Span) -> list[Edit]:
        return [e for e in self.edits if e.span.start == position and e.span.end <= piece.end]


def spans(draw: st.DrawFn, length: int) -> list[Span]:
    """Draw disjoint spans, some of them empty."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@st.composite
def cleanings(draw: st.DrawFn, *, in_order: bool = False) -> Cleaning:
    """Draw a source, disjoint pieces of it in any order, and edits that each lie in or out of a piece."""
    source = draw(SOURCES)
    pieces = spans(draw, len(source))
    edits = [
        Edit(span, draw(REPLACEMENTS)) for span in spans(draw, len(source)) if not _straddles(span, pieces)
    ]
    ordered = pieces if in_order else draw(st.permutations(pieces))
    return Cleaning(source, tuple(ordered), tuple(edits))


def _straddles(span: Span, pieces: list[Span]) -> bool:
    return any(
        span.intersection(piece) and not (piece.start <= span.start and span.end <= piece.end)
        for piece in pieces
    )


@given(cleanings())
@example(Cleaning("goed1 en", (Span(0, 8),), (Edit(Span(4, 5), ""),)))
@settings(deadline=None)
def test_every_character_is_what_a_reader_by_hand_writes(cleaning: Cleaning) -> None:
    cleaned = cleaning.cleaned()

    assert cleaned.text == "".join(character.text for character in cleaning.by_hand())
    for position, character in enumerate(cleaning.by_hand()):
        pieces = (character.source,) if character.source else ()
        assert cleaned.source_spans(Span(position, position + 1)) == pieces
        assert cleaned.source_position(position) == character.source.start


@given(cleanings())
@settings(deadline=None)
def test_copied_characters_stand_in_the_source_as_they_are(cleaning: Cleaning) -> None:
    cleaned = cleaning.cleaned()

    for segment in cleaned.segments:
        if segment.copied:
            assert segment.source.of(cleaning.source) == segment.span.of(cleaned.text)
            assert cleaned.source_spans(segment.span) == (segment.source,)
        else:
            assert Edit(segment.source, segment.span.of(cleaned.text)) in cleaning.edits


@given(cleanings())
@settings(deadline=None)
def test_segments_tile_the_text(cleaning: Cleaning) -> None:
    cleaned = cleaning.cleaned()

    ends = [0, *(segment.span.end for segment in cleaned.segments)]
    assert [segment.span.start for segment in cleaned.segments] == ends[:-1]
    assert ends[-1] == len(cleaned) == len(cleaned.text)
    assert all(segment.span for segment in cleaned.segments)


@given(cleanings(), st.data())
@settings(deadline=None)
def test_a_slice_keeps_the_map(cleaning: Cleaning, data: st.DataObject) -> None:
    cleaned = cleaning.cleaned()
    start = data.draw(st.integers(0, len(cleaned)))
    span = Span(start, data.draw(st.integers(start, len(cleaned))))

    part = cleaned.slice(span)

    assert part.text == span.of(cleaned.text)
    assert part.source_spans(Span(0, len(part))) == cleaned.source_spans(span)
    assert [part.source_position(at) for at in range(len(part))] == [
        cleaned.source_position(at) for at in range(span.start, span.end)
    ]


@given(st.lists(cleanings(), max_size=4), st.sampled_from(["", " ", "\n\n"]))
@settings(deadline=None)
def test_joining_keeps_the_maps_and_invents_only_the_separators(
    cleanings_joined: list[Cleaning], separator: str
) -> None:
    texts = [cleaning.cleaned() for cleaning in cleanings_joined]

    joined = MappedText.joined(texts, separator)

    assert joined.text == separator.join(text.text for text in texts)
    at = 0
    for number, text in enumerate(texts):
        if number:
            assert joined.source_spans(Span(at, at + len(separator))) == ()
            at += len(separator)
        assert joined.source_spans(Span(at, at + len(text))) == text.source_spans(Span(0, len(text)))
        at += len(text)


@given(cleanings())
@settings(deadline=None)
def test_cleaning_twice_changes_nothing(cleaning: Cleaning) -> None:
    once = cleaning.cleaned().text

    twice = MappedText.clean(once, [Span(0, len(once))], [])

    assert twice.text == once
    assert [twice.source_position(at) for at in range(len(once))] == list(range(len(once)))


@given(cleanings())
@settings(deadline=None)
def test_the_pieces_of_a_source_never_touch(cleaning: Cleaning) -> None:
    cleaned = cleaning.cleaned()

    pieces = cleaned.source_spans(Span(0, len(cleaned)))

    assert all(pieces)
    assert all(before.end != after.start for before, after in pairwise(pieces))


@given(cleanings(in_order=True), st.integers(0, 30))
@settings(deadline=None)
def test_what_was_taken_out_hung_before_the_first_character_that_follows_it(
    cleaning: Cleaning, offset: int
) -> None:
    characters = cleaning.by_hand()
    after = (at for at, character in enumerate(characters) if character.source.end > offset)

    assert cleaning.cleaned().position_after(offset) == next(after, len(characters))


@pytest.mark.parametrize(
    ("edits", "overlap"),
    [
        pytest.param([(0, 3), (2, 4)], True, id="one begins inside the other"),
        pytest.param([(0, 5), (1, 2)], True, id="one lies inside the other"),
        pytest.param([(2, 4), (2, 4)], True, id="the same twice"),
        pytest.param([(3, 5), (1, 4)], True, id="in any order"),
        pytest.param([(0, 3), (3, 4)], False, id="touching"),
        pytest.param([(3, 3), (3, 4)], False, id="an insertion before a replacement"),
    ],
)
def test_overlapping_edits_are_refused(edits: list[tuple[int, int]], overlap: bool) -> None:
    named = [Edit(Span(*edit), "x") for edit in edits]
    if overlap:
        with pytest.raises(ValueError, match="overlap"):
            MappedText.clean("cluster", [Span(0, 7)], named)
    else:
        cleaned = MappedText.clean("cluster", [Span(0, 7)], named)
        assert cleaned.text.count("x") == 2


MARKED = MappedText.clean(
    "goed1 en\nINNOVATM 17, ook", [Span(0, 9), Span(9, 25)],
    [Edit(Span(4, 5), ""), Edit(Span(8, 9), " "), Edit(Span(15, 17), "™"), Edit(Span(17, 20), "")],
)  # fmt: skip
"""A note mark, a line break, a trademark and a mark with its space."""


@pytest.mark.parametrize(
    ("quoted", "pieces"),
    [
        pytest.param("goed", [(0, 4)], id="copied"),
        pytest.param("goed en", [(0, 4), (5, 8)], id="a mark in the middle is left out"),
        pytest.param("en INNOVA", [(6, 15)], id="a replaced line break touches both lines: one piece"),
        pytest.param("™", [(15, 17)], id="a replacement stands for all that it replaced"),
        pytest.param("NOVA™, ook", [(11, 17), (20, 25)], id="replaced and copied, then a gap"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_source_spans_merge_pieces_that_touch(quoted: str, pieces: list[tuple[int, int]]) -> None:
    assert MARKED.text == "goed en INNOVA™, ook"
    start = MARKED.text.index(quoted)

    assert MARKED.source_spans(Span(start, start + len(quoted))) == tuple(Span(*p) for p in pieces)


def test_pieces_in_another_order_are_not_merged() -> None:
    swapped = MappedText.clean("abcdef", [Span(3, 6), Span(0, 3)], [])

    assert swapped.text == "defabc"
    assert swapped.source_spans(Span(0, 6)) == (Span(3, 6), Span(0, 3))


@pytest.mark.parametrize("position", [7, 8], ids=["just after the end", "far after the end"])
def test_no_source_beyond_the_text(position: int) -> None:
    whole = MappedText.clean("cluster", [Span(0, 7)], [])
    with pytest.raises(IndexError, match=str(position)):
        whole.source_position(position)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)], ids=["negative", "backwards"])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param((0, 4), (2, 6), (2, 4), id="overlapping"),
        pytest.param((0, 6), (2, 4), (2, 4), id="one inside the other"),
        pytest.param((0, 2), (2, 4), None, id="touching"),
        pytest.param((0, 1), (3, 4), None, id="apart"),
    ],
)
def test_intersection_is_what_both_cover(
    one: tuple[int, int], other: tuple[int, int], both: tuple[int, int] | None
) -> None:
    expected = Span(*both) if both else None

    assert Span(*one).intersection(Span(*other)) == expected
    assert Span(*other).intersection(Span(*one)) == expected
