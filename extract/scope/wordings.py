"""Levels that say what they count in a way of their own: done of what was due, posts authorised, money spent, taken from."""

import regex

from gouji.extract.scope.deeds import is_deed, is_deed_alone, without_deed
from gouji.extract.scope.kinds import done_beside, kind_of
from gouji.extract.scope.labels import BODIES, is_measure, split_label, trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import names_counted
from gouji.extract.scope.state import State
from gouji.extract.scope.words import pattern

_DUE = regex.compile(r"应(?:该|当)?(?P<what>[\u4e00-\u9fff]{2,10})$")
_IN_FACT = regex.compile(r"(?:实际|实|已)(?P<deed>[\u4e00-\u9fff]{2,4})$")
_HANDED_OVER = ("移送", "移交", "送交", "报送", "上报")
_NO_DEED = ("进行", "开展", "组织")
_VACANT = pattern("{parts.vacant|parts.excess}$")
_SPENDING = regex.compile(r"(?:共|已|累计|完成|实际)*(?P<deed>投入|支出|支付|使用|执行)$")
_BUDGETED = regex.compile(r"(?:年初|全年|年度|调整后?)?(?:安排)?预算数?(?:安排)?")
_BY_WHOM = regex.compile(r"^.*(?:编委会?|编办|编制委员会|编制部门|政府|上级|省里|市里)$")  # 县委编委核定: for all
_POSTS = ("编制", "职数", "员额", "职位")
_FILLED_BEHIND = regex.compile(r"[，,、（(]\s?(?:现|实际|已)?(?:实有|在编|在岗|实配|配备)(?!编制)")
_SPREAD = regex.compile(
    r"(?P<posts>[\u4e00-\u9fff]{0,6}?(?:编制|职数|员额))(?:总[量数额])?的?(?:分布|构成|配置|分配|使用)?(?:情况)?(?:[是为]|如下)?[，,：:]"
)
_PAID = regex.compile(r"(?:发放|拨付|兑现)(?P<what>[\u4e00-\u9fff]{2,10})$")
_GIVEN = regex.compile(r"编制[^，。；]{0,12}[，,](?:其中)?(?:调剂|分配|安排|投放|划拨|下达)给(?P<whom>[\u4e00-\u9fff]{2,10})$")
_USED = regex.compile(r"(?:全年)?(?:实际|已|累计)使用")
_HOLDING = regex.compile(r"(?:使用|占用)?(?P<posts>[\u4e00-\u9fff]{2,6}编制)的$")
_AIMED = frozenset(("目标", "计划", "任务", "目标值", "指标", "任务数", "计划数", "目标数"))
_REACHED = frozenset(("实际", "完成", "实际完成", "实绩", "已完成", "达到"))
_NAMED_FIRST = regex.compile(
    r"(?:^|[。；;\n、])[\s\d.．（()）]*(?P<what>[\u4e00-\u9fff“”]{2,14})[，,：:][\u4e00-\u9fff]{2,4}(?:值|数)?[为是]?$"
)
_EXTREME = regex.compile(r"(?P<which>最[长短高低多少快慢大小])的?(?:一[件项宗个户人次期]|者)?[为是达仅]?$")
_LASTING = regex.compile(r"(?P<what>[\u4e00-\u9fff]{2})[，,](?:时间|时长)(?:均|都|为|共|约|[不应须得至少低超长短于过])*$")
_TIME_UNITS = ("天", "日", "个工作日", "小时", "学时", "个月", "分钟", "年", "周")
_MEAN_AGE = regex.compile(r"(?P<whose>[\u4e00-\u9fff]{0,10}?)的?平均年龄")
_OLDER = regex.compile(r"(?:小|大|年轻)了?$")
_OFFICES = frozenset("科室")  # divisions of an office that are their own measure word
_SETS_UP = regex.compile(r"(?P<whose>[\u4e00-\u9fff]{2,10}?)(?:内|分|下|现|共)*[设置]有?$")
_OUT_OF = regex.compile(r"(?:^|[，,])从(?P<whole>[^，,。；]{2,14})中(?P<deed>[\u4e00-\u9fff]{2,6})$")


def read_wording(state: State, mention: Mention, label: str) -> bool:
    """Settle a level by a wording that tells what it counts; False where it has none."""
    if _carried_out(state, mention, label) or _authorised(mention, label):
        return True
    return (
        _paid_to(state, mention, label)
        or _taken_from(mention)
        or _posts_of(state, mention, label)
        or _staff_of(state, mention, label)
    )


