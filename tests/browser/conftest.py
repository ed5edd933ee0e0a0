"""The desk that all browser tests share; at the end of them a law: no request went to another host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from tests.browser.desk import looked_at, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.desk import Desk


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("served")
    with KnowledgeBase.open(home) as opened:
        opened.ingest()
    with serving(home) as address:
        yield address


@pytest.fixture(scope="package")
def seen(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk in a browser; where there is no browser the tests are skipped and say so."""
    try:
        with looked_at(request.getfixturevalue("served")) as desk:
            yield desk
            assert desk.requests
            assert desk.strange() == []
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
