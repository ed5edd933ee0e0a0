"""Several processes that answer questions, each with the data folder of one desk open."""

from kb.workers.pool import Workers

__all__ = ["Workers"]
