"""What an administrator may choose; everything else is a named constant beside the code it steers."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from kb.errors import UsageError

DEFAULT_HOME = ".kb"
HOME_VARIABLE = "KB_HOME"
ENCODER_VARIABLE = "KB_ENCODER"
FETCH_INTERVAL_VARIABLE = "KB_FETCH_INTERVAL"

FETCH_INTERVAL = 1.0
"""Seconds between two requests to the Publications Office, which publishes no limit: well below any seen."""
LLM_VARIABLE = "KB_LLM"
LLM_URL_VARIABLE = "KB_LLM_URL"
LLM_TIMEOUT_VARIABLE = "KB_LLM_TIMEOUT"

LLM_TIMEOUT = 60.0
"""Seconds: a small model on two cores words a short answer in half of it."""

READ_SECONDS_VARIABLE = "KB_READ_SECONDS"
READ_MEMORY_VARIABLE = "KB_READ_MEMORY"

READ_SECONDS = 300.0
"""How long one file may take to read; a PDF of 1,990 pages took 23 s on one core."""

READ_MEMORY = 2 * 2**30
"""Bytes of address space that reading may take; a PDF of 1,990 pages took a tenth of it."""

UPLOAD_SIZE_VARIABLE = "KB_UPLOAD_SIZE"
UPLOAD_FILES_VARIABLE = "KB_UPLOAD_FILES"

UPLOAD_SIZE = 64 * 2**20
"""Bytes of one file that is handed in on the page; the largest PDF of EUR-Lex that was seen has 40 MB."""

UPLOAD_FILES = 20
"""How many files may be handed in at once."""

SCORES = frozenset({"lexical", "dense", "align", "kind"})
"""The scores that a search combines: BM25, meaning, late interaction over words, fit to the question."""

WAITING_VARIABLE = "KB_WAITING"
RATE_VARIABLE = "KB_RATE"

WORKERS_VARIABLE = "KB_WORKERS"

HOSTS_VARIABLE = "KB_HOSTS"
USERS_VARIABLE = "KB_USERS"
USERS_NAME = "users.json"

WAITING = 30
"""Questions that wait for their turn, at less than 0.1 s each; the next one is told to come back."""

MOST_WORKERS = 4
"""Processes that answer unless more are asked for: they serve dozens of questions a second, more than a
ministry asks, and take up to 200 MB of memory each."""

RATE = 240
"""Requests that one client may make a minute: more than anyone types, less than a script that went astray."""

JUDGEMENT_DAYS_VARIABLE = "KB_JUDGEMENT_DAYS"

JUDGEMENT_DAYS = 365
"""How long thumbs are kept, with the questions and answers that they are about: a year of work."""

LEAST_TIMEOUT = 0.1
MOST_SECONDS = 3_600.0
LEAST_MEGABYTES = 256
"""What reading the smallest file takes, with some to spare."""


def _shipped_corpus() -> Path:
    """Return the corpus that came with the installation: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    return next(
        (folder for folder in (package / "corpus", package.parent / "corpus") if folder.is_dir()),
        package / "corpus",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one knowledge base.

    `home` is the data folder. `corpus` is what `ingest` reads when it is given no path: the folder
    that came with the installation. `encoder` names what turns texts into vectors; None is the built-in
    one. `scores` are the scores that a search combines, and `abstains` whether weak evidence is refused:
    evaluation switches them off one by one. `fetch_interval` is the number of seconds between two requests
    to the Publications Office. `read_seconds` and `read_memory` (bytes) are what one file may take to read.
    `upload_size` (bytes of one file) and `upload_files` are what may be handed in at once.
    `llm` names the language model that words answers; None is none, and answers
    are quotations. `llm_url` is where its server is, unless the name says so, and `llm_timeout` how many
    seconds it may take. `judgement_days` is how long thumbs are kept; 0 is for ever.
    """

    home: Path = field(default_factory=lambda: Path(DEFAULT_HOME))
    corpus: Path = field(default_factory=_shipped_corpus)
    encoder: str | None = None
    scores: frozenset[str] = SCORES
    abstains: bool = True
    fetch_interval: float = FETCH_INTERVAL
    read_seconds: float = READ_SECONDS
    read_memory: int = READ_MEMORY
    upload_size: int = UPLOAD_SIZE
    upload_files: int = UPLOAD_FILES
    llm: str | None = None
    llm_url: str | None = None
    llm_timeout: float = LLM_TIMEOUT
    judgement_days: int = JUDGEMENT_DAYS

    @classmethod
    def from_environment(cls, home: Path | str | None = None) -> Settings:
        """Return the settings in force: the home given, else `KB_HOME`, else `.kb` here; and other `KB_…`.

        Raises:
            UsageError: A variable that must be a number of seconds is none.
        """
        chosen = home or os.environ.get(HOME_VARIABLE) or DEFAULT_HOME
        encoder = os.environ.get(ENCODER_VARIABLE) or None
        return cls(
            home=Path(chosen).expanduser().absolute(),
            encoder=encoder,
            fetch_interval=_seconds(FETCH_INTERVAL_VARIABLE, FETCH_INTERVAL),
            read_seconds=_seconds(READ_SECONDS_VARIABLE, READ_SECONDS),
            read_memory=_megabytes(READ_MEMORY_VARIABLE, READ_MEMORY, LEAST_MEGABYTES),
            upload_size=_megabytes(UPLOAD_SIZE_VARIABLE, UPLOAD_SIZE),
            upload_files=_count(UPLOAD_FILES_VARIABLE, UPLOAD_FILES, 1),
            llm=os.environ.get(LLM_VARIABLE) or None,
            llm_url=os.environ.get(LLM_URL_VARIABLE) or None,
            llm_timeout=_seconds(LLM_TIMEOUT_VARIABLE, LLM_TIMEOUT, LEAST_TIMEOUT),
            judgement_days=_count(JUDGEMENT_DAYS_VARIABLE, JUDGEMENT_DAYS),
        )


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of the web server.

    `users` is the file of those who may log in; nobody has to as long as there is none. `hosts` are the names
    under which the desk is called besides that of the machine itself. `waiting` questions may stand in line,
    and one client may make `rate` requests a minute; 0 is any number. `workers` processes answer at most; 1
    is that of the server itself.
    """

    users: Path
    hosts: frozenset[str] = frozenset()
    waiting: int = WAITING
    rate: int = RATE
    workers: int = 1

    @classmethod
    def from_environment(cls, home: Path) -> ServerSettings:
        """Return the settings in force: `KB_…` where it is set; the users of a data folder are in it.

        Raises:
            UsageError: A variable that must be a number is none.
        """
        named = os.environ.get(USERS_VARIABLE)
        users = Path(named).expanduser().absolute() if named else home / USERS_NAME
        hosts = os.environ.get(HOSTS_VARIABLE, "").split(",")
        return cls(
            users=users,
            hosts=frozenset(host.strip().lower() for host in hosts if host.strip()),
            waiting=_count(WAITING_VARIABLE, WAITING),
            rate=_count(RATE_VARIABLE, RATE),
            workers=_count(WORKERS_VARIABLE, min(cores(), MOST_WORKERS), 1),
        )


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on Windows and macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _count(variable: str, default: int, least: int = 0) -> int:
    """Return the whole number that an environment variable names."""
    said = os.environ.get(variable)
    if not said:
        return default
    if not said.isdecimal() or int(said) < least:
        raise UsageError(f"{variable} is {said!r}: write a whole number, {least} or more")
    return int(said)


def _seconds(variable: str, default: float, least: float = 0.0) -> float:
    """Return the seconds that an environment variable names."""
    said = os.environ.get(variable)
    if not said:
        return default
    try:
        seconds = float(said)
    except ValueError:
        seconds = -1.0
    if not least <= seconds < MOST_SECONDS:
        raise UsageError(f"{variable} is {said!r}: write a number of seconds such as 1 or 0.5")
    return seconds


def _megabytes(variable: str, default: int, least: int = 1) -> int:
    """Return the bytes that an environment variable names in megabytes."""
    said = os.environ.get(variable)
    if not said:
        return default
    if not said.isdecimal() or int(said) < least:
        raise UsageError(f"{variable} is {said!r}: write a number of megabytes, {least} at least")
    return int(said) * 2**20
