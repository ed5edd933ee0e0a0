"""A report as one page of HTML that needs nothing beside it: no script, no font, no picture from elsewhere.

What the desk's tab Quality shows is the same page: all of it stands in one `article`, its style too, and can
be set into another page as it is. Where that page names colours (`--ink`, `--paper`), it takes them.
"""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from eval.report.figures import KEY_MEASURES, KIND_MEASURES, goal_of
from eval.report.markdown import expected, found, held, origin, summary
from eval.report.plots import plots
from eval.run_file import compacted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eval.figures import Figure
    from eval.report.figures import Column, Failure, Report
    from eval.report.plots import Plot
    from eval.report.words import Words
    from eval.run_file import RunFile

STYLE = Path(__file__).with_name("page.css")

LONGEST_ANSWER = 600
"""Characters of an answer that are shown: enough to see what went wrong, and the page stays small."""


def page(report: Report, words: Words) -> str:
    """Return a report as a whole page."""
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{words.code}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<title>{escape(words.title)}</title>\n</head>\n<body class="alone">\n<main>',
            f'<article class="evaluation" lang="{words.code}" data-run="{digest(report.run)}">',
            f"<style>\n{STYLE.read_text('utf-8')}</style>",
            *_sections(report, words, plots(report, words)),
            "</article>\n</main>\n</body>\n</html>\n",
        )
    )


def digest(run: RunFile) -> str:
    """Return what tells a run from any other: a report says which one it tells."""
    return hashlib.sha256(compacted(run).model_dump_json().encode()).hexdigest()


def _sections(report: Report, words: Words, drawn: Sequence[Plot]) -> Iterator[str]:
    yield f"<h1>{escape(words.title)}</h1>"
    yield f'<p class="summary">{escape(summary(report, words))}</p>'
    yield from _section(
        words.key_figures,
        _told(f"{words.goal_told} {words.interval}"),
        *_columns(words.key_caption, report.columns, words),
    )
    figures = (_figure(plot) for plot in drawn)
    yield f'<div class="plots">{"".join(figures)}</div>'
    if report.across:
        yield from _section(
            words.across, _told(words.across_goal), *_columns(words.across_caption, report.across, words)
        )
    yield from _section(words.kinds, *_kinds(report, words))
    yield from _section(words.references, *_references(report, words))
    yield from _section(words.history, *_history(report, words))
    yield from _section(words.failures, *_failures(report, words))
    yield _told(origin(report, words))


def _section(title: str, *content: str) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(title)}</h2>"
    yield from content
    yield "</section>"


def _told(text: str) -> str:
    return f'<p class="told">{escape(text)}</p>'


def _figure(plot: Plot) -> str:
    caption = f"<b>{escape(plot.name)}</b> {escape(plot.caption)}"
    return f"<figure>\n{plot.svg}\n<figcaption>{caption}</figcaption>\n</figure>"


def _columns(caption: str, columns: Sequence[Column], words: Words) -> Iterator[str]:
    heads = [
        f"{escape(words.language[c.group.language])}<small>{escape(_texts(c, words))}</small>"
        for c in columns
    ]
    yield from _table_head(caption, [escape(words.measure), *heads, escape(words.goal)])
    for name in KEY_MEASURES:
        cells = [_cell(column.figures.get(name), words) for column in columns]
        if any(cells):
            yield _row(_measure(name, words), [*cells, _goal(name, columns, words)])
    for label, values in _counts(columns, words):
        yield _row(escape(label), [*(str(value) for value in values), ""])
    yield TABLE_END


def _counts(columns: Sequence[Column], words: Words) -> Iterator[tuple[str, list[int]]]:
    yield words.to_answer, [column.to_answer for column in columns]
    yield words.to_abstain, [column.to_abstain for column in columns]
    if all(column.is_timed for column in columns):
        yield words.median, [round(column.median_ms) for column in columns]
        yield words.last, [round(column.last_ms) for column in columns]


def _texts(column: Column, words: Words) -> str:
    half = words.half[column.group.split]
    if column.group.searched is None:
        return half
    texts = ", ".join(words.language[code] for code in column.group.searched)
    return f"{half}; {words.in_texts.format(texts=texts)}"


def _measure(name: str, words: Words) -> str:
    """Say in plain words what is measured, and last how the field calls it, as run files do."""
    plain, told = words.measures[name]
    return f'{escape(plain)} <small>{escape(told)} <span lang="en">({escape(name)})</span></small>'


