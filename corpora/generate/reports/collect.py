"""Several reports in one file, one after another, as sites that collect model texts put them."""

import random
from dataclasses import replace

from gouji.corpora.generate.reports.compose import report
from gouji.corpora.generate.reports.hands import ORDINALS
from gouji.corpora.generate.reports.values import GoldFigure, GoldRelation, Made

TITLES = ("单位工作报告汇编", "年度总结范文参考", "各单位自评报告选登")
HEADS = ("篇{c}：{t}", "第{c}篇　{t}", "【范文{c}】{t}", "材料之{c}\n{t}")


def collection(seed: int, count: int = 3) -> Made:
    """The reports of `seed` and the next ones in one text; `report` of a row says in which it stands, from 1."""
    rng = random.Random(f"collection {seed}")
    head = rng.choice(HEADS)
    text = rng.choice(TITLES) + "\n"
    figures: list[GoldFigure] = []
    relations: list[GoldRelation] = []
    for place in range(count):
        made = report(seed + place)
        title, _, body = made.text.partition("\n")
        opened = head.format(c=ORDINALS[place], t=title)
        shift = len(text) + len(opened) - len(title)
        text += f"{opened}\n{body}"
        names = {row.id: f"f{len(figures) + number}" for number, row in enumerate(made.figures, start=1)}
        first = len(relations) + 1
        figures += [
            replace(row, id=names[row.id], report=place + 1, start=row.start + shift, end=row.end + shift)
            for row in made.figures
        ]
        relations += [
            replace(row, id=f"e{number}", lhs=names[row.lhs], terms=tuple((sign, names[figure]) for sign, figure in row.terms))
            for number, row in enumerate(made.relations, start=first)
        ]
    return Made(f"c{seed}", "collection", "", text, tuple(figures), tuple(relations), {}, {})
