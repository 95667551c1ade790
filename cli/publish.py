"""`gouji publish`: a store copied to a server, as far as it is not there."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.cli.exits import FINE
from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store

EPILOG = """\b
Files that are new or have changed since the last time are copied, and the findings as they are now; what is there
already is not touched. Stopped in between, the other store has whole documents only; run it again to go on.
只复制新增和有变动的文件及当前的问题;中途停止后再次运行即可继续。
\b
Examples 例:
  gouji publish out postgresql://me@host/gouji
"""


def publish(
    store: StoreArgument,
    target: Annotated[
        str,
        typer.Argument(metavar="URL", help="postgresql://USER@HOST/DATABASE, or another store. 目标数据库", show_default=False),
    ],
    *,
    lang: LangOption,
) -> None:
    """Copy what a store holds to another, mostly one on a server that dashboards read.

    把本地数据库增量发布到服务器数据库。
    """
    from gouji.cli.progress import telling
    from gouji.cli.words import say
    from gouji.pipeline.tasks import Progress
    from gouji.store import Store
    from gouji.store.publishing import publish

    with open_store(store) as source, Store.open(target) as there:
        stopped = say("publish_stopped", lang)
        with telling(lang, lambda _: stopped) as tell:
            result = publish(source, there, lambda done, total: tell(Progress(done, total, "", doing="publishing")))
        if result:
            told = {"files": result.files, "findings": result.findings, "withdrawn": result.withdrawn}
            typer.echo(say("published", lang, place=there.place, **told))
        else:
            typer.echo(say("published_nothing", lang, place=there.place))
    raise typer.Exit(FINE)
