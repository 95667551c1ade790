"""Rows of figures told again: names that were counted, listed or told before are dealt out to them."""

from decimal import Decimal

import regex

from gouji.extract.scope.dealt import Names, item_names
from gouji.extract.scope.labels import is_countable, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State

_NEXT = regex.compile(r"[、，,和及与.]\s?(\d{1,3}(?:[, ]\d{3})+|\d+)")
AFTERWARDS = regex.compile(
    r"(?:改革|清理|规范|整合|调整|核查|整治)后(?:依[次序]|分别)[为是有]?$"
)  # 清理前，甲3个、乙5个；清理后依次为
EACH = regex.compile(r"分别|依[次序]|对应(?=[为是达])")
_DEALT_NOUN = regex.compile(r"(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:分别|依[次序])(?:为|是|有)?")
_DEALT_TO = regex.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,6}?)(?:分别|依[次序])(?P<deed>(?:空编|缺编|超编|空缺|减少|增加|入库|完成|收回|划入|划出|划转|下达)?(?:编制|人员|职数|资金|经费)?)[为是]?"
)
_GAP = regex.compile("空编|缺编|超编|空缺|缺员|空额|余编")
_AIMS = regex.compile(r"(?P<aim>(?:年初|年度|全年|下达|目标)?(?:任务|目标|计划)数?)(?:分别|依[次序])[为是]?$")
_BEFORE_ITEMS = regex.compile(r"^.*?(?:整合为|设置?为?|分为|组建|成立|包括|即|下设|内设)(?=.*、)")
SORTS = frozenset("类项种个者")
_THE_SAME = regex.compile(r"(?:上述|上开|以上|前述|前开|这)$")
# 行政人员1439人、事业人员8037人、工勤人员121人，前两类分别空编47名、178名
_SO_MANY_OF_THEM = regex.compile(
    r"(?P<which>前|上述|上开|以上|前述|这)(?P<count>[两二三四五])(?:类|项|者|种|个)(?:人员|单位|机构)?(?:分别|依[次序])(?P<noun>[\u4e00-\u9fff]{0,6})$"
)
YEAR_BEFORE = regex.compile(r"(?:上年度?|去年|上一年|同期)(?!结[转余]|转入|遗留|未结|末)")
_JOINED = ("、", "和", "及", "与")
_PAIR = 2
_NEXT_ONE = regex.compile(r"[、和及与]\s?\d")
_IN_ONE_BREATH = regex.compile(r"[^，,。；;：:的%]*")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def is_of_year_before(mention: Mention, count: Mention | None) -> bool:
    """Whether a row is of the year before: 死亡21人、受伤94人，上年两项分别为24人、89人; `count` is the figure before."""
    lead = count.tail if count is not None and count.unit in SORTS and count.sentence == mention.sentence else ""
    return YEAR_BEFORE.search(lead + mention.tail) is not None


def dealt_again(state: State, total: Mention, mention: Mention) -> Names | None:
    """`三地编制分别为793名、861名、734名，空编分别为46名、31名、58名`: as many again are of the same."""
    count = state.beside(mention)
    if count is not None and count.unit in SORTS and count.after and EACH.search(mention.near):
        here = [one for one in state.seen[-8:] if one.sentence == mention.sentence and one.unit == mention.unit and one.level]
        if len(here) >= count.quantity.value > 1:  # 再就业1190人，困难人员就业385人，两项任务数分别为1000人和350人
            names = [one.label or one.draft.measure for one in here[-int(count.quantity.value) :]]
            aim = _DEALT_NOUN.search(mention.gap)
            return Names(names, aim["noun"] if aim else "")
    row: list[Mention] = []
    for one in reversed(state.seen[-12:]):
        if one.unit != total.unit or one.sentence != mention.sentence or not one.level:
            break
        row.insert(0, one)
        if not one.gap.lstrip().startswith(_JOINED):
            break
    coming = 1 + len(_NEXT_ONE.findall(_IN_ONE_BREATH.match(mention.rest)[0]))  # type: ignore[index]
    if len(row) < _PAIR or coming != len(row) or not EACH.search(mention.near) or comes_out(total, mention, len(row)):
        return None
    dealing = _DEALT_NOUN.search(mention.near)
    names = [one.draft.subject.split("·")[-1] or one.label or one.draft.measure for one in row]
    return Names(names, trim(dealing["noun"]) if dealing else "")


def gaps_in_turn(state: State, mention: Mention) -> Names:
    """`实有人员分别为30人、38人，空编2名、3名`: as many gaps as were dealt out straight before are of the same."""
    gap = _GAP.fullmatch(mention.near.strip(" ，,"))
    if gap is None or (last := state.beside(mention)) is None or last.draft.rule != "dealt":
        return Names([])
    row = [one for one in state.seen[-6:] if one.sentence == mention.sentence and one.draft.rule == "dealt"]
    row = [one for one in row if one.draft.measure == last.draft.measure]
    coming = 1 + len(_NEXT_ONE.findall(_IN_ONE_BREATH.match(mention.rest)[0]))  # type: ignore[index]
    return Names([one.draft.subject for one in row], gap[0]) if len(row) == coming > 1 else Names([])


