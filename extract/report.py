"""What the head and foot of a report say of it: title, office and document number."""

import regex

from gouji.extract.report_signed import PASSED, is_date
from gouji.extract.scope.words import pattern
from gouji.schemas import Span

_TITLE = pattern(r"^.{4,60}{head.genres}(?:及?20\d\d年工作思路)?(?:[（(][^）)]{1,30}[）)])?$")
_HALF_TITLE = regex.compile(r"(?:工作|情况)$")
_REST_OF_TITLE = regex.compile(r"^[^，,。；：:\d]{2,24}(?:报告|总结|小结|汇报|通报)$")
_MARKED_TITLE = regex.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十]{1,3}|[【\[]范文[一二三四五六七八九十\d]{1,3}[】\]])"
    r"[\s:：]*(?P<title>.*)$"
)
_ENUMERATED = regex.compile(r"[一二三四五六七八九十（(\d]{1,3}[、.）)]")
_FURNITURE = pattern("{head.furniture}")
_NUMBER = regex.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s?第?\d{1,5}号|[\u4e00-\u9fff]{1,8}字第\d{4,14}号"
)
_OFFICE = pattern(
    r"^(?!根据|按照|依据|依照|遵照|各|全省|全市|全县|全区)(?P<office>[\u4e00-\u9fff（）()、*＊]{2,30}?{head.offices})(?=$|[^\u4e00-\u9fff]|{head.after_office})"
)
_FILLED_IN = pattern(
    r"^(?:填[报表]|报送|报告|编报)(?:单位|机关|部门)[ 　]*[：:][ 　]*(?P<office>\p{Han}{1,28}{head.offices})(?=$|\P{Han})"
)
_SIGNED = pattern(r"^[\u4e00-\u9fff（）()*＊]{2,28}{head.offices}$")
_HEAD_LINES = 12
_SHORT_LINE = 40
_RUN_ON = regex.compile(r"[。！](?P<office>[\u4e00-\u9fff（）()*＊ \t　]{0,40})(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)$")


def head_lines(text: str, report: Span) -> list[tuple[int, str]]:
    """(offset, stripped line) of the first lines that hold anything."""
    lines: list[tuple[int, str]] = []
    at = report.start
    while at < report.end and len(lines) < _HEAD_LINES:
        stop = text.find("\n", at, report.end)
        stop = report.end if stop < 0 else stop
        line = text[at:stop].strip(" \t\r　")
        if line:
            lines.append((at, line))
        at = stop + 1
    return lines


def read_title(lines: list[tuple[int, str]]) -> str | None:
    """The title: the first of the head lines that reads like one, joined with a second half that ends the phrase."""
    for place, (_, line) in enumerate(lines):
        if marked := _MARKED_TITLE.match(line):
            if title := marked["title"].strip():
                return title
            continue
        if _FURNITURE.search(line) or PASSED.match(line) or len(line) > 70 or _ENUMERATED.match(line):
            continue
        rest = lines[place + 1][1] if place + 1 < len(lines) else ""
        if _TITLE.match(line) and not regex.search(r"[，,。]", line):
            return line + rest if _HALF_TITLE.search(line) and _REST_OF_TITLE.match(rest) else line
        if rest and not regex.search(r"[。：:；，,]", line) and not _MARKED_TITLE.match(rest):
            both = line + rest
            if len(both) <= 60 and _TITLE.match(both):
                return both
    short = [
        line
        for _, line in lines[:3]
        if len(line) <= 40
        and not (_ENUMERATED.match(line) or PASSED.match(line) or is_date(line))
        and not (_FURNITURE.search(line) or regex.search(r"[。；]", line))
    ]
    return short[0] if short else None


def read_office(title: str | None, lines: list[tuple[int, str]], foot: list[str]) -> str | None:
    """Who issues the report: the signature, else the office that a form names as filling it in, else the one that the title
    or the first lines begin with, but not the one that it is addressed to."""
    for line in reversed(foot):
        if _SIGNED.match(line):
            return line.strip("（()）")
    for _, line in lines:
        if filled := _FILLED_IN.match(line):
            return filled["office"]
    for line in [title or "", *(line for _, line in lines[:4] if not line.endswith(("：", ":")))]:
        for part in (line.strip("（()）"), *line.split("——")[1:]):
            match = _OFFICE.match(part)
            if match and not part.startswith(("：", ":", "、"), match.end()):
                return match["office"]
    for line in foot:
        if _SIGNED.match(line):
            return line
    return None


def foot_lines(text: str, report: Span) -> list[str]:
    """The last short lines of a report, where signature and date stand."""
    tail = text[max(report.start, report.end - 600) : report.end]
    lines = [line for raw in tail.split("\n") if (line := raw.strip(" \t\r　"))]
    if lines and len(lines[-1]) > _SHORT_LINE and (signed := _RUN_ON.search(lines[-1])):
        lines += filter(None, (signed["office"].strip(" \t　"), signed["date"]))  # the line breaks were lost
    return [line for line in lines if len(line) <= _SHORT_LINE][-8:]


def read_number(lines: list[tuple[int, str]]) -> str | None:
    """The report's own document number: it stands on a short line of the head."""
    for _, line in lines:
        match = _NUMBER.search(line) if line.find("号", 4) > 0 else None
        if match and len(line) <= len(match[0]) + 16 and not regex.search(r"根据|按照|《", line):
            return match[0]
    return None
