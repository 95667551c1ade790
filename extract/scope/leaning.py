"""Levels that lean on the figure before them or on what stands around: each function settles its own kind or says no."""

import regex

from gouji.extract.scope.deeds import without_deed
from gouji.extract.scope.flows import stock_of
from gouji.extract.scope.headings import leading_subject
from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import is_filler, is_general, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import OWN_NOUN, PERCENT, State
from gouji.extract.scope.words import pattern, words

_LIMITS = frozenset(("日", "天", "个工作日", "个工作天", "个月", "年", "小时", "分钟"))
_WITHIN = regex.compile(
    r"\s?(?:之|以)?内(?:均|已|全部|主动|须|应|进行|向[\u4e00-\u9fff]{2,6}(?=申请|报告|反馈|提出|报送|作出|说明))*(?P<deed>[\u4e00-\u9fff]{2,10}?)(?=[，。；,;:：、（(\s]|者|的|$)"
)
_FULLY = regex.compile(r"^(?:逐步|全部|逐一|予以(?=..)|及时|基本|率先)|(?<=..)完毕$")
_UNTIL = regex.compile(r"自[\u4e00-\u9fff]{1,10}?之?日起$")
_BINDING = regex.compile(r"(?:当场或?|限期?|预定|计划|拟|应当?|须|需|必须|一律|均|承诺的?|法定的?|原则上?|[在于])+$")
_SHORT_DEED = 4
_MAX_WHOSE = 16
_PAID = pattern("(?:共)?{leaning.paid}")
_RANKED_BY = regex.compile(r"(?P<what>[\u4e00-\u9fff]{2,12})以(?P<who>[\u4e00-\u9fff、]{2,10})$")
_MOSTLY = regex.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,12})以(?P<who>[\u4e00-\u9fff、]{2,10}?)(?:居[多首]|最[多高大]|为主)[，,](?:共?[为有]|达到?|共)?$"
)
_MOST_IS = regex.compile(
    r"(?:减少|增加|新增|压减)?(?P<what>[\u4e00-\u9fff]{2,10}?)最[多高大]的[是为](?P<who>[\u4e00-\u9fff]{2,10})[，,](?:由|从|共[有计]?|达到?|有|为)?$"
)
_FIRST_OF = regex.compile(r"\s?为?(?:最[多高大]|居[多首])")
_NEXT_OF = regex.compile(r"\s?(?:再?次之|居次|居第)")
_TARGET = pattern("{leaning.target}[数值]?$")
_STANDING = frozenset(words("leaning.standing"))
_BY_NUMBER = regex.compile(r"(?:实际|实有|现有)人数(?=为?$)")
_HELD_BY = ("在职", "在岗", "在编", "在册")  # how those counted hold their posts
_IN_POST = regex.compile(r"(?:[现实]有(?:员额)?|(?:现|实|已|实际|现已)配备?)$")
_PER_HEAD_ONLY = regex.compile(r"^(?:[人户生日月年村镇乡校笔车件班床店厂社家]均|平均|每)")
_OWN_PER_HEAD = regex.compile(r"(?P<what>[\u4e00-\u9fff]{3,12}?)(?P<each>平均每[\u4e00-\u9fff]{1,4})")
_AT_RATE = regex.compile(
    r"的标准(?:共|统一|予以|给予)*(?:收取|征收|缴纳|发放|补助|筹集|拨付|安排)(?P<what>[\u4e00-\u9fff]{2,8}?)(?=[\d，。；])"
)
_ONLY_EACH = 4  # 每人每年 says no more than for what; 每人每年学习时数 names what it is, too

_INHABITED = {"户": "户数", "人": "人口"}
_MANY_PEOPLE = 100
_ANOTHER = regex.compile(r"[：:]\s*[\u4e00-\u9fff]{2}")
_PLACES = ("村", "村民小组", "（社区）", "(社区)", "社区", "居委会", "街道", "乡镇", "镇", "乡")
_COMMA = regex.compile(r"[，,]")
_CLAUSE = regex.compile(r"[，,：:]")