def aims_before(state: State, mention: Mention) -> Names:
    """`新增就业1.3万人，再就业4120人，年度任务分别为1.2万人、4000人`: as many figures before as aims are told have these."""
    aim = _AIMS.search(mention.near)
    if aim is None:
        return Names([])
    coming = 1 + len(_NEXT_ONE.findall(_IN_ONE_BREATH.match(mention.rest)[0]))  # type: ignore[index]
    row = [one for one in state.seen[-8:] if one.sentence == mention.sentence and one.unit == mention.unit and one.level]
    row = row[-coming:]
    return Names([one.label or one.draft.measure for one in row], aim["aim"]) if len(row) == coming > 1 else Names([])


def comes_out(total: Mention, mention: Mention, count: int) -> bool:
    """Whether so many figures from `mention` on, in a row, come to a total."""
    following = [Decimal(regex.sub(r"\D", "", number)) for number in _NEXT.findall(mention.rest)[: count - 1]]
    return mention.quantity.value + sum(following) == total.quantity.value


def names_counted_before(state: State, mention: Mention) -> Names:
    """`市场监管、交通、农业3支队伍，编制分别为126名、87名和64名`: the names stand before their number."""
    before = state.beside(mention)
    told = _DEALT_TO.fullmatch(mention.near) if before is not None and before.unit in SORTS else None
    if before is not None and told is not None:
        items = _so_many(before.near, int(before.quantity.value))
        noun = "" if told["deed"] and not is_countable(told["noun"]) else told["noun"]
        return Names(items, noun + told["deed"])  # 教育、卫生两类分别空编125名、89名; 甲税、乙税两个税种分别入库
    dealing = _DEALT_NOUN.fullmatch(mention.near.strip(" ，,")) if before is not None else None
    if before is None or dealing is None or not mention.gap.removeprefix(before.after).startswith(("，", ",")):
        return Names([])
    items = item_names(_BEFORE_ITEMS.sub("", before.near)).items
    return Names(items, dealing["noun"]) if len(items) == before.quantity.value else Names([])


def _names_of_list(state: State, mention: Mention) -> Names:
    """`甲类18个、乙类11个；编制依次为416名和137名`: the parts of a list straight before lend their names to another unit."""
    dealing = _DEALT_NOUN.fullmatch(mention.near)
    last = state.lists[-1] if state.lists else None
    if dealing is None or "分别" in mention.near or last is None or last.total.unit == mention.unit:
        return Names([])
    coming = 1 + len(_NEXT_ONE.findall(_IN_ONE_BREATH.match(mention.rest)[0]))  # type: ignore[index]
    fits = len(last.parts) == coming > 1 and last.parts[-1] is state.last
    return Names([one.draft.subject.split("·")[-1] for one in last.parts], dealing["noun"]) if fits else Names([])


def _so_many(items: str, count: int) -> list[str]:
    """The names before their number, where they are so many: also 教育、社会保障和就业、农林水 before 三项."""
    names = item_names(items).items
    if len(names) != count:
        names = [trim(name) or name for name in items.split("、")]
    return names if len(names) == count > 1 else []


def names_again(state: State, mention: Mention) -> Names:
    """`核定编制100名，其中甲60名、乙40名；实有90人，上述两类依次为`: the parts of the list before lend their names."""
    if (met := _SO_MANY_OF_THEM.search(mention.near)) is not None:
        row = [one for one in state.seen[-12:] if one.sentence == mention.sentence and one.level and one.unit == mention.unit]
        some = row[: _NUMBERS[met["count"]]] if met["which"] == "前" else row[-_NUMBERS[met["count"]] :]
        return Names([one.label or one.draft.measure for one in some], trim(met["noun"]))
    count = state.beside(mention)
    if (names := _names_of_list(state, mention)).items:
        return names
    if AFTERWARDS.search(mention.near):
        near = [one for one in state.seen[-8:] if one.block == mention.block and one.sentence >= mention.sentence - 1]
        row = [one for one in near if one.unit == mention.unit and one.level]
        return Names([one.label or one.draft.measure for one in row])
    if count is None or count.unit not in SORTS or not (_THE_SAME.search(count.near) and EACH.search(mention.near)):
        return Names([])
    parts = next((one.parts for one in reversed(state.lists) if len(one.parts) == count.quantity.value), [])
    said = (part.draft.subject.split("·")[-1] or part.draft.measure for part in parts)
    return Names([name.removesuffix("编制") or name for name in said])
