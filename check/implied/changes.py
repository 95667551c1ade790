"""Changes in one sentence: its two levels of one name and different years, and the change or rate of change beside them."""

from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.direction import direction
from gouji.check.implied.tie import tie
from gouji.check.wording import gaps, sentences
from gouji.schemas import Figure, Relation

# Source: 汉语 of personnel reports; what comes in, what goes out, and what is left of both.
NET: Final = ("净增", "净增加", "净减", "净减少", "净增长")
IN: Final = ("新增", "新进", "调入", "录用", "招录", "新录用", "增加", "新增人员", "新进人员")
OUT: Final = ("减少", "离职", "退休", "调出", "减少人员", "离职人员", "退出")


def relations(figures: Sequence[Figure]) -> Iterator[Relation]:
    """The change of two levels and its rate; the net change of what came and what went."""
    for sentence in sentences(figures):
        if len(sentence) > 2:
            yield from _of_levels(sentence)
            yield from _net(sentence)


def _of_levels(sentence: Sequence[Figure]) -> Iterator[Relation]:
    """new − old and its rate, where the sentence gives one level of one name for each of two years, and no other."""
    changes = [
        figure for figure in sentence if figure.role in ("delta", "rate") and figure.bound == "exact" and direction(figure)
    ]
    if not changes:
        return
    levels = [
        figure for figure in sentence if figure.role in ("plain", "total", "part") and figure.period and figure.bound == "exact"
    ]
    for change in changes:
        unit = None if change.kind == "percentage" else change.unit
        pair = [level for level in levels if level.unit == unit or (unit is None and level.kind != "percentage")]
        if len(pair) != 2 or pair[0].unit != pair[1].unit or pair[0].measure != pair[1].measure:
            continue
        years = [(level.period or "")[:4] for level in pair]
        if not all(year.isdigit() for year in years) or abs(int(years[0]) - int(years[1])) != 1:
            continue
        if (pair[0].period or "")[4:] != (pair[1].period or "")[4:] or change.period not in (pair[0].period, pair[1].period):
            continue
        old, new = sorted(pair, key=lambda level: level.period or "")
        if unit is None and change.unit in ("%", "％"):
            yield tie("ratio", change, [(1, new), (-1, old), (1, old)], "implied.growth")
        elif unit is not None:
            terms = [(1, new), (-1, old)] if direction(change) > 0 else [(1, old), (-1, new)]
            yield tie("difference", change, terms, "implied.change")


def _net(sentence: Sequence[Figure]) -> Iterator[Relation]:
    """新增27人，减少20人，净增7人: straight after one another, one of each."""
    words = gaps(sentence)
    if words is None:
        return
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
