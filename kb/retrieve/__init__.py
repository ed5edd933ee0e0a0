"""A question into passages, best first, with what each shares with it."""

from kb.retrieve.query import Query
from kb.retrieve.results import Hit, Match, Parallel, Scores
from kb.retrieve.retriever import Retrieved, Retriever

__all__ = ["Hit", "Match", "Parallel", "Query", "Retrieved", "Retriever", "Scores"]
