"""Instrument cards: what is known of an instrument beyond its number, as a data file with its evidence.

No rule leads from C(2008) 1329 to its CELEX number, from "Small Business Act" to a communication, or
from a framework of 2006 to the one that replaced it. `cards.toml` says so, each fact with its certainty
and where to check it. A key, another key and a name belong to one card only.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from kb.citations.reference import Certainty, Kind

SUPERSEDING = frozenset({"repealed", "replaced"})
"""Events after which another instrument stands in the place of this one."""

CARDS_PATH = Path(__file__).with_name("cards.toml")


@dataclass(frozen=True, slots=True)
class OtherKey:
    """Another number or address of the same work, and how that is known."""

    key: str
    certainty: Certainty
    evidence: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an instrument later.

    `event` is one of amended, corrected, consolidated, repealed, replaced, expired; `by` is the key of
    the instrument that did it and `name` how it is cited; `since` is the day (ISO 8601) from which it counts;
    `check` is where to look it up.
    """

    event: str
    certainty: Certainty
    check: str
    by: str | None = None
    name: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one work: `date` in ISO 8601; titles, names and what it is about by language."""

    key: str
    kind: Kind
    certainty: Certainty
    evidence: str
    celex: str | None = None
    issuer: str | None = None
    date: str | None = None
    oj: str | None = None
    eli: str | None = None
    url: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    title_certainty: Certainty = Certainty.CERTAIN
    about: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_as: tuple[OtherKey, ...] = ()
    history: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards, by their own key and by every key and name that means the same work."""

    by_key: Mapping[str, Card]
    same_as: Mapping[str, tuple[Card, OtherKey]]
    names: Mapping[str, str]

    def of(self, key: str) -> Card | None:
        """Return the card of the work that a key names, None when there is none."""
        if key in self.by_key:
            return self.by_key[key]
        other = self.same_as.get(key)
        return other[0] if other else None

    def history_of(self, key: str) -> tuple[Event, ...]:
        """Return what became of a work, and of what replaced it, up to what holds today as far as known."""
        events: list[Event] = []
        waiting, seen = [key], set[str]()
        while waiting:
            card = self.of(waiting.pop(0))
            if card is None or card.key in seen:
                continue
            seen.add(card.key)
            events += card.history
            waiting += [e.by for e in card.history if e.by and e.event in SUPERSEDING]
        return tuple(events)

    def instrument(self, key: str) -> str:
        """Return the key under which a work is kept, for any of its keys."""
        card = self.of(key)
        return card.key if card else key


@cache
def cards() -> Cards:
    """Return the cards that came with the library."""
    read = tuple(_card(row) for row in tomllib.loads(CARDS_PATH.read_text("utf-8"))["card"])
    by_key = {card.key: card for card in read}
    same_as = {other.key: (card, other) for card in read for other in _other_keys(card)}
    names = {name: card.key for card in read for by_language in card.names.values() for name in by_language}
    return Cards(MappingProxyType(by_key), MappingProxyType(same_as), MappingProxyType(names))


def _other_keys(card: Card) -> tuple[OtherKey, ...]:
    if card.oj is None:
        return card.same_as
    place = OtherKey(card.oj, card.certainty, "its place in the Official Journal")
    return (place, *card.same_as)


class _Row(TypedDict, total=False):
    key: str
    kind: str
    certainty: str
    evidence: str
    celex: str
    issuer: str
    date: datetime.date
    oj: str
    eli: str
    url: str
    title: dict[str, str]
    title_certainty: str
    about: dict[str, str]
    names: dict[str, list[str]]
    same_as: list[dict[str, str]]
    history: list[_EventRow]


_EventRow = TypedDict(
    "_EventRow",
    {"event": str, "certainty": str, "check": str, "by": str, "name": str, "from": datetime.date},
    total=False,
)


def _card(row: _Row) -> Card:
    return Card(
        key=row["key"],
        kind=Kind(row["kind"]),
        certainty=Certainty(row["certainty"]),
        evidence=row["evidence"],
        celex=row.get("celex"),
        issuer=row.get("issuer"),
        date=_day(row.get("date")),
        oj=row.get("oj"),
        eli=row.get("eli"),
        url=row.get("url"),
        title=row.get("title", {}),
        title_certainty=Certainty(row.get("title_certainty", "certain")),
        about=row.get("about", {}),
        names={language: tuple(names) for language, names in row.get("names", {}).items()},
        same_as=tuple(
            OtherKey(other["key"], Certainty(other["certainty"]), other["evidence"])
            for other in row.get("same_as", [])
        ),
        history=tuple(_event(event) for event in row.get("history", [])),
    )


def _event(row: _EventRow) -> Event:
    return Event(
        event=row["event"],
        certainty=Certainty(row["certainty"]),
        check=row["check"],
        by=row.get("by"),
        name=row.get("name"),
        since=_day(row.get("from")),
    )


def _day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
