"""What all results printed as JSON share: the version of the contract, and how they are written."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = 1
"""The version of the contract (DESIGN section 5)."""


def to_json(shape: DataclassInstance) -> str:
    """Return a shape as one line of JSON."""
    return json.dumps(asdict(shape), ensure_ascii=False)
