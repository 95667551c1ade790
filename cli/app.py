"""The application: its commands, its help, and how errors and interrupts end."""

import sys
from typing import Annotated

import typer

from gouji.cli import (
    check,
    explain,
    export,
    failures,
    findings,
    forget,
    ingest,
    publish,
    report,
    run,
    series,
    show,
    status,
    waive,
)
from gouji.cli.exits import SOME_FAILED, USAGE
from gouji.schemas import GoujiError, StoreError, UsageError

_HELP = """勾稽: reads Chinese work reports, turns every figure they state into a row, and tests whether the figures agree.

读中文工作报告,把其中每个数字连同出处做成一行,并检验数字之间的勾稽关系。
"""
_EPILOG = """\b
Examples 例:
  gouji run reports/                    what a folder holds and what does not add up 汇总,列出矛盾
  gouji run reports/ -o out             the same, with data files and a store in out/ 并写出数据文件
  gouji run a.txt b.txt -o out --format jsonl,xlsx --fail-on error
  gouji ingest /archive --store archive.sqlite   a whole archive, overnight 整库读入
  gouji check out/gouji.sqlite          all checks over a store again 对数据库重新检验
  gouji series out/gouji.sqlite         which offices there are, and their figures by year 历年数据
  gouji show a.txt                      a report with its figures marked 标出数据
  gouji report out -o report.html       one page of it all 核对网页
  gouji explain a.txt                   which characters were repaired 说明修补
"""

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

# Plain help: rich would triple the time to the first line.
app = typer.Typer(
    name="gouji",
    help=_HELP,
    epilog=_EPILOG,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=_SETTINGS,
)
for command, module, line in (
    (run.run, run, "Figures into rows, and what does not add up. 抽取数据,检验勾稽"),
    (ingest.ingest, ingest, "A whole archive into a store, unattended. 整库读入,可无人值守"),
    (status.status, status, "How a store stands. 库存与运行情况"),
    (failures.failures, failures, "Which files could not be read, and why. 未能读入的文件"),
    (forget.forget, forget, "Files taken out of a store. 把文件移出数据库"),
    (check.check, check, "All checks over a store again. 对数据库重新检验"),
    (export.export, export, "A store as files for other programs. 导出数据文件"),
    (publish.publish, publish, "A store copied to a server. 发布到服务器数据库"),
    (findings.findings, findings, "The findings of a store, one by one. 查看、筛选、说明问题"),
    (series.series, series, "What an office reports over the years. 一个单位历年数据"),
    (show.show, show, "One report, its figures marked. 标出一份报告中的数据"),
    (report.report, report, "A page of what does not add up. 核对网页"),
    (explain.explain, explain, "What was repaired in a text. 说明修补了哪些文字"),
    (waive.waive, waive, "Let a finding stand, with the reason. 豁免一个问题"),
):
    app.command(epilog=module.EPILOG, short_help=line, context_settings=_SETTINGS)(command)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"gouji {version('gouji')}")
        except PackageNotFoundError:
            typer.echo("gouji (not installed)")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version. 版本")] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line and exit; what a user can cause ends in one line, never in a traceback."""
    try:
        app()
    except GoujiError as error:
        typer.echo(f"gouji: {error}", err=True)
        sys.exit(USAGE if isinstance(error, UsageError | StoreError) else SOME_FAILED)
