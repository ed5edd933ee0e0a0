"""One instrument in full: what it is, how sure its number is, what became of it, where it is cited."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kb.answer.house_style import called, day, house_style
from kb.citations import Certainty, cards
from kb.render.grounds import ground_in
from kb.render.history import event_line
from kb.render.html.badges import badge
from kb.render.html.element import NOTHING, Html, element, joined
from kb.render.html.register_table import certainty_badge, loaded_badge, title_language
from kb.render.register import KIND_NAMES, issuer_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.citations import Card, Event
    from kb.register import InContext, Instrument
    from kb.text import Span


def instrument_page(
    instrument: Instrument,
    seen: Sequence[InContext],
    words: Mapping[str, str],
    language: str,
    said: Html = NOTHING,
) -> Html:
    """Return an instrument with the passages that mention it; `said` is what came of fetching its text."""
    return element(
        "article",
        element("button", words["back"], type="button", class_="back", data_back=instrument.key),
        element(
            "h2", instrument.name(language), lang=title_language(instrument, language), tabindex="-1",
            data_focus=not said,
        ),
        *_about(instrument, words, language),
        _facts(instrument, words, language),
        *_became(instrument.card, words, language),
        _text(instrument, words),
        said,
        element("h3", _mentioned(seen, words)),
        *_mentions(seen, words, language),
        class_="in-full",
    )  # fmt: skip


def can_be_fetched(instrument: Instrument) -> bool:
    """Return whether there is a text to ask the Publications Office for, and it is not here."""
    return instrument.celex is not None and not instrument.loaded


def links(instrument: Instrument, words: Mapping[str, str], language: str) -> Html:
    """Return the places on the web where an instrument can be read."""
    page = instrument.links.eur_lex_nl if language == "nl" else instrument.links.eur_lex_en
    named = (
        (page, words["eur_lex"]),
        (instrument.links.eli, "ELI"),
        (instrument.links.other, words["website"]),
    )
    return joined((address(at, name, words) for at, name in named if at), " · ")


def address(at: str, name: str, words: Mapping[str, str]) -> Html:
    """Return a link to another site, which opens beside the desk."""
    return element(
        "a",
        name,
        element("span", f" ({words['new_tab']})", class_="only-heard"),
        href=at,
        target="_blank",
        rel="noreferrer",
    )


def _about(instrument: Instrument, words: Mapping[str, str], language: str) -> Iterator[Html]:
    card = instrument.card
    if card is None:
        return
    if card.title_certainty is not Certainty.CERTAIN:
        yield element("p", words["title_unchecked"], class_="faint")
    if language in card.about:
        yield element("p", card.about[language])


def _facts(instrument: Instrument, words: Mapping[str, str], language: str) -> Html:
    card = instrument.card
    made = [issuer_name(card.issuer, language), day(card.date) if card.date else None] if card else []
    rows: tuple[tuple[str, Html | str | None], ...] = (
        (words["column_kind"], KIND_NAMES[language][instrument.kind]),
        (words["issued"], ", ".join(part for part in made if part)),
        ("CELEX", instrument.celex),
        (words["column_certainty"], _certainty(instrument, words, language)),
        (words["links"], links(instrument, words, language)),
    )
    return element(
        "dl",
        *(
            part
            for name, value in rows
            if value
            for part in (element("dt", name), element("dd", value))
        ),
        class_="facts",
    )  # fmt: skip


def _certainty(instrument: Instrument, words: Mapping[str, str], language: str) -> Html:
    """Say how sure the number is in words, and what it rests on."""
    said, spoken = ground_in(language, instrument.reason)
    reason = element("span", said, lang=None if spoken == language else spoken)
    return joined(
        (
            certainty_badge(instrument.certainty, words),
            " ",
            words[f"meaning_{instrument.certainty}"],
            element("span", f"{words['reason']}: ", reason, class_="faint"),
        )
    )


def _became(card: Card | None, words: Mapping[str, str], language: str) -> Iterator[Html]:
    events = cards().history_of(card.key) if card else ()
    if events:
        yield element("h3", words["became"])
        yield element("ul", *(_event(event, words, language) for event in events), class_="became")


def _event(event: Event, words: Mapping[str, str], language: str) -> Html:
    doubt = "" if event.certainty is Certainty.CERTAIN else f"{words[f'certainty_{event.certainty}']}; "
    return element(
        "li",
        event_line(event, language),
        " ",
        element("span", f"({doubt}", *_check(event.check, words), ")", class_="faint"),
    )


def _check(check: str, words: Mapping[str, str]) -> Iterator[Html | str]:
    """Say where an event can be looked up: a page as a link named after its site."""
    host = urlsplit(check).hostname
    if host is None:
        yield f"{words['check']} {check}"
    else:
        yield address(check, f"{words['check']} {host}", words)


def _text(instrument: Instrument, words: Mapping[str, str]) -> Html:
    """Say whether the text is here; where it is not and could be, offer to fetch it."""
    if not can_be_fetched(instrument):
        said = words["is_loaded" if instrument.loaded else "nothing_to_fetch"]
        return element("p", loaded_badge(instrument, words), " ", said, class_="text")
    return element(
        "div",
        element("p", loaded_badge(instrument, words), " ", words["can_be_fetched"]),
        element("button", words["fetch"], type="button", class_="fetch", data_fetch=instrument.key),
        class_="text",
    )


def _mentioned(seen: Sequence[InContext], words: Mapping[str, str]) -> str:
    places = len({(mention.passage.expression.id, mention.passage.place.anchor) for mention in seen})
    if not places:
        return words["not_mentioned"]
    return words["mentioned"].format(places=places, word=words["place" if places == 1 else "places"])


def _mentions(seen: Sequence[InContext], words: Mapping[str, str], language: str) -> Iterator[Html]:
    """Iterate over the places, each in the languages it stands in, that of the page first."""
    ordered = sorted(seen, key=lambda m: (m.passage.expression.id, m.passage.ordinal))
    for _, there in groupby(ordered, key=lambda m: (m.passage.expression.id, m.passage.place.anchor)):
        in_languages = sorted(there, key=lambda m: m.passage.expression.language != language)
        first = in_languages[0]
        yield element(
            "section",
            element("h4", house_style(first.passage.expression, first.locator, language)),
            element(
                "div", *(_passage(mention, words, language) for mention in in_languages), class_="languages"
            ),
            class_="mention",
        )


def _passage(mention: InContext, words: Mapping[str, str], language: str) -> Html:
    passage, expression = mention.passage, mention.passage.expression
    spoken = called(expression.language, language)
    carrier = NOTHING
    if passage.place.footnote is not None and passage.carrier:
        carrier = element("p", element("span", f"{words['note_at']}: "), passage.carrier, class_="carrier")
    return element(
        "div",
        element("p", spoken, " ", badge(expression.authority, language), class_="spoken"),
        element("div", carrier, element("p", *marked(passage.text, mention.spans)), lang=expression.language),
        class_="in-language",
    )


def marked(text: str, spans: Sequence[Span]) -> Iterator[Html | str]:
    """Iterate over the parts of a text, those in the spans marked."""
    at = 0
    for span in spans:
        yield text[at : span.start]
        yield element("mark", span.of(text))
        at = span.end
    yield text[at:]
