"""The commands about references: the register of instruments, and the references in any text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.errors import SourceError, UsageError
from kb.settings import Settings
from kb.surfaces.session import HomeOption, JsonOption, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.register import Instrument

STANDARD_INPUT = "-"


def cite(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(
            help='A number, a CELEX number, "voetnoot 25", words of a title or an address; all without it.'
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="csv|bibtex|csl", help="Export for another program.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look up the instruments that the texts cite."""
    from kb import language  # noqa: PLC0415 - keeps kb --help instant
    from kb.register import read_register  # noqa: PLC0415 - keeps kb --help instant
    from kb.render import cited, register  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    write = _format(form) if form is not None else None
    known = read_register(Settings.from_environment(session.home).home)
    found = known.instruments() if query is None else known.look_up(query)
    spoken = language.of_question(query) if query else "en"
    if write is not None:
        typer.echo(write(found), nl=False)
        return
    session.show(lambda: cited.cite_result(found), lambda: register.instruments(found, spoken))


def references(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="A document or text file; - for input.")
    ] = "-",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="xx", help="Language of the pages linked to.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find every reference to an instrument in a text or document; spans count in its extracted text."""
    from kb import language  # noqa: PLC0415 - keeps kb --help instant
    from kb.citations import Part, find_in_parts  # noqa: PLC0415 - keeps kb --help instant
    from kb.render import cited, register  # noqa: PLC0415 - keeps kb --help instant

    session = Session.of(context, home, as_json)
    text = _text(file)
    chosen = language.known(lang, language.READ) if lang else language.of_document(text)
    found = find_in_parts([Part(text)], language=chosen)[0]
    session.show(lambda: cited.references_result(found), lambda: register.references(found))


def _format(name: str) -> Callable[[Sequence[Instrument]], str]:
    from kb.render.bibliography import FORMATS  # noqa: PLC0415 - most look-ups are read, not exported

    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _text(file: str) -> str:
    """Return the text of a file; of a PDF, DOCX, HTML or Formex file what its reader extracts."""
    from kb.ingestion.readers import READERS  # noqa: PLC0415 - keeps kb --help instant

    try:
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        reader = next((reader for reader in READERS if reader.recognises(content)), None)
        return content.decode("utf-8") if reader is None else reader.read(content, file).source
    except OSError as error:
        raise SourceError(
            f"{file}: cannot be read ({error.strerror}); give a document, or - for standard input"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: is not UTF-8 text; save it as text and try again") from error
