"""What an answer of the Publications Office means: one table, no network.

Statuses alone do not tell: there are two kinds of 404, a 200 can be a bot check, and a 202 is never a
document. The recorded shapes are played by the replica of the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Meaning(StrEnum):
    """What an answer means for the one who asked."""

    BODY = "a document"
    MOVED = "follow the address that it names"
    STREAMS = "several streams make up the document: fetch all"
    UNCHANGED = "what is held is still true"
    UNKNOWN_WORK = "no work has this number: no other format or language will help"
    NOT_HELD = "the work exists, but not in this language and format"
    NOT_READY = "ask again in a moment"
    BUSY = "ask again later"
    CHALLENGE = "a page that checks for robots stands in place of the document"
    OUR_FAULT = "the request was wrong: asking again will not help"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came; the names of its headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """An address that was asked, and the status of its answer."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The last answer of a chain of redirections, and the chain."""

    reply: Reply
    meaning: Meaning
    chain: tuple[Step, ...]


NOT_FOUND, SERVER_ERRORS = 404, 500

BY_STATUS = {
    200: Meaning.BODY,
    202: Meaning.NOT_READY,
    300: Meaning.STREAMS,
    301: Meaning.MOVED,
    302: Meaning.MOVED,
    303: Meaning.MOVED,
    304: Meaning.UNCHANGED,
    307: Meaning.MOVED,
    308: Meaning.MOVED,
    404: Meaning.NOT_HELD,
    406: Meaning.NOT_HELD,
    408: Meaning.BUSY,
    429: Meaning.BUSY,
}
UNKNOWN_MARKS = (b"[system '", b"not found")
"""Tell the 404 of an unknown number ("Resource [system 'celex' - id '…'] not found.") from the other one."""

CHALLENGE_MARKS = (b"awswaf", b"gokuprops")
"""Stand in the script of the web firewall's page."""

CHALLENGE_WORDS = (b"javascript is disabled", b"not a robot")
"""Stand together on its page for people."""

CHALLENGE_HEADER = "x-amzn-waf-action"
WHERE_MARKS_STAND = 100_000
"""Bytes: a challenge page is shorter; a longer document may speak of robots."""


def meaning(reply: Reply) -> Meaning:
    """Return what an answer means."""
    if reply.status >= SERVER_ERRORS:
        return Meaning.BUSY
    if reply.status in {200, 202} and is_challenge(reply):
        return Meaning.CHALLENGE
    if reply.status == NOT_FOUND and all(mark in reply.content for mark in UNKNOWN_MARKS):
        return Meaning.UNKNOWN_WORK
    return BY_STATUS.get(reply.status, Meaning.OUR_FAULT)


def is_challenge(reply: Reply) -> bool:
    """Tell whether a page that checks for robots stands in place of the document."""
    if CHALLENGE_HEADER in reply.headers:
        return True
    page = reply.content[:WHERE_MARKS_STAND].lower()
    if len(reply.content) > WHERE_MARKS_STAND:
        return False
    return any(mark in page for mark in CHALLENGE_MARKS) or all(words in page for words in CHALLENGE_WORDS)
