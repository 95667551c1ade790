"""The list of findings on the screen: one after the other, ranked, and what the list leaves out."""

from __future__ import annotations

from collections import Counter
from shlex import quote
from typing import TYPE_CHECKING

from rich.text import Text

from gouji.cli.console import SEVERITY_STYLE, safe, wrapped
from gouji.cli.options import Lang
from gouji.cli.words import say
from gouji.schemas import SEVERITIES
from gouji.store.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from gouji.cli.findings import Page
    from gouji.schemas import Finding
    from gouji.store import Case, Exhibit


def print_list(console: Console, cases: Sequence[Case], found: Sequence[Finding], page: Page, lang: Lang) -> None:
    """The findings shown, of all that were found: their number by severity first, at the end how to see the others."""
    if not found:
        console.print(Text(say("findings_none", lang), "green"))
        return
    counts = Counter(finding.severity for finding in found)
    parts = [f"{label('severity', name, lang.value)} {counts[name]:,}" for name in SEVERITIES if counts[name]]
    head = Text.assemble((say("findings", lang), "bold"), f" {len(found):,}", ("  " + " · ".join(parts), "bright_black"))
    console.print(head, soft_wrap=True)
    width = max((len(case.name) for case in cases), default=0)
    for case in cases:
        _print_item(console, case, width, lang)
    console.print()
    if cases:
        before, after = page.skip, len(found) - page.skip - len(cases)
        if before or after:
            said = say("findings_shown", lang, first=before + 1, last=before + len(cases), n=f"{len(found):,}")
            console.print(Text(said, "bright_black"), soft_wrap=True)
        console.print(
            Text(say("findings_hint", lang, store=quote(page.store), name=cases[0].name), "bright_black"), soft_wrap=True
        )


def _print_item(console: Console, case: Case, width: int, lang: Lang) -> None:
    finding, indent = case.finding, " " * (width + 2)
    name = Text(case.name.ljust(width) + "  ", "bold")
    said = Text.assemble((severity_of(finding, lang), SEVERITY_STYLE[finding.severity]), f" {heading(finding, lang)}")
    lines = [(line, "") for line in lines_of(console, finding.message, len(indent))]
    lines += [(line, "cyan") for line in lines_of(console, suggested(finding, lang), len(indent))]
    lines += [(line, "yellow") for line in lines_of(console, waiver_of(finding, lang), len(indent))]
    places = "  ".join(place_of(exhibit, lang) for exhibit in first_of_each_document(case))
    lines += [(line, "bright_black") for line in lines_of(console, places, len(indent))]
    console.print()
    console.print(Text.assemble(name, said), soft_wrap=True)
    for line, style in lines:
        console.print(Text(indent + line, style), soft_wrap=True)


def severity_of(finding: Finding, lang: Lang) -> str:
    """错误"""
    return label("severity", finding.severity, lang.value)


def heading(finding: Finding, lang: Lang) -> str:
    """`SUM 分项之和`, and the status where it is not open."""
    name = f"{finding.code} {label('code', finding.code, lang.value)}"
    return name if finding.status == "open" else f"{name} · {label('status', finding.status, lang.value)}"


def suggested(finding: Finding, lang: Lang) -> str:
    """What the slip may have been, empty where nothing says."""
    return say("findings_suggestion", lang, suggestion=finding.suggestion) if finding.suggestion else ""


def waiver_of(finding: Finding, lang: Lang) -> str:
    """Why it is waived, or why it is no longer; empty where there is no waiver."""
    if finding.waiver is None:
        return ""
    return say(f"lapsed_{finding.lapse}" if finding.lapse else "waived_for", lang, **finding.waiver.row())


def first_of_each_document(case: Case) -> list[Exhibit]:
    """The exhibits that stand first in their document's order of the finding."""
    first: dict[str, Exhibit] = {}
    for exhibit in case.exhibits:
        first.setdefault(exhibit.figure.document, exhibit)
    return list(first.values())


def place_of(exhibit: Exhibit, lang: Lang, *, named: bool = True) -> str:
    """`a.pdf 第2页 第14行`; not `named` without the file."""
    file = [exhibit.figure.document] if named else []
    page = [say("page", lang, n=exhibit.figure.page)] if exhibit.figure.page is not None else []
    return " ".join([*file, *page, say("line", lang, n=exhibit.line)])


def lines_of(console: Console, text: str, indent: int) -> list[str]:
    """The text on lines that fit beside the indent; without a terminal on one, for grep."""
    text = safe(text).plain
    if not text:
        return []
    return wrapped(text, max(20, console.width - indent)) if console.is_terminal else [text]
