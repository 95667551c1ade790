"""Which figure a list of parts divides: the one before it, or the one that is called most like it."""

from decimal import Decimal

import regex

from gouji.extract.scope.cues import regroups
from gouji.extract.scope.labels import trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import part_label
from gouji.extract.scope.state import OpenList, State

_TELLING = 100  # a list comes to a smaller number of another paragraph by chance
_CLEARLY = 2  # times; 登记143件，比上年多27件，其中设立22件、变更89件、注销32件 divides the 143
LIKE = 0.6  # how alike the name of a group and the words of its total must be
_OF_EACH = regex.compile(
    r"(?<![\d〇一二两三四五六七八九十])各(?=[赋配设招发核补派安建有给奖拨投获占减增得承办])[\u4e00-\u9fff]{1,6}$"
)
_OF_RATE = regex.compile(r"的\d[\d.]*[%％]")
_GENERIC_END = regex.compile(r"(?:人员|单位|机构|情况|对象|总数)$")
_STRAIGHT = regex.compile(r"\s*[，,]?(?:包括|由)")  # what follows is a part of the figure before, whatever their sizes


def can_be_total(candidate: Mention) -> bool:
    """Whether a figure can be what a list divides: no older level, no target."""
    told = candidate.prior or candidate.step == "from" or candidate.draft.rule == "target"
    return not (told or _OF_EACH.search(candidate.near))  # 8个镇各赋权132项


def total_before(state: State, mention: Mention) -> Mention | None:
    """The figure that the list before `mention` divides: the nearest before it of the same unit."""
    if regroups(mention.tail) and (whole := _exhausted(state, mention)) is not None:
        row = state.summed_row(state.seen[-1])
        return _divided(state, *row) if row and row[0] is whole else whole
    for candidate in reversed(state.seen[-8:]):
        if candidate.block < mention.block - 1 or candidate.sentence < mention.sentence - 2:
            break
        changed = candidate.draft.role == "delta" and candidate.sentence != mention.sentence and regroups(mention.tail)
        if _OF_RATE.match(candidate.rest):
            continue  # 实际开支728万元，为修订预算742万元的98%，分为…
        if can_be_total(candidate) and divides(mention, candidate) and candidate.depth <= mention.depth and not changed:
            if candidate.draft.role == "delta" and candidate.base is not None and _is_of_more(mention, candidate):
                return candidate.base
            if regroups(mention.tail) and (row := state.summed_row(candidate)):
                return _divided(state, *row)
            holder = state.list_of(candidate)
            itself = candidate is state.last and _comes_to(mention, candidate.quantity.value)
            anew = holder is not None and not itself and (candidate is not state.last or regroups(mention.tail))
            return holder.total if holder is not None and anew else candidate
    last = state.beside(mention)
    straight = last is not None and _STRAIGHT.match(mention.gap) and last.unit == mention.unit and last.depth == mention.depth
    return last if last is not None and straight and last.level and can_be_total(last) else None


def _is_of_more(first: Mention, change: Mention) -> bool:
    """Whether a list in another sentence comes to more than a change: 公开86条，比上年增加14条。其中机构类58条 …"""
    if change.base is None or change.base.unit != first.unit:
        return False
    more = change.quantity.value * (_CLEARLY if first.sentence == change.sentence else 1)
    return listed(first, first.rest) > more


def _comes_to(first: Mention, whole: Decimal) -> bool:
    """Whether the first figures of a list, two at least, come to just so much: 45个，按经费分，全额39个、差额6个，按隶属分…"""
    so_far = first.quantity.value
    for found in _listed_alike(first, first.rest.partition("。")[0].partition("；")[0]):
        so_far += found
        if so_far >= whole:
            return so_far == whole
    return False


def _listed_alike(first: Mention, rest: str) -> list[Decimal]:
    """The numbers in `rest` that have the unit of the first part."""
    found = regex.findall(rf"(\d[\d,]*(?:\.\d+)?){regex.escape(first.quantity.unit)}", rest)
    return [Decimal(number.replace(",", "")) for number in found]


def listed(first: Mention, rest: str) -> Decimal:
    """What a list comes to whose first part is `first` and whose others stand in `rest`."""
    return first.quantity.value + sum(_listed_alike(first, rest))


def _exhausted(state: State, first: Mention) -> Mention | None:
    """The figure that is divided anew to the last: 新收37件，已办结36件。从方式看，信函22件、网络10件、当面5件。"""
    comes_to = listed(first, first.rest.partition("。")[0].partition("；")[0])
    if comes_to == first.quantity.value:
        return None
    last = state.beside(first)
    if last is not None and last.unit == first.unit and last.level and last.draft.role != "part" and can_be_total(last):
        if last.quantity.value >= comes_to:
            return last if last.quantity.value == comes_to else None  # the one straight before it is meant, a slip or not
        here = [one for one in state.seen[-24:] if one.block == first.block and one.quantity.value == comes_to]
        if not any(one.unit == first.unit and can_be_total(one) for one in here):
            return None
    here = [one for one in state.seen[-24:] if one.quantity.value == comes_to and one.unit == first.unit and can_be_total(one)]
    near = [one for one in here if one.block == first.block or comes_to >= _TELLING]
    whole = next((one for one in near if one.level and one.draft.role != "part"), None)
    return whole or next((one for one in near if one.draft.rule == "division"), None)  # 转来46件，剔除7件，实办39件


def _divided(state: State, whole: Mention, *parts: Mention) -> Mention:
    """`法人1428个，市本级326个，县区1102个；从经费看，…`: what stood behind a figure without a cue were its parts."""
    if all(state.list_of(part) is None for part in parts):
        opened = OpenList(whole, parts[0].depth, whole.sentence, whole.block, True, False, [])
        state.lists.append(opened)
        for part in parts:
            state.add_part(opened, part)
            part.draft.measure, part.draft.subject = part_label(part.label, whole.draft.measure, whole.draft.subject)
            part.draft.role, part.base = "part", whole
    return whole


def named_total(state: State, mention: Mention, name: str) -> Mention | None:
    """The figure that `上岗人员中，机关500人` divides: the one of its unit that is called most like it."""
    named = trim(name)
    core = set(_GENERIC_END.sub("", named) or named)
    found: tuple[float, Mention] | None = None
    comes_to = listed(mention, mention.rest.partition("。")[0].partition("；")[0]) if core else Decimal(0)
    for one in reversed(state.seen[-16:] if core else ()):
        if comes_to == one.quantity.value > mention.quantity.value and one.label and named.startswith(one.label):
            return one  # 镇级4012件，村级3281件。镇级办件中，社保1865件、…
        if not (divides(mention, one) and can_be_total(one)):
            continue
        said = set(one.draft.measure + one.draft.subject + one.label)
        likeness = max(len(core & said) / len(core) - 0.2, 2 * len(core & said) / (len(core) + len(said)))
        likeness -= 0.1 if one.draft.rule == "division" else 0
        if likeness >= LIKE and (found is None or likeness > found[0]):
            found = likeness, one
    return found[1] if found else None


def divides(part: Mention, total: Mention) -> bool:
    """Whether one figure can be a part of the other by unit and size."""
    return part.unit == total.unit and part.quantity.value <= total.quantity.value
