"""The command `gouji-corpus`: an archive of made-up reports with its gold, for trying gouji on, or anything else."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.exits import INTERRUPTED, SOME_FAILED, USAGE
from gouji.cli.options import Lang, LangOption
from gouji.schemas import GoujiError, UsageError

_EPILOG = """\b
Examples 例:
  gouji-corpus 1000 --out archive                              texts without mistakes 一千份无误的文本
  gouji-corpus 100000 --out archive --kinds txt,pdf,html,docx --faults 0.05 --seed 7
\b
DIR/reports/0000/…  the reports, at most 1,000 files a folder 报告
DIR/gold/0000/…     their rows and relations, planted.jsonl (mistakes), series.json (over the years) 标准答案
A stopped command goes on where it stopped; the same seed gives the same files. 中断后可接着写;种子相同,文件相同。
No office, place or figure in them is real. 其中单位、地名、数字均属虚构。
"""
_WORDS = {
    "writing": ("写入", "writing"),
    "rate": ("每秒 {n:.0f} 份,还需 {s:.0f} 秒", "{n:.0f} a second, {s:.0f} s left"),
    "done": ("{out}:共 {n} 份报告,本次写入 {new} 份", "{out}: {n} reports, {new} of them written now"),
    "stopped": ("已中断;再次执行同一命令即从中断处继续。", "interrupted; the same command goes on from there."),
}
_LINES = 10  # of progress, where there is no terminal

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def corpus(
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="How many reports. 份数", show_default=False)],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write. 输出文件夹", show_default=False)],
    kinds: Annotated[
        str, typer.Option(metavar="LIST", help="Of txt,html,docx,xlsx,pdf, by turns; pdf needs gouji[corpus]. 文件种类,轮流写")
    ] = "txt",
    faults: Annotated[
        float, typer.Option(min=0, max=1, metavar="RATE", help="Share of sections with a mistake. 有错的段落所占比例")
    ] = 0.0,
    seed: Annotated[int, typer.Option(min=0, metavar="S", help="Another seed, another archive. 随机种子")] = 0,
    years: Annotated[
        int, typer.Option(min=1, max=10, metavar="N", help="Reports of each office, a year each. 每个单位的年数")
    ] = 5,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes. 进程数 [default: a core each]", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there. 覆盖已有的文件")] = False,
    lang: LangOption,
) -> None:
    """Write an archive of made-up work reports with the rows, relations and mistakes that are in them.

    生成任意多份虚构的工作报告,并附标准答案(数据、勾稽关系、埋入的错误)。
    """
    from gouji.corpora.bulk.corpus import write_corpus
    from gouji.corpora.bulk.shelf import Plan
    from gouji.pipeline.workers import cores

    plan = Plan(number, _kinds(kinds), faults, seed, years)
    try:
        written = write_corpus(out, plan, workers=workers or cores(), force=force, tell=_Progress(number, lang))
    except KeyboardInterrupt as interrupt:
        typer.echo(f"\n{_say('stopped', lang)}", err=True)
        raise typer.Exit(INTERRUPTED) from interrupt
    typer.echo(_say("done", lang, out=out, n=number, new=written))


def _kinds(given: str) -> tuple[str, ...]:
    from gouji.corpora.bulk.kinds import KINDS, lacking

    chosen = tuple(dict.fromkeys(name.strip().lower() for name in given.split(",")))
    for name in chosen:
        if name not in KINDS:
            raise UsageError(f"--kinds {name or given!r}: there are {', '.join(KINDS)}")
        if extra := lacking(name):
            raise UsageError(f"--kinds {name}: needs gouji[{extra}] (pip install 'gouji[{extra}]')")
    return chosen


class _Progress:
    """Tells on standard error how many reports are there: in one line on a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, lang: Lang) -> None:
        self.total, self.lang = total, lang
        self.began, self.first, self.told = time.monotonic(), -1, 0

    def __call__(self, done: int) -> None:
        if self.first < 0:
            self.first = done
            return
        rate = (done - self.first) / max(time.monotonic() - self.began, 0.001)
        line = f"{_say('writing', self.lang)} {done:,}/{self.total:,}"
        rest = _say("rate", self.lang, n=rate, s=(self.total - done) / rate)
        if sys.stderr.isatty():
            typer.echo(f"\r{line}  {rest}\033[K" + ("\n" if done == self.total else ""), err=True, nl=False)
        elif done * _LINES // self.total > self.told:
            self.told = done * _LINES // self.total
            typer.echo(f"{line}  {rest}", err=True)


def _say(key: str, lang: Lang, **values: object) -> str:
    return _WORDS[key][lang == Lang.en].format(**values)


def main() -> None:
    """Run the command line and exit; what a user can cause ends in one line, never in a traceback."""
    try:
        app()
    except GoujiError as error:
        typer.echo(f"gouji-corpus: {error}", err=True)
        sys.exit(USAGE if isinstance(error, UsageError) else SOME_FAILED)
