"""What all endpoints share: the desk, the line in front of it, and the answers given last."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from kb.errors import UsageError
from kb.render.shape import to_json
from kb.surfaces.api.errors import JSON, RefusedRequestError
from kb.surfaces.api.given import GivenAnswers
from kb.surfaces.api.limits import AT_A_TIME, DRAWN_AT_A_TIME, WORDED_AT_A_TIME, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

    from kb.desk import KnowledgeBase
    from kb.surfaces.api.limits import ApiLimits

NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Service:
    """One desk over HTTP."""

    desk: KnowledgeBase
    line: Line
    worded: Line
    pictures: Line
    is_preparing: Callable[[], bool]
    given: GivenAnswers = field(default_factory=GivenAnswers)

    @classmethod
    def over(cls, desk: KnowledgeBase, limits: ApiLimits, is_preparing: Callable[[], bool]) -> Service:
        """Return the service of a desk within limits."""
        waiting = limits.waiting
        lines = Line(AT_A_TIME, waiting), Line(WORDED_AT_A_TIME, waiting), Line(DRAWN_AT_A_TIME, waiting)
        return cls(desk, *lines, is_preparing)

    @property
    def is_ready(self) -> bool:
        """Whether a question can be answered: the first texts are there, and open."""
        return self.desk.generation is not None and not self.is_preparing()

    async def shown(self, shape: Callable[[], DataclassInstance]) -> Response:
        """Make a result in its turn, and send it as the command line prints it."""
        self.refuse_while_preparing()
        return await self.line.run(partial(sent, shape))

    def refuse_while_preparing(self) -> None:
        """Refuse what would have to wait until the first texts are read."""
        if self.is_preparing():
            reading = self.desk.reading
            how_far = f" ({reading.done} of {reading.total} files are done)" if reading else ""
            raise RefusedRequestError(
                HTTPStatus.CONFLICT,
                f"the desk is reading its texts{how_far}",
                "send it again in a moment; /api/v1/health says when it is ready",
                retry_after=2,
            )

    def line_for(self, llm: str | None) -> Line:
        """Return where a question stands in line, or refuse a model that this server is not set to.

        A model is named by its class and its address: who may ask may not choose what is loaded.
        """
        offered = self.desk.settings.llm
        if llm not in (None, NO_MODEL, offered):
            raise UsageError(
                f"this server words answers by {offered or 'no language model'}, not by {llm!r}: "
                f'leave "llm" out, or ask for "{NO_MODEL}"'
            )
        return self.line if llm == NO_MODEL or offered in (None, NO_MODEL) else self.worded


def sent(shape: Callable[[], DataclassInstance]) -> Response:
    """Return a result as a response: exactly what `--json` prints."""
    return Response(to_json(shape()), media_type=JSON)
