"""A page of a PDF as a picture, with the quotation boxed: what an official compares the answer with.

The picture is drawn in another process, one at a time, within limits of time and memory: a file that was
made to break its reader breaks that process, and the desk goes on. Pictures are kept for a while, because
the same sources are looked at by all who ask the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import OrderedDict
from dataclasses import asdict, dataclass
from hashlib import sha256
from threading import Lock

from kb.errors import SourceError
from kb.parse.signatures import is_pdf
from kb.render.page_drawing import Drawn, Trouble, Wanted
from kb.render.quote_on_page import Boxed

SECONDS = 20.0
"""A page of text takes 0.5 s with the start of the process, a page full of drawings some seconds."""

MEMORY = 2**30
"""Bytes of address space; a page of text takes a third of it, most of which is Python and pdfium."""

MAX_BYTES = 256 * 2**20
MAX_QUOTE = 4_000
"""Characters: longer than any passage that was quoted."""

KEPT = 64
"""Pictures, of some 200 kB each."""

ENTRY = "import sys; sys.path[:] = sys.argv[1:]; from kb.render.page_drawing import main; main()"

COMPLAINTS = {
    Trouble.DAMAGED: "is a damaged PDF, so its page cannot be drawn; download or print it again",
    Trouble.PASSWORD: "is protected with a password, so its page cannot be drawn; save it without one",
    Trouble.NO_SUCH_PAGE: "has no page with that index; count from 0",
    Trouble.OUT_OF_MEMORY: "needs too much memory to draw; open the file itself",
}
TOO_SLOW = f"took more than {SECONDS:.0f} s to draw and was given up; open the file itself"
BROKE_OFF = "could not be drawn: the process that draws broke off; open the file itself"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG, its size in pixels, and how much of the quotation is boxed on it."""

    png: bytes
    width: int
    height: int
    boxed: Boxed


def page_image(content: bytes, name: str, index: int, quote: str = "", around: str = "") -> PageImage:
    """Draw a page of a PDF.

    Args:
        content: The bytes of the file.
        name: What the file is called in a message.
        index: The page, counted from 0.
        quote: What to box on it; a page that it is not found on is drawn without a box.
        around: The passage that it is quoted from, which tells two places of the same words apart.

    Raises:
        SourceError: The file is no PDF, is damaged, protected, too large, or takes too long.
    """
    if not is_pdf(content):
        raise SourceError(f"{name}: is no PDF, so it has no printed page to show")
    if len(content) > MAX_BYTES:
        raise SourceError(f"{name}: has {len(content) // 2**20} MB, too many to draw a page of it")
    wanted = Wanted(index, quote[:MAX_QUOTE], around[: 2 * MAX_QUOTE], MEMORY)
    key = sha256(json.dumps([sha256(content).hexdigest(), asdict(wanted)]).encode()).hexdigest()
    with _drawing:
        if key not in _kept:
            _kept[key] = _drawn(content, name, wanted)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]


_drawing = Lock()
_kept: OrderedDict[str, PageImage] = OrderedDict()


def _drawn(content: bytes, name: str, wanted: Wanted) -> PageImage:
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with our own words
            [sys.executable, "-c", ENTRY, *sys.path],
            input=json.dumps(asdict(wanted)).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"{name}: {TOO_SLOW}") from error
    head, _, png = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise SourceError(f"{name}: {BROKE_OFF}")
    said = json.loads(head)
    drawn = Drawn(said["trouble"] and Trouble(said["trouble"]), said["width"], said["height"], said["boxed"])
    if drawn.trouble is not None:
        raise SourceError(f"{name}: {COMPLAINTS[drawn.trouble]}")
    return PageImage(png, drawn.width, drawn.height, Boxed(drawn.boxed))
