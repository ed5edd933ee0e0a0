"""The web server of the desk: the page in both languages and the API, in one process."""

from kb.surfaces.server.port import listening
from kb.surfaces.server.run import Place, serve
from kb.surfaces.server.users import Users

__all__ = ["Place", "Users", "listening", "serve"]
