"""One server process, one Chromium, and everything that the browser ever asked for."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
SECONDS_TO_START = 120
WIDE, NARROW = (1280, 900), (400, 800)
OWN_SCHEMES = ("data:", "blob:", "about:", "chrome-error:")
NONE_HERE = "no Chromium is installed: install the package chromium, or run playwright install chromium"


@dataclass
class Desk:
    """A desk that is served, and the browser that looks at it; `requests` are all that the browser made."""

    address: str
    browser: Browser
    requests: list[str] = field(default_factory=list)

    @contextmanager
    def page(
        self, language: str = "nl", size: tuple[int, int] = WIDE, scheme: str = "light", path: str = ""
    ) -> Iterator[Page]:
        """Open the page of a language, and wait until it can be used."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.on("request", lambda request: self.requests.append(request.url))
        context.set_default_timeout(60_000)
        try:
            page = context.new_page()
            page.goto(f"{self.address}{path or f'/{language}'}")
            page.get_by_role("tab").first.wait_for()
            yield page
        finally:
            context.close()

    def strange(self) -> list[str]:
        """Return the addresses of other hosts that the browser asked for."""
        own = (self.address, self.address.replace("http", "ws", 1), *OWN_SCHEMES)
        return [url for url in self.requests if not url.startswith(own)]


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait until its outcome is there."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#asked").get_by_text(question, exact=True).wait_for()
    page.wait_for_function("!document.body.dataset.busy")


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve a home by `kb serve` in a process of its own; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    arguments = [sys.executable, "-m", "kb", "serve", "--port", str(port), "--home", str(home)]
    log = home / "serve.log"
    with log.open("wb") as written, subprocess.Popen(arguments, stdout=written, stderr=written) as process:
        try:
            _wait_for(f"{address}/nl/", process, log)
            yield address
        finally:
            process.kill()  # how it stops is tested elsewhere; a page that stays connected delays it
            process.wait(timeout=30)


@contextmanager
def looked_at(address: str) -> Iterator[Desk]:
    """Look at what is served with a Chromium; yields the desk.

    Raises:
        FileNotFoundError: No Chromium is installed.
    """
    with sync_playwright() as playwright:
        browser = _browser(playwright)
        yield Desk(address, browser)
        browser.close()


def chromium() -> str | None:
    """Return the Chromium of this machine; None to try Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _browser(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    except Error as error:
        if re.search(r"Executable doesn't exist|Failed to launch", str(error)):
            raise FileNotFoundError(NONE_HERE) from error
        raise


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS_TO_START:
        if process.poll() is not None:
            break
        try:
            with urlopen(address, timeout=SECONDS_TO_START) as answer:  # noqa: S310 - our own server
                answer.read()
                return
        except URLError:
            time.sleep(0.2)
    raise RuntimeError(f"the desk did not start: {log.read_text()}")
