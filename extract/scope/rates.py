"""Percentages: shares, rates, and how far something was carried out."""

import regex

from gouji.extract.scope.again import SORTS
from gouji.extract.scope.changes import one_of_two, read_rate_of_change
from gouji.extract.scope.dealt import item_names
from gouji.extract.scope.dealt_rates import SPLIT_BY, read_dealt_rate, topic
from gouji.extract.scope.deeds import is_deed, without_deed
from gouji.extract.scope.defaults import period_of_old
from gouji.extract.scope.kinds import aim_behind, is_demanded
from gouji.extract.scope.labels import is_countable, is_filler, split_label, trim
from gouji.extract.scope.leaning import names_target
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.words import pattern

_CARRIED_OUT = regex.compile(r"完成(?:年度|全年|年初)?(?P<aim>目标|任务|计划|预算)数?的?$")
_WEIGHT = regex.compile(r"(?P<what>[\u4e00-\u9fff]{2,12})×$")  # 综合得分＝日常考核得分×30%＋…
_VACANCY_RATE = pattern("(?:{parts.vacant|parts.excess})率$")
_RATE_OF = regex.compile(r"(?P<rate>[\u4e00-\u9fff]{2,8}率)(?P<whose>[\u4e00-\u9fff]{2,6}(?<![率达为比例]))")
_OF_ITSELF = regex.compile(r"的(?P<what>比例|比率|幅度|速度|增速|折扣)")
_HELD_AT = regex.compile(r"(?:均|都|并|始终|一直)?(?:控制|保持|稳定|维持)在")
_HELD = frozenset(("控制", "保持", "稳定"))

_AGAINST = regex.compile(r"(?:高于|低于|超过|未达到?|不及|[未不已][逾超])(?:[国省市县]定|法定|规定|要求)?的?$")
_CLAUSE = regex.compile(r"[，,；;。]")
_NEARLY = regex.compile(r"[约近达逾]|接近|将近|超过|不足|达到|不到|大约|约为")
_RANKED = regex.compile(r"(?:仍|则|也)?(?:再?次之|居次|最[多大高少低]|居[首多]|紧随其后)$")
_STILL = regex.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:仍然?|依然|始终|继续)?[是为](?:第一大|最?主要?|重要)")
_MAINLY = regex.compile(r"(?:^|[，,；;。])[^，。；]{0,8}?以(?P<who>[\u4e00-\u9fff]{2,12}?)(?:为主|居[多首]|最多)[，,]$")
_BELONGS = regex.compile(
    r"(?:左右)?(?:属于?|来自|涉及|是(?!指|因|由)|为)(?P<who>[\u4e00-\u9fff、“”]{2,14}?)(?:方面|问题)?(?:的|，|。|；|,|;|$)"
)
_NO_WHOLE = frozenset(("比", "总数"))
_SHORT_WHOLE = 4
_SHORT_SUM = 8  # the same of what is measured, not counted
_SUMS = ("面积", "收入", "支出", "投资", "金额", "开支", "预算")
_TARGET_OR_FACT = frozenset(("目标", "目标值", "实际", "实绩", "实际值"))
_NAMED_RATE = regex.compile(
    r"(?P<what>[^，。；]{2,30}?(?:比[率例重]|[\u4e00-\u9fff]率|百分比))[，,](?:[^，。；]{0,6}目标|实际)"
)
_MAX_RATE = 16
_MAX_DEMAND = 12
_JOINED = ("、", "和", "及", "与")
_STAGE = regex.compile(r"(?:改革|清理|规范|整合|核查|调整)[前后]")
_NAMED = 3  # shorter is an adverb: 按期, 实际


def read_rate(state: State, mention: Mention) -> None:
    """Settle a figure in % or ‰."""
    draft = mention.draft
    draft.kind, draft.role, draft.confidence = "percentage", "rate", 0.7
    if read_dealt_rate(state, mention):
        return
    if mention.of_previous and (before := state.last) is not None:
        _read_rate_of_previous(state, mention, before)
        return
    before = state.beside(mention)
    compared = before is not None and (before.draft.role == "delta" or before.prior)
    told = before.base if mention.change and before is not None and compared else None
    mention.base = told or state.base(mention, None)
    held = mention.label in _HELD or (_HELD_AT.fullmatch(mention.near) is not None and not aim_behind(mention.rest))
    again = mention.prior or mention.step == "to" or held
    if again and len(mention.label) <= 2 and _read_again(state, mention):
        return
    if mention.prior and names_target(mention.label) and _read_again(state, mention):
        draft.subject = f"{draft.subject}·{mention.label}" if draft.subject else mention.label  # 比目标值90%高4.8个百分点
        return
    row = before is not None and before.draft.rule == "rate_of_change" and mention.gap.strip() in _JOINED
    if row and before is not None and not mention.label and before.unit == mention.unit:
        draft.measure, draft.subject, draft.rule = before.draft.measure, before.draft.subject, before.draft.rule
        return  # 税收增长12.4%、8.7%
    if is_demanded(mention.near) and len(mention.gap) <= _MAX_DEMAND and _read_again(state, mention):
        return  # 占公用经费的5.25%（应不低于5%）
    if mention.change:
        read_rate_of_change(state, mention)
    elif mention.share:
        _read_share(state, mention)
    else:
        _read_plain_rate(state, mention)


