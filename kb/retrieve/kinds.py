"""Kinds of question: how each is recognised, and what a sentence that answers it looks like.

The patterns are data, in Dutch and English side by side; the first kind that fits is the kind. What a
kind expects of a sentence ranks evidence; where it is decisive, nothing else can be the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kb.pattern import Pattern


class Kind(StrEnum):
    """What a question asks for."""

    SUMMARY = "summary"
    COMPARISON = "comparison"
    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    DEFINITION = "definition"
    WHO = "who"
    REASON = "why"
    LIST = "list"
    MANNER = "how"
    YES_NO = "yes_no"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind, what its questions look like, and what its answers hold; None where nothing tells.

    `cues` are words that a search adds because answers of the kind hold them. Where an answer
    `begins_with_subject`, what it is about stands first in it: "Een cluster kan … gedefinieerd als".
    Where what is expected is `decisive`, a sentence that does not look like it cannot be the answer; nor can
    one that has no number before what stands after `counts` in the question: "Hoeveel clusters…". Words of
    `asking` say what is wanted; an answer need not hold them. An answer to a kind that `spells_out` must say
    what an abbreviation stands for, where the question has one. Where an answer is `led_in`, what is expected
    is that the list in which it stands begins with what the question asks about (`LEADS_IN`).
    """

    kind: Kind
    question: Pattern
    expected: Pattern | None = None
    cues: str = ""
    begins_with_subject: bool = False
    decisive: bool = False
    counts: Pattern | None = None
    asking: frozenset[str] = frozenset()
    spells_out: bool = False
    led_in: bool = False


INSTRUMENTS = (
    r"verordening|richtlijn|besluit|beschikking|mededeling|aanbeveling|groenboek|witboek|blauwboek|"
    r"advies|conclusies|werkdocument|rapport|verslag|memorandum|kaderregeling|richtsnoeren|"
    r"regulation|directive|decision|communication|recommendation|green paper|white paper|"
    r"opinion|conclusions|working document|working paper|report|framework|guidelines"
)
"""Genres of documents, as questions and notes name them."""

NUMERALS = (
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|honderd|duizend|miljoen|miljard|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million|billion"
)
MONTHS = (
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|(?-i:May)|june|july|august|october"
)
UNITS_OF_TIME = r"jaar|jaren|maand(?:en)?|we(?:ek|ken)|dag(?:en)?|uur|years?|months?|weeks?|days?|hours?"
MONEY = r"geld|euro'?s?|eur|bedrag|bedragen|budget|begroting|money|euros|amount"
COST = r"kosten?|prijs|vergoeding|contributie|salaris|costs?|price(?: tag)?|fee|salary|allowance"
ASKS_WHAT = (
    r"(?:(?:wat|hoe (?:groot|hoog)|what(?:'s)?|how (?:large|big|high)) (?:\S+ ){0,3}?"
    r"|(?:welke?|which) (?:\S+ )?)"
)

MEASURING = frozenset(
    "percentage procent percent aandeel share proportion euro euros eur geld money bedrag amount number "
    "aantal jaar year years maand month months dag dagen day days datum date periode period total totaal "
    "totale cijfer figure".split()
)
"""Words that say what is measured: the figure or the date itself answers them ("38%", "EUR 2 billion")."""

DEFINING = frozenset(
    "meant mean means meaning define defines defined definition concept stands short exactly betekent "
    "betekenis abbreviation acronym staat staan stand definitie definieert gedefinieerd begrip term verstaat "
    "verstaan houdt afkorting acroniem letters voluit schrijf spell spelled written out".split()
)
"""Words by which a definition is asked for."""

LOOKING_UP = frozenset(
    "titel title volledige volledig full officiële official naam name heet called nummer number link links "
    "url website site web webpagina webpage pagina page webadres internetadres adres address internet online "
    "vindplaats vinden vind find found lezen read "
    "raadplegen consult verwijst verwijzen refer refers noot voetnoot note footnote "
    "aangehaald cited vermeld genoemd mentioned".split()
)
"""Words by which it is asked how a document is called or where it stands."""

LINKS = "van|voor|met|in|op|aan|of|for|with|in|on|to|at|by|from|under|onder|over|about|meant|bedoeld"
NAME = (
    rf"(?!(?:{LINKS})\b)\S+(?: (?!(?:{LINKS})\b)\S+){{0,3}}?"
    r"(?:(?: (?:van|voor|of|for|and|en|de|the))* (?-i:[A-Z])\S*)*"
)
"""Up to four words without a preposition, and then what goes on in capitals: "European cluster policy
group", "Regions for Economic Change"."""


