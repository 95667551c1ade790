"""Sums whose total stands beside its parts without a list cue: found by what closes."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import regex

from gouji.extract.draft import Tie
from gouji.extract.relations.closure import adds_up, comparable, half_unit
from gouji.extract.relations.slips import WORDED, slip_in_sum, twice
from gouji.extract.relations.sums import Sums, best_prefix, countable, exhausts, left_tie, states, sum_tie
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import pattern

_TAKEN = pattern("{parts.taken}")
_REACH = 24
_LEAST = 50  # smaller numbers add up by chance over paragraphs
_CHOICE = 8  # among so many figures before it a total may choose its parts
_BEGINS = regex.compile(r"分别|分別|依[次序]")
_AFTERWARDS = regex.compile(r"(?:整合|合并|重组|撤并|改革|归并|调整)后")
_FOR_EACH = regex.compile(r"各(?=[设配建派安有给奖拨投获])|每[个名家户所校村镇乡]")
_BETWEEN = regex.compile(r"[、和及与]")
_ROUNDED = 20  # so coarsely rounded a total is met by chance
_WHOLE = ("总量", "总数", "总额", "总规模")
_CALLED = regex.compile(r"(?P<names>[\u4e00-\u9fff]{2,8}(?:[、和及与][\u4e00-\u9fff]{2,8})+)(?:合计|共计|总计|合共)$")
_SO_MANY = regex.compile(r"(?P<number>[两二三四])[项类者个家][\u4e00-\u9fff]{0,2}(?:合计|共计|总计|合共|相加|合)")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4}


def unlisted_sums(mentions: Sequence[Mention], sums: Sums) -> list[Tie]:
    """Sums without a list cue: a total beside its parts, found by what closes, from the innermost outwards."""
    ties: list[Tie] = []
    levels = [m for m in mentions if countable(m) and not (m.unit == "分" and m.draft.mode == "norm")]
    for place, total in enumerate(levels):
        whole = total.label.endswith(_WHOLE)  # 行政编制增至811名，事业编制增至1307名，编制总量2118名
        if not (total.sums or whole) or sums.parts_of(total) or not (parts := _behind_parts(levels, place, sums)):
            continue
        if total.sums or adds_up(total, [(1, part) for part in parts]):
            sums.take(total, parts)
            ties.append(sum_tie(total, parts, closed=True, rule="total_behind"))
    named: dict[str, list[int]] = defaultdict(list)
    for place, level in enumerate(levels):
        named[level.draft.measure].append(place)
    for place in range(len(levels) - 1, -1, -1):
        total = levels[place]
        if not sums.parts_of(total) and (parts := _before_parts(levels, place, sums, named[total.draft.measure])):
            sums.take(total, parts)
            taken = [bool(_TAKEN.search(one.near + one.after[:4])) for one in (total, *parts)]
            if taken == [False, False, True]:  # not of 收回218名，撤销单位收回74名，整合单位收回144名
                ties.append(left_tie(parts[1], total, parts[0]))
            else:
                ties.append(sum_tie(total, parts, closed=True, rule="total_before", stated=states(total, parts)))
    return ties


def _before_parts(levels: Sequence[Mention], place: int, sums: Sums, named: Sequence[int]) -> list[Mention] | None:
    """The parts that stand behind a total: directly, or each in a paragraph of its own (`named`: levels called like it)."""
    total = levels[place]
    if total.quantity.value < 3:
        return None
    if parts := _following(levels, place, sums):
        return parts
    stated = states(total, [total])
    alike = _alike_parts(levels, place) if stated or total.quantity.value >= 1000 else None
    if alike and (stated or len(alike) >= 3):
        return alike
    return _parts_of_measure(levels, place, named)


def _shared_out(levels: Sequence[Mention], place: int, parts: Sequence[Mention]) -> bool:
    """Whether a total and its parts are the last parts of a figure before them: of 136人，停发工资74人，责令返岗31人，
    辞退22人，补办手续9人 the 31 is the sum of 22 and 9 by chance."""
    total = levels[place]
    so_far = total.quantity.value + sum(part.quantity.value for part in parts)
    for one in reversed(levels[max(0, place - _CHOICE) : place]):
        if one.sentence != total.sentence:
            return False
        if one.depth == total.depth and comparable(one, total):
            if one.quantity.value == so_far:
                return True
            so_far += one.quantity.value
    return False


def _following(levels: Sequence[Mention], place: int, sums: Sums) -> list[Mention] | None:
    """The parts that follow a total directly, sub-lists collapsed."""
    total = levels[place]
    above = sums.total_of(total)
    parts: list[Mention] = []
    again: list[Mention] = []
    left, slack = total.quantity.value, half_unit(total)
    last_sentence, last_block = total.sentence + _sentences(total), total.block + 10
    for part in levels[place + 1 : place + _REACH]:
        whole = sums.total_of(part)
        if part.sentence > last_sentence or part.block > last_block or (whole is not None and whole is above):
            return None
        if whole is not None or not comparable(part, total):
            continue
        if not parts and part.depth > total.depth and part is not levels[place + 1]:
            continue
        if parts and part.depth != parts[0].depth:
            if part.depth < parts[0].depth:
                return None
            continue
        if parts and twice([parts[-1], part]):  # written down twice, which its total does not know
            again.append(part)
            continue
        parts.append(part)
        left, slack = left - part.quantity.value, slack + half_unit(part)
        apart = part.sentence != total.sentence
        if apart and half_unit(total) > total.quantity.value / _ROUNDED:
            return None  # 2亿元
        if apart and left and abs(left) <= slack and not states(total, [total]):
            continue  # 1.42万人 … 0.11万人。… 1.1万人；… 2300人: near by chance
        if len(parts) >= 2 and abs(left) <= slack:
            every = sorted((*parts, *again), key=lambda one: one.draft.start)
            return every if _telling(total, parts) and not _shared_out(levels, place, every) else None
        if left < -total.quantity.value / 100:
            break
    return None


def _parts_of_measure(levels: Sequence[Mention], place: int, named: Sequence[int]) -> list[Mention] | None:
    """Parts each in a paragraph of its own that count what the total counts (行政编制1692名 … 县直行政编制603名 … 乡镇…);
    `named` are the places of all levels that count it."""
    total = levels[place]
    if total.quantity.value < _LEAST or len(total.draft.measure) < 3:
        return None
    first: dict[int, Mention] = {}
    for at in named[bisect_right(named, place) :]:
        one = levels[at]
        if at >= place + 2 * _REACH or one.block > total.block + 10:
            break
        if one.block > total.block and one.quantity.value < total.quantity.value and comparable(one, total):
            first.setdefault(one.block, one)
    return best_prefix(total, list(first.values())[:6])


def _sentences(total: Mention) -> int:
    """How many sentences on parts may stand: a small number closes by chance, so its parts stand in its own or the next."""
    value = total.quantity.value
    if value < 10:
        return 0
    return 100 if value >= 100 else 2 if "共" in total.tail else 1


def _telling(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts that add up do not do so by chance.

    Of a number under 100 they are three or stand in its sentence; of one under 10 they are straight behind it and bare verbs
    (受理5件，查实2件，查否3件).
    """
    value = total.quantity.value
    if value < 10:
        return all(len(part.label) <= 4 and not part.after and part.label and part.label != total.label for part in parts)
    counted_out = "共" in total.tail  # 单位共25个。镇14个，…；部门11个
    return value >= 100 or len(parts) >= 3 or parts[-1].sentence == total.sentence or counted_out


