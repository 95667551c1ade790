"""`gouji show --why N`: how one row came about, its words, its rule, and the rows and relations that it hangs on."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gouji.check.phrases import named, when
from gouji.cli.console import FIELD_STYLE, KIND_STYLE, print_hanging, safe, screen
from gouji.cli.options import Lang
from gouji.cli.why_relations import print_relations
from gouji.cli.why_text import Places, print_text
from gouji.cli.words import rule_in, say
from gouji.extract.ner import Tagger
from gouji.normalize import read_source
from gouji.pipeline import report_of
from gouji.schemas import Document, Figure, UsageError
from gouji.schemas.figure import Places as Spans
from gouji.schemas.figure import plain
from gouji.store.labels import label

Row = tuple[str, Text]


def print_why(file: str, name: str, *, tagger: Tagger | None, lang: Lang) -> None:
    """Print the derivation of the figure that `name` names (f17 or 17); raises UsageError where there is none."""
    number = number_of(name)
    source = read_source(file)
    document = report_of(source, tagger=tagger)
    figure = _figure(document, number)
    console, places = screen(), Places(source, lang)
    _print_head(console, document, figure, places)
    print_text(console, figure, places)
    console.print()
    rows = [*_value_rows(figure, lang), *_word_rows(document, figure, places), *_rule_rows(figure, lang)]
    _print_rows(console, rows, lang)
    _print_others(console, document, figure, places)
    print_relations(console, document, figure, places)


def number_of(name: str) -> int:
    """The number of a figure, given as f17 or 17; raises UsageError for anything else."""
    if not re.fullmatch(r"[fF]?[0-9]{1,9}", name):
        raise UsageError(f"--why takes the number of a figure, f17 or 17; {name!r} is none")
    return int(name.lstrip("fF"))


def _figure(document: Document, number: int) -> Figure:
    figure = next((figure for figure in document.figures if figure.figure == f"f{number}"), None)
    if figure is None:
        last = document.figures[-1].figure if document.figures else ""
        there = f"they run from f1 to {last}" if last else "no figures are in it"
        raise UsageError(f"{document.document}: there is no figure f{number}; {there}")
    return figure


def _print_head(console: Console, document: Document, figure: Figure, places: Places) -> None:
    """`a.txt  f17 · 第3行第9列 · 表格`, and under it the report and the section."""
    facts = [places.name(figure.start)]
    facts += [label("origin", figure.origin, places.lang.value)] if figure.origin != "text" else []
    head = Text.assemble((safe(document.document).plain, "bold"), "  ", (figure.figure, "bold"), "  ")
    console.print(head.append(" · ".join(facts), "bright_black"), soft_wrap=True)
    report = next(head for head in document.reports if head.report == figure.report)
    about = [report.title or report.office or "", when(report.period, places.lang.value), figure.section]
    if said := " · ".join(filter(None, about)):
        console.print(safe(said, "bright_black"), soft_wrap=True)
    console.print()


def _value_rows(figure: Figure, lang: Lang) -> list[Row]:
    value = Text(f"{plain(figure.value)} {figure.unit}".strip(), KIND_STYLE[figure.kind])
    low, high = ("" if bound is None else plain(bound) for bound in (figure.low, figure.high))
    if not (low == high == plain(figure.value)):
        key = "why_between" if low and high else "why_least" if low else "why_most"
        value.append("  " + say(key, lang, low=low, high=high), "bright_black")
    kinds = [label("kind", figure.kind, lang.value), label("role", figure.role, lang.value)]
    kinds += [label("bound", figure.bound, lang.value)] if figure.bound != "exact" else []
    kinds += [label("mode", figure.mode, lang.value)] if figure.mode != "actual" else []
    return [(say("why_value", lang), value), (say("why_kind", lang), Text(" · ".join(dict.fromkeys(kinds))))]


def _word_rows(document: Document, figure: Figure, places: Places) -> list[Row]:
    """Measure, subject and period, each with the words that gave it and where they stand."""
    lang = places.lang
    report = next(head for head in document.reports if head.report == figure.report)
    period = when(figure.period, lang.value)
    if figure.period and period != figure.period:
        period += f" ({figure.period})"
    rows: list[Row] = []
    for field, value in (("measure", figure.measure), ("subject", figure.subject), ("period", period)):
        if not value:
            if field == "measure":
                rows.append((say("why_measure", lang), Text(say("why_no_name", lang), "bright_black")))
            continue
        spans: Spans = getattr(figure.spans, field)
        said = [f"{places.name(start)}{say('why_quoted', lang, words=_words(document, start, end))}" for start, end in spans]
        if not spans:
            own = field == "period" and figure.period == report.period
            reason = "why_own_period" if own else "why_no_time" if field == "period" else "why_no_words"
            said = [say(reason, lang)]
        text = Text.assemble(
            (safe(value).plain, FIELD_STYLE[field]), "  ", ("← " + safe("  ".join(said)).plain, "bright_black")
        )
        rows.append((say(f"why_{field}", lang), text))
    return rows


def _words(document: Document, start: int, end: int) -> str:
    """Words of the source on one line."""
    return re.sub(r"\s*[\r\n]+\s*", "", document.source[start:end])


def _rule_rows(figure: Figure, lang: Lang) -> list[Row]:
    rows: list[Row] = []
    if figure.indicator is not None:
        known = " · ".join(filter(None, (label("indicator", figure.indicator, lang.value), figure.breakdown)))
        rows.append((say("why_indicator", lang), Text.assemble(known, "  ", (figure.indicator, "bright_black"))))
    rule = Text.assemble(rule_in("figure", figure.rule, lang), "  ", (figure.rule, "bright_black"))
    return [
        *rows,
        (say("why_rule", lang), rule),
        (say("why_confidence", lang), Text(f"{figure.confidence:.2f}")),
    ]


def _print_rows(console: Console, rows: Sequence[Row], lang: Lang) -> None:
    """Name and text, the names in a column."""
    width = max(cell_len(name) for name, _ in rows) + 4
    for name, text in rows:
        head = Text("  " + name + " " * (width - cell_len(name) - 2), "bold")
        print_hanging(console, head, text, by_words=lang is Lang.en)


def _print_others(console: Console, document: Document, figure: Figure, places: Places) -> None:
    """The rows that this one took something from: the total whose part it is, and the rows before it that have its words."""
    lang, by_name = places.lang, {other.figure: other for other in document.figures}
    of_part = [one for one in document.relations if one.type == "sum" and figure.role == "part"]
    totals = [one.lhs for one in of_part if figure.figure in (term.figure for term in one.terms)]
    taken = {name: [say("why_total", lang)] for name in totals}
    shared: dict[str, list[str]] = {}
    for field in FIELD_STYLE:
        if (before := _before_with_words(document, figure, field, totals)) is not None:
            shared.setdefault(before, []).append(say(f"why_{field}", lang))
    for name, fields in shared.items():
        taken.setdefault(name, []).append(say("why_shared", lang, fields=say("why_and", lang).join(fields)))
    if not taken:
        return
    console.print()
    console.print(Text(say("why_others", lang), "bold"))
    for name, reasons in taken.items():
        other = by_name[name]
        line = Text.assemble("  ", (name, "bold"), "  ", (safe(named(other)).plain, KIND_STYLE[other.kind]), "  ")
        line.append(places.name(other.start) + "  ", "bright_black")
        console.print(line.append(say("why_semicolon", lang).join(reasons)), soft_wrap=True)


def _before_with_words(document: Document, figure: Figure, field: str, totals: Sequence[str]) -> str | None:
    """The row before `figure` that has the same words for a field, where the words stand before that row already: its total,
    else the nearest. In a table the words are those of the row and column, whatever stands in other cells."""
    spans: Spans = getattr(figure.spans, field)
    before = [other for other in document.figures if other.report == figure.report and other.end <= figure.start]
    for other in sorted(before, key=lambda other: (other.figure in totals, other.start), reverse=True):
        if set(spans) & set(getattr(other.spans, field)) and any(end <= other.start for _, end in spans):
            return other.figure if figure.rule.partition(".")[0] != "table" else None
    return None
