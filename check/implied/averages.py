"""Averages whose two figures stand beside them: 来访511批、722人次，平均每批1.4人次; 投入636.8万元，受益1697户，户均3752元."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

PER: Final = re.compile(r"平均每(?P<each>[批个户件场班家名所次人])\w{0,3}$|(?P<of>[户件人])均\w{0,3}$")
SAME: Final = {"名": ("名", "人"), "人": ("人", "名")}


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """Each average with the one figure of its unit and the one figure of what it is per, in its sentence."""
    for sentence, words in told:
        for place, average in enumerate(sentence):
            found = PER.search(words[place])
            if found is None or average.unit == "%" or average.role == "delta":
                continue
            each = found["each"] or found["of"]
            others = [figure for figure in sentence if figure is not average and _is_level(figure, average)]
            above = [figure for figure in others if figure.unit == average.unit]
            below = [figure for figure in others if figure.unit in SAME.get(each, (each,))]
            if len(above) == len(below) == 1 and above != below:
                yield tie("ratio", average, [(1, above[0]), (1, below[0])], "implied.average")


def _is_level(figure: Figure, average: Figure) -> bool:
    level = figure.role not in ("delta", "rate") and figure.kind not in ("percentage", "duration") and figure.value > 0
    return level and figure.mode == "actual" and figure.period == average.period and figure.bound != "at_most"
