"""Which page of a file is being read, told to whoever wants to show it.

A reader wraps its pages in `counted`; it need not know who listens, and mostly nobody does. The listener is
bound to the context, so that two files which are read at once in two threads do not mix.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PageProgress = Callable[[int, int], None]
"""Told the number of the page that is next, from 1, and how many there are."""

Item = TypeVar("Item")

_listener: ContextVar[PageProgress | None] = ContextVar("listener", default=None)


@contextmanager
def listening(progress: PageProgress) -> Iterator[None]:
    """Tell `progress` of every page that is read meanwhile."""
    token = _listener.set(progress)
    try:
        yield
    finally:
        _listener.reset(token)


def counted(pages: Sequence[Item]) -> Iterator[Item]:
    """Iterate over pages, telling of each before it is read.

    >>> with listening(lambda page, pages: print(page, "of", pages)):
    ...     list(counted("ab"))
    1 of 2
    2 of 2
    ['a', 'b']
    """
    total = len(pages)  # a PDF walks through its pages to count them
    for number, page in enumerate(pages, 1):
        tell(number, total)
        yield page


def tell(page: int, pages: int) -> None:
    """Tell whoever listens that a page is next."""
    progress = _listener.get()
    if progress is not None:
        progress(page, pages)