def _alike_parts(levels: Sequence[Mention], place: int) -> list[Mention] | None:
    """Parts that stand each in a paragraph of its own and are called alike (编制数126名 … 编制数6925名 … 编制数204名)."""
    total = levels[place]
    block = total.block
    follow = [
        m for m in levels[place + 1 : place + 2 * _REACH] if m.label and 0 < m.block - block <= 10 and comparable(m, total)
    ]
    leading = list({m.block: m for m in reversed(follow)}.values())[::-1]
    return best_prefix(total, leading[:8])


def _behind_parts(levels: Sequence[Mention], place: int, sums: Sums) -> list[Mention] | None:
    """The parts that stand straight before a total that says 共 or 合计."""
    total = levels[place]
    parts: list[Mention] = []
    again: list[Mention] = []
    for part in reversed(levels[max(0, place - _REACH) : place]):
        if (
            part.unit != total.unit
            or sums.total_of(part) is not None
            or part.block < total.block - 10
            or part.depth > total.depth
            or (part.draft.kind == "quota" and total.draft.kind == "headcount")  # 空编3名 among people
        ):
            continue
        if part.quantity.value > total.quantity.value:
            break
        if parts and twice([part, parts[0]]):
            again.append(part)
            continue
        parts.insert(0, part)
        if len(parts) >= 2 and adds_up(total, [(1, p) for p in parts]):
            return sorted((*parts, *again), key=lambda one: one.draft.start)
    alike = [
        m
        for m in levels[max(0, place - 2 * _REACH) : place]
        if m.unit == total.unit and m.label == total.label and m.block != total.block
    ]
    for length in range(2, min(len(alike), 6) + 1):
        if adds_up(total, [(1, p) for p in alike[-length:]]):
            return alike[-length:]
    return _chosen_parts(levels, place) or _misprinted_parts(levels, place, sums)