def read_offices(state: State, mention: Mention) -> bool:
    """`本局設6科3室`, `考訓、給與及綜合4科`: divisions of the office that sets them up."""
    if mention.unit not in _OFFICES:
        return False
    draft, before = mention.draft, state.beside(mention)
    sets_up = _SETS_UP.search(mention.near)
    if sets_up is None and before is not None and before.unit in _OFFICES:
        draft.subject = before.draft.subject
    else:
        draft.subject = trim(sets_up["whose"]) if sets_up else ""
    draft.measure, draft.kind, draft.rule = mention.unit, "unit_count", "offices"
    return True


def read_extreme(state: State, mention: Mention) -> bool:
    """`平均办理时间6.5天，最长的一件12天`: the extreme is of what the mean before it is of."""
    found, before = _EXTREME.search(mention.near) if "最" in mention.near else None, state.beside(mention)
    draft = mention.draft
    if found is None or before is None or not before.per_head or kind_of(draft.quantity, "", None) != before.draft.kind:
        return False
    draft.measure, draft.subject = before.draft.measure.replace("平均", "", 1), found["which"]
    draft.kind, draft.rule = kind_of(draft.quantity, draft.measure, before.draft.kind), "extreme"
    return True


def read_age(state: State, mention: Mention) -> bool:
    """`在职人员平均年龄43.6岁，比上年的44.1岁小0.5岁`: a mean age, the one it is compared with, and by how much it changed."""
    if mention.unit != "岁":
        return False
    draft, before, named = mention.draft, state.beside(mention), _MEAN_AGE.search(mention.near)
    draft.measure, draft.kind, draft.rule = "平均年龄", "duration", "age"
    again = before.draft.subject if before is not None and before.unit == "岁" else ""
    draft.subject = trim(named["whose"]) if named else again
    draft.role = "delta" if mention.change or _OLDER.search(mention.near) else "rate"
    return True


def lasting(mention: Mention) -> str:
    """What lasts so long, where only 时间 stands before the number: 在本单位公示，时间不少于7天 is 公示时间; "" elsewhere."""
    found = _LASTING.search(mention.tail) if mention.draft.quantity.unit in _TIME_UNITS else None
    return found["what"] + "时间" if found else ""


def read_aim(state: State, mention: Mention) -> bool:
    """`高标准农田建设，目标2.80万亩，完成2.85万亩`: what was to be reached and what was, of what stands before the comma."""
    label, draft, before = mention.label, mention.draft, state.beside(mention)
    if label in _AIMED and (named := _NAMED_FIRST.search(mention.tail)) and mention.tail.endswith(mention.near):
        draft.measure, draft.subject, draft.rule = trim(named["what"]) or named["what"], label, "aim"
    elif before is not None and before.draft.rule == "aim" and before.unit == mention.unit and label in _REACHED:
        draft.measure, draft.subject, mention.base = before.draft.measure, label, before
    elif before is not None and done_beside(before.rest) and label in _REACHED:
        draft.measure, draft.subject, draft.rule, mention.base = before.draft.measure, before.draft.subject, "aim", before
    else:
        return False
    draft.kind = before.draft.kind if mention.base is not None and before else kind_of(draft.quantity, draft.measure, None)
    return True


def _carried_out(state: State, mention: Mention, label: str) -> bool:
    """`应参保农民390人，实际参保386人`: what was done of what was due counts the same."""
    before = state.beside(mention)
    if before is None or before.unit != mention.unit or not before.label.startswith("应"):
        return False
    done, due = _IN_FACT.match(label), _DUE.match(before.label)
    if done is None or due is None or not due["what"].startswith(done["deed"]):
        return False
    if due["what"] == done["deed"]:
        return False
    draft, noun = mention.draft, due["what"].removeprefix(done["deed"])
    light = done["deed"] in _NO_DEED and noun
    draft.measure = noun if light else due["what"]
    draft.subject, draft.kind = label, kind_of(draft.quantity, draft.measure, before.draft.kind)
    return True


