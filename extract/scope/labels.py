"""From the words around a figure to the phrase that names what is counted, and whose it is."""

import re

import regex

from gouji.extract.scope.deeds import is_deed_alone
from gouji.extract.scope.words import first_characters, last_characters, pattern, words

MAX_PHRASE = 22
MAX_WHOSE = 6  # the longest subject of a total that its parts are called by, too; a longer one is a clause

_OWN_CLAUSE = 4
_EDGE = " \t\r\n　，,、；;：:。.·“”\"'‘’《》()（）—–-…★✿◈|・"
_LEAD = pattern(r"^{label.lead|label.issuer}")
_LEAD_FIRST = first_characters(_LEAD)
_BEHIND_BRACKET = regex.compile(r"[^（()）]{0,8}[)）](?=[\u4e00-\u9fff]{2})")
_IN_TITLE = regex.compile(r"[^》]*》(?:中|里)?(?=[的共已]|确定|规定|明确|提出|要求)")
_BY_ACT = regex.compile(
    r"^.{0,12}[〕\]］)）]\s?\d+号(?:文件?)?(?:精神|要求|规定|批复)?(?:下达|核定|批准|明确|确定|规定)?(?:的)?(?=[\u4e00-\u9fff]{2})"
)
_AUTHORISED = regex.compile(r"(?<=机关|单位|部门|系统|政府|学校|乡镇|街道|[局委办院署])核定")
_TRAIL = pattern(r"{label.trail}$")
_TRAIL_LAST = last_characters("label.trail")
_TRAIL_LONGEST = max(map(len, words("label.trail")))
_LIGHT = pattern(r"^{label.light_verbs}(?!率|标率|成率|比例|比重)")
_LIGHT_FIRST = first_characters(_LIGHT)
_OUTCOMES = frozenset(words("parts.division"))  # 成立, 保留: light before a noun, but not alone
_LIGHT_INSIDE = pattern(r"^.*{label.light_inside}(?=[\u4e00-\u9fff（）]{2,})")
_ASIDE = regex.compile(r"(?<=.)[（(][^（）()]*[)）]?$")
_CONTESTED = regex.compile(r"因[\u4e00-\u9fff]{2,12}(?:申请|提起|引发|引起)的?行政(?:复议|诉讼)")  # not 公开申请行政复议
_PREPOSITIONAL = pattern(r"^[，,\s]*{label.prepositions}")
_CONTENT_VERB = pattern(r"{label.content_verbs}")
_AMONG = regex.compile(r"(?:[”」》]|(?![中高上优平同均对初劣])[\u4e00-\u9fff])等(?P<kind>(?![级次])[\u4e00-\u9fff]{2,8})$")
_BECAUSE = regex.compile(r"^.*(?:因|由于|根据|按照|为了|核增|核减|核拨|增核)")
_WITHIN = pattern(
    r"^(?P<whose>[\u4e00-\u9fff]{2,10}{label.countable_staff|label.countable_bodies})中(?P<what>[^中心学层]{2,8})$"
)
PART_OF = regex.compile(
    r"^(?P<whose>[\u4e00-\u9fff]{2,10}?(?<![其集初高完国途城执之人]))中(?![心学小央级等职专共标介医层青长])(?P<what>[\u4e00-\u9fff]{2,6})$"
)
_POSTED = regex.compile(r"^(?:办理|审核|审批)?人员(?P<what>[上下入出]编)$")
_DONE_BY = pattern(
    r"^(?P<whose>(?:中心|大厅)(?=共)|[\u4e00-\u9fff\d]{1,9}(?:{label.agents}|[市县区州镇乡村院会站所队社厂馆](?=共)))(?:共|已|累计|现|先后|均|随机|集中|滚动|昼夜|逐一|全年|主动|积极|依法|及时)*(?P<what>{label.content_verbs|label.deeds|label.bare_deeds}.*)$"
)
_AGENT_LAST = last_characters("label.agents") | frozenset("市县区州镇乡村院会站所队社厂馆")
_OF = regex.compile(r"^(?P<whose>.+?)的(?P<what>[^的]{2,})$")
# A measure of this field stands at the end of its phrase; what stands before it says whose.
_MEASURE = pattern(
    r"(?P<measure>(?:"
    r"{measure.posts_lead}*编制?{measure.posts_tail}?{measure.posts_filled}?|{measure.posts}"
    r"|{measure.people_lead}*{measure.people_state}?(?:人员总数|人员|人数)"
    r"|{measure.bodies_lead}?机构(?:个数|数)?|(?:行政|机关)?事业单位"
    r"))$"
)
_MEASURE_LAST = frozenset("编制额数员位缺率构")  # every measure ends in one of these
BODIES = words("label.countable_bodies")
STAFF = words("label.countable_staff")
_COUNTABLE = (*BODIES, *STAFF, *words("label.countable_things"))
_HAS = pattern(
    r"^(?P<whose>[\u4e00-\u9fff]{0,12}(?:{label.bodies}|[\u4e00-\u9fff][局委办厅署院]))(?:现有|共有|拥有|设有|设(?=窗口)|(?P<within>内设|下设))(?P<what>[\u4e00-\u9fff]{2,10})$"
)
_SET_BY_LEVEL = regex.compile(
    r"(?P<whose>[省市县区乡镇]级|[省市县区]直)(?:共|现|实际)?(?:设置?|设有|设立)(?P<what>[\u4e00-\u9fff]{2,10})$"
)
_SEX = regex.compile(r"([男女])性?(?:职工|人员|干部|教师|党员|员工)?")
_CLASS = regex.compile(r"(?:\d周?岁(?:及?以[上下])?|学历|职称|中共党员|少数民族)(?:的|人员)?$")
_OWNERS = (*words("label.bodies"), "局", "委", "办", "厅", "院", "署", "所", "政府", "中")
_LOOKED_INTO = frozenset(("核查", "检查", "抽查", "走访", "调查", "摸底", "督查", "调研", "纳入核查", "纳入"))
_UNDONE = regex.compile(r"(?:撤销|撤并|取消|合并|整合|清退|注销|收回|核销)$")
_LEFT_OVER = regex.compile(r"(?:年末|年终|累计|滚存)?(?:结余|结转|节余|结转结余|结转和结余)(?:资金)?")
_FILLER = frozenset(words("label.filler"))
_GENERAL = pattern(r"^{label.general_lead}?{label.general}$")


