"""Findings for other people: SARIF for programs, and the memo, in words, by office."""

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from gouji.check.phrases import Lang, amount, named
from gouji.pipeline.offices import fullest_names
from gouji.schemas import Figure, Finding, StoreError
from gouji.schemas.figure import plain
from gouji.store import Case, Exhibit
from gouji.store.exports.entries import TITLE, Entry, Marked, Memo
from gouji.store.exports.sarif import Known
from gouji.store.exports.sarif import write as write_sarif

CASE_FORMATS: Final = ("sarif", "memo")
MEMO_NAME: Final = "memo.xlsx"
QUOTED = 160  # characters of a sentence in the memo, before it is cut round its figure
MOST_SUSPECTS = 2  # more than these named say nothing
NUMBERS = "①②③④⑤⑥⑦⑧⑨"

_PLACE: Final[dict[Lang, tuple[str, str]]] = {"zh": ("第{}页", "第{}行"), "en": ("page {}", "line {}")}
_MAY_BE: Final[dict[Lang, tuple[str, str]]] = {"zh": ("可能有误：", "建议核对："), "en": ("may be wrong: ", "may be meant: ")}
_COMPLY: Final[dict[Lang, str]] = {"zh": "请核实是否超编及其依据", "en": "please tell whether, and on what grounds"}
_EVERY: Final[dict[Lang, str]] = {"zh": "所列各数均请核对", "en": "please check every figure"}


def write_cases(
    folder: Path, formats: Sequence[str], cases: Sequence[Case], lang: Lang, day: date, known: Known | None = None
) -> list[Path]:
    """findings.sarif of all cases, memo.xlsx of those to send out, as `formats` asks; raises StoreError where it cannot.

    `known` is the baseline that the findings were held against.
    """
    written: list[Path] = []
    try:
        if "sarif" in formats:
            written += write_sarif(folder, cases, lang, known)
        if "memo" in formats:
            from gouji.store.exports.memo import write_memo  # openpyxl is loaded only where it is asked for

            path = folder / MEMO_NAME
            write_memo(path, memo_of([case for case in cases if to_send(case.finding)], lang, day))
            written.append(path)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error})") from error
    return written


def to_send(finding: Finding) -> bool:
    """Whether a finding is one to trouble an office with: open, and not in doubt itself."""
    return finding.status == "open" and finding.severity != "review"


def memo_of(cases: Sequence[Case], lang: Lang, day: date, title: str = "") -> Memo:
    """The cases in words, a sheet an office under its fullest name; a report of no known office has one under its file's."""
    names = fullest_names({case.office for case in cases if case.office})
    sheets: dict[str, list[Entry]] = defaultdict(list)
    for case in cases:
        sheets[names.get(case.office) or _file(case.exhibits[0])].append(entry_of(case, lang))
    return Memo(lang, title or TITLE[lang], day, list(sheets.items()))


def entry_of(case: Case, lang: Lang) -> Entry:
    """One finding in words."""
    finding, claim = case.finding, case.exhibits[0].figure
    quotes: dict[tuple[str, int], Exhibit] = {}
    for exhibit in case.exhibits:
        quotes.setdefault((exhibit.figure.document, exhibit.quote_start), exhibit)
    shown = list(quotes.values())
    reports = list(dict.fromkeys(_report(exhibit) for exhibit in shown))
    return Entry(
        report=_numbered(reports if len(reports) == 1 else [_report(exhibit) for exhibit in shown]),
        place=_numbered([_place(exhibit, lang) for exhibit in shown]),
        quote=_quotes(case, shown),
        stated=named(claim),
        expected="\n".join(filter(None, (_expected(case, lang), finding.equation))),
        gap="" if finding.gap is None else amount(finding.gap, claim, lang),
        advice=_advice(case, lang),
    )


def _numbered(parts: Sequence[str]) -> str:
    """The parts on a line each, numbered where there are several."""
    if len(parts) == 1:
        return parts[0]
    return "\n".join(_number(place) + part for place, part in enumerate(parts))


def _number(place: int) -> str:
    return NUMBERS[place] if place < len(NUMBERS) else f"({place + 1})"


def _report(exhibit: Exhibit) -> str:
    """The title of the report, its file where it has none."""
    title = exhibit.head.title if exhibit.head is not None else None
    return title or _file(exhibit)


def _file(exhibit: Exhibit) -> str:
    return os.path.basename(exhibit.figure.document)


def _place(exhibit: Exhibit, lang: Lang) -> str:
    page, line = _PLACE[lang]
    shown = [page.format(exhibit.figure.page)] if exhibit.figure.page is not None else []
    return " ".join([*shown, line.format(exhibit.line)])


def _quotes(case: Case, shown: Sequence[Exhibit]) -> Marked:
    """The sentences on a line each, numbered where there are several, their figures told from the rest."""
    pieces: list[tuple[str, bool]] = []
    for place, first in enumerate(shown):
        block = [
            exhibit.figure
            for exhibit in case.exhibits
            if (exhibit.figure.document, exhibit.quote_start) == (first.figure.document, first.quote_start)
        ]
        if len(shown) > 1:
            pieces.append(("\n" * (place > 0) + _number(place), False))
        pieces += _quote(first, sorted((figure.start, figure.end) for figure in block))
    return tuple(pieces)


def _quote(exhibit: Exhibit, figures: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A sentence on one line with its figures marked, cut where it is long, but not off a figure."""
    offset, quote = exhibit.quote_start, exhibit.quote
    first = max(0, min(figures[0][0] - offset - QUOTED // 2, len(quote) - QUOTED))
    last = max(first + QUOTED, figures[-1][1] - offset)
    pieces, done = [("…", False)] if first else [], first
    for start, end in figures:
        if start - offset >= done:
            pieces += [(quote[done : start - offset], False), (quote[start - offset : end - offset], True)]
            done = end - offset
    pieces += [(quote[done:last], False), ("…" if last < len(quote) else "", False)]
    return [(re.sub(r"\s+", " ", piece), shown) for piece, shown in pieces if piece]


def _expected(case: Case, lang: Lang) -> str:
    """What the other side says, as printed where that is one figure; else what it comes to, in the unit of the claim."""
    claim, expected = case.exhibits[0].figure, case.finding.expected
    if not case.finding.equation and len(case.exhibits) == 2:
        return named(case.exhibits[1].figure, name=False)
    return "" if expected is None else worth(expected, claim, lang)


def worth(value: Decimal, like: Figure, lang: Lang) -> str:
    """A value in the unit and scale of a figure; of a rate a rate, and not percentage points."""
    return plain(value) + like.unit if like.kind == "percentage" else amount(value, like, lang)


def _advice(case: Case, lang: Lang) -> str:
    """The figures that may be wrong, where they are few, and the slip of the pen that would explain it."""
    by_pair = {(exhibit.figure.document, exhibit.figure.figure): exhibit.figure for exhibit in case.exhibits}
    suspects, suggestion = case.finding.suspects, case.finding.suggestion
    wrong, meant = _MAY_BE[lang]
    parts = []
    if 0 < len(suspects) <= MOST_SUSPECTS:
        parts.append(wrong + ("、" if lang == "zh" else ", ").join(named(by_pair[pair]) for pair in suspects))
    if suggestion:
        parts.append(meant + suggestion)
    return "\n".join(parts) or (_COMPLY if case.finding.code == "QUOTA" else _EVERY)[lang]
