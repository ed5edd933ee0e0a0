"""Web addresses, mended where printing broke them, and the instruments that EUR-Lex addresses name.

The repairs are those that real documents need (`eurlex.md`, section 2.5): a line break after a hyphen,
a blank behind the host, a mistyped scheme, punctuation that belongs to the sentence. What was printed
stays in the mention; only the address that is offered is mended.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from kb.citations import keys
from kb.citations.celex import Celex
from kb.citations.grammar.documents import FILE_NAME, key_of_file
from kb.citations.grammar.rule import Rule, spelled
from kb.citations.reference import Kind, Mention
from kb.text import Span

SCHEME = re.compile(r"(?:https?|htpps?|hhttps?|ttps?|htps?)\s?:\s?/{1,2}(?=\w)|www\.(?=\w)", re.IGNORECASE)
TRIGGERS = spelled("http https htpp htpps hhttp hhttps ttp ttps htp htps www".split())

HOST = re.compile(rf"(?:{SCHEME.pattern})(?:[\w-]{{1,63}}[.-]\s?|[\w-]{{1,63}}@)", re.IGNORECASE)
"""An address has a host with a dot in it, which a line break may follow or hide."""

RUN = re.compile(r"[^\s<>\"“”„«»\\^`{}|]{1,2000}")
AFTER_HYPHEN = re.compile(r"(?<=-)[ \t]*\r?\n[ \t]*(?=[\w/])")
"""A hyphen that ends a line inside an address is real and stays: "http://eur-\\nlex.europa.eu"."""

AFTER_HOST = re.compile(r"(?<=/)\s{1,4}(?=LexUriServ|legal-content|eli/)")
"""http://eur-lex.europa.eu/ LexUriServ/…"""

MOST_BREAKS = 8
SENTENCE_PUNCTUATION = ".,;:!?»”\"'’"

HOSTS = re.compile(
    r"(?:^|\.)(?:eur-?lex\.europa\.eu|publications\.europa\.eu|data\.europa\.eu|ec\.europa\.eu)$"
)

CELEX_NAMED = re.compile(
    r"(?:CELEX|celex)[:/](?P<celex>[0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d{2}\))?(?:R\(\d{2}\))?(?:-\d{8})?)"
)
COM_NAMED = re.compile(
    r"[=/](?P<series>COM|SEC|SWD|JOIN):(?P<year>\d{4}):0*(?P<number>\d{1,5})(?=[:&#]|$)", re.IGNORECASE
)
COMNAT_NAMED = re.compile(
    r"comnat[:/](?P<series>COM|SEC|SWD|JOIN)_(?P<year>\d{4})_0*(?P<number>\d{1,5})(?!\d)"
)
REGDOC = re.compile(
    r"/rep/(?P<series>1|2|10|3)/(?P<year>\d{4})/[A-Z]{2}/\d+-\d{4}-0*(?P<number>\d{1,5})(?!\d)"
)
REGDOC_SERIES = {"1": "COM", "2": "SEC", "3": "C", "10": "SWD"}
"""Folders of the Commission's register; only 1 was seen, the others are from memory (`eurlex.md`, 2.3)."""

OJ_NAMED = re.compile(r"OJ:(?P<series>[LC]):(?P<year>\d{4}):0*(?P<issue>\d{1,3}):0*(?P<page>\d{1,4}):")
OJ_URISERV = re.compile(
    r"uriserv:OJ\.(?P<series>[LC])_\.(?P<year>\d{4})\.0*(?P<issue>\d{1,3})\.\d{2}\.0*(?P<page>\d{1,4})\."
)
OJ_ISSUE = re.compile(r"OJ:(?P<series>[LC]):(?P<year>\d{4}):0*(?P<issue>\d{1,3}):TOC")
OJ_CELLAR = re.compile(r"/oj/JO(?P<series>[LC])_(?P<year>\d{4})_0*(?P<issue>\d{1,3})_R_0*(?P<page>\d{1,4})_")
OJ_NEW = re.compile(r"OJ:(?P<series>[LC])_(?P<year>20\d{2})0*(?P<number>\d{1,5})(?!\d)")
ELI = re.compile(
    r"/eli/(?P<type>reg|dir|dec|reco|dec_framw|reg_impl|reg_del|dir_impl|dir_del|dec_impl|dec_del)/(?P<year>\d{4})/(?P<number>\d{1,5})(?:\D|$)"
)
PRESS_RELEASE = re.compile(r"/press-release_PRES-(?P<year>\d{2})-(?P<number>\d{1,4})(?!\d)")
"""http://europa.eu/rapid/press-release_PRES-06-337_en.htm"""


