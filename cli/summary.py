"""What a run comes to: files, figures by kind, relations by outcome, findings by code, and the contradictions themselves."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gouji.cli.console import KIND_STYLE, OUTCOME_STYLE, PLAIN_WIDTH, SEVERITY_STYLE, safe, screen, wrapped
from gouji.cli.options import Lang
from gouji.cli.stores import SHORTEST_MARK
from gouji.cli.words import reason_in, say
from gouji.pipeline import Checked, Ingested, unread_pictures
from gouji.pipeline.check import LISTED
from gouji.schemas import KINDS, OUTCOMES, Figure, Finding
from gouji.store.labels import label

_SENTENCES = 2  # shown of a finding
_NOTES = 3  # of one document, told on its line
_MOST = LISTED  # failures or contradictions listed on the screen; the files have them all


def print_checked(checked: Checked, lang: Lang, store: str) -> None:
    """Print what checking a store came to."""
    console = screen()
    console.print()
    _print_counts(console, checked, lang, checked.tally.documents, [])
    _partly_read(console, checked, lang)
    _findings(console, checked, lang)
    _written(console, [store], lang)
    _hint(console, checked, store, lang)


def print_summary(result: Ingested, lang: Lang, written: Sequence[Path], store: str | None) -> None:
    """Print the outcome of a run to standard output."""
    console = screen()
    print_counts(result, lang)
    if result.failures:
        _heading(console, say("failures", lang), result.failures, "bold red")
        for failure in result.failed[:_MOST]:
            line = Text.assemble("  ", safe(failure.document), "  ", (reason_in(failure.reason, lang), "red"))
            console.print(line, soft_wrap=True)
        _more(console, result.failures, lang)
    _partly_read(console, result.checked, lang)
    _findings(console, result.checked, lang)
    _written(console, [str(path) for path in written] + ([store] if store else []), lang)
    _hint(console, result.checked, store, lang)


def _partly_read(console: Console, checked: Checked, lang: Lang) -> None:
    """A line for each document of which something was left unread: its figures are not all that it says."""
    if not checked.partly_read:
        return
    _heading(console, say("partly_read", lang), len(checked.partly_read), "bold yellow")
    for name, notes in checked.partly_read[:_MOST]:
        said = [reason_in(note, lang) for note in notes[:_NOTES]]
        if len(notes) > _NOTES:
            said.append(say("more", lang, n=f"{len(notes) - _NOTES:,}"))
        console.print(Text.assemble("  ", safe(name), "  ", safe(" · ".join(said), "yellow")), soft_wrap=True)
    _more(console, len(checked.partly_read), lang)


def print_counts(result: Ingested, lang: Lang) -> None:
    """The outcome of a run in figures only."""
    console = screen()
    console.print()
    files = result.read + result.skipped + result.failures
    _print_counts(console, result.checked, lang, files, _files(result, lang))
    if pictures := unread_pictures(result.passed_over):
        console.print(Text(say("pictures", lang, n=f"{pictures:,}"), style="yellow"))


def _written(console: Console, places: Sequence[str], lang: Lang) -> None:
    if places:
        console.print()
        console.print(Text(say("written", lang, paths="  ".join(places)), style="bright_black"), soft_wrap=True)


def _hint(console: Console, checked: Checked, store: str | None, lang: Lang) -> None:
    """How to look closer at what was listed: by F1, or by its fingerprint, for an earlier run may have an F1, too."""
    if store is not None and checked.listed:
        first = checked.listed[0]
        name = first.finding if checked.run == 1 else first.fingerprint[:SHORTEST_MARK]
        hint = say("findings_hint", lang, store=quote(store), name=name)
        console.print(Text(hint, style="bright_black"), soft_wrap=True)


def _print_counts(console: Console, checked: Checked, lang: Lang, files: int, of_files: list[Text]) -> None:
    """One row a thing counted: its name, how many, and of what kinds, packed into the width of the screen."""
    figures, outcomes = checked.tally.figures, checked.tally.outcomes
    codes = checked.codes
    kinds = [(label("kind", kind, lang.value), figures[kind], KIND_STYLE[kind]) for kind in KINDS]
    ways = [(label("outcome", outcome, lang.value), outcomes[outcome], OUTCOME_STYLE.get(outcome, "")) for outcome in OUTCOMES]
    found = [(f"{code} {label('code', code, lang.value)}", count, "") for code, count in codes.most_common()]
    rows = [
        ("files", files, of_files),
        ("reports", checked.tally.reports, []),
        ("figures", figures.total(), _counted(kinds)),
        ("relations", outcomes.total(), _counted(ways)),
        ("findings", codes.total(), _counted(found)),
    ]
    name_width = max(cell_len(say(name, lang)) for name, _, _ in rows)
    count_width = max(len(f"{count:,}") for _, count, _ in rows)
    for name, count, parts in rows:
        head = Text.assemble((set_cell_size(say(name, lang), name_width), "bold"), f"  {count:>{count_width},}")
        for line in _packed(parts, console.width - name_width - count_width - 4) or [Text()]:
            text = Text.assemble(head, "  ", line)
            text.rstrip()
            console.print(text, soft_wrap=True)
            head = Text(" " * (name_width + 2 + count_width))


def _files(result: Ingested, lang: Lang) -> list[Text]:
    parts = [Text(say("read", lang, n=f"{result.read:,}"))]
    if result.skipped:
        parts.append(Text(say("skipped", lang, n=f"{result.skipped:,}")))
    if result.failures:
        parts.append(Text(say("failed", lang, n=f"{result.failures:,}"), "bold red"))
    if result.passed_over:
        endings = " ".join(f"{ending or say('no_ending', lang)} {n:,}" for ending, n in result.passed_over.most_common(5))
        parts.append(Text(say("passed_over", lang, n=f"{result.passed_over.total():,}", endings=endings), "bright_black"))
    return parts


def _counted(counts: Sequence[tuple[str, int, str]]) -> list[Text]:
    """`编制 12`, `人员 3`; what is not there is left out."""
    return [Text.assemble((name, style), f" {count:,}") for name, count, style in counts if count]


def _packed(parts: Sequence[Text], width: int) -> list[Text]:
    """The parts with ` · ` between them, on as many lines as they need, none of them broken."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + 3 + part.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], (" · ", "bright_black"), part)
        else:
            lines.append(part)
    return lines


