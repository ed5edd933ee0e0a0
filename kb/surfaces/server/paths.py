"""Paths behind a proxy that serves the desk under a path of its own, and the language of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.surfaces.web.words import LANGUAGE_COOKIE, LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope


def path_of(scope: Scope) -> str:
    """Return the path of a request as the desk knows it."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) or "/" if path == root or path.startswith(f"{root}/") else path


def under(scope: Scope, path: str) -> str:
    """Return a path of the desk as the browser knows it."""
    return f"{scope.get('root_path', '')}{path}"


def language_of(request: Request) -> str:
    """Return the language of the interface: the one chosen last, else the browser's first that is offered."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wanted = [_preference(part) for part in request.headers.get("accept-language", "").split(",")]
    offered = [(weight, code) for weight, code in wanted if weight > 0 and code in LANGUAGES]
    return max(offered, key=lambda preferred: preferred[0], default=(0, next(iter(LANGUAGES))))[1]


def _preference(part: str) -> tuple[float, str]:
    """Return the weight and the language of "nl-BE;q=0.8"."""
    code, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), code[:2].lower()
    except ValueError:
        return 0.0, code
