"""What kind of figure it is and whether it reports a fact or sets a norm."""

from typing import cast

import regex

from gouji.extract.draft import Quantity
from gouji.extract.scope.words import Pattern, pattern, words
from gouji.schemas.figure import Kind, Mode
from gouji.schemas.units import unit as unit_named

STOCKS: frozenset[Kind] = frozenset(("unit_count", "quota", "headcount"))  # what there is on a day, not what happens in a year

_BY_UNIT: frozenset[Kind] = frozenset(("money", "percentage", "score", "duration"))
_PEOPLE = frozenset(("人", "名", "位"))
_OF_ORGANISATIONS = frozenset("家所村邻")
_OF_ANYTHING = frozenset("个席处间者支")
_NO_STAFF = words("kinds.no_staff")
_QUOTA = pattern("{kinds.quota}")
_STAFF = pattern("{kinds.headcount}")
_PUBLIC = pattern("{kinds.count}")
_ORGANISATION = pattern("{kinds.unit_count}")
_POSTS = pattern("{kinds.posts}{kinds.posts_tail}?$")
_NORM = pattern("{norm.cue}")
_NORM_BEFORE = pattern(r"{norm.before}(?:分别|依[次序])?[为是：:（(]?$")
_FACT = pattern("{norm.fact}")
_SCORE_NORM = pattern("{norm.score}")
_OLD_LEVEL = regex.compile(
    r"(?:由|从|年初|比上年的?|现有)[^，。]{0,8}$"
    r"|已[\u4e00-\u9fff]{2,10}的$|(?:[尚仍还]未[^，。]{1,6}|自查(?:中|时)?发现)的$"
)
_KEPT = regex.compile(r"均|已|全部|逾期|历时|用时|耗时")
_CARRIED_OUT = regex.compile(r"完成(?:年度|全年)?(?:目标|任务)[为的数量]?$")
_AIM = regex.compile(
    r"\s?(?!以[上下][的之](?:任务|规定|计划|标准化))(?:以[上下内])?[的之](?P<aim>[\u4e00-\u9fff]{0,4}(?:目标|控制线|承诺|要求|标准(?!(?:共|统一|予以|给予)*(?:收取|征收|缴纳|发放|补助|筹集|拨付|安排))|规定|计划|任务|法定期限|法定时限|上限|下限|(?:最[低高]|标准|及格|合格|达标|基准|警戒|监管|预警|考核|控制)线|底线|门槛))"
)
_BESIDE_AIM = regex.compile(r"[、和或](?:[\d.,]+[\u4e00-\u9fff%]{1,2})(?=的)")  # 低于45人、50人的上限
_LINE = regex.compile(r"(?P<aim>[上下]限|控制线|最[低高]线|红线|底线)(?=[，。；,;]|$)")  # 未逾75%上限
_LIMIT = regex.compile(r"时限|期限|周期")
_KEPT_RATE = regex.compile(r"(?:期限|时限|时间|工作日|天)内[^，。；]{0,8}率[为达]?到?$")
_DONE_BESIDE = regex.compile(r"(?:已|实际)?完成\s?\d[\d,.万]*[^，,。；\d]{0,6}[，,\s]\s?(?:目标|任务)?完成(?:率|进度|比例)")
_DONE_FIRST = frozenset("已实完")
_LEFT_UNDONE = regex.compile(r"\s?(?:以上)?(?:仍|尚|还|都|均)?(?:未|没有?|无|不)")
_ASIDE = regex.compile(r"[（(][^（）()]*[)）]$")
_SCORED = regex.compile(
    r"(?:实|自评)?得\d|[）)]\d+(?:\.\d+)?分(?=[、，；。,;])|[）)][，,：:]?(?:自评|得|实得|考评)|[，,]自评(?:得分?)?\d+(?:\.\d+)?分"
    r"|[）)][。：:][^\n]{0,130}?自评(?:得分?)?\d+(?:\.\d+)?分"  # 二轮修志（12分）。…。自评11分
)
_GOT = ("扣", "得", "加", "减")
_GRADE = regex.compile(
    r"\s?(?:[（(]含[)）])?(?:及?以[上下])?(?:\s?[至～~—-]+\s?\d+(?:\.\d+)?分)?(?:的)?(?:，)?(?:评定?|确定)?为"
    r"(?P<grade>优秀|良好|合格|基本合格|不合格|称职|达标|优|良)"
)
_DEMANDED = regex.compile(
    r"（?\(?(?:按?(?:国家|[国省市县]定?|法定)?(?:规定|要求|标准|指标)(?:应?[为是])?|(?:上级|[省市县区]里|评分|考核|行业|国家)(?:要求|规定|标准|目标|指标)的?(?:应?[为是])?|目标应?[为是]|应)(?:达到?|不[低少高][于过]|不超过)?"
)  # （标准95%以上）, 规定为20%
_BUDGET = regex.compile(r"(?:核[准定]|年初|年度|全年|当年|汰换|建设|经费|费用)预算数?[为是：:]?$|预算案|^年中追加(?:预算)?$")
_IN_POST = regex.compile(r"[现实]有员额")
_COUNT_OF = regex.compile(r"(?<=机构|单位|学校|部门)(?:总数|个数|总量|数)$")
_DUTY = regex.compile(r"(?:承担|推进|落实|部署|实施)[^，。；]{0,6}任务$|(?:重点|主要|改革|督查|督办|整改)(?:工作)?任务共?$")
_AMONG_STAFF = ("毕业生",)  # 新录用71名，其中应届毕业生46名
_DAYS_COUNTED = regex.compile(r"(?:优良|良好|达标|污染|晴|雨|霜冻|高温|开放|出勤)天数$")  # so many of the days of a year
_PUNISHED = ("处分", "谈话", "诫勉", "警告", "记过")
_SERVED = regex.compile(r"惠及|受益|服务对象")


