"""The web server of the desk: the page in both languages and the API, in one process."""

from kb.surfaces.server.run import serve

__all__ = ["serve"]
