"""A question into passages, best first, with what each shares with it."""

from kb.retrieve.query import Query
from kb.retrieve.results import Hit, Match, Scores
from kb.retrieve.retriever import Retrieved, Retriever

__all__ = ["Hit", "Match", "Query", "Retrieved", "Retriever", "Scores"]
