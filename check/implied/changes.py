"""Changes in one sentence: its two levels of one name and different years, and the change or rate of change beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.direction import direction, year_of
from gouji.check.implied.tie import tie
from gouji.check.units import HUNDREDTHS
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

# 比上年的100座多建2座, 较去年的4.7天延长0.2天, 同比少收3.64万元: all that stands between the old level and the change.
COMPARED: Final = re.compile(
    r"(?:[，,]?(?:同比|比上年|较上年)?(?P<way>[多少])[\u4e00-\u9fff]{1,2}"
    r"|(?P<more>延长|增加|上升|提高)了?|(?:缩短|减少|下降|降低)了?)"
)
_BEFORE: Final = r"(?:[\d〇零一二三四五六七八九]{4}年|上年|去年)(?:同期)?"
# The level of the year before behind this year's, and the change from it: …，2022年收回182名，增加14名; …，上年为95.7%，上升…
THEN: Final = re.compile(rf"[，,]{_BEFORE}(?P<said>[\u4e00-\u9fff]{{1,4}})")
# … of what the passage begins with (受理1667件，其中…；上年为1673件), and of what is named again (总产比去年的27.46万吨增长…).
AGAIN: Final = re.compile(rf"[。;,]{_BEFORE}为")
NAMED: Final = re.compile(rf"[。;,](?P<name>[\u4e00-\u9fff]{{2,8}})[比较]{_BEFORE}的?")
AIMED: Final = re.compile(r"(?:预算|计划|目标|任务)数?$")
CHANGED: Final = re.compile(r"[，,][\u4e00-\u9fff]{1,4}")
# Source: the wording of personnel reports: what comes in, what goes out, and what is left of both.
NET: Final = ("净增", "净增加", "净减", "净减少", "净增长")
IN: Final = ("新增", "新进", "调入", "录用", "招录", "新录用", "增加", "新增人员", "新进人员")
OUT: Final = ("减少", "离职", "退休", "调出", "减少人员", "离职人员", "退出")


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """The change of two levels and its rate; the net change of what came and what went."""
    for sentence, words in told:
        if len(sentence) > 2:
            yield from _of_levels(sentence, words)
            yield from _net(sentence, words)


def again(told: Sequence[Sentence]) -> Iterator[Relation]:
    """The change of a level that was given before its sentence."""
    for sentence, words in told:
        yield from _again(sentence, words)


def _of_levels(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """new − old and its rate, where the sentence gives two levels of one name, a year apart, and no other such pair."""
    explained: list[tuple[Figure, Figure]] = []  # 由3174人净增44人，系增列消防36人…所致: the levels of the first
    for place, change in enumerate(sentence):
        if change.bound != "exact" or not (way := _changes(change, words[place])):
            continue
        if place > 1 and change.unit in HUNDREDTHS and _of_the_change(sentence[place - 2], sentence[place - 1]):
            terms = [(1, sentence[place - 1]), (1, sentence[place - 2])]
            yield tie("ratio", change, terms, "implied.growth")
            continue
        pairs = _pairs([figure for figure in sentence if figure is not change], change)
        if len(pairs) != 1:
            pairs = _beside(sentence, words, place)
        if len(pairs) != 1 or _is_of_another(change, pairs[0][1]):
            continue
        if change.unit not in HUNDREDTHS:
            gives = abs(pairs[0][1].value - pairs[0][0].value) == change.value
            if pairs[0] in explained and not gives:
                continue
            explained += pairs if gives else []
        yield _change(change, *pairs[0], way)


def _is_of_another(change: Figure, level: Figure) -> bool:
    """Whether a rate of change says whose it is, and not that of the level: 跑动次数从1.2次降到0.3次，办理时限压缩68%."""
    named = set(change.subject) if change.role == "rate" else set()
    return bool(named) and len(named & set(level.subject + level.measure)) * 2 < len(named)


def _change(change: Figure, old: Figure, new: Figure, way: int) -> Relation:
    """The tie of a change or its rate to its levels."""
    if change.unit in HUNDREDTHS:
        return tie("ratio", change, [(1, new), (-1, old), (1, old)], "implied.growth")
    return tie("difference", change, [(1, new), (-1, old)] if way > 0 else [(1, old), (-1, new)], "implied.change")


def _again(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """What is said of a level before: 受理1667件，其中…；上年为1673件，减少6件; 总产21.5万吨，…；总产比去年的27.5万吨下降…."""
    for place in range(1, len(sentence)):
        old, named = sentence[place], NAMED.fullmatch(words[place])
        if named:
            news = [at for at in range(place) if words[at].endswith(named["name"]) or sentence[at].measure == named["name"]]
        else:
            alike = [at for at in range(place) if sentence[at].unit == old.unit and not AIMED.search(sentence[at].measure)]
            news = alike[:1] if AGAIN.fullmatch(words[place]) else []  # 预算9.8万元，实支6.4万元，…；上年为8.1万元
        new = sentence[news[-1]] if news else old
        if new is old or not _a_year_apart(old, new) or new.unit != old.unit:
            continue
        for at in range(place + 1, min(place + 3, len(sentence))):
            change, way = sentence[at], _changes(sentence[at], words[at])
            said = CHANGED.fullmatch("," + words[at].lstrip(","))
            if not (way and said) or change.bound != "exact" or change.unit not in ("%", old.unit):
                break
            yield _change(change, old, new, way)


def _a_year_apart(old: Figure, new: Figure) -> bool:
    """Whether two levels, both printed as they are, are of neighbouring years."""
    then, now = year_of(old), year_of(new)
    level = {new.role, old.role} <= {"plain", "total", "part", "rate"} and new.bound == old.bound == "exact"
    return level and bool(then and now) and int(now) - int(then) == 1


def _beside(sentence: Sequence[Figure], words: Sequence[str], place: int) -> list[tuple[Figure, Figure]]:
    """(old, new) of 收回编制196名，2022年收回182名，增加14名: the level, that of the year before and the change in a row."""
    then_said = THEN.fullmatch(words[place - 1]) if place > 1 else None
    if then_said is None or not CHANGED.fullmatch(words[place]):
        return []
    new, old, change = sentence[place - 2 : place + 1]
    unit = "%" if change.unit == "百分点" else old.unit if change.unit == "%" else change.unit
    named = then_said["said"] in ("为", "是", "则为") or set(old.measure) <= set(new.subject + new.measure)
    return [(old, new)] if named and new.unit == old.unit == unit and _a_year_apart(old, new) else []


def _of_the_change(old: Figure, change: Figure) -> bool:
    """Whether a level of the year before and the change from it stand before a rate: 2020年为1775件，减少36件，下降2.0%."""
    same = change.role == "delta" and old.role != "delta" and old.unit == change.unit and old.bound == "exact"
    then, now = year_of(old), year_of(change)
    return same and bool(then and now) and int(now) - int(then) == 1 and old.measure == change.measure


def _changes(figure: Figure, before: str) -> int:
    """Which way a figure says that something went; 0 where it is no change: 少建69座, 增长4.8%."""
    if figure.kind == "percentage" and before.endswith(("到", "至")):
        return 0  # 比重从21.7%降到5.2%: what it came to
    if figure.role in ("delta", "rate"):
        return direction(figure)
    found = COMPARED.fullmatch(before)
    return 0 if found is None else 1 if found["way"] == "多" or found["more"] else -1


def _pairs(figures: Sequence[Figure], change: Figure) -> list[tuple[Figure, Figure]]:
    """(old, new) for each name of which there are just two levels, of neighbouring years, the change's own among them."""
    named: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        level = figure.role in ("plain", "total", "part") or (figure.role == "rate" and figure.kind != "percentage")
        comparable = change.kind == "percentage" or figure.unit == change.unit
        if level and comparable and figure.bound == "exact" and figure.kind != "percentage" and figure.measure:
            named[figure.measure, figure.subject, figure.unit].append(figure)
    return [pair for group in named.values() if (pair := _years_apart(group, change)) is not None]


def _years_apart(levels: Sequence[Figure], change: Figure) -> tuple[Figure, Figure] | None:
    if len(levels) != 2 or not all(level.period and level.period[:4].isdigit() for level in levels):
        return None
    old, new = sorted(levels, key=lambda level: level.period or "")
    then, now = old.period or "", new.period or ""
    apart = int(now[:4]) - int(then[:4]) == 1 and then[4:] == now[4:]
    return (old, new) if apart and change.period in (then, now) else None


def _net(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """新增27人，减少20人，净增7人: straight after one another, one of each."""
    for place in range(2, len(sentence)):
        one, other, net = sentence[place - 2 : place + 1]
        if not (words[place].endswith(NET) and one.unit == other.unit == net.unit):
            continue
        ways = [_way(words[place - 2]), _way(words[place - 1])]
        if set(ways) == {1, -1}:
            turn = 1 if "净增" in words[place] else -1
            yield tie("sum", net, [(ways[0] * turn, one), (ways[1] * turn, other)], "implied.net_change")


def _way(words: str) -> int:
    if words.endswith(IN):
        return 1
    return -1 if words.endswith(OUT) else 0
