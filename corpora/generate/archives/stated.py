"""What a section states or plainly implies: which of its laws bind, and which lists its words leave open.

其中, 包括 and 主要 alone do not say that a list names everything (../shared/DESIGN.md, rules of the checks): of such a list
only a part above the whole is a contradiction. 共, 合计, 分别, 分为 and 由 … 组成 close it, and so do a table's total row,
parts that divide a whole (男, 女), and 其他 as the last part. What nobody states but anybody can work out (编制, 实有 and 空编;
what there was, came, went and is left) binds like what is stated: the report contradicts itself all the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from gouji.corpora.generate.archives.oracle import Block, holds
from gouji.corpora.generate.reports.accounts import Account
from gouji.corpora.generate.reports.content import Fact, Law
from gouji.corpora.generate.reports.gold import interval
from gouji.corpora.generate.reports.values import GoldFigure, Made

OPENS = re.compile(r"其中|包括|包含|主要|含|涉及|[\u4e00-\u9fff]中，")
CLOSES = re.compile(r"合计|共计|总计|合共|分别|分別|分为|分為|构成|组成|由|依次")
LABEL = re.compile(r"[\u4e00-\u9fff]*$")
REACH = 12  # characters of a name
REST = re.compile(r"其他|其它|其余|其餘")
# Divisions that leave nothing out, whatever is divided.
DIVISIONS = (("男", "女"), ("公办", "民办"), ("集体", "个体"), ("全额", "差额", "自收自支"))
CELLS = re.compile(r"[|\t\n]| {4}")


@dataclass(frozen=True, slots=True)
class Stated:
    """The laws of a section that its words state: those that bind, and the sums of lists that are left open."""

    binding: Block
    open: tuple[Law, ...]

    def contradicted(self) -> list[Law]:
        """The laws that the numbers as printed contradict: of an open list one that has a part above the whole."""
        return [*self.binding.broken(), *(law for law in self.open if _part_above(law, self.binding.facts))]

    def unfulfilled(self) -> list[Law]:
        """The open lists that do not add up, which they need not."""
        return [law for law in self.open if not holds(law, self.binding.facts)]


def stated_laws(account: Account, made: Made, block: str) -> Stated:
    """What a section states, by the names of its facts."""
    facts = next(scene.facts for each, scene in account.scenes if each["id"] == block)
    names = {figure: fact.removeprefix(f"{block}.") for fact, figure in made.facts.items() if fact.startswith(f"{block}.")}
    rows = {row.id: row for row in made.figures}
    binding: list[Law] = []
    left_open: list[Law] = []
    for row in made.relations:
        if row.lhs in names:
            law = Law(
                row.type, names[row.lhs], tuple((sign, names[figure]) for sign, figure in row.terms), row.stated, row.listed
            )
            total, parts = rows[row.lhs], [rows[figure] for sign, figure in row.terms if sign > 0]
            is_list = row.type == "sum" and len(parts) == len(row.terms)
            (left_open if is_list and leaves_open(made.text, total, parts) else binding).append(law)
    return Stated(Block({key: facts[key] for key in names.values()}, binding), tuple(left_open))


def leaves_open(text: str, total: GoldFigure, parts: list[GoldFigure]) -> bool:
    """Whether the words between a total and its first part only give examples of what is in it.

    Parts that divide a whole (男, 女) leave nothing out, nor does a list that ends with all the others (其他).
    """
    first = min(parts, key=lambda row: row.start)
    between = text[total.end : first.start]
    in_table = any(CELLS.search(text[one.end : other.start]) for one, other in pairwise(parts))
    names = [label(text, part) for part in sorted(parts, key=lambda row: row.start)]
    whole = bool(REST.match(names[-1])) or any(
        len(names) == len(words) and all(any(word in name for name in names) for word in words) for words in DIVISIONS
    )
    return not in_table and bool(OPENS.search(between)) and not CLOSES.search(between) and not whole


def label(text: str, part: GoldFigure) -> str:
    """The words straight before a part."""
    return str(LABEL.findall(text[max(0, part.start - REACH) : part.start])[0])


def _part_above(law: Law, facts: Mapping[str, Fact]) -> bool:
    most = interval(facts[law.lhs])[1]
    return any(interval(facts[key])[0] > most for _, key in law.terms)
