"""The register for other programs: a table, BibTeX, and the CSL-JSON of reference managers.

CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from kb.citations import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kb.register import Instrument

LANGUAGE = "en"
COLUMNS = (
    "key", "kind", "celex", "certainty", "reason", "title_nl", "title_en", "issuer", "date", "eur_lex_nl",
    "eur_lex_en", "eli", "other", "loaded", "notes", "mentions",
)  # fmt: skip

LEGISLATION = frozenset(
    {Kind.REGULATION, Kind.DIRECTIVE, Kind.DECISION, Kind.RECOMMENDATION, Kind.FRAMEWORK_DECISION}
)
CSL_TYPES = {Kind.WEBSITE: "webpage", Kind.CASE: "legal_case", Kind.TREATY: "treaty"}
"""Kind → CSL type; acts are "legislation" and everything else a "report"."""

BIBTEX_SPECIALS = re.compile(r"([&%$#_{}])")
FORMULA_STARTS = ("=", "+", "-", "@")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def to_csv(instruments: Sequence[Instrument]) -> str:
    """Return one line an instrument, under a heading."""
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in _row(i).items()} for i in instruments)
    return written.getvalue()


def to_bibtex(instruments: Sequence[Instrument]) -> str:
    """Return one entry an instrument."""
    return "".join(_entry(instrument) for instrument in instruments)


def to_csl(instruments: Sequence[Instrument]) -> str:
    """Return a JSON array of CSL items."""
    return json.dumps([_item(i) for i in instruments], ensure_ascii=False, indent=2) + "\n"


def _row(instrument: Instrument) -> dict[str, object]:
    card, links = instrument.card, instrument.links
    notes = sorted({c.footnote for c in instrument.cited_in if c.footnote})
    return {
        "key": instrument.key,
        "kind": instrument.kind.value,
        "celex": instrument.celex,
        "certainty": instrument.certainty.value,
        "reason": instrument.reason,
        "title_nl": instrument.title.get("nl"),
        "title_en": instrument.title.get("en"),
        "issuer": card.issuer if card else None,
        "date": card.date if card else None,
        "eur_lex_nl": links.eur_lex_nl,
        "eur_lex_en": links.eur_lex_en,
        "eli": links.eli,
        "other": links.other,
        "loaded": "yes" if instrument.loaded else "no",
        "notes": " ".join(map(str, notes)),
        "mentions": len(instrument.cited_in),
    }


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _entry(instrument: Instrument) -> str:
    card = instrument.card
    fields = {
        "title": instrument.name(LANGUAGE),
        "author": f"{{{card.issuer}}}" if card and card.issuer else None,
        "year": card.date[:4] if card and card.date else None,
        "number": instrument.celex,
        "url": _address(instrument),
        "note": f"{instrument.kind.value.replace('_', ' ')}, {instrument.key}",
    }
    lines = [f"  {name} = {{{_tex(name, value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_slug(instrument.key)},", *lines, "}", "", ""])


def _tex(name: str, value: str) -> str:
    if name in {"url", "author"}:
        return value
    return BIBTEX_SPECIALS.sub(r"\\\1", value)


def _item(instrument: Instrument) -> Mapping[str, object]:
    card = instrument.card
    kind = "legislation" if instrument.kind in LEGISLATION else CSL_TYPES.get(instrument.kind, "report")
    item = {
        "id": _slug(instrument.key),
        "type": kind,
        "title": instrument.name(LANGUAGE),
        "number": instrument.celex,
        "author": [{"literal": card.issuer}] if card and card.issuer else None,
        "issued": {"date-parts": [[int(part) for part in card.date.split("-")]]}
        if card and card.date
        else None,
        "URL": _address(instrument),
        "note": instrument.key,
    }
    return {name: value for name, value in item.items() if value is not None}


def _address(instrument: Instrument) -> str | None:
    links = instrument.links
    return links.eur_lex_en or links.other or links.eli


def _slug(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")


FORMATS: dict[str, Callable[[Sequence[Instrument]], str]] = {
    "csv": to_csv,
    "bibtex": to_bibtex,
    "csl": to_csl,
}
"""What the register can be exported as, by name."""
