"""`gouji explain`: what was repaired in a text before it was read, where, and what was only marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.exits import SOME_FAILED
from gouji.cli.options import FileArgument, Lang, LangOption
from gouji.schemas import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from gouji.normalize import CleanText, Explained, Source
    from gouji.normalize.plan import Proposal

_LONG = 40  # characters of a change shown
_SIGNS = {"\n": "↵", "\r": "␍", "\t": "⇥", " ": "␣"}
_MARKED = {"zh": "标记,未改动", "en": "marked, left as it is"}
EPILOG = """\b
Equal changes are listed once, with the line of the first and how many there are. 相同的修补只列一次,注明次数。
What could be anything is marked, with a proposal where there is one. 无法断定的只作标记,可能时给出建议。
The page of --html goes to standard output without -o. 不带 -o 时网页写到标准输出。
Of a zip archive every member is told of in turn; a.zip!inner.txt is one of them. 压缩包逐个说明其中的文件。
The file itself is not changed. 原文件不会改动。
"""


def explain(
    file: FileArgument,
    *,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="Changes listed of each repair. 每类列出几条")] = 10,
    html: Annotated[bool, typer.Option("--html", help="One page, before and after side by side. 输出对照网页")] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="File for the page. 网页文件", show_default=False),
    ] = None,
    lang: LangOption,
) -> None:
    """Tell what was repaired in a text before it was read: how often, where, and what became what.

    说明读取前对文字作了哪些修补:次数、位置、修补前后。
    """
    from gouji.normalize import clean, read_source, read_sources

    if output is not None and not html:
        raise UsageError("-o names the file of the page: it needs --html")
    if html:
        from gouji.cli.explain_page import page
        from gouji.cli.pages import in_bytes, write_page

        source = read_source(file)
        shown = page(source, clean(source.text, source.aside), lang)
        if output is None:
            typer.echo(in_bytes(shown), nl=False)
        else:
            write_page(shown, output)
        return
    failed = False
    for number, one in enumerate(read_sources(file)):
        if isinstance(one, SourceError):
            failed = True
            typer.echo(f"gouji: {one}", err=True)
            continue
        if number:
            typer.echo()
        _print(one, clean(one.text, one.aside), limit, lang)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _print(source: Source, cleaned: CleanText, limit: int, lang: Lang) -> None:
    from gouji.cli.console import safe, screen
    from gouji.cli.words import reason_in, say
    from gouji.normalize import explain as changes_of

    console = screen()
    counts = cleaned.plan.counts()
    _print_head(console, source.path, source.encoding, source.runner_up, sum(count for _, count in counts), lang)
    for note in source.notes:
        console.print(safe(reason_in(note, lang), "yellow"), soft_wrap=True)
    changes = changes_of(cleaned)
    for repair, count in counts:
        of_repair = sorted((change for change in changes if change.repair == repair), key=lambda change: change.start)
        _print_repair(console, repair, count, of_repair[:limit], len(of_repair) - limit, source.text, lang)
    if not counts:
        console.print(say("no_repairs", lang), style="green")
    _print_proposals(console, cleaned, limit, lang)


def _print_proposals(console: Console, cleaned: CleanText, limit: int, lang: Lang) -> None:
    """The marked places, those of one reason together."""
    from rich.text import Text

    from gouji.cli.words import say
    from gouji.normalize.explain import reason_of

    reasons: dict[str, list[Proposal]] = {}
    for proposal in cleaned.proposals:
        reasons.setdefault(proposal.reason, []).append(proposal)
    for reason, proposals in reasons.items():
        console.print()
        head = (reason_of(reason, lang.value), "bold yellow"), f" {len(proposals):,}  ", (_MARKED[lang.value], "bright_black")
        console.print(Text.assemble(*head))
        for proposal in proposals[:limit]:
            console.print(_proposal(proposal, cleaned, lang), soft_wrap=not console.is_terminal)
        if len(proposals) > limit:
            console.print(Text("  " + say("more", lang, n=f"{len(proposals) - limit:,}"), style="bright_black"))


def _proposal(proposal: Proposal, cleaned: CleanText, lang: Lang) -> Text:
    """`第3行  …参合率达到98.6,比上年…  98.6 → 98.6%?`; the line is that of the source."""
    from rich.text import Text

    from gouji.cli.words import say
    from gouji.normalize.explain import CONTEXT

    start, end, text = proposal.start, proposal.end, cleaned.text
    line = say("line", lang, n=cleaned.source.count("\n", 0, cleaned.span(start, end).start) + 1)
    shown = _on_one_line(text[start:end])
    parts: list[str | tuple[str, str]] = [("  " + line + "  ", "bright_black")]
    parts += [_on_one_line(text[max(0, start - CONTEXT) : start]), (shown, "bold yellow")]
    if end - start <= _LONG:
        parts.append(_on_one_line(text[end : end + CONTEXT]))
    if proposal.replacement:
        parts += [f"  {shown} → ", (_on_one_line(proposal.replacement), "green"), "?"]
    return Text.assemble(*parts)


def _print_head(console: Console, path: str, encoding: str, runner_up: str | None, repairs: int, lang: Lang) -> None:
    from rich.text import Text

    from gouji.cli.console import safe
    from gouji.cli.words import say

    facts = [encoding if runner_up is None else say("encoding", lang, chosen=encoding, other=runner_up)]
    facts.append(f"{say('repairs', lang)} {repairs:,}")
    console.print(Text.assemble((safe(path).plain, "bold"), "  ", (" · ".join(facts), "bright_black")), soft_wrap=True)


def _print_repair(
    console: Console, repair: str, count: int, changes: Sequence[Explained], more: int, text: str, lang: Lang
) -> None:
    from rich.text import Text

    from gouji.cli.words import say
    from gouji.normalize import describe

    console.print()
    console.print(Text.assemble((describe(repair, lang.value), "bold cyan"), f" {count:,}"))
    for change in changes:
        console.print(_change(change, text, lang), soft_wrap=not console.is_terminal)
    if more > 0:
        console.print(Text("  " + say("more", lang, n=f"{more:,}"), style="bright_black"))


def _change(change: Explained, text: str, lang: Lang) -> Text:
    """`第3行  …督導(dǎo)檢查…  (dǎo) → ∅  ×4`"""
    from rich.text import Text

    from gouji.cli.words import say
    from gouji.normalize.explain import CONTEXT

    left, right = text[max(0, change.start - CONTEXT) : change.start], text[change.end : change.end + CONTEXT]
    line = say("line", lang, n=text.count("\n", 0, change.start) + 1)
    parts: list[str | tuple[str, str]] = [("  " + line + "  ", "bright_black")]
    parts += [_on_one_line(left), (_on_one_line(text[change.start : change.end]), "bold red"), _on_one_line(right), "  "]
    parts += [(_on_one_line(change.before) or "∅", "red"), " → ", (_on_one_line(change.after) or "∅", "green")]
    if change.count > 1:
        parts.append((f"  ×{change.count:,}", "bright_black"))
    return Text.assemble(*parts)


def _on_one_line(text: str) -> str:
    """Line ends, spaces and invisible characters as signs that can be seen."""
    shown = "".join(_sign(character) for character in text[:_LONG])
    return shown if len(text) <= _LONG else shown + "…"


def _sign(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    return character if character.isprintable() or character == "\u3000" else f"‹{ord(character):04X}›"
