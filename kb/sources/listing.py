"""What the Publications Office says it holds of a work: the SPARQL query and its results.

A listing is a set of candidates, not a promise: items that it names may be missing, and what it does
not name may be served. So it decides where a PDF is looked for and what a message says, and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.errors import RefusedError
from kb.sources.addresses import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

WORKS_AT_ONCE = 40
"""Numbers in one query: far below the eight kilobytes that are taken whole."""

QUERY = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?celex ?lang ?mtype ?item ?title WHERE {
  VALUES ?celex { %s }
  ?work cdm:resource_legal_id_celex ?celex .
  FILTER NOT EXISTS { ?work cdm:do_not_index "true"^^xsd:boolean }
  ?expr cdm:expression_belongs_to_work ?work ; cdm:expression_uses_language ?l .
  BIND(REPLACE(STR(?l), "^.*/", "") AS ?lang)
  ?manif cdm:manifestation_manifests_expression ?expr ; cdm:manifestation_type ?mtype .
  ?item cdm:item_belongs_to_manifestation ?manif .
  OPTIONAL { ?expr cdm:expression_title ?title }
} ORDER BY ?celex ?lang ?mtype ?item"""

_LANGUAGE_OF = {code.upper(): language for language, code in LANGUAGES.items()}


@dataclass(frozen=True, slots=True)
class Item:
    """A content stream that is said to be held."""

    celex: str
    language: str
    kind: str
    address: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of some works."""

    items: tuple[Item, ...] = ()

    def languages(self, celex: str) -> tuple[str, ...]:
        """Return the languages in which a work is said to be held."""
        return tuple(dict.fromkeys(item.language for item in self.items if item.celex == celex))

    def title(self, celex: str, language: str) -> str | None:
        """Return the title of an expression."""
        found = (item.title for item in self.items if (item.celex, item.language) == (celex, language))
        return next((title for title in found if title), None)

    def pdf(self, celex: str, language: str) -> tuple[str, ...]:
        """Return the addresses of the PDF of an expression, all of its streams in order.

        The names of the type change with the years: "pdf", "pdfa1a", "pdfa2a". One of them is chosen.
        """
        of_kind: dict[str, list[str]] = {}
        for item in self.items:
            if (item.celex, item.language) == (celex, language) and item.kind.startswith("pdf"):
                of_kind.setdefault(item.kind, []).append(item.address)
        addresses = dict.fromkeys(next(iter(of_kind.values()), []))
        return tuple(sorted(addresses, key=_number))


def query(celexes: Sequence[str]) -> str:
    """Return the query for some works; a CELEX number is a typed literal there."""
    return QUERY % " ".join(f'"{celex}"^^xsd:string' for celex in celexes)


def listing(content: bytes) -> Listing:
    """Return the listing in a SPARQL result (JSON), leaving out languages that the desk does not read."""
    try:
        rows = json.loads(content)["results"]["bindings"]
        items = [_item({name: str(cell["value"]) for name, cell in row.items()}) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError("the answer to the SPARQL query is no SPARQL result; try again later") from error
    return Listing(tuple(item for item in items if item.language))


def _number(address: str) -> int:
    """Return the number of a stream: 10 for "…/DOC_10", which comes after DOC_2."""
    number = address.rpartition("_")[2]
    return int(number) if number.isdigit() else 0


def _item(row: dict[str, str]) -> Item:
    language = _LANGUAGE_OF.get(row["lang"], "")
    return Item(row["celex"], language, row["mtype"], row["item"], row.get("title"))
