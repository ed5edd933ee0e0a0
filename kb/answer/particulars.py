"""Which questions are about a document itself: its date, author, addressees, numbers, languages.

The patterns are data, in Dutch and English. A question must be made of them from its first word to its last,
so that one about what a text says ("Wanneer werd de EU opgericht?") is never taken for one about the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kb.citations import Kind


class Particular(StrEnum):
    """What is asked of a document itself, in the order in which it is told."""

    DATE = "date"
    AUTHOR = "author"
    ADDRESSEES = "addressees"
    NUMBER = "number"
    CELEX = "celex"
    LANGUAGES = "languages"


NAMED = "§"
"""Stands in a question for a document that it names by its number or its title."""

GENRES: dict[str, frozenset[Kind]] = {
    "mededeling|communication": frozenset({Kind.COMMUNICATION, Kind.JOINT_COMMUNICATION}),
    "werkdocument|staff working document|working document|working paper": frozenset(
        {Kind.STAFF_WORKING_DOCUMENT}
    ),
    "verordening|regulation": frozenset({Kind.REGULATION}),
    "richtlijn|directive": frozenset({Kind.DIRECTIVE}),
    "besluit|beschikking|decision": frozenset({Kind.DECISION}),
    "aanbeveling|recommendation": frozenset({Kind.RECOMMENDATION}),
    "voorstel|proposal": frozenset({Kind.PROPOSAL}),
    "groenboek|green paper": frozenset({Kind.GREEN_PAPER}),
    "witboek|white paper": frozenset({Kind.WHITE_PAPER}),
    "advies|opinion": frozenset({Kind.OPINION}),
    "document|tekst|text|stuk|publicatie|publication|paper": frozenset(),
}
"""Words for a document, and the kinds that they mean; none for any."""

_GENRE = rf"(?:{'|'.join(GENRES)})"
_OF_WHOM = r"(?:van de (?:europese )?commissie|of the (?:european )?commission|from the commission)"
_POINTING = rf"(?:(?:die|dat|that) {_GENRE}|deze|dit|die|dat|zij|ze|hij|het|this|that|it)"
_DEFINITE = (
    rf"(?:(?:deze|dit|de|het|this|the) )?(?:(?:commission )?{_GENRE}(?: {_OF_WHOM})?(?: {NAMED})?|{NAMED})"
)
SUBJECT = rf"(?: ?(?:(?P<definite>{_DEFINITE})|(?P<pointing>{_POINTING})))?(?!\w)"
"""The document, which one part of a question may leave to another: "Van wanneer en van wie is dit?"."""

ANYTHING = ".*"
"""Stands in for the document at first: few questions get further, and `SUBJECT` is dear to compile."""

_MADE = (
    r"(?: (?:gepubliceerd|verschenen|uitgebracht|uitgekomen|vastgesteld|aangenomen|gedateerd|geschreven|"
    r"opgesteld|afkomstig|published|issued|released|adopted|dated|written|drawn up|from))?"
)
_SENT = r"(?: (?:zich))?(?: (?:gericht|geadresseerd|gestuurd|toegezonden|bestemd|addressed|directed|sent))?"
_LOADED = r"(?: (?:er|hier|here))?(?: (?:geladen|ingeladen|beschikbaar|aanwezig|loaded|available))?"
_IS = r"(?: (?:is|zijn|was|werd|are|were|does|heeft|draagt|dateert|komt|stamt|bestaat))?"
_HAS = r"(?: (?:have|has|bear|carry|date from))?"
_VERB_LAST = r"(?: (?:is|was|werd|heeft|draagt))?"
_WHAT = r"(?:(?:wat|what|welke?|which|wie|who) (?:is|zijn|are) )?(?:(?:de|het|the) )?"
_WHICH = r"(?:(?:welke?|what|which|wat is|what is) )?(?:(?:de|het|the) )?"
_OF = r"(?: (?:van|of|for|on))?"

PATTERNS: dict[Particular, tuple[str, ...]] = {
    Particular.CELEX: (
        rf"{_WHICH}celex(?:[- ]?(?:nummer|number|nr|code))?{_OF}{_IS}{{S}}{_HAS}",
    ),
    Particular.DATE: (
        rf"(?:van|uit|from|of) (?:wanneer|when|(?:welke?|what|which) (?:datum|dag|jaar|date|day|year))"
        rf"{_IS}{{S}}{_HAS}",
        rf"(?:wanneer|when){_IS}{{S}}{_MADE}",
        rf"(?:op )?(?:welke|what|which) (?:datum|date|year|jaar){_IS}{{S}}(?:{_MADE}|{_HAS})",
        r"(?:wanneer verscheen|wanneer dateert|hoe oud is|how old is){S}",
        r"when did{S} (?:appear|come out)",
        rf"{_WHAT}(?:publicatie)?(?:datum|publication date|date(?: of publication)?){_OF}{{S}}",
    ),
    Particular.AUTHOR: (
        rf"(?:door|van|by) (?:wie|whom){_IS}{{S}}{_MADE}",
        r"(?:wie|welke instelling) (?:schreef|publiceerde){S}",
        rf"(?:wie|welke instelling) heeft{{S}}{_MADE}",
        r"(?:who|which institution) (?:wrote|issued|published|adopted|drew up){S}",
        r"who is{S} (?:by|from)",
        rf"{_WHAT}(?:auteurs?|authors?|opstellers?|afzender|issuer){_OF}{{S}}",
    ),
    Particular.ADDRESSEES: (
        rf"(?:aan|tot|to) (?:wie|whom|(?:welke|which|what) (?:instellingen|institutions)){_IS}{{S}}{_SENT}",
        rf"(?:tot|aan) wie richt{{S}}{_SENT}",
        r"voor wie is{S} bestemd",
        r"(?:who|which institutions) (?:is|was){S} (?:addressed|directed|sent) to",
        rf"{_WHAT}(?:geadresseerden?|addressees?){_OF}{{S}}",
    ),
    Particular.NUMBER: (
        rf"{_WHICH}(?:com-?|document|referentie)?(?: ?nummer|kenmerk|(?:com |document |reference )?number)"
        rf"{_OF}{_IS}{{S}}{_HAS}",
        rf"(?:what is )?the reference{_OF}{{S}}",
        rf"onder welk nummer{_IS}{{S}}(?:{_MADE}| bekend)",
    ),
    Particular.LANGUAGES: (
        r"(?:in )?(?:(?:welke|hoeveel|what|which|how many) )?"
        r"(?:talen?|taalversies|languages?|language versions)"
        rf"(?: do you have)?{_OF}{_IS}{{S}}{_LOADED}(?: in)?",
    ),
}  # fmt: skip
"""How each is asked, in full sentences and in a few words; `{S}` is where the document may be named."""

STANDS_ALONE = re.compile(r"\b(?:celex|(?:in)?geladen\b|loaded\b)")
"""What can only be asked of the documents loaded."""

COURTESY = re.compile(
    r"^(?:(?:en|and|graag|please|(?:kunt|kun) (?:u|je)(?: mij| me)? (?:zeggen|vertellen)|weet (?:u|je)|"
    r"(?:can|could) you tell me|do you know|geef|noem|give) )+"
    r"| (?:graag|please|alstublieft|eigenlijk|precies|exactly)$"
)
APART = re.compile(r"\s*[,;?]\s*(?:en |and )?|\s+(?:en|and|alsook|as well as)\s+")
"""What stands between two questions in one."""

POSSESSIVE = re.compile(r"\b(?:its|haar) ((?:celex |com )?[\w-]+)")
"""its number, haar datum."""

PUNCTUATION = re.compile(r"[\"'“”„«».!:?]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of a document itself, and how it names that.

    `genre` is the word for it ("mededeling"), None for none. `points` tells that it only points to a document
    ("zij", "this"), which the question before it may have to name.
    """

    particulars: tuple[Particular, ...]
    genre: str | None = None
    points: bool = False

    def kinds(self) -> frozenset[Kind]:
        """Return the kinds of document that are meant; none for any."""
        return next((kinds for words, kinds in GENRES.items() if self.genre in words.split("|")), frozenset())


