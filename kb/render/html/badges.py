"""What the words of a text are worth, as a badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.document import Authority
from kb.render.html.element import NOTHING, Html, element
from kb.render.sources import authority

if TYPE_CHECKING:
    from kb.document import Authority as Worth

CLASSES = {Authority.AUTHENTIC: "badge authentic", Authority.WORKING_TRANSLATION: "badge translation"}


def badge(worth: Worth | None, language: str) -> Html:
    """Return the badge of an authority; nothing where nobody declared one."""
    return NOTHING if worth is None else element("span", authority(worth, language), class_=CLASSES[worth])
