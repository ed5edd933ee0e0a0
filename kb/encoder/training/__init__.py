"""How the built-in encoder is made: `python -m kb.encoder.training`, with the extra `[train]`."""
