"""The grammar: small files, one for each family of instruments, each with its specimens."""

from kb.citations.grammar.acts import ACTS
from kb.citations.grammar.courts import COURTS
from kb.citations.grammar.documents import DOCUMENTS
from kb.citations.grammar.institutions import INSTITUTIONS
from kb.citations.grammar.journal import JOURNAL
from kb.citations.grammar.pointers import POINTERS
from kb.citations.grammar.urls import URLS

RULES = (*DOCUMENTS, *ACTS, *JOURNAL, *INSTITUTIONS, *COURTS, *URLS, *POINTERS)
"""In order of precedence where two begin at the same word."""

__all__ = ["RULES"]
