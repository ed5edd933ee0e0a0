"""Any LlamaIndex language model, named by its class or by a short name: the one file that knows them.

A name is the path of a class and its arguments, or a short name and a model:

    ollama/llama3.2
    openai-like/my-model?api_base=http://127.0.0.1:8000/v1
    llama_index.llms.ollama.Ollama?model=llama3.2&base_url=http://127.0.0.1:11434

Nothing is imported before the model is asked. It is asked once, for as long as the limit allows, and
whatever goes wrong is one `LanguageModelError` that says what to do.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from kb.errors import LanguageModelError, UsageError
from kb.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_index.core.llms import LLM, ChatMessage

NONE = "none"
"""The name that asks for no model, whatever the settings say."""

INTEGRATIONS = "llama_index.llms."
"""Where LlamaIndex keeps its integrations, each a package of its own."""

LONGEST_REASON = 200
"""Characters of a library's message that are passed on."""

URL_ARGUMENTS = ("base_url", "api_base")
TIME_ARGUMENTS = ("request_timeout", "timeout")
"""What the integrations call the address of their server, and their patience."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What the integrations raise over a body that they did not expect: it is no JSON, or lacks the reply."""


@dataclass(frozen=True, slots=True)
class ShortName:
    """A class that is asked for often, and the arguments with which it is made unless others are given."""

    path: str
    arguments: tuple[tuple[str, str], ...]
    needs_url: bool


