"""What a figure without words of its own takes from those around it: the figure before, the sentence, the heading."""

import regex

from gouji.extract.dates import base_year
from gouji.extract.scope.behind import said_of
from gouji.extract.scope.deeds import is_deed_alone, without_deed
from gouji.extract.scope.flows import stock_of
from gouji.extract.scope.headings import leading_subject
from gouji.extract.scope.kinds import kind_of, kind_of_heading
from gouji.extract.scope.labels import (
    STAFF,
    is_bare_measure,
    is_countable,
    is_general,
    is_measure,
    shorten,
    split_label,
    trim,
)
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import part_label
from gouji.extract.scope.state import DIVISION, OWN_NOUN, PERCENT, State
from gouji.extract.scope.totals import common_noun, first_summed
from gouji.extract.scope.words import pattern, words
from gouji.schemas.figure import Kind

_CLAUSES = regex.compile(r"[，,：:；;。]")
_BENEFIT = frozenset(("惠及", "受益", "受惠", "受助", "参训", "受训", "参加人次"))
_HELD = regex.compile(r"^(?:组织|举办|开展|召开)(?:了)?(?=..)")
_PAID_OUT = ("发放", "拨付", "兑现")  # what is paid to those before: 资助学生430人次，发放资金86万元
_OPENED = regex.compile(r"(?:^|[，,。；;、\s])(?P<whose>[\u4e00-\u9fff]{2,12})[（(]$")  # 党政办公室（行政编制10名，实有9名）
_OWN_BODIES = regex.compile(r"下[属设辖]|内设|所属|直属")
_FAR = 30  # figures back to the bodies that are divided into classes
_NEAR_BLOCKS = 3  # how many paragraphs back classes of bodies are told what they are
_SHORT_NAME = 6
_MAX_BODIES = 12
_BOUND = regex.compile(r"^(?:以[上下内]|之内|左右|上下)(?=$|的|的)")
_OF_ALL = regex.compile(r"全[市县区省镇乡州国局系院校]")  # the issuer as a whole, whoever the sentence before was about
_BESIDE = regex.compile(r"[\u4e00-\u9fff]{2,6}、")
_REMAINS = regex.compile(r"尚[有余]|剩余?|结余|存有?$")
_REACHED = regex.compile(r"^(?:达到?|增至|减至|共)$")
_CAUSE = regex.compile(r"[，；,\s]*(?P<what>[\u4e00-\u9fff]{2,12})因")
_THEN = regex.compile(r"[；;，,\s]*(?:上年|去年|\d{2,4}年)度?(?:同期)?(?:这一(?:数字|比例|指标))?(?:则|仅|只)?[为是]")
_STAGE_THEN = regex.compile(r"[；;，,\s]*(?:改革|清理|规范|整合|核查|调整)前(?:则|仅|只|共)?[为是有]")
_DAY = regex.compile(
    r"[从自]?(?:[\d年月日份底末初上中下旬至到止—–-]+|[春中国元清端暑寒五两汛][\u4e00-\u9fff]期间)(?:开始|起|以来)?"
)
# 转移就业稳中有增，总量为8万人
_HOW_IT_GOES = regex.compile(r"(?:稳中有[增升降进]|(?:稳步|持续|平稳|不断|逐年)[\u4e00-\u9fff]{2})$")
_NEVER = 9999
_LASTED = regex.compile(r"(?:历时|用时|耗时)$")
_CLOSING = regex.compile(r"(?:年末|年底|期末|累计|达到?)(?:为|达|共|有)*$")
_VACANT = pattern("{parts.vacant|parts.excess}$")
_OF_A_KIND = regex.compile(r"(?:行政|事业|工勤|政法|专项).*编制")
_BARE_DEED = pattern("(?:新|再|共)?{label.content_verbs|label.deeds|label.bare_deeds}")  # a noun tells by itself: 空编, 藏书
_OF_PEOPLE = frozenset((*words("flow.in"), *words("flow.out")))  # 退休64人 tells by itself
_SIBLINGS = ("事业单位", "行政单位")
_BODIES = frozenset("个家所")  # units of organisations, among other things
_CLASS = words("parts.class")


