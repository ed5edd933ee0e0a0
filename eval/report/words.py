"""What a report says, in Dutch and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `measures` are names in plain words, and what each tells."""

    code: str
    decimal: str
    title: str
    summary: str
    settings: str
    key_figures: str
    key_caption: str
    across: str
    across_caption: str
    across_goal: str
    plain_figures: str
    measure: str
    goal: str
    goal_told: str
    reached: str
    missed: str
    to_answer: str
    to_abstain: str
    median: str
    last: str
    interval: str
    whiskers: str
    kinds: str
    kinds_caption: str
    kind: str
    questions: str
    abstaining: str
    abstaining_told: str
    precision: str
    recall: str
    now: str
    time: str
    time_told: str
    milliseconds: str
    share_of_questions: str
    history: str
    history_told: str
    one_run: str
    date: str
    version: str
    references: str
    references_caption: str
    cases: str
    pinpoint: str
    failures: str
    failures_told: str
    held_told: str
    no_failures: str
    expected: str
    said: str
    not_said: str
    places: str
    nothing: str
    missing: str
    rank: str
    not_found: str
    forbidden: str
    remark: str
    before: str
    language: Mapping[str, str]
    half: Mapping[str, str]
    measures: Mapping[str, tuple[str, str]]
    kind_names: Mapping[str, str]
    why: Mapping[str, str]
    in_texts: str

    def number(self, value: float, digits: int = 3) -> str:
        """Write a number with the decimal sign of the language."""
        return f"{value:.{digits}f}".replace(".", self.decimal)


DUTCH = Words(
    code="nl",
    decimal=",",
    title="Hoe goed antwoordt de beleidsdesk?",
    summary="{questions} vragen gesteld op {date}, in {seconds} seconden; {wrong} daarvan gingen mis.",
    settings="Programma {program}, encoder {encoder}, vastgelegd als {commit}.",
    key_figures="Kerncijfers",
    key_caption="Alle teksten doorzocht. Elk cijfer loopt van 0 tot 1; hoger is beter.",
    across="Over de taalgrens",
    across_caption="Alleen de teksten in de andere taal dan die van de vraag doorzocht.",
    across_goal="Het doel geldt voor Engelse vragen over alleen de Nederlandse tekst, achtergehouden helft.",
    plain_figures="Kerncijfers met hun onzekerheid",
    measure="Maatstaf",
    goal="Doel",
    goal_told="Het doel geldt voor de achtergehouden helft: vragen waarop niets is afgestemd.",
    reached="gehaald",
    missed="niet gehaald",
    to_answer="Te beantwoorden vragen",
    to_abstain="Vragen zonder antwoord in de teksten",
    median="Tijd, mediaan (ms)",
    last="Tijd, 95 % is sneller dan (ms)",
    whiskers="De lijn door elk punt is het interval waarin het cijfer met 95 % zekerheid ligt.",
    interval="Onder elk cijfer: het interval waarin het met 95 % zekerheid ligt.",
    kinds="Per soort vraag",
    kinds_caption="Beide helften samen, alle teksten doorzocht.",
    kind="Soort vraag",
    questions="Vragen",
    abstaining="Zwijgen als de teksten zwijgen",
    abstaining_told=(
        "Bij een lagere drempel zwijgt de desk minder vaak. Precisie: hoe vaak zwijgen terecht was. "
        "Volledigheid: hoeveel van de vragen zonder antwoord zijn herkend."
    ),
    precision="precisie",
    recall="volledigheid",
    now="nu",
    time="Antwoordtijd",
    time_told="Welk deel van de vragen binnen een bepaalde tijd is beantwoord.",
    milliseconds="milliseconden",
    share_of_questions="deel van de vragen",
    history="Verloop",
    history_told="Dezelfde cijfers van {count} metingen, oudste eerst; de ontwikkelhelft.",
    one_run="Er is nog maar één meting; vanaf de tweede staat hier het verloop.",
    date="Datum",
    version="Versie",
    references="Verwijzingen herkennen",
    references_caption="Precisie en volledigheid van gevonden verwijzingen in teksten in vier talen.",
    cases="Teksten",
    pinpoint="Vindplaats",
    failures="Vragen die misgingen",
    failures_told="{count} van de {all} vragen van de ontwikkelhelft. Open een vraag voor het antwoord.",
    held_told=(
        "Van de achtergehouden helft staan hier alleen aantallen ({counts}): wie die vragen een voor een "
        "leest, stemt het programma erop af."
    ),
    no_failures="Geen enkele vraag ging mis.",
    expected="Verwacht",
    said="Antwoord van de desk",
    not_said="De desk zweeg",
    places="in",
    nothing="geen antwoord: de teksten zeggen het niet",
    missing="Ontbreekt",
    rank="Juiste plaats gevonden op plaats {rank}",
    not_found="Juiste plaats niet bij de eerste tien",
    forbidden="Mag er niet staan",
    remark="Opmerking",
    before="Na de vraag",
    language={"nl": "Nederlands", "en": "Engels", "fr": "Frans", "de": "Duits"},
    half={"development": "ontwikkeling", "held": "achtergehouden"},
    measures={
        "nDCG@10": ("Juiste plaats vooraan", "Staan de passages met het antwoord boven aan de lijst?"),
        "R@5": ("Gevonden bij de eerste vijf", "Welk deel van de juiste plaatsen staat bij de eerste vijf?"),
        "RR": ("Plaats van de eerste treffer", "1 als de juiste plaats bovenaan staat, ½ op plaats twee."),
        "facts recall": ("Feiten compleet", "Welk deel van de verwachte feiten staat in de citaten?"),
        "citation recall": ("Juiste plaats geciteerd", "Komt een citaat uit een plaats met het antwoord?"),
        "quote precision": ("Citaten woordelijk", "Staat elk citaat letterlijk op de genoemde plaats?"),
        "abstention precision": ("Terecht gezwegen", "Als de desk zweeg, zwegen de teksten dan ook?"),
        "abstention recall": ("Zwijgen herkend", "Zweeg de desk bij vragen zonder antwoord?"),
        "abstention F1": ("Zwijgen, samen", "Het harmonisch gemiddelde van de vorige twee."),
        "parity": ("Gelijk in beide talen", "Vindt dezelfde vraag in beide talen dezelfde plaats?"),
    },
    kind_names={
        "comparison": "vergelijking",
        "date": "datum",
        "definition": "definitie",
        "fact": "feit",
        "how": "hoe",
        "list": "opsomming",
        "number": "getal",
        "reference": "verwijzing",
        "summary": "samenvatting",
        "who": "wie",
        "why": "waarom",
        "yes_no": "ja of nee",
    },
    why={
        "answered": "Beantwoord, maar de teksten zeggen het niet",
        "abstained": "Ten onrechte gezwegen",
        "facts": "Feiten ontbreken",
        "found late": "Juiste plaats te laag gevonden",
    },
    in_texts="teksten: {texts}",
)

