"""`gouji export`: what a store holds as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.exits import FINE
from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store

EPILOG = """\b
Formats 格式:
  csv          a file a table, UTF-8; --excel for Excel 每表一个文件
  xlsx         a workbook for people 工作簿
  jsonl        a JSON object a line 每行一个 JSON 对象
  parquet      for pandas, DuckDB, Spark, by year; needs gouji[parquet] 按年分区
  sdmx-csv     SDMX-CSV 2.1, to exchange statistics 统计数据交换
  datapackage  CSV with its schema, keys and units (Frictionless) 带结构说明的数据包
A file takes its name only when it is whole. What each holds: docs/exports.md.
\b
Examples 例:
  gouji export out -o files --format csv,parquet
  gouji export postgresql://me@host/gouji -o files --format sdmx-csv
"""


def export(
    store: StoreArgument,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder. 输出文件夹", show_default=False)],
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Of csv,xlsx,jsonl,parquet,sdmx-csv,datapackage. 输出格式"),
    ] = "csv",
    excel: Annotated[bool, typer.Option("--excel", help="CSV with the mark that Excel needs. 供 Excel 打开的 CSV")] = False,
    lang: LangOption,
) -> None:
    """Write all that a store holds as files: figures, relations, findings, reports, documents, values by year, quality.

    把库中全部数据写成文件:数据、关系、问题、报告、文件、年度指标、质量。
    """
    from collections import Counter
    from dataclasses import replace

    from gouji.cli.words import say
    from gouji.schemas import UsageError
    from gouji.store.exports import check_formats, export

    chosen = list(dict.fromkeys(name.strip().lower() for name in formats.split(",")))
    check_formats(chosen)
    if excel and "csv" not in chosen:
        raise UsageError("--excel is for --format csv")
    with open_store(store) as kept:
        findings = [replace(each.finding, finding=each.name) for each in kept.findings()]
        left_out = Counter[str]()
        written = export(
            output, chosen, kept, kept.held(), findings, lang.value, everything=True, excel=excel, left_out=left_out
        )
    typer.echo(say("written", lang, paths="  ".join(map(str, written))))
    if left_out:
        typer.echo(say("export_left_out", lang, indicator=left_out["indicator"], period=left_out["period"]))
    raise typer.Exit(FINE)
