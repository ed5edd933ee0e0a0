"""The run file: what one evaluation asked, what came back, and what it is worth, as one JSON object.

Everything that compares, reports or gates reads such files and nothing else, so that a run of last month is
compared with today's without the program of last month. Two runs of the same program over the same texts
differ in `timing` and in the `ms` of their rows, and in nothing else.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from eval.questions import Split

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = 1

Outcome = Literal["answer", "abstention"]
Came = Literal["answer", "abstention", "error"]
"""What comes of asking; an error is never right."""


class RunFileError(Exception):
    """A file that is no run file, or of another schema: says which file and what to do."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Timing(_Shape):
    """When a run began, and how many seconds it took."""

    at: datetime
    seconds: float


class RunSettings(_Shape):
    """How the desk was set: the scores that a search combines, and whether weak evidence is refused."""

    scores: tuple[str, ...]
    abstains: bool


class Expected(_Shape):
    """What the gold question asks for; see `GoldQuestion`."""

    outcome: Outcome
    places: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str | None = None


class CitationRow(_Shape):
    """A quotation, where it says it stands, and whether that is so.

    `verbatim` tells that the words stand at its spans in the text of the file, `right_locator` that section,
    note and page are those of that place, and `in_place` that the place is one of the right or related ones.
    """

    marker: int
    document: str
    language: str
    anchor: str
    section: str | None
    note: int | None
    page: str | None
    quote: str
    verbatim: bool
    right_locator: bool
    in_place: bool


class HitRow(_Shape):
    """A passage that the search ranked, best first."""

    document: str
    language: str
    anchor: str
    score: float


class RowMeasures(_Shape):
    """What one question scored.

    `ranking` holds the measures of ir-measures by their names there ("nDCG@10"); it is empty for a question
    to abstain from. `facts_found` and `facts_missed` hold the first alternative of each fact.
    `wrong_quotes` counts the quotations that are not verbatim or have a wrong locator, `in_place` those that
    stand in a right or related place; `cited_right` tells that one stands in a right place.
    """

    ranking: dict[str, float] = {}
    rank: int | None = None
    facts_found: tuple[str, ...] = ()
    facts_missed: tuple[str, ...] = ()
    forbidden_found: tuple[str, ...] = ()
    quotes: int = 0
    not_verbatim: int = 0
    wrong_locator: int = 0
    wrong_quotes: int = 0
    in_place: int = 0
    cited_right: bool = False


class Row(_Shape):
    """One question, asked and searched in the texts of the languages `searched` (None for all).

    `gold` is the digest of the gold question as it stood: where two runs differ in it the question was
    edited. `confidence` is how likely the desk found it that the texts answer, None where a rule decided.
    `answer` is the text of an answer, or the message of an abstention or an error. A compact file leaves out
    what `compacted` says.
    """

    id: str
    pair: str
    language: str
    split: Split
    kind: str
    style: str
    question: str
    context: str | None = None
    searched: tuple[str, ...] | None = None
    gold: str
    expected: Expected
    outcome: Came
    reason: str | None = None
    confidence: float | None = None
    answer: str = ""
    citations: tuple[CitationRow, ...] = ()
    hits: tuple[HitRow, ...] = ()
    measures: RowMeasures
    ms: float = 0.0

    @property
    def key(self) -> str:
        """What names the row in its run: "q001-nl", or "q001-en in nl" where only those were searched."""
        return f"{self.id} in {','.join(self.searched)}" if self.searched else self.id

    @property
    def is_right(self) -> bool:
        """Whether the outcome is the one expected."""
        return self.outcome == self.expected.outcome


class ReferenceFigures(_Shape):
    """How well references are found in the gold cases of a language."""

    language: str
    cases: int
    precision: float
    recall: float
    celex: float
    pinpoint: float


class RunFile(_Shape):
    """One run.

    `commit` is None outside a checkout; `corpus` is the digest of the collection of texts, `gold` that of the
    file of questions, `index` names what the index was made from and by which rules.
    """

    schema_: Literal[1] = Field(alias="schema")
    timing: Timing
    program: str
    commit: str | None
    settings: RunSettings
    encoder: str
    index: str
    corpus: str
    gold: str
    references: tuple[ReferenceFigures, ...]
    rows: tuple[Row, ...]

    @property
    def by_key(self) -> dict[str, Row]:
        """The rows by their keys."""
        return {row.key: row for row in self.rows}


def write(run: RunFile, path: Path) -> None:
    """Write a run: one row a line, so that a version control system shows which questions changed.

    What has its default in a row (nothing, none, zero) is left out.
    """
    head = run.model_dump(mode="json", by_alias=True, exclude={"rows"})
    rows = (row.model_dump(mode="json", exclude_defaults=True) for row in run.rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_line(head)[:-1] + ',"rows":[\n' + ",\n".join(map(_line, rows)) + "\n]}\n", "utf-8")


def read(path: Path) -> RunFile:
    """Read a run.

    Raises:
        RunFileError: There is no such file, or it is no run of this schema.
    """
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunFileError(f"{path} cannot be read: {error}") from error
    try:
        whole = TypeAdapter(dict[str, object]).validate_json(content)
    except ValidationError as error:
        raise RunFileError(f"{path} is no run of the evaluation: it is not one JSON object") from error
    if whole.get("schema") != SCHEMA:
        raise RunFileError(
            f"{path} has schema {whole.get('schema')!r} and this program reads {SCHEMA}; "
            "make it anew with python -m eval run --out"
        )
    try:
        return RunFile.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RunFileError(f"{path} is no run of the evaluation: {place}: {first['msg']}") from error


def compacted(run: RunFile) -> RunFile:
    """Return a run that is small enough to be committed; it is compared as well as the whole one.

    It has no times, no quotations and of the hits the first; of what is expected it has what is measured by;
    and the text of an answer only where all texts were searched.
    """
    return run.model_copy(update={"rows": tuple(_compact(row) for row in without_times(run).rows)})


def without_times(run: RunFile) -> RunFile:
    """Return a run without what differs between two runs of the same program."""
    timing = Timing(at=datetime.fromtimestamp(0, UTC), seconds=0)
    rows = tuple(row.model_copy(update={"ms": 0.0}) for row in run.rows)
    return run.model_copy(update={"timing": timing, "rows": rows})


def _compact(row: Row) -> Row:
    expected = Expected(outcome=row.expected.outcome, forbidden=row.expected.forbidden)
    answer = "" if row.searched else row.answer
    return row.model_copy(
        update={"citations": (), "hits": row.hits[:1], "expected": expected, "answer": answer}
    )


def _line(shape: dict[str, object]) -> str:
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
