"""What was fetched, kept for ever: each file with its provenance beside it, and a manifest over all.

A file stands under its final name only when it is whole, and counts as held only while its digest is the
one that its provenance names. So a process may be killed at any instant: what was being written is
thrown away by the next one.

    fetched/manifest.toml
    fetched/52008DC0652/52008DC0652.nl.xhtml
    fetched/52008DC0652/52008DC0652.nl.xhtml.provenance.json
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from kb.document import Authority
from kb.errors import HomeError
from kb.sources.answers import Step
from kb.sources.bodies import Format
from kb.sources.facts import Facts
from kb.sources.manifest import MANIFEST_NAME, PROVENANCE_SUFFIX

FOLDER = "fetched"
BY_HAND_FOLDER = "by-hand"
UNFINISHED = ".unfinished"
"""What is being written begins with this and is no document to anyone."""

LICENCE = (
    "Reuse under Commission Decision 2011/833/EU (OJ L 330, 14.12.2011, p. 39), source acknowledged: "
    "European Union, EUR-Lex"
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file came from and how: enough to ask for it again, and to show that it is unaltered.

    `part` counts the streams of a document from 1 to `parts`; `stream` is what the list of them calls
    it ("ACT"). `accept` and `validators` (ETag, Last-Modified) are what a conditional request needs.
    """

    work: str
    celex: str
    reference: str | None
    title: str | None
    date: str | None
    certainty: str | None
    language: str
    detected: str | None
    part: int
    parts: int
    stream: str | None
    how: Literal["fetched", "by hand"]
    source: str
    chain: tuple[Step, ...]
    accept: str
    headers: dict[str, str]
    format: Format
    size: int
    sha256: str
    fetched_at: str
    licence: str = LICENCE
    facts: Facts = field(default_factory=Facts)

    @property
    def file(self) -> str:
        """The path of the file below the folder of what was fetched."""
        name = _safe(self.celex)
        part = f"-{self.part}" if self.part > 1 else ""
        return f"{name}/{name}{part}.{self.language}.{self.format}"

    @property
    def document(self) -> str:
        """The id of the document in the file: the work's, with the number of every later part."""
        return self.work if self.part == 1 else f"{self.work}-part-{self.part}"


_PROVENANCE = TypeAdapter(Provenance)


class Cache:
    """The folder of what was fetched, in a data folder; `by_hand` is where people drop downloads."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self.by_hand = home / BY_HAND_FOLDER

    def held(self, celex: str, language: str) -> tuple[Provenance, ...]:
        """Return the parts that are held of an expression; nothing unless all are, and are unaltered."""
        parts = [p for _, p in self._whole(_safe(celex)) if (p.celex, p.language) == (celex, language)]
        return tuple(sorted(parts, key=lambda provenance: provenance.part))

    def files(self) -> tuple[str, ...]:
        """Return the paths of all files held, below the folder."""
        return tuple(str(path.relative_to(self.folder)) for path, _ in self._described("*"))

    def content(self, provenance: Provenance) -> bytes:
        """Return a file that is held."""
        return (self.folder / provenance.file).read_bytes()

    def keep(self, parts: Sequence[tuple[Provenance, bytes]]) -> None:
        """Put the parts of one expression in place of those that were held.

        Those lose their provenance first, so that old and new parts never pass for one document.
        """
        celex, language = parts[0][0].celex, parts[0][0].language
        new = {self.folder / provenance.file for provenance, _ in parts}
        with writing(self.folder):
            old = {path for path, p in self._described(_safe(celex)) if p.language == language}
            for path in old:
                _beside(path).unlink()
            for path in old - new:
                path.unlink(missing_ok=True)
            for provenance, content in parts:
                path = self.folder / provenance.file
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, content)
                _write(_beside(path), _as_json(provenance))
            self._write_manifest()

    def sweep(self) -> None:
        """Remove what a killed process left: halves, and files that are not what their provenance says.

        A file of any other name is somebody else's, and left alone.
        """
        if not self.folder.is_dir():
            return
        with writing(self.folder):
            whole = {path for path, _ in self._whole("*")}
            kept = whole | {_beside(path) for path in whole}
            for path in list(self.folder.glob("*/*")):
                if path.name.startswith((path.parent.name, UNFINISHED)) and path not in kept:
                    path.unlink()
            self._write_manifest()

    def _whole(self, name: str) -> list[tuple[Path, Provenance]]:
        """Return the files in the folders of a name that are unaltered and lack no other part."""
        fitting = [(path, p) for path, p in self._described(name) if _fits(path, p)]
        counted = Counter((p.celex, p.language) for _, p in fitting)
        return [(path, p) for path, p in fitting if counted[p.celex, p.language] == p.parts]

    def _described(self, name: str) -> Iterator[tuple[Path, Provenance]]:
        """Iterate over the files in the folders of a name that have a provenance that can be read."""
        for beside in sorted(self.folder.glob(f"{name}/*{PROVENANCE_SUFFIX}")):
            try:
                provenance = _PROVENANCE.validate_json(beside.read_bytes())
            except (OSError, ValidationError):
                continue
            yield beside.with_name(beside.name.removesuffix(PROVENANCE_SUFFIX)), provenance

    def _write_manifest(self) -> None:
        held = sorted((p for _, p in self._described("*")), key=lambda p: (p.celex, p.part, p.language))
        _write(self.folder / MANIFEST_NAME, manifest_of(held).encode())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Name the folder and what to do when the system refuses to write to it."""
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"cannot write to {folder} ({error.strerror}); free the disk, change its permissions or choose "
            "another data folder with --home"
        ) from error