def last_of(find: Pattern, text: str) -> int:
    """Where the last match ends, -1 where there is none."""
    end = -1
    for match in find.finditer(text):
        end = match.end()
    return end


def kind_of_part(quantity: Quantity, name: str, total: Kind) -> Kind:
    """The kind of a part called `name`: of people in post it is such people, whatever was done to them (处分, 安置).

    >>> from decimal import Decimal
    >>> kind_of_part(Quantity(0, 1, 1, Decimal(9), None, None, "人", 0, 0, "exact", "arabic"), "政策性安置", "headcount")
    'headcount'
    """
    kind = kind_of(quantity, name, total)
    if total == "count" and kind == "unit_count" and quantity.unit == "个":
        return total  # 教学班1416个，小学1049个
    if total == "count" and kind == "headcount" and name.endswith(_PUNISHED):
        return total  # 问责12人，其中诫勉8人、处分4人
    if total == "headcount" and kind == "count" and quantity.unit in _PEOPLE and not name.endswith(_NO_STAFF):
        return "headcount"
    return kind


def names_posts(label: str) -> bool:
    """Whether a phrase names authorised posts (空编, 领导职数), not the people in them."""
    return bool(_POSTS.search(label))


def kind_of(quantity: Quantity, label: str, inherited: Kind | None) -> Kind:
    """The kind by unit first, then by the words of the label, then as the figure it belongs to (`inherited`)."""
    unit, known = quantity.unit, unit_named(quantity.unit)
    if known is not None and known.kind in _BY_UNIT:
        return "count" if known.kind == "duration" and _DAYS_COUNTED.search(label) else known.kind
    if label.endswith((")", "）")):
        label = _ASIDE.sub("", label)
    if label.endswith(("数", "量")):
        label = _COUNT_OF.sub("", label)
    if unit in _PEOPLE:
        return _kind_of_people(label, inherited)
    if unit in _OF_ORGANISATIONS:
        return "count" if label.endswith("网站") or (inherited == "count" and not label) else "unit_count"
    if unit in _OF_ANYTHING:
        if _POSTS.search(label) or (unit == "席" and "员" in label):
            return "quota"
        if last_of(_ORGANISATION, label) >= len(label) - 1 and label:
            return "unit_count"
        return inherited if inherited in ("unit_count", "quota") else "count"
    return "count"


def _kind_of_people(label: str, inherited: Kind | None) -> Kind:
    if label.endswith(("超职数配备", "超配")):
        return "headcount"  # leaders beyond the posts
    if _POSTS.search(label):
        return "quota"
    if _SERVED.search(label):
        return "count"
    if _IN_POST.search(label):
        return "headcount"
    if label.endswith("人数") and last_of(_PUBLIC, label) == len(label) - len("人数"):
        return "count"  # 参合人数
    marks = {"count": last_of(_PUBLIC, label), "headcount": last_of(_STAFF, label), "quota": last_of(_QUOTA, label)}
    best = max(marks, key=lambda kind: marks[kind])
    if marks[best] < 0:
        return inherited if inherited in ("quota", "headcount", "count") else "headcount"
    if inherited == "headcount" and (best == "quota" or label.endswith(_AMONG_STAFF)):
        return "headcount"
    return cast(Kind, best)


