"""Whether a generated sentence says what its quotations say, and no more.

Figures are compared exactly, negations by their number, strong words ("alle", "moet", "only") and opposites
by lists, names by their form, and all other words of content by late interaction. What cannot be confirmed
is a fault: a true sentence that is lost costs less than a false one that is signed.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.analysis import TokenKind, analysed, analyzer, sentences, tokens
from kb.answer.figures import figures, hedged
from kb.answer.verify import Words, has_figures, negations
from kb.answer.vocabulary import HEDGES, NEGATING_PREFIXES, OPPOSITES, STRONG
from kb.retrieve.interaction import Interaction
from kb.retrieve.lexicon import Lexicon
from kb.retrieve.query import SPEAKER_WORDS, Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.analysis import Term
    from kb.encoder import WordEncoder
    from kb.retrieve.weights import TermWeights

MIN_SUPPORT = 0.75
MIN_SUPPORT_ACROSS = 0.6
"""The share of a sentence's words, by weight, that its quotations must cover, in its language and in another.
Of the 113 sentences that the corpus holds in two languages, each against its translation, half cover 0.67;
of 3,000 pairs of unlike sentences 99.9 % cover less than 0.66 in one language and 0.53 across two."""

MAX_UNMET = 1
"""Words of content that nothing in the quotations is like: one, when the question brought it ("werkt" for
"is in dienst"). Of 718 sentences with one word replaced by another of the corpus 22 pass so; 554 would if it
might be any word. Across languages the words are less alike, and the share alone decides."""

NAME_SIMILARITY = 0.65
"""A name is met by its own form, by its other name in the glossary, or by its form in another language: of 23
names in two languages all are more alike (0.66 to 0.9), and no two countries are (0.47 at most)."""

COMPLETE = re.compile(r"[\"“”„«‘'(\[]*[^\W_].*[^\s\W_%)\]\"”’»'][)\]\"”’»']*[.!?]+[\"”’»')\]]*", re.DOTALL)
"""From a letter or figure to a full stop."""

LEFT_OPEN = frozenset(
    "de het een en of van met te dat als omdat doordat the a an and or of with to that which because as "
    "der die das und oder von mit le la les un une et ou des du que avec".split()
)
"""Words after which a sentence is not over, whatever full stop is put there."""

NAMES_OF_THE_TEXT = SPEAKER_WORDS - {"commissie", "commission"}
"""What a sentence may call the text without its saying so itself; who speaks in it must be quoted."""


class Fault(StrEnum):
    """Why a generated sentence was dropped."""

    NO_QUOTE = "no_quote"
    INCOMPLETE = "incomplete"
    REPEATED = "repeated"
    LANGUAGE = "language"
    UNKNOWN_KEY = "unknown_key"
    NOT_VERBATIM = "not_verbatim"
    FIGURES = "figures"
    NEGATION = "negation"
    STRONGER = "stronger"
    NAMES = "names"
    COVERAGE = "coverage"
    EMPTY = "empty"
    DECLINED = "declined"
    TEXTS_CHANGED = "texts_changed"


class Support:
    """Compares sentences with quotations."""

    def __init__(self, weights: TermWeights, words: WordEncoder) -> None:
        self._weights = weights
        self._words = words

    def fault(
        self, question: Query, claimed: Words, quoted: Sequence[Words], whole: Sequence[Words]
    ) -> Fault | None:
        """Return what a sentence says that its quotations do not; None when they carry it.

        `whole` are the sentences that hold what is quoted. A claim of several sentences is carried when
        each of them is.
        """
        parts = [Words(span.of(claimed.text), claimed.language) for span in sentences(claimed.text)]
        faults = (
            _differs_in_signs(part, quoted, whole) or self._differs_in_words(question, part, quoted)
            for part in parts
        )
        return next((fault for fault in faults if fault is not None), None)

    def _differs_in_words(self, question: Query, claimed: Words, quoted: Sequence[Words]) -> Fault | None:
        # Quotations of one claim come from passages of one language, or the first language decides.
        language = quoted[0].language
        query = Query(claimed.text, claimed.language)
        terms = _terms(claimed, language)
        carried = [term for text in quoted for term in analyzer(text.language).terms(text.text)]
        if _is_reversed(terms, carried, language):
            return Fault.NEGATION
        lexicon = Lexicon(self._words)
        interaction = Interaction(
            terms,
            lambda term: self._weights.weight(term, language),
            lexicon,
            lexicon.numbers(carried),
            query.other_names(terms, language),
        )
        met = interaction.align(carried)
        alike = zip(terms, met.similarity, strict=True)
        if any(similarity < NAME_SIMILARITY and _is_name(query, term) for term, similarity in alike):
            return Fault.NAMES
        same = language == claimed.language
        if same and not _may_lack(interaction.unmet(met), question.terms_in(language)):
            return Fault.COVERAGE
        needed = MIN_SUPPORT if same else MIN_SUPPORT_ACROSS
        return None if interaction.coverage(met) >= needed else Fault.COVERAGE


def malformed(claimed: Words) -> Fault | None:
    """Return what is wrong with a sentence by itself: half of one, or in another language."""
    read = [token for token in tokens(claimed.text) if token.kind is TokenKind.WORD]
    if not COMPLETE.fullmatch(claimed.text) or not read or read[-1].word in LEFT_OPEN:
        return Fault.INCOMPLETE
    return None if languages_of.of_question(claimed.text) == claimed.language else Fault.LANGUAGE


def _differs_in_signs(claimed: Words, quoted: Sequence[Words], whole: Sequence[Words]) -> Fault | None:
    if not (has_figures(claimed, quoted) and has_figures(claimed, whole)):
        return Fault.FIGURES
    if negations(claimed) != sum(negations(text) for text in whole):
        return Fault.NEGATION
    said, carried, around = _forms((claimed,)), _forms(quoted), _forms(whole)
    estimates = frozenset[str]().union(*(hedged(text.text, text.language) for text in whole))
    if estimates & figures(claimed.text, claimed.language) and not said & HEDGES:
        return Fault.STRONGER
    if any(_holds(said, row) and not _holds(carried, row) for row in STRONG):
        return Fault.STRONGER
    pairs = [*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)]
    if any(_holds(said, own) and not _holds(carried, own) and _holds(around, other) for own, other in pairs):
        return Fault.STRONGER
    return None


def _forms(texts: Iterable[Words]) -> frozenset[str]:
    return frozenset(token.word for text in texts for token in tokens(text.text))


def _holds(forms: frozenset[str], row: str) -> bool:
    """Tell whether one of these words is among those of a row, in which "*" is any ending."""
    for word in row.split():
        if word in forms or (word[-1] == "*" and any(form.startswith(word[:-1]) for form in forms)):
            return True
    return False


def _terms(claimed: Words, language: str) -> tuple[Term, ...]:
    """Return the words of content of a sentence, each once, analysed as texts in a language are."""
    content = {
        term.token.span
        for term in analysed(claimed.text, claimed.language)
        if term.token.word not in NAMES_OF_THE_TEXT
    }
    terms = (analyzer(language).term(token) for token in tokens(claimed.text) if token.span in content)
    return tuple({term.key: term for term in terms if term is not None}.values())


def _may_lack(unmet: Sequence[Term], asked: Sequence[Term]) -> bool:
    """Tell whether a sentence may hold these words although no quotation does."""
    return len(unmet) <= MAX_UNMET and {term.key for term in unmet} <= {term.key for term in asked}


def _is_reversed(claimed: Sequence[Term], quoted: Sequence[Term], language: str) -> bool:
    """Tell whether one side says "voldoende" where the other says "onvoldoende"."""
    said, carried = {term.key for term in claimed}, {term.key for term in quoted}
    prefixes = NEGATING_PREFIXES.get(language, ())
    return any(
        own not in carried and any(prefix + own in carried or own == prefix + other for other in carried)
        for own in said
        for prefix in prefixes
    )


def _is_name(query: Query, term: Term) -> bool:
    """A word with a figure or a capital in it; the first of a sentence too, since it may be a name."""
    if term.token.kind is not TokenKind.WORD:
        return False
    written = term.token.span.of(query.text)
    return any(character.isdigit() or character.isupper() for character in written)
