"""Words to their stems: the one file that knows PyStemmer (Snowball)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import version

import Stemmer

ALGORITHMS = {
    "nl": "dutch",
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
}
"""Snowball's name for each language of the desk."""

DIAERESIS_PLURAL = re.compile(r"(?<=ie|ee)en$")
"""The plural that loses its diaeresis in folding and then puzzles the stemmer: "strategieën"."""

VERBS = (
    "aard behoor beweeg bied bind bloed brand breng daag daal deel dien draag dreig droom duid duur eindig "
    "eis geld grens haal handel hoor houd huur ken kies koop krijg laad leer leg leid lever lig lijd loon "
    "luid luister maal meld meen moedig nader neem noem raad regel reis rijd schaad scheid schijn schrijf "
    "slaag snijd speel spring stel stem steun stijg stoor stroom stuur tel toon treed val vang vind voer "
    "voel volg vorm vraag waag weeg weiger wend wens wijs wijzig win wissel woon word zeg zend zorg"
)
"""Verbs of which the stemmer keeps the ending of the third person: "vraagt" beside "vragen"."""

PREFIXES = "be|ver|ont|her"
PARTICLES = (
    "aan|achter|af|bij|door|in|mee|na|om|onder|op|over|plaats|samen|te|tegen|terug|teweeg|toe|uit|vast|"
    "voor|weg"
)
THIRD_PERSON = re.compile(
    rf"(?P<before>{PREFIXES}|{PARTICLES}|)(?P<verb>{VERBS.replace(' ', '|')})t"
    rf"|(?P<prefix>{PREFIXES})(?P<prefixed>\w{{2,}}[bdfgklmnprvwz])t"
    r"|(?P<latin>\w{2,}[ei]er)t"
)
"""vraagt, plaatsvindt, bevordert, organiseert; not bericht, concert."""

LONG_VOWEL = re.compile(r"(aa|ee|oo|uu)([^aeiou])$")
"""What an open syllable writes with one letter: vraag, vragen."""

SHORT_SYLLABLE = re.compile(r"(?:[^aeiou]|qu)*[aeiou][bdfgklmnprst]")
"""What doubles its last letter before an ending: stel, stellen; a verb of more syllables does not."""


def infinitive(word: str) -> str:
    """Return the infinitive of a Dutch verb in the third person; any other word as it is.

    >>> [infinitive(word) for word in ("vraagt", "vertelt", "verbetert", "organiseert", "bericht")]
    ['vragen', 'vertellen', 'verbeteren', 'organiseren', 'bericht']
    """
    found = THIRD_PERSON.fullmatch(word)
    if found is None:
        return word
    before = found["before"] or found["prefix"] or ""
    verb = found["verb"] or found["prefixed"] or found["latin"]
    if SHORT_SYLLABLE.fullmatch(verb):
        return f"{before}{verb}{verb[-1]}en"
    return before + LONG_VOWEL.sub(lambda vowel: vowel[1][0] + vowel[2], verb) + "en"


STEMMER_VERSION = version("PyStemmer")


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself in a language without a stemmer.

    >>> stem("bedrijven", "nl"), stem("policies", "en")
    ('bedrijf', 'polici')
    """
    algorithm = ALGORITHMS.get(language)
    if language == "nl":
        word = infinitive(DIAERESIS_PLURAL.sub("", word))
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)
