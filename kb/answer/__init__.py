"""Passages into an answer made of verified quotations, or into an abstention.

Here stand the two outcomes; who answers imports `respond`, which loads NumPy.
"""

from kb.answer.results import (
    Abstention,
    Answer,
    Citation,
    GenerationReport,
    Reason,
    Sentence,
    Timings,
)
from kb.answer.verify import Support

__all__ = [
    "Abstention",
    "Answer",
    "Citation",
    "GenerationReport",
    "Reason",
    "Sentence",
    "Support",
    "Timings",
]
