"""The cues in the words before a figure: a list, a sum, a change, a share, a rate, an amount a head."""

from typing import NamedTuple

import regex

from gouji.extract.scope.words import last_characters, pattern, words

_LIST_OPEN = pattern("{parts.open}")
_LIST_CLOSED = pattern("{parts.closed}")
_MADE_OF = regex.compile(r"(?:^|[，,])\s*由[^，。；]*$")
_COMPOSED = regex.compile(r"^[^。；;\n]{0,120}?(?:组成|构成)")
_ASIDE = regex.compile(r"[（(][^（）()]*[)）]")
_SUM = pattern(r"{parts.sum}(?:[为有计是达][^，。；：]{0,12}|[^，。；：、]{0,14})?$")
_THE_REST = regex.compile(r"(?:其余|其他|其它|余下|剩余)[^，。；]{0,8}?(?:合计|共计|总计)")  # the last part, and no total
_SUMMED_UP = regex.compile(r"^[\s；;，,]*(?:以上|上述)?[两二三四五六七八九]?[项类者个大]*(?:合计|合共|共计|总计|相加)")
_DECREASE = pattern("{change.decrease}")
_CHANGE = pattern(
    r"(?<![至未不没])(?P<word>{change.increase|change.decrease})(?:了|近|约|逾|超过|不足|(?<=幅)(?:为|达到?)|(?:幅度?|率)(?:为|达到?|约)?)?$"
)
_CHANGE_TO = pattern(
    r"(?P<word>{change.increase|change.decrease|change.regroup}|消化|清退|清理|变更|更改)?(?:[缩减增扩升降撤并合改整精压收提调]{0,3})"
    r"(?:到了?|至|为|成)(?:约|近|逾|不足|超过)?$"
)
_CHANGE_LAST = last_characters("change.increase") | last_characters("change.decrease") | frozenset("了近约逾过足度率为到达")
_CHANGE_TO_LAST = frozenset("到了至为成约近逾足过")
_LESS_DONE = regex.compile(r"(?:^|[比较]|上年|去年|前年|同期)(?P<word>[多少])(?![少数次])[\u4e00-\u9fff]{1,2}$")
_ACT = regex.compile(r"[缩减增扩升降撤并合改整精压收提调]")
_LESSENING = regex.compile(r"[缩减降撤并精压收消清]")
_WEAK = frozenset(words("change.weak"))
_FROM = regex.compile(
    r"(?:(?<![理事缘])由(?![^，。；]{1,14}(?:管理|主管|负责|举办|承办|派出|监管|承担)的)|从(?!事|业|[^，。；]{1,14}中))"
    r"[^，。；、,（(]{0,16}$"
)
_PRIOR = regex.compile(
    r"(?:(?<![占对])比(?![例重率])|较(?![大好为强多少低快慢长短差小重轻优弱远近]|高(?!峰))|相比)[^，。；,]{0,24}$"
)
_BESIDE = regex.compile(r"(?:与(?!会)|(?<![合协共相不雷等会胡伙连陪])同(?![意期步志级类样比时一]))[^，。；,]{0,24}$")
_HELD_AGAINST = regex.compile(r"[^，。；,\d]{0,12}(?:相比|相较|比较|对比|相对|持平|相当|相同|一致|相抵)")
_COMPARED = regex.compile(r"比(?![例重率])|较(?![大好为强多少低快慢长短差小重轻优弱远近]|高(?!峰))")
_BY = regex.compile(
    r"分[^，。；：,]{1,6}来?看[，,:：]|(?:按|从)[^，。；：,]{1,10}(?:分|统计|划分|区分|看)|(?<![予可加难])以[^，。；：,]{2,6}(?<![结讨评舆理言争])论(?=[，,])"
)
_SHARE = regex.compile(r"占[^，。；,]{0,16}$")
_RATE = pattern(r"{rate.end}{rate.tail}*$")
_PER_HEAD = pattern(r"{rate.per_head}[^，。；、,]{0,12}$")


class Change(NamedTuple):
    """What the words say of a change: `word` of an amount, or `step` of a level (`from` the old, `to` the new); `direction`
    is +1 or -1, 0 where nothing changes or the words do not say."""

    word: str = ""
    step: str = ""
    direction: int = 0


