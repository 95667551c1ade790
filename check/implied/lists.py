"""Lists in one sentence: a total and the parts that stand behind it or before it, though they do not add up.

The reading ties a list where it comes out or nearly does. What is left are lists with a larger mistake in them: closed by
their words (分别为, 由…组成, 合计, a last part 其他, parts that divide a whole), or told by the slip that would close
them. A list that may be open bounds each of its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from gouji.check.implied.tie import tie
from gouji.check.reading import read
from gouji.check.slips import one_slip_closes
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

# Source: DESIGN.md, rules of the checks, and the wording of the gold reports.
OPENS: Final = re.compile(r"其中|包括|包含|[（(]含|含|分别|涉及|由|分为|[：:（(]")
OPEN: Final = re.compile(r"其中|包括|包含|含|涉及|主要|等")
CLOSED: Final = re.compile(r"分别|分为")
BRACKET: Final = re.compile(r"[：:（(]")
MADE_UP: Final = re.compile(r"^(?:等\w{0,4})?(?:组成|构成)")
TOGETHER: Final = re.compile(r"^[，,;；（(]?(?:合计|共计|总计|合共|共|计)$")
SUMMED: Final = re.compile(r"(?:合计|共计|总计|共|总)\w{0,8}$")
REST: Final = re.compile(r"(?:其他|其它|其余|另有?)\w{0,6}$")
# What a part's words may not say: then it is no part but another figure of the sentence.
OTHERWISE: Final = re.compile(
    r"完成|比|较|增|减|占|共|合计|达|按|实|空|超|惠及|受益|上年|去年|同期|均|其中|每|不|余|扣除|重复|同时"
)
JOINED: Final = re.compile(r"^[、，,和及与；;以]|^$")
LAST: Final = tuple("和及与以")
LABEL: Final = 14
LISTED: Final = re.compile(r"^[、和及与]")  # the figure before stands in a list itself
ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]")
NET: Final = re.compile(r"净\w{0,3}$")  # what came in less what went out is no total of both
# Parts that divide a whole whatever the list says; one word of each must begin the words before one part.
DIVISIONS: Final = (
    (("男",), ("女",)),
    (("公办",), ("民办",)),
    (("集体",), ("个体", "个人", "单人")),
    (("专职",), ("兼职",)),
    (("城镇", "城市"), ("农村", "乡村")),
    (("已",), ("正在", "在"), ("尚未", "未", "待")),
    (("全额",), ("差额",), ("自收自支",)),
)


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """The lists of each sentence, each total with its own parts."""
    for sentence, words in told:
        if len(sentence) > 2:
            yield from _behind(sentence, words)
            yield from _before(sentence, words)


def _behind(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """Parts behind their total: 收到79件，其中当面7件、网络46件、信函26件."""
    depths = _depths(words)
    for place, total in enumerate(sentence):
        if not _countable(total) or NET.search(words[place]):
            continue
        parts = _parts_behind(sentence, words, depths, place)
        if len(parts) > 1 and (relation := _tied(sentence, words, place, parts)):
            yield relation


def _parts_behind(sentence: Sequence[Figure], words: Sequence[str], depths: Sequence[int], place: int) -> dict[int, str]:
    """The figures behind a total that its list holds, each with the words before it.

    Those in other units between them (36批、424人次) are passed over, and what stands in brackets behind a part.
    """
    total, since = sentence[place], ""
    parts: dict[int, str] = {}
    for at in range(place + 1, len(sentence)):
        since += words[at]
        if sentence[at].unit != total.unit or (parts and depths[at] > depths[next(iter(parts))]):
            continue
        between = ASIDE.sub("", since)
        joined = _goes_on(between, list(parts.values())) if parts else _opens(between)
        if not joined or not _alike(sentence[at], total) or (parts and depths[at] != depths[next(iter(parts))]):
            break
        parts[at] = between
        since = ""
    return parts


def _opens(words: str) -> bool:
    """Whether the words between a total and a figure begin its list: a cue, or the first part of a division (男, 已)."""
    if "。" in words or LISTED.match(words):
        return False
    cues = list(OPENS.finditer(words))
    if cues:
        return not OTHERWISE.search(words[cues[-1].end() :])
    return any(_head(words).startswith(first) for first, *_ in DIVISIONS)


def _goes_on(words: str, labels: Sequence[str]) -> bool:
    """Whether the words between two figures join them in one list: 甲、乙和丙 ends with 丙, and 甲、乙，丙 with 乙."""
    if not JOINED.match(words) or len(words) > LABEL or "。" in words or OTHERWISE.search(words):
        return False
    joints = [label[:1] for label in labels[1:]]
    return not any(joint in LAST for joint in joints) and not (joints and words[:1] in ",;" and "、" in joints)


def _depths(words: Sequence[str]) -> list[int]:
    """How many brackets are open before each figure."""
    found, depth = [], 0
    for gap in words:
        for character in gap:
            depth = max(0, depth + (character in "（(") - (character in "）)"))
        found.append(depth)
    return found


def _before(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """Parts before their total: 小学、初中在校生分别为18849人和26157人，合计45006人."""
    for place, total in enumerate(sentence):
        if place < 2 or not _countable(total) or not TOGETHER.match(words[place]):
            continue
        parts = [place - 1]
        while parts[0] > 0 and _alike(sentence[parts[0]], total) and "分别" not in words[parts[0]]:
            parts.insert(0, parts[0] - 1)
        if "分别" in words[parts[0]] and len(parts) > 1 and all(_alike(sentence[part], total) for part in parts):
            yield tie("sum", total, [(1, sentence[part]) for part in parts], "implied.list")


def _tied(sentence: Sequence[Figure], words: Sequence[str], place: int, parts: Mapping[int, str]) -> Relation | None:
    """The sum of a list, closed or open; None where nothing but its figures would make it one."""
    total, listed, labels = sentence[place], [sentence[part] for part in parts], list(parts.values())
    cue, made_up = labels[0], MADE_UP.match(words[max(parts) + 1])
    if not (OPEN.search(cue) or CLOSED.search(cue) or BRACKET.search(cue) or made_up or _divide(labels)):
        return None
    summed = SUMMED.search(words[place]) and not OPEN.search(cue)
    closed = bool(CLOSED.search(cue) or made_up or summed or REST.search(labels[-1]) or _divide(labels))
    if not closed:
        whole, readings = read(total), [read(part) for part in listed]
        there = [reading for reading in readings if reading is not None]
        closed = whole is not None and len(there) == len(readings) and one_slip_closes(whole, there)
    return tie("sum", total, [(1, part) for part in listed], "implied.list", closed=closed)


def _divide(labels: Sequence[str]) -> bool:
    """Whether the words of the parts are those of a division that leaves nothing out."""
    heads = [_head(label) for label in labels]
    return any(
        len(heads) == len(division) and all(any(head.startswith(words) for head in heads) for words in division)
        for division in DIVISIONS
    )


def _head(words: str) -> str:
    """The words before a part without comma and cue."""
    return re.sub(r"^\W*(?:其中|包括|包含|含)?\W*", "", words)


def _countable(figure: Figure) -> bool:
    """Whether a figure can be the total or a part of a list."""
    if figure.kind in ("percentage", "duration") or figure.role == "rate" or figure.unit in ("倍", "番"):
        return False
    # points that an item got stand beside what it is worth; only what was lost is listed
    return figure.bound == "exact" and figure.value > 0 and (figure.kind != "score" or figure.measure == "扣分")


def _alike(part: Figure, total: Figure) -> bool:
    """Whether a figure can be a part of a total: the same unit, kind and period."""
    same = part.unit == total.unit and (part.kind == "quota") == (total.kind == "quota") and part.period == total.period
    return same and _countable(part)
