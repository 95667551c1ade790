"""The page of `gouji explain --html`: a text before and after its repairs, side by side; one file, no script, no request."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gouji.cli.options import Lang
from gouji.cli.words import reason_in
from gouji.normalize.explain import changes, describe, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.normalize import CleanText, Source

# What the page says: Chinese, English.
_WORDS = {
    "title": ("文字修补", "Repairs"),
    "repairs": ("修补", "Repairs"),
    "none": ("没有需要修补的文字。", "Nothing was repaired."),
    "proposals": ("标记(未改动)", "Marked, left as it is"),
    "before": ("原文", "before"),
    "after": ("修补后", "after"),
    "line": ("第{n}行", "line {n}"),
    "perhaps": ("或为", "perhaps"),
    "unchanged": ("{n} 行无改动", "{n} lines unchanged"),
    "encoding": ("编码", "encoding"),
}
_CONTEXT = 14  # characters either side of a marked place in the list
_SHOWN = 60  # characters of a marked place in the list
_FOLDED = 4  # so many unchanged rows are folded
_SIGNS = {"\r": "␍", "\f": "␌", "\u3000": "\u3000", "\n": "\n", "\t": "\t"}
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--del:#d0342c2e;--ins:#1f883d2e;--mark:#e6b80055}
body{font:15px/1.7 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:1.5rem auto;
max-width:1200px;padding:0 1rem}
h1{font-size:1.25rem;margin:0}h2{font-size:1rem;margin:1.5rem 0 .4rem}.soft,summary,.n{opacity:.65;font-size:.85em}
ul{margin:.2rem 0;padding:0;list-style:none}.repairs{display:flex;flex-wrap:wrap;gap:.4rem}
.repairs li{border:1px solid var(--line);border-radius:1rem;padding:.05rem .7rem}.repairs b{margin-left:.3rem}
.marked li{padding:.1rem 0;border-top:1px solid var(--line)}a{color:inherit}
.row{display:grid;grid-template-columns:3.2rem 1fr 1fr;gap:0 1rem;border-top:1px solid var(--line)}
.row>div{white-space:pre-wrap;overflow-wrap:anywhere;padding:.15rem 0;min-width:0}.row>.n{text-align:right;user-select:none}
.head{font-weight:600;position:sticky;top:0;background:Canvas}:target{background:var(--soft)}
details{border-top:1px solid var(--line)}summary{padding:.15rem 0 .15rem 4.2rem;cursor:pointer}
del{background:var(--del);text-decoration-color:#d0342c}ins{background:var(--ins);text-decoration:none}
ins:empty{border-left:2px solid #d0342c;padding:0}mark{background:var(--mark);color:inherit;border-bottom:2px solid #e6b800}
@media(max-width:700px){.row{grid-template-columns:2.4rem 1fr}
.row>div:last-child{grid-column:2;border-top:1px dashed var(--line)}}
"""


