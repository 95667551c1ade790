"""Quantities where they stand: the words before and behind each, and the cues in them."""

from dataclasses import dataclass, field
from decimal import Decimal

import regex

from gouji.extract.draft import Draft, Quantity
from gouji.extract.moments import Moment
from gouji.extract.scope import cues
from gouji.extract.scope.clauses import depth_after, last_stop, near_of
from gouji.extract.scope.labels import trim, without_preposition
from gouji.extract.scope.words import pattern

REST = 140  # how far behind a figure its words are looked at

# 50个专门的受理点, 132名专、兼职人员
ADJECTIVE = regex.compile(
    r"(?:专门|不同|相应|重要|具体|固定|独立|完整|统一|典型|新|主要|关键|突出|共性)的(?=[\u4e00-\u9fff]{2})|专、(?=兼职)"
)
ADJECTIVE_FIRST = frozenset("专不相重具固独完统典新主关突共")
_BLANK = " \u3000"
_NO_NOUN = frozenset("，。、；：,;:\n")
_NOUN = regex.compile(r"\s?(?P<noun>[\u4e00-\u9fffA-Za-z“”《》]{1,16}(?:[（(][\u4e00-\u9fff]{1,4}[)）][\u4e00-\u9fff]{1,8})?)")
_NOUN_STOP = pattern("{label.noun_stop}")
_DASH = "——"
_TO_NOW = regex.compile(r"(?<=[到至为])(?:年[末底]|期末|月底|目前|现在|如今|当前|改革后|整改后)$")  # 压到年底的127个
_OVER_THEN = regex.compile(r"(?:(?P<up>高出|高于|多出|多于|超出|领先于?)|(?:低于|少于|落后于?))$")  # 高出上年同期6.4个百分点
_COUNTED_ON = regex.compile(r"为[\u4e00-\u9fff]{0,6}(?:时点|时间点|节点|截点|基准日)")
_DONE_THEN = regex.compile(r"(?:核定|审定|评定|完成|办理|公布|印发|发布|召开|结束)[^，。；、\d]{0,6}[，,]")
_CARRIED_ON = regex.compile(r"(?:结转|结余|滚存)[\u4e00-\u9fff]{0,6}?[为是共]?\d[\d,.]*[ ]?[万亿]?元")
# 代表议案和委员提案（以下统称承办件）287件; 已经解决的（A类）186件
_CALLED = regex.compile(
    r"[（(](?:以下)?(?:(?:统|简|合)?称为?[“]?(?P<alias>[\u4e00-\u9fff]{2,8})[”]?|(?P<which>[A-ZＡ-Ｚ一二三四甲乙丙丁]类))[）)]$"
)
_REPORT = regex.compile(r"(?<=度)报告|度报告|年报")  # a noun; 2013年报告312例 is a deed of that year
_RANKED = regex.compile(
    r"(?:^|[，,；;、])(?P<name>[\u4e00-\u9fff]{2,10}?)(?:数量)?(?:为?最[多少高低大小]|居[多首]|次之)[，,](?:为|达到?|有|共)*$"
)
_CLOSING = frozenset("”」』")
_QUOTED = regex.compile(r"(?<![”」』、])[“「『](?P<name>[^“”「」『』]{2,12})[”」』]$")
_UP_TO = regex.compile(r"^[之以]?前(?![三十五一二两后期端沿置移列往来提景述者任])")  # 6月底前压减30%
_AMONG_THEM = regex.compile(r"中(?![心学小央级等职专共标介医层青长间旬期])[，,]?[\u4e00-\u9fff]")
_IN_TIME = regex.compile(r"(?:承诺|规定|法定)的?(?:服务)?(?:时间|时限|期限|期)内(?:完成|办结|答复|回复|处理|办理)$")
_LISTED = regex.compile(r"^.*(?:[以及和、为是]|主要有)(?=[\u4e00-\u9fff]{2,8}$)")
# 260家（其中区直30家）事业单位: what a bracket says of the number stands between it and its noun
ASIDE_OF_NUMBER = regex.compile(r"[（(](?:\d+(?:\.\d+)?%|(?:其中|含|包括)[^（）()，。；]{2,30})[)）](?=[\u4e00-\u9fff]{2})")