def kind_of_heading(heading: str, unit: str) -> Kind | None:
    """The kind of people or bodies that a heading announces (领导职数, 城市低保), None where it tells nothing."""
    if unit not in _PEOPLE:
        return None
    if _POSTS.search(heading):
        return "quota"
    return "count" if last_of(_PUBLIC, heading) > last_of(_STAFF, heading) else None


def aim_behind(rest: str) -> str:
    """What sets a figure as a mark to be reached, said behind it, "" where nothing does.

    >>> aim_behind("的服务承诺。"), aim_behind("，比上年高")
    ('服务承诺', '')
    """
    if rest[:1] in "、和或" and (beside := _BESIDE_AIM.match(rest)):
        rest = rest[beside.end() :]
    match = _AIM.match(rest) if "的" in rest[:4] or "之" in rest[:2] else _LINE.match(rest)
    return match["aim"] if match else ""


def is_demanded(near: str) -> bool:
    """Whether the words before a rate say only that it is what is demanded of the rate before.

    >>> is_demanded("规定为"), is_demanded("应不低于"), is_demanded("达标率")
    (True, True, False)
    """
    return bool(_DEMANDED.fullmatch(near))


def tells_fact(near: str) -> bool:
    """Whether the words before a figure say outright that it is a fact (实际, 已, 比上年).

    >>> tells_fact("实际完成"), tells_fact("完成")
    (True, False)
    """
    return bool(_FACT.search(near))


def grade_of(rest: str) -> str:
    """The grade for which points are the threshold, "" where they are not.

    >>> grade_of("以上为优秀"), grade_of("至89分为良好"), grade_of("，扣2分")
    ('优秀', '良好', '')
    """
    match = _GRADE.match(rest)
    return match["grade"] if match else ""


def is_weight(near: str, rest: str) -> bool:
    """Whether points in a bracket are what an item is worth, since those it got follow.

    >>> is_weight("制度（", "）自评38分"), is_weight("制度（", "）"), is_weight("（扣", "），自评38分")
    (True, False, False)
    """
    return not near.endswith((*_GOT, "得分", "总分", "成绩", "测评")) and bool(_SCORED.match(rest))


def done_beside(rest: str) -> bool:
    """Whether a column of targets and one of what was done stand side by side: `岗位540个 完成838个，完成率155%`.

    `rest` is what stands behind the figure.

    >>> done_beside("完成838个，完成率155%"), done_beside("，已完成418个，完成率96.8%")
    (True, False)
    """
    return rest[:1] in _DONE_FIRST and _DONE_BESIDE.match(rest) is not None


def mode_of(clause: str, near: str, kind: Kind, bound: str, planned: bool, rest: str = "") -> Mode:
    """`norm` for what a rule, plan, target or scoring scheme demands; `planned` where the section or the report looks ahead.

    `clause` is the text back to the sentence's start or the figure before, `near` its last clause, `rest` what follows.

    >>> mode_of("力争全年培训", "力争全年培训", "count", "exact", False), mode_of("共培训", "共培训", "count", "exact", False)
    ('norm', 'actual')
    """
    if kind == "score":
        demanded = planned or is_weight(near, rest) or grade_of(rest) or _SCORE_NORM.search(clause)
        return "norm" if demanded and "自评" not in near and "共扣" not in near else "actual"
    if planned:
        return "actual" if _OLD_LEVEL.search(near) or rest.startswith("的基础上") else "norm"
    if kind == "duration" and bound in ("at_most", "at_least"):
        return "actual" if _KEPT.search(clause) or _LEFT_UNDONE.match(rest) else "norm"
    if (
        aim_behind(rest)
        or done_beside(rest)
        or (kind == "money" and _BUDGET.search(near.rstrip(" .…·")))
        or (kind == "duration" and "到" in near and _LIMIT.search(clause))
    ):
        return "norm"
    if _NORM_BEFORE.search(near):
        return "actual" if _DUTY.search(near) or (kind == "percentage" and _CARRIED_OUT.search(near)) else "norm"
    if kind == "percentage" and is_demanded(near):
        return "norm"
    kept = kind == "percentage" and _KEPT_RATE.search(near)  # 法定期限内结案率99.5%
    return "norm" if _NORM.search(clause) and not (_FACT.search(near) or kept) else "actual"
