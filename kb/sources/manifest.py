"""`manifest.toml`: what is known about the works of a folder before their files are read.

A text rarely carries its own number, date or authority. The manifest declares them, and so that a
typing error is found at once, a key that it does not know is an error.
"""

from __future__ import annotations

import datetime
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.document import Authority
from kb.errors import ManifestError
from kb.sources.facts import Facts
from kb.sources.works import WorkToFetch

MANIFEST_NAME = "manifest.toml"
PROVENANCE_SUFFIX = ".provenance.json"
"""Ends the name of what lies beside a fetched file and says where that came from."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What is declared about one file; None where nothing is."""

    work: str
    title: str | None = None
    reference: str | None = None
    celex: str | None = None
    language: str | None = None
    authority: Authority | None = None
    date: str | None = None
    source: str | None = None
    licence: str | None = None
    facts: Facts = field(default_factory=Facts)


class _Strict(BaseModel):
    # what reads nothing in needs none of the validators
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Expression(_Strict):
    """A file of a work, or, without a file, an expression that the Publications Office may have."""

    language: str = Field(pattern=r"^[a-z]{2}$")
    file: str | None = Field(default=None, min_length=1)
    fetchable: bool = False
    authority: Authority
    source: str | None = None
    licence: str | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.file is None and not self.fetchable:
            raise ValueError("an expression needs a file, or fetchable = true")
        return self


class _Work(_Strict):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: dict[str, str]
    expression: list[_Expression]
    reference: str | None = None
    kind: str | None = None
    celex: str | None = None
    certainty: str | None = None
    date: datetime.date | None = None
    author: dict[str, str] = Field(default_factory=dict)
    addressees: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class _Manifest(_Strict):
    work: list[_Work] = Field(default_factory=list)


def read_manifest(folder: Path) -> dict[Path, Identity]:
    """Return what the manifest of a folder declares, by file; nothing when there is no manifest."""
    path = folder / MANIFEST_NAME
    declared: dict[Path, Identity] = {}
    for work in _works(path):
        for expression in work.expression:
            if expression.file is None:
                continue
            file = folder / expression.file
            if not _is_below(file, folder):
                raise ManifestError(f"{path}: {expression.file} is not in this folder; move it here")
            if file in declared:
                raise ManifestError(f"{path}: {expression.file} is declared twice; keep one of them")
            declared[file] = _identity(work, expression)
    return declared


def fetchable_works(folder: Path) -> tuple[WorkToFetch, ...]:
    """Return the works that the manifest of a folder says can be fetched."""
    return tuple(
        WorkToFetch(
            celex=work.celex,
            id=work.id,
            label=work.reference or work.id,
            reference=work.reference,
            titles=work.title,
            date=work.date.isoformat() if work.date else None,
            certainty=work.certainty,
            facts=_facts(work),
        )
        for work in _works(folder / MANIFEST_NAME)
        if work.celex is not None and any(expression.fetchable for expression in work.expression)
    )


def _works(path: Path) -> list[_Work]:
    if not path.is_file():
        return []
    try:
        return _Manifest.model_validate(tomllib.loads(path.read_text("utf-8"))).work
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path}: not a TOML file ({error}); correct it and try again") from error
    except ValidationError as error:
        raise ManifestError(f"{path}: {_first(error)}; correct it and try again") from error


def _is_below(file: Path, folder: Path) -> bool:
    """Tell whether a declared file stays in its folder, whatever tricks its path plays."""
    return Path(os.path.normpath(file)).is_relative_to(os.path.normpath(folder))


def _identity(work: _Work, expression: _Expression) -> Identity:
    titles = work.title
    return Identity(
        work=work.id,
        title=titles.get(expression.language) or next(iter(titles.values()), None),
        reference=work.reference,
        celex=work.celex,
        language=expression.language,
        authority=expression.authority,
        date=work.date.isoformat() if work.date else None,
        source=expression.source,
        licence=expression.licence,
        facts=_facts(work),
    )


def _facts(work: _Work) -> Facts:
    return Facts(work.kind, work.certainty, work.author, work.addressees)


def _first(error: ValidationError) -> str:
    """Name the first fault by its place in the file: "work.0.expression.1.language: …"."""
    fault = error.errors()[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
