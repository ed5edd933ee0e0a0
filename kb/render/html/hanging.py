"""A note with the instruments that it cites: what they are, where to read them, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.citations import Kind
from kb.render.history import event_line
from kb.render.html.element import NOTHING, Html, away, button, element, joined
from kb.render.html.passage import plain
from kb.render.html.words import WORDS
from kb.render.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.answer.surroundings import HangingNote
    from kb.citations import Event
    from kb.register import Instrument


def hanging(notes: Sequence[HangingNote], language: str) -> Html:
    """Return the notes that hang on a passage, each with its instruments."""
    return element("ol", *(_note(note, language) for note in notes), class_="notes") if notes else NOTHING


def cited(note: HangingNote, language: str) -> Html:
    """Return the instruments that a note cites."""
    became = {reference.instrument: reference.history for reference in note.references}
    known = [
        element("li", _instrument(instrument, became[key], language))
        for key, instrument in note.instruments.items()
        if _says_more(instrument)
    ]
    return element("ul", *known, class_="instruments") if known else NOTHING


def fetch_button(instrument: Instrument, language: str) -> Html:
    """Return the button that fetches an instrument; nothing for what is loaded or has no number."""
    if instrument.loaded or instrument.celex is None:
        return NOTHING
    words = WORDS[language]
    name = instrument.name(language)
    return button(words["fetch"], "fetch", instrument.celex, words["fetch_named"].format(name=name))


def titled(instrument: Instrument, language: str) -> Html:
    """Return the title of an instrument, in a language of its own where it has none in the page's."""
    return element("span", instrument.name(language), lang=spoken_in(instrument, language), class_="title")


def spoken_in(instrument: Instrument, language: str) -> str | None:
    """Return the language of the title that is shown on a page."""
    return language if language in instrument.title else next(iter(instrument.title), None)


def _note(note: HangingNote, language: str) -> Html:
    passage, number = note.passage, note.passage.place.footnote
    label = element("span", f"{labels_of(language)['note']} {number}", class_="label")
    said = element("span", plain(passage), lang=passage.expression.language)
    return element("li", element("p", label, " ", said), cited(note, language))


def _says_more(instrument: Instrument) -> bool:
    """Whether there is more to say of it than the note does."""
    return bool(instrument.title or instrument.celex) and instrument.kind is not Kind.WEBSITE


def _instrument(instrument: Instrument, became: Sequence[Event], language: str) -> Html:
    """What it is, where it can be read, and what happened since: nobody must take 2006 for today."""
    since = "; ".join(event_line(event, language) for event in became)
    return joined(
        (
            titled(instrument, language),
            *_facts(instrument, language),
            element("span", since, class_="became") if since else None,
        ),
        " ",
    )


def _facts(instrument: Instrument, language: str) -> Iterator[Html]:
    words, links = WORDS[language], instrument.links
    if instrument.celex:
        yield element("span", f"CELEX {instrument.celex}", class_="fact")
    page = links.eur_lex_nl if language == "nl" else links.eur_lex_en
    for address, name in ((page, words["eur_lex"]), (links.other, words["website"])):
        if address:
            yield away(name, address)
    standing, look = ("loaded", "badge authentic") if instrument.loaded else ("not_loaded", "badge")
    yield element("span", words[standing], class_=look)
