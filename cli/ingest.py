"""`gouji ingest`: a whole archive into a store, unattended."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.cli.decided import BaselineOption, DateOption, WaiversOption, decisions_of
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
from gouji.cli.options import LangOption, NoNerOption

EPILOG = """\b
Reads what the store does not hold yet, told by content: a renamed file, a copy and a second run cost nothing. A file
that changed is read anew; what it said before is kept. Documents are committed some at a time, so a run that is stopped,
killed or loses its power goes on where it was when the same command is given again.
按内容判断库中已有什么:改名、复制、再次运行都不重读;文件改动则重读,旧数据转入历史。分批提交,中断或断电后重新执行即可接着读。
Each document is read in a process of its own that is stopped where it takes too long or too much memory: it becomes a
failure with its reason, and the others go on. See gouji failures. 单份超时、超内存或崩溃只损失该份,见 gouji failures。
\b
Examples 例:
  gouji ingest /archive --store archive.sqlite                     a file 存入文件
  gouji ingest /archive --store postgresql://user@host/reports     a server 存入服务器
  gouji ingest /archive --store archive.sqlite --dry-run           what it would read 只看将读什么
  gouji ingest /archive --store archive.sqlite --engine dask --scheduler tcp://10.0.0.1:8786
                                                                   on a cluster 在集群上读 (docs/cluster.md)
  nohup gouji ingest /archive --store archive.sqlite --json > result.json 2> log.txt &
  gouji status archive.sqlite                                      how it stands, also meanwhile 查看进展
\b
Exit code 退出码:
  0  fine 正常
  1  some files could not be read 部分文件未能读入
  2  wrong usage, or the store cannot be used 用法有误,或数据库不可用
  130, 143  stopped by Ctrl-C or SIGTERM; what is read is kept 被中断,已读的均已保存
"""


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Reports, folders, zip archives. 报告、文件夹、压缩包", show_default=False),
    ],
    *,
    store: Annotated[
        str,
        typer.Option(metavar="URL", help="A path, sqlite:///PATH or postgresql://USER@HOST/DB. 数据库", show_default=False),
    ],
    engine: EngineOption = EngineName.local,
    scheduler: SchedulerOption = None,
    workers: WorkersOption = None,
    limit: LimitOption = 120.0,
    memory: MemoryOption = 4096,
    no_ner: NoNerOption = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Read only; gouji check checks later. 只读入,不检验")] = False,
    waivers: WaiversOption = None,
    baseline: BaselineOption = None,
    day: DateOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read; write nothing. 只列出,不读不写")] = False,
    as_json: JsonOption = False,
    log_json: LogJsonOption = False,
    lang: LangOption,
) -> None:
    """Read a whole archive into a store, check it, and be done by the morning.

    将整个档案读入数据库并检验,可无人值守,可随时中断续读。
    """
    from gouji.cli.ingest_result import outlook, print_outlook, print_result
    from gouji.cli.log import Log
    from gouji.cli.unattended import read_into
    from gouji.store import Store

    if dry_run:
        seen = outlook(paths, store, ner=not no_ner)
        print_outlook(seen, lang, as_json=as_json)
        raise typer.Exit(SOME_FAILED if seen.failed else FINE)
    decided, log = decisions_of(waivers, baseline, day), Log(lang, as_json=log_json or as_json)
    how = {"engine": engine_named(engine, scheduler), "workers": workers, "limit": limit, "memory": memory, "ner": not no_ner}
    with Store.open(store) as kept:
        result, seconds = read_into(kept, paths, log, lang, check="none" if no_check else "new", decisions=decided, **how)
        print_result(result, seconds, lang, as_json=as_json)
    raise typer.Exit(SOME_FAILED if result.failures else FINE)
