"""What can go wrong, as one tree; every message says what, which document and what to do.

KnowledgeBaseError              the command line prints it on one line and exits 1
├── UsageError                  the caller asked for something that is not offered; exits 2
├── SourceError                 a file or folder cannot be read as a document
├── FetchError                  a document cannot be had from the Publications Office
│   ├── UnknownWorkError        it has no work of that number
│   ├── UnreachableError        its server cannot be reached, or does not answer
│   └── RefusedError            what came is not what was asked for, and is not kept
├── ManifestError               a manifest.toml contradicts itself or the files beside it
├── HomeError                   the data folder cannot be used
│   └── NothingIngestedError    it holds no document yet
├── EncoderError                the encoder's files are missing or damaged, or it gives no vectors
├── LanguageModelError          a language model cannot be had, is away, too slow, or sends no reply
├── IndexMismatchError          an index was made from other texts or by other rules
├── ExportError                 a file to keep cannot be written
├── WorkerError                 a process that answers broke off over a question, or cannot be started
└── UnverifiedQuoteError        a quotation that is not in the text it names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Message(str):
    """A message in English that remembers how it was made, so that it can be said in another language.

    It travels between processes, and wherever a text does.

    >>> message = Message("{file}: has {pages} pages", file="stuk.pdf", pages=3)
    >>> print(message, "–", message.template)
    stuk.pdf: has 3 pages – {file}: has {pages} pages
    """

    template: str
    values: Mapping[str, str]

    def __new__(cls, template: str, **values: object) -> Message:
        """Return what a template says with these values in the places of their names."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, {name: str(value) for name, value in values.items()}
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.template, dict(self.values))


def _again(template: str, values: Mapping[str, str]) -> Message:
    return Message(template, **values)


class KnowledgeBaseError(Exception):
    """The root of all errors that this package raises on purpose."""


class UsageError(KnowledgeBaseError):
    """A question, language or option that is not offered."""


class SourceError(KnowledgeBaseError):
    """A file or folder that cannot be read as a document; its message can be said in another language."""

    def __init__(self, said: str, **values: object) -> None:
        self.message = said if isinstance(said, Message) else Message(said, **values)
        super().__init__(self.message)


class FetchError(KnowledgeBaseError):
    """A document that cannot be had from the Publications Office."""


class UnknownWorkError(FetchError):
    """A number that the Publications Office has no work of."""


class UnreachableError(FetchError):
    """A server that cannot be reached, or that does not answer."""


class RefusedError(FetchError):
    """An answer that is not what was asked for, and that is not kept."""


class ManifestError(KnowledgeBaseError):
    """A manifest that contradicts itself or the files beside it."""


class HomeError(KnowledgeBaseError):
    """A data folder that cannot be opened, read or written."""


class NothingIngestedError(HomeError):
    """A data folder without any document."""


class EncoderError(KnowledgeBaseError):
    """An encoder whose files are missing or damaged, or that gives no vectors."""


class LanguageModelError(KnowledgeBaseError):
    """A language model that cannot be made, does not answer in time, or sends no reply."""


class IndexMismatchError(KnowledgeBaseError):
    """An index that was made from other texts, or by other rules, than the ones in force."""


class ExportError(KnowledgeBaseError):
    """A file to keep an answer in that cannot be written."""


class WorkerError(KnowledgeBaseError):
    """A process that answers questions and is not there any more."""


class UnverifiedQuoteError(KnowledgeBaseError):
    """A quotation that does not stand, word for word, in the text it names."""
