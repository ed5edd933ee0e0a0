"""Which word of a question meets which word of a text: the same in every process."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kb.analysis import analyzer
from kb.encoder import built_in
from kb.retrieve.interaction import SYNONYM_SIMILARITY, Interaction
from kb.retrieve.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence


class _InOrder(frozenset[str]):
    """Names that are iterated over in a given order, as a set is in some process or other."""

    order: Sequence[str] = ()

    def __iter__(self):  # noqa: ANN204 - as the set's own
        return iter(self.order)


def test_a_word_that_is_one_name_and_a_part_of_it_another_is_met_the_same_in_any_order() -> None:
    (asked,) = analyzer("nl").terms("regeling")
    (compound,) = analyzer("nl").terms("clusterbeleid")
    assert compound.parts
    met = []
    for order in permutations((compound.key, *compound.parts)):
        names = _InOrder(order)
        names.order = order
        lexicon = Lexicon(built_in())
        interaction = Interaction([asked], lambda _term: 1.0, lexicon, lexicon.numbers([compound]), [names])
        met.append(float(interaction.align([compound]).similarity[0]))
    assert met == pytest.approx([SYNONYM_SIMILARITY] * len(met))
