"""Changes: amounts by which something grew or fell, changes in points and in percent, and the levels from and to."""

import regex

from gouji.extract.scope.behind import read_behind
from gouji.extract.scope.defaults import period_of_old
from gouji.extract.scope.kinds import STOCKS, kind_of
from gouji.extract.scope.labels import is_bare_measure, is_countable, is_filler, split_label, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.words import pattern, words

_AGAINST = frozenset(words("change.against"))
_OUT_OF = regex.compile(r"[由从]|原|[前初末底]")
_REGROUP = words("change.regroup")
_FLOWS = pattern("(?:{flow.in|flow.out})[\\u4e00-\\u9fff]{0,4}$")
_COMPARING = regex.compile(r"(?:相?比|较)$")
_AT_PRICES = regex.compile(r"按?(?:可比|不变|现行)(?:价格?|口径)(?:计算)?")
_AGAINST_WHAT = regex.compile(r"(?<=..)[较比][\u4e00-\u9fff]{2,8}$")
# What is compared with that is no time, beside words that go before a noun of their own (较上年行政编制减少).
_WITH_ANOTHER = regex.compile(r"[，,、；;\s]*[比较](?![上去前年同往改\d原本期此今当预计规核])[\u4e00-\u9fff]{2,10}$")
_APART_FROM = regex.compile(
    r"(?:低于|高于|高出|超出|低|高)[\u4e00-\u9fff]{0,8}(?:水平|平均值?|目标值?|标准|控制线)?$|(?:两者)?相差$|较目标值?$"
)
TIME_ONLY = regex.compile(
    r"^[\u4e00-\u9fff]{0,4}[前时]$|^[次翌]年$|^[一二两三]年(?:之?[间内]|来)$|(?:期间|时期)$|^上一?(?:会期|届|次|轮|期)$|基期$"
)  # 比改革前的28个, 较上次会期间352件
_MARK = regex.compile(
    r"(?:平均|总体)(?:水平|值|数)?|(?:控制|年度|全年|预期|既定)?目标值?|(?:控制|警戒|监管|预警|及格|合格|达标|最[低高])线|标准|要求"
)
_JOINED = ("、", "和", "及", "与")
_MORE_POINTS = regex.compile(r"(?:^|(?<=[\d个点]))[、和及与]\d+(?:\.\d+)?(?=个|百分点|[、和及与])")
_RANKED = regex.compile(r"排名|名次|位[次列居]|[列居]第")
_CAUSES = ("原因", "因素")
_CALLED = frozenset(("率", "幅", "幅度", "比例", "比率"))  # behind a change word: 删减率
_REACHING = ("至", "到", "达", "达到")
_OF_EACH = regex.compile(r"每个?[\u4e00-\u9fff]{1,4}")
_BARE_NOUNS = frozenset(("人员", "单位", "机构", "职工", "经费", "项目", "部门"))
_OF_TWO = regex.compile(r"(?P<which>[前后])者")
_CLAUSE = 5  # what is longer before a change word, with a noun behind the figure, is no noun
_CAME = frozenset(words("flow.in"))  # 新进, 调入
_REGROUPED = pattern("(?:{change.regroup})$")
_MAX_STEP = 16  # the longest gap between the old and the new level


