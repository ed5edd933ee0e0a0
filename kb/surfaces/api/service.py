"""What all endpoints share: the desk, the line in front of it, and the answers given last."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import Response

from kb.errors import UsageError
from kb.render.shape import to_json
from kb.surfaces.api.errors import JSON
from kb.surfaces.api.given import GivenAnswers
from kb.surfaces.api.limits import AT_A_TIME, WORDED_AT_A_TIME, Line

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
    given: GivenAnswers = field(default_factory=GivenAnswers)

    @classmethod
    def over(cls, desk: KnowledgeBase, limits: ApiLimits) -> Service:
        """Return the service of a desk within limits."""
        return cls(desk, Line(AT_A_TIME, limits.waiting), Line(WORDED_AT_A_TIME, limits.waiting))

    async def shown(self, shape: Callable[[], DataclassInstance]) -> Response:
        """Make a result in its turn, and send it as the command line prints it."""
        return await self.line.run(partial(sent, shape))

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
