"""What a process of this program sets for itself before it loads anything, so that a command costs little.

The variables only stand where nobody has set them.
"""

from __future__ import annotations

import atexit
import gc
import os
import warnings

NO_PLUGINS = {"PYDANTIC_DISABLE_PLUGINS": "1"}
"""Pydantic asks every package that is installed whether it brings a plugin of it; nobody else's code belongs
here."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's own threads wait for each other and for work by spinning, and nothing here multiplies matrices: on
two cores that others used too, an answer took 60 ms of the processor with them and 40 without, and loading
NumPy 140 and 105 (2026-11)."""

NEW_OBJECTS = 50_000
"""After so many objects more than before, garbage is looked for. Python's own 700 suit a program that runs:
one that is being loaded makes no garbage, and each look goes through more of it."""


NOT_MISSED = "SOCKS support in urllib3 requires"
"""How a warning begins of what nobody asked for. Requests, which LlamaIndex loads, has it ignored, but what a
thread ignores is forgotten when another leaves `warnings.catch_warnings`."""


def begin() -> None:
    """Set up this process; call it once, before anything heavy is loaded."""
    for name, value in (ONE_THREAD | NO_PLUGINS).items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore", NOT_MISSED)
    gc.set_threshold(NEW_OBJECTS)
    # The memory is given back whole: looking through it first takes a tenth of what a question does.
    atexit.register(gc.freeze)
