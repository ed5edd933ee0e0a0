"""The register of instruments: one entry for a work, whatever it is called, and every place that cites it."""

from kb.register.in_context import InContext
from kb.register.instrument import CitedIn, Instrument, Links, ShownReference
from kb.register.register import Register, read_register

__all__ = ["CitedIn", "InContext", "Instrument", "Links", "Register", "ShownReference", "read_register"]