def borrow(state: State, mention: Mention) -> bool:
    """A figure without words takes those of the level before it in its sentence, a compared one those of any."""
    draft = mention.draft
    first = first_summed(state, mention) if mention.sums else None
    holder = state.list_of(first) if first is not None else None
    if holder is not None:
        first = holder.total  # 工单98件：物业19件、供水12件，合计31件
    elif first is not None and not is_countable(first.draft.measure):
        if state.heading and is_deed_alone(first.label):
            draft.measure, draft.role, draft.rule = state.heading, "total", "summed"  # 审议结果：通过21案、退回3案，合计24案
            draft.kind = kind_of(draft.quantity, draft.measure, first.draft.kind)
            return True
        first = None
    base = first or _remains_of(state, mention) or state.base(mention, mention.unit)
    if base is None and mention.step != "from":  # 编制不足10名的单位，由684个压到127个
        base = state.base(mention, None)
    told = (bool(mention.times) and _THEN.fullmatch(mention.near)) or _STAGE_THEN.fullmatch(mention.near)
    then = base is not None and base.block == mention.block and bool(told)
    if base is None or not (base.sentence == mention.sentence or mention.prior or then or holder is not None):
        return False
    if then:
        base = state.whole(base)  # 核定退休143人，其中职员58人；2018年为161人
        year = base_year(mention.times[-1].level) if mention.times else None
        mention.prior = mention.prior or (state.context.year or 0) > (year or _NEVER)
    draft.measure, draft.subject = state.lent(base)
    if base.draft.rule == "counted" and base.unit != mention.unit and base.label and _BESIDE.fullmatch(mention.gap):
        draft.measure, draft.subject = split_label(base.label)  # 馆藏档案186个全宗、24.6万卷
    if holder is not None:  # of some parts: not the whole once more
        draft.subject, draft.role = (f"{draft.subject}·合计" if draft.subject else "合计"), "total"
    if _REACHED.match(mention.near) and (cause := _CAUSE.match(base.tail)) and is_measure(cause["what"]):
        draft.measure, draft.subject = split_label(trim(cause["what"]))  # 行政编制因增编12名，达到1205名
    if first is not None and holder is None and (noun := common_noun(state, mention)):
        draft.measure = noun  # 设立登记6件、变更登记53件，共计59件
    if mention.sums and base.draft.rule == "dealt":
        draft.subject = ""  # 小学、初中在校生分别为x人和y人，合计z人
    draft.kind = kind_of(draft.quantity, draft.measure, base.draft.kind)
    mention.base = base
    if not (mention.prior or mention.sums or mention.step) and (said := said_of(mention.rest)):
        draft.measure, draft.subject = part_label(said, draft.measure, draft.subject)  # 申请5件，2件由申请人撤回
    return True


def _remains_of(state: State, mention: Mention) -> Mention | None:
    """`年初积案50件，化解18件，年底尚有46件`: what is left is of what the sentence begins with."""
    if _CLOSING.search(mention.near) and (stock := stock_of(state, mention)) is not None:
        return stock
    if not _REMAINS.search(mention.near):
        return None
    here = [one for one in state.seen[-6:] if one.sentence == mention.sentence and one.unit == mention.unit and one.level]
    last = state.beside(mention)
    if not here and last is not None and last.unit == mention.unit and last.draft.role == "delta":
        return last  # 超编单位减少33个，还剩24个
    return here[0] if len(here) > 1 else None


def fallback_label(state: State, mention: Mention) -> str:
    """The clause before the last, else the heading; a unit like 村 names what it counts."""
    if mention.quantity.unit in OWN_NOUN:
        return mention.quantity.unit
    if lasted := _LASTED.search(mention.near):
        return lasted[0]  # 从5月6日至7月19日，历时75天
    clauses = _CLAUSES.split(mention.tail)
    named = shorten(trim(_BOUND.sub("", _HOW_IT_GOES.sub("", clauses[-2])))) if len(clauses) > 1 else ""
    before = state.beside(mention)
    again = before.draft.measure if before is not None and before.unit == mention.unit and not named else ""
    return ("" if _DAY.fullmatch(named) else named) or again or state.heading or mention.label


def borrow_subject(state: State, mention: Mention, label: str) -> None:
    """A bare measure (行政编制) takes its subject from the figure before it in the sentence, else from the heading."""
    draft = mention.draft
    if _OF_ALL.search(mention.near):
        return
    if label in _BENEFIT and not draft.subject and (before := state.beside(mention)) is not None:
        draft.subject = without_deed(state.whole(before).draft.measure)  # 发放补贴180万元，惠及1560人
    elif label in _BENEFIT and not draft.subject and len(clauses := _CLAUSES.split(mention.tail)) > 1:
        what = _HELD.sub("", trim(clauses[-2]))  # 组织业务培训，参训86人次
        draft.subject = what if 2 <= len(what) <= _SHORT_NAME else ""
    if not draft.subject and (is_bare_measure(label) or is_general(label)):
        draft.subject = subject_around(state, mention, label) or (state.context.topic if is_general(label) else "")
    told = mention.unit == "人" and label in _OF_PEOPLE and not any(staff in state.heading for staff in STAFF)
    if not (draft.subject or told or is_countable(label)) and _BARE_DEED.fullmatch(label) and len(state.heading) <= 6:
        draft.subject = state.heading


