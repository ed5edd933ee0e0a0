"""The whole way from what was found to an answer or an abstention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from kb.answer.abstain import (
    Refusal,
    Signs,
    is_decided,
    may_answer,
    names_its_place,
    not_loaded,
    refusal,
    signs,
)
from kb.answer.compose import compose
from kb.answer.evidence import READ_PASSAGES, weigh
from kb.answer.extract import Extract, aligned
from kb.answer.house_style import eur_lex_page, house_style
from kb.answer.messages import message
from kb.answer.missing import cited_near, missing_notes, named_but_missing
from kb.answer.publication import MOST_WORKS, told, too_many, works_asked_about, works_of
from kb.answer.quote import Quote
from kb.answer.results import (
    Abstention,
    Answer,
    Asked,
    Citation,
    GenerationReport,
    Reason,
    Sentence,
)
from kb.answer.summary import summary_of
from kb.answer.unmet import unmet_remark, unmet_terms
from kb.answer.verify import Support, Words, departure
from kb.document import Authority, BlockKind
from kb.register import Register, ShownReference
from kb.retrieve import Parallel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kb.answer.evidence import Evidence
    from kb.answer.generate import Checked
    from kb.answer.particulars import Particular
    from kb.answer.publication import Work
    from kb.document import Expression
    from kb.passages import Passage
    from kb.register import Instrument
    from kb.retrieve import Hit
    from kb.retrieve.query import Query
    from kb.retrieve.retriever import Retrieved, Retriever
    from kb.retrieve.scope import Scope
    from kb.store import Store

NEAREST = 3
"""How many passages an abstention shows."""

OF_EACH = 2
"""How many sentences a comparison quotes about each of the two."""

KEPT_SOURCES = 16


@dataclass(frozen=True, slots=True)
class Supported:
    """What the answer says, the quotation that carries it, and how."""

    text: str
    quote: Quote
    support: Support


Part = tuple["Query", "Sequence[Retrieved]", "Sequence[Evidence]"]
"""One of the two that a question compares, the passages found on it, and their sentences."""


class Respondent:
    """Answers from one generation of the store."""

    def __init__(self, store: Store, retriever: Retriever, *, abstains: bool = True) -> None:
        self._store = store
        self._retriever = retriever
        self._abstains = abstains
        self._source = lru_cache(maxsize=KEPT_SOURCES)(store.source)

    @cached_property
    def _register(self) -> Register:
        """The instruments that the texts of this generation cite; made when an abstention first needs it."""
        return Register.of_store(self._store)

    @property
    def register(self) -> Register:
        """The instruments that the texts of this generation cite."""
        return self._register

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The documents that are loaded, with what is declared of them."""
        return works_of(self._store.documents())

    def respond(
        self,
        query: Query,
        found: Sequence[Retrieved],
        scope: Scope,
        asked: Callable[[], Asked],
    ) -> Answer | Abstention:
        """Return the answer that the passages found in a scope carry, or why there is none.

        Parallel texts are shown in the languages of the scope. `asked` is called when the work is done,
        so that it can say how long it took.
        """
        languages = scope.languages
        about = works_asked_about(query, [work for work in self.works if scope.holds(work.first.id)])
        if about is not None:
            outcome = self._declared(query, *about, languages, asked)
            if outcome is not None:
                return outcome
        evidence = weigh(query, found)
        compared = self._compared(query, scope)
        missing = named_but_missing(query, self._register)
        refused = not_loaded(missing) if missing else self._refusal(query, scope, found, evidence, compared)
        if refused is not None and (self._abstains or not evidence):
            nearest = [self._retriever.hit(retrieved, languages) for retrieved in found[:NEAREST]]
            return abstention(refused, asked(), nearest, missing or cited_near(nearest, self._register))
        supported = [
            supporting
            for extract in self._extracts(query, evidence, compared)
            for supporting in (self._supported(extract), *self._notes(extract))
        ]
        unique = {(s.quote.passage.key, s.quote.span): s for s in supported}
        cited = [
            (supporting, self._citation(marker, supporting.quote, query.spoken, languages))
            for marker, supporting in enumerate(unique.values(), start=1)
        ]
        sentences = tuple(Sentence(s.text, (citation.marker,), s.support) for s, citation in cited)
        remarks = (
            *missing_notes(query, (retrieved.passage for retrieved in found)),
            *summary_of(query, evidence[0].passage.expression, self._store).remarks(query.spoken),
            *self._left_unmet(query, evidence, unique.values()),
        )
        return Answer(asked(), sentences, tuple(citation for _, citation in cited), remarks=remarks)

    def material(self, found: Sequence[Retrieved]) -> Iterator[Passage]:
        """Iterate over the passages that a language model may quote, each once; a list comes whole."""
        given = set()
        for retrieved in found[:READ_PASSAGES]:
            passage = retrieved.passage
            listed = self._store.list_around(passage) if passage.kind is BlockKind.ITEM else [passage]
            for each in listed:
                if each.key not in given:
                    given.add(each.key)
                    yield each

    def reworded(
        self, answer: Answer, model: str, checked: Checked, asked: Asked, languages: Sequence[str] | None
    ) -> Answer:
        """Return an answer in the checked words of a model; in its own, with the count, when none is left."""
        dropped, kept = checked.dropped, checked.kept
        report = GenerationReport(model, checked.sentences, len(kept), dropped, fallback=not kept)
        if not kept:
            return replace(answer, asked=asked, generation_report=report)
        quotes = list(dict.fromkeys(quote for worded in kept for quote in worded.quotes))
        marker = {quote: number for number, quote in enumerate(quotes, start=1)}
        return Answer(
            asked,
            tuple(
                Sentence(worded.text, tuple(sorted({marker[q] for q in worded.quotes})), Support.GENERATED)
                for worded in kept
            ),
            tuple(self._citation(marker[quote], quote, asked.language, languages) for quote in quotes),
            report,
            answer.remarks,
        )

    def quote(self, extract: Extract) -> Quote:
        """Return what is cited for an extract: itself, or of a translation the original."""
        return self._supported(extract).quote

    def evidence(self, query: Query, found: Sequence[Retrieved]) -> list[Evidence]:
        """Return the sentences weighed for a question, likeliest first; none where it names its place."""
        return [] if names_its_place(query) else weigh(query, found)

    def signs(self, query: Query, found: Sequence[Retrieved]) -> Signs | None:
        """Return what tells whether the passages found answer a question; None where a rule decides that."""
        evidence = weigh(query, found)
        decided = is_decided(query, evidence) or not evidence or not may_answer(query, found, evidence)
        return None if decided else signs(query, found, evidence)

    def _declared(
        self,
        query: Query,
        particulars: Sequence[Particular],
        works: Sequence[Work],
        languages: Sequence[str] | None,
        asked: Callable[[], Asked],
    ) -> Answer | Abstention | None:
        """Tell what is declared of documents under their titles; None where nothing of what is asked is."""
        spoken = query.spoken
        if len(works) > MOST_WORKS:
            return Abstention(asked(), Reason.UNCLEAR_QUESTION, too_many(len(works), spoken), (), ())
        sentences: list[Sentence] = []
        citations: list[Citation] = []
        remarks: list[str] = []
        for work in works:
            told_of_it = told(work, particulars, spoken)
            remarks += told_of_it.remarks
            if not told_of_it.sentences:
                continue
            titles = [self._quote(Extract.whole(line)) for line in self._title(work.quoted_in(spoken))]
            first = len(citations) + 1
            cited = [self._citation(n, quote, spoken, languages) for n, quote in enumerate(titles, first)]
            markers = tuple(citation.marker for citation in cited)
            sentences += [Sentence(text, markers, Support.MANIFEST) for text in told_of_it.sentences]
            citations += cited
        if not sentences:
            return None
        return Answer(asked(), tuple(sentences), tuple(citations), remarks=tuple(remarks))

    def _title(self, expression: Expression) -> Sequence[Passage]:
        """Return the lines of a title; of a text without one, what it begins with."""
        lines = self._store.title_of(expression)
        return lines or self._store.expression_passages(expression.id, expression.language)[:1]

    def _left_unmet(
        self, query: Query, evidence: Sequence[Evidence], supported: Iterable[Supported]
    ) -> tuple[str, ...]:
        """Return the remark on the words of a question that no passage quoted meets, if there are any."""
        if names_its_place(query):
            return ()
        quoted = {_place(supporting.quote.passage) for supporting in supported}
        met_by = [piece for piece in evidence if _place(piece.passage) in quoted]
        terms = unmet_terms(query, met_by, self._retriever.information)
        return unmet_remark(query.written(terms), query.spoken)

    def _compared(self, query: Query, scope: Scope) -> tuple[Part, ...]:
        """Return each of the two that a question compares, with what was found on it; nothing for none."""
        found = ((part, self._retriever.search(part, scope)) for part in query.parts())
        return tuple((part, some, weigh(part, some)) for part, some in found)

    def _refusal(
        self,
        query: Query,
        scope: Scope,
        found: Sequence[Retrieved],
        evidence: Sequence[Evidence],
        compared: Sequence[Part],
    ) -> Refusal | None:
        """Return why there is no answer; a comparison needs one about each of the two."""
        asked = compared or ((query, found, evidence),)
        refusals = (refusal(*each, partial(self._retriever.occurs, each[0], scope)) for each in asked)
        return next(filter(None, refusals), None)

    def _extracts(
        self, query: Query, evidence: Sequence[Evidence], compared: Sequence[Part]
    ) -> list[Extract]:
        """Choose what to quote, in the language that is spoken where the text is there in it."""
        about_each = {
            e for part, _, some in compared if some for e in compose(part, some[:OF_EACH], self._store)
        }
        chosen = sorted(about_each) or compose(query, evidence, self._store)
        if query.spoken == query.language:
            return chosen
        return [self._in_language(extract, query.spoken) for extract in chosen]

    def _in_language(self, extract: Extract, language: str) -> Extract:
        parallels = self._store.parallels(extract.passage)
        same = (aligned(extract, p) for p in parallels if p.expression.language == language)
        return next(same, extract)

    def _supported(self, extract: Extract) -> Supported:
        """Quote an extract; one of a translation is shown, and the original quoted for it.

        A translation that has other figures than its original, or denies what that does not, is not shown.
        """
        original = self._original(extract)
        if original is None:
            return Supported(extract.text, self._quote(extract), Support.QUOTED)
        quote = self._quote(original)
        if departure(_words(extract), [_words(original)]) is not None:
            return Supported(quote.text, quote, Support.QUOTED)
        return Supported(extract.text, quote, Support.TRANSLATED)

    def _original(self, extract: Extract) -> Extract | None:
        if extract.passage.expression.authority is not Authority.WORKING_TRANSLATION:
            return None
        parallels = self._store.parallels(extract.passage)
        authentic = (p for p in parallels if p.expression.authority is Authority.AUTHENTIC)
        return next((aligned(extract, passage) for passage in authentic), None)

    def _notes(self, extract: Extract) -> list[Supported]:
        expression = extract.passage.expression
        notes = self._store.notes_of(expression.id, expression.language, extract.marked_notes())
        return [self._supported(Extract.whole(note)) for note in notes]

    def _quote(self, extract: Extract) -> Quote:
        expression = extract.passage.expression
        source = self._source(expression.id, expression.language) or ""
        return Quote(extract.passage, extract.span, source)

    def _citation(self, marker: int, quote: Quote, spoken: str, languages: Sequence[str] | None) -> Citation:
        document = quote.passage.expression
        quoted = Extract.of(quote.passage, quote.span)
        others = [
            aligned(quoted, passage)
            for passage in self._store.parallels(quote.passage)
            if languages is None or passage.expression.language in languages
        ]
        return Citation(
            marker=marker,
            source=quote,
            url=eur_lex_page(document),
            house_style=house_style(document, quote.locator, spoken),
            references=tuple(self._references(quote)),
            parallel=tuple(
                Parallel(o.passage.expression.language, o.passage.expression.authority, o.text)
                for o in others
            ),
        )

    def _references(self, quote: Quote) -> Iterator[ShownReference]:
        """The references that stand in a quotation, with spans that count in it."""
        for mention in self._store.mentions_in(quote.passage):
            reference = mention.reference
            if quote.span.start <= reference.span.start and reference.span.end <= quote.span.end:
                yield ShownReference.of(reference, quote.span.start)


def _place(passage: Passage) -> tuple[str, str]:
    """Return where a passage stands, which is the same in every language of its work."""
    return passage.expression.id, passage.place.anchor


def _words(extract: Extract) -> Words:
    return Words(extract.text, extract.passage.expression.language)


def abstention(
    refused: Refusal, asked: Asked, nearest: Sequence[Hit] = (), missing: Sequence[Instrument] = ()
) -> Abstention:
    """Return the abstention that a refusal makes; `missing` are documents that may hold the answer."""
    return Abstention(
        asked=asked,
        reason=refused.reason,
        message=message(
            refused.reason,
            asked.language,
            refused.unmatched,
            missing,
            refused.not_spelled_out,
            asked.searched.names,
        ),
        unmatched=refused.unmatched,
        nearest=tuple(nearest),
        cited_but_not_loaded=tuple(missing),
    )
