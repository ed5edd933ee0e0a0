"""What the classes of EUR-Lex's pages say about a paragraph: data, not code.

Two vocabularies: that of the Official Journal (XHTML of its acts, since 2013 with `oj-` before each name,
and of the consolidated texts), and that of LegisWrite, in which the Commission writes its proposals; the
accents of the French names are lost in the files.
"""

from __future__ import annotations

from kb.parse.extract import Form
from kb.parse.pages import Role

OFFICIAL_JOURNAL = "oj-"

ROLES = {
    Role.TITLE: "doc-ti title-doc-first title-doc-last Statut Typedudocument_cp Titreobjet_cp",
    Role.PREAMBLE: "Typedudocument Titreobjet Institutionquiagit Formuledadoption",
    Role.RECITAL: "ManualConsidrant Considrant",
    Role.DIVISION: (
        "ti-section-1 ti-section-2 title-division-1 title-division-2 SectionTitle ChapterTitle PartTitle"
    ),
    Role.ARTICLE: "ti-art title-article-norm Titrearticle",
    Role.SUBTITLE: "sti-art stitle-article-norm title-annex-2",
    Role.FINAL: "final signatory Applicationdirecte Fait Institutionquisigne Personnequisigne",
    Role.ANNEX: "Annexetitre title-annex-1",
    Role.TEXT: (
        "normal norm Normal Text1 Text2 Text3 Text4 Point0 Point1 Point2 Point3 Point4 NumPar1 NumPar2 "
        "NumPar3 ManualNumPar1 ManualNumPar2 Tiret0 Tiret1 Tiret2 Tiret3 ListDash ListDash1 ListDash2 "
        "ListBullet ListBullet1 ListBullet2 Logo Emission Rfrenceinstitutionnelle "
        "Rfrenceinterinstitutionnelle CrossReference_cp "
        "Accompagnant_cp Typeacteprincipal_cp Objetacteprincipal_cp"
    ),
}

HEADINGS = {
    1: "Exposdesmotifstitre Fichefinanciretitre ManualHeading1 Heading1",
    2: "ManualHeading2 Heading2",
    3: "ManualHeading3 Heading3",
    4: "ManualHeading4 Heading4",
}

CLASSES = {
    **{name: Form(role) for role, names in ROLES.items() for name in names.split()},
    **{name: Form(heading=level) for level, names in HEADINGS.items() for name in names.split()},
}
"""Class of a paragraph → what it declares."""

CONTAINERS = {
    "tit": Role.TITLE,
    "pbl": Role.PREAMBLE,
    "rct": Role.RECITAL,
    "fnp": Role.FINAL,
}
"""What the identifier of a subdivision begins with (`rct_12`) → what stands in it."""

MASTHEAD = frozenset({"hd-date", "hd-lg", "hd-ti", "hd-oj"})
MASTHEAD_LANGUAGE = "hd-lg"
TITLE_ON_COVER = frozenset({"Statut", "Typedudocument_cp", "Titreobjet_cp"})
"""What together is the title of a proposal, each where it comes first."""

NUMBER_SPAN = frozenset({"num", "list-symbol"})
"""What holds the number or bullet of a paragraph, set apart from its text by the style sheet only."""
