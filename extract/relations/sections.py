"""Totals over sections: 反映问题86项 in the beginning, 21, 33, 18 and 14 in the sections that follow."""

from collections import defaultdict
from collections.abc import Sequence

from gouji.extract.draft import Tie
from gouji.extract.relations.closure import adds_up
from gouji.extract.relations.sums import countable, exhausts, sum_tie
from gouji.extract.scope.mentions import Mention

_LEAST = 3  # sections that give the same figure; two are too few to be sure


def section_sums(mentions: Sequence[Mention]) -> list[Tie]:
    """The figure of one name that each of several sections gives once, against the total that stands before them all."""
    named: dict[tuple[str, str, str], dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        parent, _, heading = mention.draft.section.rpartition(" / ")
        if heading and mention.label and countable(mention) and not mention.times:
            named[parent, mention.label, mention.unit].setdefault(heading, mention)
    ties: list[Tie] = []
    for (_, label, _), by_section in named.items():
        parts = list(by_section.values())
        if len(parts) >= _LEAST and (total := _total_of(mentions, parts, label)):
            ties.append(sum_tie(total, parts, closed=True, rule="sections", stated=False))
    return ties


def _total_of(mentions: Sequence[Mention], parts: Sequence[Mention], label: str) -> Mention | None:
    """The total before the sections: the figure that closes, else the one of the same name that nearly does."""
    begin = parts[0].draft.start
    before = [m for m in mentions if m.draft.start < begin and m.unit == parts[0].unit and countable(m)]
    before = [m for m in before if m.draft.section != parts[0].draft.section]
    closing = [m for m in before if m.quantity.value >= 10 and adds_up(m, [(1, part) for part in parts])]
    alike = [m for m in before if m.label == label]
    if named := [m for m in closing if m in alike] or closing:
        return named[-1]
    return alike[0] if len(alike) == 1 and exhausts(alike[0], parts, closed=False) else None
