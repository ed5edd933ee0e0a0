"""The register as a table: which instruments the texts cite, how sure their numbers are, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.citations import Certainty
from kb.render.html.element import Html, element
from kb.render.register import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.register import Instrument

COLUMNS = ("instrument", "kind", "celex", "certainty", "cited", "text")
SORTED_BY = "cited"
"""The column by which the table is sorted at first: the order in which a reader meets the notes."""

LAST = 10_000
"""Sorts what no note cites behind the last note."""


def register_table(
    instruments: Sequence[Instrument], words: Mapping[str, str], language: str, focused: str | None = None
) -> Html:
    """Return the table; `focused` is the key of the row to return to."""
    if not instruments:
        return element("p", words["none_found"], class_="notice")
    ordered = sorted(instruments, key=_order)
    headings = (_heading(column, words) for column in COLUMNS)
    return element(
        "table",
        element("caption", count(instruments, words), " ", element("span", words["sort_hint"])),
        element("thead", element("tr", *headings)),
        element("tbody", *(_row(instrument, words, language, focused) for instrument in ordered)),
        class_="register",
    )


def count(instruments: Sequence[Instrument], words: Mapping[str, str]) -> str:
    """Say how many instruments there are, and of how many the text is here."""
    loaded = sum(instrument.loaded for instrument in instruments)
    word = words["one_instrument" if len(instruments) == 1 else "instruments"]
    return words["count" if loaded else "count_none"].format(
        number=len(instruments), word=word, loaded=loaded
    )


def meanings(words: Mapping[str, str]) -> Html:
    """Return what the words for certainty mean."""
    listed = (
        part
        for certainty in Certainty
        for part in (
            element("dt", certainty_badge(certainty, words)),
            element("dd", words[f"meaning_{certainty}"]),
        )
    )
    return element(
        "details", element("summary", words["meanings"]), element("dl", *listed), class_="meanings"
    )


def certainty_badge(certainty: Certainty, words: Mapping[str, str]) -> Html:
    """Return how sure a CELEX number is, in a word or two."""
    return element("span", words[f"certainty_{certainty}"], class_=f"certainty {certainty}")


def loaded_badge(instrument: Instrument, words: Mapping[str, str]) -> Html:
    """Return whether the text of an instrument is loaded."""
    name = "loaded" if instrument.loaded else "not_loaded"
    return element("span", words[name], class_=f"badge {'authentic' if instrument.loaded else 'missing'}")


def cited(instrument: Instrument, words: Mapping[str, str]) -> str:
    """Say where an instrument is cited: in which notes, of which work if several, and how often else."""
    notes: dict[str, set[int]] = {}
    elsewhere = set()
    for place in instrument.cited_in:
        if place.footnote is None:
            elsewhere.add((place.document.id, place.locator.anchor))
        else:
            notes.setdefault(place.document.reference or place.document.title, set()).add(place.footnote)
    named = [_notes(work, numbers, words, several=len(notes) > 1) for work, numbers in notes.items()]
    if elsewhere:
        named.append(words["in_running_text"].format(times=len(elsewhere)))
    return "; ".join(named)


def _notes(work: str, numbers: set[int], words: Mapping[str, str], *, several: bool) -> str:
    listed = ", ".join(map(str, sorted(numbers)))
    word = words["note"] if len(numbers) == 1 else words["notes"]
    return f"{work}, {word} {listed}" if several else f"{word} {listed}"


def _heading(column: str, words: Mapping[str, str]) -> Html:
    return element(
        "th",
        element("button", words[f"column_{column}"], element("span", class_="arrow"), type="button"),
        scope="col",
        class_=column,
        aria_sort="ascending" if column == SORTED_BY else None,
    )


def _row(instrument: Instrument, words: Mapping[str, str], language: str, focused: str | None) -> Html:
    kind = KIND_NAMES[language][instrument.kind]
    places = cited(instrument, words)
    opens = element(
        "button",
        instrument.name(language),
        type="button",
        class_="opens",
        lang=title_language(instrument, language),
        data_open=instrument.key,
        data_focus=instrument.key == focused,
    )
    # Beside the title where the screen is too narrow for the other columns.
    also = " · ".join(part for part in (kind, instrument.celex, places) if part)
    return element(
        "tr",
        element(
            "th",
            opens,
            element("span", also, class_="also", aria_hidden="true"),
            scope="row",
            data_sort=instrument.name(language),
        ),
        element("td", kind, class_="kind"),
        element("td", instrument.celex or "–", class_="celex", data_sort=instrument.celex or ""),
        element(
            "td",
            certainty_badge(instrument.certainty, words),
            class_="certainty",
            data_sort=list(Certainty).index(instrument.certainty),
        ),
        element(
            "td",
            places or "–",
            class_="cited",
            data_sort=_first_note(instrument) if _first_note(instrument) < LAST else "",
        ),
        element("td", loaded_badge(instrument, words), class_="text", data_sort=int(not instrument.loaded)),
    )


def title_language(instrument: Instrument, language: str) -> str | None:
    """Return the language of the title shown, None where that is the language of the page or not known."""
    if language in instrument.title or not instrument.title:
        return None
    return next(iter(instrument.title))


def _order(instrument: Instrument) -> tuple[int, str]:
    return _first_note(instrument), instrument.key


def _first_note(instrument: Instrument) -> int:
    return min((place.footnote for place in instrument.cited_in if place.footnote), default=LAST)