@dataclass(slots=True, eq=False)
class Mention:
    """A quantity in its sentence.

    unit       of what is counted: 人 名 位 are one (人)
    depth      how many brackets are open around it
    gap        the text back to the quantity before it, or to the start of the block
    tail       of `gap`, what stands in the quantity's own sentence
    near       of `tail`, the last clause, with brackets that belong to a noun kept
    after      the noun phrase that follows directly
    rest       up to REST characters behind it
    times      the times named in `tail`
    label      the phrase of `near` that names what is counted
    opens      a list of parts begins with it; `closed` where the parts exhaust the whole
    change     the change word before an amount, `direction` +1 or -1; `step` where it is a level changed `from` or `to`
    prior      it is what something is compared with; `compared`: there is a comparison before it
    base       the figure that it changes, is a share of, or takes its words from
    half       half a unit of its last printed digit, once it was asked for (relations.closure)
    """

    draft: Draft
    unit: str
    block: int
    sentence: int
    depth: int
    gap: str
    tail: str
    near: str
    after: str
    rest: str
    times: list[Moment] = field(default_factory=list)
    label: str = ""
    opens: bool = False
    closed: bool = False
    sums: bool = False
    change: str = ""
    direction: int = 0
    step: str = ""
    prior: bool = False
    share: bool = False
    rate: bool = False
    per_head: bool = False
    of_previous: bool = False
    compared: bool = False
    base: "Mention | None" = None
    half: Decimal | None = None
    quantity: Quantity = field(init=False)

    def __post_init__(self) -> None:
        self.quantity = self.draft.quantity

    @property
    def level(self) -> bool:
        """Whether it states how many there are, not a change, a rate or a share."""
        return self.draft.role in ("plain", "total", "part")


def unit_key(unit: str, text: str = "") -> str:
    """Units that count the same things: 人 名 位 are people. `text` is the figure as it stands.

    >>> unit_key("名"), unit_key("宗"), unit_key("件（批）"), unit_key("件次", "64件(批)次"), unit_key("件次", "64件（次）")
    ('人', '件', '件', '件', '件')
    """
    if text.endswith(("（次）", "(次)", "（批）次", "(批)次")):
        unit = unit.removesuffix("次")
    if unit in ("名", "位"):
        return "人"
    if unit == "宗":
        return "件"  # 申请20件，其中当面申请2宗
    return unit[: unit.index("（")] if "（" in unit[1:] else unit


def noun_after(text: str, end: int, limit: int) -> str:
    """The noun that follows a quantity directly, "" where a clause mark or a verb follows.

    >>> noun_after("36家立档单位开展检查", 3, 10), noun_after("36家，立档单位", 3, 8)
    ('立档单位', '')
    """
    if end >= limit or text[end] in _NO_NOUN:
        return ""
    if bracket := ASIDE_OF_NUMBER.match(text, end, limit):
        end = bracket.end()
    if text[end] in ADJECTIVE_FIRST and (adjective := ADJECTIVE.match(text, end, limit)):
        end = adjective.end()
    match = _NOUN.match(text, end, limit)
    if not match:
        return ""
    noun = match["noun"]
    stop = _NOUN_STOP.search(noun, 1 if noun[0] in "未不超全分被" else 0)
    if stop:
        noun = noun[: stop.start()]
    return noun if len(noun) >= 2 else ""


_FEW = 3  # figures of a paragraph without a sign between them
_SIGNS = frozenset("，。；、：,;")
_OF_TIME = frozenset("年月日天时")


def build_mentions(
    text: str, start: int, end: int, quantities: list[Quantity], moments: list[Moment], block: int, sentence: int
) -> list[Mention]:
    """The mentions of one block, text[start:end], in order; sentences are numbered on from `sentence`."""
    mentions: list[Mention] = []
    at, depth, place = start, 0, 0
    bare = len(quantities) > _FEW and _SIGNS.isdisjoint(
        text[start:end]
    )  # 行政72人事业98人工勤16人: what follows is the next one's
    for quantity in quantities:
        gap = text[at : quantity.start].rstrip(_BLANK)  # 同比增加 3155 元
        cut, ended = last_stop(gap)
        sentence += ended
        depth = depth_after(gap, depth)
        times: list[Moment] = []
        while place < len(moments) and moments[place].end <= quantity.start:
            # 应报送2016年度报告的单位; and of 以6月30日为核查时点 the whole report knows
            named = any(what.match(text, moments[place].end) for what in (_REPORT, _COUNTED_ON))
            if _CARRIED_ON.match(text, moments[place].end) and text[moments[place].start] == "上":
                named = True  # 上年结转75万元 is of this year's budget
            if times and _DONE_THEN.match(text, moments[place].end) and text[times[-1].end - 1] == "度":
                named = True  # 2021年度考核于2022年3月核定完毕，参加考核40人
            if times and text[moments[place].start : moments[place].end] == "全年" and text.startswith("，", times[0].end):
                named = True  # 2014年，力争全年公开900条
            if moments[place].end >= at + cut and not named:  # 三年 is a figure, too: 三年累计减少122人
                times.append(moments[place])
            place += 1
        tail = gap[cut:]
        mention = Mention(
            Draft(quantity),
            unit_key(quantity.unit, text[quantity.start : quantity.end]),
            block,
            sentence,
            depth,
            gap,
            tail,
            near_of(tail),
            "" if bare and quantity.unit[-1:] not in _OF_TIME else noun_after(text, quantity.end, end),
            text[quantity.end : min(end, quantity.end + REST)].lstrip(" "),
            times,
        )
        read_cues(mention, at + len(gap))
        if mentions and (noun := mentions[-1].after) and mention.gap == mention.near and mention.label.startswith(noun):
            mention.label = trim(mention.label.removeprefix(noun)) or mention.label  # 为126名农民工追回工资18万元
        mentions.append(mention)
        at = quantity.end
    return mentions


