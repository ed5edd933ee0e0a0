"""Answers about a document itself, from what the manifest declares of it.

Such a sentence is no quotation, so it is labelled; the quotation under it is the title of the document, by
which the reader sees which one is meant. What nobody declared is said to be unknown, and is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from kb.answer.house_style import called, day
from kb.answer.particulars import NAMED, Asked, Particular, asked_of_document
from kb.citations import Certainty, Kind, cards, find_references
from kb.citations.keys import kind_of
from kb.document import Authority
from kb.register.register import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.document import Expression
    from kb.retrieve.query import Query
    from kb.sources.facts import Facts
    from kb.store import StoredDocument

Fact = TypeVar("Fact")

MOST_WORKS = 4
"""For so many documents at most one question is answered; of more it must name one."""

LEAST_TITLE_WORDS = 3
"""A title of fewer words is not looked for in questions: it may be a word of theirs."""

NOUNS = {
    "nl": {
        Kind.COMMUNICATION: "de mededeling", Kind.JOINT_COMMUNICATION: "de gezamenlijke mededeling",
        Kind.STAFF_WORKING_DOCUMENT: "het werkdocument", Kind.REGULATION: "de verordening",
        Kind.DIRECTIVE: "de richtlijn", Kind.DECISION: "het besluit", Kind.RECOMMENDATION: "de aanbeveling",
        Kind.PROPOSAL: "het voorstel", Kind.GREEN_PAPER: "het groenboek", Kind.WHITE_PAPER: "het witboek",
        Kind.OPINION: "het advies",
    },
    "en": {
        Kind.COMMUNICATION: "the communication", Kind.JOINT_COMMUNICATION: "the joint communication",
        Kind.STAFF_WORKING_DOCUMENT: "the staff working document", Kind.REGULATION: "the regulation",
        Kind.DIRECTIVE: "the directive", Kind.DECISION: "the decision",
        Kind.RECOMMENDATION: "the recommendation", Kind.PROPOSAL: "the proposal",
        Kind.GREEN_PAPER: "the green paper", Kind.WHITE_PAPER: "the white paper",
        Kind.OPINION: "the opinion",
    },
}  # fmt: skip

SENTENCES = {
    "nl": {
        Particular.DATE: "{Document} is van {fact}.",
        Particular.AUTHOR: "De auteur van {document} is: {fact}.",
        Particular.ADDRESSEES: "{Document} is gericht aan {fact}.",
        Particular.NUMBER: "Het nummer van {document} is {fact}.",
        Particular.CELEX: "Het CELEX-nummer van {document} is {fact}.",
        Particular.LANGUAGES: "De tekst van {document} is geladen in {fact}.",
    },
    "en": {
        Particular.DATE: "{Document} is dated {fact}.",
        Particular.AUTHOR: "The author of {document} is: {fact}.",
        Particular.ADDRESSEES: "{Document} is addressed to {fact}.",
        Particular.NUMBER: "The number of {document} is {fact}.",
        Particular.CELEX: "The CELEX number of {document} is {fact}.",
        Particular.LANGUAGES: "The text of {document} is loaded in {fact}.",
    },
}

WORDS = {
    "nl": {
        "document": "het document",
        "and": "en",
        "unknown": "Niet bekend van {document}: {facts}.",
        Particular.DATE: "de datum",
        Particular.AUTHOR: "de auteur",
        Particular.ADDRESSEES: "de geadresseerden",
        Particular.NUMBER: "het nummer",
        Particular.CELEX: "het CELEX-nummer",
        Particular.LANGUAGES: "de talen",
        Certainty.BY_RULE: "{celex} (volgens vaste regel gevormd uit het nummer van het document)",
        Certainty.INFERRED: "{celex} (afgeleid, niet zeker)",
        "language": "het {language}",
        Authority.AUTHENTIC: "het {language} (authentieke tekst)",
        Authority.WORKING_TRANSLATION: "het {language} (werkvertaling)",
    },
    "en": {
        "document": "the document",
        "and": "and",
        "unknown": "Not known of {document}: {facts}.",
        Particular.DATE: "the date",
        Particular.AUTHOR: "the author",
        Particular.ADDRESSEES: "the addressees",
        Particular.NUMBER: "the number",
        Particular.CELEX: "the CELEX number",
        Particular.LANGUAGES: "the languages",
        Certainty.BY_RULE: "{celex} (formed by a fixed rule from the number of the document)",
        Certainty.INFERRED: "{celex} (inferred, not certain)",
        "language": "{language}",
        Authority.AUTHENTIC: "{language} (authentic text)",
        Authority.WORKING_TRANSLATION: "{language} (working translation)",
    },
}

TOO_MANY = {
    "nl": "Er zijn {count} documenten geladen waar de vraag over kan gaan: noem er een, met nummer of titel.",
    "en": "The question may be about any of {count} documents that are loaded: name one, by number or title.",
}


@dataclass(frozen=True, slots=True)
class Work:
    """A work as it is loaded: its expressions, and what is declared of it."""

    expressions: tuple[Expression, ...]
    facts: Facts
    kind: Kind
    keys: frozenset[str]

    @property
    def first(self) -> Expression:
        """The expression that is quoted unless another is in the language of the answer: an authentic one."""
        authentic = (e for e in self.expressions if e.authority is Authority.AUTHENTIC)
        return next(authentic, self.expressions[0])

    def quoted_in(self, spoken: str) -> Expression:
        """Return the expression whose title is quoted."""
        same = (e for e in self.expressions if e.language == spoken and e.authority is Authority.AUTHENTIC)
        return next(same, self.first)

    def declared(self, name: str) -> str | None:
        """Return a field that all expressions share, from the first that has it."""
        return next((value for e in (self.first, *self.expressions) if (value := getattr(e, name))), None)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a work, and a remark on what was asked of it that nobody declared."""

    sentences: tuple[str, ...]
    remarks: tuple[str, ...]