def read_url(text: str, at: int) -> tuple[Mention, ...]:
    """Read a web address."""
    scheme = SCHEME.match(text, at)
    if scheme is None or HOST.match(text, at) is None:
        return ()
    pieces = _pieces(text, scheme.start())
    end = pieces[-1].end
    printed = "".join(piece.of(text) for piece in pieces)
    bare = _without_punctuation(printed)
    span = Span(at, end - (len(printed) - len(bare)))
    repaired = repair(bare)
    host = _host(repaired)
    if "." not in host:
        return ()
    key = key_in_url(repaired, host)
    if key is None:
        return (Mention(_url_key(repaired), Kind.WEBSITE, span, span.of(text), repaired_url=repaired),)
    is_proposal = keys.PROPOSAL_DESCRIPTOR in (
        named["celex"] if (named := CELEX_NAMED.search(repaired)) else ""
    )
    kind = Kind.PROPOSAL if is_proposal else keys.kind_of(key)
    return (Mention(key, kind, span, span.of(text), repaired_url=repaired),)


def is_address(printed: str) -> bool:
    """Tell whether the words of a mention are a web address.

    >>> is_address("htpp://ec.europa.eu"), is_address("COM(2006) 502")
    (True, False)
    """
    return SCHEME.match(printed) is not None


def repair(printed: str) -> str:
    """Return an address with its scheme as it must be.

    >>> repair("htpp://ec.europa.eu/research"), repair("www.efqm.org")
    ('http://ec.europa.eu/research', 'http://www.efqm.org')
    """
    match = SCHEME.match(printed)
    if match is None or match[0].lower().startswith("www"):
        return f"http://{printed}"
    scheme = "https" if "s" in match[0].lower() else "http"
    return f"{scheme}://{printed[match.end() :]}"


def key_in_url(url: str, host: str) -> str | None:
    """Return the key of the instrument that an address names, None where it names none."""
    decoded = unquote(url)
    if HOSTS.search(host):
        key = _named_on_eur_lex(decoded)
        if key is not None:
            return key
    match = PRESS_RELEASE.search(decoded)
    if match and host.endswith("europa.eu"):
        return f"press:20{match['year']}:{int(match['number'])}"
    match = FILE_NAME.search(decoded.partition("?")[0].rpartition("/")[2])
    return key_of_file(match) if match else None


def _named_on_eur_lex(url: str) -> str | None:
    celex = CELEX_NAMED.search(url)
    number = Celex.parse(celex["celex"]) if celex else None
    if number is not None:
        return keys.key_of(number)
    for pattern in (COM_NAMED, COMNAT_NAMED):
        match = pattern.search(url)
        if match:
            return _document(match["series"].upper(), match["year"], match["number"])
    match = REGDOC.search(url)
    if match:
        return _document(REGDOC_SERIES[match["series"]], match["year"], match["number"])
    match = ELI.search(url)
    if match:
        act_type = match["type"] if match["type"] == "dec_framw" else match["type"].partition("_")[0]
        return keys.act(act_type, int(match["year"]), int(match["number"]))
    return _in_journal(url)


def _in_journal(url: str) -> str | None:
    for pattern in (OJ_NAMED, OJ_URISERV, OJ_CELLAR):
        match = pattern.search(url)
        if match:
            return keys.journal(match["series"], int(match["year"]), match["issue"], match["page"])
    match = OJ_ISSUE.search(url)
    if match:
        return keys.journal(match["series"], int(match["year"]), match["issue"], None)
    match = OJ_NEW.search(url)
    return keys.journal_number(match["series"], int(match["year"]), f"/{match['number']}") if match else None


def _document(series: str, year: str, number: str) -> str:
    return keys.document(series, int(year), int(number))


def _pieces(text: str, start: int) -> list[Span]:
    """Return the runs of an address, joined over the breaks that printing made."""
    pieces: list[Span] = []
    at = start
    scheme = SCHEME.match(text, start)
    if scheme is not None and " " in scheme[0]:
        at = scheme.end()
        pieces.append(Span(start, at))
    for _ in range(MOST_BREAKS):
        run = RUN.match(text, at)
        if run is None:
            break
        pieces.append(Span(*run.span()))
        gap = AFTER_HYPHEN.match(text, run.end()) or AFTER_HOST.match(text, run.end())
        if gap is None:
            break
        at = gap.end()
    return pieces


def _without_punctuation(url: str) -> str:
    """Leave out what belongs to the sentence: punctuation, and a bracket that was opened before."""
    unopened = {closing: url.count(closing) - url.count(opening) for opening, closing in ("()", "[]")}
    end = len(url)
    while end:
        last = url[end - 1]
        if last in unopened and unopened[last] > 0:
            unopened[last] -= 1
        elif last not in SENTENCE_PUNCTUATION:
            break
        end -= 1
    return url[:end]


def _host(url: str) -> str:
    """Return the host of an address, in lower case, without user and port."""
    authority = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0]
    return authority.rpartition("@")[2].partition(":")[0].lower()


def _url_key(url: str) -> str:
    """Return the key of a web page: no scheme, host in lower case, no slash at its end."""
    rest = url.partition("://")[2]
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"url:{host.lower()}{rest[len(host) :]}".rstrip("/")


URLS = (Rule(TRIGGERS, read_url),)
