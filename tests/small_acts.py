"""One small act in four languages and in the forms in which acts come, made up for the tests.

The sentences are nobody's; the shapes are those of the Official Journal, of Formex and of a page without
any class. What stands where is the same in all, so that the anchors must be.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("nl", "en", "de", "fr")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the act in one language."""

    title: tuple[str, str, str]
    acting: str
    having: str
    whereas: str
    recitals: tuple[str, str]
    formula: str
    chapter: tuple[str, str]
    labels: tuple[str, str]
    titles: tuple[str, str]
    paragraph: str
    lead_in: str
    points: tuple[str, str]
    inner: tuple[str, str]
    further: str
    only: str
    final: tuple[str, str]
    annex: tuple[str, str]
    regions: tuple[str, str]
    note: str


ACT = {
    "nl": Words(
        ("VERORDENING (EU) 2031/7", "van 3 maart 2031", "betreffende regionale clusters"),
        "DE RAAD VAN DE EUROPESE UNIE,",
        "Gezien het advies van het Comité van de Regio's",
        "Overwegende hetgeen volgt:",
        ("Clusters brengen bedrijven en kennis bij elkaar.", "Kleine regio's hebben meer hulp nodig."),
        "HEEFT DE VOLGENDE VERORDENING VASTGESTELD:",
        ("HOOFDSTUK I", "ALGEMENE BEPALINGEN"),
        ("Artikel 1", "Artikel 2"),
        ("Onderwerp", "Inwerkingtreding"),
        "Deze verordening regelt de steun aan clusters.",
        "De lidstaten doen elk jaar het volgende:",
        ("zij tellen hun clusters;", "zij melden aan de Commissie:"),
        ("de uitgaven;", "de resultaten."),
        "De melding is openbaar.",
        "Deze verordening treedt in werking op 1 april 2031.",
        ("Deze verordening is verbindend in al haar onderdelen.", "Gedaan te Brussel, 3 maart 2031."),
        ("BIJLAGE II", "Regio's met extra steun"),
        ("Twente", "Westhoek"),
        "PB C 12 van 4.1.2031, blz. 5.",
    ),
    "en": Words(
        ("REGULATION (EU) 2031/7", "of 3 March 2031", "on regional clusters"),
        "THE COUNCIL OF THE EUROPEAN UNION,",
        "Having regard to the opinion of the Committee of the Regions",
        "Whereas:",
        ("Clusters bring firms and knowledge together.", "Small regions need more help."),
        "HAS ADOPTED THIS REGULATION:",
        ("CHAPTER I", "GENERAL PROVISIONS"),
        ("Article 1", "Article 2"),
        ("Subject matter", "Entry into force"),
        "This Regulation governs support for clusters.",
        "Every year the Member States shall:",
        ("count their clusters;", "report to the Commission:"),
        ("the spending;", "the results."),
        "The report shall be public.",
        "This Regulation shall enter into force on 1 April 2031.",
        ("This Regulation shall be binding in its entirety.", "Done at Brussels, 3 March 2031."),
        ("ANNEX II", "Regions with additional support"),
        ("Twente", "Westhoek"),
        "OJ C 12, 4.1.2031, p. 5.",
    ),
    "de": Words(
        ("VERORDNUNG (EU) 2031/7", "vom 3. März 2031", "über regionale Cluster"),
        "DER RAT DER EUROPÄISCHEN UNION —",
        "nach Stellungnahme des Ausschusses der Regionen",
        "in Erwägung nachstehender Gründe:",
        ("Cluster bringen Unternehmen und Wissen zusammen.", "Kleine Regionen brauchen mehr Hilfe."),
        "HAT FOLGENDE VERORDNUNG ERLASSEN:",
        ("KAPITEL I", "ALLGEMEINE BESTIMMUNGEN"),
        ("Artikel 1", "Artikel 2"),
        ("Gegenstand", "Inkrafttreten"),
        "Diese Verordnung regelt die Förderung von Clustern.",
        "Die Mitgliedstaaten tun jedes Jahr Folgendes:",
        ("sie zählen ihre Cluster;", "sie melden der Kommission:"),
        ("die Ausgaben;", "die Ergebnisse."),
        "Die Meldung ist öffentlich.",
        "Diese Verordnung tritt am 1. April 2031 in Kraft.",
        ("Diese Verordnung ist in allen ihren Teilen verbindlich.", "Geschehen zu Brüssel am 3. März 2031."),
        ("ANHANG II", "Regionen mit zusätzlicher Förderung"),
        ("Twente", "Westhoek"),
        "ABl. C 12 vom 4.1.2031, S. 5.",
    ),
    "fr": Words(
        ("RÈGLEMENT (UE) 2031/7", "du 3 mars 2031", "relatif aux grappes régionales"),
        "LE CONSEIL DE L'UNION EUROPÉENNE,",
        "vu l'avis du Comité des régions",
        "considérant ce qui suit:",
        ("Les grappes rapprochent les entreprises et le savoir.", "Les petites régions ont besoin d'aide."),
        "A ADOPTÉ LE PRÉSENT RÈGLEMENT:",
        ("CHAPITRE I", "DISPOSITIONS GÉNÉRALES"),
        ("Article premier", "Article 2"),
        ("Objet", "Entrée en vigueur"),
        "Le présent règlement régit le soutien aux grappes.",
        "Chaque année, les États membres:",
        ("comptent leurs grappes;", "communiquent à la Commission:"),
        ("les dépenses;", "les résultats."),
        "La communication est publique.",
        "Le présent règlement entre en vigueur le 1er avril 2031.",
        ("Le présent règlement est obligatoire dans tous ses éléments.", "Fait à Bruxelles, le 3 mars 2031."),
        ("ANNEXE II", "Régions avec un soutien supplémentaire"),
        ("Twente", "Westhoek"),
        "JO C 12 du 4.1.2031, p. 5.",
    ),
}