def read_delta(state: State, mention: Mention) -> None:
    """`减少35人`: what changed is named before the change word, else it is the level before."""
    draft = mention.draft
    draft.role, draft.rule, draft.confidence = "delta", "change", 0.75
    if mention.quantity.unit == "位" and _RANKED.search(mention.gap):  # 排名第19位，比上年上升5位
        draft.measure, draft.kind = "排名", "count"
        return
    before = state.beside(mention)
    compared = (
        before if before is not None and before.prior and before.unit == mention.unit and mention.gap == mention.near else None
    )
    base = mention.base = state.base(mention, mention.unit) or compared  # 编制总量方面，比上年的1612名减少26名
    if base is not None and mention.rest[:1] in ("：", ":") and base.label in _CAME and base.draft.kind in STOCKS:
        base = None if base.sentence == mention.sentence and not mention.compared else base  # 新进71名、减少97名：退休52名、…
    own = without_change(mention)
    each = own if base is not None and _OF_EACH.fullmatch(own) else ""
    own = "" if each else own
    counted = read_behind(mention.rest, mention.quantity.unit).noun
    noun = mention.after if is_countable(mention.after) else counted
    if counted and (len(own) > _CLAUSE or base is None):
        draft.measure, draft.subject = counted, ""  # 由于填补空缺净增加11个职位
    elif own and not is_filler(own) and (base is None or len(own) >= 4 or mention.sentence != base.sentence):
        draft.measure, draft.subject = split_label(own)
        if not draft.subject and base is not None and is_bare_measure(own):
            draft.subject = base.draft.subject
    elif base is not None and _is_net_of_flows(mention, base):
        draft.measure, draft.subject = mention.change, ""  # 新进133人、离职79人，净增54人
    elif base is not None and not noun:
        draft.measure, draft.subject = state.lent(base)
        if base.draft.rule == "flow":
            draft.subject = mention.change
        elif base.draft.rule == "division":
            draft.subject = f"{draft.subject}·{mention.change}" if draft.subject else mention.change
    else:
        measure = own if own in _BARE_NOUNS and not noun else mention.change + noun  # 人员减少255人
        draft.measure, draft.subject = measure, "" if noun or measure == own else state.heading
    if each:
        draft.subject = f"{draft.subject}·{each}" if draft.subject else each  # 每个乡镇减少3个
    named = noun if noun and draft.measure.endswith(noun) else own or noun  # 编制计划净增12个职位
    draft.kind = kind_of(draft.quantity, named, base.draft.kind if base else None)


def _is_net_of_flows(mention: Mention, base: Mention) -> bool:
    """Whether a net change is of flows without a noun (新进133人、离职79人，净增54人)."""
    bare = mention.change.startswith("净") and not is_countable(base.draft.measure)
    return bare and bool(_FLOWS.search(base.near))


def without_change(mention: Mention) -> str:
    """The label up to its change word and the 比 of its comparison."""
    if mention.compared and _WITH_ANOTHER.match(mention.near):
        return ""  # 比工资册少9人
    position = mention.label.rfind(mention.change)
    own = mention.label[:position] if position > 0 else ""
    own = trim(_AGAINST_WHAT.sub("", _COMPARING.sub("", own)) if mention.compared else own)
    return "" if own.endswith(_CAUSES) else own  # 因退休等原因减少12人


def read_points(state: State, mention: Mention) -> None:
    """`提高2.1个百分点`: a change of the percentage before it."""
    draft = mention.draft
    draft.kind, draft.role, draft.rule, draft.confidence = "percentage", "delta", "points", 0.7
    beside = state.beside(mention)
    own = beside is not None and beside.unit in PERCENT and beside.prior and len(beside.label) > 2
    base = beside if own else state.nearest(6, lambda one: one.unit in PERCENT and one.block == mention.block and not one.prior)
    label = trim(mention.label.replace(mention.change, "", 1)) if mention.change else mention.label
    if (one := _dealt_to(state, mention)) is not None:
        draft.measure, draft.subject, mention.base = one.draft.measure, one.draft.subject, one
        return
    if apart := _APART_FROM.search(label):
        label = trim(label[: apart.start()])  # 某县办结率低于全市平均水平0.8个百分点
    if _MARK.fullmatch(label):  # 比全市97.6%的平均水平低6.6个百分点, 低于4.5%的控制目标1.6个百分点
        label = ""
        base = (
            state.nearest(6, lambda one: one.unit in PERCENT and one.block == mention.block and one.draft.mode != "norm")
            or base
        )
    if label and not is_filler(label) and label not in _AGAINST and not TIME_ONLY.search(label):
        draft.measure, draft.subject = split_label(label)
    elif base is not None:
        draft.measure, draft.subject = base.draft.measure, base.draft.subject
    mention.base = base


def _dealt_to(state: State, mention: Mention) -> Mention | None:
    """The rate whose change this is where changes are dealt out: 巩固率、入学率分别为96.8%、92.7%，分别提高1.7和2.4个百分点."""
    here = [one for one in state.seen[-10:] if one.sentence == mention.sentence]
    given, due = 0, 1 + len(_MORE_POINTS.findall(mention.rest.partition("。")[0].partition("；")[0]))
    while here and here[-1].unit == mention.unit and here[-1].draft.rule == "points":
        given, first = given + 1, here.pop()
        mention = first
    row: list[Mention] = []
    while here and here[-1].unit in PERCENT:
        row.insert(0, here.pop())
        if not row[0].gap.lstrip().startswith(_JOINED) and len(row) >= given + due:
            break
    return row[given] if "分别" in mention.near and given < len(row) > 1 else None


