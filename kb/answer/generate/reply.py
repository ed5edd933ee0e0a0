"""What a language model answered, read as claims: a sentence and the words that it says it rests on.

Reading is tolerant of list marks, markup, wrapped lines and thinking aloud, and trusts nothing: a line that
has not the form is a claim without a quotation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
FENCE = re.compile(r"^\s*```.*$", re.MULTILINE)
ADORNED = r"[\s>*_#•–-]*(?:\d+[.)]\s*)?[*_]*"
SENTENCE = re.compile(rf"{ADORNED}(?:SENTENCE|ZIN)\s*\d*\s*[*_]*\s*:[*_]*\s*(?P<said>.*)", re.IGNORECASE)
"""SENTENCE: …, **Sentence 1:** …, - ZIN: …"""

QUOTATION = re.compile(
    rf"{ADORNED}(?:QUOTE|CITAAT)\s*[*_]*\s*[<\[(]*\s*(?P<key>[^\s:<>\[\]()*]*)\s*[>\])]*\s*[*_]*\s*:[*_]*"
    r"\s*(?P<said>.*)",
    re.IGNORECASE,
)
"""QUOTE 1f2e3d4c: …, - **Quote** <<1f2e3d4c>>: …"""

DECLINED = re.compile(r"\W*NONE\W*")
"""The word by which a model says that the passages do not hold the answer."""

MARKER = re.compile(r"\s*\[[^\]\s]{1,12}\]")
"""[1], or a key in brackets: the markers of an answer are ours alone."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words that a model says it found in the passage with a key."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a model wrote, and what it says it rests on."""

    text: str
    quotes: tuple[Claimed, ...] = ()


def read_reply(reply: str) -> list[Claim]:
    r"""Return the claims of a reply, in order; of an empty one a claim that is empty.

    >>> read_reply("SENTENCE: It is so [1].\nQUOTE 1f2e3d4c: so it is")
    [Claim(text='It is so.', quotes=(Claimed(key='1f2e3d4c', words='so it is'),))]
    """
    readable = "".join(_visible(character) for character in FENCE.sub("", THINKING.sub("", reply)))
    return [_claim(lines) for lines in _grouped(_joined(readable))] or [Claim("")]


def _visible(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cn", "Cs"}:
        return character
    return " " if character.isspace() else ""


def _joined(text: str) -> list[str]:
    """Return the lines, each with the lines after it that only go on with it."""
    lines: list[str] = []
    open_line = False
    for line in map(str.strip, text.split("\n")):
        tagged = bool(SENTENCE.fullmatch(line) or QUOTATION.fullmatch(line))
        if line and open_line and not tagged:
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        open_line = bool(line)
    return lines


def _grouped(lines: list[str]) -> list[list[str]]:
    """Return a group for each sentence: its line and the quotations under it."""
    groups: list[list[str]] = []
    for line in lines:
        if QUOTATION.fullmatch(line) and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _claim(lines: list[str]) -> Claim:
    first = SENTENCE.fullmatch(lines[0])
    text = MARKER.sub("", first["said"] if first else lines[0]).strip(" *_")
    if first is None:
        return Claim(text)
    quotes = (QUOTATION.fullmatch(line) for line in lines[1:])
    return Claim(text, tuple(Claimed(quote["key"].lower(), quote["said"]) for quote in quotes if quote))
