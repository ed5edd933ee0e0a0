"""Pictures of every tab, to be looked at: `python -m tests.browser.screenshots FOLDER [TAB …]`.

In both languages at 1280 and at 400 pixels, Ask in the dark too and on paper, as `print-ask-nl.pdf`.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kb import KnowledgeBase
from tests.browser.desk import NARROW, WIDE, ask, looked_at, serving

if TYPE_CHECKING:
    from tests.browser.desk import Desk

TABS = ("ask", "references", "documents", "quality")
QUESTIONS = {
    "nl": "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
    "en": "What percentage of the European workforce is employed in clusters?",
}
REFUSED = {
    "nl": "Wat zegt SEC(2008) 2637 over meetmethoden?",
    "en": "What does SEC(2008) 2637 say about methods of measurement?",
}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tabs", nargs="*", default=TABS)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        with KnowledgeBase.open(home) as desk:
            desk.ingest()
        with serving(Path(home)) as address, looked_at(address) as seen:
            take(seen, chosen.folder, chosen.tabs)


def take(seen: Desk, folder: Path, tabs: tuple[str, ...] | list[str]) -> None:
    """Take a picture of each tab in each language and width."""
    for language, size, scheme in product(("nl", "en"), (WIDE, NARROW), ("light", "dark")):
        for tab in tabs:
            if scheme == "dark" and tab != "ask":
                continue
            name = f"{tab}-{language}-{size[0]}{'-dark' if scheme == 'dark' else ''}"
            with seen.page(language, size, scheme) as page:
                page.locator(f"#tab-{tab}-button").click()
                page.wait_for_timeout(1_000)
                page.screenshot(path=folder / f"{name}.png", full_page=True)
                if tab != "ask":
                    continue
                ask(page, QUESTIONS[language])
                page.screenshot(path=folder / f"{name}-answer.png", full_page=True)
                if size == WIDE and scheme == "light":
                    page.pdf(path=folder / f"print-ask-{language}.pdf", format="A4")
                ask(page, REFUSED[language])
                page.screenshot(path=folder / f"{name}-no-answer.png", full_page=True)


if __name__ == "__main__":
    main()