ENGLISH = Words(
    code="en",
    decimal=".",
    title="How well does the policy desk answer?",
    summary="{questions} questions asked on {date}, in {seconds} seconds; {wrong} of them went wrong.",
    settings="Program {program}, encoder {encoder}, committed as {commit}.",
    key_figures="Key figures",
    key_caption="All texts searched. Each figure runs from 0 to 1; higher is better.",
    across="Across languages",
    across_caption="Only the texts in the other language than the question's searched.",
    across_goal="The goal is for English questions over the Dutch text alone, held half.",
    plain_figures="Key figures and how sure they are",
    measure="Measure",
    goal="Goal",
    goal_told="The goal is for the held half: questions that nothing was fitted on.",
    reached="reached",
    missed="not reached",
    to_answer="Questions to answer",
    to_abstain="Questions without an answer in the texts",
    median="Time, median (ms)",
    last="Time, 95 % are faster than (ms)",
    whiskers="The line through each point is the interval in which it lies with 95 % confidence.",
    interval="Under each figure: the interval in which it lies with 95 % confidence.",
    kinds="By kind of question",
    kinds_caption="Both halves together, all texts searched.",
    kind="Kind of question",
    questions="Questions",
    abstaining="Silent when the texts are",
    abstaining_told=(
        "With a lower threshold the desk abstains less often. Precision: how often silence was right. "
        "Recall: how many of the questions without an answer were recognised."
    ),
    precision="precision",
    recall="recall",
    now="now",
    time="Time to answer",
    time_told="Which share of the questions was answered within a time.",
    milliseconds="milliseconds",
    share_of_questions="share of the questions",
    history="History",
    history_told="The same figures of {count} runs, the oldest first; the development half.",
    one_run="There is one run so far; from the second on the history stands here.",
    date="Date",
    version="Version",
    references="Finding references",
    references_caption="Precision and recall of the references found in texts in four languages.",
    cases="Texts",
    pinpoint="Pinpoint",
    failures="Questions that went wrong",
    failures_told="{count} of the {all} questions of the development half. Open one for its answer.",
    held_told=(
        "Of the held half only counts stand here ({counts}): who reads those questions one by one fits the "
        "program to them."
    ),
    no_failures="No question went wrong.",
    expected="Expected",
    said="The desk's answer",
    not_said="The desk abstained",
    places="in",
    nothing="no answer: the texts do not say it",
    missing="Missing",
    rank="Right place found at rank {rank}",
    not_found="Right place not among the first ten",
    forbidden="Must not be said",
    remark="Remark",
    before="After the question",
    language={"nl": "Dutch", "en": "English", "fr": "French", "de": "German"},
    half={"development": "development", "held": "held"},
    measures={
        "nDCG@10": ("Right place on top", "Do the passages with the answer lead the list?"),
        "R@5": ("Found among the first five", "Which share of the right places is among the first five?"),
        "RR": ("Rank of the first hit", "1 where the right place comes first, ½ at rank two."),
        "facts recall": ("Facts complete", "Which share of the expected facts do the quotations hold?"),
        "citation recall": ("Right place cited", "Does a quotation come from a place with the answer?"),
        "quote precision": ("Quotations verbatim", "Does each quotation stand word for word where it says?"),
        "abstention precision": ("Rightly silent", "When the desk abstained, were the texts silent too?"),
        "abstention recall": ("Silence recognised", "Did the desk abstain where there is no answer?"),
        "abstention F1": ("Silence, together", "The harmonic mean of the two before it."),
        "parity": ("Equal in both languages", "Does a question find the same place in both languages?"),
    },
    kind_names={
        "comparison": "comparison",
        "date": "date",
        "definition": "definition",
        "fact": "fact",
        "how": "how",
        "list": "list",
        "number": "number",
        "reference": "reference",
        "summary": "summary",
        "who": "who",
        "why": "why",
        "yes_no": "yes or no",
    },
    why={
        "answered": "Answered, but the texts do not say it",
        "abstained": "Wrongly abstained",
        "facts": "Facts are missing",
        "found late": "Right place found too low",
    },
    in_texts="texts: {texts}",
)

WORDS = {words.code: words for words in (DUTCH, ENGLISH)}
