"""What every tab of a page needs to build itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase
    from kb.surfaces.web.outcomes import Outcomes


@dataclass(frozen=True, slots=True)
class Room:
    """The desk that is asked, the language of the interface, and the outcomes given of late."""

    desk: KnowledgeBase
    language: str
    outcomes: Outcomes