def works_of(stored: Sequence[StoredDocument]) -> tuple[Work, ...]:
    """Return the works that are stored, in their order."""
    grouped: dict[str, list[StoredDocument]] = {}
    for document in stored:
        grouped.setdefault(document.expression.id, []).append(document)
    return tuple(map(_work, grouped.values()))


def works_asked_about(
    query: Query, works: Sequence[Work]
) -> tuple[tuple[Particular, ...], tuple[Work, ...]] | None:
    """Return what a question asks of documents themselves, and of which; None where it asks anything else.

    A question that only points ("aan wie is zij gericht?") is about the document of the question before it,
    and about none where that one names none.
    """
    asked, named = _read(query.own, works)
    if asked is None:
        return None
    if asked.points and query.context is not None:
        before, named = _read(query.context, works)
        if before is None and not named:
            return None
        genre = before if before is not None and asked.genre is None else asked
    else:
        genre = asked
    meant = named or _of_genre(genre, works)
    return (asked.particulars, meant) if meant else None


def told(work: Work, particulars: Sequence[Particular], spoken: str) -> Told:
    """Return the sentences that tell these particulars of a work, and a remark on what nobody declared."""
    known = [p for p in particulars if _fact(work, p, spoken)]
    unknown = [WORDS[spoken][p] for p in particulars if p not in known]
    remark = WORDS[spoken]["unknown"].format(document=_named(work, spoken), facts=", ".join(unknown))
    sentences = tuple(_sentence(work, p, spoken, first=n == 0) for n, p in enumerate(known))
    return Told(sentences, (remark,) if unknown else ())


def too_many(count: int, spoken: str) -> str:
    """Return the message that asks to name one of so many documents."""
    return TOO_MANY[spoken].format(count=count)


def all_sentences(work: Work, spoken: str) -> Iterator[str]:
    """Iterate over every sentence that may be told of a work."""
    for particular in Particular:
        if _fact(work, particular, spoken):
            yield _sentence(work, particular, spoken, first=True)
            yield _sentence(work, particular, spoken, first=False)