SHORT_NAMES = {
    # A window of its own: for want of one the integration asks the server, and takes all that the model can.
    "ollama": ShortName("llama_index.llms.ollama.Ollama", (("context_window", "8192"),), needs_url=False),
    # Without an address this class turns to a server on the internet.
    "openai-like": ShortName(
        "llama_index.llms.openai_like.OpenAILike",
        (("is_chat_model", "true"), ("api_key", "none"), ("temperature", "0")),
        needs_url=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the model's server is, unless its name says so, and how many seconds it may take."""

    url: str | None
    seconds: float


class LanguageModel:
    """A model that is made when it is first asked."""

    def __init__(self, wanted: str, made: LLM | None, limits: Limits) -> None:
        self.name = _shown(wanted)
        self._wanted = wanted
        self._made = made
        self._limits = limits

    @classmethod
    def named(cls, wanted: str | LLM, limits: Limits) -> LanguageModel | None:
        """Return the model of a name, or the one given; None for "none".

        Raises:
            UsageError: there is no such name.
        """
        if not isinstance(wanted, str):
            # Not its metadata: for them some integrations ask their server.
            return cls(f"{wanted.class_name()}/{getattr(wanted, 'model', '')}".rstrip("/"), wanted, limits)
        if wanted == NONE:
            return None
        _class_and_arguments(wanted, limits)
        return cls(wanted, None, limits)

    def reply(self, system: str, user: str) -> str:
        """Return what the model answers.

        Raises:
            LanguageModelError: it cannot be had, is away, is too slow, or what it sends is no reply.
        """
        made = self._made = self._made or _make(self._wanted, self._limits)
        messages = _messages(system, user)
        answered: SimpleQueue[str | Exception] = SimpleQueue()
        # A thread, because a server that sends a byte a second never meets the patience of a client.
        threading.Thread(target=_ask, args=(made, messages, answered), daemon=True).start()
        try:
            reply = answered.get(timeout=self._limits.seconds)
        except Empty as error:
            raise self._too_slow() from error
        if isinstance(reply, Exception):
            raise self._failed(reply, made) from reply
        return reply

    def _failed(self, error: Exception, made: LLM) -> LanguageModelError:
        if "timeout" in type(error).__name__.lower():
            return self._too_slow()
        what = "sent what is no reply" if isinstance(error, UNREADABLE) else "failed"
        return LanguageModelError(
            f"language model {self.name}{_at(made)} {what} ({_reason(error)}); start its server and "
            "check its name and address, or ask without --llm"
        )

    def _too_slow(self) -> LanguageModelError:
        return LanguageModelError(
            f"language model {self.name} did not answer within {self._limits.seconds:g} s; allow it "
            "more with KB_LLM_TIMEOUT, or ask without --llm"
        )


def load_llm(name: str | None = None) -> LLM:
    """Return the language model of a name; without one, that of the settings.

    Raises:
        UsageError: there is no such name, or none at all.
        LanguageModelError: it cannot be made.
    """
    settings = Settings.from_environment()
    wanted = name or settings.llm
    if wanted is None or wanted == NONE:
        raise UsageError(f"no language model is named: write {_forms_of_names()}, or set KB_LLM")
    return _make(wanted, Limits(settings.llm_url, settings.llm_timeout))


def _messages(system: str, user: str) -> list[ChatMessage]:
    from llama_index.core.llms import ChatMessage, MessageRole  # noqa: PLC0415 - takes seconds to import

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]


def _ask(made: LLM, messages: list[ChatMessage], answered: SimpleQueue[str | Exception]) -> None:
    try:
        answered.put(str(made.chat(messages).message.content or ""))
    except Exception as error:  # noqa: BLE001 - raised again by the one who waits
        answered.put(error)


def _shown(wanted: str) -> str:
    """Return a name without its arguments, among which keys and addresses may be, but for the model."""
    path, _, arguments = wanted.partition("?")
    model = dict(parse_qsl(arguments)).get("model")
    return path if model is None else f"{path}?model={model}"


def _make(wanted: str, limits: Limits) -> LLM:
    name = _shown(wanted)
    path, given = _class_and_arguments(wanted, limits)
    module, _, class_name = path.rpartition(".")
    try:
        made_by = getattr(import_module(module), class_name)
        made: LLM = made_by(**_completed(given, made_by.model_fields, limits))
    except ModuleNotFoundError as error:
        raise LanguageModelError(f"language model {name}: {error}; {_remedy(module)}") from error
    except (ImportError, AttributeError, ValueError, TypeError, OSError) as error:
        raise LanguageModelError(
            f"language model {name} cannot be made ({_reason(error)}); check its class and arguments"
        ) from error
    return made


def _class_and_arguments(name: str, limits: Limits) -> tuple[str, dict[str, str]]:
    path, _, written = name.partition("?")
    arguments = dict(parse_qsl(written))
    short, slash, model = path.partition("/")
    if not slash and "." in path:
        return path, arguments
    if short not in SHORT_NAMES or not model:
        raise UsageError(
            f"unknown language model {name!r}: it is {_forms_of_names()}, {NONE!r}, or the class of a "
            "LlamaIndex LLM such as llama_index.llms.ollama.Ollama?model=llama3.2"
        )
    meant = SHORT_NAMES[short]
    if meant.needs_url and not (limits.url or any(key in arguments for key in URL_ARGUMENTS)):
        raise UsageError(
            f"language model {name!r} has no address: write {short}/{model}?api_base=http://127.0.0.1:8000/v1"
            ", or set KB_LLM_URL"
        )
    return meant.path, {"model": model, **dict(meant.arguments), **arguments}


def _forms_of_names() -> str:
    return ", ".join(f"{short}/MODEL" for short in SHORT_NAMES)


def _completed(
    given: dict[str, str], accepted: Mapping[str, object], limits: Limits
) -> dict[str, str | float]:
    """Add the address and the limits, under the names that the class has for them."""
    settled: dict[str, str | float] = {key: limits.seconds for key in TIME_ARGUMENTS if key in accepted}
    if "max_retries" in accepted:
        settled["max_retries"] = 0
    if limits.url is not None:
        settled |= {key: limits.url for key in URL_ARGUMENTS if key in accepted}
    return {**settled, **given}


def _at(made: LLM) -> str:
    """Return where a model's server is, without a password that the address may hold."""
    address = next((str(getattr(made, key)) for key in URL_ARGUMENTS if getattr(made, key, None)), "")
    host = urlsplit(address).netloc.rpartition("@")[2]
    return f" at {host}" if host else ""


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= LONGEST_REASON else f"{said[:LONGEST_REASON]}…"


def _remedy(module: str) -> str:
    if not module.startswith(INTEGRATIONS):
        return "check the path of its class"
    package = "-".join(["llama-index-llms", *module.removeprefix(INTEGRATIONS).split(".")[0].split("_")])
    return f"install it with: pip install {package}"