GAP = "\u00a0\u00a0\u00a0"
"""What the Official Journal sets between the number of a paragraph and its text."""

ANCHORS = [
    "title/p1", "title/p2", "title/p3", "preamble/p1", "preamble/p2", "preamble/p3", "rec1", "rec2",
    "preamble/p4", "division1", "art1", "art1/p1", "art1/p2", "art1/p2.a", "art1/p2.b", "art1/p2.b.i",
    "art1/p2.b.ii", "art1/p2-2", "art2", "art2/p1", "final/p1", "final/p2", "annex2", "annex2/p1.1",
    "annex2/p1.2", "n1",
]  # fmt: skip
"""The anchors of the act, whatever its language and its form."""


def journal(language: str) -> bytes:
    """Return the act as XHTML of the Official Journal."""
    w = ACT[language]
    mark = '<a id="ntc1" href="#ntr1">(<span class="oj-super">1</span>)</a>'
    note = '<a id="ntr1" href="#ntc1">(<span class="oj-super">1</span>)</a>'
    inner = "".join(_row(n, _p(text)) for n, text in zip(("i)", "ii)"), w.inner, strict=True))
    points = _row("a)", _p(w.points[0])) + _row("b)", _p(w.points[1]) + inner)
    recitals = "".join(
        f'<div class="eli-subdivision" id="rct_{n}">{_row(f"({n})", _p(text))}</div>'
        for n, text in enumerate(w.recitals, 1)
    )
    regions = "".join(_row(f"{n}.", _p(text)) for n, text in enumerate(w.regions, 1))
    body = f"""
      <table><tr><td><p class="oj-hd-date">3.3.2031</p></td>
        <td><p class="oj-hd-lg">{language.upper()}</p></td><td><p class="oj-hd-oj">L 9/1</p></td></tr></table>
      <div class="eli-main-title" id="tit_1">{"".join(_p(line, "oj-doc-ti") for line in w.title)}</div>
      <div class="eli-subdivision" id="pbl_1">{_p(w.acting)}<div id="cit_1">
        {_p(f"{w.having} {mark},")}</div>{_p(w.whereas)}{recitals}{_p(w.formula)}</div>
      <div id="enc_1"><div id="cpt_I">{_p(w.chapter[0], "oj-ti-section-1")}
        <div id="cpt_I.tit_1">{_p(w.chapter[1], "oj-ti-section-2")}</div>
        <div id="art_1">{_p(w.labels[0], "oj-ti-art")}{_p(w.titles[0], "oj-sti-art")}
          <div id="001.001">{_p("1." + GAP + w.paragraph)}</div>
          <div id="001.002">{_p("2." + GAP + w.lead_in)}{points}{_p(w.further)}</div></div>
        <div id="art_2">{_p(w.labels[1], "oj-ti-art")}{_p(w.titles[1], "oj-sti-art")}{_p(w.only)}</div>
        </div></div>
      <div class="oj-final">{"".join(_p(line) for line in w.final)}</div>
      <div id="anx_II">{_p(w.annex[0], "oj-doc-ti")}{_p(w.annex[1], "oj-ti-grseq-1")}{regions}</div>
      <hr class="oj-note"/><p class="oj-note">{note} {w.note}</p>"""
    head = '<head><meta charset="utf-8"/><script>var x = "niet lezen";</script></head>'
    page = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html>{head}<body>{body}</body></html>'
    return page.encode()


