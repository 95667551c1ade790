"""Bare numbers that are figures all the same: rates whose % was lost, index numbers that never had one, ratios such as 1∶16."""

import re
from decimal import Decimal

from gouji.extract.draft import Quantity

# Words for a share of something; a number directly after one of them can only be in percent.
_SHARE = (
    r"(?:占比|比例|比重|补偿比|补助比|报销比|满意度|知晓度|认可度|信任度|支持度|公开面|覆盖面|受益面|惠及面|受训面|参与面|增幅|降幅|减幅|升幅|涨幅|跌幅"
    r"|完成度|贡献度|依存度|集中度|准确度|及时度|覆盖|份额|(?<![倍频速汇费效比音税分])(?<!(?<!成)功)率)"
)
_INDEX = r"(?:倍率|指数|系数|汇率|比值)"
_NOT_PERCENT = re.compile(r"(?:死亡|出生|自然增长|发病|自增|患病|容积)率")  # in ‰ or per 100,000 as often as in %
_LINK = (
    r"(?:分别|均|都|已|仅|约|也|就|又|再|将|要|应|可|才|还|高|只|力争|必须|稳定|保持|控制|提高|提升|上升|下降|降低|增加|增长|回升"
    r"|攀升|降|升|增)*"
)
_VERB = r"(?:为|是|达到?|到|至|在|占|有|由|从|不低于|不少于|不超过|不足|低于|高于|超过|突破|接近|近|逾|大于|小于)?"
_FROM_SHARE = re.compile(rf"{_SHARE}(?:\([^()]*\)|（[^（）]*）)?(?:[：:]|{_LINK}{_VERB}了?(?:约|近|不到)?)$")
_FROM_INDEX = re.compile(rf"{_INDEX}{_LINK}{_VERB}(?:约)?$")
_SHARE_OF = re.compile(
    r"(?:占|占到|约占|达到|完成|超过)[^，。；、,;：:\n|]{0,18}?(?:的|总数|总量|总额|总人数)(?:约|近)?$|占(?:约|近|到|了)?$"
)
_GROWTH = re.compile(
    r"(?:同比|环比|比上年|较上年|年均|净)?(?:增长|下降|上升|回落|提高|提升|降低|增加|减少|压缩|压减|上涨|下跌|递增|递减)(?:了|约|近|达|为)?$"
)
_LEVEL = re.compile(
    rf"(?:{_SHARE}|占)[^。；;\n|]{{0,24}}?(?:提高|提升|下降|降低|上升|降|升|增|控制|保持|稳定|达|回升|减少|增加|压缩)(?:到|至|为|在)$"
)
_COMPARED = re.compile(
    r"(?:比|较|从|由|与)(?:上年|去年|上季度|前年|同期|年初|全国|全省|全市|上月|\d{4}年|[^，。；,;\n|]{1,10}的)[^，。；,;\n|\d]{0,6}$"
)
_POINTS = re.compile(r"(?:[提升下增降减上回][高升降加低长少落]|增|降|升)了?\d+(?:\.\d+)?个?百分点")
_FULL = re.compile(r"(?:做到|达到|实现|达)$")  # 做到100. can only be 100%
_CONTROLLED = re.compile(r"(?:控制|保持|稳定|降低?|压缩|下降|提高)[在到至]$")
_WITHIN = re.compile(r"[%％]?(?:以内|以下|以上|之内|左右)")
_END = re.compile(r"[ \u3000]?(?:$|与|比上年|[，。；！？,;!?）)\n\]】]|[、.](?!\d)|、(?=\d+\.\d)|以上|以下|以内|之内|左右|的)")
_MOVE = re.compile(r"(?:提高|提升|下降|降低|上升|升|降|增|减|增加|增长|减少|回落|扩大|缩小)(?:到|至|为|了)?\d")
_CARRY = re.compile(r"(?:提高|提升|下降|降低|上升|升|降|增|减|增加|增长|减少|回落|扩大|缩小)(?:到|至|为)|[、和及与]")
_COUNTED = re.compile(
    r"(?:([个人户件条项次份名册家宗张卷所篇期批例起台辆])数|(?:编制|机构|单位|总|实有)数|(?:得|评|总)分)(?:为|是|共|达到?|[:：])?$"
    r"|([人户件车班]次)(?:总?数)?(?:为|是|共|达到?)$|(?<![质数])量(?:已|约|共)?(?:为|达到?)$"
)
_PAGE = re.compile(r"(?:浏览|点击|阅读|访问|下载|页|字)[^，。；达]{0,4}$")
_LAST = frozenset("率面比度占例重幅长降升高为达到的在是约至低近于盖额由从过逾加少缩减了年期系数值分均共）)：:有涨跌落现")
_ITEM = re.compile(r"[、.．](?![0-9])")
_WINDOW = 40
_MORE = re.compile(r"(?:多|少|增加|减少|增|减)了?")
_THAN = re.compile(r"[比较][^，。；,\d]{0,8}(?:\d{4}年)?[^，。；,\d]{0,6}$")
_PAIR = r"[\u4e00-\u9fff]{2,10}(?<!附[件表])(?<![表图第])\d[\d,]*(?:(?:\.\d+)?[万亿])?"
_PAIRS = re.compile(rf"[（(](?:其中|含)?[:：]?{_PAIR}(?:[、，,；;]{_PAIR})+[)）]")
_AMONG = re.compile(rf"[，,]?(?:其中|包括)[:：]?{_PAIR}(?:[、，,]{_PAIR})+(?=[。；;\n]|$)")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)([万亿]?)")
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}
_BRACKET = 80  # how long such a bracket may be up to its last number


