"""Words that decide what a sentence says: numbers, months, negations, strong words, opposites.

They are data in the languages that are read, so that a sentence in one of them can be held against a
quotation in another.
"""

from __future__ import annotations

NUMBERS = {
    "nl": "nul - twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "de": "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt",
}
"""From 0 on; 1 is left out, because it is the article too."""

TENS = {
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
    "de": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent",
}
"""From 30 to 100."""

ORDINALS = {
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth",
    "de": "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
}

CARRYING_ORDINALS = {"nl": {"eerst": "1.", "eersteklas": "1."}, "de": {"zuerst": "1.", "erstklassig": "1."}}
"""Words that carry the ordinal of another language ("first-class") without being one."""

BEFORE_DECADES = frozenset({"jaren", "annees"})
AFTER_DECADES = frozenset({"s", "er"})
"""What stands before or after a decade: de jaren 90, the 1990s, die 1990er."""

FRACTIONS = {
    "nl": {"helft": "1/2", "half": "1/2", "kwart": "1/4", "dubbele": "x2", "verdubbeling": "x2"},
    "en": {"half": "1/2", "quarter": "1/4", "double": "x2", "doubling": "x2"},
    "de": {"hälfte": "1/2", "viertel": "1/4"},
    "fr": {"moitié": "1/2", "quart": "1/4", "double": "x2"},
}

SCALES = {
    "duizend": "e3", "thousand": "e3", "tausend": "e3", "mille": "e3",
    "miljoen": "e6", "million": "e6", "millions": "e6", "millionen": "e6", "mln": "e6",
    "miljard": "e9", "billion": "e9", "billions": "e9", "milliarde": "e9", "milliarden": "e9",
    "milliard": "e9", "milliards": "e9", "mld": "e9", "mrd": "e9", "bn": "e9",
}  # fmt: skip
"""What a number is multiplied by. The German "Billion" is read as the English one: it is met nowhere else."""

PERCENT = frozenset({"%", "procent", "percent", "prozent", "pourcent", "procents"})
CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "ecu": "ECU", "dollar": "USD", "dollars": "USD",
    "usd": "USD", "pond": "GBP", "pound": "GBP", "pounds": "GBP", "gbp": "GBP",
}  # fmt: skip

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}

NEGATIONS = {
    "nl": "niet geen geenszins nooit nimmer noch niets niemand nergens zonder evenmin nee",
    "en": "not no never nor neither none nothing nobody nowhere without cannot",
    "de": "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand nirgends weder ohne nein",
    "fr": "pas aucun aucune jamais ni rien sans non nullement",
}
"""French "ne" comes with one of these, and alone it does not negate."""

NEGATING_PREFIXES = {
    "nl": ("on", "niet", "non", "wan", "anti"),
    "en": ("un", "in", "im", "ir", "il", "dis", "non", "anti"),
    "de": ("un", "nicht", "miss", "anti"),
    "fr": ("in", "im", "ir", "il", "non", "anti"),
}

OPPOSITES = (
    ("meer more mehr plus", "minder less fewer weniger moins"),
    ("meeste most meisten", "minste least fewest wenigsten"),
    ("hoger higher höher", "lager lower niedriger"),
    ("groter larger bigger greater größer", "kleiner smaller"),
    ("stijg* toenem* toename toegenomen groeit increas* rise rises rising rose grow* steig* zunahm* augment*",
     "daal* dalen daling afnem* afname afgenomen krimp* decreas* declin* fall falls falling fell shrink* "
     "sink* diminu*"),
    ("versterk* strengthen* verstärk* renforc*", "verzwak* weaken* schwäch* affaibl*"),
    ("verbied* verboden prohibit* forbid* forbidden verbiet* interdi*",
     "toegestaan toelaat toelaten toestaat allow* permit* erlaub* autoris*"),
    ("minimaal minstens minimum mindestens", "maximaal hoogstens maximum höchstens"),
    ("succes* success* erfolgreich*", "mislukk* fail* gescheiter* échou*"),
    ("voldoende sufficient enough genügend ausreichend", "onvoldoende insufficient unzureichend"),
)  # fmt: skip
"""Words of which one does not carry the other, in all languages at once; "*" is any ending."""

HEDGES = frozenset(
    "ongeveer circa ca rond zowat schatting geschat geschatte bijna about approximately around roughly some "
    "estimated estimate estimates nearly almost etwa rund ungefähr schätzungsweise geschätzt environ près "
    "estimé estimée presque".split()
)
"""Words by which a text says that a figure is not exact."""

STRONG = (
    "alle allemaal elk* ieder* all every each jede* tous toutes chaque",
    "altijd steeds always immer toujours",
    "alleen enkel uitsluitend slechts only solely exclusively nur ausschließlich seulement uniquement",
    "moet moeten dient dienen verplicht* must obliged obligatory required muss müssen doit doivent",
)
"""Words that a sentence may hold only when a quotation holds one of the same row."""
