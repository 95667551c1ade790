"""What `gouji ingest` comes to, for people and for programs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from shlex import quote
from typing import Any

from gouji.cli.console import safe, screen
from gouji.cli.options import Lang
from gouji.cli.series_json import print_json
from gouji.cli.summary import print_counts
from gouji.cli.words import reason_in, say
from gouji.pipeline import Failure, Ingested, pipeline_version
from gouji.pipeline.files import ending_of
from gouji.pipeline.work import Work
from gouji.store import Store
from gouji.store.place import Place

_NAMED = 20  # files that would be read, on the screen


def print_result(result: Ingested, seconds: float, lang: Lang, *, as_json: bool) -> None:
    """The run in figures, on standard output; the findings themselves are for `gouji findings`."""
    if as_json:
        print_json(result_row(result, seconds))
        return
    print_counts(result, lang)
    console = screen()
    for key, needed in (("failures_hint", result.failures), ("findings_hint", result.checked.counts)):
        if needed:
            hint = say(key, lang, store=quote(result.store.place), name="F1")
            console.print(safe(hint, "bright_black"), soft_wrap=True)


def result_row(result: Ingested, seconds: float) -> dict[str, Any]:
    """A run as JSON: counts of files, of what all its documents hold, of findings by code; `seconds` with the checks."""
    tally = result.checked.tally
    return {
        "run": result.run,
        "store": result.store.place,
        "read": result.read,
        "known": result.skipped,
        "failed": result.failures,
        "passed_over": dict(result.passed_over),
        "documents": tally.documents,
        "reports": tally.reports,
        "figures": tally.figures.total(),
        "relations": dict(tally.outcomes),
        "findings": dict(result.checked.codes),
        "read_in_part": len(result.checked.partly_read),
        "seconds": round(seconds, 3),
    }


@dataclass(slots=True)
class Outlook:
    """What a run would do: the files to read by ending, their bytes, the first of their names, what is known, passed over or
    cannot be had."""

    endings: Counter[str] = field(default_factory=Counter)
    size: int = 0
    names: list[str] = field(default_factory=list)
    known: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)


def outlook(paths: Sequence[str], place: str, *, ner: bool) -> Outlook:
    """Look for the files and whether the store knows them; nothing is read or written."""
    seen = Outlook()
    file = Place.of(place).file
    missing = file is not None and not file.exists()
    with Store.open(":memory:") if missing else Store.existing(place) as store:
        work = Work(paths, store, pipeline_version(ner=ner), None)
        for task in work.to_read(lambda _: None, lambda failure, _path, _position: seen.failed.append(failure)):
            seen.endings[ending_of(task.name)] += 1
            seen.size += task.size
            seen.names += [task.name] * (len(seen.names) < _NAMED)
        seen.known, seen.passed_over = work.known, work.search.passed_over
    return seen


def print_outlook(seen: Outlook, lang: Lang, *, as_json: bool) -> None:
    """What a run would do, told on standard output."""
    if as_json:
        refused = [{"document": each.document, "reason": each.reason} for each in seen.failed]
        counts = {"read": seen.endings.total(), "bytes": seen.size, "endings": dict(seen.endings), "known": seen.known}
        print_json({"dry_run": True, **counts, "passed_over": dict(seen.passed_over), "failed": refused})
        return
    lines = [_counted("dry_read", seen.endings, lang, size=f"{seen.size / 1e6:,.1f}"), *(f"  {name}" for name in seen.names)]
    if seen.endings.total() > len(seen.names):
        lines.append("  " + say("more", lang, n=f"{seen.endings.total() - len(seen.names):,}"))
    lines.append(say("skipped", lang, n=f"{seen.known:,}"))
    if seen.passed_over:
        lines.append(_counted("passed_over", seen.passed_over, lang))
    if seen.failed:
        lines.append(say("dry_failed", lang, n=f"{len(seen.failed):,}"))
        lines += [f"  {each.document}  {reason_in(each.reason, lang)}" for each in seen.failed[:_NAMED]]
    console = screen()
    for line in lines:
        console.print(safe(line), soft_wrap=True)


def _counted(key: str, endings: Counter[str], lang: Lang, **more: str) -> str:
    if not endings:
        return say(f"{key}_none", lang)
    listed = " ".join(f"{ending or say('no_ending', lang)} {n:,}" for ending, n in endings.most_common(5))
    return say(key, lang, n=f"{endings.total():,}", endings=listed, **more)