def bare(language: str) -> bytes:
    """Return the act as a page without a class or an anchor, the note in brackets at its end."""
    w = ACT[language]
    lines = [
        *w.title, w.acting, f"{w.having}[1],", w.whereas,
        *(f"({n}) {text}" for n, text in enumerate(w.recitals, 1)), w.formula, *w.chapter,
        w.labels[0], w.titles[0], f"1. {w.paragraph}", f"2. {w.lead_in}",
        f"a) {w.points[0]}", f"b) {w.points[1]}", f"i) {w.inner[0]}", f"ii) {w.inner[1]}", w.further,
        w.labels[1], w.titles[1], w.only, *w.final, *w.annex,
        *(f"{n}. {text}" for n, text in enumerate(w.regions, 1)), f"[1] {w.note}",
    ]  # fmt: skip
    return f"<html><body>{''.join(_p(line, '') for line in lines)}</body></html>".encode()


def formex(language: str) -> bytes:
    """Return the act in Formex 4."""
    w = ACT[language]
    recitals = "".join(f"<CONSID>{_np(f'({n})', text)}</CONSID>" for n, text in enumerate(w.recitals, 1))
    inner = "".join(f"<ITEM>{_np(n, t)}</ITEM>" for n, t in zip(("i)", "ii)"), w.inner, strict=True))
    nested = f'<P><LIST TYPE="roman">{inner}</LIST></P>'
    points = f"<ITEM>{_np('a)', w.points[0])}</ITEM><ITEM>{_np('b)', w.points[1], nested)}</ITEM>"
    regions = "".join(f"<ITEM>{_np(f'{n}.', text)}</ITEM>" for n, text in enumerate(w.regions, 1))
    note = f'<NOTE NOTE.ID="E0001" NUMBERING="ARAB" TYPE="FOOTNOTE"><P>{w.note}</P></NOTE>'
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<ACT><BIB.INSTANCE><LG.DOC>{language.upper()}</LG.DOC><PAGE.FIRST>1</PAGE.FIRST></BIB.INSTANCE>
<TITLE><TI>{"".join(f"<P>{line}</P>" for line in w.title)}</TI></TITLE>
<PREAMBLE><PREAMBLE.INIT>{w.acting}</PREAMBLE.INIT><GR.VISA><VISA>{w.having}{note},</VISA></GR.VISA>
<GR.CONSID><GR.CONSID.INIT>{w.whereas}</GR.CONSID.INIT>{recitals}</GR.CONSID>
<PREAMBLE.FINAL>{w.formula}</PREAMBLE.FINAL></PREAMBLE>
<ENACTING.TERMS><DIVISION><TITLE><TI><P>{w.chapter[0]}</P></TI><STI><P>{w.chapter[1]}</P></STI></TITLE>
<ARTICLE IDENTIFIER="001"><TI.ART>{w.labels[0]}</TI.ART><STI.ART>{w.titles[0]}</STI.ART>
<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>{w.paragraph}</ALINEA></PARAG><?PAGE NO="2"?>
<PARAG><NO.PARAG>2.</NO.PARAG><ALINEA><P>{w.lead_in}</P><LIST TYPE="alpha">{points}</LIST></ALINEA>
<ALINEA>{w.further}</ALINEA></PARAG></ARTICLE>
<ARTICLE IDENTIFIER="002"><TI.ART>{w.labels[1]}</TI.ART><STI.ART>{w.titles[1]}</STI.ART>
<ALINEA>{w.only}</ALINEA></ARTICLE></DIVISION></ENACTING.TERMS>
<FINAL>{"".join(f"<P>{line}</P>" for line in w.final)}</FINAL>
<ANNEX><TITLE><TI><P>{w.annex[0]}</P><P>{w.annex[1]}</P></TI></TITLE>
<CONTENTS><LIST>{regions}</LIST></CONTENTS></ANNEX></ACT>"""
    return text.encode()


FORMS = {"journal.html": journal, "bare.html": bare, "formex.xml": formex}
"""A file name → what makes the act in that form."""


def _p(text: str, name: str = "oj-normal") -> str:
    return f'<p class="{name}">{text}</p>\n'


def _row(number: str, cell: str) -> str:
    cells = f'<td valign="top">{_p(number)}</td><td valign="top">{cell}</td>'
    return f'<table border="0"><col width="4%"/><tbody><tr>{cells}</tr></tbody></table>'


def _np(number: str, text: str, rest: str = "") -> str:
    return f"<NP><NO.P>{number}</NO.P><TXT>{text}</TXT>{rest}</NP>"