def read_cues(mention: Mention, end: int) -> None:
    """Fill in the cues that the words before the quantity give, which end at `end`, and its label."""
    near, tail = mention.near, mention.tail
    if near.startswith("中") and mention.gap.startswith("中") and _AMONG_THEM.match(mention.gap):
        near = mention.near = near[1:].lstrip("，,")  # 职工1124人中编外人员493人
        mention.opens = True
    core = without_times(near, mention.times, end - len(near)) if mention.times else near
    bare = _TO_NOW.sub("", core.rstrip("的之"))
    if _DASH in near:
        near = mention.near = near.rpartition(_DASH)[2]  # 城乡低保——年末在册9846户
        core = core.rpartition(_DASH)[2]
        bare = core.rstrip("的之")
    opens, mention.closed = cues.read_list(tail)
    mention.opens = mention.opens or opens
    mention.sums = cues.is_sum(near, tail)
    mention.of_previous = near.strip(" ）)") in ("的", "之")
    mention.compared = cues.is_compared(tail)
    mention.share = cues.is_share(near)
    mention.rate = cues.is_rate(near)
    mention.per_head = cues.is_per_head(near)
    if cues.is_made_of(tail, mention.rest):
        mention.opens = mention.closed = True
    else:
        mention.change, mention.step, mention.direction = cues.read_change(bare, mention.compared)
    if not mention.change and mention.times and mention.times[-1].prior and (over := _OVER_THEN.search(core)):
        mention.change, mention.direction, mention.compared = over[0], 1 if over["up"] else -1, True
    if not mention.change and mention.step != "to":
        earlier = bool(mention.times) and mention.times[-1].prior and mention.step != "from"
        mention.prior = cues.is_prior(near, mention.rest) or earlier
    named = cues.without_step(bare) if mention.step == "to" else core
    if mention.times and named.rstrip("的").endswith(("比", "较")):
        named = named.rstrip("的")[:-1]  # 总产比去年同期的30万吨
    if named[-1:] in _CLOSING and (quoted := _QUOTED.search(named)):
        named = quoted["name"]  # 答复中“同意公开”3件
    in_time = _IN_TIME.search(named) if "内" in named else None
    mention.label = in_time[0] if in_time else trim(without_preposition(named)) or _before_bracket(mention)
    if near.endswith(("）", ")")) and (called := _CALLED.search(near)):
        mention.label = called["alias"] or called["which"]
    if "分别" in mention.label and not mention.label.startswith("分别"):
        mention.label = mention.label.replace("分别", "", 1)
    if not mention.label and (ranked := _RANKED.search(tail)):
        mention.label = trim(ranked["name"])  # 业务动态类最多，为2974条


def _before_bracket(mention: Mention) -> str:
    """The noun whose figure stands alone in a bracket behind it: 以噪音（52宗）、卫生（31宗）较多; "" where none does."""
    if mention.depth == 0 or mention.near or mention.unit == "分" or not mention.tail.endswith(("（", "(")):
        return ""
    return trim(_LISTED.sub("", near_of(mention.tail[:-1])))


def without_times(near: str, times: list[Moment], start: int) -> str:
    """`near` with the times in it cut out; `start` is its offset in the text."""
    for moment in reversed(times):
        first, last = moment.start - start, moment.end - start
        if 0 < first < last <= len(near) and near[first] in "到至":
            first += 1  # 压缩到今年底的44386名: the verb keeps its 到
        if 0 <= first < last <= len(near):
            near = near[:first] + _UP_TO.sub("", near[last:])
        elif first < 0 < last <= len(near):
            near = _UP_TO.sub("", near[last:])
    return near
