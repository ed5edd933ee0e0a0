"""What every tab of a page needs to build itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase
    from kb.desk.kept import Outcomes
    from kb.workers import Workers


@dataclass(frozen=True, slots=True)
class Room:
    """The desk, the language of the interface, the outcomes given of late, and those who answer."""

    desk: KnowledgeBase
    language: str
    outcomes: Outcomes
    workers: Workers