def trim(phrase: str) -> str:
    """A phrase without the words that only bind it to its sentence.

    >>> trim("，其中：全县共有事业单位"), trim("现核定行政编制为"), trim("比")
    ('事业单位', '行政编制', '')
    """
    before = None
    while before != phrase:
        before = phrase
        phrase = phrase.strip(_EDGE)
        if "》" in phrase and "《" not in phrase and (told := _IN_TITLE.match(phrase)):
            phrase = phrase[told.end() :]  # 《规划》确定主要指标
        if "号" in phrase and (act := _BY_ACT.match(phrase)):
            phrase = phrase[act.end() :]  # 编发〔2015〕4号文件下达编制使用计划
        if ("）" in phrase or ")" in phrase) and (rest := _BEHIND_BRACKET.match(phrase)):
            phrase = phrase[rest.end() :]  # 全市（辖7个县、区）在册法人, （二）新建学校
        if phrase in _OUTCOMES:
            return phrase
        if "（" in phrase or "(" in phrase:
            phrase = _ASIDE.sub("", phrase)
        if phrase[:1] in _LEAD_FIRST and (lead := _LEAD.match(phrase)):
            phrase = phrase[lead.end() :]
        if phrase[-1:] in _TRAIL_LAST and (trail := _TRAIL.search(phrase, max(0, len(phrase) - _TRAIL_LONGEST))):
            phrase = phrase[: trail.start()]
        if phrase[:1] in _LIGHT_FIRST and phrase not in _OUTCOMES and (light := _LIGHT.match(phrase)):
            phrase = phrase[light.end() :]
    return phrase


def without_preposition(near: str) -> str:
    """A prepositional phrase before a verb that carries content is left off.

    >>> without_preposition("在政府网站发布信息"), without_preposition("在编人员")
    ('发布信息', '在编人员')
    """
    if not _PREPOSITIONAL.match(near) or _CONTESTED.search(near):
        return near
    verbs = list(_CONTENT_VERB.finditer(near, 1))
    return near[verbs[-1].start() :] if verbs and verbs[-1].start() >= 3 else near


def shorten(phrase: str) -> str:
    """A long phrase cut down to what stands behind its last verb.

    >>> shorten("围绕全年中心工作召开了乡镇专题会议")
    '乡镇专题会议'
    """
    if len(phrase) <= 10:
        return phrase
    *before, last = phrase.split("、")
    if len(before) > 1 and len(last) >= _OWN_CLAUSE:  # a clause behind clauses that marks of a list keep apart
        phrase = last
    if cut := _LIGHT_INSIDE.match(phrase):
        rest = trim(phrase[cut.end() :])
        if len(rest) >= 2:
            phrase = rest
    return phrase if len(phrase) <= MAX_PHRASE else phrase[-MAX_PHRASE:]


def _measure(phrase: str) -> re.Match[str] | None:
    return _MEASURE.search(phrase) if phrase[-1:] in _MEASURE_LAST else None


