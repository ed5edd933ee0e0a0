"""One work in one language asked of the Publications Office: format after format, until one is sound.

All streams of a document are had, or none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from kb.errors import RefusedError, UnknownWorkError, UnreachableError
from kb.sources.addresses import LANGUAGES
from kb.sources.answers import Meaning
from kb.sources.bodies import Body, TextOf, checked, language_of
from kb.sources.streams import Stream, streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kb.sources.addresses import Addresses
    from kb.sources.answers import Answered, Step
    from kb.sources.listing import Listing

NEGOTIATED = ("application/xhtml+xml", "text/html")
"""What is asked for by content negotiation, best first; one type a request, so that it is known what came.

The HTML of the years 2006 to 2009 marks its notes unambiguously, a PDF does not, so that comes last.
"""

ANYTHING = "*/*"
"""An item is one stream in one format: there is nothing to negotiate."""


class Carrier(Protocol):
    """Carries requests; `kb.sources.fetch.Courier` does it over the network."""

    addresses: Addresses

    def get(self, url: str, headers: Mapping[str, str]) -> Answered:
        """Ask for an address and follow it to where the document is."""

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answered:
        """Send a form."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stream of a document as it came, and the way that it came.

    `label` is what the list of streams calls it ("ACT"); `accept` and `headers` are what asking again needs.
    """

    body: Body
    label: str | None
    how: Literal["fetched", "by hand"]
    source: str
    chain: tuple[Step, ...]
    accept: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Served:
    """A document as it came, whole, and the language of its text (None where nothing tells)."""

    parts: tuple[Part, ...]
    detected: str | None


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Asks for one work in one language."""

    celex: str
    language: str
    carrier: Carrier
    listed: Listing
    text_of: TextOf

    def served(self) -> Served | None:
        """Return the document in the first format that is served and sound; None when none is served.

        Raises the first refusal when a format was served and none was sound.
        """
        refusal: RefusedError | None = None
        for attempt in self._attempts():
            try:
                parts = attempt()
                if parts:
                    bodies = [part.body for part in parts]
                    return Served(parts, language_of(bodies, self.language, self.text_of))
            except RefusedError as error:
                refusal = refusal or error
        if refusal:
            raise refusal
        return None

    def get(self, url: str, accept: str, conditions: Mapping[str, str]) -> Answered:
        """Ask for an address; raise where the answer is no statement about the document."""
        headers = {"Accept": accept, "Accept-Language": LANGUAGES[self.language], **conditions}
        answered = self.carrier.get(url, headers)
        status = answered.reply.status
        if answered.meaning in {Meaning.BUSY, Meaning.NOT_READY}:
            raise UnreachableError(f"{url} is busy (status {status}), also after several attempts")
        if answered.meaning in {Meaning.CHALLENGE, Meaning.OUR_FAULT}:
            raise RefusedError(f"{url}: {answered.meaning} (status {status})")
        return answered

    def _attempts(self) -> Iterator[Callable[[], tuple[Part, ...]]]:
        for accept in NEGOTIATED:
            yield partial(self._negotiated, accept)
        yield self._listed_pdf

    def _negotiated(self, accept: str) -> tuple[Part, ...]:
        """Return the document by content negotiation; nothing when it is not held in this format."""
        answered = self.get(self.carrier.addresses.resource(self.celex), accept, {})
        if answered.meaning is Meaning.UNKNOWN_WORK:
            raise UnknownWorkError(f"the Publications Office knows no work of the number {self.celex}")
        if answered.meaning is Meaning.STREAMS:
            page = answered.reply.content.decode("utf-8", "replace")
            return self._all_of(streams(page), answered.reply.url)
        return (_part(answered, accept, None),) if answered.meaning is Meaning.BODY else ()

    def _listed_pdf(self) -> tuple[Part, ...]:
        """Return the PDF whose items are listed; negotiation often does not find it."""
        items = self.listed.pdf(self.celex, self.language)
        return self._all_of([Stream(address) for address in items], self.carrier.addresses.sparql())

    def _all_of(self, items: Sequence[Stream], base: str) -> tuple[Part, ...]:
        """Return all streams of a list; nothing when one of them is not served."""
        parts: list[Part] = []
        for item in items:
            answered = self.get(self.carrier.addresses.followed(item.address, base), ANYTHING, {})
            if answered.meaning is not Meaning.BODY:
                return ()
            parts.append(_part(answered, ANYTHING, item.label))
        return tuple(parts)


def _part(answered: Answered, accept: str, label: str | None) -> Part:
    reply = answered.reply
    body = checked(reply.content, reply.headers.get("content-type", ""))
    return Part(body, label, "fetched", reply.url, answered.chain, accept, reply.headers)
