"""What a CELEX number rests on, or why there is none, in the language of the page.

The cards and the rules say it in English (`Reference.reason`); `grounds.toml` has the same in Dutch. What
does not stand there is shown in English, and marked as such.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).with_name("grounds.toml")
ORIGINAL = "en"
BETWEEN = "; "
"""Stands between the ground of another name of a work and that of its number."""


def ground_in(language: str, reason: str) -> tuple[str, str]:
    """Return a ground in a language where it is known in it, else as it is; and the language it is in.

    >>> ground_in("nl", "a web page; no number is known")
    ('een webpagina; er is geen nummer bekend', 'nl')
    >>> ground_in("nl", "seen in a dream")
    ('seen in a dream', 'en')
    """
    parts = reason.split(BETWEEN)
    ways = (
        [part for part in (BETWEEN.join(parts[:at]), BETWEEN.join(parts[at:])) if part]
        for at in range(len(parts))
    )
    said = next((grounds for way in ways if (grounds := _known(language, way))), None)
    return (BETWEEN.join(said), language) if said else (reason, ORIGINAL)


def _known(language: str, way: list[str]) -> list[str]:
    """Return grounds in a language; nothing where one of them is not known in it."""
    known = [_table().get(ground, {}).get(language) for ground in way]
    return [ground for ground in known if ground] if all(known) else []


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Return each ground in the languages it is known in, by what is said in English."""
    grounds = tomllib.loads(TABLE.read_text("utf-8"))["ground"]
    return {ground[ORIGINAL]: ground for ground in grounds}
