"""One file from clean text to rows: its reports, their tables and prose, figures and relations."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gouji.extract.assemble import number_figures, number_relations
from gouji.extract.draft import Draft, Tie
from gouji.extract.ner import Tagger
from gouji.extract.prose import read_prose
from gouji.extract.quantities import Dropped
from gouji.extract.relations.tabled import date_by_prose, tabled, tabled_shares
from gouji.extract.report import foot_lines, head_lines, read_number, read_office, read_title
from gouji.extract.report_period import given_year, plan_years, read_period
from gouji.extract.report_signed import given_within
from gouji.extract.report_work import begun, counted_on, cutoff, finished, is_recount
from gouji.extract.scope.headings import title_topic
from gouji.extract.scope.state import Context
from gouji.extract.structure.collection import split_reports
from gouji.extract.structure.sections import Block, split_blocks
from gouji.extract.tables import read_tables
from gouji.normalize import CleanText, Source
from gouji.schemas import Document, Figure, Relation, ReportHead, Span

# 2019年工作总结和2020年工作计划 tells first what was; its headings say where the plan begins.
_PLAN = regex.compile(
    r"^(?!.*(?:总结|汇报|报告|小结|回顾|情况|通报|结果)[和及与暨、])(?!.*(?:中期|终期)?(?:评估|进展)).*(?:方案|办法|细则|(?<!市民|群众|公众|民众|客户|代表|征求|反馈|收集|群众来信)意见|规划|计划|工作要点)(?:[（(].*)?(?:》?的通知)?$"
)
# What a budget gives is planned: 2021年部门预算公开说明; not that of its execution.
_BUDGET = regex.compile(r"^(?!.*(?:决算|执行|绩效|审计|调整|评价|自评)).*(?:部门|单位|收支)预算")


def extract(source: Source, clean: CleanText, *, tagger: Tagger | None = None) -> Document:
    """Read a clean text into a Document; its relations are not yet evaluated.

    `tagger` names measures and subjects where the patterns found none; None leaves it to the patterns.
    """
    heads: list[ReportHead] = []
    figures: list[Figure] = []
    relations: list[Relation] = []
    dropped: list[Dropped] = []
    for number, span in enumerate(split_reports(clean.text), start=1):
        head, context = read_head(clean, span, number)
        heads.append(head)
        reading = read_report(clean.text, span, context, tagger)
        settle_names(reading.drafts, head.office)
        # Report by report, so that a file of hundreds of them holds the drafts of one at a time.
        names = number_figures(source, clean, number, span, reading.drafts, figures)
        number_relations(source.path, clean, number, reading.ties, names, relations)
        dropped += reading.dropped
    return Document(
        document=source.path,
        content_hash=source.content_hash,
        source=source.text,
        encoding=source.encoding,
        runner_up=source.runner_up,
        repairs=clean.plan.counts(),
        reports=tuple(heads),
        figures=tuple(figures),
        relations=tuple(relations),
        dropped=tuple((*clean.span(number.start, number.end), number.reason) for number in dropped),
        notes=source.notes,
    )


def read_head(clean: CleanText, span: Span, number: int) -> tuple[ReportHead, Context]:
    """What the head and foot say of the report that stands at `span`."""
    lines, foot = head_lines(clean.text, span), foot_lines(clean.text, span)
    title = read_title(lines)
    period = read_period(title, lines, foot, clean.text, span)
    place = clean.span(span.start, span.end)
    later = cutoff(clean.text, span, lines, period)
    plan = bool(_PLAN.search(title or "") or _PLAN_SAYS.search(clean.text, span.start, min(span.end, span.start + 300)))
    head = ReportHead(number, place.start, place.end, title, read_office(title, lines, foot), read_number(lines), period)
    done = None if later else finished(clean.text, span, title, period)
    topic, begin = title_topic(title), begun(clean.text, span, period)
    if done and period and done[:4] < period:  # 改革去年4月启动，12月底结束: given a year later
        return head, Context(done[:4], plan, done, begin, int(period), topic)
    own = later or (done[:4] if done else period)
    return head, Context(
        own,
        plan,
        done,
        begin,
        given_year(title, lines, foot, own, clean.text[span.start : span.end]),
        topic,
        counted_on(clean.text, span, own),
        years if (years := plan_years(title)) and years.endswith((own or "")[:4]) else None,
        bool(_BUDGET.search(title or "")),
        is_recount(clean.text, span),
        given_within(foot, own),
    )


_MARKS = frozenset('“”"「」『』')
_QUOTES = str.maketrans("", "", '“”"「」『』')


def settle_names(drafts: Sequence[Draft], office: str | None) -> None:
    """What is said of the office that reports, by its name, is of the issuer as a whole; of quotes that were cut in two
    neither half stays."""
    for draft in drafts:
        draft.measure, draft.subject = _whole_quotes(draft.measure), _whole_quotes(draft.subject)
        if office and (draft.subject == office or draft.subject.startswith(f"{office}·")):
            draft.subject = draft.subject.removeprefix(office).removeprefix("·")


def _whole_quotes(phrase: str) -> str:
    if _MARKS.isdisjoint(phrase):
        return phrase
    pairs = (("“", "”"), ("「", "」"), ("『", "』"))
    cut = phrase.count('"') % 2 or any(phrase.count(left) != phrase.count(right) for left, right in pairs)
    return phrase.translate(_QUOTES) if cut else phrase


_PLAN_SAYS = regex.compile(r"制定本(?:工作|实施|考核)?(?:方案|办法|细则|意见|规定)")
_ANNEX = regex.compile(r"^[ \t　]*附件\d?[ \t　]*$", regex.MULTILINE)


def annex_start(text: str, span: Span) -> int:
    """Where the annex of a report begins; the forms annexed to a plan belong to no period."""
    match = _ANNEX.search(text, span.start, span.end)
    return match.start() if match and match.start() > span.start + 200 else span.end


@dataclass(frozen=True, slots=True)
class ReportReading:
    """The figures and ties of one report, and the numbers in it that are no figures."""

    drafts: list[Draft]
    ties: list[Tie]
    dropped: list[Dropped]


def read_report(text: str, span: Span, context: Context, tagger: Tagger | None) -> ReportReading:
    """The figures and ties of one report, tables first: what they hold is no prose."""
    tables = read_tables(
        text,
        span.start,
        annex := annex_start(text, span),
        period=context.period,
        section="",
        day=context.day,
        begun=context.begun,
    )
    if annex < span.end:
        tables += read_tables(text, annex, span.end, period=None if context.plan else context.period, section="")
    holes = [table.span for table in tables]
    blocks = split_blocks(text, span, holes)
    for table in tables:
        blocks += [Block(cell.start, cell.end, (subject,), -1) for cell, subject in table.prose]
    blocks.sort(key=lambda block: block.start)
    prose = read_prose(text, blocks, context, tagger)
    if context.plan:
        for draft in prose.drafts:
            draft.period = draft.period if draft.start < annex or draft.when else None
    drafts = [*prose.drafts, *(draft for table in tables for draft in table.drafts)]
    ties = [*prose.ties, *(tie for table in tables for tie in table.ties)]
    if tables:
        cells = [draft for table in tables for draft in table.drafts]
        ties += tabled(prose.mentions, cells)
        for table in tables:
            date_by_prose(ties, table.drafts)
        ties += tabled_shares(prose.mentions, ties, cells)
    return ReportReading(drafts, ties, prose.dropped)
