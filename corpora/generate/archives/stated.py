"""What a section states: which of its laws its words make binding, and which lists they leave open.

其中, 包括 and 主要 alone do not say that a list names everything (../shared/DESIGN.md, rules of the checks): of such a list
only a part above the whole is a contradiction. 共, 合计, 分别, 分为 and 由 … 组成 close it, and so does a table's total row.
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
        if row.stated and row.lhs in names:
            law = Law(row.type, names[row.lhs], tuple((sign, names[figure]) for sign, figure in row.terms), True, row.listed)
            total, parts = rows[row.lhs], [rows[figure] for sign, figure in row.terms if sign > 0]
            is_list = row.type == "sum" and len(parts) == len(row.terms)
            (left_open if is_list and leaves_open(made.text, total, parts) else binding).append(law)
    return Stated(Block({key: facts[key] for key in names.values()}, binding), tuple(left_open))


def leaves_open(text: str, total: GoldFigure, parts: list[GoldFigure]) -> bool:
    """Whether the words between a total and its first part only give examples of what is in it."""
    first = min(parts, key=lambda row: row.start)
    between = text[total.end : first.start]
    in_table = any(CELLS.search(text[one.end : other.start]) for one, other in pairwise(parts))
    return not in_table and bool(OPENS.search(between)) and not CLOSES.search(between)


def _part_above(law: Law, facts: Mapping[str, Fact]) -> bool:
    most = interval(facts[law.lhs])[1]
    return any(interval(facts[key])[0] > most for _, key in law.terms)
