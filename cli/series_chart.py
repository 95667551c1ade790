"""A series on the screen: a row a statement with a bar, conflicts marked, and under it what contradicts it."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from gouji.check.across import Series, Statement, Topic
from gouji.check.phrases import when
from gouji.cli.console import PLAIN_WIDTH, SEVERITY_STYLE, safe
from gouji.cli.options import Lang
from gouji.cli.summary import excerpt
from gouji.cli.words import say
from gouji.pipeline.series import OfficeSeries
from gouji.store import Store
from gouji.store.labels import label

BAR = 20  # cells of the longest bar
EIGHTHS = " ▏▎▍▌▋▊▉"
SPARKS = "▁▂▃▄▅▆▇█"


def topic_name(topic: Topic, lang: Lang) -> str:
    """An indicator by its name, code and breakdown; own words as they are."""
    code, _, breakdown = topic.name.partition(" ")
    if not topic.known:
        return f"{topic.name} ({topic.unit})" if topic.unit else topic.name
    named = f"{label('indicator', code, lang.value)} {code}"
    return f"{named} · {breakdown}" if breakdown else named


def spark(values: Sequence[float]) -> str:
    """The course of a series, its least value the lowest mark and its greatest the highest.

    >>> spark([1.0, 2.0, 3.0]), spark([5.0, 5.0])
    ('▁▄█', '▄▄')
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    top = len(SPARKS) - 1
    return "".join(SPARKS[int((value - low) / (high - low) * top)] if high > low else SPARKS[top // 2] for value in values)


def bar(value: float, largest: float) -> str:
    """A bar from zero, in eighths of a cell; nothing for what is not above zero.

    >>> bar(5.0, 10.0), bar(0.0, 10.0), bar(1.0, 0.0)
    ('██████████', '', '')
    """
    if value <= 0 or largest <= 0:
        return ""
    full, rest = divmod(round(value / largest * BAR * 8), 8)
    return "█" * full + EIGHTHS[rest].strip()


def print_list(console: Console, office: OfficeSeries, lang: Lang) -> None:
    """Which series the office has: name, course, periods, conflicts."""
    if not office.series:
        console.print(say("series_no_figures", lang))
        return
    rows: list[tuple[str, str, int, int]] = []
    for series in office.series:
        values = [float(statements[0].figure.value) for statements in series.levels.values()]
        found = {finding.finding for each in _all(series) for finding in office.conflicts(each)}
        rows.append((safe(topic_name(series.topic, lang)).plain, spark(values), len(values), len(found)))
    width = max(cell_len(name) for name, *_ in rows)
    course = max(len(marks) for _, marks, *_ in rows)
    for name, marks, periods, conflicts in rows:
        told = (say("series_periods", lang, n=periods), "bright_black")
        line = Text.assemble("  ", set_cell_size(name, width), "  ", (marks.ljust(course), "cyan"), "  ", told)
        if conflicts:
            line.append(f"  {say('series_conflicts', lang, n=conflicts)}", "bold red")
        console.print(line, soft_wrap=True)


def print_series(console: Console, series: Series, office: OfficeSeries, store: Store, lang: Lang) -> None:
    """One series: each statement with its bar, its place and its sentence; the stated changes; what contradicts it."""
    every = _all(series)
    levels = every[: len(every) - len(series.changes)]
    texts = store.sources(sorted({office.ids[each.figure.document] for each in every}))
    firsts = [float(statements[0].figure.value) for statements in series.levels.values()]
    head = Text.assemble((safe(topic_name(series.topic, lang)).plain, "bold"), "  ", (spark(firsts), "cyan"))
    console.print()
    console.print(head, soft_wrap=True)
    largest = max((float(each.figure.value) for each in levels), default=0.0)
    widths = tuple(max(cell_len(cell(each, lang)) for each in every) for cell in (_period, _printed))
    for each in levels:
        _print_row(console, each, office, texts, widths, bar(float(each.figure.value), largest), lang)
    if series.changes:
        console.print(Text(f"  {say('series_changes', lang)}", style="bright_black"))
    for each in series.changes:
        _print_row(console, each, office, texts, widths, "", lang)
    for finding in {finding.finding: finding for each in every for finding in office.conflicts(each)}.values():
        line = Text.assemble("  ✗ ", (finding.code, SEVERITY_STYLE[finding.severity]), " ", safe(finding.message))
        console.print(line, soft_wrap=True)


def _print_row(
    console: Console,
    statement: Statement,
    office: OfficeSeries,
    texts: dict[int, str],
    widths: tuple[int, ...],
    length: str,
    lang: Lang,
) -> None:
    figure = statement.figure
    conflicts = office.conflicts(statement)
    line = texts[office.ids[figure.document]].count("\n", 0, figure.start) + 1
    place = f"{figure.document} {say('line', lang, n=line)}"
    if figure.page is not None:
        place += f" {say('page', lang, n=figure.page)}"
    console.print(
        Text.assemble(
            ("✗ " if conflicts else "  ", SEVERITY_STYLE[conflicts[0].severity] if conflicts else ""),
            set_cell_size(_period(statement, lang), widths[0]),
            "  ",
            (_right(_printed(statement, lang), widths[1]), "bold"),
            "  ",
            (length.ljust(BAR + 1), "cyan"),
            (safe(place).plain, "bright_black"),
        ),
        soft_wrap=True,
    )
    sentence = excerpt(figure, min(console.width, PLAIN_WIDTH) - 6)
    console.print(Text(f"    │ {safe(sentence).plain}", style="bright_black"), soft_wrap=True)


def _period(statement: Statement, lang: Lang) -> str:
    return when(statement.figure.period, lang.value)


def _printed(statement: Statement, _lang: Lang) -> str:
    return safe("".join(statement.figure.text.split())).plain


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _all(series: Series) -> list[Statement]:
    return [*(statement for statements in series.levels.values() for statement in statements), *series.changes]
