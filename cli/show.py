"""`gouji show`: one report on the screen, its figures marked by kind, and under it what does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.options import FileArgument, Lang, LangOption, NoNerOption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from gouji.extract.ner import Tagger
    from gouji.schemas import Document, Figure, Finding, ReportHead

EPILOG = """\b
On a terminal figures are coloured by kind, those in a contradiction stand on red.
Elsewhere they stand in ⟦brackets⟧. 在终端中按类别着色,否则用 ⟦⟧ 标出。
Figures bear their number with -n; --why 17 tells of f17 which words gave what it counts,
whose and when, by which rule, and the relations it stands in, with their arithmetic.
用 -n 标出编号;--why 17 说明 f17 的指标、主体、时期出自哪些字,依何规则,在哪些勾稽关系中。
"""


def show(
    file: FileArgument,
    *,
    numbers: Annotated[bool, typer.Option("-n", "--numbers", help="Number the figures. 标出数据编号")] = False,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="N", help="How figure N came about. 第 N 个数据的由来", show_default=False),
    ] = None,
    no_ner: NoNerOption = False,
    lang: LangOption,
) -> None:
    """Print a report with its figures marked, and what does not add up; or how one of them came about.

    显示一份报告,标出其中的数据,列出不相符之处;或说明其中一个数据的由来。
    """
    from gouji.pipeline import tagger_of

    if why is not None:
        from gouji.cli.why import print_why

        print_why(file, why, tagger=tagger_of(not no_ner), lang=lang)
        return
    _print_report_of(file, tagger_of(not no_ner), lang, numbers=numbers)


def _print_report_of(file: str, tagger: Tagger | None, lang: Lang, *, numbers: bool) -> None:
    from gouji.check import find
    from gouji.cli.console import screen
    from gouji.cli.summary import print_finding
    from gouji.cli.words import say
    from gouji.pipeline import read_report

    document = read_report(file, tagger=tagger)
    findings = find([document], lang=lang.value)
    console = screen()
    _print_head(console, document, lang)
    _print_text(console, document, _doubtful(findings), numbers=numbers)
    console.print()
    place = {figure.figure: document.source.count("\n", 0, figure.start) + 1 for figure in _claims(document, findings)}
    for number, finding in enumerate(findings, start=1):
        line = place.get(finding.figures[0][1]) if finding.figures else None
        print_finding(console, number, finding, lang, "" if line is None else say("line", lang, n=line))
    if not findings:
        console.print(say("none", lang), style="green")


def _print_head(console: Console, document: Document, lang: Lang) -> None:
    from rich.text import Text

    from gouji.cli.console import DOUBT_STYLE, KIND_STYLE, safe
    from gouji.cli.words import say
    from gouji.schemas import KINDS
    from gouji.store.labels import label

    counts = ((say(name, lang), len(rows)) for name, rows in _parts(document))
    facts = " · ".join([document.encoding, *(f"{name} {count:,}" for name, count in counts)])
    console.print(Text.assemble((safe(document.document).plain, "bold"), "  ", (facts, "bright_black")), soft_wrap=True)
    if console.color_system is not None:
        present = {figure.kind for figure in document.figures}
        names = [Text(label("kind", kind, lang.value), KIND_STYLE[kind]) for kind in KINDS if kind in present]
        console.print(Text("  ").join([*names, Text(say("in_doubt", lang), DOUBT_STYLE)]))
    console.print()


def _parts(document: Document) -> tuple[tuple[str, Sequence[object]], ...]:
    return ("reports", document.reports), ("figures", document.figures), ("relations", document.relations)


def _print_text(console: Console, document: Document, doubtful: frozenset[str], *, numbers: bool) -> None:
    """The source text line by line, as long texts would be slow as one."""
    from rich.text import Text

    from gouji.cli.console import DOUBT_STYLE, KIND_STYLE, safe

    marked = console.color_system is None
    heads = {head.start: head for head in document.reports} if len(document.reports) > 1 else {}
    figures = _without_overlap(document.figures)
    figure = next(figures, None)
    start = 0
    for line in document.source.splitlines(keepends=True):
        end = start + len(line)
        for place in sorted(place for place in heads if place < end):
            _print_report(console, heads.pop(place))
        shown, done = Text(), start
        while figure is not None and figure.start < end:
            style = DOUBT_STYLE if figure.figure in doubtful else KIND_STYLE[figure.kind]
            stop = min(figure.end, end)
            shown.append_text(safe(document.source[done : max(done, figure.start)]))
            opening, closing = ("⟦" if figure.start >= start else "", "⟧" if figure.end <= end else "") if marked else ("", "")
            text = safe(document.source[max(start, figure.start) : stop].rstrip("\r\n"))
            shown.append_text(Text(f"{opening}{text.plain}{closing}", style))
            done = stop
            if numbers and figure.end <= end:
                shown.append(figure.figure, "bright_black")
            if figure.end > end:  # goes on in the next line
                break
            figure = next(figures, None)
        shown.append_text(safe(document.source[done:end].rstrip("\r\n")))
        console.print(shown, soft_wrap=not console.is_terminal)
        start = end


def _without_overlap(figures: Sequence[Figure]) -> Iterator[Figure]:
    end = 0
    for figure in sorted(figures, key=lambda figure: (figure.start, -figure.end)):
        if figure.start >= end:
            yield figure
            end = figure.end


def _print_report(console: Console, head: ReportHead) -> None:
    from rich.rule import Rule

    from gouji.cli.console import safe

    facts = "  ".join(filter(None, (head.title or head.office, head.period)))
    console.print(Rule(f"{head.report}  {safe(facts).plain}", style="bright_black", align="left"))


def _doubtful(findings: Sequence[Finding]) -> frozenset[str]:
    """The figures of the contradictions: the suspects where some are named, else all of them."""
    return frozenset(
        figure
        for finding in findings
        if finding.severity in ("error", "warning")
        for _, figure in finding.suspects or finding.figures
    )


def _claims(document: Document, findings: Sequence[Finding]) -> list[Figure]:
    claims = {finding.figures[0][1] for finding in findings if finding.figures}
    return [figure for figure in document.figures if figure.figure in claims]