def _read_rate_of_previous(state: State, mention: Mention, before: Mention) -> None:
    """`审核120件，占受理总数150件的80%`: the figure before is the whole, the one before that the part."""
    draft, base = mention.draft, state.before(before)
    relation = "占" if before.share else "完成" if names_target(before.label) else ""
    draft.measure = relation + (before.label or before.draft.measure)
    draft.subject = topic(state.whole(base)) if base else ""
    mention.base, draft.rule = base, "rate_of_previous"


def _read_again(state: State, mention: Mention) -> bool:
    """A percentage compared with the one before it (`3.12%，比上年末的3.21%…`) is of the same rate."""
    before = state.nearest(4, lambda one: one.unit == mention.unit and one.block == mention.block)
    if before is None:
        return False
    mention.base = before
    draft = mention.draft
    draft.measure, draft.subject, draft.rule = before.draft.measure, before.draft.subject, "rate_again"
    if mention.step == "to":
        before.step = "from"
        if all(moment.level == state.context.period for moment in before.times):
            before.draft.period, before.draft.when = period_of_old(state, before), None  # 普及率由91.5%提高到96%
    return True


def _read_share(state: State, mention: Mention) -> None:
    """`女性260人，占总数的40%`: the measure says of what, the subject what the share is of."""
    draft, part = mention.draft, state.beside(mention)
    if (part is None or part.unit in PERCENT) and (told := _named_part(state, mention)) is not None:
        draft.measure, draft.subject, draft.rule = "占比", topic(told).split("·")[-1], "named_share"
        mention.base = told
        return
    if mainly := _MAINLY.search(mention.tail.removesuffix(mention.near)):  # 以本地居民为主，占全部申请的85%
        draft.measure, draft.subject, draft.rule = "占比", mainly["who"], "share"
        return
    if part is not None and part.depth > mention.depth:  # 税收100万元（增值税60万元、其他40万元），占比64%
        part = state.nearest(12, lambda one: one.sentence == mention.sentence and one.level and one.depth <= mention.depth)
    own, said, whole = mention.near.rpartition("占")
    own, whole = (own, whole) if said else ("", "")
    compared = whole.startswith("比") and not whole.startswith("比重")  # 占比比上年的30%提高
    if part is not None and part.unit in SORTS and part.after and own.startswith(part.after) and "、" in part.near:
        own = "、".join(item_names(part.near).items)  # 教育、卫生两个系统合计占74.6%
    if (one := one_of_two(state, mention)) is not None:
        own = (one.draft.subject if one.draft.role == "part" else "") or one.draft.measure
    whole = whole.rstrip(" 的之")
    own, whole = trim(own.removesuffix("所")), "" if compared else trim(whole) or (whole if _STAGE.fullmatch(whole) else "")
    if own in SPLIT_BY and part is not None:  # 件数占总件数的8%
        draft.measure, draft.subject = f"占{whole or own}", topic(part).split("·")[-1]
    else:
        named = whole if whole and whole not in _NO_WHOLE else _whole_noun(state, mention, part)
        draft.measure = f"占{named}" if named else "占比"
        draft.subject = own or (topic(part).split("·")[-1] if part else state.heading)
    if whole.startswith("比重"):
        draft.measure = "比重"
    draft.rule = "share"


def _named_part(state: State, mention: Mention) -> Mention | None:
    """`机构类58条、业务类97条。最多的是业务类，占62.6%`: the part of a list before with which its clause ends."""
    clauses = _CLAUSE.split(mention.tail) if mention.near == "占" else []
    words = _RANKED.sub("", clauses[-2]) if len(clauses) > 1 else ""
    parts = [part for one in state.lists[-2:] for part in one.parts if part.block == mention.block] if words else []
    named = [(part, topic(part).split("·")[-1]) for part in reversed(parts) if part.unit not in PERCENT]
    told = (part for part, name in named if len(name) > 1 and words.endswith(name))
    first = _STILL.match(words)  # 网站仍是主渠道，占41.2%
    again = [part for part, name in named if first is not None and name.endswith(first["name"])]
    return next(told, again[0] if len(again) == 1 else None)


def _whole_noun(state: State, mention: Mention, part: Mention | None) -> str:
    """The noun of the whole that a share without one is of, "" where the figure before is no part or its noun is long."""
    if part is None or part.draft.role != "part" or part.base is None:
        return ""
    noun = without_deed(state.whole(part).draft.measure)
    short = len(noun) <= (_SHORT_SUM if noun.endswith(_SUMS) else _SHORT_WHOLE)
    return noun if noun not in topic(part) and short else ""


