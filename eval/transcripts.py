"""Questions and answers as a person sees them on a terminal, kept where a test can run them again."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRANSCRIPTS = Path(__file__).with_name("transcripts.md")
COLUMNS = 100

QUESTIONS = (
    "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
    "Wat is een cluster?",
    "Welke verordening regelt de Europese groepering voor territoriale samenwerking?",
    "Hoeveel euro is uitgetrokken voor onderzoek en innovatie in 2007-2013?",
    "Wat staat er in voetnoot 14?",
    "Waartoe nodigt de Commissie de lidstaten uit?",
    "Wat zijn clusterorganisaties?",
    "Wanneer werd het European Cluster Memorandum gelanceerd?",
    "Hoeveel clusters zijn er in Nederland?",
    "Wat is de hoofdstad van Frankrijk?",
)

HEAD = """# Transcripts

Ten questions as they are asked on a terminal, and what the desk printed. This file is written by
`python -m eval transcripts` and a test runs every command in it again.
"""
BLOCK = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)


def written(home: str, questions: Iterable[str] = QUESTIONS) -> str:
    """Return the transcripts of questions asked of the knowledge base in `home`."""
    blocks = []
    for question in questions:
        command = f"kb ask {shlex.quote(question)}"
        blocks.append(f"\n```console\n$ {command}\n{printed(command, home)}```\n")
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
