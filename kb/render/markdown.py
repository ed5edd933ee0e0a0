"""A page as Markdown (CommonMark with tables), readable as it stands and printed well.

Every text in it is data: what would be a mark of Markdown or of HTML is escaped, so that a question or a
document can neither hide words nor pass a link off as something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.render.blocks import Facts, Grid, Heading, Item, Paragraph, Quotation, Run, Style
from kb.render.characters import REPLACEMENT, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.render.blocks import Block, Page

MARKS = re.compile(r"[\\`*\[\]<~$#]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
"""What may mean something to a reader of Markdown wherever it stands."""

OPENING_MARK = re.compile(r"^(?:[-+=>|]|\d{1,9}(?=[.)](?:\s|$)))")
"""What means something at the start of a line only: a list, a quotation, a table, a rule."""

ESCAPED_PIPE = r"\|"


def to_markdown(page: Page) -> str:
    """Return a page as Markdown."""
    parts = [f"# {escaped(page.title)}", escaped(page.subtitle), *_blocks(page.blocks)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Return a text on one line as it must stand within a line of Markdown to be read as it is.

    >>> print(escaped("a *b* <c>"))
    a \*b\* \<c>
    """
    return MARKS.sub(r"\\\g<0>", printable(text))


def _blocks(blocks: Sequence[Block]) -> Iterable[str]:
    """The items of one list stand together."""
    items: list[str] = []
    for block in blocks:
        if isinstance(block, Item):
            items.append(f"- {_line(block.runs)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield _block(block)
    if items:
        yield "\n".join(items)


def _block(block: Heading | Paragraph | Quotation | Facts | Grid) -> str:
    match block:
        case Heading():
            text = _line((Run(block.markers, Style.MARKER), Run(f" {block.text}")))
            return f"{'#' * (block.level + 1)} {text}"
        case Paragraph():
            return _line(block.runs)
        case Quotation():
            return f"> {_line(block.runs)}"
        case Facts():
            return "\n".join(f"- **{escaped(label)}**: {_line(runs)}" for label, runs in block.rows)
        case Grid():
            rule = "|".join(["---", *["---:"] * (len(block.header) - 1)])
            return "\n".join((_row(block.header), f"|{rule}|", *map(_row, block.rows)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(escaped(cell).replace('|', ESCAPED_PIPE) for cell in cells)} |"


def _line(runs: Iterable[Run]) -> str:
    """A line of its own, whose first characters must not be taken for a mark."""
    line = "".join(map(_run, runs)).strip()
    return OPENING_MARK.sub(_disarmed, line)


def _disarmed(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _run(run: Run) -> str:
    if run.style is Style.CODE:
        return f"`{printable(run.text).replace('`', REPLACEMENT)}`"
    if run.style is Style.MARKER:
        return run.text
    if run.link:
        return f"<{run.link}>" if run.link == run.text else f"[{escaped(run.text)}](<{run.link}>)"
    inner, bare = escaped(run.text), escaped(run.text).strip()
    return inner.replace(bare, f"**{bare}**", 1) if run.style is Style.STRONG and bare else inner
