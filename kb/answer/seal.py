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
    canonical = json.dumps(_plain(dict(_unsealed(exported))), sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _unsealed(exported: Mapping[str, object]) -> Mapping[str, object]:
    audit = exported.get(AUDIT)
    if not isinstance(audit, dict):
        return exported
    return {**exported, AUDIT: {key: value for key, value in audit.items() if key != SEAL}}


def _plain(value: object) -> object:
    """Write 12.0 as 12, as other programs do that save JSON again."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