ACTING = frozenset(
    "maatregelen acties stappen taken plichten activiteiten neemt nemen onderneemt ondernemen doet doen "
    "treffen measures actions steps tasks duties activities take takes taking do does doing going".split()
)
"""Words by which it is asked what somebody does."""

ACTIONS = (
    "(?:maatregelen|acties|stappen|taken|plichten|activiteiten|"
    "measures|actions|steps|tasks|duties|activities)"
)
NO_LINK = rf"(?!(?:{LINKS})\b)"
ACTOR = rf"(?:{NO_LINK}\S+ ){{0,4}}?{NO_LINK}[^\s?]+"
"""Who does something, up to five words without a preposition: "het European Cluster Observatory"."""

PLACE = (
    r"(?:bijlage|annex|inleiding|introduction|conclusies?|conclusions?|"
    r"(?:hoofdstuk|punt|paragraaf|sectie|deel|section|chapter|point|part|artikel|article) [\d.]+)"
)
"""A part of a document that may be summed up, when nothing else is asked of it."""


def _pattern(*alternatives: str) -> Pattern:
    return Pattern("|".join(alternatives), re.IGNORECASE)


LEADS_IN = _pattern(
    r"\b(?:zal|zullen|moet|moeten|dient|dienen|will|shall|must|should)\b[^.;:]{0,60}:$",
    r"\s(?:uit\s)?(?:om|to):$",
)
"""How a list of what somebody does begins, right after who does it: "The Office shall:", "the States to:"."""