def read_limit(state: State, mention: Mention) -> bool:
    """`材料收齐之日起12个工作日内予以办结`: a limit of time is of what must be done in it."""
    match = _WITHIN.match(mention.rest) if mention.unit in _LIMITS else None
    if not match:
        return False
    draft, before = mention.draft, state.beside(mention)
    first = trim(_CLAUSE.split(mention.tail)[-2]) if _COMMA.search(mention.tail) else ""
    deed = _FULLY.sub("", match["deed"])
    deed = "处理" if deed == "完成" else deed
    draft.kind, draft.rule = "duration", "limit"
    named = deed + "时限" if len(deed) <= _SHORT_DEED else deed  # 消化 of 超编人员 takes three years: 消化时限
    draft.measure = "承诺时限" if "承诺" in mention.near else named
    whose = trim(_BINDING.sub("", _UNTIL.sub("", mention.near)))
    first = first if len(first) > len("以上") else ""
    if not (whose or first) and before is not None and before.level:
        held, counted = before.draft.subject.split("·")[0], without_deed(before.draft.measure)
        whose = f"{held}·{counted}" if held else counted
    draft.subject = (first or whose)[-_MAX_WHOSE:]
    return True


def read_alongside(state: State, mention: Mention) -> bool:
    """`87批、2315人次`, `发放…408万元`: one thing counted in two units takes the words of the figure beside it."""
    before = state.beside(mention)
    if before is None or before.unit == mention.unit or not before.level or mention.prior or mention.step:
        return False
    if mention.quantity.unit in OWN_NOUN:
        return False
    bare = not mention.label or is_filler(mention.label) or (mention.unit == "元" and _PAID.fullmatch(mention.label))
    if not bare or mention.after or before.unit in PERCENT:
        return False
    between = mention.near.strip(" 、，,和及与共计")
    if mention.depth == before.depth and _ANOTHER.search(mention.gap.removesuffix(mention.near)):
        return False  # 分为两类：甲类为县直部门，计42个
    if between and not (mention.unit == "元" and _PAID.fullmatch(between)):
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.role = before.draft.measure, before.draft.subject, before.draft.role
    many = mention.quantity.value >= _MANY_PEOPLE
    if many and (inhabited := _INHABITED.get(mention.unit)) and draft.measure.endswith(_PLACES):
        draft.measure, draft.kind, draft.rule, draft.role = inhabited, "count", "inhabited", "plain"
        return True  # 辖12个行政村，8200户、2.6万人
    if before.draft.rule == "inhabited" and mention.unit in _INHABITED:
        draft.measure, draft.kind, draft.rule = _INHABITED[mention.unit], "count", "inhabited"
        return True
    if is_general(draft.measure) and is_general(mention.label):
        draft.measure = mention.label  # 救助235户，面积112公顷，金额945万元: of the same, but no 面积
    if mention.unit == "元" and before.draft.rule == "part" and (paid := _paid_before(state, mention)):
        draft.measure, draft.subject = paid, before.draft.subject.split("·")[-1]
    if before.unit == "户" and mention.unit == "人" and draft.measure.endswith("户"):
        draft.measure = draft.measure.removesuffix("户") + "人口"
    people = before.unit == "户" and mention.unit == "人" and before.draft.kind == "count"  # 退出12户12人
    served = before.draft.kind == "count" and not (mention.unit == "人" and draft.measure.endswith(_TEAMS))
    draft.kind = "count" if people else kind_of(draft.quantity, draft.measure, "count" if served else None)
    draft.rule, mention.base, mention.prior = "alongside", before, before.prior
    return True


def _paid_before(state: State, mention: Mention) -> str:
    """What the amounts of a list are, "" where none says it: 渣土运输312起、罚款98.6万元，违法建设94起、52.9万元."""
    fits = (one for one in state.seen[-16:] if one.unit == mention.unit and one.sentence == mention.sentence)
    told = next((one for one in fits if one.draft.rule == "with_part"), None)
    return told.draft.measure if told else ""


_TEAMS = ("队", "队伍", "小组", "专班")
_ON_ROLL = frozenset(("在册", "在管"))


