"""The plots of a report as SVG: the one file that knows matplotlib.

Words in them stay words, and colours are named, not fixed: the page says what `--text` and the others are, in
light and in dark. The two languages differ in form as well as in colour. The same figures give the same SVG.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from eval.report.svg import inlined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes

    from eval.figures import Figure
    from eval.report.figures import Column, Curve, KindFigures, Past, Report
    from eval.report.words import Words

LEAST_SPAN = 0.1
"""How much of a measure the history shows at least: what moves less than that is no mountain."""

INK, DUTCH, ENGLISH, LINE = "#010101", "#020202", "#030303", "#040404"
NAMED = {INK: "var(--text)", DUTCH: "var(--dutch)", ENGLISH: "var(--english)", LINE: "var(--rule)"}
"""Colours that stand for those of the page; matplotlib takes no names of its own."""

COLOURS = {"nl": DUTCH, "en": ENGLISH}
FORMS = {"nl": "o", "en": "D"}
STROKES = {"nl": "-", "en": "--"}

WIDTH, ROW = 5.6, 0.34
"""Inches, of 72 units each: 403 units, so that words are as large as the page's own at 400 pixels."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: its name, what is said under it, and its picture."""

    name: str
    caption: str
    svg: str


def plots(report: Report, words: Words) -> list[Plot]:
    """Return the plots of a report, in its order."""
    name, told = words.plain_figures, words.whiskers
    drawn = [_plot("key", name, told, lambda: _key_figures(report.columns, words))]
    name, told = words.kinds, f"{words.kinds_caption} {words.whiskers}"
    drawn.append(_plot("kinds", name, told, lambda: _by_kind(report.kinds, words)))
    name, told = words.abstaining, words.abstaining_told
    drawn.append(_plot("abstaining", name, told, lambda: _abstaining(report.curves, words)))
    if report.times:
        name, told = words.time, words.time_told
        drawn.append(_plot("time", name, told, lambda: _times(report.times, words)))
    if len(report.history) > 1:
        name, told = words.history, words.history_told.format(count=len(report.history))
        drawn.append(_plot("history", name, told, lambda: _history(report.history, words)))
    return drawn


def _plot(identity: str, name: str, caption: str, draw: Callable[[], Drawing]) -> Plot:
    written = io.StringIO()
    with mpl.rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": identity,
            "font.size": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.edgecolor": LINE,
            "axes.labelcolor": INK,
            "grid.color": LINE,
            "grid.linewidth": 0.6,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "legend.frameon": False,
            "lines.markersize": 5,
        }
    ):
        draw().savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return Plot(name, caption, inlined(_named(written.getvalue()), identity, f"{name}. {caption}"))


def _named(svg: str) -> str:
    """Return an SVG with the colours of the page."""
    for colour, name in NAMED.items():
        svg = svg.replace(colour, name)
    return svg


def _key_figures(columns: Sequence[Column], words: Words) -> Drawing:
    names = list(dict.fromkeys(name for column in columns for name in column.figures))
    drawing, axes = _rows(len(names), 0.42, words)
    for number, column in enumerate(columns):
        shift = (number - (len(columns) - 1) / 2) * 0.19
        language, held = column.group.language, column.group.split == "held"
        label = f"{words.language[language]}, {words.half[column.group.split]}"
        rows = [names.index(name) + shift for name in column.figures]
        _whiskers(axes, rows, list(column.figures.values()), language, label, filled=held)
    _named_rows(axes, [words.measures[name][0] for name in names])
    _legend(drawing, axes)
    return drawing


def _by_kind(kinds: Sequence[KindFigures], words: Words) -> Drawing:
    names = sorted({of.kind for of in kinds}, key=lambda kind: words.kind_names[kind])
    drawing, axes = _rows(len(names), ROW, words)
    for language, shift in (("nl", -0.15), ("en", 0.15)):
        own = [of for of in kinds if of.language == language and "facts recall" in of.figures]
        rows = [names.index(of.kind) + shift for of in own]
        figures = [of.figures["facts recall"] for of in own]
        _whiskers(axes, rows, figures, language, words.language[language], filled=True)
    _named_rows(axes, [words.kind_names[name] for name in names])
    axes.set_xlabel(words.measures["facts recall"][0])
    _legend(drawing, axes)
    return drawing