RULES = (
    KindRule(
        Kind.SUMMARY,
        _pattern(
            r"\bvat\b.*\bsamen\b", r"\bsamenvat\w*", r"\bsummar(?:y|i[sz]e)\b", r"\bhoofdlijnen\b",
            r"\b(?:hoofd|kern)punten\b", r"\bde kern van\b", r"\bgist\b", r"\bmain points\b",
            rf"^(?:wat|what) (?:staat er|staat|bevat|zegt|is|does|do) (?:in )?(?:the |de |het )?{PLACE}"
            r"(?: say| contain)?\W*$",
            rf"^(?:waarover gaat|waar gaat|what is|what's) (?:the |de |het )?{PLACE}(?: over| about)\W*$",
        ),
    ),
    KindRule(
        Kind.COMPARISON,
        _pattern(
            r"\bverschil(?:len)?\b.*\btussen\b", r"\bverschil(?:t|len)\b", r"\bvergelijk\b",
            r"\bdifferen(?:ce|ces|t) (?:between|from)\b", r"\bdiffers?\b",
            r"\bcompare\b", r"\b(?:versus|vs)\b",
        ),
    ),
    KindRule(
        Kind.NUMBER,
        _pattern(
            r"\b(?:percentage|procent|percent|per cent)\b", r"\b(?:welk|which|what) %",
            r"\b(?:welk|het|what|which) (?:aandeel|deel van|share|proportion)\b", r"(?:^|\bthe )share of\b",
            r"^aandeel\b",
        ),
        _pattern(r"\d ?%", r"\b(?:procent|per ?cent|helft|half|kwart|quarter|derde|third)\b"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.DATE,
        _pattern(
            r"\bhoe lang\b", r"\bhow long\b",
            rf"\b(?:hoeveel|how many) (?:{UNITS_OF_TIME})\b(?! (?:per|a)\b)",
            r"\btime limit\b", r"\btermijn\b",
        ),
        _pattern(rf"(?:\d|\b(?:{NUMERALS}))[ -]?(?:{UNITS_OF_TIME})", r"\b(?:19|20)\d{2}\b"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.NUMBER,
        _pattern(
            rf"\b(?:hoeveel|how (?:much|many)) (?:{MONEY}|mil\w+|billion|funding)\b",
            r"\b(?:wat|hoeveel) kost(?:te)?\b",
            r"\bhow much (?:does|do|did|will|would) .*\bcost\b",
            r"\bwhat (?:does|do|did|will|may|would) .*\bcost\b",
            rf"\b{ASKS_WHAT}(?:{MONEY}|{COST})\b", rf"\btotal (?:\S+ )?(?:{MONEY}|{COST})\b",
            rf"^(?:{MONEY}|{COST}) (?:van|of|voor|for)\b", r"\bbedrag\W*$",
            r"^(?!(?:who|wie|waarom|why|how|hoe|is|are|zijn)\b)(?:\S+ ){0,2}(?:budget|begroting)\b",
        ),
        _pattern(r"\beuro\b", r"\bEUR\b", r"\becu\b", r"[€$£]"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.NUMBER,
        _pattern(r"\bhoe vaak\b", r"\bhow often\b"),
        _pattern(r"\d", rf"\b(?:{NUMERALS})\b", r"\bjaarlijks\b", r"\bannual"),
    ),
    KindRule(
        Kind.NUMBER,
        _pattern(
            r"\bhoeveel\b", r"\bhoe (?:groot|hoog|veel)\b", r"\baantal\b",
            r"\bhow (?:many|much|large|big|high)\b",
            r"\b(?:total|largest|smallest) number\b", r"\bno\. of\b", r"\bnumber of\b",
        ),
        _pattern(r"\d", rf"\b(?:{NUMERALS})\b"),
        decisive=True,
        asking=MEASURING,
        counts=_pattern(r"\b(?:hoeveel|aantal|how many|number of|no\. of)\b"),
    ),
    KindRule(
        Kind.DATE,
        _pattern(r"\bwelke\s+maand\b", r"\b(?:what|which) month\b"),
        _pattern(rf"\b(?:{MONTHS})\b", r"\b\d{1,2}\.\d{1,2}\.\d{4}\b"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.DATE,
        _pattern(
            r"\bwelke\s+dag(?:en)?\b",
            r"\b(?:what|which|exact) days?\b",
            r"\b(?:exacte datum|exact date)\b",
        ),
        _pattern(rf"\b\d{{1,2}} (?:{MONTHS})\b", r"\b\d{1,2}\.\d{1,2}\.\d{4}\b"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.DATE,
        _pattern(
            r"\bwanneer\b", r"\bwelke?\s+(?:jaar|datum|periode|jaren)\b", r"\bhoe laat\b",
            r"^(?:\w+ )?when\b", r"\bwhen (?:was|were|did|will|is|does)\b",
            r"\b(?:what|which) (?:time|year|date|period)\b",
            r"\b(?:datum|date|jaartal|deadline)\b",
        ),
        _pattern(r"\b(?:19|20)\d{2}\b", rf"\b(?:{MONTHS})\b", r"\bjaren \d0\b", r"\b(?:19|20)?\d0s\b"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.FACT,
        _pattern(r"\btelefoon\w*", r"\bphone\b", r"\bfax\w*"),
        _pattern(r"\+\d{2}[\d ()-]{6,}", r"\(\d{2}-\d\)"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.FACT,
        _pattern(r"\be-?mail\s?adres\b", r"\be-?mail address\b", r"^e-?mail\b"),
        _pattern(r"\w@\w"),
        decisive=True,
        asking=MEASURING,
    ),
    KindRule(
        Kind.REFERENCE,
        _pattern(
            rf"\b(?:welke?|which) (?:\w+ ){{0,2}}(?:{INSTRUMENTS})\b",
            rf"\bwhat (?:(?!is|are|was|does|do|did|must|will|has)\w+ )?(?:{INSTRUMENTS})\b",
            r"\bwaar (?:kan|is|vind|staat|zijn|kun)\b.*\b(?:vind|lees|lezen|raadpleg|nalezen|terug)",
            r"\bwhere (?:can|is|are|do|could)\b.*\b(?:find|read|found|consult|available|published)",
            r"\b(?:voet)?noot\b", r"\bfoot\s?note\b", r"\bnote \d",
            r"\b(?:website|url|link|web ?(?:site|pagina|page|adres|address)|internet ?(?:adres|address))\b",
            r"\b(?:adres|page|pagina) (?:op|on) (?:het |the )?(?:internet|web)\b",
            r"\b(?:COM|SEC|SWD|C)\s?\(\d{4}\)", r"\b(?:nummer|verwijst|refer)\b",
        ),
        _pattern(r"https?:", r"\(\d{4}\)\s?\d", r"\d/\d{4}\b", rf"\b(?:{INSTRUMENTS})\b"),
        asking=LOOKING_UP,
    ),
    KindRule(
        Kind.DEFINITION,
        _pattern(
            r"\bafkorting\b", r"\bstaa(?:t|n)\b.*\b(?-i:[A-Z]{2}).*\bvoor\W*$",
            r"\bstands? for\b", r"\bshort for\b", r"\b(?:abbreviation|acronym|acroniem)\b", r"\bvoluit\b",
            r"\bspel(?:l|ls|led|t) out\b",
        ),
        _pattern(r"\((?-i:[A-Z]{2,})"),
        decisive=True,
        asking=DEFINING,
        spells_out=True,
    ),
    KindRule(
        Kind.LIST,
        _pattern(
            rf"^welke {ACTIONS} (?:neemt|onderneemt|nemen|ondernemen|heeft|hebben) {ACTOR}\W*$",
            rf"^(?:wat|welke {ACTIONS}) (?:zal|zullen|gaat|gaan|moet|moeten|wil|willen) {ACTOR}"
            r" (?:doen|nemen|ondernemen|treffen|uitvoeren)\W*$",
            rf"^wat (?:doet|doen|onderneemt|ondernemen) {ACTOR}\W*$",
            rf"^(?:what|which) {ACTIONS} (?:is|are|does|do|will|has|have|must|should|shall) {ACTOR}"
            r" (?:take|taken|taking|have|going to take|carry out|perform)\W*$",
            rf"^what (?:will|shall|must|should|does|do) {ACTOR} do\W*$",
            rf"^what (?:is|are) {ACTOR} (?:doing|(?:going|planning|required|supposed) to do)\W*$",
            rf"^(?:wat|what) (?:zijn|are) (?:(?:de|the) )?{ACTIONS} (?:van|of) {ACTOR}\W*$",
        ),
        asking=ACTING,
        led_in=True,
    ),
    KindRule(
        Kind.DEFINITION,
        _pattern(
            r"\bdefini(?:tie|eert)\b", r"\bdefin(?:e|es|ition)\b", r"\bgedefinieerd\b", r"\bdefined\b",
            r"\bbetekent\b(?! dat\b)", r"(?<!that )\bmean(?:s|ing)?\b",
            r"\bmeant by\b", r"\bverstaa[tn]\b.*\bonder\b", r"\bbegrip\b",
            r"^wat houdt\b.*\bin\b", r"\bunderstood by\b", r"\bexactly is\b",
            rf"^wat (?:is|zijn) (?:een |de |het |eigenlijk )*{NAME}\W*$",
            r"^wat is een (?!.*\b(?:om|te|die|dat|van)\b)[^,?]{3,70}\W*$",
            r"^what is an? (?!.*\b(?:to|that|which|of)\b)[^,?]{3,70}\W*$",
            rf"^what (?:is|are) (?:an? |the )*{NAME}\W*$",
        ),
        _pattern(
            r"gedefinieerd als", r"defined as", r"wordt verstaan", r"bekend als", r"known as",
            r"[\"'’”»“] ?(?:means\b|betekent\b|bezeichnet\b|désigne\b|:)",
            r"(?:\bis|\bzijn|,) een (?:\w+ )?(?:groep|dienst|rechtsinstrument|initiatief|netwerk)",
            r"(?:\bis|\bare|,) an? (?:\w+ )?(?:group|service|instrument|initiative|network|programme)",
        ),
        cues="gedefinieerd definitie defined definition",
        begins_with_subject=True,
        decisive=True,
        asking=DEFINING,
    ),
    KindRule(
        Kind.WHO,
        _pattern(
            r"\bwie\b", r"\bwho(?:m|se)?\b",
            r"\b(?:welke?|which) (?:instelling|instantie|orgaan|persoon|minister|commissaris)\b",
            r"\b(?:which|what) (?:institution|body|person|minister|commissioner)\b",
        ),
    ),
    KindRule(
        Kind.REASON,
        _pattern(r"\bwaarom\b", r"\bwaardoor\b", r"\bwelke reden", r"\bwhy\b", r"\bwhat reason"),
        _pattern(
            r"\bom\b", r"\bomdat\b", r"\bdoordat\b", r"\bdaarom\b", r"\bgevolg\b", r"\bgezien\b",
            r"\bteneinde\b", r"\bdus\b", r"\bbecause\b", r"\bin order to\b", r"\btherefore\b",
            r"\bsince\b", r"\bgiven\b", r"\bas a result\b",
        ),
    ),
    KindRule(
        Kind.LIST,
        _pattern(
            r"^(?:noem|som|geef|list|name|enumerate)\b", r"\bwelke\b", r"\bwhich\b", r"\bwat zijn\b",
            r"\bwhat are\b",
        ),
    ),
    KindRule(
        Kind.MANNER,
        _pattern(r"\bhoe\b", r"\bop welke (?:manier|wijze)\b", r"\bwaarmee\b", r"\bhow\b"),
        _pattern(r"\bdoor\b", r"\bvia\b", r"\bby\b", r"\bthrough\b", r"\bmet name\b"),
    ),
    KindRule(
        Kind.YES_NO,
        _pattern(
            r"^(?:is|zijn|kan|kunnen|moet|moeten|mag|mogen|zal|zullen|wordt|worden|werd|heeft|hebben|bestaat|"
            r"bestaan|wil|doet|gaat|komt|krijg\w*|erken\w*|verbied\w*|steunt?|vindt?)\b",
            r"^(?:is|are|was|were|can|could|does|do|did|has|have|must|should|will|would|may)\b",
        ),
    ),
)  # fmt: skip

FACT = KindRule(Kind.FACT, Pattern(""))


def kind_of(question: str) -> KindRule:
    """Return the rule that a question falls under.

    >>> kind_of("Hoeveel procent werkt in clusters?").kind.value
    'number'
    """
    bare = question.strip()
    return next((rule for rule in RULES if rule.question.search(bare)), FACT)