def read_spent(state: State, mention: Mention, label: str) -> bool:
    """`完成改造150户，投入52万元`, `扶贫资金286万元，已支出263万元`: money is told by what was done with it, and for what."""
    deed = _SPENDING.search(mention.near) if mention.unit == "元" else None
    if deed is None:
        return False
    on_what = is_deed(mention.after) and mention.label in ("", deed["deed"])  # 投入186万元新建社区中心
    if not (on_what or label in ("", deed["deed"]) or mention.near.endswith(f"实际{deed['deed']}")):
        return False
    before = state.beside(mention)
    draft, whole = mention.draft, state.whole(before).draft if before is not None else None
    told = whole is not None and whole.kind != "percentage" and not is_deed_alone(whole.measure)
    draft.measure = deed["deed"]
    if whole is not None and _BUDGETED.fullmatch(whole.measure):  # 公务接待费：预算8万元，支出5万元
        draft.subject, draft.kind, draft.rule = whole.subject, "money", "spent"
        return True
    draft.subject = without_deed(whole.measure) if whole is not None and told else state.heading
    draft.kind, draft.rule = kind_of(draft.quantity, draft.measure, None), "spent"
    return bool(draft.subject) or on_what


def _authorised(mention: Mention, label: str) -> bool:
    """`党群机关核定46名`: what is authorised for a body are posts."""
    draft = mention.draft
    if mention.unit == "人" and (given := _GIVEN.search(mention.tail)):
        draft.measure, draft.subject, draft.kind = "编制", trim(given["whom"]), "quota"  # 收回的编制投向基层，调剂给中小学121名
        return True
    if mention.quantity.unit == "人" and (used := _HOLDING.search(mention.near)):
        draft.measure, draft.subject, draft.kind = "在编人员", used["posts"], "headcount"  # 使用行政编制的1398人
        return True
    if mention.unit == "人" and _USED.fullmatch(label):
        draft.measure, draft.subject, draft.kind = label + "编制", "", "quota"
        return True
    if mention.unit != "人" or not label.endswith("核定") or len(label) <= len("核定"):
        return False
    mention.label = _BY_WHOM.sub("", label.removesuffix("核定").removesuffix("实际"))
    draft.measure, draft.subject, draft.kind = "编制", mention.label, "quota"
    if mention.label.endswith(_POSTS):  # 领导职数核定112名
        draft.measure, draft.subject = split_label(mention.label)
    return True


def _paid_to(state: State, mention: Mention, label: str) -> bool:
    """`为1873名老人发放津贴184.5万元`: what is paid is of those before whom it is paid to."""
    before, paid = state.beside(mention), _PAID.match(label)
    if mention.unit != "元" or paid is None or before is None or before.unit != "人" or not before.after:
        return False
    if mention.gap != mention.near or not mention.near.startswith(before.after):
        return False
    draft = mention.draft
    draft.measure, draft.subject, draft.kind = paid["what"], before.after, "money"
    return True


def _taken_from(mention: Mention) -> bool:
    """`从收回的编制里调剂40名`: what is counted is what it was taken from, the verb says which of it."""
    found = _OUT_OF.search(mention.near)
    if found is None:
        return False
    draft = mention.draft
    draft.measure, draft.subject = split_label(trim(found["whole"]))[0], trim(found["deed"])
    if is_measure(draft.subject):
        draft.measure, draft.subject = draft.subject, draft.measure  # 从周转池中调剂编制56名
    draft.kind = kind_of(draft.quantity, draft.measure, None)
    draft.rule = "taken_from"
    return True


def _posts_of(state: State, mention: Mention, label: str) -> bool:
    """`行政编制的分布是，县直机关42名，实有40人；政法机关12名，实有11人`: of a body who is in post stands behind the posts."""
    if mention.unit != "人" or mention.prior or not _FILLED_BEHIND.match(mention.rest) or not label.endswith(BODIES):
        return False
    told = _SPREAD.search(mention.tail)
    base = state.nearest(8, lambda one: one.block == mention.block and one.level and one.draft.kind == "quota")
    known = state.whole(base).draft.measure if base is not None else "编制"
    draft = mention.draft
    draft.measure, draft.subject, draft.kind = told["posts"] if told else known, label, "quota"
    return True


def _staff_of(state: State, mention: Mention, label: str) -> bool:
    """`党委工作机构38名` after 领导职数112名: people or posts are not the body named but in it."""
    if mention.unit != "人" or names_counted(label, "headcount", "人") or mention.sums or mention.prior:
        return False
    if label.startswith(_HANDED_OVER):
        return False  # 移送司法机关6人
    base = state.nearest(8, lambda one: one.unit == "人" and one.block == mention.block and one.draft.rule != "staff_of")
    if base is None:
        return False
    draft, whole = mention.draft, state.whole(base).draft
    if _VACANT.search(whole.measure):
        return False  # 空编7名。借调上级部门4人
    draft.measure, draft.subject, draft.kind = whole.measure, label, whole.kind
    draft.rule, draft.confidence = "staff_of", 0.65
    return True
