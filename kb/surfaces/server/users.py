"""Who may use the desk: names with hashed passwords, in a file that only the user of the server can read.

A password is hashed by scrypt with a salt of its own. A name that is not known takes as long to refuse as a
wrong password. The file is read again when it has changed, so that somebody who was taken out is out.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from kb.errors import HomeError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = 1
SHORTEST_PASSWORD = 10
LONGEST = 200
"""Characters of a name or a password: hashing must not be made to work on more."""

COST, BLOCK, PARALLEL, SALT_BYTES = 2**15, 8, 1, 16
"""What scrypt takes: 32 MB, and a tenth of a second on one core."""

MEMORY = 2 * 128 * BLOCK * COST
PRIVATE = 0o600


class Users:
    """The users of a file; no file is no users."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: int | None = None
        self._hashes: dict[str, str] = {}

    def names(self) -> list[str]:
        """Return the names, sorted."""
        return sorted(self._current())

    def mark(self, name: str) -> str | None:
        """Return what changes when a user gets another password; None for who is no user."""
        return self._current().get(name)

    def know(self, name: str, password: str) -> bool:
        """Tell whether the password is that of the user."""
        if max(len(name), len(password)) > LONGEST:
            return False
        known = self._current().get(name)
        return _matches(password, known or NOBODY) and known is not None

    def put(self, name: str, password: str) -> None:
        """Add a user, or give one another password."""
        if not name or len(name) > LONGEST or not name.isprintable() or ":" in name:
            raise UsageError(f"{name!r} cannot be a user's name: write one without a colon")
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST:
            raise UsageError(
                f"the password has {len(password)} characters: choose one of {SHORTEST_PASSWORD} at least"
            )
        self._write({**self._current(), name: _hashed(password)})

    def remove(self, name: str) -> None:
        """Take a user out."""
        kept = {**self._current()}
        if kept.pop(name, None) is None:
            raise UsageError(f"there is no user {name!r} in {self._path}")
        self._write(kept)

    def _current(self) -> dict[str, str]:
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._read_at:
                self._hashes, self._read_at = _users_of(self._path.read_text("utf-8"), self._path), changed
        except FileNotFoundError:
            self._hashes, self._read_at = {}, None
        except OSError as error:
            raise HomeError(f"{self._path}: cannot be read ({error.strerror})") from error
        return self._hashes

    def _write(self, hashes: dict[str, str]) -> None:
        beside = self._path.with_suffix(".part")
        written = json.dumps({"schema": SCHEMA, "users": hashes}, ensure_ascii=False, indent=2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
                file.write(f"{written}\n".encode())
            beside.replace(self._path)
        except OSError as error:
            raise HomeError(f"{self._path}: cannot be written ({error.strerror})") from error


def _users_of(text: str, path: Path) -> dict[str, str]:
    try:
        users = json.loads(text)["users"]
        return {str(name): str(known) for name, known in users.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HomeError(
            f"{path}: is not a file of users; move it away and make them anew with kb user NAME"
        ) from error


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(SALT_BYTES)
    written = (b64encode(part).decode() for part in (salt, _scrypt(password, salt)))
    return "$".join(("scrypt", str(COST), str(BLOCK), str(PARALLEL), *written))


def _matches(password: str, known: str) -> bool:
    """Compare by the cost that stands with the hash, so that a later version may choose another."""
    try:
        name, cost, block, parallel, salt, expected = known.split("$")
        numbers = int(cost), int(block), int(parallel)
        found = _scrypt(password, b64decode(salt), *numbers)
    except ValueError:
        return False
    return name == "scrypt" and hmac.compare_digest(found, b64decode(expected))


def _scrypt(
    password: str, salt: bytes, cost: int = COST, block: int = BLOCK, parallel: int = PARALLEL
) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=cost, r=block, p=parallel, maxmem=MEMORY
    )


NOBODY = f"scrypt${COST}${BLOCK}${PARALLEL}${b64encode(bytes(SALT_BYTES)).decode()}${b64encode(b'').decode()}"
"""What the password of an unknown name is compared with; no password has an empty hash."""
