"""Text into the units that are searched and quoted: tokens, terms, compounds, sentences.

One analysis serves the index, the question and the choice of evidence, so that they agree about what
counts as the same word. It depends on the language and on nothing else: not on the corpus, not on time.
"""

from kb.analysis.sentences import sentences
from kb.analysis.terms import Analyzer, Term, analysed, analyzer
from kb.analysis.tokens import Token, TokenKind, fold, tokens

__all__ = [
    "Analyzer",
    "Term",
    "Token",
    "TokenKind",
    "analysed",
    "analyzer",
    "fold",
    "sentences",
    "tokens",
]