def read_standing(state: State, mention: Mention) -> bool:
    """`编制7名，实有6人`: people in place of the office whose quota stands before."""
    label = mention.label
    before = state.nearest(4, lambda one: one.sentence == mention.sentence and one.level)
    if (
        label not in _STANDING
        and before is not None
        and before.draft.kind == "quota"
        and (bare := _IN_POST.search(mention.near))
    ):
        label = bare[0]
    elif label not in _STANDING and not (label == "人员" and before is not None and before.draft.kind == "quota"):
        return False  # 划转编制386名、人员361人
    if mention.unit != "人":
        return False
    draft = mention.draft
    if label in _ON_ROLL and (stock := stock_of(state, mention)) is not None and stock.draft.kind == "count":
        draft.measure, draft.subject, draft.kind = stock.draft.measure, stock.draft.subject, "count"
        draft.rule, mention.base = "standing", stock  # 年初在册矫正对象22人，新接收16人，年底在册27人
        return True
    draft.kind, draft.rule = "headcount", "standing"
    if "配" in label:
        label = "领导干部" if before is not None and before.draft.measure.endswith("职数") else label + "人员"
    if counted := _BY_NUMBER.search(mention.near):
        label = counted[0]
    held = next((word for word in _HELD_BY if word in label), "")
    draft.measure = (
        label
        if label.endswith(("员额", "人数", "人员", "领导干部"))
        else (held or "实有" if "实" in label or label == "尚有" else label) + "人员"
    )
    if before is not None and before.draft.rule == "flow":
        before = before.base
    if before is not None and (row := state.summed_row(before)):
        before = row[0]  # 领导职数86名，正科22名、副科64名，实配80人
    draft.subject = leading_subject(mention.tail) or (before.draft.subject if before else "")
    return True


def read_ranked(state: State, mention: Mention) -> bool:
    """`缺额以职员158人最多，警察72人次之`: of what is ranked the first says whose it is behind 以, the next alone."""
    draft, before = mention.draft, state.beside(mention)
    first = _RANKED_BY.search(mention.near) if _FIRST_OF.match(mention.rest) else _MOSTLY.search(mention.tail)
    first = first or (_MOST_IS.search(mention.tail) if "最" in mention.tail else None)
    if first is not None:
        draft.measure, draft.subject = trim(first["what"]), first["who"]
    elif before is not None and before.draft.rule == "ranked" and before.unit == mention.unit and _NEXT_OF.match(mention.rest):
        draft.measure, draft.subject = before.draft.measure, mention.label
    else:
        return False
    draft.kind, draft.rule = kind_of(draft.quantity, draft.measure, None), "ranked"
    return True


def names_target(label: str) -> bool:
    """Whether a label names what was to be reached (年度目标, 计划数)."""
    return bool(_TARGET.search(label))


def _is_held_against(level: Mention, target: Mention) -> bool:
    """Whether a target can be that of a level before it: of its sentence and unit, and of this year."""
    return level.sentence == target.sentence and level.unit == target.unit and level.level and not level.prior


def read_target(state: State, mention: Mention) -> bool:
    """`完成年度目标20000人的105%`: a target is of the figure before it."""
    label = mention.label
    named = names_target(label) and not mention.per_head  # 平均每个计划有48人竞争
    before = state.nearest(6, lambda one: _is_held_against(one, mention)) if named else None
    if before is None:
        return False
    draft = mention.draft
    draft.measure, draft.kind, draft.rule, mention.base = before.draft.measure, before.draft.kind, "target", before
    if label.startswith("超"):  # 完成36公里，超计划6公里
        draft.role, draft.subject = "delta", before.draft.subject
        return True
    draft.subject = f"{before.draft.subject}·{label}" if before.draft.subject else label
    return True


def read_per_head(state: State, mention: Mention) -> bool:
    """`人均2.9万元` is an amount of the money before it."""
    label = mention.label
    if mention.per_head and (own := _OWN_PER_HEAD.fullmatch(label)):  # 权责清单平均每镇126项
        draft = mention.draft
        draft.measure, draft.subject = trim(own["what"]), own["each"]
        draft.kind, draft.role, draft.rule = kind_of(draft.quantity, draft.measure, None), "rate", "per_head"
        return True
    if not mention.per_head or len(label) > 8 or not _PER_HEAD_ONLY.match(label):
        return False
    draft = mention.draft
    draft.role, draft.rule = "rate", "per_head"
    before = state.nearest(6, lambda one: one.unit == mention.unit and one.block == mention.block)
    if before is None:
        about = state.nearest(4, lambda one: one.unit not in PERCENT and one.block == mention.block and one.level)
        draft.measure, draft.subject = label, about.draft.measure if about else state.heading
        if paid := _AT_RATE.match(mention.rest):  # 按每户100元的标准收取登记费
            draft.measure, draft.subject = paid["what"], label
        elif len(label) > _ONLY_EACH:
            draft.subject = ""
        draft.kind = kind_of(draft.quantity, label, None)
        return True
    whole = state.whole(before).draft
    draft.measure, draft.kind = whole.measure, whole.kind
    draft.subject = f"{whole.subject}·{label}" if whole.subject else label
    return True
