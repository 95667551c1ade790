"""How far a run has come, on standard error: a bar on a terminal, a line now and then elsewhere, or in a log."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Columns

from gouji.cli.console import screen
from gouji.cli.log import Log
from gouji.cli.options import Lang
from gouji.cli.pace import Pace, duration
from gouji.cli.stopping import exit_code_of, stoppable
from gouji.cli.words import say
from gouji.pipeline import Progress

Tell = Callable[[Progress], None]

_LINES = 10  # of them a run, where there is neither a terminal nor a log
_EVERY = 10.0  # seconds between two lines of progress in a log


@contextmanager
def telling(lang: Lang, stopped: Callable[[int], str], log: Log | None = None) -> Iterator[Tell]:
    """What `ingest` and `check_store` report their progress to.

    `stopped` is what to say on Ctrl-C after so many documents were read; a `log` gets it, and every failure, too.
    """
    console = screen(errors=True) if log is None else log.console
    last = 0
    with _shown(console, lang, log) as show:

        def tell(progress: Progress) -> None:
            nonlocal last
            if progress.doing == "reading":
                last = progress.done
            if log is not None and progress.reason:
                log.say("failed", document=progress.document, reason=progress.reason)
            show(progress)

        try:
            with stoppable():
                yield tell
        except KeyboardInterrupt as interrupt:
            code = exit_code_of(interrupt)
            if log is None:
                console.print(stopped(last))
            else:
                log.say("stopped", done=last, said=stopped(last), exit_code=code)
            raise typer.Exit(code) from interrupt


@contextmanager
def _shown(console: Console, lang: Lang, log: Log | None) -> Iterator[Tell]:
    if log is not None and (log.as_json or not console.is_terminal):
        yield _in_log(log, lang)
    elif console.is_terminal:
        with _columns(console) as columns:
            yield _in_columns(columns, lang)
    else:
        yield _in_lines(console, lang)


def _columns(console: Console) -> Columns:
    return Columns(
        TextColumn("[bold]{task.fields[doing]}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TextColumn("[bright_black]{task.description}", markup=True),
        console=console,
        transient=True,
    )


def _in_columns(columns: Columns, lang: Lang) -> Tell:
    bar, paces = columns.add_task("", total=None, doing="", pace=""), defaultdict[str, Pace](Pace)

    def tell(progress: Progress) -> None:
        name = progress.document.rsplit("/", 1)[-1].replace("[", "\\[")
        doing, how_fast = say(progress.doing, lang), _said(_speed(paces[progress.doing], progress), lang)
        columns.update(bar, total=progress.total, completed=progress.done, description=name, doing=doing, pace=how_fast)

    return tell


def _in_lines(console: Console, lang: Lang) -> Tell:
    told = {"reading": 0, "checking": 0, "publishing": 0}

    def tell(progress: Progress) -> None:
        tenths = progress.done * _LINES // max(1, progress.total)
        if progress.total > _LINES and progress.done and tenths > told[progress.doing]:
            told[progress.doing] = tenths
            console.out(f"{say(progress.doing, lang)} {progress.done}/{progress.total}")

    return tell


def _in_log(log: Log, lang: Lang) -> Tell:
    paces, last = defaultdict[str, Pace](Pace), time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        speed = _speed(paces[progress.doing], progress)
        if time.monotonic() - last < _EVERY:
            return
        last = time.monotonic()
        counts = {"done": progress.done, "total": progress.total}
        if log.as_json:
            rate, left = speed or (None, None)
            rounded = {"per_second": rate and round(rate, 1), "seconds_left": left and round(left)}
            log.say("progress", doing=progress.doing, **counts, **rounded, document=progress.document)
        else:
            log.say("progress", doing=say(progress.doing, lang), **counts, pace=_said(speed, lang))

    return tell


def _speed(pace: Pace, progress: Progress) -> tuple[float, float] | None:
    """Documents a second, and the seconds that are left; None before anything can be said."""
    now = time.monotonic()
    pace.tell(now, progress.done)
    rate = pace.rate(now, progress.done)
    return None if rate is None else (rate, (progress.total - progress.done) / rate)


def _said(speed: tuple[float, float] | None, lang: Lang) -> str:
    return "" if speed is None else say("pace", lang, rate=f"{speed[0]:,.1f}", left=duration(speed[1]))
