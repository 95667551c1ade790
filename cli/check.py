"""`gouji check`: all checks over a store once more, without reading files."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.cli.decided import BaselineOption, DateOption, WaiversOption, decisions_of
from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.run import FailOn, exit_code_of
from gouji.cli.stores import open_store

EPILOG = """\b
For a store that gouji run has filled, in one run or in many: every relation is evaluated again, the reports of each
office are held against each other over all runs, and the findings in the store are replaced.
对 gouji run 建立的数据库重新检验:逐一核算各关系,并把同一单位历次报告相互对照,结果写回库中,不再读文件。
\b
Exit code 退出码:
  0  fine 正常
  2  wrong usage, or the store cannot be used 用法有误,或数据库不可用
  3  findings at or above --fail-on 有达到 --fail-on 程度的问题
"""


def check(
    store: StoreArgument,
    *,
    waivers: WaiversOption = None,
    baseline: BaselineOption = None,
    day: DateOption = None,
    lang: LangOption,
    fail_on: Annotated[FailOn, typer.Option(help="Exit 3 on such findings. 何种问题算失败")] = FailOn.never,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes. 进程数 [default: 2, 1 for a small store]", show_default=False),
    ] = None,
) -> None:
    """Run all checks over what a store holds, and keep what they find there.

    对库中全部数据重新检验勾稽关系。
    """
    from gouji.cli.progress import telling
    from gouji.cli.summary import print_checked
    from gouji.cli.words import say
    from gouji.pipeline import check_store

    decided = decisions_of(waivers, baseline, day)
    with open_store(store) as kept:
        stopped = say("interrupted_check", lang, place=kept.place)
        with telling(lang, lambda _: stopped) as tell:
            result = check_store(kept, lang=lang.value, workers=workers, decisions=decided, tell=tell)
        print_checked(result, lang, kept.place)
    raise typer.Exit(exit_code_of(result.open, fail_on))
