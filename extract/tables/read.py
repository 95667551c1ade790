"""Tables of a text: found, laid out, read into figures, and tied."""

import re
from dataclasses import dataclass

from gouji.extract.draft import Draft, Tie
from gouji.extract.tables.column_details import settle_columns
from gouji.extract.tables.drafts import draft_figures, is_credible
from gouji.extract.tables.form_rows import form_layouts, one_cell_a_line
from gouji.extract.tables.forms import Form
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.heads import head_paths, read_columns
from gouji.extract.tables.layout import lay_out
from gouji.extract.tables.lines import table_rows
from gouji.extract.tables.model import Table
from gouji.extract.tables.stacked import stacked_rows
from gouji.extract.tables.stub_details import put_under, settle_details, settle_results
from gouji.extract.tables.stubs import read_stubs
from gouji.extract.tables.ties import tie_table
from gouji.extract.tables.topic import read_topic
from gouji.schemas import Span

_NOTE = re.compile(
    r"\s*[（(]?注[:：](?:\d[.、．])?(?P<names>[^。；，,\n\d]{2,40}?)(?:均|都)?[为是](?:年末|年底|期末)(?:数|数据|人数)"
)


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one table holds, with offsets in the clean text.

    span    rows, head, and the lines over it that belong to it (title, 单位:万元)
    drafts  figures of its cells, by place
    ties    totals of rows and columns, headings, differences, rates, and what an official form prescribes
    prose   cells of words that may hold figures of their own, each with the subject that its row gives them
    """

    span: Span
    drafts: list[Draft]
    ties: list[Tie]
    prose: list[tuple[Span, str]]


def read_tables(
    text: str,
    start: int,
    end: int,
    *,
    period: str | None,
    section: str,
    day: str | None = None,
    begun: str | None = None,
) -> list[TableReading]:
    """The tables in text[start:end], a clean text, in order.

    `period` is the report's own (ISO 8601), taken where a table names none, `day` the one on which it counted its levels, and
    `begun` the time of what there was before the work that it tells of (改革前);
    `section` goes into the figures. A text without separators costs one scan.
    """
    found: list[TableReading] = []
    begin = start
    for run in table_rows(text, start, end):
        of_forms, others = form_layouts(run)
        layouts: list[tuple[Form | None, Layout]] = [
            *of_forms,
            *((None, made) for rows in others for made in lay_out(rows, text)),
        ]
        for form, layout in sorted(layouts, key=lambda pair: pair[1].start):
            reading = _read(text, start, begin, layout, form, (period, day, begun), section)
            if reading is not None:
                found.append(reading)
                begin = reading.span.end
    taken = [reading.span for reading in found]
    stacked: list[tuple[Form | None, Layout]] = [*one_cell_a_line(text, start, end)]
    official = [layout for _, layout in stacked]
    for rows in stacked_rows(text, start, end):
        free = all(rows[-1].end <= form.start or form.end <= rows[0].start for form in official)
        stacked += [(None, layout) for layout in lay_out(rows, text)] if free else []
    for form, layout in stacked:
        if all(layout.end <= span.start or span.end <= layout.start for span in taken):
            reading = _read(text, start, start, layout, form, (period, day, begun), section)
            found += [reading] if reading is not None else []
    return sorted(found, key=lambda reading: reading.span)


def year_end_names(text: str, end: int) -> frozenset[str]:
    """The rows of which the note behind a table says that they are of the end of the year.

    >>> sorted(year_end_names("注：在册法人、开办资金为年末数，其余为全年发生数。", 0))
    ['在册法人', '开办资金']
    """
    found = _NOTE.match(text, end)
    return frozenset(re.split(r"[、和及与]", found["names"])) if found else frozenset()


def _read(
    text: str,
    start: int,
    begin: int,
    layout: Layout,
    form: Form | None,
    times: tuple[str | None, str | None, str | None],
    section: str,
) -> TableReading | None:
    """`start` is where the report begins, `begin` the end of the table before this one; `times` are its period, day and
    the time before its work."""
    period, day, begun = times
    paths = list(form.columns) if form is not None else head_paths(layout)
    topic = read_topic(text, begin, layout, period)
    stubs, groups = read_stubs(layout)
    settle_results(layout, stubs)
    settle_details(layout, stubs)
    if form is not None:
        put_under(stubs, form.under)
    columns = read_columns(paths, period)
    settle_columns(layout, columns)
    table = Table(layout, columns, stubs, groups, topic, form, period, section, day, begun, year_end_names(text, layout.end))
    prose = draft_figures(table, text, start)
    if not is_credible(table):
        return None
    ties = tie_table(table)
    return TableReading(Span(topic.start, layout.end), table.drafts, ties, prose)
