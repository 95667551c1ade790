"""Balances of one sentence: 年初未结积案85件，新增47件，化解41件，年末未结91件."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

# Source: the wording of case lists, registers and stocks: what there was, what came, what went, what there is.
OPENING: Final = re.compile(r"(?:年初|期初|上年(?:末|底)?(?:未结|结转|结存))\w{0,8}$")
IN: Final = re.compile(r"[,，](?:\w{2,6}年|全年|当年|本年)?(?:新增|新收|新进|新发|增加|调入|转入|购入|入库)\w{0,6}$")
OUT: Final = re.compile(r"[,，](?:\w{2,6}年|全年|当年|本年)?(?:化解|办结|结案|减少|退出|注销|核销|调出|转出|出库|销毁)\w{0,6}$")
CLOSING: Final = re.compile(
    r"[,，]\w{0,8}(?:年末|年底|期末|\d月(?:底|末|\d+日)|尚有|尚余|结转(?:至|到)?(?:下一?|次)年度?)\w{0,6}$"
)
# 受理…287件，上年结转9件，办结281件，结转下年15件: what came stands first
RECEIVED: Final = re.compile(r"(?:受理|收到|新收|接收)[\u4e00-\u9fff]{0,10}$")


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """closing = opening + what came − what went, where the four stand in a row."""
    for sentence, words in told:
        for place in range(len(sentence) - 3):
            row, said = sentence[place : place + 4], words[place : place + 4]
            if not _alike(row):
                continue
            if _told(said, (OPENING, IN, OUT, CLOSING)):
                opening, came, went, closing = row
            elif _told(said, (RECEIVED, OPENING, OUT, CLOSING)):
                came, opening, went, closing = row
            else:
                continue
            yield tie("sum", closing, [(1, opening), (1, came), (-1, went)], "implied.balance")


def _told(said: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> bool:
    return all(pattern.search(words) for pattern, words in zip(patterns, said, strict=True))


def _alike(row: Sequence[Figure]) -> bool:
    """Whether four figures count one thing."""
    return len({figure.unit for figure in row}) == 1 and all(figure.bound == "exact" for figure in row)