def _work(documents: Sequence[StoredDocument]) -> Work:
    expressions = tuple(document.expression for document in documents)
    facts = reduce(lambda known, more: known | more, (document.origin.facts for document in documents))
    keys = frozenset(key for expression in expressions for key in keys_of(expression))
    numbered = (kind for key in sorted(keys) if (kind := kind_of(key)) is not Kind.OTHER)
    declared = Kind(facts.kind) if facts.kind in set(Kind) else next(numbered, Kind.OTHER)
    return Work(expressions, facts, declared, keys)


def _read(question: str, works: Sequence[Work]) -> tuple[Asked | None, tuple[Work, ...]]:
    """Return what a question asks of documents themselves, and those that it names by number or title."""
    named: dict[int, Work] = {}
    for reference in reversed(find_references(question)):
        key = cards().instrument(reference.key)
        for number, work in enumerate(works):
            if key in work.keys:
                named[number] = work
                span = reference.span
                question = f"{question[: span.start]}{NAMED}{question[span.end :]}"
                break
    for number, work in enumerate(works):
        for title in _titles(work):
            if title.lower() in question.lower():
                named[number] = work
                at = question.lower().index(title.lower())
                question = f"{question[:at]}{NAMED}{question[at + len(title) :]}"
    return asked_of_document(question), tuple(named.values())


def _of_genre(asked: Asked, works: Sequence[Work]) -> tuple[Work, ...]:
    """Return the works that a word for them may mean; the only one there is, of whatever undeclared kind."""
    kinds = asked.kinds()
    if not kinds or (len(works) == 1 and works[0].kind is Kind.OTHER):
        return tuple(works)
    return tuple(work for work in works if work.kind in kinds)


def _titles(work: Work) -> Iterator[str]:
    """The titles of a work, each whole and without what follows its colon, the longest first."""
    titles = {t for e in work.expressions for t in (e.title, e.title.partition(":")[0].strip())}
    return (t for t in sorted(titles, key=len, reverse=True) if len(t.split()) >= LEAST_TITLE_WORDS)


def _sentence(work: Work, particular: Particular, spoken: str, *, first: bool) -> str:
    """Word a fact; the first sentence about a work gives its number too, unless that is what it tells."""
    with_number = first and particular is not Particular.NUMBER
    document = _named(work, spoken) if with_number else _noun(work, spoken)
    return SENTENCES[spoken][particular].format(
        document=document,
        Document=document[0].upper() + document[1:],
        fact=_fact(work, particular, spoken),
    )


def _noun(work: Work, spoken: str) -> str:
    return NOUNS[spoken].get(work.kind, WORDS[spoken]["document"])


def _named(work: Work, spoken: str) -> str:
    return f"{_noun(work, spoken)} {work.declared('reference') or f'“{work.first.title}”'}"


def _fact(work: Work, particular: Particular, spoken: str) -> str | None:
    match particular:
        case Particular.DATE:
            date = work.declared("date")
            return day(date) if date else None
        case Particular.NUMBER:
            return work.declared("reference")
        case Particular.AUTHOR:
            return _in(work.facts.author, spoken)
        case Particular.ADDRESSEES:
            return _listed(_in(work.facts.addressees, spoken) or (), spoken)
        case Particular.CELEX:
            return _celex(work, spoken)
        case Particular.LANGUAGES:
            return _listed([_language(e, spoken) for e in sorted(work.expressions, key=_rank)], spoken)


def _celex(work: Work, spoken: str) -> str | None:
    celex = work.declared("celex")
    return WORDS[spoken].get(work.facts.certainty or "", "{celex}").format(celex=celex) if celex else None


def _language(expression: Expression, spoken: str) -> str:
    form = WORDS[spoken][expression.authority or "language"]
    return form.format(language=called(expression.language, spoken))


def _rank(expression: Expression) -> tuple[bool, str]:
    return expression.authority is not Authority.AUTHENTIC, expression.language


def _in(facts: Mapping[str, Fact], spoken: str) -> Fact | None:
    """Return a fact in a language, or in whichever it was declared."""
    return facts.get(spoken) or next(iter(facts.values()), None)


def _listed(names: Sequence[str], spoken: str) -> str | None:
    if not names:
        return None
    *before, last = names
    return f"{', '.join(before)} {WORDS[spoken]['and']} {last}" if before else last
