"""Points of an assessment: 满分30分, 自评29分, 扣1分; what kind of points they are, and of which item."""

import regex

from gouji.extract.scope.clauses import near_of
from gouji.extract.scope.kinds import grade_of, is_weight
from gouji.extract.scope.labels import trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State
from gouji.extract.scope.words import pattern, word_lists

_CLAUSE = regex.compile(r"[，,：:]")
_TOTAL_SCORE = pattern("{leaning.score_total}")
_POINTS: dict[str, str] = word_lists()["score_measures"]
_EXTREME = regex.compile(r"最[高低](?:的|者)?[为是](?P<who>[\u4e00-\u9fff]{2,10})$")
_MARKS = " \t　，,、；;：:。“”"
_OBTAINED = regex.compile(r"得分|自评|评分|实得|考评")
_ITEM = regex.compile(
    r"满分|分值|自评|扣|(?<![实应自可共])得$|(?<!自评|实际|综合|评价|总体|最终|平均|最高|最低|[总共实自考])得分[为是]?$"
)
_ITEM_ALONE = regex.compile(r"(?!.*[分值])[\u4e00-\u9fff]{2,10}")
_NO_ITEM = regex.compile(r"标准|办法|因|对照|总|每[次篇条件]")  # 对照考评标准自评32分 is of no item
_POINTS_PER = regex.compile(r"每[^，。；]{1,12}(?:扣|加|减)[减增得]?$")
_JUST_SCORED = regex.compile(r"[，,、]?(?:自评|实际|考评)?(?:得分?)?$")
_EACH_ITEM = regex.compile(r"(?P<item>[\u4e00-\u9fff]{2,10})(?P<each>每[件次篇处项条个人份])[扣加]$")
_ITEM_CAUSE = regex.compile(r"(?P<item>[\u4e00-\u9fff]{2,12})一项因[^，。；]*$")
_CONDITION = regex.compile(
    r"(?:^|[。；;|.．：])\s*(?P<item>[^，。；;|：.．]{4,18})的，(?P<each>每[\u4e00-\u9fff]{1,2})?[扣加]$"
)
_ASSESSED = regex.compile(r"(?:^|[，,的])(?:在)?(?P<what>[\u4e00-\u9fff]{2,8}(?:考核|评估|评比|测评|评价|考评))中[，,]")
_WITHIN_IT = regex.compile(r"^在(?:全[市县区省])?(?P<what>[\u4e00-\u9fff]{4,})中$")  # 在全县政务公开年度考核中


def read_score(state: State, mention: Mention) -> bool:
    """满分30分, 自评29分, 扣1分: the measure is what kind of points, the subject the item they are for."""
    draft = mention.draft
    if draft.quantity.unit != "分":
        return False
    draft.kind, draft.rule, draft.confidence = "score", "score", 0.7
    near = mention.near
    draft.measure = next((name for cue, name in _POINTS.items() if cue in near), "") or mention.label or "得分"
    if draft.measure != "满分" and (is_weight(mention.near, mention.rest) or is_worth(mention)):
        draft.measure = "分值"
    if grade := grade_of(mention.rest):
        draft.measure, draft.subject = grade + "等次", ""
        return True
    if draft.measure in ("扣分", "加分"):
        last = state.beside(mention)
        for_each = last is not None and "每" in last.near and mention.gap in ("扣", "加", "减")  # 每逾期1条扣0.5分
        draft.role = "plain" if for_each or _POINTS_PER.search(mention.tail) else "delta"  # 每处扣1分 is a rule
    if extreme := _EXTREME.search(near):
        draft.measure, draft.subject = "得分", trim(extreme["who"])  # 最高为卫生局91.5分
        return True
    outside = near_of(mention.tail.rstrip("(（" + near)).strip(_MARKS) if mention.depth else ""
    before = state.beside(mention)
    named = None if mention.depth or _NO_ITEM.search(mention.tail) else _ITEM.search(near)
    item = near[: named.start()].strip(" \t　“”").removesuffix("共") if named else ""
    if draft.measure == "分值" and not (item or mention.depth) and _ITEM_ALONE.fullmatch(near):
        item = near  # 产出50分得47.5分
    if near.startswith("满分") and not mention.depth and len(clauses := _CLAUSE.split(mention.tail)) > 1:
        item = clauses[-2].strip(_MARKS)  # 组织领导，满分15分: a bracket that was lost
    if each := _EACH_ITEM.search(near):
        item = each["item"].rstrip("的") + each["each"]  # 文书有误的每件扣2分
    elif case := _CONDITION.search(mention.tail):
        item, outside = trim(case["item"]) + (case["each"] or ""), ""  # 擅自设立机构的，每个扣5分
        draft.role = "plain"
    elif cause := _ITEM_CAUSE.search(near) or (_ITEM_CAUSE.search(before.near) if before is not None else None):
        item = cause["item"]  # 归档一项因1份缺页扣1分
    if item.startswith(("我", "本")) and (assessed := _ASSESSED.search(mention.tail)):
        outside = assessed["what"]  # 在市里组织的年度考核中，我局得94.5分
    if mention.prior and before is not None and before.draft.kind == "score":
        draft.subject = before.draft.subject  # 得92.5分，比上年的89分高3.5分
    elif outside or 2 <= len(item) <= 12:
        draft.subject = _WITHIN_IT.sub(r"\1", (outside or item).removeprefix("其中"))
    elif before is not None and before.unit == "分" and _same_item(before, mention):
        draft.subject = before.draft.subject
    elif not _TOTAL_SCORE.search(near):
        draft.subject = state.heading
    return True


def is_worth(mention: Mention) -> bool:
    """Whether whole points stand alone in a bracket behind an item: 组织领导（15分）."""
    if mention.unit != "分":
        return False
    alone = mention.depth > 0 and not mention.near and mention.rest[:1] in (")", "）") and not mention.quantity.decimals
    return alone and mention.tail.rstrip().endswith(("（", "(")) and not _OBTAINED.search(mention.tail)


def _same_item(before: Mention, mention: Mention) -> bool:
    """Whether two scores are of one item: in or just behind one bracket, or 满分10分，自评9.5分 of one clause."""
    if mention.gap.lstrip()[:1] in (")", "）", "（", "(") or (mention.depth and before.depth):
        return True
    return before.draft.measure in ("满分", "分值") and bool(_JUST_SCORED.match(mention.gap))
