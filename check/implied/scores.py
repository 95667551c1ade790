"""Points: what an item is worth less what it got is what it lost, and it cannot get more than it is worth."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.check.implied.tie import tie
from gouji.schemas import Figure, Relation

# Source: the heads of 考核评分表 and the wording of self-assessments.
WORTH = ("满分", "分值", "标准分", "基本分", "总分值")
GOT = ("自评得分", "自评分", "得分", "实得分", "考核得分", "最终得分")
LOST = "扣分"


def relations(figures: Sequence[Figure]) -> Iterator[Relation]:
    """扣分 = 满分 − 得分 and 得分 ≤ 满分 for each item that stands in one sentence or one row of a table."""
    points = [figure for figure in figures if figure.kind == "score" and figure.bound == "exact"]
    if len(points) < 2:
        return
    places: dict[str, list[Figure]] = defaultdict(list)
    for figure in points:
        places[figure.sentence].append(figure)
    for sentence, here in places.items():
        items: dict[str, list[Figure]] = defaultdict(list)
        for figure in here:
            items[figure.subject].append(figure)
        for item in items.values():
            if (pair := _pair(item)) is not None:
                yield tie("at_most", pair[1], [(1, pair[0])], "implied.points")
        if (pair := _pair(here)) is not None:
            lost = [figure for figure in points if _is_loss(figure) and figure.sentence in sentence and figure.sentence]
            if len(lost) == 1:
                yield tie("difference", lost[0], [(1, pair[0]), (-1, pair[1])], "implied.points_lost")


def _pair(figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """(worth, got) of figures that have one of each."""
    worth = [figure for figure in figures if figure.measure in WORTH and figure.mode == "norm"]
    got = [figure for figure in figures if figure.measure in GOT and figure.mode == "actual"]
    return (worth[0], got[0]) if len(worth) == len(got) == 1 else None


def _is_loss(figure: Figure) -> bool:
    return figure.measure == LOST and figure.mode == "actual"