def asked_of_document(question: str) -> Asked | None:
    """Return what a question asks of a document itself; None where it asks anything else.

    Documents that it names stand in it as `NAMED`.

    >>> asked_of_document("Van wanneer is deze mededeling?").particulars[0].value
    'date'
    >>> asked_of_document("Wanneer werd de EU opgericht?") is None
    True
    """
    said = POSSESSIVE.sub(r"the \1 of it", " ".join(question.lower().split()))
    parts = [part for part in (_bare(part) for part in APART.split(said)) if part]
    if not parts:
        return None
    read = [match for match in map(_read, parts) if match is not None]
    if len(read) < len(parts):
        return None
    definite = [found["definite"] for _, found in read if found["definite"]]
    pointing = [found["pointing"] for _, found in read if found["pointing"]]
    if not definite and not pointing and STANDS_ALONE.search(said) is None:
        return None
    particulars = {particular for particular, _ in read}
    return Asked(
        tuple(particular for particular in Particular if particular in particulars),
        next((word for word in map(_genre, (*definite, *pointing)) if word), None),
        points=not definite and bool(pointing),
    )


def _read(part: str) -> tuple[Particular, re.Match[str]] | None:
    """Return what a part of a question asks and how it names the document; None where that is unknown."""
    every = ((particular, pattern) for particular, patterns in PATTERNS.items() for pattern in patterns)
    near = ((p, pattern) for p, pattern in every if _compiled(pattern, ANYTHING).fullmatch(part))
    matches = ((p, _compiled(pattern, SUBJECT).fullmatch(part)) for p, pattern in near)
    return next(((particular, match) for particular, match in matches if match is not None), None)


@cache
def _compiled(pattern: str, subject: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{S}", subject) + _VERB_LAST)


def _bare(part: str) -> str:
    return COURTESY.sub("", " ".join(PUNCTUATION.sub(" ", part).split()))


def _genre(words: str) -> str | None:
    found = re.search(_GENRE, words)
    return found[0] if found else None
