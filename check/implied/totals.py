"""Totals behind their parts: 讲座69场、展览6场，合共举办活动75场."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.implied.parts import LABEL, LISTED, OTHERWISE, alike, countable
from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

TOGETHER: Final = re.compile(
    r"^[，,;；（(]?(?:[\u4e00-\u9fff]{0,4}(?:合计|共计|总计|合共)(?P<what>[\u4e00-\u9fff]{0,6})|共|计)$"
)
COMMA: Final = re.compile(r"^,")
SORTED: Final = re.compile(r"按[\u4e00-\u9fff]{1,6}分[,:]")  # 按内容分，甲14件，乙114件，其他198件，共326件


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """Each total that says so with the parts straight before it."""
    for sentence, words in told:
        if len(sentence) > 2:
            yield from _before(sentence, words)


def _before(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """Parts before their total: 小学、初中在校生分别为18849人和26157人，合计45006人; 讲座69场、展览6场，合共举办活动75场."""
    for place, total in enumerate(sentence):
        found = TOGETHER.match(words[place]) if place > 1 and countable(total) else None
        if found is None or OTHERWISE.search(found["what"] or ""):
            continue
        parts = [place - 1]
        while parts[0] > 0 and alike(sentence[parts[0]], total) and "分别" not in words[parts[0]]:
            parts.insert(0, parts[0] - 1)
        if "分别" not in words[parts[0]]:
            parts = _row(sentence, words, place - 1)
        if len(parts) > 1 and all(alike(sentence[part], total) for part in parts):
            yield tie("sum", total, [(1, sentence[part]) for part in parts], "implied.list")


def _row(sentence: Sequence[Figure], words: Sequence[str], last: int) -> list[int]:
    """The figures that 、 joins up to `last`; [] where one of their unit stands before them, which may belong to them."""
    row = [last]
    joint = LISTED if LISTED.match(words[last]) else COMMA
    while row[0] > 0 and joint.match(words[row[0]]) and len(words[row[0]]) <= LABEL and not SORTED.search(words[row[0]]):
        row.insert(0, row[0] - 1)
    if joint is COMMA:
        return row if SORTED.search(words[row[0]]) else []
    before, unit = sentence[max(0, row[0] - 1)], sentence[last].unit
    alone = row[0] == 0 or before.unit != unit or before.sentence != sentence[last].sentence
    return row if alone and not OTHERWISE.search(words[row[0]]) else []
