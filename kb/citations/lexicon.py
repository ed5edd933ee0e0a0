"""The words by which four languages name instruments, as data: nothing here decides anything.

The languages stand side by side because texts mix them: a Dutch note quotes an English title. Each word
was seen in official texts (`eurlex.md`, section 3); where one was not, its comment says so.
"""

from __future__ import annotations

from kb.citations.reference import Kind

LANGUAGES = ("nl", "en", "fr", "de")

DOCUMENT_SERIES = {
    "COM": "COM", "KOM": "COM", "SEC": "SEC", "SEK": "SEC", "SWD": "SWD", "JOIN": "JOIN",
    "C": "C", "K": "C",
}  # fmt: skip
"""How a series of Commission documents is written → its key; KOM, SEK and K are German, to about 2011."""

FINAL_MARKS = (
    "definitief",
    "def.",
    "def",
    "final",
    "définitif",
    "endgültig",
    "endg.",
    "endg",
    "FINAL",
    "FIN",
)

ACT_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "reg": {
        "nl": ("verordening", "verordeningen"),
        "en": ("regulation", "regulations"),
        "fr": ("règlement", "règlements"),
        "de": ("verordnung", "verordnungen"),
    },
    "dir": {
        "nl": ("richtlijn", "richtlijnen"),
        "en": ("directive", "directives"),
        "fr": ("directive", "directives"),
        "de": ("richtlinie", "richtlinien"),
    },
    "dec": {
        "nl": ("besluit", "besluiten", "beschikking", "beschikkingen"),
        "en": ("decision", "decisions"),
        "fr": ("décision", "décisions"),
        "de": (
            "beschluss", "beschluß", "beschlusses", "beschlüsse", "beschlüssen",
            "entscheidung", "entscheidungen",
        ),
    },
    "reco": {
        "nl": ("aanbeveling", "aanbevelingen"),
        "en": ("recommendation", "recommendations"),
        "fr": ("recommandation", "recommandations"),
        "de": ("empfehlung", "empfehlungen"),
    },
    "dec_framw": {
        "nl": ("kaderbesluit", "kaderbesluiten"),
        "en": ("framework decision", "framework decisions"),
        "fr": ("décision-cadre", "décisions-cadres"),
        "de": ("rahmenbeschluss", "rahmenbeschluß", "rahmenbeschlusses", "rahmenbeschlüsse"),
    },
}  # fmt: skip
"""Type of an act → what it is called, lower case, singular and plural."""

COMPOUND_HEADS = {
    "nl": ("uitvoerings",),
    "de": ("durchführungs",),
}
"""What is written together with the name of an act: "uitvoeringsverordening"."""

ADJECTIVES_BEFORE = (
    "gedelegeerde", "gedelegeerd", "delegated", "implementing", "delegierte", "delegierten", "delegierter",
)  # fmt: skip
ADJECTIVES_BEHIND = ("délégué", "déléguée", "délégués", "d'exécution", "d’exécution", "cadre")
"""What makes an act a delegated or implementing one; it does not change its number."""

DOMAINS = (
    "EG", "EEG", "EU", "EGKS", "Euratom", "GBVB", "JBZ", "EC", "EEC", "ECSC", "CFSP", "JHA",
    "CE", "CEE", "UE", "CECA", "PESC", "JAI", "EWG", "GASP", "JI", "EURATOM",
)  # fmt: skip
"""The treaties under which an act is numbered: "(EG) nr. 1082/2006", "2004/18/EC"."""

JOURNAL_WORDS = (
    "PbEU", "PbEG", "PB", "Pb", "Publicatieblad", "OJ", "JOUE", "JOCE", "JO", "ABl",
)  # fmt: skip
JOURNAL_TAILS = ("EU", "EG", "UE", "CE", "EC")
PAGE_WORDS = ("blz", "bladzijde", "p", "pp", "page", "pages", "S", "Seite")

COMMITTEE_WORDS = {
    "CdR": "cdr", "CDR": "cdr", "CoR": "cdr", "COR": "cdr", "AdR": "cdr",
    "EESC": "eesc", "CESE": "eesc", "EWSA": "eesc", "CES": "eesc", "ESC": "eesc",
}  # fmt: skip

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
}