def split_label(phrase: str) -> tuple[str, str]:
    """(measure, subject) of a trimmed phrase.

    >>> split_label("市直党群部门行政编制"), split_label("有关编制的请示报告"), split_label("登记率")
    (('行政编制', '市直党群部门'), ('请示报告', '有关编制'), ('登记率', ''))
    """
    if "中" in phrase and (among := PART_OF.match(phrase) or _WITHIN.match(phrase)):  # 来访中集体访, 专任教师中女教师
        what, whose = among["what"], among["whose"]
        told = is_class(what) or (whose.endswith(STAFF) and not is_countable(what))  # 窗口人员中聘用59人
        return (whose, what) if told else (what, whose)
    if phrase.endswith("编") and (posted := _POSTED.search(phrase)):  # 办理人员上编
        return posted["what"], ""
    if "等" in phrase and (listed := _AMONG.search(phrase)):  # 盲人按摩、电商等培训 is about 培训
        phrase = listed["kind"]
    if not _AGENT_LAST.isdisjoint(phrase) and (done_by := _DONE_BY.match(phrase)):  # 信访部门共受理来信 is 受理来信 of 信访部门
        return done_by["what"].removeprefix("核定"), done_by["whose"]
    if (undone := _UNDONE.search(phrase)) and is_countable(phrase[: undone.start()]):
        return phrase[: undone.start()], undone[0]  # 自设机构撤销5个
    if "的" in phrase and (of := _OF.match(phrase)):
        whose, what = trim(of["whose"]), trim(of["what"])
        if is_general(what) and is_deed_alone(whose):
            return whose + what, ""  # 公开的资金
        if what:
            return what, whose if len(whose) <= 12 else ""
    match = _measure(phrase)
    if match is None and (has := _HAS.match(phrase)):  # 教育系统现有在编教师, 县教育局内设科室
        return (has["within"] or "") + has["what"], has["whose"]
    if "设" in phrase and (level := _SET_BY_LEVEL.match(phrase)):  # 市级共设置党政机构
        measure, whose = split_label(level["what"])
        return measure, f"{level['whose']}·{whose}" if whose else level["whose"]
    if match and match.start() > 0 and match.end() - match.start() >= 2:
        whose = phrase[: match.start()]
        if whose.endswith(("、", "和", "及")):  # 行政、事业编制 is one measure
            return phrase, ""
        whose = trim(_BECAUSE.sub("", whose)).removesuffix("核定")
        if whose in _LOOKED_INTO:
            return match["measure"], ""  # 此次共核查机关事业单位412个
        whose = _AUTHORISED.sub("·", whose)  # 县直机关核定科级领导职数
        if match["measure"] in ("人员", "机构", "人数") and 2 <= len(whose) <= MAX_WHOSE and not whose.endswith(_OWNERS):
            return whose + match["measure"], ""  # 吃空饷人员, 医疗卫生机构: which of them, and not whose
        if len(whose) >= 2:
            return match["measure"], whose
        return (match["measure"], "") if not whose else (phrase, "")
    return phrase, ""


def is_bare_measure(phrase: str) -> bool:
    """Whether the phrase names a measure of this field and nobody whose it is.

    >>> is_bare_measure("行政编制"), is_bare_measure("市直机关行政编制")
    (True, False)
    """
    match = _measure(phrase)
    return match is not None and match.start() == 0


def is_measure(phrase: str) -> bool:
    """Whether the phrase ends in a measure of this field.

    >>> is_measure("市直机关行政编制"), is_measure("问题")
    (True, False)
    """
    match = _measure(phrase)
    return match is not None and match.end() - match.start() >= 2


def is_countable(phrase: str) -> bool:
    """Whether a list item names by itself what is counted, and not only a division of it.

    >>> is_countable("医院"), is_countable("视力")
    (True, False)
    """
    return phrase.endswith(_COUNTABLE)


def is_filler(label: str) -> bool:
    """Whether a label names nothing (总数, 人数, 合计)."""
    return label in _FILLER


def is_left_over(label: str) -> bool:
    """Whether a label is what remains of money, which is no part of what was spent.

    >>> is_left_over("年末结余"), is_left_over("项目支出")
    (True, False)
    """
    return bool(_LEFT_OVER.fullmatch(label))


def is_class(label: str) -> bool:
    """Whether a label says by age or schooling which of the people counted before.

    >>> is_class("35岁以下"), is_class("本科及以上学历"), is_class("教师")
    (True, True, False)
    """
    return bool(_CLASS.search(label))


def sex_of(label: str) -> str:
    """男 or 女 where a label says only which sex of the people counted, else "".

    >>> sex_of("女性"), sex_of("男职工"), sex_of("妇女")
    ('女', '男', '')
    """
    found = _SEX.fullmatch(label)
    return found[1] if found else ""


def is_general(label: str) -> bool:
    """Whether a label does not tell without saying whose (资金, 补助金额)."""
    return bool(_GENERAL.match(label))
