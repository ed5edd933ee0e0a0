"""An SVG of matplotlib as it stands in a page: in the page's colours and letters, and as short as it can be.

What nobody can see goes: ids that nothing refers to, white space between tags, a rotation by nothing, more
digits than a screen has pixels. What a style says twice is said once, in a class.
"""

from __future__ import annotations

import re
from html import escape

DIGITS = 1
"""Decimals of a place, in units of which a drawing has four hundred across."""

PROLOGUE = re.compile(r"^.*?<svg [^>]*viewBox=\"([^\"]+)\"[^>]*>", re.DOTALL)
METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
FONT = re.compile(r" ?font-family: [^;\"]+;?")
REFERRED = re.compile(r"(?:url\(|href=\")#([^)\"]+)")
ID = re.compile(r' id="([^"]+)"')
NO_ROTATION = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
TAG = re.compile(r"<[^>]+>")
FRACTION = re.compile(r"(?<![\w.])-?\d+\.\d{2,}")
PLACES = re.compile(r' (?:d|x|y|transform|width|height)="[^"]*"')
STYLE = re.compile(r' style="([^"]*)"')
BARE_GROUP = re.compile(r"<g>((?:(?!</?g\b).)*)</g>", re.DOTALL)


def inlined(svg: str, identity: str, told: str) -> str:
    """Return an SVG for a page in which no other has this identity, told to who does not see it."""
    start = PROLOGUE.match(svg)
    if start is None:
        raise ValueError("matplotlib wrote no SVG with a viewBox")
    body = FONT.sub("", NO_ROTATION.sub("", METADATA.sub("", svg[start.end() :])))
    referred = set(REFERRED.findall(body))
    body = ID.sub(lambda found: found[0] if found[1] in referred else "", body)
    body = PLACES.sub(lambda found: FRACTION.sub(_rounded, found[0]), body)
    body = TAG.sub(lambda found: " ".join(found[0].split()), body)
    body = re.sub(r">\s+<", "><", body)
    body = _without_bare_groups(body)
    # matplotlib numbers what it draws anew in each picture; in one page every id is there once.
    body = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{identity}-", body)
    head = f'<svg viewBox="{start[1]}" role="img" aria-label="{escape(told)}"'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{head} {spaces}>{_classed(body, identity)}"


def _rounded(found: re.Match[str]) -> str:
    return f"{round(float(found[0]), DIGITS):g}"


def _without_bare_groups(body: str) -> str:
    """Take the groups away that say nothing of what they hold, from the innermost out."""
    fewer = BARE_GROUP.sub(r"\1", body)
    return body if fewer == body else _without_bare_groups(fewer)


def _classed(body: str, identity: str) -> str:
    """Say each style once, at the begin."""
    names = {style: f"{identity}-{n}" for n, style in enumerate(dict.fromkeys(STYLE.findall(body)))}
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    return f"<style>{rules}</style>" + STYLE.sub(lambda found: f' class="{names[found[1]]}"', body)