def _abstaining(curves: Sequence[Curve], words: Words) -> Drawing:
    drawing = _drawing(3.6)
    axes = drawing.add_subplot()
    for curve in curves:
        colour, form = COLOURS[curve.language], FORMS[curve.language]
        recall, precision = ([getattr(p, name) for p in curve.points] for name in ("recall", "precision"))
        label = words.language[curve.language]
        axes.plot(recall, precision, STROKES[curve.language], color=colour, label=label)
        axes.plot(
            [curve.recall],
            [curve.precision],
            form,
            color=colour,
            markersize=8,
            linestyle="none",
            label=f"{label}, {words.now}",
        )
    axes.set(xlabel=words.recall, ylabel=words.precision, xlim=(0, 1.02), ylim=(0, 1.02))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda at, _: words.number(at, 1)))
    _legend(drawing, axes)
    return drawing


def _times(times: Mapping[str, Sequence[float]], words: Words) -> Drawing:
    drawing = _drawing(3.4)
    axes = drawing.add_subplot()
    for language, some in times.items():
        ordered = sorted(some)
        shares = [n / len(ordered) for n in range(1, len(ordered) + 1)]
        axes.step(
            ordered,
            shares,
            STROKES[language],
            where="post",
            color=COLOURS[language],
            label=words.language[language],
        )
    axes.set_xscale("log")
    axes.set(xlabel=words.milliseconds, ylabel=words.share_of_questions, ylim=(0, 1.02))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:g}".replace(".", words.decimal)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{100 * at:.0f} %"))
    _legend(drawing, axes)
    return drawing


def _history(past: Sequence[Past], words: Words) -> Drawing:
    names = list(dict.fromkeys(name for one in past for some in one.figures.values() for name in some))
    drawing = _drawing(0.4 + 1.5 * len(names))
    for row, name in enumerate(names):
        axes = drawing.add_subplot(len(names), 1, row + 1)
        axes.set_title(words.measures[name][0], loc="left", fontsize=10)
        for language in ("nl", "en"):
            values = [_development(one, language, name) for one in past]
            axes.plot(
                range(len(past)),
                values,
                STROKES[language],
                marker=FORMS[language],
                color=COLOURS[language],
                label=words.language[language],
            )
        axes.yaxis.set_major_formatter(FuncFormatter(lambda at, _: words.number(at, 2)))
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        low, high = axes.get_ylim()
        short = max(LEAST_SPAN - (high - low), 0) / 2
        axes.set_ylim(low - short, high + short)
        last = row == len(names) - 1
        axes.set_xticks(range(len(past)), [f"{one.at:%d.%m.}" for one in past] if last else [""] * len(past))
        if last:
            _legend(drawing, axes)
    return drawing


def _development(past: Past, language: str, name: str) -> float:
    """Return a measure of a run; no number where it was not measured, which leaves a gap."""
    for group, figures in past.figures.items():
        if (group.language, group.split) == (language, "development") and name in figures:
            return figures[name]
    return float("nan")


def _rows(count: int, height: float, words: Words) -> tuple[Drawing, Axes]:
    """Return a drawing with a row for each name, over an axis of shares."""
    drawing = _drawing(1.1 + count * height)
    axes = drawing.add_subplot()
    axes.set_xlim(0, 1.02)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: words.number(at, 1)))
    axes.grid(visible=False, axis="y")
    return drawing, axes


def _named_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)


def _whiskers(
    axes: Axes, rows: Sequence[float], figures: Sequence[Figure], language: str, label: str, *, filled: bool
) -> None:
    """Draw figures as points on the lines of their intervals."""
    colour = COLOURS[language]
    lows, highs = [figure.low for figure in figures], [figure.high for figure in figures]
    axes.hlines(rows, lows, highs, color=colour, linewidth=1.4)
    axes.plot(
        [figure.value for figure in figures],
        rows,
        FORMS[language],
        color=colour,
        markerfacecolor=colour if filled else "none",
        linestyle="none",
        label=label,
    )


def _drawing(height: float) -> Drawing:
    return Drawing(figsize=(WIDTH, height), layout="constrained")


def _legend(drawing: Drawing, axes: Axes) -> None:
    """Put under a drawing what its forms mean."""
    handles, labels = axes.get_legend_handles_labels()
    drawing.legend(handles, labels, loc="outside lower center", ncols=2)
