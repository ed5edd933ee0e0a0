"""An answer worded by a language model, of which only what the texts carry is kept.

The model is asked to quote; every quotation is looked up word for word, and every sentence is compared with
its quotations. What protects is this check and not the prompt: a reply is never trusted.
"""

from kb.answer.generate.models import LanguageModel, Limits, load_llm
from kb.answer.generate.prompt import Prompt
from kb.answer.generate.reword import Checked, Worded, checked, outdated
from kb.answer.generate.support import Support

__all__ = [
    "Checked",
    "LanguageModel",
    "Limits",
    "Prompt",
    "Support",
    "Worded",
    "checked",
    "load_llm",
    "outdated",
]