class _Mark(NamedTuple):
    """A stretch of a text and how it is told: an element, and what it says when pointed at."""

    start: int
    end: int
    element: str
    title: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the clean text with the stretch of the source that it came from."""

    number: int
    source: tuple[int, int]
    clean: tuple[int, int]
    before: Sequence[_Mark]
    after: Sequence[_Mark]


def page(source: Source, cleaned: CleanText, lang: Lang) -> str:
    """The whole page: repairs with their counts, marked places with their reasons, then the lines before and after."""
    name = escape(source.path)
    body = (
        f"<h1>{name}</h1><p class=soft>{_say('encoding', lang)} {escape(source.encoding)}</p>",
        *(f"<p class=soft>{escape(reason_in(note, lang))}</p>" for note in source.notes),
        *_repairs(cleaned, lang),
        *_proposals(cleaned, lang),
        *_text(cleaned, lang),
    )
    return (
        f'<!DOCTYPE html><html lang="{"zh-CN" if lang == Lang.zh else "en"}"><head><meta charset="utf-8">'
        '<meta name="generator" content="gouji">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_say('title', lang)} · {name}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _repairs(cleaned: CleanText, lang: Lang) -> Iterator[str]:
    counts = cleaned.plan.counts()
    yield f"<h2>{_say('repairs', lang)} {sum(count for _, count in counts):,}</h2>"
    if counts:
        items = (f"<li>{escape(describe(repair, lang.value))}<b>{count:,}</b></li>" for repair, count in counts)
        yield f"<ul class=repairs>{''.join(items)}</ul>"
    else:
        yield f"<p>{_say('none', lang)}</p>"


def _proposals(cleaned: CleanText, lang: Lang) -> Iterator[str]:
    text, line, done = cleaned.text, 1, 0
    if not cleaned.proposals:
        return
    yield f"<h2>{_say('proposals', lang)} {len(cleaned.proposals):,}</h2><ul class=marked>"
    for start, end, replacement, _, reason in cleaned.proposals:
        line += text.count("\n", done, start)
        done = start
        left, right = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        shown = text[start:end] if end - start <= _SHOWN else text[start : start + _SHOWN] + "…"
        perhaps = "" if not replacement else f" → <ins>{_plain(replacement)}</ins>"
        context = f"{_in_line(left)}<mark>{_in_line(shown)}</mark>{_in_line(right) if end - start <= _SHOWN else ''}"
        yield (
            f'<li><a href="#L{line}" class=n>{_say("line", lang).format(n=line)}</a> {context}{perhaps} '
            f"<span class=soft>{escape(reason_of(reason, lang.value))}</span></li>"
        )
    yield "</ul>"


def _text(cleaned: CleanText, lang: Lang) -> Iterator[str]:
    yield (
        f"<h2></h2><div class='row head'><div class=n></div>"
        f"<div>{_say('before', lang)}</div><div>{_say('after', lang)}</div></div>"
    )
    for is_told, group in groupby(_rows(cleaned, lang), key=lambda row: bool(row.before or row.after)):
        rows = list(group)
        shown = [_row(row, cleaned) for row in rows]
        if is_told or len(rows) < _FOLDED:
            yield from shown
        else:
            summary = _say("unchanged", lang).format(n=f"{len(rows):,}")
            yield f"<details><summary>{summary}</summary>{''.join(shown)}</details>"


def _rows(cleaned: CleanText, lang: Lang) -> Iterator[_Row]:
    before: deque[_Mark] = deque()
    after: list[_Mark] = []
    for change in changes(cleaned):
        title = " · ".join(describe(repair, lang.value) for repair in change.repairs)
        if change.start < change.end:
            before.append(_Mark(change.start, change.end, "del", title))
        after.append(_Mark(change.clean_start, change.clean_end, "ins", title))
    for start, end, replacement, _, reason in cleaned.proposals:
        perhaps = f": {_say('perhaps', lang)} {replacement}" if replacement else ""
        after.append(_Mark(start, end, "mark", reason_of(reason, lang.value) + perhaps))
    clean_marks = deque(sorted(after))
    source_start = clean_start = 0
    lines = cleaned.text.split("\n")
    for number, line in enumerate(lines, start=1):
        clean_end = clean_start + len(line)
        last = number == len(lines)
        source_end = len(cleaned.source) if last else cleaned.span(clean_end, clean_end + 1).end
        yield _Row(
            number,
            (source_start, source_end),
            (clean_start, clean_end),
            _take(before, source_start, source_end, source_end),
            _take(clean_marks, clean_start, clean_end, clean_end + 1),
        )
        source_start, clean_start = source_end, clean_end + 1


def _take(marks: deque[_Mark], start: int, end: int, next_start: int) -> list[_Mark]:
    """The marks of a row, in order, cut to it; what goes on from `next_start` stays in `marks`."""
    taken: list[_Mark] = []
    rest: list[_Mark] = []
    while marks and (marks[0].start < end or marks[0].start == marks[0].end == end):
        mark = marks.popleft()
        taken.append(mark._replace(start=max(mark.start, start), end=min(mark.end, end)))
        if mark.end > next_start:
            rest.append(mark._replace(start=next_start))
    marks.extendleft(reversed(rest))
    return taken


def _row(row: _Row, cleaned: CleanText) -> str:
    before = _marked(cleaned.source, *row.source, row.before)
    after = _marked(cleaned.text, *row.clean, row.after)
    return f'<div class=row id="L{row.number}"><div class=n>{row.number}</div><div>{before}</div><div>{after}</div></div>'


def _marked(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    """A stretch of a text with its marks as elements; where marks overlap, each piece stands in all of its own."""
    parts: list[str] = []
    points = sorted({start, end, *(place for mark in marks for place in mark[:2])})
    for left, right in zip(points, [*points[1:], end], strict=True):
        parts += (_element(mark, "") for mark in marks if mark.start == mark.end == left)
        piece = _plain(text[left:right])
        for mark in marks:
            if mark.start <= left < right <= mark.end:
                piece = _element(mark, piece.replace("\n", "↵\n") if mark.element == "del" else piece)
        parts.append(piece)
    return "".join(parts).rstrip("\n")


def _element(mark: _Mark, content: str) -> str:
    return f'<{mark.element} title="{escape(mark.title)}">{content}</{mark.element}>'


def _plain(text: str) -> str:
    """Escaped, with signs for what cannot be seen."""
    shown = (sign if sign.isprintable() else _SIGNS.get(sign) or f"‹{ord(sign):04X}›" for sign in text)
    return escape("".join(shown))


def _in_line(text: str) -> str:
    return _plain(text.replace("\n", "↵"))


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][lang == Lang.en]
