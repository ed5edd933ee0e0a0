"""The instrument cards: nothing on two of them, nothing malformed, nothing said without saying where from."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from kb.citations import Card, Celex, Certainty, Kind, cards, find_references
from kb.citations.cards import CARDS_PATH, SUPERSEDING
from kb.citations.keys import celex_of, kind_of

EVENTS = {"amended", "corrected", "consolidated", "repealed", "replaced", "expired"}
KEY = re.compile(r"(?:act|comnat|oj|council|euco|st|press|cdr|eesc|celex|url|doc):\S+")


def every() -> list[Card]:
    return list(cards().by_key.values())


def test_every_card_of_the_file_is_there() -> None:
    rows = tomllib.loads(CARDS_PATH.read_text("utf-8"))["card"]
    assert len(every()) == len(rows)


def test_no_key_stands_on_two_cards() -> None:
    keys = Counter(card.key for card in every())
    keys += Counter(other.key for card in every() for other in card.same_as)
    keys += Counter(card.oj for card in every() if card.oj and card.oj != card.key)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_name_means_two_works() -> None:
    meant: dict[str, set[str]] = {}
    for card in every():
        for names in card.names.values():
            for name in names:
                meant.setdefault(name.casefold(), set()).add(card.key)
    assert [name for name, keys in meant.items() if len(keys) > 1] == []


@pytest.mark.parametrize("card", [pytest.param(card, id=card.key) for card in every()])
def test_a_card_is_well_formed(card: Card) -> None:
    assert KEY.fullmatch(card.key)
    assert card.evidence
    assert set(card.title) | set(card.about) | set(card.names) <= {"nl", "en", "fr", "de"}
    assert {"nl", "en"} <= set(card.about)
    assert card.title
    assert (card.celex is None) == (card.certainty is Certainty.NONE)
    assert card.celex is None or str(Celex.parse(card.celex)) == card.celex
    for other in card.same_as:
        assert KEY.fullmatch(other.key)
        assert other.evidence


@pytest.mark.parametrize("card", [pytest.param(card, id=card.key) for card in every()])
def test_a_number_on_a_card_is_the_one_that_its_key_gives(card: Card) -> None:
    by_rule = celex_of(card.key, card.kind)
    assert by_rule is None or str(by_rule) == card.celex
    assert card.key.startswith(("comnat:", "oj:", "url:", "doc:", "council:", "euco:")) or (
        kind_of(card.key) is card.kind
    )


@pytest.mark.parametrize("card", [pytest.param(card, id=card.key) for card in every() if card.history])
def test_a_history_names_works_that_have_cards_and_says_where_to_check(card: Card) -> None:
    for event in card.history:
        assert event.event in EVENTS
        assert event.check.startswith("https://eur-lex.europa.eu/")
        assert event.by is None or event.by in cards().by_key
        assert event.since is None or card.date is None or card.date < event.since
    assert card.key not in {event.by for event in card.history}


@pytest.mark.parametrize("card", [pytest.param(card, id=card.key) for card in every() if card.history])
def test_what_took_its_place_is_followed_to_an_end(card: Card) -> None:
    seen = {card.key}
    while by := [event.by for event in card.history if event.event in SUPERSEDING and event.by]:
        assert by[-1] not in seen
        seen.add(by[-1])
        card = cards().by_key[by[-1]]


@pytest.mark.parametrize(
    ("name", "key"),
    [pytest.param(name, key, id=name) for name, key in cards().names.items()],
)
def test_a_name_is_found_in_a_sentence(name: str, key: str) -> None:
    (found,) = find_references(f"Xxx {name}, xxx.")
    assert (found.verbatim, found.instrument) == (name, key)


@pytest.mark.parametrize(
    ("key", "events"),
    [
        pytest.param("act:reg:2006:1082", [("amended", "act:reg:2013:1302")], id="the EGTC regulation"),
        pytest.param("oj:C:2006:323:1", [("replaced", "oj:C:2014:198:1")], id="the State aid framework"),
        pytest.param("oj:C:2014:198:1", [("replaced", "oj:C:2022:414:1")], id="its successor"),
        pytest.param("act:dec:2006:1982", [("repealed", "act:reg:2013:1291")], id="FP7"),
        pytest.param("comnat:COM:2006:502", [], id="nothing that is not sure"),
    ],
)
def test_what_is_known_to_have_happened_later(key: str, events: list[tuple[str, str]]) -> None:
    assert [(event.event, event.by) for event in cards().by_key[key].history] == events


def test_another_key_leads_to_the_card() -> None:
    known = cards()
    assert known.instrument("comnat:C:2008:1329") == "act:reco:2008:416"
    assert known.instrument("oj:L:2006:210:19") == "act:reg:2006:1082"
    assert known.instrument("act:reg:1999:1") == "act:reg:1999:1"
    assert known.of("act:reg:1999:1") is None


def test_a_card_reached_by_another_key_is_as_sure_as_the_weaker_of_the_two() -> None:
    (by_number,) = find_references("besluit C(2008) 6091")
    (by_act,) = find_references("Besluit 2008/824/EG")
    assert (by_number.celex, by_act.celex) == ("32008D0824", "32008D0824")
    assert (by_number.certainty, by_act.certainty) == (Certainty.INFERRED, Certainty.BY_RULE)
    assert by_number.kind is Kind.DECISION
