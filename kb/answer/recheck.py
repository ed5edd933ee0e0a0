"""An exported answer against the texts as they are stored now, perhaps months later.

Every quotation must stand word for word where the export says: section, paragraph, point, note, page and
characters. Where the file of a text has changed since, or is read in another way, the words must still
stand in it, and what moved is said. Sentences and citations must pass the checks of `kb.answer.verify`, as
they did when the answer was made; what was translated or declared must still be so.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from kb.answer.audit import Check
from kb.answer.exported import read_export
from kb.answer.house_style import house_style
from kb.answer.placed import Shelf
from kb.answer.publication import all_sentences, works_of
from kb.answer.record import collection_of, program, reader_of
from kb.answer.seal import seal_of
from kb.answer.verify import Support, place_faults, sentence_faults
from kb.document import Authority
from kb.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.answer.exported import CitationPart, Exported, QuotedPart, SentencePart, TextPart
    from kb.document import Expression
    from kb.store import Store, StoredDocument

DIGEST_SHOWN = len("sha256:") + 12
"""So much of a digest tells two files apart in a line for a person."""


def recheck(store: Store, exported: Mapping[str, object]) -> tuple[Check, ...]:
    """Return what was checked of an exported answer or abstention, quotations first."""
    try:
        return tuple(_Rechecking(store, read_export(exported), seal_of(exported)).checks())
    except RecursionError as error:
        raise UsageError("this is no exported answer: it is nested too deeply") from error


class _Rechecking:
    """One export against one state of the store; a check says its faults, or that it holds."""

    def __init__(self, store: Store, export: Exported, seal: str) -> None:
        self._export = export
        self._shelf = Shelf(store)
        self._stored = {(d.expression.id, d.expression.language): d for d in store.documents()}
        audit = export.audit
        self._texts = {text.document: text for text in audit.texts} if audit else {}
        self._audited = {citation.marker: citation for citation in audit.citations} if audit else {}
        self._sealed = audit is not None and audit.seal == seal
        self._same_program = audit is None or audit.program == program()

    def checks(self) -> Iterator[Check]:
        """Iterate over the checks."""
        export, audit = self._export, self._export.audit
        yield from (self._citation(citation) for citation in export.citations)
        yield from (self._sentence(number, s) for number, s in enumerate(export.sentences, start=1))
        yield _check(export.outcome, list(_incoherences(export)), "whole")
        if export.abstention is not None:
            for number, hit in enumerate(export.abstention.nearest, start=1):
                found = self._shelf.find(
                    hit.text, hit.document, hit.locator, unchanged=self._unchanged(hit.document)
                )
                yield Check(f"passage {number} {_name(hit)}", found.ok, found.detail)
        yield from (self._text(document) for document in self._named())
        if audit is not None:
            same = collection_of(self._stored.values()).digest == audit.collection.digest
            yield Check(
                "collection", ok=True, detail="the same texts as then" if same else "other texts than then"
            )
            faults = [] if self._sealed else ["the file was changed after it was made"]
            yield _check("seal", faults, "the file is as it was made")

    def _citation(self, citation: CitationPart) -> Check:
        document, locator = citation.document, citation.locator
        found = self._shelf.find(citation.quote, document, locator, unchanged=self._unchanged(document))
        faults = [] if found.ok else [found.detail]
        faults += self._style_faults(citation)
        faults += self._parallel_faults(citation)
        faults += self._context_faults(citation)
        return _check(f"[{citation.marker}] {_name(citation)}", faults, found.detail)

    def _style_faults(self, citation: CitationPart) -> Iterator[str]:
        """What is made from the rest; another version of the program may make it differently."""
        if not self._same_program:
            return
        yield from place_faults(citation, self._export.language)
        audited = self._audited.get(citation.marker)
        for language, written in audited.cite_as.items() if audited else ():
            expected = house_style(citation.document, citation.locator, language)
            if written != expected:
                yield f'it is cited as "{expected}", not "{written}"'

    def _parallel_faults(self, citation: CitationPart) -> Iterator[str]:
        work, anchor = citation.document.id, citation.locator.anchor
        for parallel in citation.parallel:
            stored = self._stored.get((work, parallel.language))
            replaced = stored is not None and stored.expression.authority != parallel.authority
            if replaced or not self._same_text(work, parallel.language):
                continue
            if self._shelf.stands_at(parallel.text, work, parallel.language, anchor) is False:
                yield f"the parallel text ({parallel.language}) does not stand in {anchor}"

    def _context_faults(self, citation: CitationPart) -> Iterator[str]:
        audited = self._audited.get(citation.marker)
        if audited is None:
            return
        start, end = audited.quote_span
        if audited.passage[start:end] != citation.quote:
            yield "the passage around it does not hold it where the export says"
        elif self._unchanged(citation.document):
            document, anchor = citation.document, citation.locator.anchor
            if not self._shelf.stands_at(audited.passage, document.id, document.language, anchor):
                yield f"the passage around it does not stand in {anchor}"

    def _sentence(self, number: int, sentence: SentencePart) -> Check:
        by_marker = {citation.marker: citation for citation in self._export.citations}
        under = [by_marker[marker] for marker in sentence.markers if marker in by_marker]
        name = f"sentence {number}"
        known = under if len(under) == len(sentence.markers) else []
        faults = list(sentence_faults(sentence, known, self._export.language))
        if faults:
            return _check(name, faults, "")
        if sentence.support is Support.TRANSLATED:
            return self._translated(name, sentence, under)
        if sentence.support is Support.MANIFEST:
            return self._declared(name, sentence, under)
        return Check(name, ok=True, detail=f"{sentence.support}, as its quotations have it")

    def _translated(self, name: str, sentence: SentencePart, under: list[CitationPart]) -> Check:
        """A working translation must stand, word for word, in the place of the quotation under it.

        Where it was replaced since, often by the official text, the seal alone vouches for its words.
        """
        loaded = [
            stored.expression
            for stored in self._stored.values()
            if stored.expression.authority is Authority.WORKING_TRANSLATION
        ]
        places = [
            (citation.document.id, expression.language, citation.locator.anchor)
            for citation in under
            for expression in loaded
            if expression.id == citation.document.id
        ]
        if any(self._shelf.stands_at(sentence.text, *place) for place in places):
            return Check(name, ok=True, detail="translated, as the working translation has it")
        if places and all(self._same_text(work, language) for work, language, _ in places):
            return Check(name, ok=False, detail="the working translation does not say this in this place")
        gone = "the working translation it shows has been replaced since"
        return Check(name, self._sealed, gone)

    def _declared(self, name: str, sentence: SentencePart, under: list[CitationPart]) -> Check:
        """What the manifest declares must be what it declares now of the document whose title is quoted.

        Where other texts are loaded than then, it may declare something else; the seal alone vouches for it.
        """
        cited = {citation.document.id for citation in under}
        told = {
            said
            for work in works_of(tuple(self._stored.values()))
            if work.first.id in cited
            for said in all_sentences(work, self._export.language)
        }
        if sentence.text in told:
            return Check(name, ok=True, detail="manifest, as it is declared")
        audit = self._export.audit
        same = audit is None or collection_of(self._stored.values()).digest == audit.collection.digest
        if same:
            return Check(name, ok=False, detail="the manifest does not declare this of the document quoted")
        return Check(
            name, self._sealed, "other texts are loaded since, and the manifest declares something else"
        )

    def _text(self, document: Expression) -> Check:
        name = f"{document.id}.{document.language}"
        stored = self._stored.get((document.id, document.language))
        quoted = any(part.document == document for part in self._export.quoted())
        if stored is None:
            return Check(
                name, ok=not quoted, detail="not loaded" if quoted else "not loaded; it is not quoted"
            )
        now = stored.expression.version
        if now != document.version:
            was = document.version[:DIGEST_SHOWN]
            return Check(
                name, ok=True, detail=f"the file has changed since: {now[:DIGEST_SHOWN]}…, was {was}…"
            )
        faults = list(_metadata_faults(stored, document, self._texts.get(document)))
        same_reader = self._unchanged(document)
        return _check(name, faults, "the same file" if same_reader else "the same file, read in another way")

    def _named(self) -> list[Expression]:
        return list(dict.fromkeys((*(part.document for part in self._export.quoted()), *self._texts)))

    def _unchanged(self, document: Expression) -> bool:
        """Tell whether a text is the same file, read by the same version of the same reader."""
        stored = self._stored.get((document.id, document.language))
        text = self._texts.get(document)
        return (
            stored is not None
            and stored.expression.version == document.version
            and (text is None or text.reader in {None, reader_of(stored)})
        )

    def _same_text(self, work: str, language: str) -> bool:
        """Tell whether a text that is only shown is as it was; without an audit it is taken to be."""
        shown = [d for d in self._texts if (d.id, d.language) == (work, language)]
        return all(self._unchanged(document) for document in shown)


def _incoherences(export: Exported) -> Iterator[str]:
    """What cannot be said by one outcome."""
    quoted = {part.document.id for part in export.quoted()}
    for work in sorted(quoted.difference(export.searched_documents or quoted)):
        yield f"{work} is none of the documents that it says were searched"
    if export.outcome == "abstention":
        if export.abstention is None or export.answer is not None or export.sentences or export.citations:
            yield "an abstention holds no answer"
        return
    if not export.sentences or not export.citations or export.abstention is not None:
        yield "an answer needs a quotation under each of its sentences"
    text = " ".join(f"{s.text} {''.join(f'[{m}]' for m in s.markers)}" for s in export.sentences)
    if export.answer != text:
        yield "its text is not that of its sentences"
    if len({citation.marker for citation in export.citations}) != len(export.citations):
        yield "two quotations have the same marker"


def _metadata_faults(stored: StoredDocument, said: Expression, text: TextPart | None) -> Iterator[str]:
    now, then = asdict(stored.expression), asdict(said)
    if text is not None and text.reader is not None:
        now |= {"source": stored.origin.source, "licence": stored.origin.licence}
        then |= {"source": text.source, "licence": text.licence}
    for name, value in now.items():
        if value != then[name]:
            yield f"its {name} is {value}, the export says {then[name]}"


def _name(part: QuotedPart) -> str:
    return f"{part.document.id}.{part.document.language}#{part.locator.anchor}"


def _check(name: str, faults: list[str], holds: str) -> Check:
    return Check(name, not faults, "; ".join(faults) or holds)
