"""The last step, without which nothing is shown as an answer: does it say what the texts say, and where?

Every quotation must read, word for word, as its file does. What is shown must be the quotation itself, or
hold no figure, date or negation that its quotations do not hold. How a quotation is cited, with its section,
note and page, must be what its place gives. `Quote` and `Answer` call this when they are made, so that
neither exists unverified; exports are checked months later, and the words of a language model, by the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from kb.analysis import tokens
from kb.answer.figures import KEPT_TEXTS, figures, offered
from kb.answer.house_style import day, eur_lex_page, house_style
from kb.answer.vocabulary import NEGATIONS
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.document import Expression, Locator
    from kb.passages import Passage

SPACE = re.compile(r"\s+")
DOUBLE = '"“”„‟«»'
SINGLE = "'’‘‚‛`´"
QUOTATION_MARKS = DOUBLE + SINGLE

NUMBER_SIGN = re.compile(r"\b[Nn]o\.?(?=\s*\d)")
"""The "No" of "Regulation (EC) No 1082/2006" denies nothing."""

CONTRACTED = "n't"
SHOWN_WORDS = 80


class Support(StrEnum):
    """What a sentence of an answer rests on."""

    QUOTED = "quoted"
    TRANSLATED = "translated"
    MANIFEST = "manifest"
    GENERATED = "generated"


class Departure(StrEnum):
    """In what a sentence says another thing than its quotations."""

    FIGURES = "figures"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its language."""

    text: str
    language: str


class Said(Protocol):
    """A sentence as it is shown."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def support(self) -> Support:
        """What it rests on."""


class InAnother(Protocol):
    """The same words in another language."""

    @property
    def language(self) -> str:
        """The language."""

    @property
    def text(self) -> str:
        """The words."""


class Cited(Protocol):
    """A quotation as it is shown, with how it is cited."""

    @property
    def quote(self) -> str:
        """Its words."""

    @property
    def document(self) -> Expression:
        """The expression that is quoted."""

    @property
    def locator(self) -> Locator:
        """Where it stands."""

    @property
    def house_style(self) -> str:
        """How an official cites it."""

    @property
    def url(self) -> str | None:
        """Where it can be read."""

    @property
    def parallel(self) -> Sequence[InAnother]:
        """The same words in other languages."""


def reads_as_its_file(passage: Passage, span: Span, source: str) -> bool:
    """Tell whether a part of a passage leads back, piece by piece, to the same words in its file."""
    pieces = passage.mapped.source_spans(span)
    return same_words("".join(piece.of(source) for piece in pieces), span.of(passage.text))


def same_words(original: str, cleaned: str) -> bool:
    """Tell whether two texts differ in white space and in how a raised TM is written, and no more."""
    return _unspaced(original) == _unspaced(cleaned)


def occurrences(words: str, text: str) -> Iterator[Span]:
    """Iterate over where words stand in a text; white space and the shape of quotation marks may differ.

    >>> list(occurrences("een  ‘cluster’", "Wat een 'cluster' is"))
    [Span(start=4, end=17)]
    """
    written = words.split()
    if not written:
        return
    pattern = re.compile(r"\s+".join("".join(map(_character, word)) for word in written))
    found = pattern.search(text)
    while found is not None:
        yield Span(*found.span())
        found = pattern.search(text, found.start() + 1)


def departure(claimed: Words, quoted: Sequence[Words]) -> Departure | None:
    """Return where a sentence departs from what is quoted for it: in figures and dates, or in denying."""
    if not has_figures(claimed, quoted):
        return Departure.FIGURES
    denied = any(negations(text) for text in quoted)
    return None if denied == (negations(claimed) > 0) else Departure.NEGATION


def has_figures(claimed: Words, quoted: Iterable[Words]) -> bool:
    """Tell whether all figures of a sentence are those of some quotations."""
    said = figures(claimed.text, claimed.language)
    return not said or said <= frozenset[str]().union(*(offered(q.text, q.language) for q in quoted))


@lru_cache(maxsize=KEPT_TEXTS)
def negations(words: Words) -> int:
    """Return how many words of a text deny something.

    >>> negations(Words("Regulation No 12/2006 does not apply, nor doesn't it.", "en"))
    3
    """
    listed = NEGATIONS.get(words.language, "").split()
    read = tokens(NUMBER_SIGN.sub("", words.text))
    return sum(token.word in listed or token.word.replace("’", "'").endswith(CONTRACTED) for token in read)


def sentence_faults(said: Said, under: Sequence[Cited], spoken: str) -> Iterator[str]:
    """Iterate over what is wrong with a sentence in the language spoken, given what is cited for it."""
    if not under:
        yield "there is no quotation under one of its markers"
    elif said.support is Support.QUOTED:
        if not _is_quoted(said.text, [cited.quote for cited in under]):
            yield f"it is not the quotation under it: {said.text[:SHOWN_WORDS]}"
    elif said.support is Support.MANIFEST:
        if not has_figures(Words(said.text, spoken), _declared(under, spoken)):
            yield f"its documents do not have its figures: {said.text[:SHOWN_WORDS]}"
    else:
        quoted = [Words(cited.quote, cited.document.language) for cited in under]
        departed = departure(Words(said.text, _language_of(said.text, under, spoken)), quoted)
        if departed is not None:
            yield f"its quotations do not carry its {departed}: {said.text[:SHOWN_WORDS]}"


def place_faults(cited: Cited, spoken: str) -> Iterator[str]:
    """Iterate over what is wrong with how a quotation is cited: its section, note and page, its address."""
    style, address = house_style(cited.document, cited.locator, spoken), eur_lex_page(cited.document)
    if cited.house_style != style:
        yield f'it is cited as "{style}", not "{cited.house_style}"'
    if cited.url != address:
        yield f"its address is {address}, not {cited.url}"


def _unspaced(text: str) -> str:
    return SPACE.sub("", text).replace("™", "TM")


def _character(character: str) -> str:
    for marks in (DOUBLE, SINGLE):
        if character in marks:
            return f"[{re.escape(marks)}]"
    return re.escape(character)


def _is_quoted(text: str, quotes: Sequence[str]) -> bool:
    """Tell whether a sentence is one of its quotations, or all of them one after another."""
    wholes = (*quotes, " ".join(quotes))
    return text in wholes or any(Span(0, len(whole)) in occurrences(text, whole) for whole in wholes)


def _language_of(text: str, under: Sequence[Cited], spoken: str) -> str:
    """Return the language of a sentence: it is not the one spoken where the texts searched lack that."""
    others = (parallel for cited in under for parallel in cited.parallel)
    return next((parallel.language for parallel in others if text in parallel.text), spoken)


def _declared(under: Sequence[Cited], spoken: str) -> Iterator[Words]:
    """What the documents that are quoted are known by: number, title, date."""
    for document in dict.fromkeys(cited.document for cited in under):
        date = day(document.date) if document.date else None
        for fact in (document.reference, document.celex, document.title, date):
            if fact is not None:
                yield from (Words(fact, language) for language in {document.language, spoken})