def _goal(name: str, columns: Sequence[Column], words: Words) -> str:
    """Return the goal of a measure, and whether the held half reaches it wherever it is set."""
    goal = goal_of(name, columns)
    if goal is None:
        return ""
    shown = words.number(goal.least, 2)
    if goal.reached is None:
        return shown
    said, look = (words.reached, "reached") if goal.reached else (words.missed, "missed")
    return f'{shown} <small class="{look}">{escape(said)}</small>'


def _kinds(report: Report, words: Words) -> Iterator[str]:
    heads = [words.kind, words.questions, *(words.measures[name][0] for name in KIND_MEASURES)]
    yield from _table_head(words.kinds_caption, [escape(head) for head in heads])
    for of in report.kinds:
        cells = [_cell(of.figures.get(name), words) for name in KIND_MEASURES]
        label = f"{words.kind_names[of.kind]}, {words.language[of.language]}"
        yield _row(escape(label), [str(of.questions), *cells])
    yield TABLE_END


def _references(report: Report, words: Words) -> Iterator[str]:
    shares = (words.precision.capitalize(), words.recall.capitalize())
    heads = ("", words.cases, *shares, "CELEX", words.pinpoint)
    yield from _table_head(words.references_caption, [escape(head) for head in heads])
    for of in report.references:
        figures = [words.number(figure) for figure in (of.precision, of.recall, of.celex, of.pinpoint)]
        yield _row(escape(words.language[of.language]), [str(of.cases), *figures])
    yield TABLE_END


def _history(report: Report, words: Words) -> Iterator[str]:
    if len(report.history) == 1:
        yield _told(words.one_run)
        return
    groups = [column.group for column in report.columns]
    name = words.measures["facts recall"][0]
    heads = [f"{words.language[group.language]}, {words.half[group.split]}" for group in groups]
    yield from _table_head(name, [escape(head) for head in (words.date, *heads)])
    for past in report.history:
        cells = [_plain(past.figures.get(group, {}), words) for group in groups]
        version = f"<small>{escape(past.commit or past.program)}</small>"
        yield _row(f"{past.at:%d.%m.%Y %H:%M} {version}", cells)
    yield TABLE_END


def _plain(figures: Mapping[str, float], words: Words) -> str:
    return words.number(figures["facts recall"]) if "facts recall" in figures else ""


def _failures(report: Report, words: Words) -> Iterator[str]:
    everything = sum(c.to_answer + c.to_abstain for c in report.columns if c.group.split == "development")
    if report.failures:
        yield _told(words.failures_told.format(count=len(report.failures), all=everything))
    else:
        yield _told(words.no_failures)
    for language in words.language:
        own = [failure for failure in report.failures if failure.row.language == language]
        if own:
            yield f"<h3>{escape(words.language[language])} ({len(own)})</h3>"
            yield from (_failure(failure, words) for failure in own)
    yield _told(held(report, words))


def _failure(failure: Failure, words: Words) -> str:
    row = failure.row
    answer = row.answer if len(row.answer) <= LONGEST_ANSWER else f"{row.answer[:LONGEST_ANSWER]}…"
    said = words.said if row.outcome == "answer" else words.not_said
    told = [
        (words.before, row.context),
        (words.expected, expected(failure, words)),
        (words.missing, "; ".join(row.measures.facts_missed) if row.outcome == "answer" else ""),
        (words.forbidden, "; ".join(row.measures.forbidden_found)),
        (said, answer),
        (words.remark, row.expected.note),
    ]
    if row.expected.outcome == "answer":
        told.insert(2, ("", found(failure, words)))
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in told if text)
    asked = f'<span lang="{row.language}">{escape(row.question)}</span>'
    why = f"{escape(words.why[failure.why])} · {row.id}"
    return f"<details><summary>{asked} <small>{why}</small></summary><dl>{lines}</dl></details>"


TABLE_END = "</tbody></table></div>"


def _table_head(caption: str, heads: Sequence[str]) -> Iterator[str]:
    """Iterate over the begin of a table, which scrolls by itself where the page is narrow."""
    name = escape(caption)
    yield f'<div class="scrolls" role="region" aria-label="{name}" tabindex="0"><table>'
    yield f"<caption><span>{name}</span></caption>"
    cells = "".join(f'<th scope="col">{head}</th>' if head else "<td></td>" for head in heads)
    yield f"<thead><tr>{cells}</tr></thead><tbody>"


def _row(label: str, cells: Sequence[str]) -> str:
    shown = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{label}</th>{shown}</tr>'


def _cell(figure: Figure | None, words: Words) -> str:
    if figure is None:
        return ""
    low, high = words.number(figure.low, 2), words.number(figure.high, 2)
    return f"{words.number(figure.value)} <small>{low}–{high}</small>"
