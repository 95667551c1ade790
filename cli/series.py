"""`gouji series`: what an office reports of one thing over the years, with what contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store

if TYPE_CHECKING:
    from rich.console import Console

    from gouji.check.across import Issuer
    from gouji.cli.options import Lang
    from gouji.store import Store

EPILOG = """\b
Without --office it lists the offices of the store, without --indicator what there is of one.
不带 --office 时列出库中各单位,不带 --indicator 时列出该单位有哪些指标。
An office may be named as any report writes it, or by a part of its name; an indicator by its code
(FISCAL_STAFF), its name (财政供养人员) or the words of the report.
单位可用任一写法或名称的一部分;指标可用代码、标准名称或报告原文。
\b
Examples 例:
  gouji series out/gouji.sqlite
  gouji series out/gouji.sqlite --office 江北县编办
  gouji series out/gouji.sqlite --office 江北县编办 --indicator 财政供养人员
  gouji series out/gouji.sqlite --office 江北县编办 --indicator QUOTA_INST --json
"""


def series(
    store: StoreArgument,
    *,
    office: Annotated[str | None, typer.Option(metavar="NAME", help="Of which office. 单位", show_default=False)] = None,
    indicator: Annotated[str | None, typer.Option(metavar="NAME", help="Of which indicator. 指标", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a screen. 输出 JSON")] = False,
    lang: LangOption,
) -> None:
    """Print what the reports of an office say of one thing, period by period, its conflicts marked.

    按时期列出一个单位某一指标的历次数据,标出矛盾之处。
    """
    from gouji.cli.console import screen
    from gouji.schemas import UsageError

    if indicator is not None and office is None:
        raise UsageError("--indicator needs --office")
    with open_store(store) as kept:
        if office is None:
            _offices(kept, lang, as_json=as_json)
            return
        _series(kept, office, indicator, lang, as_json=as_json, console=screen())


def _offices(store: Store, lang: Lang, *, as_json: bool) -> None:
    from gouji.cli.console import screen
    from gouji.cli.series_json import office_row, print_json
    from gouji.cli.words import say
    from gouji.pipeline.series import offices

    found = offices(store)
    if as_json:
        print_json([office_row(issuer) for issuer in found])
        return
    console = screen()
    if not found:
        console.print(say("series_none", lang))
    for issuer in found:
        _print_office(console, issuer, lang)


def _print_office(console: Console, issuer: Issuer, lang: Lang) -> None:
    """An office, the span of its reports, and, where its names differ, how they are written and why they are one."""
    from rich.text import Text

    from gouji.check.across.periods import order_of
    from gouji.check.messages import office_names
    from gouji.check.phrases import when
    from gouji.cli.console import safe
    from gouji.cli.words import say

    periods = sorted({report.period for report in issuer.reports if report.period}, key=order_of)
    span = " – ".join(when(period, lang.value) for period in dict.fromkeys((periods or [""])[:1] + periods[-1:]))
    head = say("series_office", lang, name=safe(issuer.name).plain, reports=len(issuer.reports), span=span).rstrip()
    console.print(Text(head, style="bold"), soft_wrap=True)
    names, whys = office_names(issuer.names, issuer.grounds, lang.value)
    if names != issuer.name:
        line = say("series_written", lang, names=names + (f" ({whys})" if whys else ""))
        console.print(Text(f"    {safe(line).plain}", style="bright_black"), soft_wrap=True)


def _series(store: Store, office: str, indicator: str | None, lang: Lang, *, as_json: bool, console: Console) -> None:
    from gouji.cli.series_chart import print_list, print_series
    from gouji.cli.series_json import office_row, print_json, series_row
    from gouji.cli.words import say
    from gouji.pipeline.series import matching, series_in
    from gouji.schemas import UsageError

    found = series_in(store, office, lang=lang.value)
    chosen = list(found.series) if indicator is None else matching(found.series, indicator)
    if indicator is not None and not chosen:
        raise UsageError(say("series_no_indicator", lang, office=found.issuer.name, indicator=indicator))
    if as_json:
        print_json({**office_row(found.issuer), "series": [series_row(each, found, store) for each in chosen]})
        return
    _print_office(console, found.issuer, lang)
    if indicator is None:
        print_list(console, found, lang)
    for each in chosen if indicator is not None else ():
        print_series(console, each, found, store, lang)
