"""Texts into the desk while somebody watches: the work goes on in a thread, and what it says is passed on.

What a browser says that was uploaded is believed only where it lies in the folder in which Gradio keeps
uploads; from there it is taken and thrown away, whatever came of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from gradio.utils import get_upload_folder

from kb.errors import KnowledgeBaseError, UsageError
from kb.ingestion.uploads import HandedIn, safe_name
from kb.render.html.adding import Progressing, State

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from kb.desk import KnowledgeBase
    from kb.ingestion import IngestionReport, Progress

Report = TypeVar("Report")

PAGE_IN_HAND = re.compile(r", page (\d+) of (\d+)$")
"""How an ingestion's progress names a page of the file in hand."""


class Watched(Generic[Report]):
    """A work under way: what it says of its progress, one after the other, and then what came of it."""

    def __init__(self, work: Callable[[Progress], Report]) -> None:
        self._said: SimpleQueue[tuple[int, int, str] | None] = SimpleQueue()
        self._result: Report | KnowledgeBaseError | None = None
        self._thread = Thread(target=self._run, args=(work,), daemon=True)

    def steps(self) -> Iterator[tuple[int, int, str]]:
        """Start the work and iterate over its progress; what was said while nobody looked is one step."""
        self._thread.start()
        while (said := self._said.get()) is not None:
            while not self._said.empty():
                newer = self._said.get()
                if newer is None:
                    return
                said = newer
            yield said

    def result(self) -> Report:
        """Return what came of it, once all its steps were taken; raise what it raised."""
        self._thread.join()
        if isinstance(self._result, KnowledgeBaseError):
            raise self._result
        if self._result is None:
            raise RuntimeError("the work ended without a result; the server's log says why")
        return self._result

    def _run(self, work: Callable[[Progress], Report]) -> None:
        try:
            self._result = work(lambda done, total, name: self._said.put((done, total, name)))
        except KnowledgeBaseError as error:
            self._result = error
        finally:
            self._said.put(None)


def handed_in(files: Sequence[dict[str, str]]) -> list[HandedIn]:
    """Return the files that a browser says it has uploaded.

    Raises:
        UsageError: One of them was never uploaded here.
    """
    folder = Path(get_upload_folder()).resolve()
    given = [HandedIn(str(file["name"]), Path(str(file["path"])).resolve()) for file in files]
    for file in given:
        if not (file.path.is_relative_to(folder) and file.path.is_file()):
            raise UsageError(f"{safe_name(file.name)}: did not arrive; hand it in again")
    return given


def taking_in(
    desk: KnowledgeBase, files: Sequence[HandedIn], language: str | None
) -> Generator[list[Progressing], None, IngestionReport]:
    """Read files in; yield how far each is, and return what came of it."""
    names = [safe_name(file.name) for file in files]
    watched = Watched(lambda progress: desk.take_in(files, language=language, progress=progress))
    try:
        yield [Progressing(name, State.WAITING) for name in names]
        for done, _, said in watched.steps():
            yield list(_so_far(names, done, said))
        return watched.result()
    finally:
        for file in files:
            file.path.unlink(missing_ok=True)


def outcomes(files: Sequence[HandedIn], report: IngestionReport) -> list[Progressing]:
    """Return what came of each file, in the order in which they were handed in."""
    came = [
        Progressing(f.file, state, became=(f.document, f.language))
        for state, group in (
            (State.ADDED, report.added),
            (State.CHANGED, report.changed),
            (State.UNCHANGED, report.unchanged),
        )
        for f in group
    ]
    came += [Progressing(f.file, State.FAILED, error=f.error) for f in report.failed]
    order = [safe_name(file.name) for file in files]
    return sorted(came, key=lambda file: order.index(file.name) if file.name in order else len(order))


def _so_far(names: Sequence[str], done: int, said: str) -> Iterator[Progressing]:
    """The files before the one in hand have been read; what became of them is told at the end."""
    page = PAGE_IN_HAND.search(said)
    in_hand = said[: page.start()] if page else said
    reached = names.index(in_hand) if in_hand in names else done
    for at, name in enumerate(names):
        if at == reached:
            yield Progressing(name, State.READING, (int(page[1]), int(page[2])) if page else None)
        else:
            yield Progressing(name, State.WAITING if at > reached else State.READ)
