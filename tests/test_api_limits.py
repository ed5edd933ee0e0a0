"""What sheds requests: the line in front of the desk, the rate of a client, what is remembered."""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from kb.desk.kept import Outcomes
from kb.surfaces.api import ApiLimits, api
from kb.surfaces.api.errors import RefusedRequestError
from kb.surfaces.api.limits import Line, Rate
from kb.workers import Workers

if TYPE_CHECKING:
    from kb import KnowledgeBase


@pytest.mark.parametrize(
    ("at_a_time", "waiting", "come", "refused"),
    [
        pytest.param(1, 0, 3, 2, id="nobody may wait"),
        pytest.param(2, 3, 9, 4, id="some may wait"),
        pytest.param(1, 8, 9, 0, id="all may wait"),
    ],
)
def test_the_line_takes_so_many_and_refuses_the_rest_at_once(
    at_a_time: int, waiting: int, come: int, refused: int
) -> None:
    line, opened = Line(at_a_time, waiting), threading.Event()
    done: list[int] = []
    shed: list[RefusedRequestError] = []

    async def ask(number: int) -> None:
        try:
            await line.run(lambda: (opened.wait(60), done.append(number)))
        except RefusedRequestError as error:
            shed.append(error)

    async def everyone() -> None:
        async with anyio.create_task_group() as group:
            for number in range(come):
                group.start_soon(ask, number)
            await anyio.wait_all_tasks_blocked()
            assert len(shed) == refused
            opened.set()
        await line.run(lambda: done.append(come))

    anyio.run(everyone)
    assert len(done) == come - refused + 1
    assert {(error.status, error.headers["Retry-After"]) for error in shed} <= {
        (HTTPStatus.SERVICE_UNAVAILABLE, "1")
    }


def test_who_comes_first_is_answered_first() -> None:
    line, done = Line(1, 20), []

    async def everyone() -> None:
        async with anyio.create_task_group() as group:
            for number in range(20):
                group.start_soon(line.run, lambda number=number: done.append(number))

    anyio.run(everyone)
    assert done == list(range(20))


def test_work_that_fails_leaves_the_line_as_it_was() -> None:
    line = Line(1, 0)

    async def everyone() -> None:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await line.run(lambda: 1 / 0)

    anyio.run(everyone)


def test_a_client_that_comes_too_often_is_told_when_to_come_back() -> None:
    rate = Rate(8)
    for _ in range(2):
        rate.count("a")
    for _ in range(2):  # being refused does not make it longer
        with pytest.raises(RefusedRequestError) as refused:
            rate.count("a")
        assert refused.value.status == HTTPStatus.TOO_MANY_REQUESTS
        assert refused.value.headers == {"Retry-After": "8"}
    rate.count("b")


def test_without_a_rate_nobody_is_counted() -> None:
    rate = Rate(0)
    for _ in range(10_000):
        rate.count("a")


def test_a_rate_holds_over_http_for_questions_and_not_for_health(desk: KnowledgeBase) -> None:
    async def statuses() -> list[int]:
        app = api(desk, Workers(desk), Outcomes(), ApiLimits(waiting=1, rate=4), lambda: False)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            asked = [await client.get("/cite?query=voetnoot 25") for _ in range(2)]
            assert asked[-1].headers["retry-after"]
            return [response.status_code for response in (*asked, await client.get("/health"))]

    assert anyio.run(statuses) == [200, 429, 200]
