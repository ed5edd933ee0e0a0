"""What a knowledge base holds, and what its texts cite that it does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.register.instrument import Instrument
    from kb.store import StoredDocument


@dataclass(frozen=True, slots=True)
class Status:
    """What is stored, and the generation of the store.

    `index` names what the indexes of this state are made from and by which rules.
    """

    documents: tuple[StoredDocument, ...]
    generation: int
    encoder: str | None
    index: str
    cited_but_not_loaded: tuple[Instrument, ...] = ()
