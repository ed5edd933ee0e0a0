"""`python -m tests.kill_ingestion --times 50`: kill an ingestion at random moments, and look at what is left.

Each time a folder of documents is rewritten, `kb ingest` is started as a process of its own and killed with
SIGKILL: one in four at a random moment before it has stored its first document, the others at one between
that and the end, as long as a whole run took for either. Then every document must answer in its old or
its new version, `kb verify` must find the store sound, and find the indexes right or repair them; and the
next ingestion must bring everything up to date.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from kb import KnowledgeBase
from kb.errors import NothingIngestedError
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
DOCUMENTS = 30
SENTENCES = 30
SEED = 652
EARLY_ONE_IN = 4
LOOK_SECONDS = 0.01
NOTHING, OLD, NEW = "not yet", "old", "new"


@dataclass(frozen=True)
class Killed:
    """What one killed ingestion left: when it was killed, the versions found, and what is wrong."""

    after: float
    versions: Counter[str]
    indexes: str
    wrong: tuple[str, ...]


def write_version(folder: Path, version: int) -> None:
    """Write every document anew, each sentence of it naming the version."""
    for number in range(DOCUMENTS):
        sentences = (f"Zin {n} van versie {version} steunt cluster {number}." for n in range(SENTENCES))
        (folder / f"stuk-{number}.nl.txt").write_text("\n\n".join(sentences), "utf-8")


def killed_runs(place: Path, times: int) -> Iterator[Killed]:
    """Kill as many ingestions as asked, each of a new version, and tell what each left."""
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    folder, home = place / "stukken", place / "home"
    folder.mkdir()
    write_version(folder, 0)
    _ingest(home, folder)
    write_version(folder, 1)
    until_stored, until_done = _whole_run(home, folder)
    for version in range(2, times + 2):
        write_version(folder, version)
        with _ingesting(home, folder) as running:
            if version % EARLY_ONE_IN:
                _wait_for_first(running, home)
                moment = chance.uniform(0, until_done)
            else:
                moment = chance.uniform(0, until_stored)
            _kill_after(running, moment)
        yield _left(home, folder, version, moment)


def _ingest(home: Path, folder: Path) -> None:
    with _ingesting(home, folder) as running:
        running.wait()


def _whole_run(home: Path, folder: Path) -> tuple[float, float]:
    """Return how long a run takes until it has stored a document, and from there to its end."""
    begun = time.monotonic()
    with _ingesting(home, folder) as running:
        _wait_for_first(running, home)
        stored = time.monotonic()
        running.wait()
    return stored - begun, time.monotonic() - stored


def _wait_for_first(running: subprocess.Popen[bytes], home: Path) -> None:
    """Wait until a running ingestion has stored a document, or has ended."""
    with Store.create(home) as store:
        before = store.generation()
        while store.generation() == before and running.poll() is None:
            time.sleep(LOOK_SECONDS)


def _ingesting(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "--home", str(home), "ingest", str(folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill_after(running: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()


def _left(home: Path, folder: Path, version: int, after: float) -> Killed:
    with KnowledgeBase.open(home) as desk:
        try:
            checks = desk.verify()
            indexes = "right" if all(check.ok for check in checks) else "repaired"
            if indexes == "repaired":
                desk.repair()
                checks = desk.verify()
            versions, wrong = _versions(desk, version)
            wrong += [f"{check.name}: {check.detail}" for check in checks if not check.ok]
        except NothingIngestedError:
            versions, wrong, indexes = Counter({NOTHING: DOCUMENTS}), [], "none"
        desk.ingest([folder])
        after_all, still = _versions(desk, version)
        if after_all != {NEW: DOCUMENTS}:
            still.append(f"the next ingestion left {dict(after_all)}")
    with Store.create(home) as store:
        faults = store.faults()
    return Killed(after, versions, indexes, (*wrong, *still, *faults))


def _versions(desk: KnowledgeBase, version: int) -> tuple[Counter[str], list[str]]:
    """Ask for each document in which version it answers, and name those that answer in none or in two."""
    named = {f"versie {version} ": NEW, f"versie {version - 1} ": OLD}
    found: dict[str, Counter[str]] = {}
    for passage in desk.passages():
        of_document = found.setdefault(passage.expression.id, Counter())
        of_document[next((name for text, name in named.items() if text in passage.text), "?")] += 1
    wrong = [
        f"{work}: {dict(counts)}"
        for work, counts in found.items()
        if len(counts) > 1 or sum(counts.values()) != SENTENCES or "?" in counts
    ]
    versions = Counter(next(iter(counts)) for counts in found.values())
    versions[NOTHING] = DOCUMENTS - len(found)
    hits = desk.search("steunt cluster 3", k=1)
    if not hits or all(text not in hits[0].text for text in named):
        wrong.append("a question is not answered from the old or the new version")
    return +versions, wrong


def main(times: Annotated[int, typer.Option(help="How many ingestions are killed.")] = 50) -> None:
    """Kill ingestions and print what each left; exit 1 when anything was lost."""
    lost = 0
    with TemporaryDirectory() as place:
        typer.echo("run  killed after  documents new/old/not yet  indexes   wrong")
        for number, killed in enumerate(killed_runs(Path(place), times), 1):
            counts = "/".join(str(killed.versions[name]) for name in (NEW, OLD, NOTHING))
            wrong = "; ".join(killed.wrong) or "nothing"
            typer.echo(f"{number:>3}  {killed.after:>9.2f} s  {counts:^25}  {killed.indexes:<8}  {wrong}")
            lost += bool(killed.wrong)
    typer.echo(f"{times} ingestions killed, {lost} left something wrong")
    raise typer.Exit(1 if lost else 0)


if __name__ == "__main__":
    typer.run(main)
