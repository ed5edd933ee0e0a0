"""The knowledge base: the one public face of everything below.

It keeps a generation open and notices when another process has stored a newer one; the indexes of
that generation are opened, or rebuilt from the store when they are missing, damaged or older. It is
safe to share between threads: one question at a time is answered, also while texts are being read in.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.answer import Abstention, Reason
from kb.answer.abstain import Refusal
from kb.answer.record import record
from kb.answer.respond import abstention
from kb.answer.surroundings import surroundings
from kb.desk.asking import how_asked, query_of, restriction
from kb.desk.examined import Examined, confidence_in
from kb.desk.generation import Generation
from kb.desk.library import Library
from kb.desk.stocking import Stock
from kb.encoder.glossary import other_names
from kb.errors import NothingIngestedError, UsageError
from kb.retrieve.query import Query
from kb.retrieve.scope import Scope
from kb.store.judgements import Judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from llama_index.core.llms import LLM

    from kb.answer import Answer
    from kb.answer.abstain import Signs
    from kb.answer.evidence import Evidence
    from kb.answer.generate import LanguageModel
    from kb.answer.record import Record
    from kb.answer.results import Asked
    from kb.answer.surroundings import Surroundings
    from kb.desk.stocking import Reading
    from kb.ingestion import IngestionReport, Progress
    from kb.ingestion.fetching import FetchReport
    from kb.ingestion.removal import Removed
    from kb.ingestion.uploads import HandedIn
    from kb.retrieve import Hit
    from kb.retrieve.retriever import Retrieved
    from kb.settings import Settings

CONSIDERED = 10
"""How many of the passages found a record lists: as many as `kb search` shows."""


class KnowledgeBase(Library):
    """A knowledge base in a data folder; a context manager.

    >>> with KnowledgeBase.open("/no/such/folder") as desk:
    ...     desk.status().documents
    ()
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._open: Generation | None = None
        self._stock = Stock(settings, self._indexes)
        self._models: dict[str, LanguageModel | None] = {}

    def close(self) -> None:
        """Close the store, and what was open for questions."""
        with self._lock:
            super().close()
            self._open = None

    @property
    def generation(self) -> int | None:
        """The generation that questions are answered from; None before the first. It never waits."""
        opened = self._open
        return None if opened is None else opened.number

    @property
    def reading(self) -> Reading | None:
        """What this process is reading in, None while it is not. It never waits."""
        return self._stock.reading

    @property
    def judgements(self) -> Judgements:
        """What people thought of the answers."""
        return Judgements(self.settings.home, self.settings.judgement_days)

    def ingest(
        self,
        paths: Sequence[Path | str] | None = None,
        *,
        language: str | None = None,
        prune: bool = False,
        progress: Progress | None = None,
    ) -> IngestionReport:
        """Read files and folders into the store; the corpus of the installation when none is given.

        See `kb.ingestion.ingest` for the arguments. Afterwards the indexes belong to the new state.
        """
        return self._stock.ingest(paths, language, prune=prune, progress=progress)

    def take_in(
        self,
        files: Sequence[HandedIn],
        *,
        language: str | None = None,
        progress: Progress | None = None,
    ) -> IngestionReport:
        """Keep files that were handed in under safe names in the data folder, and read them into the store.

        Raises:
            UsageError: They are more than the settings allow at once.
        """
        return self._stock.take_in(files, language, progress)

    def remove(self, document: str, language: str | None = None) -> tuple[Removed, ...]:
        """Remove a document in a language, or in all of them; what was removed tells which files stay.

        Raises:
            UsageError: There is no such document.
        """
        return self._stock.remove(document, language)

    def fetch(
        self,
        works: Sequence[str] = (),
        *,
        languages: Sequence[str] = languages_of.ANSWERED,
        footnotes: bool = False,
        base_url: str | None = None,
        progress: Progress | None = None,
    ) -> FetchReport:
        """Fetch works from the Publications Office, and ingest what was fetched.

        Args:
            works: Each by its number in any spelling, an address, a footnote, or its id in the corpus's
                manifest; none for all that the manifest says can be fetched.
            languages: In which languages.
            footnotes: Whether to fetch the instruments that the texts cite.
            base_url: The server that stands in for the Publications Office.
            progress: Told before each work and language.
        """
        from kb.desk.fetching import fetch  # noqa: PLC0415 - a question fetches nothing

        return fetch(
            self._stock, self.settings, works, languages, base_url, footnotes=footnotes, progress=progress
        )

    def ask(
        self,
        question: str,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        llm: str | LLM | None = None,
        context: str | None = None,
    ) -> Answer | Abstention:
        """Answer a question with verified quotations, or abstain.

        Args:
            question: In Dutch or English.
            language: "nl", "en", or "auto" to find it out.
            languages: The languages of the expressions that are searched; None for all.
            documents: The ids of the works that are searched, as `status` names them; None for all.
            llm: A LlamaIndex language model, or the name of one, that words the answer; what the texts do
                not carry of it is dropped. None for the one of the settings, "none" for none.
            context: The question asked before, from which this one may go on ("En in het Engels?").

        Raises:
            UsageError: The question is empty or too long, or a language or a document is not there.
        """
        begun = time.perf_counter()
        query, restricted = query_of(question, language, context), restriction(languages)
        model = self._model(llm)
        with self._lock, self._reading().snapshot() as generation:
            opened = self._at(generation)
            scope = opened.scope(restricted, documents)
            if query.language not in languages_of.ANSWERED:
                asked = self._asked(query, scope, generation, begun, begun)
                return abstention(Refusal(Reason.UNSUPPORTED_LANGUAGE, ()), asked)
            query = opened.retriever.read(query)
            found = opened.retriever.search(query, scope)
            retrieved = time.perf_counter()
            outcome = opened.respondent.respond(
                query, found, scope, lambda: self._asked(query, scope, generation, begun, retrieved)
            )
            if model is None or isinstance(outcome, Abstention) or outcome.is_declared:
                return outcome
            from kb.answer.generate import Prompt, checked, outdated  # noqa: PLC0415 - most have no model

            prompt = Prompt.about(query.own, query.spoken, opened.respondent.material(found))
        # Others are answered, and documents are stored, while the model writes.
        reply = model.reply(prompt.system, prompt.user)
        with self._lock, self._reading().snapshot() as now:
            opened = self._at(now)
            written = (
                checked(reply, query, prompt.passages, opened.support, opened.respondent.quote)
                if now == generation
                else outdated(reply)
            )
            asked = self._asked(query, scope, generation, begun, retrieved)
            return opened.respondent.reworded(outcome, model.name, written, asked, scope.languages)

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        context: str | None = None,
    ) -> list[Hit]:
        """Return the `k` passages that meet a query best, best first; the arguments are those of `ask`."""
        if k < 1:
            raise UsageError(f"-k must be at least 1, not {k}")
        asked, restricted = query_of(query, language, context), restriction(languages)
        with self._lock, self._reading().snapshot() as generation:
            return self._hits(generation, asked, self._at(generation).scope(restricted, documents), k)

    def examine(
        self,
        question: str,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        context: str | None = None,
    ) -> Examined:
        """Answer a question as `ask` does without a language model, and return what was found for it too."""
        begun = time.perf_counter()
        query, scope = query_of(question, language, context), Scope(restriction(languages))
        with self._lock, self._reading().snapshot() as generation:
            opened = self._at(generation)
            query = opened.retriever.read(query)
            found = opened.retriever.search(query, scope)
            retrieved = time.perf_counter()
            outcome = opened.respondent.respond(
                query, found, scope, lambda: self._asked(query, scope, generation, begun, retrieved)
            )
            hits = (opened.retriever.hit(each, scope.languages) for each in found[:CONSIDERED])
            seen = opened.respondent.signs(query, found)
            return Examined(outcome, tuple(hits), confidence_in(outcome, seen))

    def signs(
        self,
        question: str,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        context: str | None = None,
    ) -> Signs | None:
        """Return what tells whether a question is answered, for fitting when to abstain; else None."""
        with self._found(question, language, languages, context) as (opened, query, found):
            return opened.respondent.signs(query, found)

    def retrieved(
        self,
        question: str,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        context: str | None = None,
    ) -> list[Retrieved]:
        """Return the passages found, with what their scores are made of, for fitting how they are ranked."""
        with self._found(question, language, languages, context) as (_, _, found):
            return found

    def evidence(
        self,
        question: str,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        context: str | None = None,
    ) -> list[Evidence]:
        """Return the sentences that are weighed, for fitting how; none where a question names its place."""
        with self._found(question, language, languages, context) as (opened, query, found):
            return opened.respondent.evidence(query, found)

    @contextmanager
    def _found(
        self, question: str, language: str, languages: Sequence[str] | None, context: str | None
    ) -> Iterator[tuple[Generation, Query, list[Retrieved]]]:
        """The generation in force, the question as it is read in it, and the passages found for it."""
        query, scope = query_of(question, language, context), Scope(restriction(languages))
        with self._lock, self._reading().snapshot() as generation:
            opened = self._at(generation)
            query = opened.retriever.read(query)
            yield opened, query, opened.retriever.search(query, scope)

    def also_called(self, question: str, *, language: str = "auto") -> list[tuple[str, tuple[str, ...]]]:
        """Return the concepts that a question names, each with its other names in Dutch and English."""
        query = query_of(question, language)
        return other_names(query.text, query.language)

    def repair(self) -> None:
        """Rebuild the indexes from the store."""
        self._stock.repair()
        with self._lock:
            self._open = None

    def record(self, outcome: Answer | Abstention) -> Record:
        """Return what an outcome rests on: where its texts come from, and what else was considered.

        The passages considered are left out when something has been ingested since it was asked.
        """
        asked = outcome.asked
        with self._lock, self._reading().snapshot() as generation:
            considered: list[Hit] = []
            if generation == asked.generation and asked.language in languages_of.ANSWERED:
                query = Query(asked.question, asked.read_in or asked.language, asked.context)
                considered = self._hits(generation, query, asked.searched, CONSIDERED)
            return record(self._reading(), outcome, considered)

    def surroundings(self, answer: Answer) -> dict[str, Surroundings]:
        """Return what stands around each passage that an answer quotes, by the key of the passage."""
        with self._lock, self._reading().snapshot() as generation:
            register = self._at(generation).respondent.register
            quoted = [citation.source.passage for citation in answer.citations]
            return surroundings(self._reading(), register, quoted)

    def _model(self, llm: str | LLM | None) -> LanguageModel | None:
        wanted = llm or self.settings.llm
        if wanted is None:
            return None
        from kb.answer.generate import LanguageModel, Limits  # noqa: PLC0415 - most answers have no model

        limits = Limits(self.settings.llm_url, self.settings.llm_timeout)
        if not isinstance(wanted, str):
            return LanguageModel.named(wanted, limits)
        return self._models.setdefault(wanted, LanguageModel.named(wanted, limits))

    def _hits(self, generation: int, query: Query, scope: Scope, k: int) -> list[Hit]:
        retriever = self._at(generation).retriever
        found = retriever.search(retriever.read(query), scope)
        return [retriever.hit(retrieved, scope.languages) for retrieved in found[:k]]

    def _asked(
        self,
        query: Query,
        searched: Scope,
        generation: int,
        begun: float,
        retrieved: float,
    ) -> Asked:
        return how_asked(query, searched, (generation, self._encoder.name), begun, retrieved)

    def _at(self, number: int) -> Generation:
        """Return the generation of the store with this number; call it inside a snapshot."""
        held = self._open
        if held is not None and held.number == number and held.is_current:
            return held
        unfinished = held is not None and not self._indexes.are_due(number)
        if held is None or held.number != number or not unfinished:
            store = self._reading()
            if not store.documents():
                raise NothingIngestedError(f"{self.settings.home} holds no document; run kb ingest first")
            indexes = held.indexes if held and unfinished else self._indexes.fresh(store, number)
            self._open = held = Generation.of(store, number, indexes, self._encoder, self.settings)
        return held
