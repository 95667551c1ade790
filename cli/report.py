"""`gouji report`: one page of what does not add up, with the words themselves and every figure marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.decided import BaselineOption, DateOption, WaiversOption, day_of, decisions_of
from gouji.cli.exits import FINE, SOME_FAILED
from gouji.cli.options import LangOption, NoNerOption

if TYPE_CHECKING:
    from datetime import date

    from gouji.cli.options import Lang
    from gouji.pipeline import Decisions
    from gouji.store import Store

EPILOG = """\b
STORE is what gouji run -o DIR leaves in DIR, or a database URL; no file is read again. Else the files are read, and
nothing is kept but the page. 给出数据库或输出文件夹则不再重读原文件;给出报告则读后成页,不留数据库。
The page is one file: it opens from disk, asks for nothing over the network, and prints.
网页是单个文件:可离线打开,不访问网络,可打印。
Where the texts are too long for one page, those that findings touch are shown, and the page says how many are left out.
原文过多时只收问题所涉的各份,并注明未收多少。
"""
_SQLITE = b"SQLite format 3\x00"


def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="STORE|PATH", help="A store, or reports and folders. 数据库,或报告与文件夹", show_default=False),
    ],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page. 网页文件", show_default=False)],
    waivers: WaiversOption = None,
    baseline: BaselineOption = None,
    day: DateOption = None,
    no_ner: NoNerOption = False,
    lang: LangOption,
) -> None:
    """Write one page: the findings with their arithmetic and both sides, the series, the texts with every figure marked.

    生成核对网页:列出不相符之处及其算式与原文,历年数据图,并在原文中标出每个数据。
    """
    from gouji.cli.stores import open_store
    from gouji.store import Store

    decided = decisions_of(waivers, baseline, day)
    if len(paths) == 1 and is_store(paths[0]):
        with open_store(paths[0]) as kept:
            _write(kept, output, lang, day_of(day), decided)
        raise typer.Exit(FINE)
    with Store.open(":memory:") as held:
        failed = _read(paths, held, lang, ner=not no_ner)
        if not held.held():
            raise typer.Exit(SOME_FAILED if failed else FINE)
        _write(held, output, lang, day_of(day), decided)
    raise typer.Exit(SOME_FAILED if failed else FINE)


def is_store(path: str) -> bool:
    """Whether an argument names a store and no report: a URL, a file that begins as SQLite's do, or a folder with one in it."""
    from gouji.store import STORE_NAME

    if "://" in path:
        return True
    place = Path(path)
    try:
        with (place / STORE_NAME if place.is_dir() else place).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return False


def _read(paths: list[str], store: Store, lang: Lang, *, ner: bool) -> bool:
    """Read reports into a store; whether any failed; these and what was read in part are told on standard error."""
    from gouji.cli.progress import telling
    from gouji.cli.words import reason_in, say
    from gouji.pipeline import ingest

    with telling(lang, lambda _: say("interrupted_unkept", lang)) as tell:
        result = ingest(paths, store, lang=lang.value, ner=ner, tell=tell)
    for failure in result.failed:
        typer.echo(f"gouji: {failure.document}: {reason_in(failure.reason, lang)}", err=True)
    for name, notes in result.checked.partly_read:
        typer.echo(f"gouji: {name}: {' · '.join(reason_in(note, lang) for note in notes)}", err=True)
    return bool(result.failures)


def _write(store: Store, output: Path, lang: Lang, day: date, decided: Decisions | None) -> None:
    from gouji.cli.pages import write_page
    from gouji.cli.words import say
    from gouji.web import report_page

    if decided is None:
        page = report_page(store, lang.value, day=day)
    else:
        page = report_page(store, lang.value, settle=lambda findings: decided.settle(findings).findings, day=day)
    write_page(page, output)
    typer.echo(say("written", lang, paths=output))
