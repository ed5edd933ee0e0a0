"""The parts of an act: which chunks are its recitals, its articles and their titles, its annexes.

Where the file declares them, that is kept. Where it does not, an act is known by what every act has: the
words before its recitals, the formula before its articles, and articles that count on. A chunk that only
looks like an article, because the act quotes another one, breaks the count and stays text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.parse.pages import Role
from kb.structure.vocabulary import (
    ACT_WORDS,
    ANNEX_LABELS,
    ARTICLE_WORDS,
    DIVISION_WORDS,
    ENACTING,
    FINAL_WORDS,
    FIRST_IN_WORDS,
    INSTITUTIONS,
    SOLE_ARTICLE,
    WHEREAS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.structure.lines import Chunk

MAX_TITLE_LENGTH = 200
"""A longer line under "Article 5" is its text, not its title."""

MOST_TITLE_LINES = 8
"""A title is its kind and number, its date, its subject, and a remark or two."""

FEWEST_ARTICLES = 3
"""A text without a formula is an act from as many articles on, counted from 1."""

ARTICLE = re.compile(
    rf"(?:(?:{'|'.join(ARTICLE_WORDS)})\s+(?P<number>\d{{1,3}}[a-z]{{0,2}}|{'|'.join(FIRST_IN_WORDS)})"
    rf"|{'|'.join(SOLE_ARTICLE)})\.?",
    re.IGNORECASE,
)
ANNEX = re.compile(rf"(?:{'|'.join(ANNEX_LABELS)})(?:\s+(?P<number>[IVXL]+|\d{{1,2}}))?", re.IGNORECASE)
DIVISION = re.compile(rf"(?:{'|'.join(DIVISION_WORDS)})\s+(?:[IVXL]+|\d+)\b.*", re.IGNORECASE)
RECITAL = re.compile(r"\((?P<number>\d{1,3})\)\s+(?=\S)")
ENACTED = re.compile("|".join(ENACTING), re.IGNORECASE)
FINAL = re.compile("|".join(FINAL_WORDS), re.IGNORECASE)
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]+)[).]\s")
ENDS_LIKE_TEXT = re.compile(r"[.;,:!?—-]$")


def parts_of_act(source: str, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks of a text with the parts of an act named; as they were, where there is no act."""
    named = _with_articles(source, _with_recitals(source, list(chunks)))
    if not any(chunk.role is Role.ARTICLE for chunk in named):
        return named
    return _joined_headings(source, _with_ending(source, _with_front(source, named)))


def article_number(label: str) -> str:
    """Return the number of an article as its anchor spells it.

    >>> article_number("Article premier"), article_number("Artikel 5a"), article_number("Enig artikel")
    ('1', '5a', '1')
    """
    match = ARTICLE.match(label)
    number = (match["number"] if match else None) or "1"
    return "1" if number.lower() in FIRST_IN_WORDS else number.lower()


def _first_line(source: str, chunk: Chunk) -> str:
    return chunk.lines[0].of(source)


def _with_recitals(source: str, chunks: list[Chunk]) -> list[Chunk]:
    """Name the recitals: what counts on from (1) between "Whereas:" and the formula."""
    if any(chunk.role is Role.RECITAL for chunk in chunks):
        return chunks
    texts = [chunk.raw(source).lower() for chunk in chunks]
    begin = next((at for at, text in enumerate(texts) if text.rstrip(" :,") in WHEREAS), None)
    if begin is None:
        return chunks
    end = _formula(source, chunks, begin)
    due = 1
    chunks[begin] = replace(chunks[begin], role=Role.PREAMBLE)
    for at in range(begin + 1, end):
        match = RECITAL.match(texts[at])
        if match and int(match["number"]) == due:
            chunks[at] = replace(chunks[at], role=Role.RECITAL)
            due += 1
    if end < len(chunks):
        chunks[end] = replace(chunks[end], role=Role.PREAMBLE)
    return chunks


def _with_front(source: str, chunks: list[Chunk]) -> list[Chunk]:
    """Name the title of an act and the line after it, which says who acts, where neither is declared."""
    formula = _formula(source, chunks)
    if formula < len(chunks) and chunks[formula].role is None:
        chunks[formula] = replace(chunks[formula], role=Role.PREAMBLE)
    begin = next((at for at, chunk in enumerate(chunks) if chunk.role is not None), 0)
    if chunks[begin].role is not Role.PREAMBLE:
        return chunks
    acting = _last_that_begins(source, chunks[:begin], INSTITUTIONS)
    if acting is None:
        return chunks
    title = _last_that_begins(source, chunks[:acting], ACT_WORDS)
    chunks[acting] = replace(chunks[acting], role=Role.PREAMBLE)
    if title is not None and acting - title <= MOST_TITLE_LINES:
        chunks[title:acting] = [replace(chunk, role=Role.TITLE) for chunk in chunks[title:acting]]
    return chunks


