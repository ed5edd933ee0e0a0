"""The words of a question as the texts write them: misspellings, and abbreviations the texts spell out.

Only a word that nobody knows is touched: one that stands neither in the texts, nor in the glossary, nor
among the words that the encoder was trained on. It is read as the known word that is one slip away (a
letter too many, missing, wrong, or two in the wrong order), preferring what the texts hold. An
abbreviation that the texts never use ("EGTS") is read as its long name in the glossary, if they hold
that; one that is also a common word ("TEN", "US") only in capitals. Each change is kept, so that it
can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from kb.analysis import TokenKind, analyzer, fold, tokens
from kb.analysis.stopwords import stop_words
from kb.encoder.glossary import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.analysis import Token
    from kb.encoder import WordEncoder

SHORTEST = 4
"""Letters of the shortest word that is mended: shorter ones have too many neighbours."""

UNKNOWN = 1.0
"""The weight that the encoder gives to a word it never met."""

COMMON = 0.85
"""A word that only the encoder knows is taken for what a misspelt one means when it is at least so common."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"

ENDINGS = {"nl": ("en", "de", "te", "t", "s", "e", "n", "d"), "en": ("s", "es", "ed", "ing", "ly", "er", "e")}
"""What a known word may end in without being misspelt."""

PARTICLES = {
    "nl": ("aan", "af", "bij", "door", "goed", "in", "mee", "na", "om", "op", "over", "samen", "terug", "ge",
           "toe", "tegen", "uit", "voor", "vast", "weer", "opge", "uitge", "aange"),
    "en": ("re", "un", "over", "under", "out", "non"),
}  # fmt: skip
"""What a known word may begin with without being misspelt."""


class Vocabulary(Protocol):
    """Which words the texts hold."""

    def holding(self, key: str, language: str) -> int:
        """Return in how many passages of a language a key stands."""
        ...


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of a question as it was written, and as it is read."""

    written: str
    read: str


def respelled(
    text: str, language: str, texts: Vocabulary, encoder: WordEncoder
) -> tuple[str, tuple[Respelling, ...]]:
    """Return a question with its unknown words read as known ones, and what was changed."""
    pieces: list[str] = []
    changes = []
    end = 0
    for token in tokens(text):
        read = _read(token, text, language, texts, encoder)
        if read is None:
            continue
        changes.append(Respelling(token.span.of(text), read))
        pieces += (text[end : token.span.start], read)
        end = token.span.end
    return "".join((*pieces, text[end:])), tuple(changes)


def _read(token: Token, text: str, language: str, texts: Vocabulary, encoder: WordEncoder) -> str | None:
    if token.kind is not TokenKind.WORD or _held(token.form, language, texts):
        return None
    is_capital = token.span.of(text).isupper()
    is_common = encoder.word_weight(token.word) <= COMMON
    long_name = None if is_common and not is_capital else _long_names(language).get(token.form)
    if long_name is not None and all(_held(word, language, texts) for word in long_name.split()):
        return long_name
    known = token.form in _glossary_words(language) or encoder.word_weight(token.word) < UNKNOWN
    if known or is_capital or len(token.form) < SHORTEST or not token.form.isalpha():
        return None
    if _is_inflected(token.form, language, encoder):
        return None
    return _nearest(token.form, language, texts, encoder)


def _held(word: str, language: str, texts: Vocabulary) -> bool:
    """Tell whether a word is a stop word or stands in the texts, whole or in parts."""
    if fold(word) in stop_words(language):
        return True
    return any(
        all(texts.holding(key, language) for key in keys)
        for term in analyzer(language).terms(word)
        for keys in ((term.key,), term.parts)
        if keys
    )


def _is_inflected(word: str, language: str, encoder: WordEncoder) -> bool:
    """Tell whether a word is a form of a known one, or one with a particle before it: "steunt", "nalezen"."""
    bare = [word.removesuffix(ending) for ending in ENDINGS[language] if word.endswith(ending)]
    bare += [f"{form}{infinitive}" for form in bare for infinitive in ENDINGS[language]]
    bare += [word.removeprefix(particle) for particle in PARTICLES[language] if word.startswith(particle)]
    return any(len(form) >= SHORTEST - 1 and encoder.word_weight(form) <= COMMON for form in bare)


def _nearest(word: str, language: str, texts: Vocabulary, encoder: WordEncoder) -> str | None:
    """Return the known word one slip away: first those of the texts, and a wrong letter last."""
    for slips in (_misplaced(word), _mistaken(word)):
        near = sorted(set(slips) - {word})
        for accepted in (
            [other for other in near if _stands(other, language, texts)],
            [other for other in near if other in _glossary_words(language)],
            [other for other in near if encoder.word_weight(other) <= COMMON],
        ):
            if accepted:
                return min(accepted, key=encoder.word_weight)
    return None


def _stands(word: str, language: str, texts: Vocabulary) -> bool:
    if word in stop_words(language):
        return True
    return any(texts.holding(term.key, language) for term in analyzer(language).terms(word))


def _misplaced(word: str) -> Iterator[str]:
    """Iterate over the words with a letter more, a letter less, or two letters the other way round."""
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
        if after[1:]:
            yield before + after[1] + after[0] + after[2:]


def _mistaken(word: str) -> Iterator[str]:
    """Iterate over the words with another letter; the first letter is seldom mistaken."""
    for at in range(1, len(word)):
        yield from (word[:at] + letter + word[at + 1 :] for letter in LETTERS)


@cache
def _glossary_words(language: str) -> frozenset[str]:
    return frozenset(
        token.form
        for concept in concepts()
        for name in concept.names.get(language, ())
        for token in tokens(name)
    )


@cache
def _long_names(language: str) -> dict[str, str]:
    """Return the first name of several words of each concept that has an abbreviation."""
    return {
        fold(short): long
        for concept in concepts()
        for short in concept.names.get(language, ())
        if short.isupper() and short.isalpha()
        for long in concept.names[language][:1]
        if " " in long
    }
