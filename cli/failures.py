"""`gouji failures`: which files could not be read, why, and reading them again."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.cli.engines import (
    EngineName,
    EngineOption,
    JsonOption,
    LimitOption,
    LogJsonOption,
    MemoryOption,
    SchedulerOption,
    WorkersOption,
    engine_named,
)
from gouji.cli.exits import FINE, SOME_FAILED
from gouji.cli.options import LangOption, NoNerOption, StoreArgument
from gouji.cli.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.cli.options import Lang
    from gouji.store import Failed, Store

EPILOG = """\b
Each file stands here with its last failure until it is read. A run tries it again in any case; --retry reads these files
alone, with more time or memory where that was the reason. 每次运行都会重试失败的文件;--retry 只重读这些文件,可放宽时限与内存。
Their findings against other reports of the same office come with gouji check. 重读后与同单位其他报告的对照由 gouji check 补上。
\b
Examples 例:
  gouji failures archive.sqlite
  gouji failures archive.sqlite --retry --limit 600 --memory 8192
  gouji failures archive.sqlite --json | jq -r '.[].reason' | sort | uniq -c
\b
Exit code 退出码:
  0  fine 正常
  1  with --retry: some still fail 重读后仍有失败
  2  wrong usage, or the store cannot be used 用法有误,或数据库不可用
"""


def failures(
    store: StoreArgument,
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Read them again. 重读")] = False,
    most: Annotated[int, typer.Option("--most", min=0, metavar="N", help="Listed; 0 for all. 最多列出")] = 50,
    engine: EngineOption = EngineName.local,
    scheduler: SchedulerOption = None,
    workers: WorkersOption = None,
    limit: LimitOption = 120.0,
    memory: MemoryOption = 4096,
    no_ner: NoNerOption = False,
    as_json: JsonOption = False,
    log_json: LogJsonOption = False,
    lang: LangOption,
) -> None:
    """List the files that could not be read and have not been since, or read them again.

    列出未能读入的文件及原因,或重读。
    """
    with open_store(store) as kept:
        failed = list(kept.unread())
        if not retry or not failed:
            _print(failed, kept.place, most, lang, as_json=as_json)
            return
        how = {
            "engine": engine_named(engine, scheduler),
            "workers": workers,
            "limit": limit,
            "memory": memory,
            "ner": not no_ner,
        }
        code = _read_again(kept, failed, how, lang, as_json=as_json, log_json=log_json)
    raise typer.Exit(code)


def _print(failed: Sequence[Failed], place: str, most: int, lang: Lang, *, as_json: bool) -> None:
    from gouji.cli.console import safe, screen
    from gouji.cli.series_json import print_json
    from gouji.cli.words import reason_in, say

    if as_json:
        print_json([each._asdict() for each in failed])
        return
    console = screen()
    for each in failed[: most or None]:
        console.print(safe(f"{each.document}  {reason_in(each.reason, lang)}"), soft_wrap=True)
    if most and len(failed) > most:
        console.print(say("more", lang, n=f"{len(failed) - most:,}"))
    hint = say("failures_retry" if failed else "failures_none", lang, store=quote(place))
    console.print(safe(hint, "bright_black"), soft_wrap=True)


def _read_again(
    store: Store, failed: Sequence[Failed], how: dict[str, Any], lang: Lang, *, as_json: bool, log_json: bool
) -> int:
    from gouji.cli.console import screen
    from gouji.cli.ingest_result import result_row
    from gouji.cli.log import Log
    from gouji.cli.series_json import print_json
    from gouji.cli.unattended import read_into
    from gouji.cli.words import say

    names = {each.path: each.document for each in failed}
    result, seconds = read_into(store, list(names), Log(lang, as_json=log_json or as_json), lang, names=names, **how)
    if as_json:
        print_json(result_row(result, seconds))
    else:
        screen().print(say("failures_again", lang, n=len(failed), read=result.read, failed=result.failures))
    return SOME_FAILED if result.failures else FINE