def bare(text: str, start: int, end: int, lowest: int, highest: int) -> str | None:
    """The unit of a number without one, text[start:end], as the words before it have it: % after a share or a rate, 个 after
    个数, 分 after 得分, "" after an index; None where it may be no figure at all."""
    if start <= lowest or text[start - 1] not in _LAST:
        return None
    moves = _MOVE.match(text, end, highest)
    if not moves and not _END.match(text, end, highest):
        return None
    front, digits = text[max(lowest, start - _WINDOW) : start], text[start:end]
    if _FROM_INDEX.search(front) and "." in digits:
        return ""
    if _ITEM.match(text, end, highest) and "." not in digits and (len(digits) < 2 or text[end] == "、"):
        return None
    if _is_percent(text, front, digits, end, highest, bool(moves)):
        return "%"
    counted = _COUNTED.search(front)
    if counted and not _PAGE.search(front):
        return counted[1] or counted[2] or ("分" if "分" in counted[0] else "")
    return None


def _is_percent(text: str, front: str, digits: str, end: int, highest: int, moves: bool) -> bool:
    if not _plausible(digits) or _NOT_PERCENT.search(front[-12:]):
        return False
    if _FROM_SHARE.search(front):
        return True
    if moves:
        return bool(_POINTS.match(text, end, highest) and _COMPARED.search(front))
    if _SHARE_OF.search(front) or (digits == "100" and _FULL.search(front)) or _LEVEL.search(front):
        return True
    grown = _GROWTH.search(front)
    if grown:
        return "." in digits or "增长" in grown[0] or "下降" in grown[0]
    return bool(_CONTROLLED.search(front) and _WITHIN.match(text, end, highest))


def _plausible(digits: str) -> bool:
    whole = digits.partition(".")[0]
    return digits.isascii() and len(whole) <= 3 and not (len(whole) > 1 and whole[0] == "0")


def ends(text: str, end: int, highest: int) -> bool:
    """Whether a clause ends where the number does."""
    return _END.match(text, end, highest) is not None


def carried(text: str, last: Quantity | None, start: int) -> str | None:
    """The unit of the bare number at `start` as the second of 由1.08升至1.15, of 98.5、97.6 or of 比203件多44; else None."""
    if last is None or last.form != "arabic" or not 0 < start - last.end <= 5:
        return None
    if last.unit_start != last.end:  # 比上年的203件多44
        more = _MORE.fullmatch(text, last.end, start) and _THAN.search(text, max(0, last.start - _WINDOW), last.start)
        return last.unit if more and last.unit != "%" else None
    return last.unit if last.unit in ("", "%") and _CARRY.fullmatch(text, last.end, start) else None


def listed(text: str, start: int, quantities: list[Quantity], lowest: int, highest: int) -> str | None:
    """The unit of a bare number in a bracket of nothing but such, `离职108人（退休74、辞职29）`: that of the figure before it;
    so behind 其中 where they come to it: `咨询128人次，其中电话87、现场41。` None elsewhere.

    Their scale words count: `66.3万平方米（小学24.3万、中学42万）`."""
    reach = max(lowest, start - _BRACKET)
    opening = max(text.rfind("（", reach, start), text.rfind("(", reach, start))
    if opening < 0 or not _PAIRS.match(text, opening, highest):
        whole = next((one for one in reversed(quantities) if one.unit_start != one.end), None)
        pairs = _AMONG.match(text, whole.end, highest) if whole is not None else None
        if whole is None or pairs is None or not pairs.start() <= start < pairs.end() or whole.unit == "%":
            return None
        numbers = (Decimal(number.replace(",", "")) * _SCALE[scale] for number, scale in _NUMBER.findall(pairs[0]))
        return whole.unit if sum(numbers) == whole.value else None
    return next((one.unit for one in reversed(quantities) if one.end == opening and one.unit != "%"), None)


def is_ratio(text: str, start: int, last: Quantity | None, sign: str, lowest: int) -> bool:
    """Whether a pair of numbers is a ratio and no time of day: by its sign ∶, by 比 before it, or by a ratio before it."""
    if sign == "∶" or "比" in text[max(lowest, start - 8) : start]:
        return True
    return last is not None and last.form == "ratio" and start - last.end < 16
