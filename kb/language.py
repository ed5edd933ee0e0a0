"""Which language a text is in: the one file that knows langdetect.

langdetect is not deterministic unless seeded, errs on short questions and fails on digits alone. So a
question is decided by its function words first ("welke", "which"), among the languages that the desk
knows; langdetect decides what they leave open, of a question as of a document.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kb.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langdetect.detector_factory import DetectorFactory

ANSWERED = ("nl", "en")
"""The languages in which the desk is asked and answers."""

READ = ("nl", "en", "de", "fr", "es", "pt")
"""The languages whose texts it reads."""

FUNCTION_WORDS = {
    "nl": "de het een en van voor welke welk wat wie waar waarom wanneer hoe hoeveel is zijn wordt worden "
    "werd zegt staat niet ook bij naar uit door aan met deze dit die dat er over tot om kan moet zal heeft "
    "hebben voetnoot titel definitie hoofdstuk paragraaf "
    "geef noem leg vat samen volgens mag mogen moeten onder tussen binnen waarin waarvoor",
    "en": "the a an and of for which what who where why when how many much is are was were be does do did "
    "not also by to from with this these that those there about until can must shall will has have give "
    "footnote title definition section chapter summarise summarize "
    "name list explain according may should under between within on say says it its their into any",
    "de": "der die das ein eine und von für welche welcher welches was wer wo warum wann wie wieviel ist "
    "sind wird werden wurde nicht auch bei nach aus durch mit diese dieses dass es über bis kann muss soll "
    "hat haben nenne gemäß unter zwischen im zum zur den dem des",
    "fr": "le la les un une et de des du pour quel quelle quels quelles quoi qui où pourquoi quand comment "
    "combien est sont être pas aussi par vers avec ce cette ces que il y sur dans peut doit a ont selon "
    "sous entre au aux son sa ses leur",
    "es": "el la los las un una unos unas de del y que para qué cuál cuáles quién quiénes dónde cuándo "
    "cómo cuánto cuántos cuánta cuántas es son está están ser también por hacia con este esta estos estas "
    "hay sobre en puede debe tiene tienen según bajo entre al su sus lo muy cuya cuyo dice título "
    "definición capítulo",
    "pt": "o os um uma uns umas e de do da dos das que para quê qual quais quem onde quando como quanto "
    "quantos quanta quantas é são está estão ser também por este esta estes estas esse essa há sobre em "
    "no na nos nas pode deve tem têm segundo sob entre ao aos à às seu sua seus suas pelo pela não diz "
    "título definição capítulo",
}  # fmt: skip

WORD = re.compile(r"[^\W\d_]+")
NAMED = re.compile(
    r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]|(?<=\s)[A-Z][^\W\d_]*(?: (?:for|of|and|the|van|de) [A-Z]\w+)*"
)
"""What stands in quotation marks or begins with a capital is a name, in whatever language."""

SEED = 652
ENOUGH_FOR_DETECTION = 20
"""Fewer letters than this say nothing to n-gram profiles."""

ENOUGH_FUNCTION_WORDS = 30
"""Five lines of prose hold so many."""

PROSE = 0.15
"""The least share of function words in the words of a text; prose has 0.27 to 0.39 of its own language and up
to 0.16 of a sister's (`tests/languages.tsv`), a list of names or references less."""

LEAD = 1.8
"""So many times those of the next language: prose has 2.1 and more (Spanish, of French)."""

TELLING_LENGTH = 1_500
"""How much is looked at of a document's beginning, and of its middle: langdetect is slow, and a cover may be
in many languages."""


def known(language: str, among: Sequence[str] = ANSWERED) -> str:
    """Return a language code as the desk spells it, or raise `UsageError`."""
    code = language.strip().lower()
    if code not in among:
        raise UsageError(f"unknown language {language!r}: choose one of {', '.join(among)}")
    return code


def of_question(text: str) -> str:
    """Return the language of a question, one of `READ`; Dutch when nothing tells.

    >>> of_question("Wat is een cluster?"), of_question("What is a cluster?")
    ('nl', 'en')
    """
    counts = function_words(NAMED.sub(" ", text))
    best = max(counts.values())
    leaders = [code for code in READ if counts[code] == best]
    if len(leaders) == 1:
        return leaders[0]
    return _detected(text, [code for code in leaders if code in ANSWERED] or leaders) or "nl"


def of_document(text: str) -> str | None:
    """Return the language of a document, None when it cannot be told.

    Prose whose function words leave no doubt needs no langdetect, which takes longer than reading a page.
    """
    telling = _telling(text)
    return _beyond_doubt(telling) or _detected(telling, READ)


def of_letters(text: str) -> str | None:
    """Return the language of a text by its letters alone: a second opinion beside its function words."""
    return _detected(_telling(text), READ)


def _telling(text: str) -> str:
    middle = len(text) // 2
    if len(text) <= 2 * TELLING_LENGTH:
        return text
    return f"{text[:TELLING_LENGTH]}\n{text[middle : middle + TELLING_LENGTH]}"


def foreign_words(text: str) -> int:
    """Return how many words of a text are, at most, function words of one language that it is not in.

    Words that its own language has as well do not count: "en" in a Dutch text is no French.
    """
    words = Counter(WORD.findall(text.lower()))
    own = max(_words().values(), key=lambda listed: sum(words[word] for word in listed & words.keys()))
    return max(sum(words[word] for word in (listed - own) & words.keys()) for listed in _words().values())


def _beyond_doubt(text: str) -> str | None:
    counts = function_words(text)
    first, second = sorted(READ, key=lambda code: -counts[code])[:2]
    enough = max(ENOUGH_FUNCTION_WORDS, PROSE * len(text.split()))
    return first if counts[first] >= enough and counts[first] >= LEAD * counts[second] else None


def function_words(text: str) -> dict[str, int]:
    """Return how many words of a text are function words of each of the languages in `READ`.

    >>> function_words("welke clusters er zijn, and which")
    {'nl': 3, 'en': 2, 'de': 0, 'fr': 0, 'es': 0, 'pt': 0}
    """
    words = Counter(WORD.findall(text.lower()))
    return {code: sum(words[word] for word in listed & words.keys()) for code, listed in _words().items()}


@cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in FUNCTION_WORDS.items()}


def _detected(text: str, among: Sequence[str]) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - heavy

    if sum(character.isalpha() for character in text) < ENOUGH_FOR_DETECTION:
        return None
    detector = _profiles().create()
    detector.set_prior_map({code: 1 / len(among) for code in among})
    detector.append(text)
    try:
        return str(detector.detect())
    except LangDetectException:
        return None


@cache
def _profiles() -> DetectorFactory:
    """Load the profiles of the languages read, and no others: each one more is one more to confuse."""
    from pathlib import Path  # noqa: PLC0415 - only here

    from langdetect import PROFILES_DIRECTORY  # noqa: PLC0415 - heavy
    from langdetect.detector_factory import DetectorFactory  # noqa: PLC0415 - heavy

    factory = DetectorFactory()
    factory.set_seed(SEED)
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / code).read_text("utf-8") for code in READ])
    return factory
