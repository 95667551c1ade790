"""How one writer sets a report: numbering of headings, glued or on a line of their own, indents, order."""

import random
from dataclasses import dataclass

ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

# Head of section {n}, with {h} its words; whether the words that follow stand in the same line.
SECTIONS = (
    ("{c}、{h}\n", False),
    ("{c}、{h}\n", False),
    ("{c}、{h}。", True),
    ("（{c}）{h}\n", False),
    ("（{c}）{h}。", True),
    ("{n}.{h}。", True),
    ("{n}、{h}：", True),
    ("{n}. {h}\n", False),
    ("({n}) {h}\n", False),
    ("{o}{h}。", True),
    ("第{c}，{h}。", True),
    ("{c}是{h}。", True),
    ("", True),
)
# A higher level stands only over sections that are numbered otherwise.
PARTS = ("{c}、{h}\n", "第{c}部分　{h}\n", "{c}、{h}\n")
PART_HEADS = ("基本情况", "主要工作开展情况", "工作成效", "有关数据说明", "综合情况")
TRADITIONAL_PART_HEADS = ("基本概況", "業務概況", "執行成果", "綜合事項", "其他")


@dataclass(frozen=True, slots=True)
class Hand:
    """One writer's layout; `part` is empty where there is one level of headings only."""

    section: str
    glued: bool
    part: str
    indent: str
    fillers: float

    def head(self, number: int, words: str) -> str:
        """The heading of a section, with its line end where it stands alone."""
        return _numbered(self.section, number, words)

    def over(self, number: int, words: str) -> str:
        """The heading of a part."""
        return _numbered(self.part, number, words)


def hand(rng: random.Random, *, chapters: bool = False) -> Hand:
    """A writer at random; with `chapters`, one who keeps to the headings that a form prescribes."""
    section, glued = SECTIONS[0] if chapters else rng.choice(SECTIONS)
    deep = bool(section) and "{c}、" not in section and "第{c}" not in section and rng.random() < 0.5
    return Hand(
        section, glued, rng.choice(PARTS) if deep else "", rng.choice(("", "", "　　", "    ")), rng.choice((0.2, 0.5, 0.8))
    )


def _numbered(form: str, number: int, words: str) -> str:
    place = number - 1
    return form.format(c=ORDINALS[place], n=number, o=CIRCLED[place], h=words)