def _last_that_begins(source: str, chunks: Sequence[Chunk], words: tuple[str, ...]) -> int | None:
    found = (at for at, chunk in enumerate(chunks) if chunk.raw(source).lower().startswith(words))
    return max(found, default=None)


def _formula(source: str, chunks: Sequence[Chunk], after: int = 0) -> int:
    """Return where the enacting formula stands, the end of the text when there is none."""
    found = (
        at
        for at, chunk in enumerate(chunks)
        if at >= after and len(chunk.raw(source)) < MAX_TITLE_LENGTH and ENACTED.search(chunk.raw(source))
    )
    return next(found, len(chunks))


def _with_articles(source: str, chunks: list[Chunk]) -> list[Chunk]:
    declared = [at for at, chunk in enumerate(chunks) if chunk.role is Role.ARTICLE]
    candidates = declared or _undeclared_articles(source, chunks)
    counted = set(_counting_on(source, chunks, candidates))
    for at in candidates:
        role = Role.ARTICLE if at in counted else Role.TEXT
        chunks[at] = replace(chunks[at], role=role)
        if role is Role.ARTICLE and not declared and _is_title(source, chunks, at + 1):
            chunks[at + 1] = replace(chunks[at + 1], role=Role.SUBTITLE)
    return chunks


def _undeclared_articles(source: str, chunks: Sequence[Chunk]) -> list[int]:
    formula = _formula(source, chunks)
    begin = formula if formula < len(chunks) else 0
    found = [at for at, c in enumerate(chunks) if at >= begin and ARTICLE.fullmatch(_first_line(source, c))]
    enough = formula < len(chunks) or len(found) >= FEWEST_ARTICLES
    starts = bool(found) and article_number(_first_line(source, chunks[found[0]])) == "1"
    return found if enough and starts else []


def _counting_on(source: str, chunks: Sequence[Chunk], candidates: Sequence[int]) -> Iterator[int]:
    """Choose the articles that count on: none after which a lower number is still due."""
    keys = [_sort_key(_first_line(source, chunks[at])) for at in candidates]
    last = (0, "")
    for place, at in enumerate(candidates):
        key = keys[place]
        is_due = key is not None and key > last
        if key is not None and is_due and all(k is None or not last < k < key for k in keys[place + 1 :]):
            last = key
            yield at


def _sort_key(label: str) -> tuple[int, str] | None:
    match = ARTICLE.match(label)
    if match is None:
        return None
    number = article_number(label)
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), number[len(digits) :]


def _is_title(source: str, chunks: Sequence[Chunk], at: int) -> bool:
    """Tell whether a chunk can be the title of the article or annex before it."""
    if at + 1 >= len(chunks) or chunks[at].role not in (None, Role.TEXT, Role.TITLE):
        return False
    text = chunks[at].raw(source)
    is_text = ENDS_LIKE_TEXT.search(text) or NUMBERED.match(text) or ARTICLE.fullmatch(text)
    return not is_text and len(text) <= MAX_TITLE_LENGTH


def _with_ending(source: str, chunks: list[Chunk]) -> list[Chunk]:
    """Name what stands between and behind the articles: chapters, the final formula, annexes."""
    first = next(at for at, chunk in enumerate(chunks) if chunk.role is Role.ARTICLE)
    declared = {chunk.role for chunk in chunks}
    for at in range(min(_formula(source, chunks) + 1, first), len(chunks)):
        chunk, line = chunks[at], _first_line(source, chunks[at])
        if chunk.heading or chunk.role not in (None, Role.TEXT, Role.TITLE):
            continue
        role = _ending_role(line, declared, is_behind=at > first)
        if role is not None:
            chunks[at] = replace(chunk, role=role)
        if role in (Role.DIVISION, Role.ANNEX) and _is_title(source, chunks, at + 1):
            chunks[at + 1] = replace(chunks[at + 1], role=Role.SUBTITLE)
    return chunks


def _ending_role(line: str, declared: set[Role | None], *, is_behind: bool) -> Role | None:
    if Role.DIVISION not in declared and DIVISION.fullmatch(line):
        return Role.DIVISION
    if is_behind and Role.FINAL not in declared and FINAL.match(line):
        return Role.FINAL
    return Role.ANNEX if is_behind and ANNEX.fullmatch(line) else None


def _joined_headings(source: str, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Put the title of an article, chapter or annex under its label, as one heading."""
    joined: list[Chunk] = []
    for chunk in chunks:
        above = joined[-1] if joined else None
        if above is not None and _is_title_of(source, above, chunk):
            joined[-1] = replace(above, lines=above.lines + chunk.lines)
        else:
            joined.append(replace(chunk, role=Role.TEXT) if chunk.role is Role.SUBTITLE else chunk)
    return joined


def _is_title_of(source: str, above: Chunk, chunk: Chunk) -> bool:
    if chunk.role is Role.SUBTITLE:
        return above.role in (Role.ARTICLE, Role.ANNEX, Role.DIVISION)
    return (
        chunk.role is above.role is Role.DIVISION and DIVISION.fullmatch(_first_line(source, chunk)) is None
    )
