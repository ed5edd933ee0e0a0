"""The desk over HTTP: the JSON of the command line, under stable paths, with an OpenAPI document."""

from kb.surfaces.api.app import PREFIX, api
from kb.surfaces.api.limits import ApiLimits

__all__ = ["PREFIX", "ApiLimits", "api"]
