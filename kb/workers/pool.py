"""Who answers: as many processes side by side as the administrator allows, or this one alone.

Python does one thing at a time in a process, so a desk that many ask answers in several. The first starts
before the first question; another one when a question has to wait, which is then answered by whoever is free
first. One that dies is replaced, and its task is done again. Where none can be started, this process answers
by itself. Each opens the data folder for itself, and notices by itself that the texts have changed.
"""

from __future__ import annotations

import logging
import time
from queue import Empty, LifoQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from kb.errors import WorkerError
from kb.workers.child import Done, Refused, Task
from kb.workers.hands import OwnProcess, ThisProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kb.desk import KnowledgeBase
    from kb.workers.child import Reply
    from kb.workers.hands import Hand

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

TRIES = 2
"""A task that two processes broke off over is not done a third time: it may be what ends them."""

PAUSE = 30.0
"""Seconds before another start is tried after one that failed: memory may have come free by then."""

log = logging.getLogger(__name__)


class Workers:
    """Those who answer for a desk, at most so many at a time; a context manager that ends them.

    Threads may share it.
    """

    def __init__(self, desk: KnowledgeBase, most: int = 1) -> None:
        self.most = most
        self.generation: int | None = None
        """The generation of the texts that the last task was done on; None before the first."""
        self._desk = desk
        self._here = ThisProcess(desk)
        self._lock = Lock()
        self._free: LifoQueue[Hand] = LifoQueue()  # who was busy last has the most in memory
        self._hired: list[Hand] = []
        self._not_before = 0.0
        self._is_closed = False
        if most == 1:
            self._hire_this_process()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End them; what is being done breaks off, and nothing more is done."""
        with self._lock:
            self._is_closed = True
            hired = tuple(self._hired)
        for hand in hired:
            hand.end()
        self._free.put(self._here)  # wakes whoever waits, to be told

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that answer beside this one."""
        with self._lock:
            return tuple(hand.id for hand in self._hired if isinstance(hand, OwnProcess))

    def do(self, function: Callable[[KnowledgeBase, *Arguments], Result], *arguments: *Arguments) -> Result:
        """Have a function of the desk done by whoever is free first; all that it takes and returns travels.

        Raises:
            WorkerError: The processes broke off over it, or all was closed meanwhile.
        """
        task = Task(function, arguments)
        for _ in range(TRIES):
            hand = self._taken()
            try:
                reply = hand.do(task)
            except WorkerError:
                self._dismiss(hand)
                continue
            except BaseException:  # what it says next would be heard by somebody else
                self._dismiss(hand)
                raise
            self._release(hand)
            return self._returned(reply)
        raise WorkerError(
            "the process that answers broke off over this question, and another one too; ask it in other "
            "words, and tell the administrator, who finds more in the server's output"
        )

    def here(self, function: Callable[[KnowledgeBase, *Arguments], Result], *arguments: *Arguments) -> Result:
        """Do a function of the desk in this process, beside what the others do: what mostly waits."""
        return self._returned(self._here.do(Task(function, arguments)))

    def _returned(self, reply: Reply[Result]) -> Result:
        if isinstance(reply, Done):
            self.generation = reply.generation
            return reply.result
        if isinstance(reply, Refused):
            raise reply.error
        raise RuntimeError(reply.trace)

    def _taken(self) -> Hand:
        try:
            hand = self._free.get_nowait()
        except Empty:
            self._hire()
            hand = self._free.get()
        if self._is_closed:
            self._free.put(hand)  # the next one who waits must hear of it too
            raise WorkerError("the desk is being closed")
        return hand

    def _release(self, hand: Hand) -> None:
        """Let somebody do the next task; this process retires when others have come who can."""
        with self._lock:
            retires = hand is self._here and len(self._hired) > 1
            if retires:
                self._hired.remove(hand)
        if not retires:
            self._free.put(hand)

    def _hire(self) -> None:
        """Begin to start another process, unless there are enough."""
        with self._lock:
            is_enough = len(self._hired) >= self.most
            if is_enough or self._is_closed or time.monotonic() < self._not_before:
                return
            try:
                hand = OwnProcess(self._desk.settings)
            except OSError as error:
                self._give_up(str(error))
                return
            self._hired.append(hand)
        Thread(target=self._welcome, args=(hand,), name="another worker", daemon=True).start()

    def _welcome(self, hand: OwnProcess) -> None:
        try:
            hand.wait()
        except WorkerError as error:
            self._dismiss(hand)
            with self._lock:
                self._give_up(str(error))
        else:
            self._free.put(hand)

    def _dismiss(self, hand: Hand) -> None:
        hand.end()
        with self._lock:
            if hand in self._hired:
                self._hired.remove(hand)

    def _give_up(self, why: str) -> None:
        """Go on with those who are there, this process if nobody is; call it under the lock."""
        self._not_before = time.monotonic() + PAUSE
        if not self._is_closed:
            log.warning("%s; the desk goes on with %d", why, max(len(self._hired), 1))
        if not self._hired:
            self._hire_this_process()

    def _hire_this_process(self) -> None:
        self._hired.append(self._here)
        self._free.put(self._here)
