"""A user's thumbs-down into a pair of gold questions: a proposal from the judgement, the rest from a person.

What users disliked is in `judgements.jsonl` of a data folder. Only a person can say what was right instead:
nothing is adopted without an expected outcome, and nothing written that `eval.faults` finds fault with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.faults import faults
from eval.questions import GoldQuestion, Language, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.faults import Fault
    from eval.places import TextOfPlace
    from eval.run_file import Outcome

OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}
LETTER: dict[Outcome, str] = {"answer": "q", "abstention": "a"}


class AdoptionError(Exception):
    """Nothing was adopted: says why, and what to do."""


class _Place(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    anchor: str


class _Cited(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    locator: _Place


class _Refusal(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    message: str
    nearest: tuple[_Cited, ...] = ()


class _Result(BaseModel):
    """What of an outcome's JSON is looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    answer: str | None
    citations: tuple[_Cited, ...] = ()
    abstention: _Refusal | None = None


class Candidate(BaseModel):
    """A question whose answer a user disliked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    at: str
    verdict: str
    comment: str
    question: str
    language: Language
    context: str | None
    result: _Result

    @property
    def said(self) -> str:
        """What the desk said."""
        refused = self.result.abstention
        return self.result.answer or (refused.message if refused else "")

    @property
    def places(self) -> tuple[str, ...]:
        """The places that were cited, or came nearest: a proposal, for they may be what was wrong."""
        refused = self.result.abstention
        named = (*self.result.citations, *(refused.nearest if refused else ()))
        return tuple(dict.fromkeys(cited.locator.anchor for cited in named))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says would have been right.

    `wording` is the question, `translation` the same in the other language; `context_translation` is the
    question before it in that language, for a follow-up.
    """

    wording: str
    translation: str
    context_translation: str | None
    outcome: Outcome
    kind: str
    places: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    note: str | None


def candidates(lines: Iterable[Mapping[str, object]], gold: Sequence[GoldQuestion]) -> list[Candidate]:
    """Return what users disliked and no gold question asks yet, the oldest first, without broken lines."""
    asked = {(question.language, plain(question.question)) for question in gold}
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in _readable(lines):
        key = (candidate.language, plain(candidate.question))
        if candidate.verdict == "down" and key not in asked:
            found[key] = candidate
    return list(found.values())


def chosen(some: Sequence[Candidate], name: str) -> Candidate:
    """Return the candidate of an id, or of its first letters."""
    named = [candidate for candidate in some if candidate.id.startswith(name)]
    if len(named) != 1:
        found = "several candidates begin" if named else "no candidate begins"
        raise AdoptionError(f"{found} with {name!r}; python -m eval adopt lists them")
    return named[0]


def pair(
    candidate: Candidate, verdict: Verdict, gold: Iterable[GoldQuestion]
) -> tuple[GoldQuestion, GoldQuestion]:
    """Return the question and its translation as gold questions of the development half, Dutch first."""
    letter = LETTER[verdict.outcome]
    used = [int(question.pair[1:]) for question in gold if question.pair.startswith(letter)]
    name = f"{letter}{max(used, default=0) + 1:03}"
    asked = (
        (candidate.language, verdict.wording, candidate.context),
        (OTHER[candidate.language], verdict.translation, verdict.context_translation),
    )
    own, other = (
        GoldQuestion(
            id=f"{name}-{language}",
            pair=name,
            language=language,
            split="development",
            kind=verdict.kind,
            style="plain" if context is None else "follow_up",
            question=question,
            context=context,
            outcome=verdict.outcome,
            places=verdict.places,
            related=(),
            facts=verdict.facts,
            forbidden=verdict.forbidden,
            note=verdict.note,
        )
        for language, question, context in asked
    )
    return (own, other) if candidate.language == "nl" else (other, own)


def add(questions: Iterable[GoldQuestion], file: Path, places: Iterable[TextOfPlace]) -> None:
    """Write questions at the end of a file, whole or not at all.

    Raises:
        AdoptionError: The file would have faults; it is left as it was.
    """
    before = file.read_text("utf-8").splitlines()
    after = [*before, *(json.dumps(question.model_dump(), ensure_ascii=False) for question in questions)]
    if found := faults(after, places):
        raise AdoptionError(
            "\n".join(["nothing was written:", *(_told(fault, len(before)) for fault in found)])
        )
    beside = file.with_suffix(".part")
    beside.write_text("\n".join(after) + "\n", "utf-8")
    beside.replace(file)


def _told(fault: Fault, before: int) -> str:
    return f"  {fault.message}" if fault.line > before else f"  in {fault}"


def _readable(lines: Iterable[Mapping[str, object]]) -> Iterator[Candidate]:
    for line in lines:
        try:
            yield Candidate.model_validate(line)
        except ValidationError:
            continue
