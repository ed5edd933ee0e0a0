"""A cache that breaks down at any step holds the old version, the new one or none, and never a mixture."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import HomeError
from kb.sources.bodies import Format
from kb.sources.cache import Cache, Provenance, sha256
from kb.sources.manifest import read_manifest

PART = Provenance(
    work="haven", celex="52099DC0001", reference=None, title="Haven", date=None, certainty=None,
    language="nl", detected="nl", part=1, parts=1, stream=None, how="fetched", source="https://x/",
    chain=(), accept="text/html", headers={}, format=Format.HTML, size=1, sha256="", fetched_at="",
)  # fmt: skip


def document(version: str, parts: int) -> list[tuple[Provenance, bytes]]:
    """Return a document in some parts, each of which says what version it is of."""
    contents = [f"{version} {number}".encode() for number in range(1, parts + 1)]
    return [
        (replace(PART, part=number, parts=parts, sha256=sha256(content)), content)
        for number, content in enumerate(contents, start=1)
    ]


def held(cache: Cache) -> list[bytes]:
    return [cache.content(provenance) for provenance in cache.held(PART.celex, PART.language)]


@pytest.mark.parametrize(
    "parts", [(2, 2), (3, 1), (1, 3)], ids=lambda parts: f"{parts[0]} parts, then {parts[1]}"
)
@pytest.mark.parametrize("step", range(8))
def test_breaking_down_while_replacing(
    home: Path, monkeypatch: pytest.MonkeyPatch, parts: tuple[int, int], step: int
) -> None:
    cache = Cache(home)
    old, new = document("old", parts[0]), document("new", parts[1])
    cache.keep(old)
    real, done = Path.replace, []

    def replaced(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) > step:
            raise OSError(28, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", replaced)
        with suppress(HomeError):
            cache.keep(new)
    cache.sweep()

    whole = [content for _, content in new]
    assert held(cache) == (whole if step >= 2 * parts[1] else [])
    assert len(read_manifest(cache.folder)) == len(held(cache))
    assert not list(cache.folder.rglob(".unfinished*"))
    cache.keep(new)
    assert held(cache) == whole


def test_a_folder_that_cannot_be_written_to_is_named(home: Path) -> None:
    home.write_text("a file", "utf-8")
    with pytest.raises(HomeError, match=r"cannot write to .*fetched \(Not a directory\)"):
        Cache(home).keep(document("new", 1))


def test_a_document_in_another_format_leaves_nothing_of_the_first(home: Path) -> None:
    cache = Cache(home)
    cache.keep(document("old", 2))
    ((provenance, content),) = document("new", 1)
    cache.keep([(replace(provenance, format=Format.XHTML), content)])

    assert cache.files() == ("52099DC0001/52099DC0001.nl.xhtml",)
    assert sorted(path.name for path in cache.folder.glob("*/*")) == [
        "52099DC0001.nl.xhtml",
        "52099DC0001.nl.xhtml.provenance.json",
    ]


def test_languages_do_not_disturb_each_other(home: Path) -> None:
    cache = Cache(home)
    ((provenance, content),) = document("text", 1)
    cache.keep([(provenance, content)])
    cache.keep([(replace(provenance, language="en"), content)])

    assert held(cache) == [content]
    assert [identity.language for identity in read_manifest(cache.folder).values()] == ["en", "nl"]
