"""Results as a person reads them on a terminal: the answer, then its numbered sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from kb.answer import Answer, Support
from kb.answer.house_style import day, house_style
from kb.render.history import references_line
from kb.render.ingested import ingestion
from kb.render.labels import labels_of
from kb.render.styles import AROUND, INDENT, MARKER, QUOTE_BEGINS, QUOTE_ENDS, QUOTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from kb.answer import Abstention, Citation
    from kb.answer.audit import Check
    from kb.ingestion.fetching import FetchReport
    from kb.ingestion.removal import Removed
    from kb.register import Instrument
    from kb.register.status import Status
    from kb.retrieve import Hit
    from kb.retrieve.scope import Scope
    from kb.store import StoredDocument


def outcome(result: Answer | Abstention) -> Group:
    """Return an answer with its sources, or an abstention with the nearest passages."""
    language = result.asked.language
    labels = labels_of(language)
    read_as = _read_as(result.asked.read_as, labels)
    if isinstance(result, Answer):
        by_passage = groupby(result.citations, key=lambda c: c.source.passage.key)
        sources = [_source(list(citations), language) for _, citations in by_passage]
        said = [*_only(result.asked.searched, labels), *_answer(result, labels)]
        return Group(*read_as, *said, Text(), Text(labels["sources"], style="bold"), *sources)
    if not result.nearest:
        return Group(*read_as, Text(result.message))
    nearest = search(result.nearest, language)
    heading = Text(labels["nearest"], style="bold")
    return Group(*read_as, Text(result.message), Text(), heading, nearest)


def _read_as(question: str | None, labels: Mapping[str, str]) -> tuple[Text, ...]:
    """Say how a question with misspelt words was read, so that nobody is answered another one unseen."""
    return () if question is None else (Text(f"{labels['read_as']}: {question}", style="italic"),)


def _only(scope: Scope, labels: Mapping[str, str]) -> tuple[Text, ...]:
    """Say which documents were chosen; an abstention says so itself."""
    if not scope.names:
        return ()
    said = labels["searched_only"].format(names="; ".join(scope.names))
    return (Text(f"{labels['searched']}: {said}", style="italic"),)


def search(found: Sequence[Hit], language: str) -> Group:
    """Return a numbered list of hits."""
    if not found:
        return Group(Text(labels_of(language)["none"]))
    return Group(*(_hit(number, hit, language) for number, hit in enumerate(found, start=1)))


def explanation(found: Sequence[Hit], language: str, names: Sequence[tuple[str, Sequence[str]]]) -> Group:
    """Return a numbered list of hits, each with its scores and the words that met.

    `names` are the concepts of the question with their other names.
    """
    called = labels_of(language)["called"]
    return Group(
        *(Text(f"{called}: {name} = {', '.join(others)}", style=AROUND) for name, others in names if others),
        *(
            Group(_hit(number, hit, language), Padding(_why(hit), INDENT, expand=False))
            for number, hit in enumerate(found, start=1)
        ),
    )


def fetching(report: FetchReport) -> Group:
    """Return what came of each work and language, where people find what is not held, and the ingestion."""
    rows: list[RenderableType] = []
    for came in report.works:
        what = ", ".join(came.files) if came.files else came.eur_lex
        rows.append(Text(f"{came.outcome:<11} {came.label} ({came.language})  {what}"))
        if came.detail:
            rows.append(Padding(Text(came.detail, style=AROUND), INDENT, expand=False))
    if report.by_hand:
        rows.append(
            Text(f"To do by hand: download from these pages, drop the files into {report.by_hand.folder}")
        )
        rows += [Padding(Text(link), INDENT, expand=False) for link in report.by_hand.links]
    return Group(*rows, *([ingestion(report.ingestion)] if report.ingestion else []))


def removal(removed: Sequence[Removed]) -> Group:
    """Return what was removed, and which file would bring it back."""
    rows: list[RenderableType] = []
    for gone in removed:
        rows.append(Text(f"removed    {gone.file}  ({gone.document}, {gone.language})"))
        if gone.comes_back:
            note = f"{gone.comes_back} is still there: if it is ingested again, the document comes back"
            rows.append(Padding(Text(note, style=AROUND), INDENT, expand=False))
    return Group(*rows)


def status(state: Status) -> Group:
    """Return the documents stored, each with what is known of it, and what they cite that is not here."""
    rows: list[RenderableType] = [row for stored in state.documents for row in _document(stored)]
    missing = state.cited_but_not_loaded
    if missing:
        rows.append(
            Text(f"{len(missing)} cited but not loaded; kb fetch --footnotes fetches what it can", "bold")
        )
        rows += [Padding(_missing(instrument), INDENT, expand=False) for instrument in missing]
    return Group(*rows, Text(f"generation {state.generation}, encoder {state.encoder}"))


def _missing(instrument: Instrument) -> Text:
    return Text.assemble((instrument.celex or instrument.key, "bold"), f"  {instrument.name('en')}")


def checks(made: Sequence[Check]) -> Group:
    """Return one line a check."""
    return Group(
        *(
            Text.assemble(("ok    ", "green") if c.ok else ("WRONG ", "bold red"), f"{c.name}: {c.detail}")
            for c in made
        )
    )


def _answer(answer: Answer, labels: dict[str, str]) -> list[Text]:
    """Return the answer, what it leaves open, and what its sentences are where they are no quotations."""
    text = Text()
    for sentence in answer.sentences:
        if text:
            text.append(" ")
        text.append(sentence.text)
        text.append(" " + "".join(f"[{marker}]" for marker in sentence.markers), style=MARKER)
    supports = {sentence.support for sentence in answer.sentences}
    labelled = (Support.TRANSLATED, Support.MANIFEST)
    remarks = [*answer.remarks, *(labels[support] for support in labelled if support in supports)]
    report = answer.generation_report
    if report is not None:
        remarks.append(labels["fallback" if report.fallback else "worded"].format(model=report.model))
    return [text, *(Text(remark, style="italic") for remark in remarks)]


def _document(stored: StoredDocument) -> tuple[Text, Padding]:
    expression = stored.expression
    facts = (
        expression.reference,
        expression.celex,
        expression.authority,
        stored.pages and f"{stored.pages} pages",
        f"{stored.passages} passages",
        f"{stored.footnotes} notes",
        stored.origin.name,
    )
    head = Text.assemble((expression.id, "bold"), f" ({expression.language}) {expression.title}")
    return head, Padding(Text(", ".join(str(fact) for fact in facts if fact)), INDENT, expand=False)


def _source(citations: Sequence[Citation], language: str) -> Group:
    """Return a passage and the quotations in it, which may be more than one."""
    first = citations[0]
    document = first.document
    labels = labels_of(language)
    head = Text("".join(f"[{citation.marker}]" for citation in citations), style=MARKER)
    head.append(f" {first.house_style}", style="not bold default")
    if document.date:
        head.append(f" ({labels['dated']} {day(document.date)})", style="not bold default")
    if document.authority is not None:
        head.append(f" – {labels[document.authority]}", style=f"not bold {AROUND}")
    rows: list[RenderableType] = [head, Padding(_in_passage(citations), INDENT, expand=False)]
    references = [reference for citation in citations for reference in citation.references]
    if references:
        line = f"{labels['refers']}: {references_line(references, language)}"
        rows.append(Padding(Text(line, style=AROUND), INDENT, expand=False))
    if first.url:
        rows.append(Padding(Text(first.url, style=AROUND), INDENT, expand=False))
    return Group(*rows)


def _in_passage(citations: Sequence[Citation]) -> Text:
    """Return a passage with its quotations marked; a passage quoted whole needs no marks."""
    passage = citations[0].source.passage
    spans = sorted(citation.source.span for citation in citations)
    if len(spans[0]) == len(passage.text):
        return Text(passage.text)
    text, at = Text(), 0
    for span in spans:
        text.append(passage.text[at : span.start], style=AROUND)
        text.append(f"{QUOTE_BEGINS}{span.of(passage.text)}{QUOTE_ENDS}", style=QUOTED)
        at = span.end
    return text.append(passage.text[at:], style=AROUND)


def _hit(number: int, hit: Hit, language: str) -> Group:
    where = house_style(hit.document, hit.locator, language)
    head = Text.assemble((f"[{number}] ", MARKER), where)
    return Group(head, Padding(Text(hit.text), INDENT, expand=False))


def _why(hit: Hit) -> Text:
    scores = hit.scores
    parts = (("lexical", scores.lexical), ("dense", scores.dense), ("align", scores.align))
    numbers = "  ".join(f"{name} {value:.2f}" for name, value in parts if value is not None)
    met = ", ".join(f"{m.question} ~ {m.passage} {m.similarity:.2f}" for m in hit.matches)
    return Text(f"{hit.score:.2f}  ({numbers})  {met}", style=AROUND)
