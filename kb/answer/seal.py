"""The seal of an exported answer: a digest of everything else that stands in it.

It shows that the file was changed by accident or in haste. It is no signature: whoever changes a file on
purpose can seal it again, and the checks against the texts are what stops him.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

AUDIT, SEAL = "audit", "seal"
"""Where the seal stands in an exported answer."""


def seal_of(exported: Mapping[str, object]) -> str:
    """Return the digest of an exported answer, whatever the order and the layout of its JSON.

    >>> seal_of({"a": 1.0, "b": "é"}) == seal_of({"b": "é", "a": 1, "audit": {"seal": "sha256:…"}})
    False
    >>> seal_of({"a": 1.0, "audit": {}}) == seal_of({"audit": {"seal": "sha256:…"}, "a": 1})
    True
    """
    plain = json.loads(json.dumps(_unsealed(exported)), parse_float=_number)
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _unsealed(exported: Mapping[str, object]) -> dict[str, object]:
    audit = exported.get(AUDIT)
    if not isinstance(audit, dict):
        return dict(exported)
    return {**exported, AUDIT: {key: value for key, value in audit.items() if key != SEAL}}


def _number(written: str) -> float:
    """Read 12.0 as 12, as other programs write it that save JSON again."""
    number = float(written)
    return int(number) if number.is_integer() else number
