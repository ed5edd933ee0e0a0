"""Words that point at an instrument named elsewhere: "die verordening", "ibid.", "zie voetnoot 24".

What they mean is not in the words: a pointer is a mention whose key is still open, written `?sort:value`,
until `antecedents.py` has looked for the one instrument that it can mean. "This Regulation" is no
pointer: in an act it is the act itself.
"""

from __future__ import annotations

import re

from kb.citations.grammar.rule import Rule, alternatives, mentioned, spelled
from kb.citations.lexicon import ACT_WORDS
from kb.citations.reference import Kind, Mention
from kb.pattern import Pattern

OPEN = "?"
THAT, IBIDEM, NOTE, ACCOMPANYING, DEFINED = "?that", "?ibidem", "?note", "?accompanying", "?defined"

DEMONSTRATIVES = (
    "die", "dat", "genoemde", "voornoemde", "bovengenoemde", "voormelde",
    "that", "said", "aforementioned", "abovementioned",
    "ledit", "ladite", "dudit", "cette", "ce", "cet", "jene", "jener", "genannte", "genannten", "genannter",
)  # fmt: skip
OTHER_GENRES = {
    "mededeling": Kind.COMMUNICATION, "communication": Kind.COMMUNICATION, "mitteilung": Kind.COMMUNICATION,
    "groenboek": Kind.GREEN_PAPER, "green paper": Kind.GREEN_PAPER, "livre vert": Kind.GREEN_PAPER,
    "grünbuch": Kind.GREEN_PAPER, "witboek": Kind.WHITE_PAPER, "white paper": Kind.WHITE_PAPER,
}  # fmt: skip
ACT_GENRES = {
    word: act_type
    for act_type, by_language in ACT_WORDS.items()
    for words in by_language.values()
    for word in words
}
THAT_GENRE = Pattern(
    rf"(?i:{alternatives(DEMONSTRATIVES)})\s{{1,3}}"
    rf"(?P<genre>(?i:{alternatives((*ACT_GENRES, *OTHER_GENRES))}))(?![^\W_])(?!\s{{0,3}}(?:\(|[Nn][ro]|\d))"
)
"""die verordening · that Directive · ledit règlement: not "die Verordnung (EG) Nr. …", which is named."""

AGAIN = Pattern(r"(?:[Ii]bid(?:em|\.)?|[Ii]dem)(?![^\W_])")
"""ibid. · ibidem · idem"""

AT_THE_PLACE_NAMED = Pattern(r"(?<![^\W_])a\.\s?a\.\s?O\.$")
"""a. a. O.: its last letter is the rarest."""

SEE_NOTE = Pattern(
    r"(?i:zie|see|voir|siehe|vgl\.|cf\.)\s{1,3}(?i:(?:ook|also|aussi|auch)\s{1,3})?"
    r"(?P<named>(?i:voetnoot|footnote|note(?:\s{1,3}de\s{1,3}bas\s{1,3}de\s{1,3}page)?|fußnote|noot)\s{1,3}(?P<number>\d{1,3}))(?!\d)"
)
"""zie voetnoot 24 · see footnote 24 · siehe Fußnote 24"""

ACCOMPANYING_DOCUMENT = Pattern(
    r"(?i:begeleidende?\s{1,3}(?:werkdocument(?:en)?|document)|accompanying\s{1,3}(?:commission\s{1,3})?(?:staff\s{1,3})?"
    r"working\s{1,3}(?:document|paper)|document\s{1,3}de\s{1,3}travail\s{1,3}(?:\w{1,12}\s{1,3}){0,6}?accompagnant|"
    r"begleitende[ns]?\s{1,3}arbeits(?:dokument|unterlage|papier))(?![^\W_])"
)
"""het begeleidende werkdocument · the accompanying Commission staff working document"""

ARTICLE_BEFORE = Pattern(r"(?<![^\W_])(?:het|de|the|le|la|das|dem|den|die|der|des)\s{1,3}$", re.IGNORECASE)
LONGEST_ARTICLE = len("het   ")
LONGEST_PLACE_NAMED = len("a. a. ")

TERM = r"[\"“”„«‘'’‚]\s?(?P<term>[^\"“”„«»‘’‚\n]{2,80}?)\s?[\"“”»‘'’]"
DEFINITION = Pattern(
    r"(?i:hierna|hereinafter|hereafter|ci-après|im\s{1,3}folgenden|nachstehend)[\s,:]{1,3}"
    r"(?i:(?:te noemen|genoemd|referred to as|called|dénommée?s?|als)[\s:,]{1,3})?"
    rf"(?i:de\s|het\s|the\s|le\s|la\s|die\s|der\s)?{TERM}"
)
"""hierna "de verordening" genoemd · hereinafter 'the Regulation'"""


def read_that(text: str, at: int) -> tuple[Mention, ...]:
    """Read a demonstrative with the genre of an instrument."""
    match = THAT_GENRE.match(text, at)
    if match is None:
        return ()
    genre = " ".join(match["genre"].lower().split())
    key = f"{THAT}:{ACT_GENRES.get(genre) or OTHER_GENRES[genre]}"
    return mentioned(text, _with_article(text, at), match.end(), key)


def read_ibidem(text: str, at: int) -> tuple[Mention, ...]:
    """Read a word for "in the same place"."""
    match = AGAIN.match(text, at)
    return mentioned(text, at, match.end(), IBIDEM) if match else ()


def read_place_named(text: str, at: int) -> tuple[Mention, ...]:
    """Read "a. a. O.", whose last letter stands here."""
    match = AT_THE_PLACE_NAMED.search(text, max(at - LONGEST_PLACE_NAMED, 0), at + len("O."))
    return mentioned(text, match.start(), match.end(), IBIDEM) if match else ()


def read_note(text: str, at: int) -> tuple[Mention, ...]:
    """Read a pointer to another footnote."""
    match = SEE_NOTE.match(text, at)
    return mentioned(text, match.start("named"), match.end(), f"{NOTE}:{match['number']}") if match else ()


def read_accompanying(text: str, at: int) -> tuple[Mention, ...]:
    """Read "the accompanying working document", which may or may not be named behind it."""
    match = ACCOMPANYING_DOCUMENT.match(text, at)
    if match is None:
        return ()
    return mentioned(text, _with_article(text, at), match.end(), ACCOMPANYING)


def read_definition(text: str, at: int) -> tuple[Mention, ...]:
    """Read the name that a text gives an instrument for its own use."""
    match = DEFINITION.match(text, at)
    return mentioned(text, at, match.end(), f"{DEFINED}:{match['term']}") if match else ()


def _with_article(text: str, at: int) -> int:
    article = ARTICLE_BEFORE.search(text, max(at - LONGEST_ARTICLE, 0), at)
    return article.start() if article else at


POINTERS = (
    Rule(spelled(DEMONSTRATIVES), read_that),
    Rule(spelled(("ibid", "ibidem", "idem")), read_ibidem),
    Rule(frozenset("O"), read_place_named),
    Rule(spelled(("zie", "see", "voir", "siehe", "vgl", "cf")), read_note),
    Rule(
        spelled(
            (
                "begeleidend",
                "begeleidende",
                "accompanying",
                "document",
                "begleitende",
                "begleitenden",
                "begleitendes",
            )
        ),
        read_accompanying,
    ),
    Rule(spelled(("hierna", "hereinafter", "hereafter", "ci", "im", "nachstehend")), read_definition),
)
