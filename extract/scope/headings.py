"""What titles, headings and the beginnings of sentences say their figures are about."""

from functools import lru_cache

import regex

from gouji.extract.scope.labels import trim
from gouji.extract.scope.words import pattern

_SLOGAN = regex.compile(r"[，,“”]|[了着]$|^(?:正视|明确|聚焦|坚持|突出|强化|狠抓|着力|紧扣|立足|围绕)")  # 正视不足，明确方向
_QUOTED = regex.compile(r"[“](?P<name>[^“”，,]{2,8})[”](?P<what>[\u4e00-\u9fff]{0,6})")  # “吃空饷”问题, “三公”经费
_NOBODY = frozenset(("部门", "单位"))  # 一、部门概况: the one that reports
_TITLE_TOPIC = regex.compile(
    r"年度?(?:上半年|下半年)?(?P<topic>(?!工作)[\u4e00-\u9fff]{4,10}?)(?:工作|情况|年度报告|年报|统计|分析|自[查评]|进展|实施方案)"
)
_HEADING_FILLER = pattern(r"(?:的)?(?:基本)?{label.heading_filler}+$")
_HEADING_DAY = regex.compile(
    r"[（(]?(?:截[至止])?(?:(?:19|20)\d\d|9\d|1[01]\d)(?:年度?|[—－-])[\d年月日底末初以来前至—－-]*[）)]?"
)
_LEADING_SUBJECT = pattern(
    r"^[；;，,\s]*(?:截[至止]到?|到)?(?:\d{2,4}年)?(?:\d{1,2}月)?(?:[年月]?[底末初])?[，,]?(?P<whose>[\u4e00-\u9fff、（）()]{2,16}?{label.bodies})(?=则|因|[，,:：]|共|核定|现|实|中)"
)


TOPIC = regex.compile(
    r"^[；;，,\s]*(?:在)?(?P<topic>[\u4e00-\u9fff、]{2,12}?)(?:总[量数额]|规模)?方面[，,：:]"
)  # 财政管理方面，…


def leading_subject(tail: str) -> str:
    """Whose figures a sentence says at its very start that it is about.

    >>> leading_subject("县直机关则因机构改革，核定行政编制")
    '县直机关'
    """
    match = _LEADING_SUBJECT.match(tail)
    return trim(match["whose"]) if match else ""


@lru_cache(maxsize=256)
def heading_topic(path: tuple[str, ...]) -> str:
    """The noun of the innermost heading that has one.

    >>> heading_topic(("基本情况", "镇机构设置及人员编制情况"))
    '镇机构'
    """
    for title in reversed(path):
        topic = _HEADING_FILLER.sub("", _HEADING_DAY.sub("", title).strip("。：: "))
        quoted = _QUOTED.fullmatch(topic)
        topic = trim(quoted["name"] + quoted["what"] if quoted else topic)
        if 2 <= len(topic) <= 14 and topic not in _NOBODY and not _SLOGAN.search(topic):
            return topic
    return ""


def title_topic(title: str | None) -> str:
    """What a report is about by its title, "" where that names only an office and a year.

    >>> title_topic("某镇2016年防汛抗旱工作总结"), title_topic("某局2016年工作总结")
    ('防汛抗旱', '')
    """
    found = _TITLE_TOPIC.search(title or "")
    return found["topic"] if found else ""