GENRES = (
    (Kind.PROPOSAL, ("voorstel", "voorstellen", "proposal", "proposals", "proposition", "propositions",
                     "vorschlag", "vorschlags", "vorschlages", "vorschläge")),
    (Kind.GREEN_PAPER, ("groenboek", "green paper", "livre vert", "grünbuch", "grünbuchs")),
    (Kind.WHITE_PAPER, ("witboek", "white paper", "livre blanc", "weißbuch", "weißbuchs")),
    (Kind.REPORT, ("verslag", "verslagen", "rapport", "rapporten", "report", "reports", "rapports",
                   "bericht", "berichts", "berichte")),
    (Kind.COMMUNICATION, ("mededeling", "mededelingen", "communication", "communications", "mitteilung",
                          "mitteilungen", "kaderregeling", "strategie", "strategy", "actieplan")),
    (Kind.STAFF_WORKING_DOCUMENT, ("werkdocument", "werkdocumenten", "staff working document",
                                   "staff working documents", "staff working paper",
                                   "document de travail", "documents de travail",
                                   "arbeitsunterlage", "arbeitsdokument", "arbeitspapier")),
)  # fmt: skip
"""Kind of a Commission document → the words by which a text introduces it."""

UNIT_WORDS = {
    "article": ("artikelen", "artikels", "artikel", "articles", "article", "artikeln", "art."),
    "paragraph": ("leden", "lid", "paragraphs", "paragraph", "paragraphes", "paragraphe",
                  "absätze", "absatz", "abs.", "par."),
    "subparagraph": ("alinea's", "alinea", "subparagraph", "alinéas", "alinéa", "unterabsatz", "unterabs."),
    "point": ("onderdeel", "onder", "sub", "punten", "punt", "points", "point", "buchstaben", "buchstabe",
              "buchst.", "nummern", "nummer", "nr.", "ziffern", "ziffer", "lettre", "letter"),
    "recital": ("overwegingen", "overweging", "recitals", "recital", "considérants", "considérant",
                "erwägungsgründe", "erwägungsgrund"),
    "annex": ("bijlagen", "bijlage", "annexes", "annexe", "annex", "anhänge", "anhangs", "anhang"),
    "chapter": ("hoofdstuk", "chapter", "chapitre", "kapitel", "kapitels"),
    "section": ("afdeling", "section", "abschnitt", "abschnitts", "paragraaf"),
    "page": ("bladzijde", "blz.", "page", "seite", "pp.", "p.", "s."),
}  # fmt: skip
"""Part of an instrument → what it is called, lower case."""

ORDINALS = {
    "eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "premier": "1", "première": "1", "deuxième": "2", "second ": "2", "seconde": "2", "troisième": "3",
    "quatrième": "4", "cinquième": "5", "sixième": "6",
    "erster": "1", "ersten": "1", "erste": "1", "zweiter": "2", "zweiten": "2", "zweite": "2",
    "dritter": "3", "dritten": "3", "dritte": "3", "vierter": "4", "vierten": "4", "fünfter": "5",
}  # fmt: skip

TREATIES = {
    "treaty:tfeu": (
        "VWEU", "TFEU", "TFUE", "AEUV",
        "Verdrag betreffende de werking van de Europese Unie",
        "Treaty on the Functioning of the European Union",
        "traité sur le fonctionnement de l'Union européenne",
        "Vertrag über die Arbeitsweise der Europäischen Union",
        "Vertrags über die Arbeitsweise der Europäischen Union",
    ),
    "treaty:teu": (
        "VEU", "TEU", "TUE", "EUV",
        "Verdrag betreffende de Europese Unie", "Treaty on European Union",
        "traité sur l'Union européenne", "Vertrag über die Europäische Union",
        "Vertrags über die Europäische Union",
    ),
    "treaty:ec": (
        "EG-Verdrag", "EC Treaty", "traité CE", "EG-Vertrag", "EG-Vertrags", "EGV", "TCE",
        "Verdrag tot oprichting van de Europese Gemeenschap",
        "Treaty establishing the European Community",
        "traité instituant la Communauté européenne",
        "Vertrag zur Gründung der Europäischen Gemeinschaft",
        "Vertrags zur Gründung der Europäischen Gemeinschaft",
    ),
    "treaty:euratom": (
        "Euratom-Verdrag", "Euratom Treaty", "traité Euratom", "Euratom-Vertrag", "Euratom-Vertrags",
    ),
    "treaty:charter": (
        "Handvest van de grondrechten van de Europese Unie", "Handvest van de grondrechten",
        "Charter of Fundamental Rights of the European Union", "Charter of Fundamental Rights",
        "Charte des droits fondamentaux de l'Union européenne", "Charte des droits fondamentaux",
        "Charta der Grundrechte der Europäischen Union", "Charta der Grundrechte", "Grundrechtecharta",
        "EU-Handvest", "EU-Grundrechtecharta",
    ),
}  # fmt: skip
"""Key of a treaty → the names and abbreviations that mean it and nothing else."""
