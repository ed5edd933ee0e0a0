"""`adopt`: what users disliked, and one of it into a pair of gold questions."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval import adoption
from eval.adoption import AdoptionError, Candidate, Verdict
from eval.places import places
from eval.questions import GOLD, gold_questions
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run_file import Outcome

app = typer.Typer()

BETWEEN = "|"
"""Between the ways to say a fact."""

NEXT = """next:
  read the two rows: style, related places, the other language's wording (eval/gold/questions.md)
  python -m eval check-gold
  python -m eval run --split development --failures   (may show it: that is what it is for)
  python -m eval baseline                             (from then on it is compared)"""


@app.command("adopt")
def adopt(
    name: Annotated[str | None, typer.Argument(help="The id of a candidate, or its first letters.")] = None,
    outcome: Annotated[str | None, typer.Option(help="What was right: answer or abstention.")] = None,
    wording: Annotated[str | None, typer.Option(help="Better words than the user's.")] = None,
    translation: Annotated[str | None, typer.Option(help="The question in the other language.")] = None,
    context_translation: Annotated[str | None, typer.Option(help="The same of the one before it.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="An anchor that holds the answer.")] = None,
    fact: Annotated[list[str] | None, typer.Option(help="A fact; | between the ways to say it.")] = None,
    forbidden: Annotated[list[str] | None, typer.Option(help="Words that only a wrong answer has.")] = None,
    kind: Annotated[str, typer.Option(help="What is asked for; see the guide.")] = "fact",
    note: Annotated[str | None, typer.Option(help="Why the texts do not say it.")] = None,
    file: Annotated[Path, typer.Option(help="The file of questions.")] = GOLD,
) -> None:
    """List what users disliked; with an id, write it as a pair of gold questions of the development half.

    What no option says is asked on a terminal.
    """
    gold = gold_questions(path=file)
    with KnowledgeBase.open() as desk:
        some = adoption.candidates(desk.judgements.lines(), gold)
    if name is None:
        _list(some)
        return
    try:
        candidate = adoption.chosen(some, name)
        if sys.stdin.isatty():
            _show(candidate)
        due = _outcome(outcome)
        verdict = Verdict(
            wording=wording or candidate.question,
            translation=_said(translation, "--translation", "the question in the other language"),
            context_translation=_context(candidate, context_translation),
            outcome=due,
            kind=kind,
            places=_places(candidate, place) if due == "answer" else (),
            facts=_facts(fact) if due == "answer" else (),
            forbidden=tuple(forbidden or ()),
            note=note if due == "answer" else _said(note, "--note", "why the texts do not say it"),
        )
        written = adoption.pair(candidate, verdict, gold)
        with tempfile.TemporaryDirectory() as home, KnowledgeBase.open(home) as desk:
            desk.ingest()
            adoption.add(written, file, places(desk))
    except AdoptionError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"written: {', '.join(question.id for question in written)} at the end of {file}")
    typer.echo(NEXT)


def _list(some: Sequence[Candidate]) -> None:
    if not some:
        typer.echo("no thumbs-down that the gold questions do not ask yet")
        return
    for candidate in some:
        _show(candidate)
    typer.echo("one of them becomes a gold question with: python -m eval adopt ID")


def _show(candidate: Candidate) -> None:
    typer.echo(f"{candidate.id}  {candidate.at[:10]}  {candidate.language}  {candidate.question}")
    told = (
        ("after", candidate.context),
        ("comment", candidate.comment),
        ("the desk said", candidate.said),
        ("places", ", ".join(candidate.places)),
    )
    for label, text in told:
        if text:
            typer.echo(f"    {label}: {' '.join(text.split())}")


def _said(said: str | None, option: str, what: str, proposed: str | None = None) -> str:
    """Return what an option says, or what a person at the terminal does."""
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"{option} is needed: {what}")
    answered: str = typer.prompt(f"{what[:1].upper()}{what[1:]}", default=proposed)
    return answered


def _outcome(said: str | None) -> Outcome:
    chosen = _said(said, "--outcome", "what would have been right, answer or abstention")
    if chosen == "answer":
        return "answer"
    if chosen == "abstention":
        return "abstention"
    raise typer.BadParameter(f"--outcome {chosen!r}: write answer or abstention")


def _context(candidate: Candidate, said: str | None) -> str | None:
    if candidate.context is None:
        return None
    return _said(said, "--context-translation", f"in the other language: {candidate.context}")


def _places(candidate: Candidate, said: Sequence[str] | None) -> tuple[str, ...]:
    """Return the places named; those of the judgement are a proposal to look at, and never taken unseen."""
    if said:
        return tuple(said)
    proposed = " ".join(candidate.places)
    what = "anchors of the places that hold the answer, blanks between them"
    return tuple(_said(None, "--place", what, proposed or None).replace(",", " ").split())


def _facts(said: Sequence[str] | None) -> tuple[tuple[str, ...], ...]:
    listed = list(said or ())
    if not listed:
        what = f"words that the quotations must contain, {BETWEEN} between the ways to say them"
        listed = [_said(None, "--fact", what)]
        while more := _said(None, "--fact", "another fact, or nothing", ""):
            listed.append(more)
    return tuple(tuple(way.strip() for way in fact.split(BETWEEN)) for fact in listed)
