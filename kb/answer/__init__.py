"""Passages into an answer made of verified quotations, or into an abstention."""

from kb.answer.respond import Respondent
from kb.answer.results import (
    Abstention,
    Answer,
    Citation,
    GenerationReport,
    Reason,
    Sentence,
    Support,
    Timings,
)

__all__ = [
    "Abstention",
    "Answer",
    "Citation",
    "GenerationReport",
    "Reason",
    "Respondent",
    "Sentence",
    "Support",
    "Timings",
]
