"""An outcome as it is shown on the page: what is said, and beside it the proof."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kb.answer import Abstention, Answer, Support
from kb.document import BlockKind
from kb.render.dossier import cite_as
from kb.render.html.abstention import instead, refused
from kb.render.html.element import NOTHING, Html, element, joined
from kb.render.html.found import how_found
from kb.render.html.source import marker_id, quote_id, sources
from kb.render.html.words import WORDS
from kb.render.labels import labels_of
from kb.render.sources import NO_BREAK, dated, searched
from kb.retrieve.scope import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.answer import GenerationReport, Sentence
    from kb.answer.record import Record
    from kb.answer.surroundings import Surroundings

FORMATS = ("docx", "md", "json")

SHORT = 700
"""Characters of an answer that stays beside its sources while they are read; a longer one would be cut."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An outcome with all that is shown of it; `token` is the name under which it can be kept."""

    outcome: Answer | Abstention
    record: Record
    around: Mapping[str, Surroundings]
    token: str


def outcome_shown(shown: Shown, language: str) -> Html:
    """Return the outcome in the language of the page."""
    outcome = shown.outcome
    if isinstance(outcome, Answer):
        said = joined((_only(shown, language), _answer(outcome, language)))
        proof = sources(outcome, shown.around, language)
    else:
        said = refused(outcome, shown.record.collection.documents, language)
        proof = instead(outcome, language)
    short = len(copy_text(outcome, language)) < SHORT
    return element(
        "div",
        element(
            "div",
            element(
                "div",
                _asked(outcome, language),
                said,
                _keeping(shown, language),
                class_="said short" if short else "said",
            ),
            proof,
            class_="beside",
        ),
        how_found(outcome.asked, shown.record.considered, language),
        class_="outcome",
        data_collection=shown.record.collection.digest,
    )


def announced(outcome: Answer | Abstention, language: str) -> str:
    """Return what a screen reader is told when the outcome has come."""
    words = WORDS[language]
    if isinstance(outcome, Abstention):
        return words["no_answer_said"].format(message=outcome.message)
    count = len({citation.source.passage.key for citation in outcome.citations})
    return words["one_source"] if count == 1 else words["sources_counted"].format(count=count)


def _asked(outcome: Answer | Abstention, language: str) -> Html:
    """The question, how it was read, and what it goes on from."""
    asked, words, labels = outcome.asked, WORDS[language], labels_of(language)
    spoken = asked.read_in or asked.language
    lines = ((words["goes_on_from"], asked.context), (labels["read_as"], asked.read_as))
    return joined(
        (
            element("h2", asked.question, lang=spoken, tabindex=-1, id="asked"),
            element(
                "button",
                words["edit"],
                type="button",
                class_="plain",
                data_do="edit",
                data_value=asked.question,
            ),
            *(
                element("p", f"{label}: ", element("q", text, lang=spoken), class_="faint")
                for label, text in lines
                if text
            ),
        )
    )


def _only(shown: Shown, language: str) -> Html:
    """Say which texts were searched where it were not all: a choice made earlier is easily forgotten."""
    asked, documents = shown.outcome.asked, shown.record.collection.documents
    if asked.searched == EVERYTHING:
        return NOTHING
    said = searched(asked, documents, language)
    return element("p", f"{labels_of(language)['searched']}: {said}", class_="faint")


def _answer(answer: Answer, language: str) -> Html:
    labels = labels_of(language)
    texts = {dated(citation.document, language): None for citation in answer.citations}
    supports = dict.fromkeys(sentence.support for sentence in answer.sentences)
    return element(
        "section",
        element("h3", labels["answer"]),
        element("div", *_paragraphs(answer, labels), lang=answer.asked.language, class_="words"),
        *(element("p", remark, lang=answer.asked.language, class_="notice") for remark in answer.remarks),
        *(
            element("p", labels[support], class_="faint")
            for support in supports
            if support is not Support.QUOTED
        ),
        *_model(answer.generation_report, labels),
        element("p", labels["texts_dated"].format(texts="; ".join(texts)), class_="faint"),
        class_="answer",
    )


def _paragraphs(answer: Answer, labels: Mapping[str, str]) -> Iterator[Html]:
    """The sentences, a paragraph for each passage they rest on; the items of a list as a list."""
    passages = {citation.marker: citation.source.passage for citation in answer.citations}
    linked: set[int] = set()
    items: list[Html] = []
    for _, together in groupby(answer.sentences, key=lambda s: passages[s.markers[0]].key):
        sentences = list(together)
        passage = passages[sentences[0].markers[0]]
        said = joined([part for sentence in sentences for part in _sentence(sentence, linked)])
        if passage.kind is BlockKind.ITEM:
            items.append(element("li", said))
            continue
        if items:
            yield element("ul", *items)
            items = []
        note = passage.place.footnote
        label = element("span", f"{labels['note']} {note} ", class_="label") if note is not None else None
        yield element("p", label, said, class_="note" if note is not None else None)
    if items:
        yield element("ul", *items)


def _sentence(sentence: Sentence, linked: set[int]) -> Iterator[Html | str]:
    """A sentence with its marks; the first mark of a source is the one that its way back leads to."""
    yield sentence.text
    yield NO_BREAK
    for marker in sentence.markers:
        yield element(
            "a",
            str(marker),
            href=f"#{quote_id(marker)}",
            id=None if marker in linked else marker_id(marker),
            class_="marker",
        )
        linked.add(marker)
    yield " "


def _model(report: GenerationReport | None, labels: Mapping[str, str]) -> Iterator[Html]:
    if report is not None:
        said = labels["fallback" if report.fallback else "worded"].format(model=report.model)
        yield element("p", said, class_="faint")


def _keeping(shown: Shown, language: str) -> Html:
    """What can be done with an outcome: copied, or kept as a file."""
    outcome, words = shown.outcome, WORDS[language]
    copied = element(
        "button",
        words["copy"],
        type="button",
        class_="plain",
        data_copy=copy_text(outcome, language),
        data_copied=words["copied"],
    )
    kept = f"../answers/{language}/{shown.token}"
    files = [
        element("a", words[f"as_{suffix}"], href=f"{kept}.{suffix}", download=True) for suffix in FORMATS
    ]
    keep = element("span", f"{words['keep']}: ", joined(files, ", "))
    return element("p", copied if isinstance(outcome, Answer) else None, keep, class_="doing")


def copy_text(outcome: Answer | Abstention, language: str) -> str:
    """Return an answer as it is pasted into a note: its sentences, then each source in house style."""
    if isinstance(outcome, Abstention):
        return outcome.message
    cited = [f"[{c.marker}] {cite_as(c, language)[language]}" for c in outcome.citations]
    return "\n".join((outcome.text, "", *cited))
