"""An abstention: what was searched, what the texts lack, and where to look instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer import Reason
from kb.answer.house_style import called, eur_lex_page
from kb.render.html.badges import badge
from kb.render.html.element import NOTHING, Html, away, element, joined
from kb.render.html.hanging import fetch_button, spoken_in
from kb.render.html.passage import read_button
from kb.render.html.words import WORDS
from kb.render.labels import labels_of
from kb.render.sources import searched, where
from kb.retrieve.scope import EVERYTHING

if TYPE_CHECKING:
    from kb.answer import Abstention
    from kb.document import Authority
    from kb.register import Instrument
    from kb.retrieve import Hit


OTHER_WORDS_HELP = frozenset({Reason.NOT_IN_TEXTS, Reason.UNCLEAR_QUESTION})


def refused(outcome: Abstention, documents: int, language: str) -> Html:
    """Return what is said instead of an answer; `documents` is how many texts there are."""
    words, labels = WORDS[language], labels_of(language)
    return element(
        "section",
        element("h3", labels["abstention"]),
        element("p", outcome.message, lang=outcome.asked.language, class_="message"),
        element(
            "dl",
            *_fact(labels["searched"], searched(outcome.asked, documents, language)),
        ),
        element("p", words["try"]) if outcome.reason in OTHER_WORDS_HELP else None,
        element("p", words["try_all"]) if outcome.asked.searched != EVERYTHING else None,
        class_="answer abstention",
    )


def instead(outcome: Abstention, language: str) -> Html:
    """Return what stands beside an abstention: documents that may help, and the nearest passages."""
    parts = (_not_loaded(outcome, language), _nearest(outcome, language))
    return element("div", *parts, class_="sources") if any(parts) else NOTHING


def _fact(label: str, said: Html | str) -> tuple[Html, Html]:
    return element("dt", label), element("dd", said)


def _not_loaded(outcome: Abstention, language: str) -> Html:
    if not outcome.cited_but_not_loaded:
        return NOTHING
    named = outcome.reason is Reason.DOCUMENT_NOT_LOADED
    listed = [element("li", *_instrument(each, language)) for each in outcome.cited_but_not_loaded]
    return element(
        "section",
        element("h3", labels_of(language)["not_loaded"]),
        element("p", WORDS[language]["named_missing" if named else "may_stand"]),
        element("ul", *listed, class_="instruments"),
    )


def _instrument(instrument: Instrument, language: str) -> tuple[Html | None, ...]:
    page = instrument.links.eur_lex_nl if language == "nl" else instrument.links.eur_lex_en
    return (
        element("span", instrument.full_name(language), lang=spoken_in(instrument, language), class_="title"),
        joined((" ", element("span", f"CELEX {instrument.celex}", class_="fact"), " "))
        if instrument.celex
        else None,
        away(WORDS[language]["eur_lex"], page) if page else None,
        fetch_button(instrument, language),
    )


def _nearest(outcome: Abstention, language: str) -> Html:
    if not outcome.nearest:
        return NOTHING
    return element(
        "section",
        element("h3", labels_of(language)["nearest"]),
        element("p", WORDS[language]["nearest_are"]),
        *(_passage(hit, language) for hit in outcome.nearest),
    )


def _passage(hit: Hit, language: str) -> Html:
    """A passage in the language of the page where it is there in it; in the others when it is opened."""
    document, page = hit.document, eur_lex_page(hit.document)
    texts = [(document.language, document.authority, hit.text)]
    texts += [(parallel.language, parallel.authority, parallel.text) for parallel in hit.parallel]
    shown, *others = sorted(texts, key=lambda text: text[0] != language)
    return element(
        "article",
        element("header", element("h4", where(document, hit.locator, language))),
        _text(*shown, language),
        *(
            element(
                "details",
                element("summary", called(other[0], language).capitalize()),
                _text(*other, language),
            )
            for other in others
        ),
        element(
            "p",
            read_button(document, hit.locator.anchor, language),
            away(WORDS[language]["read"], page) if page else None,
            class_="doing",
        ),
        class_="source",
    )


def _text(spoken: str, worth: Authority | None, text: str, language: str) -> Html:
    return element(
        "figure",
        element("figcaption", called(spoken, language).capitalize(), " ", badge(worth, language)),
        element("blockquote", element("p", text), lang=spoken),
    )
