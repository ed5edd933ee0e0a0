"""Tokens into terms: what two texts must share to be about the same thing.

A term has one or more keys. For a word they are its stem and the stems of its parts; for a number or
the number of an act, the sign itself; a period has its years as parts. A percent sign is the word for
it, so that "38%" meets "procent".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kb.analysis.compounds import split
from kb.analysis.stems import stem
from kb.analysis.stopwords import stop_words
from kb.analysis.tokens import TOKEN, Token, TokenKind, forms, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PERCENT_WORDS = {
    "nl": "procent", "en": "percent", "de": "prozent", "fr": "pourcent",
    "es": "porcentaje", "pt": "percentagem",
}  # fmt: skip
SPELLINGS = {
    "nl": {"percentage": "procent", "kmo": "mkb", "kmos": "mkb"},
    "en": {"percentage": "percent", "smes": "sme"},
}
"""Other spellings of one word, before stemming."""

ANALYSED_TEXTS = 4096
"""Passages whose terms are kept: more than one question ever looks at."""

READ_WORDS = 1 << 14
"""Words whose terms are kept while texts are read: those that their sentences share."""

KEPT_WORDS = 100_000
"""Words whose keys are kept: most of those that a large collection repeats, while an index is made of it."""

ANALYSIS_VERSION = "3"
"""Raised whenever the keys of a text change: every index made before is then rebuilt."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of content and its keys: the stem of the whole first, then those of its parts."""

    token: Token
    key: str
    parts: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys under which the term is found."""
        return (self.key, *self.parts)

    def shifted(self, offset: int) -> Term:
        """Return the same term, `offset` code points further on."""
        return Term(self.token.shifted(offset), self.key, self.parts)


@dataclass(frozen=True, slots=True)
class Analyzer:
    """The analysis of one language."""

    language: str

    def terms(self, text: str) -> Iterator[Term]:
        """Iterate over the terms of a text, stop words left out: they are found once for each word.

        >>> [term.keys for term in Analyzer("nl").terms("Het beleid van clusterorganisaties")]
        [('beleid',), ('clusterorganiseer', 'cluster', 'organiseer')]
        """
        for match in TOKEN.finditer(text):
            for term in _terms_of(str(match.lastgroup), match[0], self.language):
                yield term.shifted(match.start())

    def keys(self, text: str) -> Iterator[str]:
        """Iterate over all keys of the terms of a text, for an index: they are found once for each word.

        >>> list(Analyzer("nl").keys("Het beleid van clusterorganisaties"))
        ['beleid', 'clusterorganiseer', 'cluster', 'organiseer']
        """
        for match in TOKEN.finditer(text):
            yield from _keys_of(str(match.lastgroup), match[0], self.language)

    def wholes(self, text: str) -> Iterator[str]:
        """Iterate over the keys of the terms of a text, not those of their parts, found once for each word.

        >>> list(Analyzer("nl").wholes("Het beleid van clusterorganisaties"))
        ['beleid', 'clusterorganiseer']
        """
        for match in TOKEN.finditer(text):
            yield from _wholes_of(str(match.lastgroup), match[0], self.language)

    def term(self, token: Token) -> Term | None:
        """Return the term that a token makes, None for a stop word."""
        key = self.whole(token.form, token.kind)
        return None if key is None else Term(token, key, self._parts(token))

    def whole(self, form: str, kind: TokenKind) -> str | None:
        """Return the key of the term that a token of this form makes, None for a stop word."""
        if kind is TokenKind.PERCENT:
            return stem(PERCENT_WORDS.get(self.language, form), self.language)
        if kind is not TokenKind.WORD:
            return form
        if form in stop_words(self.language) or len(form) == 1:
            return None
        return stem(self._spelling(form), self.language)

    def _parts(self, token: Token) -> tuple[str, ...]:
        if token.kind is TokenKind.YEARS:
            return tuple(token.form.split("-"))
        if token.kind is not TokenKind.WORD or self.language != "nl":
            return ()
        return tuple(stem(part, "nl") for part in split(self._spelling(token.form)))

    def _spelling(self, form: str) -> str:
        return SPELLINGS.get(self.language, {}).get(form, form)


@lru_cache(maxsize=READ_WORDS)
def _terms_of(group: str, written: str, language: str) -> tuple[Term, ...]:
    """Return the terms that a match of `TOKEN` makes where a text begins with it."""
    terms = (analyzer(language).term(token) for token in tokens_of(group, written, 0))
    return tuple(term for term in terms if term is not None)


@lru_cache(maxsize=KEPT_WORDS)
def _keys_of(group: str, written: str, language: str) -> tuple[str, ...]:
    terms = (analyzer(language).term(token) for token in tokens_of(group, written, 0))
    return tuple(key for term in terms if term is not None for key in term.keys)


@lru_cache(maxsize=KEPT_WORDS)
def _wholes_of(group: str, written: str, language: str) -> tuple[str, ...]:
    keys = (analyzer(language).whole(*form) for form in forms(group, written))
    return tuple(key for key in keys if key is not None)


@lru_cache(maxsize=ANALYSED_TEXTS)
def analysed(text: str, language: str) -> tuple[Term, ...]:
    """Return the terms of a text that is likely to be asked about again."""
    return tuple(analyzer(language).terms(text))


@cache
def analyzer(language: str) -> Analyzer:
    """Return the analyzer of a language; without stemming where none is known."""
    return Analyzer(language)
