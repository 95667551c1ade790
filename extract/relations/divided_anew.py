"""A total whose parts were found that is divided once more: 收到26件，其中当面3件、信函8件、网络15件；同意17件，部分同意9件."""

from collections.abc import Sequence
from itertools import groupby

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.closure import adds_up
from gouji.extract.relations.sums import Sums, countable, sum_tie
from gouji.extract.scope.mentions import Mention

_FEWEST = 2
_LEFT = regex.compile(r"(?:其余|剩余|余下|剩下|尚有|还有|仍有)")


def divided_anew(mentions: Sequence[Mention], sums: Sums) -> list[Tie]:
    """The sums of figures in a row that are divisions of one total with other parts, where they come to it."""
    ties = []
    levels = [mention for mention in mentions if countable(mention)]
    for _, group in groupby(levels, key=lambda one: (id(one.base), one.draft.rule, one.unit)):
        row = list(group)
        whole = row[0].base
        if whole is None or row[0].draft.rule != "division" or len(row) < _FEWEST or row[0].unit != whole.unit:
            continue
        known = {id(part) for part in sums.parts_of(whole)}
        if _LEFT.match(row[-1].near):
            continue  # 已整改207处，剩余7处 is what is left
        if known and known.isdisjoint(map(id, row)) and adds_up(whole, [(1, part) for part in row]):
            ties.append(sum_tie(whole, row, closed=True, rule="divided_anew"))
    return ties
