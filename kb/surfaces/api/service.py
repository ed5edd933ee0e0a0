"""What all endpoints share: the desk and those who answer for it, the lines before them, the answers kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from starlette.responses import Response

from kb.desk.kept import KEPT
from kb.errors import UsageError
from kb.render.shape import to_json
from kb.render.tasks import NO_MODEL
from kb.surfaces.api.errors import JSON, RefusedRequestError
from kb.surfaces.api.limits import AT_A_TIME, DRAWN_AT_A_TIME, WORDED_AT_A_TIME, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

    from kb.desk import KnowledgeBase
    from kb.desk.kept import Outcomes
    from kb.render.tasks import Question
    from kb.surfaces.api.limits import ApiLimits
    from kb.workers import Workers

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


@dataclass(frozen=True, slots=True)
class Service:
    """One desk over HTTP."""

    desk: KnowledgeBase
    workers: Workers
    outcomes: Outcomes
    line: Line
    worded: Line
    pictures: Line
    is_preparing: Callable[[], bool]

    @classmethod
    def over(
        cls,
        desk: KnowledgeBase,
        workers: Workers,
        outcomes: Outcomes,
        limits: ApiLimits,
        is_preparing: Callable[[], bool],
    ) -> Service:
        """Return the service of a desk within limits."""
        answered = Line(max(AT_A_TIME, workers.most), limits.waiting)
        worded, pictures = Line(WORDED_AT_A_TIME, limits.waiting), Line(DRAWN_AT_A_TIME, limits.waiting)
        return cls(desk, workers, outcomes, answered, worded, pictures, is_preparing)

    @property
    def is_ready(self) -> bool:
        """Whether a question can be answered: the first texts are there, and open."""
        return self.workers.generation is not None and not self.is_preparing()

    async def done(
        self, function: Callable[[KnowledgeBase, *Arguments], Result], *arguments: *Arguments
    ) -> Result:
        """Have a function of the desk done in its turn."""
        self.refuse_while_preparing()
        return await self.line.run(partial(self.workers.do, function, *arguments))

    async def answered(
        self,
        function: Callable[[KnowledgeBase, Question, *Arguments], Result],
        question: Question,
        *arguments: *Arguments,
    ) -> Result:
        """Have a question answered in its turn; one that a model words stands in a line of its own."""
        self.refuse_other_model(question.llm)
        if not question.is_worded(self.desk.settings.llm):
            return await self.done(function, question, *arguments)
        self.refuse_while_preparing()
        return await self.worded.run(partial(self.workers.here, function, question, *arguments))

    def kept(self, token: str) -> bytes:
        """Return the outcome of a token as it is kept, or refuse one that is not known any more."""
        outcome = self.outcomes.of(token)
        if outcome is None:
            raise RefusedRequestError(
                HTTPStatus.NOT_FOUND,
                f"no answer is known as {token!r}; the last {KEPT} are kept",
                "ask the question again, and use the id of that answer",
                where="id",
            )
        return outcome

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

    def refuse_other_model(self, llm: str | None) -> None:
        """Refuse a model that this server is not set to.

        A model is named by its class and its address: who may ask may not choose what is loaded.
        """
        offered = self.desk.settings.llm
        if llm not in (None, NO_MODEL, offered):
            raise UsageError(
                f"this server words answers by {offered or 'no language model'}, not by {llm!r}: "
                f'leave "llm" out, or ask for "{NO_MODEL}"'
            )


def sent(shape: Callable[[], DataclassInstance]) -> Response:
    """Return a result as a response: exactly what `--json` prints."""
    return as_json(to_json(shape()))


def as_json(written: str) -> Response:
    """Return what was written as JSON as a response."""
    return Response(written, media_type=JSON)
