"""An instrument as the register shows it; the fields are the contract of DESIGN section 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.citations import Card, Certainty, Event, Kind, Reference, cards
from kb.document import Expression, Locator


@dataclass(frozen=True, slots=True)
class ShownReference:
    """A reference in a result: `span` counts in the text that is shown with it.

    `instrument` is the key under which the register keeps the work, and `history` what happened to it later.
    """

    verbatim: str
    span: tuple[int, int]
    key: str
    instrument: str
    kind: Kind
    celex: str | None
    certainty: Certainty
    reason: str
    pinpoint: Mapping[str, str] | None
    footnote: int | None
    url: str | None
    history: tuple[Event, ...] = ()

    @classmethod
    def of(cls, reference: Reference, offset: int = 0) -> ShownReference:
        """Return a reference as it is shown in a text that begins at `offset` of the one it was found in."""
        return cls(
            verbatim=reference.verbatim,
            span=(reference.span.start - offset, reference.span.end - offset),
            key=reference.key,
            instrument=reference.instrument,
            kind=reference.kind,
            celex=reference.celex,
            certainty=reference.certainty,
            reason=reference.reason,
            pinpoint=reference.pinpoint.named() if reference.pinpoint else None,
            footnote=reference.footnote,
            url=reference.url,
            history=cards().history_of(reference.instrument),
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Where the instrument can be read; None where no such page is known.

    `other` is the address of what is not on EUR-Lex: a website, a press release.
    """

    eur_lex_nl: str | None
    eur_lex_en: str | None
    eli: str | None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class CitedIn:
    """A place that mentions the instrument. `as_printed` and `repaired` are those of a web address."""

    document: Expression
    locator: Locator
    footnote: int | None
    verbatim: str
    as_printed: str | None
    repaired: str | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A work that texts refer to, in all its spellings and languages.

    `title` is by language and empty where none is known; `loaded` tells whether its text can be asked.
    """

    key: str
    kind: Kind
    title: Mapping[str, str]
    celex: str | None
    certainty: Certainty
    reason: str
    links: Links
    card: Card | None
    loaded: bool
    cited_in: tuple[CitedIn, ...]

    def name(self, language: str) -> str:
        """Return its title in a language, else in another, else its number, or what the texts call it."""
        titles = self.title
        title = titles.get(language) or next(iter(titles.values()), None)
        return title or self.celex or self.mention(language) or self.key

    def mention(self, language: str) -> str | None:
        """Return how the texts first name it, those in a language before others: "SEC(2008) 2637"."""
        mentions = [cited for cited in self.cited_in if cited.repaired is None]
        first = next((c for c in mentions if c.document.language == language), next(iter(mentions), None))
        return " ".join(first.verbatim.split()) if first else None

    def full_name(self, language: str) -> str:
        """Return its name after what the texts call it: an official knows the number, not the title."""
        name, mention = self.name(language), self.mention(language)
        return name if mention is None or mention in name or name == self.celex else f"{mention}, {name}"
