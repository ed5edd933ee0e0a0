"""The commands of `python -m eval`, one module a group; each has an `app` that `__main__` adds."""
