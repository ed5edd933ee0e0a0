"""The table's rows: four-bit levels, two in a byte, and one scale a row.

Four bits a number cost nothing that the held-out pairs can see (see the model card), and leave
room for twice as many words and n-grams as eight bits would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = 7  # of the levels -7 … 7, so that a vector and its opposite are rounded alike
ZERO = 8  # the half byte that stands for level 0

# What each byte stands for, so that a row is unpacked by one look-up: 0x8F is the levels 0 and 7.
LEVELS_OF_BYTE = np.array([(byte // 16 - ZERO, byte % 16 - ZERO) for byte in range(256)], dtype=np.float32)


class Rows(Protocol):
    """Vectors by number."""

    def __len__(self) -> int: ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def take(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of these numbers."""


@dataclass(frozen=True, slots=True)
class PackedRows:
    """Rows as they ship: `levels` holds two numbers a byte, `scales` what one level is worth."""

    levels: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.levels)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return 2 * int(self.levels.shape[1])

    def take(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of these numbers."""
        levels = unpack(self.levels[numbers])
        return np.multiply(levels, self.scales[numbers, None], dtype=np.float32)


def pack(levels: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Pack rows of an even number of levels.

    >>> [hex(byte) for byte in pack(np.array([0, 7, -7, 1], np.int8))]
    ['0x8f', '0x19']
    """
    halves = (levels + np.int8(ZERO)).astype(np.uint8)
    packed: NDArray[np.uint8] = halves[..., 0::2] * np.uint8(16) + halves[..., 1::2]
    return packed


def unpack(packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the levels of packed rows.

    >>> unpack(pack(np.array([[0, 7, -7, 1]], np.int8))).tolist()
    [[0.0, 7.0, -7.0, 1.0]]
    """
    return LEVELS_OF_BYTE[packed].reshape(*packed.shape[:-1], 2 * packed.shape[-1])
