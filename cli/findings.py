"""`gouji findings`: the findings of a store, listed, filtered, explained, or handed on."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.decided import BaselineOption, DateOption, WaiversOption, day_of, decisions_of
from gouji.cli.options import Lang, LangOption, StoreArgument
from gouji.cli.run import FailOn, exit_code_of
from gouji.cli.stores import open_store, pick

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from rich.console import Console

    from gouji.pipeline import Decisions
    from gouji.schemas import Finding
    from gouji.store import Case, Kept
    from gouji.store.exports.sarif import Known

EPILOG = """\b
STORE is what gouji run wrote with -o or --store; no report is read again. Findings are ranked, the gravest first.
Without --status the screen and the memo have the open ones, jsonl and sarif all of them.
An office is found under its other names too (县编办). 单位按简称、全称、旧称都能找到。
\b
  gouji findings out                                the list 列表
  gouji findings out F3                             one of them, line by line 逐行说明
  gouji findings out --severity error --office 编办 --period 2017
  gouji findings out --format memo -o memo.xlsx     to send to the offices 核对情况表
  gouji findings out --format sarif -o out.sarif
\b
Exit code 退出码:
  0  fine 正常
  2  wrong usage, no such store or finding 用法有误,或没有这个库、这个问题
  3  findings at or above --fail-on 有达到 --fail-on 程度的问题
