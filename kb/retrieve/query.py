"""What a question asks for, as far as finding passages goes: its terms, and places it names.

A question that names nothing but a language ("En in het Engels?") asks the one before it again, to be
answered in that language. One that goes on from the one before it ("En in Duitsland?") inherits the words of
content that it lacks, the place that it does not name and, where it has none of its own, the kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.analysis import Term, TokenKind, analysed, analyzer, sentences, tokens
from kb.citations import NOTE_MENTION, note_numbers
from kb.encoder.abbreviations import SHORT, in_small_letters
from kb.encoder.glossary import also_called
from kb.retrieve.focus import FRAME_WORDS, background
from kb.retrieve.kinds import FACT, Kind, KindRule, kind_of
from kb.structure.headings import roman
from kb.structure.vocabulary import ANNEX_LABELS, ARTICLE_WORDS, RECITAL_NAMES, UNNUMBERED_HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.text import Span

SECTION_MENTION = re.compile(
    r"\b(?:hoofdstuk|punt|paragraaf|sectie|afdeling|deel|section|chapter|point|part)\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\b",
    re.IGNORECASE,
)
"""hoofdstuk 3.2, section 3.2."""

ARTICLE_MENTION = re.compile(
    rf"\b(?:{'|'.join(ARTICLE_WORDS)})\s+(?P<number>\d{{1,3}}[a-z]?)\b", re.IGNORECASE
)
RECITAL_MENTION = re.compile(
    rf"\b(?:{'|'.join(RECITAL_NAMES.values())})\s+(?P<number>\d{{1,3}})\b", re.IGNORECASE
)
NUMBERED_ANNEX = re.compile(
    rf"\b(?:{'|'.join(ANNEX_LABELS)})\s+(?:(?P<numeral>[IVXL]+)|(?P<number>\d{{1,2}}))\b", re.IGNORECASE
)
"""artikel 17, recital 26, annex III."""

ANNEX_MENTION = re.compile(rf"\b(?:{'|'.join(ANNEX_LABELS)})\b", re.IGNORECASE)
"""bijlage, annex."""

UNNUMBERED_MENTION = re.compile(
    r"\b(?:de|het|in|the)\s+(?:(?P<intro>{intro})|(?P<conclusions>{conclusions}))\b(?!\s+(?:van|of)\b)".format(
        **{anchor: "|".join(names) for anchor, names in UNNUMBERED_HEADINGS.items()}
    ),
    re.IGNORECASE,
)
"""de inleiding, the conclusions; not the conclusions of a council."""

WHAT_IS = {"nl": "Wat betekent {}?", "en": "What is meant by {}?"}

_TWO = r"(?P<first>.+?)\s+(?:en|and|met|with)\s+(?P<second>.+?)"
COMPARED = (
    re.compile(rf"\b(?:tussen|between|vergelijk|compare)\s+{_TWO}\W*$", re.IGNORECASE),
    re.compile(rf"\b(?:waarin|hoe) verschillen\s+{_TWO}(?:\s+van elkaar)?\W*$", re.IGNORECASE),
    re.compile(rf"\bhow do\s+{_TWO}\s+differ\W*$", re.IGNORECASE),
    re.compile(r"\b(?:waarin|hoe) verschilt\s+(?P<first>.+?)\s+van\s+(?P<second>.+?)\W*$", re.IGNORECASE),
    re.compile(r"\bhow does\s+(?P<first>.+?)\s+differ from\s+(?P<second>.+?)\W*$", re.IGNORECASE),
    re.compile(r"^(?P<first>[^.:;?]+?)\s+(?:versus|vs\.?)\s+(?P<second>[^.:;?]+)", re.IGNORECASE),
)
"""What is compared: "het verschil tussen een cluster en een clusterorganisatie", "A versus B: …"."""

SEPARABLE_END = re.compile(
    r"\b(aan|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|tegen|uit|voor|vast|weer)\W*$"
)
"""A particle at the end of a question: "… uit?", "… aan?"."""

GOES_ON = re.compile(
    r"^\W*(?:en|and|of|or|maar|but)\b"
    r"|\b(?:dat|die|daar\w*|er(?:van|voor|bij|over|in|aan|mee)|deze|dit|hij|zij|ze|hen|hun|"
    r"it|its|that|those|they|them|their|there|this|these)\b",
    re.IGNORECASE,
)
"""How a question begins, or points back, that is not understood without the one before it."""

LANGUAGE_NAMES = {"nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en"}
ONLY_A_LANGUAGE = re.compile(
    r"^\W*(?:(?:en|and|of|or|maar|but|nu|now|graag|please|dat|that|hetzelfde|the same)\s+)*"
    r"(?:in\s+(?:het\s+)?)?"
    rf"(?P<name>{'|'.join(LANGUAGE_NAMES)})(?:,?\s+(?:graag|please|alstublieft|aub|dan|then))*\W*$",
    re.IGNORECASE,
)
"""How the question before is asked again in another language: "En in het Engels?", "and in Dutch, please"."""

STARTS = re.compile(r"(?:^|[.?!])\W*$")
"""What stands before the first word of a question."""

FEW_TERMS = 2
"""A question that asks nothing by itself goes on from the one before it when it has no more words of content
than this ("voor kmo's?"); one that asks something, when it has none ("Hoeveel?")."""

INHERITED_SHARE = 0.6
"""What an inherited word counts of one that the question has itself. Not fitted: less than a whole word,
so that what is new decides between the passages that both are about."""

BACKGROUND_SHARE = 0.4
FRAME_SHARE = 0.2
"""What a word counts that is told around the question, and one of asking. Not fitted."""

ABBREVIATION = re.compile(SHORT)

LONGEST_ABBREVIATION = 6
"""Letters of a word in small letters that is read as an abbreviation: "what does efqm stand for"."""

SPEAKER_WORDS = frozenset("commissie commission mededeling communication document tekst text".split())
"""Words by which a question names the text, or who speaks in it: "Wat verstaat de Commissie onder…"."""


@dataclass(frozen=True)
class Query:
    """A question in a language, and the question that was asked before it.

    `respelled` is the question with its misspelt words read as known ones, where that was done.
    """

    text: str
    language: str
    context: str | None = None
    respelled: str | None = None

    @cached_property
    def own(self) -> str:
        """The question as it is read, without what it inherits."""
        if self.respelled is not None:
            return self.respelled
        return self.context if self.context and self._again else self.text

    @cached_property
    def spoken(self) -> str:
        """The language in which it is answered."""
        return LANGUAGE_NAMES[self._again["name"].lower()] if self.context and self._again else self.language

    @cached_property
    def _again(self) -> re.Match[str] | None:
        """Whether it asks the question before it again, in the language that it names."""
        return ONLY_A_LANGUAGE.match(self.text)

    @cached_property
    def whole(self) -> str:
        """The question as it is read, followed by the one from which it goes on."""
        return f"{self.own} {self.context}" if self.context and self._goes_on() else self.own

    @cached_property
    def kind(self) -> KindRule:
        """What it asks for, and what a sentence that answers it looks like."""
        own = kind_of(self.focus)
        return kind_of(self.whole[len(self.own) :]) if own is FACT else own

    def parts(self) -> tuple[Query, ...]:
        """Return the questions that a comparison is made of: what each of the two is."""
        if self.kind.kind is not Kind.COMPARISON or self.notes or self.sections:
            return ()
        compared = next(filter(None, (pattern.search(self.own) for pattern in COMPARED)), None)
        if compared is None:
            return ()
        asks = WHAT_IS.get(self.language, WHAT_IS["en"])
        return tuple(
            Query(asks.format(subject), self.language) for subject in compared.group("first", "second")
        )

    def share(self, term: Term) -> float:
        """Return what a term counts: less when it is inherited, told around the question, or of asking."""
        if term.token.span.start >= len(self.own):
            return INHERITED_SHARE
        if term.token.word in FRAME_WORDS or term.token.word in self.kind.asking:
            return FRAME_SHARE
        around = any(span.start <= term.token.span.start < span.end for span in self._background)
        return BACKGROUND_SHARE if around else 1.0

    @cached_property
    def _background(self) -> tuple[Span, ...]:
        return background(self.own)

    @cached_property
    def focus(self) -> str:
        """The question without what is told around it."""
        parts = self._background
        return " ".join(s.of(self.own) for s in sentences(self.own) if s not in parts) if parts else self.own

    def _goes_on(self) -> bool:
        if self._again:
            return False
        if GOES_ON.search(self.own) is not None:
            return True
        rule = kind_of(self.own)
        wanted = [t for t in analysed(self.own, self.language) if t.token.word not in rule.asking]
        return len(wanted) <= (FEW_TERMS if rule is FACT and not self.notes else 0)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The anchors of the footnotes that it names: "n25"."""
        return tuple(f"n{number}" for number in note_numbers(self.own))

    def names_note(self, anchor: str) -> bool:
        """Tell whether a place is a footnote that it names; each of a number, where numbers begin again."""
        return anchor.partition("-")[0] in self.notes

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The anchors of the sections that it names, of an act too: "3.2", "art17", "annex3", "annex"."""
        return _sections(self.own) or _sections(self.whole)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """The abbreviations of which it asks only what they stand for, in small letters; none otherwise.

        One that is written small must be all that is asked about, and short.
        """
        if not self.kind.spells_out:
            return frozenset()
        own = [term.token.span.of(self.own) for term in self.terms_in(self.language) if self.share(term) == 1]
        capital = [word for word in own if ABBREVIATION.fullmatch(word)]
        small = [word for word in own if len(word) <= LONGEST_ABBREVIATION]
        asked = capital or small[:1]
        return frozenset(map(in_small_letters, asked)) if len(asked) == len(own) else frozenset()

    def named_places(self) -> tuple[str, ...]:
        """Return its mentions of notes, sections and the annex, as written."""
        patterns = (NOTE_MENTION, SECTION_MENTION, ARTICLE_MENTION, RECITAL_MENTION, ANNEX_MENTION)
        return tuple(match[0] for p in patterns for match in p.finditer(self.own))

    def terms_in(self, language: str) -> tuple[Term, ...]:
        """Return its words of content, analysed as the texts in `language` are.

        In another language than its own, its stop words are still its own. Words that name the text or
        who speaks in it are left out where others remain than those of asking. A term stands once.
        """
        content = analysed(self._bare, self.language)
        about = [term for term in content if term.token.word not in SPEAKER_WORDS]
        asks_more = any(term.token.word not in self.kind.asking for term in about)
        own = {term.token.span for term in (about if asks_more else content)}
        terms: dict[str, Term] = {}
        for token in tokens(self._bare):
            term = analyzer(language).term(token)
            if term is not None and token.span in own:
                terms.setdefault(term.key, term)
        return tuple(terms.values())

    def other_names(self, terms: Sequence[Term], language: str) -> list[frozenset[str]]:
        """Return for each of these terms the keys under which texts in `language` may hold it too.

        They are the other names of its concept in the glossary and, where a Dutch question ends in the
        particle of a separable verb ("Hoe vult de Commissie het beleid aan?"), the verb made whole.
        """
        own = analyzer(self.language)
        names = also_called([own.term(term.token) or term for term in terms], self.language, language)
        particle = SEPARABLE_END.search(self.own)
        if particle is None or not self.language == language == "nl":
            return names
        return [
            name | {particle[1] + term.key, particle[1] + term.key.removesuffix("t")}
            if term.token.kind is TokenKind.WORD
            else name
            for name, term in zip(names, terms, strict=True)
        ]

    def is_name(self, term: Term) -> bool:
        """Tell whether a term is a number, or a word that the question writes as a name."""
        if term.token.kind is not TokenKind.WORD:
            return True
        written = term.token.span.of(self.whole)
        starts = STARTS.search(self.whole[: term.token.span.start]) is not None
        return written[0].isupper() and (written[1:].isupper() or not starts)

    def written(self, terms: Iterable[Term]) -> tuple[str, ...]:
        """Return terms as it writes them, each once."""
        return tuple(dict.fromkeys(term.token.span.of(self.whole) for term in terms))

    @cached_property
    def _bare(self) -> str:
        """The question without its mentions of notes and annex, blanked out so that spans stay true."""
        without_notes = NOTE_MENTION.sub(lambda match: " " * len(match[0]), self.whole)
        return ANNEX_MENTION.sub(lambda match: " " * len(match[0]), without_notes)


def _sections(text: str) -> tuple[str, ...]:
    numbered = (match["number"] for match in SECTION_MENTION.finditer(text))
    unnumbered = (match.lastgroup or "" for match in UNNUMBERED_MENTION.finditer(text))
    articles = (f"art{match['number'].lower()}" for match in ARTICLE_MENTION.finditer(text))
    recitals = (f"rec{match['number']}" for match in RECITAL_MENTION.finditer(text))
    annexes = (
        f"annex{match['number'] or roman(match['numeral'].upper())}"
        for match in NUMBERED_ANNEX.finditer(text)
    )
    annex = ("annex",) if ANNEX_MENTION.search(text) else ()
    return (*numbered, *unnumbered, *articles, *recitals, *annexes, *annex)
