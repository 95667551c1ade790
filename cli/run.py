"""`gouji run`: read reports, check them, write what was found."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.decided import BaselineOption, DateOption, WaiversOption, day_of, decisions_of
from gouji.cli.exits import FINE, FOUND, SOME_FAILED
from gouji.cli.options import LangOption, NoNerOption

if TYPE_CHECKING:
    from collections.abc import Collection

    from gouji.pipeline import Ingested
    from gouji.schemas import Severity

EPILOG = """\b
Folders and zip archives are gone through; the texts, PDFs, Word, Excel and CSV files and web pages in them are read,
hidden ones not, and pictures where gouji[ocr] is installed. A file named by itself is always tried, told by its content.
What is in an archive is a document of its own, named a.zip!inner.txt. 压缩包内的文件各成一份,记作 a.zip!inner.txt。
With -o the files go there and the store to DIR/gouji.sqlite; with --store alone only the store is kept;
with neither nothing is written but the summary. What the store holds unchanged is not read again.
The files hold the reports of this run, the store all that were ever read into it, which gouji export writes.
文件只含本次所给的报告,数据库含历次读入的全部报告,可用 gouji export 导出。
\b
Exit code 退出码:
  0  fine 正常
  1  some files could not be read 部分文件未能读入 (also when findings would give 3)
  2  wrong usage, or the store or output folder cannot be used 用法有误,或无法写入
  3  findings at or above --fail-on 有达到 --fail-on 程度的问题
"""


class FailOn(StrEnum):
    """The mildest finding that makes the command fail."""

    error = "error"
    warning = "warning"
    never = "never"


def run(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Reports or folders. 报告文件或文件夹", show_default=False)
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Folder for the files written. 输出文件夹", show_default=False),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="sqlite:///PATH or a path. 数据库 [default: DIR/gouji.sqlite]", show_default=False),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Of jsonl,csv,xlsx,parquet,sdmx-csv,datapackage,sarif,memo; needs -o. 输出格式 [default: jsonl]",
            show_default=False,
        ),
    ] = None,
    no_ner: NoNerOption = False,
    lang: LangOption,
    waivers: WaiversOption = None,
    baseline: BaselineOption = None,
    day: DateOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit 3 on such findings. 何种问题算失败")] = FailOn.never,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes. 进程数 [default: a core each, 1 for a few small files]", show_default=False
        ),
    ] = None,
) -> None:
    """Read reports, turn their figures into rows, and list what does not add up.

    读入报告,抽取数据,检验勾稽关系,列出不相符之处。
    """
    from gouji.cli.progress import telling
    from gouji.cli.summary import print_summary
    from gouji.cli.words import say
    from gouji.pipeline import ingest
    from gouji.pipeline.casework import CASE_FORMATS, write_cases
    from gouji.schemas import UsageError
    from gouji.store import STORE_NAME, Store, Wanted
    from gouji.store.exports import export

    if formats is not None and output is None:
        raise UsageError("--format needs -o DIR, the folder for the files")
    chosen = _formats(formats if formats is not None else "jsonl")
    _one_exists(paths)
    decided = decisions_of(waivers, baseline, day)
    if output is not None:
        _make(output)
    place = store or (str(output / STORE_NAME) if output is not None else ":memory:")
    unkept = place == ":memory:"

    def stopped(done: int) -> str:
        return say("interrupted_unkept", lang) if unkept else say("interrupted", lang, n=done, place=place)

    with Store.open(place) as kept:
        with telling(lang, stopped) as tell:
            result = ingest(paths, kept, lang=lang.value, ner=not no_ner, workers=workers, decisions=decided, tell=tell)
            written: list[Path] = []
            if output is not None:
                tables = [name for name in chosen if name not in CASE_FORMATS]
                written += export(output, tables, kept, result.held, result.findings, lang.value)
                cases = list(kept.cases(kept.findings(Wanted(run=result.run)))) if len(tables) < len(chosen) else []
                known = decided.known if decided else None
                written += write_cases(output, chosen, cases, lang.value, day_of(day), known)
        print_summary(result, lang, written, None if unkept else place)
    raise typer.Exit(_exit_code(result, fail_on))


def _formats(given: str) -> list[str]:
    from gouji.pipeline.casework import CASE_FORMATS
    from gouji.schemas import UsageError
    from gouji.store.exports import FORMATS, check_formats

    known = (*FORMATS, *CASE_FORMATS)
    chosen = list(dict.fromkeys(name.strip().lower() for name in given.split(",")))
    for name in chosen:
        if name not in known:
            raise UsageError(f"--format {name or given!r}: there are {', '.join(known)}")
    check_formats([name for name in chosen if name in FORMATS])
    return chosen


def _one_exists(paths: list[str]) -> None:
    """Refuse a run of which no path exists: it would put empty files in place of what an earlier one wrote."""
    from gouji.schemas import UsageError

    inner = (Path(path[: mark.start()]) for path in paths for mark in re.finditer("!", path))  # a.zip!inner.txt
    if not (any(Path(path).exists() for path in paths) or any(archive.is_file() for archive in inner)):
        raise UsageError(f"{', '.join(paths)}: no such file or folder")


def _make(folder: Path) -> None:
    """Find out before hours of reading, not after them, that the folder cannot be written."""
    from tempfile import TemporaryFile

    from gouji.schemas import UsageError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _exit_code(result: Ingested, fail_on: FailOn) -> int:
    return SOME_FAILED if result.failures else exit_code_of(result.checked.open, fail_on)


def exit_code_of(severities: Collection[Severity], fail_on: FailOn) -> int:
    """3 where one of the severities, those of the open findings, is at or above `fail_on`."""
    grave = {FailOn.error: {"error"}, FailOn.warning: {"error", "warning"}, FailOn.never: set[str]()}[fail_on]
    return FINE if grave.isdisjoint(severities) else FOUND
