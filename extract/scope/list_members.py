"""Which figures an open list holds: how far it goes on, and what is no part of it."""

from decimal import Decimal

import regex

from gouji.extract.scope.again import (
    YEAR_BEFORE,
)
from gouji.extract.scope.deeds import is_deed_alone
from gouji.extract.scope.kinds import names_posts
from gouji.extract.scope.labels import is_left_over
from gouji.extract.scope.list_totals import listed
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, OpenList, State
from gouji.extract.scope.words import pattern, words

BODY_UNITS = frozenset("个家所")  # units in which organisations are counted: 机关27个、学校121所
GAP = pattern("{parts.vacant|parts.excess}$")
_IN = frozenset(words("flow.in"))
_OUT = frozenset(words("flow.out"))
_BY_POSTS = regex.compile(
    r"按[^，。；：,]{0,4}编制[^，。；：,]{0,6}分|使用[^，。；：,]{2,24}编制的分别"
)  # 在职人员按编制性质分，行政编制1276人
_WHERE = regex.compile(
    r"(?:[县市区旗乡镇]|街道)(?:[县市区旗乡镇、]|街道|[（(][县市区旗乡镇街道、]+[）)])*\s?\d"
)  # 4个县（区）92个
_TAKES_STOCK = regex.compile(r"[，,]?(?:累计|合计|共计|总计|到[^，。]{1,6}还)")
_LIMITS = ("at_least", "at_most")
_NEVER = regex.compile(r"(?!)")
_OF_ANOTHER_KIND = {"quota": pattern("^(?:实有|现有|实际|在职|在岗)|{parts.vacant|parts.excess}$"), "headcount": GAP}
MAX_BLOCKS = 12  # how many lines a list behind a colon may go on


def close_lists(state: State, mention: Mention) -> None:
    """Drop the open lists that cannot go on at this mention."""
    while state.open:
        last = state.open[-1]
        beside = bool(last.parts) and last.parts[-1].sentence == mention.sentence
        said_of_part = beside and (mention.opens or mention.unit in PERCENT)  # …；机关97家，占5%；企业60家，其中…
        aside = last.colon and last.block == mention.block and mention.unit != last.total.unit and "。" not in mention.gap
        goes_on = mention.sentence == last.sentence or said_of_part or aside or continues(last, mention)
        if goes_on and mention.depth >= last.depth:
            return
        state.open.pop()


def continues(last: OpenList, mention: Mention) -> bool:
    """Whether a list goes on behind `；` or on a new line: it began with a colon, and the unit is the same."""
    if "。" in mention.gap or mention.opens or mention.unit != last.total.unit:
        return False
    if mention.block != last.block and not last.colon:
        return False
    before = sum((part.quantity.value for part in last.parts), Decimal(0))
    used = before + mention.quantity.value
    misprinted = last.colon and mention.block == last.block and before < last.total.quantity.value
    again = bool(last.parts) and (mention.near, mention.quantity.value) == (last.parts[-1].near, last.parts[-1].quantity.value)
    return mention.block - last.block <= MAX_BLOCKS and (used <= last.total.quantity.value or again or misprinted)


def belongs(holder: OpenList, mention: Mention) -> bool:
    """Whether a mention is the next part of an open list."""
    bodies = holder.total.draft.kind == "unit_count" and {mention.unit, holder.total.unit} <= BODY_UNITS
    if (mention.unit != holder.total.unit and not bodies) or mention.prior or mention.step or mention.sums or mention.per_head:
        return False
    if mention.rest.startswith(("中近", "中男", "中女", "中有", "中，", "中已")):
        return False  # 小学生3104人中近视1273人，初中生2132人中近视1554人
    if mention.unit == "元" and mention.quantity.bound in _LIMITS and holder.total.quantity.bound == "exact":
        return False  # 村均58万元，其中超过50万元的村9个
    if mention.depth != holder.depth or (mention.change and mention.compared) or _WHERE.match(mention.rest):
        return False
    if holder.total.draft.kind == "headcount" and names_posts(mention.label) and not is_by_posts(holder, mention):
        return False
    if holder.parts and mention.near.startswith("已") and mention.gap[:1] in ("，", ",") and is_deed_alone(mention.label):
        return False  # 总户数8642户，其中贫困户612户，已脱贫598户
    if holder.parts and _runs_against(holder.total, mention):
        return False  # 年内补充20人，其中调入8人、招聘12人，退休15人
    if holder.parts and mention.change.startswith("净"):
        return False  # 离编215人，其中退休163人、调出52人，净增111人
    if holder.parts and _TAKES_STOCK.match(mention.near):
        return False  # 依次核销23名、31名、19名、26名，累计99名，到年底还有115名
    if YEAR_BEFORE.search(mention.tail) and not YEAR_BEFORE.search(holder.said + holder.total.tail):
        return False
    if mention.unit == "元" and holder.parts and is_left_over(mention.label):
        return False  # 支出1200万元，其中基本支出900万元、项目支出300万元，年末结余45万元
    if _OF_ANOTHER_KIND.get(holder.total.draft.kind, _NEVER).search(mention.label) and holder.parts:
        return False
    joined = mention.sentence == holder.sentence and mention.gap.lstrip()[:1] in ("、", "和", "及", "与")
    return mention.quantity.value <= holder.total.quantity.value or not holder.parts or joined


def _runs_against(total: Mention, mention: Mention) -> bool:
    """Whether one figure came in and the other went out, so that neither is a part of the other."""
    return total.label in _IN and mention.label in _OUT and mention.label not in _IN


def is_by_posts(holder: OpenList, mention: Mention) -> bool:
    """Whether people are divided by the posts that they hold: the words say so, or all the parts come to them (实有19人，其中
    行政编制12人、参公管理5人、工勤2人)."""
    if _BY_POSTS.search(holder.said):
        return True
    so_far = sum((part.quantity.value for part in holder.parts), Decimal(0))
    coming = listed(mention, mention.rest.partition("。")[0].partition("；")[0])
    return so_far + coming == holder.total.quantity.value
