"""Texts in two languages that the tests make, as files of every kind: our own words, made-up clusters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from itertools import chain

from tests import pdf_files as draw

Section = tuple[str, Sequence[str]]
"""A heading, which may be empty, and the paragraphs under it."""

OYSTERS_NL: Sequence[Section] = (
    (
        "1. DE OESTERKWEEK",
        (
            "De oesterkweek in Zeeland telt 47 bedrijven, die met elkaar en met de hogeschool van de "
            "provincie werken aan een betere kwaliteit van het water en aan nieuwe manieren om de oesters "
            "te vervoeren.",
            "De kwekers hebben in het voorjaar afgesproken dat zij hun kennis delen en dat de jongere "
            "bedrijven door de oudere worden geholpen bij de eerste stappen op de markt.",
        ),
    ),
    (
        "2. DE STEUN VAN DE PROVINCIE",
        (
            "De provincie steunt het cluster in de komende vier jaar met een bijdrage van 3 miljoen euro, "
            "die bedoeld is voor het onderzoek en voor de opleiding van mensen die in de kwekerij willen "
            "werken.",
        ),
    ),
)
OYSTERS_EN: Sequence[Section] = (
    (
        "1. OYSTER FARMING",
        (
            "Oyster farming in Zeeland has 47 firms, which work with each other and with the college of the"
            " province on a better quality of the water and on new ways of transporting the oysters.",
            "In the spring the farmers agreed that they would share their knowledge and that the younger "
            "firms would be helped by the older ones with their first steps on the market.",
        ),
    ),
    (
        "2. THE SUPPORT OF THE PROVINCE",
        (
            "The province supports the cluster in the coming four years with a contribution of 3 million "
            "euro, which is meant for research and for the training of people who want to work in the "
            "farms.",
        ),
    ),
)
LETTER_NL: Sequence[Section] = (
    (
        "",
        (
            "Geachte heer Jansen,",
            "Bij deze brief vindt u het verslag dat wij van onze collega's uit Luik hebben gekregen over de"
            " werkplaatsen voor orgelbouw in de Maasvallei en over de manier waarop zij met elkaar werken.",
            "Wij vragen u om voor het einde van de maand te laten weten of de gemeente Maastricht bereid is"
            " om aan het netwerk van de orgelbouwers mee te doen en of zij daar 25 000 euro voor wil geven.",
            "Hoogachtend,",
        ),
    ),
)
LETTER_FR: Sequence[Section] = (
    (
        "RAPPORT",
        (
            "Les ateliers de la vallée de la Meuse qui construisent des orgues sont au nombre de neuf et "
            "emploient 112 artisans, dont la plupart ont appris le métier dans les écoles de la région.",
            "Une formation commune est prévue pour les jeunes artisans, avec le soutien de la province et "
            "de la ville, et elle doit commencer dans deux ans sous la direction du conservatoire de Liège.",
        ),
    ),
)
NOTE_NL: Sequence[Section] = (
    (
        "INLEIDING",
        (
            "Deze nota zegt welke maatregelen het ministerie neemt om de drukkerijen in Gelderland bij "
            "elkaar te brengen, en wie er voor de uitvoering van die maatregelen verantwoordelijk is.",
            "De leiding is in handen van mevrouw De Wit, die elk half jaar aan de minister zegt hoe het met"
            " de drukkerijen gaat en welke van de maatregelen er al zijn uitgevoerd.",
        ),
    ),
)
ANNEX_EN: Sequence[Section] = (
    (
        "Annex: Printing works abroad",
        (
            "The printing works of Lancashire are organised as an association of 64 members, which meets in"
            " Preston on the first Monday of the month and which is led by a board of five people.",
            "The members of the association pay a fee that depends on the number of their presses, and with"
            " the money they have bought a laboratory for the testing of inks that is open to all of them.",
        ),
    ),
)


def flat(sections: Sequence[Section]) -> list[str]:
    """Return the headings and paragraphs of sections, in order."""
    return [part for heading, paragraphs in sections for part in (heading, *paragraphs) if part]


def plain(*halves: Sequence[Section]) -> bytes:
    return "\n\n".join(chain.from_iterable(map(flat, halves))).encode()


def html(*halves: tuple[str, Sequence[Section]]) -> bytes:
    """Return a page with each half in an element that says its language."""
    body = "".join(
        f'<div lang="{code}">'
        + "".join(
            f"<h2>{escape(h)}</h2>" * bool(h) + "".join(f"<p>{escape(p)}</p>" for p in ps) for h, ps in half
        )
        + "</div>"
        for code, half in halves
    )
    return f"<!DOCTYPE html><html lang='nl'><body>{body}</body></html>".encode()


def docx(*halves: tuple[str, Sequence[Section]]) -> bytes:
    """Return a document whose runs say their language."""
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr><w:lang w:val="{code}"/></w:rPr><w:t>{escape(part)}</w:t></w:r></w:p>'
        for code, half in halves
        for part in flat(half)
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {namespace}><w:body>{paragraphs}</w:body></w:document>"
        )
    return packed.getvalue()


def pdf(*halves: Sequence[Section]) -> bytes:
    """Return a PDF with each half on a page of its own."""
    return draw.pdf(*(draw.lines(*_wrapped(flat(half))) for half in halves))


def _wrapped(parts: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        line = ""
        for word in part.split():
            if draw.width(f"{line} {word}", draw.BODY) > 440:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines
