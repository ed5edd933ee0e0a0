"""Why a file could not be read, in the language of the page.

Where something fails it is said in English, once, by the code that knows the fact (`kb.errors.Message`);
`faults.toml` has the same in Dutch. What does not stand there is shown in English, and marked as such.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).with_name("faults.toml")
ORIGINAL = "en"


def said_in(language: str, message: str) -> tuple[str, str]:
    """Return a message in a language where it is known in it, else as it is; and the language it is in.

    >>> said_in("nl", Message("{file}: its name is not UTF-8; rename it", file="a.txt"))
    ('a.txt: de naam is geen UTF-8; geef het een andere naam', 'nl')
    """
    if isinstance(message, Message):
        known = _table().get(message.template, {})
        if language in known:
            return known[language].format(**message.values), language
    return message, ORIGINAL


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Return each message in the languages it is known in, by what is said in English."""
    messages = tomllib.loads(TABLE.read_text("utf-8"))["message"]
    return {message[ORIGINAL]: message for message in messages}