def read_list(tail: str) -> tuple[bool, bool]:
    """Whether a list of parts begins before the figure, and whether it is closed.

    >>> read_list("其中行政编制"), read_list("男女分别为"), read_list("其中（含专项）"), read_list("行政编制")
    ((True, False), (True, True), (True, False), (False, False))
    """
    bare = _ASIDE.sub("", tail) if "（" in tail or "(" in tail else tail
    opens = bool(_LIST_OPEN.search(bare))
    return opens, opens and bool(_LIST_CLOSED.search(tail))


def is_made_of(tail: str, rest: str) -> bool:
    """Whether the figure is the first of `由…组成`, whose end stands in `rest`.

    >>> is_made_of("，由财政拨款", "、自筹2万元组成。")
    True
    """
    return "由" in tail and bool(_MADE_OF.search(tail) and _COMPOSED.match(rest))


def is_sum(near: str, tail: str) -> bool:
    """Whether the figure sums up what stands before it (两项合计, 总计)."""
    return bool(_SUM.search(near) and not _THE_REST.match(near)) or sums_up(tail)


def sums_up(tail: str) -> bool:
    """Whether a sentence begins with 合计 or 以上共计, so that every figure of it sums up."""
    return ("计" in tail or "合共" in tail or "相加" in tail) and bool(_SUMMED_UP.match(tail))


def read_change(near: str, compared: bool) -> Change:
    """The change that the last words before a figure state; 多 少 高 低 count only where something is `compared`.

    >>> tuple(read_change("比上年减少", True)), tuple(read_change("增加到", False)), tuple(read_change("由上年的", False))
    (('减少', '', -1), ('', 'to', 1), ('', 'from', 0))
    """
    last = near[-1:]
    found = _CHANGE.search(near) if last in _CHANGE_LAST else None
    if found and (compared or found["word"] not in _WEAK or last == "了"):  # 编制少了140名
        word = found["word"]
        return Change(word=word, direction=-1 if _DECREASE.fullmatch(word) else 1)
    if compared and (less := _LESS_DONE.search(near)):
        return Change(word=less["word"], direction=-1 if less["word"] == "少" else 1)  # 同比少出栏1400头
    if found := _CHANGE_TO.search(near) if last in _CHANGE_TO_LAST else None:
        word = found["word"] or found[0]
        if found["word"] or _ACT.match(word):
            return Change(step="to", direction=-1 if _DECREASE.search(word) or _LESSENING.match(word) else 1)
        return Change()
    return Change(step="from") if ("由" in near or "从" in near) and _FROM.search(near) else Change()


def is_compared(tail: str) -> bool:
    """Whether something is compared in the sentence before the figure."""
    return ("比" in tail or "较" in tail) and bool(_COMPARED.search(tail))


def regroups(tail: str) -> bool:
    """Whether a list divides anew what was divided before (按性别分, 从内容看).

    >>> regroups("；按等级分：一级"), regroups("，其中一级")
    (True, False)
    """
    return bool(_BY.search(tail))


def without_step(near: str) -> str:
    """The words before a new level without the change that leads to it.

    >>> without_step("事业编制核减为"), without_step("减少到")
    ('事业编制', '')
    """
    found = _CHANGE_TO.search(near)
    return near[: found.start()].removesuffix("核") if found else near


def is_prior(near: str, rest: str) -> bool:
    """Whether the figure is what something is compared with.

    >>> is_prior("比上年的", "增加"), is_prior("与上年的", "相比"), is_prior("与登记事项不符的", "，")
    (True, True, False)
    """
    if _PRIOR.search(near):
        return True
    return ("与" in near or "同" in near) and bool(_BESIDE.search(near) and _HELD_AGAINST.match(rest))


def is_share(near: str) -> bool:
    """Whether the figure is a share (占总数的)."""
    return "占" in near and bool(_SHARE.search(near)) and not near.rstrip().endswith("占地")


def is_rate(near: str) -> bool:
    """Whether the figure is a rate (办结率达, 比例为)."""
    return bool(_RATE.search(near))


def is_per_head(near: str) -> bool:
    """Whether the figure is for each of something (人均, 每千人口)."""
    return bool(_PER_HEAD.search(near))