def read_rate_of_change(state: State, mention: Mention) -> None:
    """`同比增长12.5%`: the measure is the change, the subject what changed."""
    draft, base = mention.draft, mention.base
    own = trim(_AT_PRICES.sub("", mention.label.replace(mention.change, "", 1))).removesuffix("相比").removesuffix("相较")
    own = own.strip("+＋-－")
    compared = own if own in _AGAINST else ""
    whose, change, rate = mention.label.rpartition(mention.change)
    called = bool(change) and rate in _CALLED  # 删减率, 事项压减幅度
    draft.measure = change + rate if called else compared + mention.change
    own = trim(whose) if called else "" if compared else own
    if (one := one_of_two(state, mention)) is not None:
        own = subject_and_measure(one)
    draft.subject = own or (subject_and_measure(base) if base else _changed_before(state, mention) or state.heading)
    draft.rule = "rate_of_change"


def one_of_two(state: State, mention: Mention) -> Mention | None:
    """`即办件15万件、承诺件8万件，前者占64%，后者增长2%`: the figure that 前者 or 后者 means."""
    found = _OF_TWO.match(mention.near)
    here = [one for one in state.seen[-6:] if one.sentence == mention.sentence and one.level]
    pair = [one for one in here if here and one.unit == here[-1].unit]
    return pair[-2 if found["which"] == "前" else -1] if found and len(pair) > 1 else None


def _changed_before(state: State, mention: Mention) -> str:
    """What the amount straight before a rate says has changed, where no level is told: 人员减少37人，下降0.4%."""
    before = state.beside(mention)
    return subject_and_measure(before) if before is not None and before.draft.role == "delta" else ""


def subject_and_measure(mention: Mention) -> str:
    """Subject and measure of a figure as one phrase."""
    draft = mention.draft
    return f"{draft.subject}·{draft.measure}" if draft.subject and draft.measure else draft.subject or draft.measure


def read_from_to(state: State, mention: Mention) -> bool:
    """`由2846人减至1187人`: the figure before is the old level, this one the new level of the same thing."""
    before = state.beside(mention)
    reached = before is not None and before.draft.role == "delta" and mention.near.strip() in _REACHING
    if before is not None and mention.near == "为" and before.unit == mention.unit and _REGROUPED.search(before.near):
        draft = mention.draft  # 整合28个为11个
        draft.measure, draft.kind, draft.rule, mention.base = before.draft.measure, before.draft.kind, "from_to", before
        draft.subject, draft.role = f"{before.draft.subject.split('·')[-1]}后" if before.draft.subject else "", "part"
        return True
    if not (mention.step == "to" or reached) or before is None or before.unit != mention.unit or len(mention.gap) > _MAX_STEP:
        return False
    regrouped = any(word in mention.near for word in _REGROUP)
    if before.step != "from" and mention.label and not (is_filler(mention.label) or regrouped):
        return False  # 新录条目8万条，数据库条目增至90万条: two things
    draft = mention.draft
    if reached:  # 增加11个至884个
        draft.measure, draft.subject, draft.kind = before.draft.measure, before.draft.subject, before.draft.kind
        draft.rule, mention.base = "from_to", before.base
        return True
    before.step, before.direction = "from", mention.direction
    mention.base, mention.per_head = before, mention.per_head or before.per_head
    draft.measure, draft.subject, draft.kind = before.draft.measure, before.draft.subject, before.draft.kind
    draft.rule, draft.confidence = "from_to", 0.85
    planned = draft.kind == "money" and before.draft.mode == "norm"  # 本年度核准预算684万元，修订为679万元: both of the year
    planned = planned or (regrouped and not _OUT_OF.search(before.tail))  # 职能相近的46家整合为17家: done in the year
    if not planned and all(moment.level == state.context.period for moment in before.times):
        for old in (before, *_beside_of_old(state, before)):
            old.draft.period, old.draft.when = period_of_old(state, before), None
    return True


def _beside_of_old(state: State, before: Mention) -> list[Mention]:
    """The old levels that stand in a row with the last: 由420元、560元提高到480元、640元."""
    row = [one for one in state.seen[-4:] if one.sentence == before.sentence]
    last = next((at for at, one in enumerate(row) if one is before), 0)
    first = row[last - 1] if last and before.gap.strip() in ("、", "和") else None
    return [first] if first is not None and first.step == "from" and first.unit == before.unit else []