def manifest_of(held: Iterable[Provenance]) -> str:
    """Return the manifest that declares what is held, as TOML."""
    documents: dict[str, list[Provenance]] = {}
    for provenance in held:
        documents.setdefault(provenance.document, []).append(provenance)
    head = "# Written by kb fetch from the provenance beside each file; a change here is lost.\n"
    return head + "".join(_work(name, expressions) for name, expressions in documents.items())


def _work(name: str, expressions: Sequence[Provenance]) -> str:
    first = expressions[0]
    part = f" ({first.part}/{first.parts})" if first.part > 1 else ""
    facts = {
        "id": name,
        "reference": first.reference and f"{first.reference}{part}",
        "celex": first.celex,
        "certainty": first.certainty,
        "kind": first.facts.kind,
    }
    rows = ["\n[[work]]", *(f"{key} = {_quoted(value)}" for key, value in facts.items() if value)]
    rows += [f"date = {first.date}"] if first.date else []
    rows += _by_language("author", first.facts.author) + _by_language("addressees", first.facts.addressees)
    rows += ["\n[work.title]"]
    rows += [f"{p.language} = {_quoted(p.title + part)}" for p in expressions if p.title]
    for p in expressions:
        rows += ["\n[[work.expression]]", f"language = {_quoted(p.language)}", f"file = {_quoted(p.file)}"]
        rows += [f"authority = {_quoted(Authority.AUTHENTIC)}", f"source = {_quoted(p.source)}"]
        rows += [f"licence = {_quoted(p.licence)}"]
    return "\n".join(rows) + "\n"


def _by_language(name: str, facts: Mapping[str, str] | Mapping[str, tuple[str, ...]]) -> list[str]:
    rows = [f"{language} = {_quoted(value)}" for language, value in facts.items()]
    return [f"\n[work.{name}]", *rows] if rows else []


def _quoted(value: str | Sequence[str]) -> str:
    """Return a basic string of TOML, or an array of them, which JSON's strings are but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def sha256(content: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(content).hexdigest()


def _fits(path: Path, provenance: Provenance) -> bool:
    """Tell whether a file is whole and unaltered."""
    try:
        return sha256(path.read_bytes()) == provenance.sha256
    except OSError:
        return False


def _safe(celex: str) -> str:
    """Return a number as the name of a folder: that of a treaty has a slash, "12012E/TXT"."""
    return celex.replace("/", "_")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + PROVENANCE_SUFFIX)


def _as_json(provenance: Provenance) -> bytes:
    return json.dumps(asdict(provenance), ensure_ascii=False, indent=2).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f"{UNFINISHED}-{path.name}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
