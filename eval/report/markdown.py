"""A report as Markdown: the figures that fit in a message or beside a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.report.figures import KEY_MEASURES, KIND_MEASURES, goal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.figures import Figure
    from eval.report.figures import Column, Failure, Report
    from eval.report.words import Words

CUT = str.maketrans({"|": r"\|", "\n": " "})


def markdown(report: Report, words: Words) -> str:
    """Return a report as Markdown."""
    return "\n".join(_lines(report, words)) + "\n"


def summary(report: Report, words: Words) -> str:
    """Return in one sentence what was asked, when, and how much of it went wrong."""
    run = report.run
    return words.summary.format(
        questions=sum(column.to_answer + column.to_abstain for column in report.columns),
        date=f"{run.timing.at:%d.%m.%Y}",
        seconds=words.number(run.timing.seconds, 0),
        wrong=len(report.failures) + sum(report.held_wrong.values()),
    )


def origin(report: Report, words: Words) -> str:
    """Return what was evaluated: program, encoder, commit."""
    run = report.run
    return words.settings.format(program=run.program, encoder=run.encoder, commit=run.commit or "–")


def held(report: Report, words: Words) -> str:
    """Return how much went wrong in the held half, by language."""
    counts = ", ".join(f"{words.language[code]} {count}" for code, count in report.held_wrong.items())
    return words.held_told.format(counts=counts)


def expected(failure: Failure, words: Words) -> str:
    """Return what was expected of a question; a compact run no longer knows the places."""
    row = failure.row
    if row.expected.outcome == "abstention":
        return words.nothing
    facts = "; ".join((*row.measures.facts_found, *row.measures.facts_missed))
    places = ", ".join(row.expected.places)
    return f"{facts} ({words.places} {places})" if places else facts


def found(failure: Failure, words: Words) -> str:
    """Return where the search found the right place."""
    rank = failure.row.measures.rank
    return words.not_found if rank is None else words.rank.format(rank=rank)


def _lines(report: Report, words: Words) -> Iterator[str]:
    yield from (f"# {words.title}", "", summary(report, words), origin(report, words), "")
    yield from (f"## {words.key_figures}", "", words.key_caption, words.goal_told, "")
    yield from _columns(report.columns, words)
    if report.across:
        yield from ("", f"## {words.across}", "", words.across_caption, words.across_goal, "")
        yield from _columns(report.across, words)
    yield from ("", f"## {words.kinds}", "", words.kinds_caption, "")
    yield from _kinds(report, words)
    yield from ("", f"## {words.references}", "", words.references_caption, "")
    yield from _references(report, words)
    yield from ("", f"## {words.history}", "")
    yield from _history(report, words)
    yield from ("", f"## {words.failures}", "")
    yield from _failures(report, words)


def _columns(columns: Sequence[Column], words: Words) -> Iterator[str]:
    heads = [f"{words.language[c.group.language]}, {words.half[c.group.split]}" for c in columns]
    yield from _head([words.measure, *heads, words.goal])
    for name in KEY_MEASURES:
        cells = [_cell(column.figures.get(name), words) for column in columns]
        goal = goal_of(name, columns)
        least = "" if goal is None else words.number(goal.least, 2)
        if any(cells):
            yield _row([f"{words.measures[name][0]} ({name})", *cells, least])
    yield _row([words.to_answer, *(str(column.to_answer) for column in columns), ""])
    yield _row([words.to_abstain, *(str(column.to_abstain) for column in columns), ""])
    if all(column.is_timed for column in columns):
        yield _row([words.median, *(words.number(column.median_ms, 0) for column in columns), ""])
        yield _row([words.last, *(words.number(column.last_ms, 0) for column in columns), ""])


def _kinds(report: Report, words: Words) -> Iterator[str]:
    yield from _head([words.kind, "", words.questions, *(words.measures[name][0] for name in KIND_MEASURES)])
    for of in report.kinds:
        cells = [_cell(of.figures.get(name), words) for name in KIND_MEASURES]
        yield _row([words.kind_names[of.kind], words.language[of.language], str(of.questions), *cells])


def _references(report: Report, words: Words) -> Iterator[str]:
    yield from _head(
        ["", words.cases, words.precision.capitalize(), words.recall.capitalize(), "CELEX", words.pinpoint]
    )
    for of in report.references:
        figures = (of.precision, of.recall, of.celex, of.pinpoint)
        yield _row(
            [words.language[of.language], str(of.cases), *(words.number(figure) for figure in figures)]
        )


def _history(report: Report, words: Words) -> Iterator[str]:
    if len(report.history) == 1:
        yield words.one_run
        return
    groups = [column.group for column in report.columns]
    heads = [f"{words.language[g.language]}, {words.half[g.split]}: facts recall" for g in groups]
    yield from _head([words.date, words.version, *heads])
    for past in report.history:
        cells = [past.figures.get(group, {}).get("facts recall") for group in groups]
        shown = ["" if cell is None else words.number(cell) for cell in cells]
        yield _row([f"{past.at:%d.%m.%Y %H:%M}", f"{past.program} {past.commit or ''}", *shown])


def _failures(report: Report, words: Words) -> Iterator[str]:
    if not report.failures:
        yield words.no_failures
    for failure in report.failures:
        row = failure.row
        asked = row.question if row.context is None else f"{row.question} ({words.before}: {row.context})"
        yield f"- **{row.id}** {asked}  "
        yield f"  {words.why[failure.why]}. {words.expected}: {expected(failure, words)}.  "
        yield f"  {words.said if row.outcome == 'answer' else words.not_said}: {row.answer.translate(CUT)}"
    yield from ("", held(report, words))


def _cell(figure: Figure | None, words: Words) -> str:
    if figure is None:
        return ""
    low, high = words.number(figure.low, 2), words.number(figure.high, 2)
    return f"{words.number(figure.value)} ({low}–{high})"


def _head(cells: Sequence[str]) -> Iterator[str]:
    yield _row(cells)
    yield _row(["---"] * len(cells))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.translate(CUT) for cell in cells)} |"
