"""What the 33 notes of the communication cite in both languages, written out; the 24 addresses, mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.citations import Certainty
from kb.store import Store

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.store.mentions import StoredMention

NOTES: dict[int, dict[str, tuple[str | None, str]]] = {
    1: {"comnat:COM:2006:502": ("52006DC0502", "certain")},
    2: {"council:2006-12-04": (None, "none")},
    3: {"doc:european-cluster-memorandum": (None, "none")},
    4: {"euco:2008-03-14": (None, "none")},
    5: {"comnat:SEC:2008:2637": ("52008SC2637", "by_rule")},
    6: {"comnat:SEC:2007:1406": ("52007SC1406", "by_rule")},
    7: {
        "url:www.clusterobservatory.eu": (None, "none"),
        "comnat:SEC:2008:2637": ("52008SC2637", "by_rule"),
    },
    8: {"url:ec.europa.eu/growthandjobs/guidelines/index_en.htm": (None, "none")},
    9: {"comnat:SEC:2007:1547": ("52007SC1547", "by_rule")},
    10: {"act:dec:2006:702": ("32006D0702", "by_rule")},
    11: {
        "oj:C:2006:323:1": ("52006XC1230(01)", "by_rule"),
        "url:ec.europa.eu/comm/competition/state_aid/reform/reform.cfm": (None, "none"),
    },
    12: {"url:ec.europa.eu/regional_policy/cooperation/interregional/ecochange/index_en.cfm": (None, "none")},
    13: {"url:cordis.europa.eu/fp7/capacities/regions-knowledge_en.html": (None, "none")},
    14: {"comnat:COM:2007:161": ("52007DC0161", "certain")},
    15: {"url:cordis.europa.eu/fp7/capacities/research-infrastructures_en.html": (None, "none")},
    16: {
        "url:www.proinno-europe.eu/index.cfm?fuseaction=page.display&topicID=223&parentID=0": (None, "none")
    },
    17: {"url:www.europe-innova.org": (None, "none")},
    18: {
        "url:www.europe-innova.org": (None, "none"),
        "doc:europe-innova-experience-of-11-networks": (None, "none"),
    },
    19: {"comnat:COM:2008:394": ("52008DC0394", "by_rule")},
    20: {"comnat:COM:2008:317": ("52008DC0317", "by_rule")},
    21: {"comnat:COM:2007:474": ("52007DC0474", "by_rule")},
    22: {"cdr:2008:70": ("52008AR0070", "certain")},
    23: {"comnat:SEC:2008:2637": ("52008SC2637", "by_rule")},
    24: {
        "url:www.proinno-europe.eu/index.cfm?fuseaction=page.display&topicID=223&parentID=0": (None, "none"),
        "council:2006-12-04": (None, "none"),
    },
    25: {"act:reg:2006:1082": ("32006R1082", "certain")},
    26: {"act:dec:2008:824": ("32008D0824", "inferred")},
    27: {"url:cordis.europa.eu/technology-platforms/home_en.html": (None, "none")},
    28: {},
    29: {"comnat:COM:2007:860": ("52007DC0860", "by_rule")},
    30: {"comnat:COM:2007:575": ("52007DC0575", "certain")},
    31: {"url:www.enterprise-europe-network.ec.europa.eu/index_en.htm": (None, "none")},
    32: {"url:www.efqm.org": (None, "none")},
    33: {"act:reco:2008:416": ("32008H0416", "certain")},
}
"""Note → instrument → CELEX number and the surest of its mentions there."""

ADDRESSES = (
    (1, "http://eur-lex.europa.eu/LexUriServ/site/nl/com/2006/com2006_0502nl01.pdf"),
    (2, "http://www.consilium.europa.eu/ueDocs/cms_Data/docs/pressData/nl/intm/92303.pdf"),
    (3, "http://www.proinno-europe.eu/NWEV/uploaded_documents/European_Cluster_Memorandum.pdf"),
    (4, "http://www.consilium.europa.eu/ueDocs/cms_Data/docs/pressData/nl/ec/99413.pdf"),
    (6, "http://ec.europa.eu/maritimeaffairs/pdf/Maritime_clusters_SEC_2007_1406.pdf"),
    (7, "http://www.clusterobservatory.eu"),
    (8, "http://ec.europa.eu/growthandjobs/guidelines/index_en.htm"),
    (10, "http://ec.europa.eu/regional_policy/sources/docoffic/2007/osc/index_en.htm"),
    (11, "http://ec.europa.eu/comm/competition/state_aid/reform/reform.cfm"),
    (12, "http://ec.europa.eu/regional_policy/cooperation/interregional/ecochange/index_en.cfm"),
    (13, "http://cordis.europa.eu/fp7/capacities/regions-knowledge_en.html"),
    (15, "http://cordis.europa.eu/fp7/capacities/research-infrastructures_en.html"),
    (16, "http://www.proinno-europe.eu/index.cfm?fuseaction=page.display&topicID=223&parentID=0"),
    (17, "http://www.europe-innova.org"),
    (18, "http://www.europe-innova.org/index.jsp?type=page&cid=10337&lg=en"),
    (19, "http://ec.europa.eu/enterprise/entrepreneurship/sba_en.htm"),
    (20, "http://ec.europa.eu/research/era/specific-era-initiatives_en.html"),
    (21, "http://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=COM:2007:0474:FIN:EN:PDF"),
    (24, "http://www.consilium.europa.eu/ueDocs/cms_Data/docs/pressData/nl/intm/92303.pdf"),
    (25, "http://ec.europa.eu/regional_policy/sources/docoffic/official/regulation/newregl0713_en.htm"),
    (27, "http://cordis.europa.eu/technology-platforms/home_en.html"),
    (29, "http://ec.europa.eu/enterprise/leadmarket/leadmarket.htm"),
    (31, "http://www.enterprise-europe-network.ec.europa.eu/index_en.htm"),
    (32, "http://www.efqm.org/"),
)
"""Note and address as it must be, in the order of the notes."""

MENDED = {
    1: "http://eur-\nlex.europa.eu/LexUriServ/site/nl/com/2006/com2006_0502nl01.pdf",
    13: "http://cordis.europa.eu/fp7/capacities/regions-\nknowledge_en.html",
    18: "www.europe-\ninnova.org/index.jsp?type=page&cid=10337&lg=en",
    20: "htpp://ec.europa.eu/research/era/specific-era-initiatives_en.html",
    21: "http://eur-lex.europa.eu/ LexUriServ/LexUriServ.do?uri=COM:2007:0474:FIN:EN:PDF",
    31: "http://www.enterprise-europe-\nnetwork.ec.europa.eu/index_en.htm",
}
"""Note → what the Dutch file prints, where that is not the address."""


@pytest.fixture(scope="module")
def mentions(desk: KnowledgeBase) -> tuple[StoredMention, ...]:
    store = Store.read(desk.settings.home)
    assert store is not None
    with store:
        return store.mentions()


def in_language(mentions: tuple[StoredMention, ...], language: str) -> list[StoredMention]:
    return [m for m in mentions if m.document.language == language]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("note", sorted(NOTES))
def test_what_a_note_cites(mentions: tuple[StoredMention, ...], language: str, note: int) -> None:
    found: dict[str, tuple[str | None, str]] = {}
    of_note = [m.reference for m in in_language(mentions, language) if m.locator.footnote == note]
    for reference in sorted(of_note, key=lambda r: list(Certainty).index(r.certainty)):
        found.setdefault(reference.instrument, (reference.celex, reference.certainty.value))

    assert found == NOTES[note]
    assert all(reference.footnote == note for reference in of_note)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_address_is_found_and_mended(mentions: tuple[StoredMention, ...], language: str) -> None:
    found = [
        (m.locator.footnote, m.repaired)
        for m in sorted(in_language(mentions, language), key=lambda m: m.ordinal)
        if m.repaired
    ]
    assert found == list(ADDRESSES)


def test_what_was_printed_is_kept(mentions: tuple[StoredMention, ...]) -> None:
    dutch = [m for m in in_language(mentions, "nl") if m.repaired]
    printed = {m.locator.footnote: m.as_printed for m in dutch if m.as_printed != m.repaired}
    assert printed == MENDED


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_point_of_the_framework_is_kept(mentions: tuple[StoredMention, ...], language: str) -> None:
    of_note = [m.reference for m in in_language(mentions, language) if m.locator.footnote == 11]
    assert {r.instrument for r in of_note if r.pinpoint} == {"oj:C:2006:323:1"}
    assert [r.pinpoint.named() for r in of_note if r.pinpoint] == [{"point": "5.8"}]


def test_every_mention_reads_as_its_passage(desk: KnowledgeBase, mentions: tuple[StoredMention, ...]) -> None:
    texts = {(p.expression.language, p.ordinal): p.text for p in desk.passages()}
    for mention in mentions:
        text = texts[mention.document.language, mention.ordinal]
        assert mention.reference.span.of(text) == mention.reference.verbatim


def test_both_languages_cite_the_same_works_in_the_same_places(
    mentions: tuple[StoredMention, ...],
) -> None:
    dutch, english = (
        {(m.locator.anchor, m.reference.instrument) for m in in_language(mentions, language)}
        for language in ("nl", "en")
    )
    assert dutch == english


def test_one_entry_a_work(desk: KnowledgeBase, mentions: tuple[StoredMention, ...]) -> None:
    instruments = desk.look_up()
    assert len({i.key for i in instruments}) == len(instruments)
    assert {i.key for i in instruments} == {m.reference.instrument for m in mentions}
    celex = [i.celex for i in instruments if i.celex]
    assert len(set(celex)) == len(celex)
    assert sum(len(i.cited_in) for i in instruments) == len(mentions)
