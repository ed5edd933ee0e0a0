"""What is wrong with a file of gold questions: every fault with its line, in words for who edits the file.

The file is edited by hand, by people who know the texts and not the program. So each rule that the evaluation
relies on is checked here, all of them at once, and no row is measured that breaks one.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pydantic import ValidationError

from eval.questions import GoldQuestion, Language, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eval.places import TextOfPlace

KINDS = frozenset("comparison date definition fact how list number reference summary who why yes_no".split())
STYLES = frozenset(
    "background e_mail false_premise follow_up misspelt non_native plain polite telegram two_part".split()
)

PAIR = re.compile(r"[qa]\d{3,}")
"""What a pair is called: q for a question to answer, a for one to abstain from."""

SAME_IN_A_PAIR = ("split", "kind", "style", "outcome", "places", "related")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of the file; lines count from 1."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Numbered:
    line: int
    question: GoldQuestion


def faults(lines: Sequence[str], places: Iterable[TextOfPlace]) -> list[Fault]:
    """Return everything that is wrong with the lines of a file, in the order of the lines.

    Args:
        lines: The lines of the file; empty ones count, but mean nothing.
        places: Every place of the texts.
    """
    texts = {place.anchor: plain(" ".join(place.texts.values())) for place in places}
    found: list[Fault] = []
    rows: list[_Numbered] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(_Numbered(number, GoldQuestion.model_validate_json(line)))
        except ValidationError as error:
            found.extend(Fault(number, message) for message in _unreadable(line, error))
    for row in rows:
        own = (*_of_one(row.question), *_against_texts(row.question, texts))
        found.extend(Fault(row.line, f"{row.question.id}: {message}") for message in own)
    found.extend(_of_pairs(rows))
    found.extend(_asked_twice(rows))
    return sorted(found, key=lambda fault: fault.line)


def _unreadable(line: str, error: ValidationError) -> Iterator[str]:
    try:
        json.loads(line)
    except json.JSONDecodeError as broken:
        yield (
            f"is no JSON object: {broken.msg} at character {broken.pos + 1}; look there for a missing comma, "
            "quotation mark or bracket"
        )
        return
    for wrong in error.errors():
        name = ".".join(str(part) for part in wrong["loc"]) or "the row"
        if wrong["type"] == "missing":
            yield f"has no {name!r}: every row has every field, [] or null where there is nothing"
        elif wrong["type"] == "extra_forbidden":
            yield f"has a field {name!r} that is not known: look at how it is spelt"
        else:
            yield f"{name!r}: {wrong['msg']}"


def _of_one(question: GoldQuestion) -> Iterator[str]:
    if question.id != f"{question.pair}-{question.language}":
        yield f"the id must be {question.pair}-{question.language}: its pair and its language"
    if not PAIR.fullmatch(question.pair):
        yield f"the pair {question.pair!r} must be q or a and a number of three digits, such as q301"
    if question.kind not in KINDS:
        yield f"the kind {question.kind!r} is not known: write {_either(KINDS)}"
    if question.style not in STYLES:
        yield f"the style {question.style!r} is not known: write {_either(STYLES)}"
    if not question.question.strip():
        yield "the question is empty"
    if (question.style == "follow_up") != (question.context is not None):
        yield "a question with the style follow_up has the question before it in context, and no other has"
    yield from _of_an_answer(question) if question.outcome == "answer" else _of_an_abstention(question)


def _of_an_answer(question: GoldQuestion) -> Iterator[str]:
    if not question.pair.startswith("q"):
        yield "a question to answer is called q and a number"
    if not question.places:
        yield "a question to answer needs at least one place: the anchor of the text that answers it"
    if not question.facts:
        yield "a question to answer needs at least one fact: words that the quotations must contain"
    if any(not way.strip() for fact in question.facts for way in fact) or not all(question.facts):
        yield "a fact is a list of one or more ways to say it, and none of them is empty"
    for anchor in sorted({*question.places} & {*question.related}):
        yield f"{anchor} is one of the places and cannot be related as well"


def _of_an_abstention(question: GoldQuestion) -> Iterator[str]:
    if not question.pair.startswith("a"):
        yield "a question to abstain from is called a and a number"
    if question.places:
        yield "a question to abstain from has no places; the near misses are related"
    if question.facts:
        yield "a question to abstain from has no facts; what must not be said is forbidden"
    if not (question.note or "").strip():
        yield "a question to abstain from says in its note why the texts do not answer it"


def _against_texts(question: GoldQuestion, texts: Mapping[str, str]) -> Iterator[str]:
    unknown = [anchor for anchor in (*question.places, *question.related) if anchor not in texts]
    for anchor in unknown:
        yield f"there is no place {anchor!r} in the texts: look at the anchors that kb search prints"
    if unknown:
        return
    held = " ".join(texts[anchor] for anchor in question.places)
    for fact in question.facts:
        if not any(plain(way) in held for way in fact):
            yield f"none of {list(fact)} stands word for word in {', '.join(question.places)}"
    for words in question.forbidden:
        if question.places and plain(words) in held:
            yield f"{words!r} is forbidden, but stands in a place that answers the question"


def _of_pairs(rows: Iterable[_Numbered]) -> Iterator[Fault]:
    pairs: dict[str, list[_Numbered]] = defaultdict(list)
    for row in rows:
        pairs[row.question.pair].append(row)
    for pair, members in pairs.items():
        questions = [row.question for row in members]
        for message in (*_languages(questions), *_differences(questions)):
            yield Fault(members[-1].line, f"{pair}: {message}")


def _languages(pair: Sequence[GoldQuestion]) -> Iterator[str]:
    counted = Counter(str(question.language) for question in pair)
    for language in get_args(Language):
        if not counted[language]:
            yield f"the question in {language} of this pair is missing"
        elif counted[language] > 1:
            yield f"there are {counted[language]} questions in {language} with this pair"


def _differences(pair: Sequence[GoldQuestion]) -> Iterator[str]:
    for name in SAME_IN_A_PAIR:
        if len({str(getattr(question, name)) for question in pair}) > 1:
            yield f"{name} differs between the questions of this pair"
    if len({len(question.facts) for question in pair}) > 1:
        yield "one question of this pair has more facts than the other"


def _asked_twice(rows: Iterable[_Numbered]) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str | None], _Numbered] = {}
    for row in rows:
        asked = (row.question.language, plain(row.question.question), row.question.context)
        first = seen.setdefault(asked, row)
        if first is not row:
            before = f"{first.question.id} on line {first.line}"
            yield Fault(row.line, f"{row.question.id}: asks the same as {before}; ask it in other words")


def _either(names: Iterable[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} or {last}"
