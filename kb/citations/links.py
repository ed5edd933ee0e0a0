"""Where an instrument can be read: the stable addresses of EUR-Lex and ELI (`eurlex.md`, section 2.3)."""

from __future__ import annotations

EUR_LEX = "https://eur-lex.europa.eu/legal-content/{language}/TXT/?uri=CELEX:{celex}"
ELI = "http://data.europa.eu/eli/{act_type}/{year}/{number}/oj"
ECLI = "https://eur-lex.europa.eu/legal-content/{language}/TXT/?uri=ecli:{ecli}"


def eur_lex_page(celex: str, language: str) -> str:
    """Return the EUR-Lex page of a CELEX number in a language.

    >>> eur_lex_page("32006R1082", "nl")
    'https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32006R1082'
    """
    return EUR_LEX.format(language=language.upper(), celex=celex)


def eli_of(key: str) -> str | None:
    """Return the ELI of an act, None for what has none by rule.

    Older acts have one too; a decision's number may be shared by two acts, so a decision has none by rule.
    """
    match key.split(":"):
        case ["act", "reg" | "dir" | "reco" as act_type, year, number]:
            return ELI.format(act_type=act_type, year=year, number=number)
        case _:
            return None
