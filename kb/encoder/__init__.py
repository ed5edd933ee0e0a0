"""Texts and words as vectors, in one space for four languages, without a network."""

from kb.encoder.bilingual import BilingualEncoder
from kb.encoder.load import built_in, load_encoder
from kb.encoder.protocol import Encoder, WordEncoder

__all__ = ["BilingualEncoder", "Encoder", "WordEncoder", "built_in", "load_encoder"]
