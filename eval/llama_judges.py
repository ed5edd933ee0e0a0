"""LlamaIndex's evaluators as judges: the one file that knows them.

Their score is 0 for any reply without the letters "yes", an empty one too; so it is the reply that is read.
They cut texts with a tokeniser and a splitter that may want to load data from elsewhere: here words are
counted, and a text stays whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core import Settings
from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator

from eval.judges import Asked, JudgeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.evaluation import BaseEvaluator
    from llama_index.core.llms import LLM

LONGEST_REASON = 200
"""Characters of a library's message that are passed on."""


def judges(model: LLM) -> dict[str, Callable[[Asked], str]]:
    """Return the judges of a language model by what they judge."""
    Settings.llm = model
    Settings.tokenizer = str.split
    Settings.transformations = []
    return {
        "faithfulness": _judge(FaithfulnessEvaluator(llm=model)),
        "relevancy": _judge(RelevancyEvaluator(llm=model)),
    }


def _judge(evaluator: BaseEvaluator) -> Callable[[Asked], str]:
    def reply(asked: Asked) -> str:
        try:
            result = evaluator.evaluate(
                query=asked.question, response=asked.answer, contexts=list(asked.quotes)
            )
        except Exception as error:  # whatever a client raises is the judge's failure, never the answer's
            said = " ".join(str(error).split()) or type(error).__name__
            raise JudgeError(said[:LONGEST_REASON]) from error
        return result.feedback or ""

    return reply