def subject_around(state: State, mention: Mention, label: str) -> str:
    """Whose a bare measure is: who its sentence begins with, the figure before it, or the heading."""
    if leading := leading_subject(mention.tail):
        return leading if leading != label else ""
    if mention.depth and (opened := _OPENED.search(mention.tail.removesuffix(mention.near))):
        return trim(opened["whose"])
    if _VACANT.search(label) and (posts := _posts_beside(state, mention)):
        return posts
    for before in reversed(state.seen[-6:]):
        if before.block != mention.block or (before.sentence == mention.sentence and _is_of_all(before)):
            break
        if (
            before.unit in PERCENT
            or before.draft.kind == "score"
            or before.draft.rule == "staff_of"
            or _VACANT.search(before.label)
        ):
            continue
        if (before.draft.rule == "summed" or (before.sums and not before.label)) and before.sentence >= mention.sentence - 1:
            return before.draft.subject
        whole = state.whole(before).draft
        paid = label.startswith(_PAID_OUT) and before.sentence == mention.sentence
        if is_general(label) and label != "金额" and mention.unit == "元" and whole.kind != "money" and not paid:
            continue
        bodies = whole.kind == "unit_count"
        if bodies and label.startswith("总"):
            return ""  # 辖12个村、3个社区，总户数8642户
        own = bodies and bool(_OWN_BODIES.match(whole.measure))
        if own and not whole.subject:
            continue  # 内设股室5个，下属单位3个，核定编制42名: those of the office
        beside = bodies and label.endswith(_SIBLINGS)  # 党政群机关59个；事业单位213个
        topic = whole.subject or (whole.measure if (bodies and not beside) or is_general(label) else "")
        if bodies and whole.subject and not own and len(topic + whole.measure) <= _MAX_BODIES and "·" not in topic:
            topic += whole.measure  # 委属学校31所，编制2400名
        if topic and (before.sentence == mention.sentence or (is_countable(topic) and _begins(state, before))):
            return topic
    return state.heading if is_countable(state.heading) and not is_bare_measure(state.heading) else ""


def _is_of_all(one: Mention) -> bool:
    """Whether posts or people are the issuer's as a whole by the words (全市核定行政编制3216名)."""
    return one.draft.kind in ("quota", "headcount") and not one.draft.subject and bool(_OF_ALL.search(one.near))


def _begins(state: State, one: Mention) -> bool:
    """Whether a figure that was read is the first of its sentence, whose subject may hold for the next sentence, too."""
    return not any(other.sentence == one.sentence and other.draft.start < one.draft.start for other in state.seen[-10:])


def _posts_beside(state: State, mention: Mention) -> str:
    """Whose posts of what kind a vacancy is of (事业编制48名，实有41人，空编7名), by the quota of its sentence."""
    quota = state.nearest(3, lambda one: one.sentence == mention.sentence and one.draft.kind == "quota" and one.level)
    posts = state.whole(quota).draft if quota is not None else None  # 行政编制15名，其中局长1名、副局长3名，空编1名
    kind = _OF_A_KIND.search(posts.measure) if posts is not None else None
    if posts is None or kind is None:
        return ""
    return f"{posts.subject}·{kind[0]}" if posts.subject else kind[0]


def kind_beside(state: State, mention: Mention, label: str) -> Kind | None:
    """The kind of the figure of the same unit before it in the sentence, else what the heading announces.

    Bodies are told by the paragraph: 教育系统517个 after 事业单位1178个.
    """
    before = state.nearest(4, lambda one: one.sentence == mention.sentence and one.unit == mention.unit)
    if before is None and mention.unit in _BODIES and (not label or label in DIVISION or label.endswith(_CLASS)):
        before = state.nearest(
            8, lambda one: one.block >= mention.block - _NEAR_BLOCKS and one.unit == mention.unit and one.level
        )
        if (before is None or before.draft.kind == "count") and label.endswith(_CLASS):
            before = state.nearest(_FAR, lambda one: one.unit == mention.unit and one.draft.kind == "unit_count")
    return before.draft.kind if before else kind_of_heading(state.heading, mention.quantity.unit)