"""


class Format(StrEnum):
    """How findings are given out."""

    text = "text"
    jsonl = "jsonl"
    sarif = "sarif"
    memo = "memo"


_MOST = 50  # findings on the screen


def findings(
    store: StoreArgument,
    finding: Annotated[
        str | None,
        typer.Argument(metavar="FINDING", help="F3, or a fingerprint: explain it. 问题编号或指纹", show_default=False),
    ] = None,
    *,
    severity: Annotated[str, typer.Option(metavar="LIST", help="Of error,warning,review,info. 程度", show_default=False)] = "",
    code: Annotated[str, typer.Option(metavar="LIST", help="SUM,RATE … 代码", show_default=False)] = "",
    status: Annotated[str, typer.Option(metavar="LIST", help="Of open,waived,known, or all. 状态", show_default=False)] = "",
    office: Annotated[str, typer.Option(metavar="NAME", help="Of this office. 单位", show_default=False)] = "",
    document: Annotated[str, typer.Option(metavar="PART", help="Part of a file's name. 文件名", show_default=False)] = "",
    period: Annotated[str, typer.Option(metavar="YEAR", help="2017, 2017-12-31 … 时期", show_default=False)] = "",
    limit: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="N", help="At most so many; 0: all. 最多列出 [default: 50 on the screen]", show_default=False
        ),
    ] = None,
    skip: Annotated[int, typer.Option(min=0, metavar="N", help="Leave out the first N. 跳过")] = 0,
    form: Annotated[Format, typer.Option("--format", help="How they are given. 格式")] = Format.text,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to. 输出文件", show_default=False),
    ] = None,
    waivers: WaiversOption = None,
    baseline: BaselineOption = None,
    title: Annotated[str, typer.Option(help="Heading of the memo. 情况表标题", show_default=False)] = "",
    day: DateOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit 3 on such findings. 何种问题算失败")] = FailOn.never,
    lang: LangOption,
) -> None:
    """List the findings of a store, or explain one of them.

    列出库中的问题,或逐行说明其中一个。
    """
    from gouji.pipeline import offices_like
    from gouji.schemas import SEVERITIES, STATUSES, UsageError
    from gouji.store import Wanted
    from gouji.store.labels import vocabulary

    if form is Format.memo and output is None:
        raise UsageError("--format memo is a workbook: name it by -o FILE.xlsx")
    decided = decisions_of(waivers, baseline, day)
    wanted = Wanted(
        severities=_choices("--severity", severity, SEVERITIES),
        codes=_choices("--code", code.upper(), vocabulary("code")),
        document=document,
        period=period,
    )
    listed = _choices("--status", "" if status == "all" else status, STATUSES)
    if not listed and status != "all" and form in (Format.text, Format.memo):
        listed = ["open"]
    with open_store(store) as opened:
        if office:
            wanted = replace(wanted, offices=_offices(office, offices_like(office, opened.offices()), store))
        kept = _settled(opened.findings(wanted), decided)
        if finding is not None:
            kept = [pick(kept, finding, store)]
        elif listed:
            kept = [each for each in kept if each.finding.status in listed]
        most = limit if limit is not None else _MOST if form is Format.text else 0
        shown = kept[skip : skip + most] if most else kept[skip:]
        if form is Format.jsonl:
            _write(output, (json.dumps(each.finding.worded(lang.value).row(), ensure_ascii=False) + "\n" for each in shown))
        else:
            cases = [replace(case, finding=case.finding.worded(lang.value)) for case in opened.cases(shown)]
            found = [each.finding for each in kept]
            known = decided.known if decided else None
            _give(form, cases, found, output, Page(store, skip, finding is not None, title, day_of(day), known), lang)
    raise typer.Exit(exit_code_of({each.finding.severity for each in kept if each.finding.status == "open"}, fail_on))


@dataclass(frozen=True, slots=True)
class Page:
    """What is given out, and as what: the list begins after `skip`, or is `one` finding asked for by name; the memo has a
    title and a day; `known` is the baseline that was given."""

    store: str
    skip: int
    one: bool
    title: str
    day: date
    known: Known | None


def _settled(kept: list[Kept], decided: Decisions | None) -> list[Kept]:
    """The findings with the status that waivers and a baseline give them; as they are kept, where none were given."""
    if decided is None:
        return kept
    settled = decided.settle([each.finding for each in kept]).findings
    return [replace(each, finding=one) for each, one in zip(kept, settled, strict=True)]


def _choices(option: str, given: str, known: Collection[str]) -> list[str]:
    """The entries of a list; raises UsageError for one that there is not."""
    from gouji.schemas import UsageError

    chosen = [name.strip() for name in given.split(",") if name.strip()]
    for name in chosen:
        if name not in known:
            raise UsageError(f"{option} {name}: there are {', '.join(known)}")
    return chosen


def _offices(asked: str, found: list[str], store: str) -> list[str]:
    from gouji.schemas import UsageError

    if not found:
        raise UsageError(f"--office {asked}: no report in {store} is of such an office")
    return found


def _give(form: Format, cases: Sequence[Case], found: Sequence[Finding], output: Path | None, page: Page, lang: Lang) -> None:
    """The cases as text, SARIF or the memo; `found` are all findings that the list is a part of."""
    if form is Format.sarif:
        from gouji.store.exports.sarif import sarif_pieces

        _write(output, sarif_pieces(cases, lang.value, page.known))
    elif form is Format.memo:
        from gouji.pipeline.casework import memo_of
        from gouji.store.exports.memo import write_memo

        assert output is not None
        with _told(output):
            write_memo(output, memo_of(cases, lang.value, page.day, page.title))
    else:
        _print(cases, found, output, page, lang)


def _print(cases: Sequence[Case], found: Sequence[Finding], output: Path | None, page: Page, lang: Lang) -> None:
    """The list, or the one finding that was asked for, on the screen or into a file."""
    from gouji.cli.console import screen
    from gouji.cli.findings_list import print_list
    from gouji.cli.findings_one import print_case
    from gouji.store.exports import whole

    def show(console: Console) -> None:
        if page.one:
            print_case(console, cases[0], lang)
        else:
            print_list(console, cases, found, page, lang)

    if output is None:
        show(screen())
        return
    with _told(output), whole(output) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        show(screen(file=file))


def _write(output: Path | None, pieces: Iterable[str]) -> None:
    """Text into a file, or to standard output."""
    from gouji.store.exports import whole

    if output is None:
        sys.stdout.writelines(pieces)
        return
    with _told(output), whole(output) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


@contextmanager
def _told(output: Path) -> Iterator[None]:
    from gouji.schemas import UsageError

    try:
        yield
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror or error})") from error
