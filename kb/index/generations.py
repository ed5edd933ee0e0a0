"""Both indexes of a generation, in one folder that is written once and never changed.

`index/7-3f2a9c10/` holds what was made from generation 7 of the store by the rules that its fingerprint
names. It appears whole, under its name, or not at all. Anything else (older, of another encoder, damaged)
raises `IndexMismatchError` and is built anew; a process that still reads an earlier folder keeps the
files that it has open.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import IndexMismatchError
from kb.index.dense import DenseIndex, write_dense
from kb.index.lexical import LexicalIndex, write_lexical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.encoder import Encoder
    from kb.index.fingerprint import Fingerprint
    from kb.passages import Passage

FOLDER, LEXICAL, DENSE = "index", "lexical", "dense"
COMPLETE = "complete.json"


@dataclass(frozen=True, slots=True)
class Indexes:
    """The two indexes of one generation; `copied` keeps a private copy alive, where one was needed."""

    generation: int
    lexical: LexicalIndex
    dense: DenseIndex
    copied: tempfile.TemporaryDirectory[str] | None = None

    def sizes(self) -> dict[str, list[int]]:
        """Return how many passages of each language are indexed by words and by meaning."""
        languages = sorted({*self.lexical.languages, *self.dense.languages})
        return {code: [self.lexical.size(code), self.dense.size(code)] for code in languages}


def are_complete(home: Path, fingerprint: Fingerprint) -> bool:
    """Tell whether indexes were made from exactly this, without loading an engine to look into them."""
    return _completion(home / FOLDER / fingerprint.name).get("made_from") == fingerprint.parts()


def open_indexes(home: Path, fingerprint: Fingerprint, encoder: Encoder) -> Indexes:
    """Open the indexes that were made from exactly this, or raise `IndexMismatchError`."""
    folder = home / FOLDER / fingerprint.name
    complete = _completion(folder)
    if complete.get("made_from") != fingerprint.parts():
        raise IndexMismatchError(
            f"the indexes in {home / FOLDER} do not belong to the texts in the store and the encoder in "
            "force; run kb verify --repair"
        )
    copied = None if os.access(folder, os.W_OK) else _own_copy(folder)
    readable = Path(copied.name) if copied else folder
    try:
        lexical, dense = LexicalIndex(readable / LEXICAL), DenseIndex(readable / DENSE, encoder)
        opened = Indexes(fingerprint.generation, lexical, dense, copied)
        sizes = opened.sizes()
    except (ValueError, OSError) as error:
        raise IndexMismatchError(f"the indexes in {folder} are damaged; run kb verify --repair") from error
    if sizes != complete.get("sizes"):
        raise IndexMismatchError(f"the indexes in {folder} are incomplete; run kb verify --repair")
    return opened


def earlier_indexes(home: Path, fingerprint: Fingerprint, encoder: Encoder) -> Indexes | None:
    """Open the latest indexes that differ from these in the generation alone; None where there are none."""
    folders = (home / FOLDER).glob("*") if (home / FOLDER).is_dir() else ()
    written = sorted((_generation(_completion(folder)) for folder in folders), reverse=True)
    for generation in written:
        with suppress(IndexMismatchError):
            return open_indexes(home, replace(fingerprint, generation=generation), encoder)
    return None


def build_indexes(
    home: Path,
    fingerprint: Fingerprint,
    encoder: Encoder,
    passages: Callable[[], Iterable[tuple[int, Passage]]],
) -> Indexes:
    """Build the indexes of a generation and remove those of earlier ones.

    Args:
        home: The data folder.
        fingerprint: What the indexes are made from.
        encoder: The encoder of the dense index.
        passages: Gives the passages with their keys; called once for each index.
    """
    parent = home / FOLDER
    folder = parent / fingerprint.name
    building = parent / f"{fingerprint.name}.{os.getpid()}.building"
    shutil.rmtree(building, ignore_errors=True)
    for name in (LEXICAL, DENSE):
        (building / name).mkdir(parents=True)
    write_lexical(building / LEXICAL, passages())
    write_dense(building / DENSE, passages(), encoder)
    lexical, dense = LexicalIndex(building / LEXICAL), DenseIndex(building / DENSE, encoder)
    written = Indexes(fingerprint.generation, lexical, dense)
    made = {"made_from": fingerprint.parts(), "sizes": written.sizes()}
    (building / COMPLETE).write_text(json.dumps(made), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)
    for other in parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return open_indexes(home, fingerprint, encoder)


def _completion(folder: Path) -> dict[str, object]:
    """Return what was written down when the indexes of a folder were complete; nothing when they are not."""
    try:
        complete = json.loads((folder / COMPLETE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return complete if isinstance(complete, dict) else {}


def _generation(complete: Mapping[str, object]) -> int:
    made_from = complete.get("made_from")
    generation = made_from.get("generation") if isinstance(made_from, dict) else None
    return generation if isinstance(generation, int) else 0


def _own_copy(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Copy indexes that may only be read: both engines write lock files even for reading."""
    own = tempfile.TemporaryDirectory(prefix="kb-index-")
    shutil.copytree(folder, own.name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for path in (Path(own.name), *Path(own.name).rglob("*")):
        path.chmod(0o700)
    return own
