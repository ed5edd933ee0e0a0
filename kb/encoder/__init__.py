"""Texts and words as vectors, in one space for four languages, without a network."""

from kb.encoder.bilingual import BilingualEncoder
from kb.encoder.load import BUILT_IN, built_in, load_encoder
from kb.encoder.protocol import Encoder, WordEncoder

__all__ = ["BUILT_IN", "BilingualEncoder", "Encoder", "WordEncoder", "built_in", "load_encoder"]
