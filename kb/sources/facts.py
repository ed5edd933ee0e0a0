"""What a manifest declares about a work beside what an expression carries: its kind, its author, for whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about a work; None or empty where nobody declared them.

    `certainty` says how its CELEX number is known. `author` and `addressees` are by language.
    """

    kind: str | None = None
    certainty: str | None = None
    author: Mapping[str, str] = field(default_factory=dict)
    addressees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __or__(self, other: Facts) -> Facts:
        """Return these facts, and those of another where these are lacking."""
        return Facts(
            self.kind or other.kind,
            self.certainty or other.certainty,
            self.author or other.author,
            self.addressees or other.addressees,
        )

    def to_json(self) -> str | None:
        """Return the facts as JSON; None where there are none."""
        return json.dumps(asdict(self), ensure_ascii=False) if self != Facts() else None

    @classmethod
    def from_json(cls, text: str | None) -> Facts:
        """Return the facts that `to_json` wrote."""
        if text is None:
            return cls()
        facts = json.loads(text)
        addressees = {language: tuple(names) for language, names in facts.pop("addressees").items()}
        return cls(**facts, addressees=addressees)