def _misprinted_parts(levels: Sequence[Mention], place: int, sums: Sums) -> list[Mention] | None:
    """All that stands in a row before a total in its sentence (甲3个、乙5个，合计9个), where it misses by a slip or little."""
    total = levels[place]
    parts: list[Mention] = []
    for part in reversed(levels[max(0, place - _REACH) : place]):
        if part.sentence != total.sentence or part.unit != total.unit or part.depth != total.depth or sums.total_of(part):
            break
        if part.draft.kind == "quota" and total.draft.kind == "headcount":
            return None  # 实有23人，空编3名，另聘6人，合计29人
        if _FOR_EACH.search(part.near):
            return None  # 11个乡镇各设农业服务中心1个，合计11个
        if _AFTERWARDS.search(part.near):
            return None  # 对34个单位整合重组，整合后保留14个，合计精简37个
        parts.insert(0, part)
        if _BEGINS.search(part.tail):
            break
    if len(parts) < 2 or total.tail.lstrip()[:1] not in ("，", ",", "、"):
        return None
    misprinted = slip_in_sum(total, [(1, part) for part in parts], chance=WORDED)
    return parts if misprinted or exhausts(total, parts, closed=False) else None


def _chosen_parts(levels: Sequence[Mention], place: int) -> list[Mention] | None:
    """Parts that are not all that stands before a total: so many as it says (两项合计), in brackets, or of one measure."""
    total = levels[place]
    before = [m for m in levels[max(0, place - _REACH) : place] if m.unit == total.unit]
    if named := _named_parts(total, before):
        return named
    before = [m for m in before if m.block == total.block and m.quantity.value < total.quantity.value]
    near = before[-_CHOICE:]
    if (said := _SO_MANY.search(total.tail)) and (wanted := _NUMBERS[said["number"]]) <= len(near):
        for choice in combinations(near[::-1], wanted):
            if adds_up(total, [(1, part) for part in choice]):
                return list(choice[::-1])
    bracketed = [m for m in near if m.depth > total.depth and m.sentence == total.sentence]
    posted = [m for m in before if m.draft.kind == "headcount" and m.draft.measure.startswith(("实有", "在编", "在职"))]
    for group in (bracketed, posted):
        if len(group) >= 2 and adds_up(total, [(1, part) for part in group]):
            return group
    return None


def _named_parts(total: Mention, before: Sequence[Mention]) -> list[Mention] | None:
    """`公益一类、公益二类合计900个`: the last figure before of each name."""
    called = _CALLED.search(total.near)
    if called is None:
        return None
    parts = []
    for name in _BETWEEN.split(called["names"]):
        said = next((m for m in reversed(before) if name in m.label + m.draft.subject + m.draft.measure), None)
        if said is None:
            return None
        parts.append(said)
    return parts if adds_up(total, [(1, part) for part in parts]) else None
