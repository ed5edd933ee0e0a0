"""What of a question asks, and what is only said around it.

Who writes a letter tells first who he is and why he asks; what he tells may help to find the place, but that
the texts lack it says nothing. The same holds for the words by which anybody asks anything ("I am looking
for…"). The words are data, in Dutch and English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.analysis import sentences

if TYPE_CHECKING:
    from kb.text import Span

ASKS = re.compile(
    r"\?|^\W*(?:noem|geef|vat|som|leg|vertel|beschrijf|vergelijk|graag|name|list|give|tell|explain|describe|"
    r"compare|summari[sz]e|(?:please|could|would|can)\b)",
    re.IGNORECASE,
)
"""A question mark, or how one begins that has none."""

COURTESY = re.compile(
    r"\b(?:kunt|kun|could|can|would) (?:u|je|you) (?:mij |me |ons |us )?(?:helpen|help)\b"
    r"|\b(?:klopt|is) dat(?: zo)?\W*$|\b(?:am i|is that) (?:right|correct|true)\W*$",
    re.IGNORECASE,
)
"""A question that only asks about what was said before it."""

FRAME_WORDS = frozenset(
    # who asks, whom, and how
    "dear sir madam hello hi good morning afternoon evening regards thank thanks advance kindly pls query "
    "boss colleague supervisor thesis speech drafting preparing press journalist wonder wondering curious "
    "beste geachte heer mevrouw hallo goedemorgen goedemiddag goedendag groet dank bedankt alvast aub svp "
    "chef collega begeleider scriptie toespraak journalist vraag vragen vraagt benieuwd "
    # asking, looking up, having heard
    "i'd i'm i've i'll like want wants need needs know knows look looking read reading see seen hear heard "
    "remember think believe impression sounded apparently surely seem seems asks ask asking confirm check "
    "full exactly short brief quick bit lots thing things anything everything somebody someone anybody "
    "nobody paper come came sets setting "
    "lees las gelezen lezen hoorde gehoord weten zoek zoeken zoekt denk dacht denkt leek lijkt lijken "
    "herinner nazien nakijken bevestigen nergens dingen ding iemand niemand men paar heel hele kort korte "
    "precieze exact goed zit ben komt komen stuk achterin "
    # doing as such, which only its object tells
    "doet doen gedaan neemt nemen genomen maakt maken gemaakt geeft geven gegeven krijgt krijgen "
    "does doing done takes taken taking gives given giving makes making made gets getting".split()
)
"""Words of asking; a text that is asked about may hold them, but need not."""


def background(text: str) -> tuple[Span, ...]:
    """Return the sentences of a question that do not ask; none where all do, or none does.

    >>> [s.of("Ik woon hier. Wat is een cluster?") for s in background("Ik woon hier. Wat is een cluster?")]
    ['Ik woon hier.']
    """
    spans = list(sentences(text))
    asking = [span for span in spans if ASKS.search(span.of(text)) and not COURTESY.search(span.of(text))]
    return tuple(span for span in spans if span not in asking) if asking else ()
