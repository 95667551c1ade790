"""`gouji forget`: files taken out of a store, by name or because they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.exits import FINE
from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store

if TYPE_CHECKING:
    from gouji.store import File

EPILOG = """\b
A file that disappears stays in the store, since a disk may only not be there for now: it is taken out when you say so.
What was read from it is kept as past and no check, export or page looks there; its findings go. Of equal files the others
stay. 文件被删除后,其数据仍留在库中,由此命令移出;移出的数据转入历史,不再参与检验和导出。
\b
Examples 例:
  gouji forget archive.sqlite reports/2016.pdf         a file 一个文件
  gouji forget archive.sqlite old/ scans.zip           all of a folder or an archive 整个文件夹或压缩包
  gouji forget archive.sqlite --missing --dry-run      which files are gone 列出已不存在的文件
"""


def forget(
    store: StoreArgument,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, archives. 文件、文件夹、压缩包", show_default=False),
    ] = None,
    *,
    missing: Annotated[bool, typer.Option("--missing", help="Those that are not there any more. 已不存在的文件")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them. 只列出")] = False,
    lang: LangOption,
) -> None:
    """Take files out of a store, as if they had never been read.

    把文件从数据库中移出。
    """
    from gouji.cli.console import safe
    from gouji.cli.words import say
    from gouji.pipeline import pipeline_version
    from gouji.schemas import UsageError

    if bool(paths) == missing:
        raise UsageError("name files, or give --missing")
    with open_store(store) as kept:
        files: list[File] = kept.files_missing() if missing else kept.files_named(paths or [])
        for file in files:
            typer.echo(safe(file.path))
        if paths and not files:
            raise UsageError(f"{store}: holds no file of {', '.join(paths)}")
        if files and not dry_run:
            kept.forget(files, pipeline_version(ner=True), lang.value)
        typer.echo(say("to_forget" if dry_run else "forgotten", lang, n=len(files), store=store))
    raise typer.Exit(FINE)
