"""How far a run has come, on standard error: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from gouji.cli.console import screen
from gouji.cli.exits import INTERRUPTED
from gouji.cli.options import Lang
from gouji.cli.words import say
from gouji.pipeline import Progress

_LINES = 10  # of them a run, where there is no terminal


@contextmanager
def telling(lang: Lang, doing: str, stopped: Callable[[int], str]) -> Iterator[Callable[[Progress], None]]:
    """What `ingest` and `check_store` report their progress to.

    `doing` is the sentence of words.toml that stands before it, `stopped` what to say on Ctrl-C after so many documents.
    """
    console = screen(errors=True)
    last = 0
    bar = Bar(
        TextColumn(f"[bold]{say(doing, lang)}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("[bright_black]{task.description}", markup=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = bar.add_task("", total=None)

    def tell(progress: Progress) -> None:
        nonlocal last
        last = progress.done
        if console.is_terminal:
            name = progress.document.rsplit("/", 1)[-1].replace("[", "\\[")
            bar.update(task, total=progress.total, completed=progress.done, description=name)
        elif progress.total > _LINES and progress.document and progress.done % max(1, progress.total // _LINES) == 0:
            console.out(f"{say(doing, lang)} {progress.done}/{progress.total}")

    try:
        with bar:
            yield tell
    except KeyboardInterrupt as interrupt:
        console.print(stopped(last))
        raise typer.Exit(INTERRUPTED) from interrupt
