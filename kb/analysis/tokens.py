"""Words, numbers and the numbers of legal documents, each with its span.

What a lawyer reads as one sign stays one token: "1082/2006", "COM(2006) 502", "2 000", "31.7.2006".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class TokenKind(StrEnum):
    """What a token is; numbers and legal numbers are compared as they are, words by their stem."""

    WORD = "word"
    NUMBER = "number"
    PERCENT = "percent"
    YEARS = "years"
    LEGAL = "legal"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its form for comparison, its kind, its span, and the word that an encoder knows.

    The form of a word is folded to lower-case letters without accents and without a genitive; `word` is in
    lower case too, but keeps its accents.
    """

    form: str
    kind: TokenKind
    span: Span
    word: str

    def shifted(self, offset: int) -> Token:
        """Return the same token, `offset` code points further on."""
        return Token(self.form, self.kind, self.span.shifted(offset), self.word)


DOCUMENT_NUMBER = r"(?P<document>\b(?:COM|KOM|SEC|SEK|SWD|JOIN|C|K)\s?\(\d{4}\)\s?\d{1,5})"
"""COM(2006) 502, SEC(2008)2637, C (2008) 1329."""

ADDRESS = r"(?P<address>\b[a-z]{3,5}://\S+|\bwww\.\S+)"
"""A web address, to the next white space."""

ACT_NUMBER = r"(?P<act>\b\d{1,4}/\d{1,4}(?:/[A-Z]{2,7})?\b)"
"""1082/2006, 2006/702/EG."""

DATE = r"(?P<date>\b\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}\b)"
"""31.7.2006."""

YEARS = r"(?P<years>\b(?:19|20)\d{2}[-–](?:19|20)\d{2}\b)"
"""2007-2013."""

GROUPED_NUMBER = r"(?P<grouped>(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\w]|[.,]\d))"
"""2 000, 1.250.000."""

PLAIN_NUMBER = r"(?P<number>(?<![^\W\d_])\d+(?:[.,]\d+)*)"
"""38, 5.8, 0,5; not the 7 of KP7."""

PERCENT = r"(?P<percent>%)"
WORD = r"(?P<word>[^\W_]+(?:['’](?=[^\W_])[^\W_]+)*)"
"""Letters and digits from a letter on, with apostrophes inside: "regio's", "KP7"."""

TOKEN = re.compile(
    "|".join((DOCUMENT_NUMBER, ADDRESS, ACT_NUMBER, DATE, YEARS, GROUPED_NUMBER, PLAIN_NUMBER, PERCENT, WORD))
)
GENITIVE = re.compile(r"['’]s?$")
KINDS = {
    "document": TokenKind.LEGAL,
    "act": TokenKind.LEGAL,
    "address": TokenKind.ADDRESS,
    "date": TokenKind.NUMBER,
    "years": TokenKind.YEARS,
    "grouped": TokenKind.NUMBER,
    "number": TokenKind.NUMBER,
    "percent": TokenKind.PERCENT,
    "word": TokenKind.WORD,
}


def fold(text: str) -> str:
    """Return lower-case letters without accents.

    >>> fold("Coördinatie")
    'coordinatie'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(text: str) -> Iterator[Token]:
    """Iterate over the tokens of a text, in order.

    >>> [token.form for token in tokens("COM(2006) 502 van 13.9.2006: 2 000 clusters, 38%")]
    ['com(2006)502', 'van', '13.9.2006', '2006', '2000', 'clusters', '38', '%']
    """
    for match in TOKEN.finditer(text):
        yield from tokens_of(str(match.lastgroup), match[0], match.start())


def tokens_of(group: str, written: str, start: int) -> Iterator[Token]:
    """Iterate over the tokens that one match of `TOKEN` makes: a date is one, and its year another."""
    span = Span(start, start + len(written))
    own, *year = forms(group, written)
    yield Token(*own, span, GENITIVE.sub("", written.lower()))
    for form, kind in year:
        yield Token(form, kind, Span(span.end - len(form), span.end), form)


def forms(group: str, written: str) -> tuple[tuple[str, TokenKind], ...]:
    """Return the forms and kinds of the tokens that one match of `TOKEN` makes."""
    own = (_form(group, written), KINDS[group])
    return (own, (written[-4:], TokenKind.NUMBER)) if group == "date" else (own,)


def _form(group: str, text: str) -> str:
    if group == "grouped":
        return re.sub(r"\D", "", text)
    if group == "address":
        return re.sub(r"^(?:[a-z]+://)?(?:www\.)?|[.,;:!?»”\"')]+$", "", text.lower())
    if group == "word":
        return GENITIVE.sub("", fold(text))
    return re.sub(r"\s", "", text).replace("–", "-").lower()
