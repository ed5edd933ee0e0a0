"""Tokens, terms, compounds and sentences: what counts as the same word, and where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis import TokenKind, analyzer, fold, sentences, tokens
from kb.analysis.compounds import constituents, split
from kb.analysis.stems import infinitive, stem
from kb.analysis.stopwords import LISTED, stop_words
from kb.text import Span

WORD, NUMBER, LEGAL = TokenKind.WORD, TokenKind.NUMBER, TokenKind.LEGAL
PERCENT, ADDRESS, YEARS = TokenKind.PERCENT, TokenKind.ADDRESS, TokenKind.YEARS


def keys(text: str, language: str) -> set[str]:
    return {key for term in analyzer(language).terms(text) for key in term.keys}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nr. 1082/2006", [("nr", WORD), ("1082/2006", LEGAL)], id="number of a regulation"),
        pytest.param("2006/702/EG", [("2006/702/eg", LEGAL)], id="number of a decision"),
        pytest.param("COM(2006) 502", [("com(2006)502", LEGAL)], id="COM"),
        pytest.param("SEC(2008)2637", [("sec(2008)2637", LEGAL)], id="SEC without a space"),
        pytest.param("C (2008) 1329", [("c(2008)1329", LEGAL)], id="C with two spaces"),
        pytest.param("COM(2006)\n502", [("com(2006)502", LEGAL)], id="COM over a line's end"),
        pytest.param("rond de 2 000 clusters", [("rond", WORD), ("de", WORD), ("2000", NUMBER),
                     ("clusters", WORD)], id="a thousand with a space"),
        pytest.param("2\u00a0000 of 2\u202f000", [("2000", NUMBER), ("of", WORD), ("2000", NUMBER)],
                     id="with a no-break space"),
        pytest.param("1.250.000", [("1250000", NUMBER)], id="with full stops"),
        pytest.param("31.7.2006", [("31.7.2006", NUMBER), ("2006", NUMBER)], id="a date and its year"),
        pytest.param("punt 5.8", [("punt", WORD), ("5.8", NUMBER)], id="a point"),
        pytest.param("0,5", [("0,5", NUMBER)], id="a decimal"),
        pytest.param("2007-2013", [("2007-2013", YEARS)], id="a period"),
        pytest.param("38%", [("38", NUMBER), ("%", PERCENT)], id="per cent"),
        pytest.param("KP7", [("kp7", WORD)], id="KP7 is one word"),
        pytest.param("EU-27", [("eu", WORD), ("27", NUMBER)], id="EU-27"),
        pytest.param("regio's", [("regio", WORD)], id="a straight apostrophe"),
        pytest.param("programma’s", [("programma", WORD)], id="a curly apostrophe"),
        pytest.param("INNOVA™", [("innova", WORD)], id="a trademark"),
        pytest.param("MKB-bedrijven", [("mkb", WORD), ("bedrijven", WORD)], id="a hyphen"),
        pytest.param("geïdentificeerd", [("geidentificeerd", WORD)], id="a diaeresis"),
        pytest.param("http://www.efqm.org/.", [("efqm.org/", ADDRESS)], id="an address and a full stop"),
        pytest.param("www.europe-innova.org", [("europe-innova.org", ADDRESS)], id="without a scheme"),
        pytest.param("(zie HTTP)", [("zie", WORD), ("http", WORD)], id="no address"),
        pytest.param("(http://a.eu/b?c=d&e=0).", [("a.eu/b?c=d&e=0", ADDRESS)], id="with a query"),
        pytest.param("— “…” ( ) _", [], id="nothing but punctuation"),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[tuple[str, TokenKind]]) -> None:
    assert [(token.form, token.kind) for token in tokens(text)] == expected


@given(st.one_of(st.text(max_size=60), st.text(alphabet="aé'’ 0129.,%/()COM-", max_size=40)))
@settings(deadline=None)
def test_tokens_stand_in_the_text_in_order_and_take_every_letter_and_figure(text: str) -> None:
    found = list(tokens(text))

    taken = {at for token in found for at in range(token.span.start, token.span.end)}
    left_out = "".join(character for at, character in enumerate(text) if at not in taken)
    assert not any(character.isalnum() for character in left_out)
    assert [t.span.end for t in found] == sorted(t.span.end for t in found)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Coördinatie", "coordinatie", id="diaeresis"),
        pytest.param("België, één, façade", "belgie, een, facade", id="accents"),
        pytest.param("EUROPESE", "europese", id="capitals"),
        pytest.param("coo\u0308rdinatie", "coordinatie", id="a combining diaeresis"),
        pytest.param("ﬁnanciën", "financien", id="a ligature of printing"),
        pytest.param("№ ½", "no 1⁄2", id="compatibility signs"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@given(st.text(max_size=40))
@settings(deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# Compounds


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("clusterbeleid", ("cluster", "beleid")),
        ("clusterorganisaties", ("cluster", "organisaties")),
        ("clusterinitiatieven", ("cluster", "initiatieven")),
        ("clustersamenwerking", ("cluster", "samenwerking")),
        ("clustermanagers", ("cluster", "managers")),
        ("innovatiestrategie", ("innovatie", "strategie")),
        ("innovatieclusters", ("innovatie", "clusters")),
        ("innovatiesystemen", ("innovatie", "systemen")),
        ("onderzoeksruimte", ("onderzoek", "ruimte")),
        ("onderzoeksinfrastructuren", ("onderzoek", "infrastructuren")),
        ("cohesiebeleid", ("cohesie", "beleid")),
        ("beleidsmakers", ("beleid", "makers")),
        ("beleidsagenda", ("beleid", "agenda")),
        ("opleidingsprogrammas", ("opleiding", "programmas")),
        ("kennisoverdracht", ("kennis", "overdracht")),
        ("concurrentievermogen", ("concurrentie", "vermogen")),
        ("beroepskwalificatie", ("beroep", "kwalificatie")),
        ("ondersteuningsdiensten", ("ondersteuning", "diensten")),
        ("overheidsdiensten", ("overheid", "diensten")),
        ("kwaliteitslabel", ("kwaliteit", "label")),
        ("regeringsleiders", ("regering", "leiders")),
        ("wereldklasse", ("wereld", "klasse")),
        ("subsidiariteitsbeginsel", ("subsidiariteit", "beginsel")),
        ("topkennisinstituten", ("top", "kennis", "instituten")),
        ("bedrijvenpark", ("bedrijven", "park")),
    ],
)
def test_compounds_into_their_parts(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    "word",
    "onderneming ondernemingen onderzoek overheid gebied gebieden materiaal gemeenschap samenwerking "
    "mededeling instrument ontwikkeling organisatie voorbeeld universiteit regionaal voorwaarde cluster "
    "activiteit verordening lidstaten bedrijfsleven staatssteun werkgelegenheid bedrijven achtergrond "
    "belangrijk architectuur begrippen agentschap".split(),
)
def test_words_that_stay_whole(word: str) -> None:
    assert split(word) == ()


@given(st.lists(st.sampled_from(sorted(constituents())), min_size=1, max_size=3), st.booleans())
@settings(deadline=None)
def test_parts_make_the_word_but_for_linking_letters(words: list[str], linked: bool) -> None:
    word = ("s" if linked else "").join(words)

    parts = split(word)

    assert len(parts) != 1
    at = 0
    for number, part in enumerate(parts):
        at += word.startswith("s" + part, at) and not word.startswith(part, at) and number > 0
        assert word.startswith(part, at)
        at += len(part)
    assert not parts or at == len(word)


# Terms


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("38%", "procent", "nl", id="% and procent"),
        pytest.param("38%", "percentage", "nl", id="% and percentage"),
        pytest.param("38%", "percent", "en", id="% and percent"),
        pytest.param("38%", "the percentage", "en", id="% and percentage in English"),
        pytest.param("kmo", "mkb", "nl", id="kmo and mkb"),
        pytest.param("kmo's", "MKB-bedrijven", "nl", id="kmo's and MKB-bedrijven"),
        pytest.param("SMEs", "an SME", "en", id="SME and SMEs"),
        pytest.param("beleid", "clusterbeleid", "nl", id="a word and its compound"),
        pytest.param("organisatie", "clusterorganisaties", "nl", id="a compound in the plural"),
        pytest.param("strategieën", "innovatiestrategie", "nl", id="a plural with a diaeresis"),
        pytest.param("bedrijf", "bedrijven", "nl", id="a plural with another letter"),
        pytest.param("coordinatie", "Coördinatie", "nl", id="without its diaeresis"),
        pytest.param("policy", "policies", "en", id="an English plural"),
        pytest.param("COM(2006)502", "COM(2006) 502", "nl", id="one document number"),
        pytest.param("2.000", "2 000", "nl", id="one number"),
        pytest.param("2006", "31.7.2006", "nl", id="a year and a date in it"),
        pytest.param("2013", "de periode 2007-2013", "nl", id="a year and a period"),
        pytest.param("2013", "de periode 2007–2013", "nl", id="a year and a period with a dash"),
        pytest.param("http://www.efqm.org/", "www.efqm.org/.", "nl", id="one address"),
    ],
)
def test_terms_that_share_a_key(one: str, other: str, language: str) -> None:
    assert keys(one, language) & keys(other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("38", "380", "nl", id="numbers"),
        pytest.param("COM(2006) 502", "COM(2007) 502", "nl", id="years of documents"),
        pytest.param("1082/2006", "2006", "nl", id="an act and its year"),
        pytest.param("KP7", "KP6", "nl", id="programmes"),
        pytest.param("onderneming", "onderzoek", "nl", id="words that begin alike"),
        pytest.param("beleid", "overheid", "nl", id="words that end alike"),
    ],
)
def test_terms_that_share_none(one: str, other: str, language: str) -> None:
    assert not keys(one, language) & keys(other, language)


@pytest.mark.parametrize("language", ["nl", "en", "fr", "xx"])
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *"Het beleid van clusterorganisaties KMO's regio’s kmo percentage 38% 2007-2013".split(),
                *"31.7.2006 1082/2006 a é Coördinatie l'œuvre http://europa.eu/x".split(),
                "COM(2006) 502",
                "2 000",
            )
        )
    )
)
def test_a_text_has_the_keys_of_its_terms_however_they_are_found(language: str, words: list[str]) -> None:
    text = " ".join(words)
    terms = list(analyzer(language).terms(text))
    assert terms == [term for token in tokens(text) if (term := analyzer(language).term(token)) is not None]
    assert list(analyzer(language).wholes(text)) == [term.key for term in terms]
    assert list(analyzer(language).keys(text)) == [key for term in terms for key in term.keys]


def test_a_term_of_a_compound_has_the_whole_first_then_its_parts() -> None:
    (term,) = analyzer("nl").terms("Het clusterbeleid")

    assert (term.key, term.parts) == ("clusterbeleid", ("cluster", "beleid"))
    assert term.keys == ("clusterbeleid", "cluster", "beleid")
    assert term.token.span == Span(4, 17)


def test_words_without_content_make_no_term() -> None:
    assert keys("Wat is het en welke zijn de", "nl") == set()
    assert keys("What is the and which are", "en") == set()
    assert keys("a b c", "nl") == set()


def test_stop_words_are_folded_and_only_listed_languages_have_any() -> None:
    for language in LISTED:
        assert stop_words(language)
        assert all(fold(word) == word for word in stop_words(language))
    assert stop_words("sv") == frozenset()


def test_a_language_without_an_analysis_keeps_the_words_as_they_are() -> None:
    assert keys("Klusterpolitiken växer", "sv") == {"klusterpolitiken", "vaxer"}


# Sentences


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["Zie art. 3 van nr. 1049/2001, d.w.z. de wet.", "Het is zo."], id="art., nr., d.w.z."),
        pytest.param(["Zie blz. 7 en PB L 210.", "Daarna volgt blz. 8."], id="blz."),
        pytest.param(["Zij werken, d.w.z. De clusters."], id="a capital after an abbreviation"),
        pytest.param(["O.a. Noorwegen doet mee.", "Ook e.d. Landen."], id="o.a. and e.d."),
        pytest.param(["The opinion (see para. 3 and p. 5) is clear.", "It is."], id="para. and p."),
        pytest.param(["Siehe Abs. 2 und vgl. Nr. 3.", "So ist es."], id="Abs., vgl. and Nr."),
        pytest.param(["Vgl. J. Jansen over clusters.", "Hij schrijft."], id="an initial"),
        pytest.param(["Hij zei: \"Het groeit.\"", "Daarna zweeg hij."], id="a straight quotation mark"),
        pytest.param(["De EOR kan “vorm krijgen.”", "Dat is zo."], id="a curly quotation mark"),
        pytest.param(["Het groeit.", "\"Dat is zo\", zei hij."], id="an opening quotation mark"),
        pytest.param(["Het groeit (en hoe!).", "2 000 clusters."], id="a bracket, then a figure"),
        pytest.param(["Hoe?", "Zo!", "Goed…", "Klaar."], id="other signs"),
        pytest.param(["Dit is 5.8 en COM(2008) 652.", "Verder."], id="decimals do not end it"),
        pytest.param(["Het groeit. maar niet hier."], id="a small letter goes on"),
        pytest.param(["Te raadplegen op. http://a.eu/b.", "Einde."], id="an address belongs to its sentence"),
        pytest.param(["Zie het eerste lid.", "De Commissie keurt goed."], id="lid is a word"),
        pytest.param(["Zij volgt dit op.", "De lidstaten ook."], id="op is a word"),
        pytest.param(["Dat bestaat al.", "Nu verder."], id="al is a word"),
        pytest.param(["The answer is no.", "The Commission agrees."], id="no is a word"),
        pytest.param(["Een enkele zin zonder punt"], id="no full stop"),
    ],
)  # fmt: skip
def test_sentences(expected: list[str]) -> None:
    text = " ".join(expected)

    assert [span.of(text) for span in sentences(text)] == expected


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(["Zie", "art.", "3.", "groei.\"", "De", "nr.", "\n", "  ", "!", "“Ja.”", "www.a"])
        ).map(" ".join),
    )
)  # fmt: skip
@settings(deadline=None)
def test_sentences_tile_the_text_but_for_white_space(text: str) -> None:
    spans = list(sentences(text))

    at = 0
    for span in spans:
        assert span
        assert span.start >= at
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("third_person", "verb"),
    [
        pytest.param("vraagt", "vragen", id="a long vowel"),
        pytest.param("stelt", "stellen", id="a short vowel"),
        pytest.param("vertelt", "vertellen", id="a short vowel after a prefix"),
        pytest.param("verbetert", "verbeteren", id="no stress on the last syllable"),
        pytest.param("plaatsvindt", "plaatsvinden", id="a particle"),
        pytest.param("organiseert", "organiseren", id="a verb from Latin"),
        pytest.param("vereist", "vereisen", id="a verb of the list after a prefix"),
    ],
)
def test_a_verb_in_the_third_person_has_the_stem_of_its_infinitive(third_person: str, verb: str) -> None:
    assert stem(third_person, "nl") == stem(verb, "nl")


@pytest.mark.parametrize(
    "noun", ["bericht", "concert", "punt", "markt", "winst", "gemeente", "besluit", "sport"]
)
def test_a_noun_that_ends_like_a_verb_keeps_its_stem(noun: str) -> None:
    assert infinitive(noun) == noun