def _findings(console: Console, result: Checked, lang: Lang) -> None:
    statuses, grave = result.statuses, result.open["error"] + result.open["warning"]
    if not grave:
        console.print()
        console.print(Text(say("none_open" if statuses["open"] < statuses.total() else "none", lang), style="green"))
    else:
        _heading(console, say("contradictions", lang), grave, "bold red")
        for finding in result.listed[:grave]:  # the gravest are the first
            number = int(finding.finding.removeprefix("F"))  # that of `gouji findings`
            said = {result.quoted[pair].sentence: result.quoted[pair] for pair in reversed(finding.figures)}
            quoted = [excerpt(figure, min(console.width, PLAIN_WIDTH) - 6) for figure in reversed(said.values())]
            print_finding(console, number, finding, lang, ", ".join(finding.documents), quoted[:_SENTENCES])
        _more(console, grave, lang)
    unlisted = (("to_review", statuses["open"] - grave), ("waived", statuses["waived"]), ("known", statuses["known"]))
    parts = [Text(say(key, lang, n=f"{count:,}"), "bright_black") for key, count in unlisted if count]
    if parts:
        console.print()
        for line in parts:
            console.print(line, soft_wrap=True)
    if result.unmatched:
        console.print()
        console.print(Text(say("unmatched", lang, n=f"{len(result.unmatched):,}"), "yellow"), soft_wrap=True)
        for waiver in result.unmatched[:_MOST]:
            console.print(safe("  " + say("unmatched_one", lang, **waiver.row()), "bright_black"), soft_wrap=True)
        _more(console, len(result.unmatched), lang)


def excerpt(figure: Figure, width: int) -> str:
    """The figure's sentence on one line of the screen, cut so that the figure is in it."""
    sentence = " ".join(figure.sentence.split())
    if cell_len(sentence) <= width:
        return sentence
    place = max(sentence.find(" ".join(figure.text.split())), 0)
    left = max(0, place - width // 4)
    shown = ("…" if left else "") + sentence[left:]
    return shown if cell_len(shown) <= width else set_cell_size(shown, width - 1).rstrip() + "…"


def print_finding(
    console: Console, number: int, finding: Finding, lang: Lang, place: str, sentences: Sequence[str] = ()
) -> None:
    """One finding: its number, code and place, under it the message, and excerpts of what the report says."""
    head = Text.assemble(
        (f"{number:>3} ", "bright_black"),
        (finding.code, SEVERITY_STYLE[finding.severity]),
        f" {label('code', finding.code, lang.value)}  ",
        (safe(place).plain, "bright_black"),
    )
    console.print(head, soft_wrap=True)
    for line in safe(finding.message).plain.splitlines():
        for part in wrapped(line, console.width - 4) if console.is_terminal else [line]:
            _indented(console, Text(part))
    if finding.suggestion:
        _indented(console, safe(say("findings_suggestion", lang, suggestion=finding.suggestion), "cyan"))
    if finding.lapse and finding.waiver is not None:
        said = say(f"lapsed_{finding.lapse}", lang, **finding.waiver.row())
        _indented(console, safe(said, "yellow"))
    for sentence in sentences:
        _indented(console, Text(f"│ {safe(sentence).plain}", style="bright_black"))


def _indented(console: Console, text: Text) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, 4)))
    else:  # whole lines, for grep
        console.print(Text.assemble("    ", text), soft_wrap=True)


def _heading(console: Console, name: str, count: int, style: str) -> None:
    console.print()
    console.print(Text.assemble((name, style), f" {count:,}"))


def _more(console: Console, count: int, lang: Lang) -> None:
    if count > _MOST:
        console.print(Text(say("more", lang, n=f"{count - _MOST:,}"), style="bright_black"))