def _read_plain_rate(state: State, mention: Mention) -> None:
    draft, base = mention.draft, mention.base
    if done := _CARRIED_OUT.search(mention.near):
        part = state.beside(mention)
        draft.measure, draft.subject = "完成" + done["aim"], topic(state.whole(part)) if part else state.heading
        draft.rule = "percent"
        return
    if _read_rate_of_each(state, mention) or _read_against_target(state, mention):
        return
    beside = state.beside(mention)
    if mention.quantity.form == "tenths" and _NEARLY.fullmatch(mention.near) and beside is not None and beside.base is not None:
        _read_share(state, mention)  # 首长38人中女性15人，接近四成
        return
    if mention.near.endswith("×") and (weight := _WEIGHT.search(mention.near)):
        draft.measure, draft.subject, draft.mode, draft.rule = "权重", weight["what"], "norm", "percent"
        return
    label = "" if is_filler(mention.label) else mention.label
    if not label and mention.unit == "%" and (told := _BELONGS.match(mention.rest)):
        draft.measure, draft.subject, draft.rule = "占比", trim(told["who"]), "share"  # 约60%属土地类，20%属规划类
        return
    against = bool(_AGAINST.search(mention.near))
    alike = beside is not None and beside.unit == mention.unit and (against or not label)
    aim = aim_behind(mention.rest) if alike else ""
    if beside is not None and aim and against:
        draft.measure, draft.rule = aim, "percent"  # 管理率95.3%，高于90%的目标值
        draft.subject = beside.draft.subject or (beside.draft.measure if beside.draft.measure.endswith("率") else "")
        return
    measure, subject = split_label(label or mention.after)
    draft.measure = measure or aim_behind(mention.rest) or _proportion(mention.rest) or (base.draft.measure if base else "")
    draft.rule = "rate" if mention.rate else "percent"
    if not subject and (deed := done_to(state, mention)):
        draft.subject, draft.rule = deed, "rate_of_deed"
        return
    if subject or base is None or base.sentence != mention.sentence:
        draft.subject = subject
    elif _VACANCY_RATE.search(draft.measure):  # it is of posts, whoever stands before it
        draft.subject = base.draft.subject
    else:
        draft.subject = whole_of(state.whole(base))


def _proportion(rest: str) -> str:
    """`按不低于5%的比例抽查`: a percentage that says of itself what it is, "" where it does not."""
    found = _OF_ITSELF.match(rest)
    return found["what"] if found else ""


def _read_against_target(state: State, mention: Mention) -> bool:
    """`故障在24小时内修复的比率，目标为95%，实际达96.3%`: the rate is named before what was to be reached and what was."""
    if mention.label not in _TARGET_OR_FACT:
        return False
    draft, named, before = mention.draft, _NAMED_RATE.search(mention.tail), state.beside(mention)
    if named is not None:
        limit = before is not None and before.draft.kind == "duration"
        draft.measure = trim(named["what"].removeprefix("内"))[-_MAX_RATE:]
        draft.subject = before.draft.subject if before is not None and limit else ""
    elif before is not None and before.unit in PERCENT and before.draft.rule == "against_target":
        draft.measure, draft.subject = before.draft.measure, before.draft.subject
    else:
        return False
    draft.rule = "against_target"
    return True


def _read_rate_of_each(state: State, mention: Mention) -> bool:
    """`学历合格率小学99%、初中98%`: whose the rate is may stand behind its name, and alone after that."""
    draft, before = mention.draft, state.beside(mention)
    if named := _RATE_OF.fullmatch(mention.label):
        draft.measure, draft.subject, draft.rule = named["rate"], named["whose"], "rate_of_each"
        return True
    if before is None or before.draft.rule != "rate_of_each" or not mention.label or mention.rate:
        return False
    draft.measure, draft.subject, draft.rule = before.draft.measure, mention.label, "rate_of_each"
    return True


def done_to(state: State, mention: Mention) -> str:
    """Whose rate it is by the figure before, which says the same deed of it (实名制入库4043人，入库率98%), else ""."""
    before, label = state.beside(mention), mention.label
    if before is None or not mention.rate or not label.endswith("率") or label == "率":
        return ""
    whose, deed, rest = before.label.partition(label[:-1])
    whose = trim(whose)
    negated = whose.endswith(("不", "未", "无", "没"))  # 非常不满意6条，满意率99.9%
    return whose if deed and not (rest or negated) and len(whose) >= _NAMED and not is_deed(whose) else ""


def whole_of(mention: Mention) -> str:
    """What a rate is of, "" where the figure only tells what was done (参保1200人，参保率100%).

    A deed says no more than the rate does.
    """
    measure = mention.draft.measure
    return measure if is_countable(measure) and not is_deed(measure) else ""
