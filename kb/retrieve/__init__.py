"""A question into passages, best first, with what each shares with it.

Here stands what a search returns; who searches imports `query` and `retriever`, which load NumPy.
"""

from kb.retrieve.results import Hit, Match, Parallel, Scores

__all__ = ["Hit", "Match", "Parallel", "Scores"]
