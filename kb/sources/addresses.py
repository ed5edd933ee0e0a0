"""Where a work is found: CELEX numbers and languages into the addresses of the Publications Office.

An address that a server names (a redirection, an item of a list) is followed only to the hosts of the
Publications Office, always over https, or to the server that stands in for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from kb.errors import RefusedError, UsageError

PUBLICATIONS_OFFICE = "https://publications.europa.eu"
HOSTS = frozenset({"publications.europa.eu", "op.europa.eu"})
"""The only hosts that documents come from; Cellar redirects to itself, its portal is the second."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Three names of this machine: a server that stands in may use any of them for itself."""

LANGUAGES = {"nl": "nld", "en": "eng", "fr": "fra", "de": "deu", "es": "spa", "pt": "por"}
"""ISO 639-1 → ISO 639-2/T, the codes that Cellar takes; it refuses "dut", "fre" and "ger"."""


CELEX = re.compile(
    r"[0-9CE]\d{4}[A-Z]{1,2}\d{4,5}"  # sector, year, descriptor, number: "52008DC0652"
    r"(?:\(\d{2}\))?"  # split: "52006XC1230(01)"
    r"(?:R\(\d{2}\))?"  # corrigendum: "32016R0679R(02)"
    r"(?:-\d{8})?"  # consolidated: "02006R1082-20140622"
)


def is_celex(word: str) -> bool:
    """Tell whether a word is written as a CELEX number is.

    >>> is_celex("52006XC1230(01)"), is_celex("COM(2008) 652")
    (True, False)
    """
    return CELEX.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of the Publications Office, or of the server at `base` that stands in for it."""

    base: str = PUBLICATIONS_OFFICE

    def __post_init__(self) -> None:
        if _server(self.base) is None:
            raise UsageError(
                f"--base-url {self.base}: is no http address; write one like http://127.0.0.1:8800"
            )

    def resource(self, celex: str) -> str:
        """Return the address of a work; a raw "(01)" is unknown there, "%2801%29" is not.

        >>> Addresses().resource("52006XC1230(01)")
        'https://publications.europa.eu/resource/celex/52006XC1230%2801%29'
        """
        return f"{self.base.rstrip('/')}/resource/celex/{quote(celex, safe='')}"

    def sparql(self) -> str:
        """Return the address that answers SPARQL queries."""
        return f"{self.base.rstrip('/')}/webapi/rdf/sparql"

    def followed(self, named: str, asked: str) -> str:
        """Return the address to follow when the server asked at `asked` names another, or refuse it.

        >>> Addresses().followed("http://publications.europa.eu/resource/cellar/1/DOC_1", "https://op.europa.eu/")
        'https://publications.europa.eu/resource/cellar/1/DOC_1'
        """
        try:
            address = urljoin(asked, named)
        except ValueError as error:
            raise RefusedError(f"{asked} leads to {named!r}, which is no address") from error
        server, base, parts = _server(address), _server(self.base), urlsplit(address)
        where = urlunsplit(("", "", parts.path, parts.query, ""))
        if server is not None and server == base:
            return f"{_origin(self.base)}{where}"
        if server is None or server[0] not in HOSTS:
            raise RefusedError(
                f"{asked} leads to {named}, which is not an address of the Publications Office"
            )
        if base is not None and base[0] not in HOSTS:
            return f"{self.base.rstrip('/')}{where}"
        return f"https://{server[0]}{where}"

    @property
    def host(self) -> str:
        """The server that is asked, as a message names it."""
        return urlsplit(self.base).netloc


def _server(address: str) -> tuple[str, int | None] | None:
    """Return host and port of an http address, None for what is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return ("localhost" if host in LOOPBACK else host), port


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
