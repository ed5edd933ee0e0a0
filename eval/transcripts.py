"""Questions and answers as a person sees them on a terminal, kept where a test can run them again."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRANSCRIPTS = Path(__file__).with_name("transcripts.md")
COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and the one asked before it where it goes on from that."""

    question: str
    context: str | None = None

    @property
    def command(self) -> str:
        """The command line that asks it."""
        before = f" --context {shlex.quote(self.context)}" if self.context else ""
        return f"kb ask {shlex.quote(self.question)}{before}"


TURNS = (
    Turn("Hoeveel procent van de Europese actieve bevolking werkt in clusters?"),
    Turn("Wat is een cluster?"),
    Turn("Van wanneer is deze mededeling en aan wie is zij gericht?"),
    Turn("Welke verordening regelt de Europese groepering voor territoriale samenwerking?"),
    Turn("Hoeveel euro is uitgetrokken voor onderzoek en innovatie in 2007-2013?"),
    Turn("Wat staat er in voetnoot 14?"),
    Turn("Wat zal de Commissie volgens de bijlage doen?"),
    Turn("Wanneer werd het European Cluster Memorandum gelanceerd?"),
    Turn("En in het Engels?", "Wanneer werd het European Cluster Memorandum gelanceerd?"),
    Turn("Hoeveel clusters zijn er in Nederland?"),
    Turn("What share of the European workforce is employed in clusters?"),
    Turn("When was the European Cluster Memorandum launched?"),
    Turn("Which regulation governs the European Grouping of Territorial Cooperation?"),
    Turn("What does footnote 26 say?"),
    Turn("What are Member States invited to do in the annex?"),
    Turn("What is the European Cluster Observatory?"),
    Turn("Why should unsuccessful clusters not be kept alive artificially?"),
    Turn("Which communication covers the Lead Market Initiative?"),
    Turn("What does the communication say about the European Green Deal?"),
    Turn("How many jobs will the pilot initiative create by 2020?"),
)

HEAD = """# Transcripts

Twenty questions as they are asked on a terminal, and what the desk printed. This file is written by
`python -m eval transcripts` and a test runs every command in it again.
"""
BLOCK = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)


def written(home: str, turns: Iterable[Turn] = TURNS) -> str:
    """Return the transcripts of questions asked of the knowledge base in `home`."""
    blocks = []
    for turn in turns:
        blocks.append(f"\n```console\n$ {turn.command}\n{printed(turn.command, home)}```\n")
    return HEAD + "".join(blocks)


def recorded(path: Path = TRANSCRIPTS) -> Iterator[tuple[str, str]]:
    """Iterate over the commands of the file and what each printed."""
    for match in BLOCK.finditer(path.read_text("utf-8")):
        yield match["command"], match["output"]


def printed(command: str, home: str) -> str:
    """Return what a command prints on a terminal of `COLUMNS` columns without colours."""
    arguments = shlex.split(command)[1:]
    return subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "kb", "--home", home, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[1])},
    ).stdout
