"""Results as a person reads them on a terminal: the answer, then its numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kb.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from kb.answer import Abstention, Citation
    from kb.answer.audit import Check
    from kb.desk import Status
    from kb.document import Locator
    from kb.ingestion import IngestionReport
    from kb.retrieve import Hit

LABELS = {
    "nl": {
        "sources": "Bronnen",
        "nearest": "Dichtst in de buurt",
        "none": "Niets gevonden.",
        "dated": "van",
    },
    "en": {
        "sources": "Sources",
        "nearest": "Nearest passages",
        "none": "Nothing found.",
        "dated": "of",
    },
}
MARKER = "bold cyan"
QUOTED = "bold"
AROUND = "dim"


def outcome(result: Answer | Abstention) -> Group:
    """Return an answer with its sources, or an abstention with the nearest passages."""
    labels = LABELS.get(result.asked.language, LABELS["en"])
    if isinstance(result, Answer):
        sources = [_source(citation, labels["dated"]) for citation in result.citations]
        return Group(_answer(result), Text(), Text(labels["sources"], style="bold"), *sources)
    if not result.nearest:
        return Group(Text(result.message))
    return Group(
        Text(result.message),
        Text(),
        Text(labels["nearest"], style="bold"),
        search(result.nearest, result.asked.language),
    )


def search(found: Sequence[Hit], language: str) -> Group:
    """Return a numbered list of hits."""
    if not found:
        return Group(Text(LABELS.get(language, LABELS["en"])["none"]))
    return Group(*(_hit(number, hit) for number, hit in enumerate(found, start=1)))


def explanation(found: Sequence[Hit]) -> Group:
    """Return a numbered list of hits, each with its scores and the words that met."""
    return Group(
        *(
            Group(_hit(number, hit), Padding(_why(hit), (0, 0, 1, 4), expand=False))
            for number, hit in enumerate(found, start=1)
        )
    )


def ingestion(report: IngestionReport) -> Group:
    """Return what happened to each file, and a line that sums it up."""
    rows = [
        Text(f"{verb:<10} {item.file}  ({item.document}, {item.language})")
        for verb, items in (
            ("added", report.added),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("removed", report.removed),
        )
        for item in items
    ]
    counts = (
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.unchanged)} unchanged, "
        f"{len(report.removed)} removed, {len(report.failed)} failed"
    )
    return Group(*rows, Text(counts))


def status(state: Status) -> Group:
    """Return a table of the documents stored."""
    table = Table("document", "language", "CELEX", "authority", "pages", "passages", "notes", "file")
    for stored in state.documents:
        expression = stored.expression
        cells = (
            expression.id,
            expression.language,
            expression.celex or "",
            expression.authority or "",
            "" if stored.pages is None else str(stored.pages),
            str(stored.passages),
            str(stored.footnotes),
            stored.origin.path,
        )
        table.add_row(*(Text(cell) for cell in cells))
    return Group(table, Text(f"generation {state.generation}"))


def checks(made: Sequence[Check]) -> Group:
    """Return one line a check."""
    return Group(
        *(
            Text.assemble(("ok    ", "green") if c.ok else ("WRONG ", "bold red"), f"{c.name}: {c.detail}")
            for c in made
        )
    )


def console() -> Console:
    """Return the console for results: standard output, without invented highlighting."""
    return Console(highlight=False, soft_wrap=False)


def _answer(answer: Answer) -> Text:
    text = Text()
    for sentence in answer.sentences:
        if text:
            text.append(" ")
        text.append(sentence.text)
        text.append(" " + "".join(f"[{marker}]" for marker in sentence.markers), style=MARKER)
    return text


def _source(citation: Citation, dated: str) -> Group:
    document = citation.document
    when = f" ({dated} {document.date})" if document.date else ""
    head = Text.assemble((f"[{citation.marker}] ", MARKER), citation.house_style, when)
    if document.authority is not None:
        head.append(f" – {document.authority}", style=AROUND)
    rows: list[RenderableType] = [head, Padding(_in_passage(citation), (0, 0, 0, 4), expand=False)]
    if citation.url:
        rows.append(Padding(Text(citation.url, style=AROUND), (0, 0, 0, 4), expand=False))
    return Group(*rows)


def _in_passage(citation: Citation) -> Text:
    quote = citation.source
    text = Text(quote.passage.text, style=AROUND)
    text.stylize(QUOTED + " not dim", quote.span.start, quote.span.end)
    return text


def _hit(number: int, hit: Hit) -> Group:
    head = Text.assemble((f"[{number}] ", MARKER), _where(hit.document.reference, hit.locator))
    return Group(head, Padding(Text(hit.text), (0, 0, 0, 4), expand=False))


def _where(reference: str | None, locator: Locator) -> str:
    page = f", p. {locator.page}" if locator.page else ""
    return f"{reference or ''} {locator.anchor}{page}".strip()


def _why(hit: Hit) -> Text:
    scores = hit.scores
    parts = (("lexical", scores.lexical), ("dense", scores.dense), ("align", scores.align))
    numbers = "  ".join(f"{name} {value:.2f}" for name, value in parts if value is not None)
    met = ", ".join(f"{m.question} ~ {m.passage} {m.similarity:.2f}" for m in hit.matches)
    return Text(f"{hit.score:.2f}  ({numbers})  {met}", style=AROUND)
