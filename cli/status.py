"""`gouji status`: how a store stands, also while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store

if TYPE_CHECKING:
    from gouji.cli.options import Lang
    from gouji.store import Run, Status

EPILOG = """\b
A run that is not finished was stopped, or is still going on: what it has committed is counted here already. Give its
gouji ingest again and it goes on. 未完成的运行是被中断了,或仍在进行;已提交的都算在内,再次执行 gouji ingest 即可接着读。
\b
Examples 例:
  gouji status archive.sqlite
  gouji status postgresql://user@host/reports --json
  watch -n 60 gouji status archive.sqlite
"""
_UNTIL = 16  # of an ISO 8601 time: the minute


def status(
    store: StoreArgument,
    *,
    runs: Annotated[int, typer.Option(min=0, metavar="N", help="Runs listed. 列出的运行次数")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object. 输出 JSON")] = False,
    lang: LangOption,
) -> None:
    """What a store holds, which runs filled it, what failed, and what was left unread.

    库中有什么、经过哪些运行、哪些文件未能读入。
    """
    from gouji.cli.series_json import print_json

    with open_store(store) as kept:
        state = kept.status(runs)
        if as_json:
            print_json(status_row(state, kept.place))
        else:
            _print(state, kept.place, lang)


def status_row(state: Status, place: str) -> dict[str, Any]:
    """The state as JSON."""
    from dataclasses import asdict

    from gouji.pipeline import pipeline_version

    current = {pipeline_version(ner=True), pipeline_version(ner=False)}
    return {"store": place, **asdict(state), "current_versions": sorted(current)}


def _print(state: Status, place: str, lang: Lang) -> None:
    from gouji.cli.console import safe, screen
    from gouji.cli.words import say
    from gouji.pipeline import pipeline_version
    from gouji.store.labels import label

    current = {pipeline_version(ner=True), pipeline_version(ner=False)}
    stale = sum(count for version, count in state.versions.items() if version not in current)
    severities = [f"{label('severity', each, lang.value)} {count:,}" for each, count in state.findings.items()]
    settled = [say("status_settled", lang, n=f"{state.settled:,}")] if state.settled else []
    files = [say("status_files", lang, n=f"{state.files:,}"), *_some("past", state.past, lang)]
    rows = [
        ("status_documents", state.documents, files),
        ("reports", state.reports, []),
        ("figures", state.figures, []),
        ("relations", state.relations, []),
        ("findings", sum(state.findings.values()) + state.settled, severities + settled),
        ("status_in_part", state.read_in_part, []),
        ("status_unread", state.unread, [f"gouji failures {place}"] if state.unread else []),
    ]
    console = screen()
    for key, count, notes in rows:
        console.print(safe(f"{say(key, lang)}  {count:,}  {' · '.join(notes)}".rstrip()), soft_wrap=True)
    for line in _some("stale", stale, lang):
        console.print(safe(line, "yellow"), soft_wrap=True)
    if state.runs:
        console.print()
        console.print(say("status_runs", lang))
    for run in state.runs:
        console.print(safe("  " + _line(run, lang)), soft_wrap=True)
    for line in _some("more_unfinished", state.unfinished, lang):
        console.print(safe(line, "yellow"), soft_wrap=True)


def _some(key: str, count: int, lang: Lang) -> list[str]:
    from gouji.cli.words import say

    return [say(f"status_{key}", lang, n=f"{count:,}")] if count else []


def _line(run: Run, lang: Lang) -> str:
    """One run: when, over what, and what it came to."""
    from gouji.cli.words import say

    when = run.started_at[:_UNTIL].replace("T", " ")
    paths = "  ".join(run.paths[:2]) + (" …" if len(run.paths) > 2 else "")
    if run.ended_at is None:
        outcome = say("status_unfinished", lang, n=f"{run.files:,}")
    else:
        counts = (("read", run.read), ("skipped", run.skipped), ("failed", run.failed))
        outcome = " · ".join(say(key, lang, n=f"{count or 0:,}") for key, count in counts)
    return f"{run.id}  {when} UTC  {outcome}  {paths}"
