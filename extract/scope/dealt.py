"""Distributive lists: `A、B、C三类分别为x、y和z` deals its names out to the figures that follow."""

from dataclasses import dataclass
from typing import NamedTuple

import regex

from gouji.extract.scope.labels import trim
from gouji.extract.scope.words import pattern

_DEALS = regex.compile(
    r"(?:(?:分别|依[次序])(?:为|是|有|用去|占用|使用了?|(?:提高|提升|上升|增加|下降|降低|[增减升降达])(?:到|至))?|对应[为是达])$"
)
_DEALT_DEED = pattern(
    r"分别(?P<deed>参保|空余|空编|缺编|超编|减少|增加|(?:{label.content_verbs|label.deeds|label.bare_deeds})了?[\u4e00-\u9fff]{0,8})$"
)
_STOP = regex.compile(r"[，。；：,:;（(]")
_AND = regex.compile(r"[、和及与]")
_SECTORS = regex.compile(r"第?一、二、三(?P<noun>[\u4e00-\u9fff]{2,8})$")
_QUARTERS = regex.compile(r"(?:一[至到]四|四个)季度[^，。；：]{0,6}?(?:分别|依[次序])")
_SPLIT = regex.compile(r"[、，,]|以及|和(?![谐解])|(?<![普涉惠])及(?![时格以])|(?<!参)与(?!会)")
_CLASSES = regex.compile(r"[两二三四五六七八九十\d]+[个大]?(?:[类项种家者级镇乡县区市地校院局所站村]|街道|部门|单位|科室)$")
_MEANS = regex.compile(r"^(?:通过|经|以|从|由)?(?P<items>.+?)等(?:方式|渠道|途径|形式|手段)(?P<noun>[\u4e00-\u9fff]{2,})$")
_RATIO_OF = regex.compile(r"[与和及][\u4e00-\u9fff]{1,6}之?比(?:例|值)?(?:分别|依[次序])[为是]$")
_ACCOUNT = regex.compile(r"[（(][类款项][)）]")  # 教育支出（类）: levels of the budget's accounts
_BARE_YEAR = regex.compile(r"\s*(?:19|20)\d\d年?(?:[末底])?、")  # 2019、2020年播种面积分别为: no names
_HEAD = 2
# 行政编制市、县、乡三级依次为: the noun before its levels
_BY_LEVEL = regex.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,8}?(?:编制|人员|机构|单位|经费|支出|收入|干部|职工))(?P<levels>[省市县区乡镇](?:、[市县区乡镇村])+)(?:[两二三四]?(?P<grade>级))?"
)
_RATES = ("率",)  # 巩固率、入学率 are each whole
_THROUGH = regex.compile(r"^(?:通过|经由|从)")
# The noun that all items share stands behind the last: 小学、初中在校生; a verb may stand before it: 电视、报纸发布信息.
_SHARED = pattern(
    r"(?<=[\u4e00-\u9fff])(?P<noun>(?:{label.content_verbs})?(?:{label.shared_nouns|label.countable_things}|(?<=[\u4e00-\u9fff]{2})(?:行政|事业|工勤|专项)编制|(?:平均|人均|生均|户均)[\u4e00-\u9fff]{2,6}|(?:核定|空余|人员|周转)?编制|[\u4e00-\u9fff]{2}率))$"
)


class Names(NamedTuple):
    """The names of a distributive list, and the noun that they share ("" where each is whole)."""

    items: list[str]
    noun: str = ""


@dataclass(slots=True)
class Deal:
    """Names that are being dealt out to the figures of a sentence; `given` so far."""

    names: Names
    sentence: int
    given: int = 0


def names_before(tail: str, near: str) -> Names:
    """The names of the parts where they all stand before the figures (`男、女分别为`), else none.

    >>> names_before("小学、初中在校生分别为", "小学、初中在校生分别为")
    Names(items=['小学', '初中'], noun='在校生')
    >>> names_before("第一、二、三产业分别为", "")
    Names(items=['第一产业', '第二产业', '第三产业'], noun='')
    """
    tail = _ACCOUNT.sub("", tail)
    if _QUARTERS.search(tail):
        return Names([f"{digit}季度" for digit in "一二三四"])
    if done := _DEALT_DEED.search(tail):  # 企业职工、城乡居民养老保险分别参保
        names = item_names(_STOP.split(tail[: done.start()])[-1])
        return Names(names.items, names.noun + done["deed"]) if len(names.items) >= 2 else Names([])
    if _RATIO_OF.search(tail):
        return Names([])  # 教职工与学生比分别为
    items = _dealt(tail.rstrip(" 为是有")) or _dealt(tail.removesuffix(near))
    names = item_names(items) if items and not _BARE_YEAR.match(items) else Names([])
    return names if len(names.items) >= 2 else Names([])


def _dealt(tail: str) -> str:
    """What stands before 分别为 in its clause, "" where that is no list."""
    deals = _DEALS.search(tail)
    items = _STOP.split(tail[: deals.start()])[-1] if deals else ""
    return items if _AND.search(items) else ""


def item_names(items: str) -> Names:
    """The names before 分别为, one by one.

    >>> item_names("幼儿园、小学和初中").items, item_names("通过电视、报纸发布信息").items
    (['幼儿园', '小学', '初中'], ['电视', '报纸'])
    """
    if sectors := _SECTORS.search(items):
        return Names([f"第{digit}{sectors['noun']}" for digit in "一二三"])
    if means := _MEANS.match(items.strip()):
        return Names(_names(means["items"]), means["noun"])
    if (levels := _BY_LEVEL.fullmatch(items.strip())) is not None:
        return Names([level + (levels["grade"] or "") for level in levels["levels"].split("、")], levels["noun"])
    *first, last = _SPLIT.split(_CLASSES.sub("", items))
    shared = _SHARED.search(last.strip())
    again = bool(first) and last.strip()[:_HEAD] in first[0]  # 超编单位和超编人员 are each whole
    if shared is None or again or any(item.strip().endswith((shared["noun"], *_RATES)) for item in first):
        return Names(_names("、".join([*first, last])))
    return Names(_names("、".join([*first, last.strip()[: shared.start()]])), shared["noun"])


def _names(items: str) -> list[str]:
    return [
        name for part in _SPLIT.split(_THROUGH.sub("", items)) if (name := trim(part) or part.strip())
    ]  # 设立 alone is light
