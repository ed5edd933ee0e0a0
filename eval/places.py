"""Where something stands in the texts, for who writes gold questions: words in, places and texts out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from eval.questions import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb import KnowledgeBase


@dataclass(frozen=True, slots=True)
class TextOfPlace:
    """What stands in a place, by language; `anchor` is the same in all."""

    anchor: str
    texts: Mapping[str, str]


def places(desk: KnowledgeBase) -> list[TextOfPlace]:
    """Return every place of the texts; a list is a place of its own, with the text of its items."""
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for passage in desk.passages():
        anchor = passage.place.anchor
        texts[anchor][passage.expression.language].append(passage.text)
        if passage.place.point is not None:
            texts[anchor.rpartition(".")[0]][passage.expression.language].append(passage.text)
    return [
        TextOfPlace(anchor, {language: "\n".join(some) for language, some in by_language.items()})
        for anchor, by_language in texts.items()
    ]


def with_words(some: Iterable[TextOfPlace], words: str) -> Iterator[TextOfPlace]:
    """Iterate over the places that have all of the words, in one language and also inside longer words."""
    wanted = plain(words).split()
    for place in some:
        if any(all(word in plain(text) for word in wanted) for text in place.texts.values()):
            yield place


def shown(some: Sequence[TextOfPlace]) -> Text:
    """Return places as they are printed, one a paragraph."""
    text = Text()
    for place in some:
        text.append(f"{place.anchor}\n", style="bold")
        for language, content in sorted(place.texts.items(), reverse=True):
            text.append(f"  {language}  {content}\n")
    return text
