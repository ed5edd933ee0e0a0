"""What a CELEX number rests on, in Dutch and English: all that the cards and the rules can say."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from kb.citations import resolve, unite
from kb.citations.cards import cards
from kb.render.grounds import BETWEEN, TABLE, ground_in
from kb.render.html.instrument import instrument_page
from kb.surfaces.web.words_references import WORDS

if TYPE_CHECKING:
    from kb import KnowledgeBase

GROUNDS = tomllib.loads(TABLE.read_text("utf-8"))["ground"]
RULES = {*resolve.NO_RULE.values(), resolve.BY_RULE, resolve.YEAR_DOUBTFUL, resolve.AS_PROPOSAL}
BESIDE = {unite.PUBLISHED_THERE, unite.READ_THERE}
NAMES = {other.evidence for _, other in cards().same_as.values()}
CARDS = {card.evidence for card in cards().by_key.values()}


def test_the_table_holds_what_can_be_said_and_nothing_else() -> None:
    assert sorted(ground["en"] for ground in GROUNDS) == sorted(RULES | BESIDE | NAMES | CARDS)
    assert all(sorted(ground) == ["en", "nl"] and ground["nl"] != ground["en"] for ground in GROUNDS)


@pytest.mark.parametrize("key", sorted({*cards().by_key, *cards().same_as}))
def test_every_card_is_dutch_on_a_dutch_page(key: str) -> None:
    card = cards().of(key)
    assert card is not None
    reason = resolve.resolve(key, card.kind).reason
    said, language = ground_in("nl", reason)
    assert language == "nl"
    assert said.count(BETWEEN) == reason.count(BETWEEN)
    assert ground_in("en", reason) == (reason, "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_ground_of_each_instrument_cited_is_in_the_language_of_the_page(
    desk: KnowledgeBase, language: str
) -> None:
    for instrument in desk.look_up():
        page = str(instrument_page(instrument, (), WORDS[language], language))
        assert f'<span class="faint">{WORDS[language]["reason"]}: <span>' in page
