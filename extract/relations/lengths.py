"""Lists whose length is stated: 三件事：一是…二是…, 分为四类：, 五个办公室：甲、乙…, against the items that stand there."""

import regex

from gouji.extract.draft import Tie
from gouji.extract.scope.mentions import Mention

_NAME = r"[\u4e00-\u9fffA-Za-z“”（）()《》]{1,16}"
_NAMED = regex.compile(rf"(?P<items>{_NAME}(?:、{_NAME})+(?:[和及与]{_NAME})?)[”’\"]?$")
_LISTED = regex.compile(rf"[^，。；：:、\d]{{0,12}}[：:](?P<items>{_NAME}(?:、{_NAME})+(?:[和及与]{_NAME})?)[。；;\n]")
_ALL_NAMED = regex.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:股室|科室|处室|机构|部门|单位|学校|乡镇|街道|类别|小组|窗口|服务)[：:]|[，,]即)"
    r"(?P<items>[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12})+)[。；;\n]"
)
# The name of a body or of a class of them; what the list's first words say of it is no name (牵头部门为发改局).
_BODY = regex.compile(
    r"(?!.*(?:[为是由和及与等]|其中|今年))[\u4e00-\u9fff]+(?:[局股科室处镇乡组队所站委办院校馆部会类]|街道|中心|窗口)"
)
_LEAST_NAMED = 3
_OFF = 2  # items by which a miscounted list is off
_BETWEEN = regex.compile(r"[、和及与]")
_COUNTERS = frozenset("个项类件道块方面种环节阶段者大点")
_DIGITS = "一二三四五六七八九十"
# Styles of enumeration, each with how its n-th mark is written; the first that counts to the number stated is taken.
_STYLES = ("{}是", "（{}）", "({})", "第{}", "{}、", "{}要")
_LETTERED = "({})"
_LETTERS = "abcdefghij"
_SETS_OUT = regex.compile(r"[^。；]{0,40}(?:[：:]|如下|进行[。：:，,]?|以下)|[^。；：:]{0,24}[。]?$")
# What is counted where its items are told one by one behind it: 三个方面问题：一是…, 以下两点。一是….
_POINTS = regex.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:的?(?:方面|问题|不足|短板|困难|原因|特点|变化|措施|举措|做法|环节|步骤|经验|建议|任务|重点|工作|事))+"
    r"[：:。]\s*一是"
)
_POINT = "点"
_BARE_POINTS = regex.compile(r"[：:。]\s*一是")
_MOST = 20  # items of a list that somebody counts
_DEALT = regex.compile(r"[\u4e00-\u9fff]{0,6}分别[为是]?")
_SPEECH = 1500  # 一是 … 二是 … may go on over several paragraphs
_BEGINS = 60  # how far behind the number its list may begin
_REACH = 4000  # how far behind the number its list may go on


def list_lengths(text: str, mentions: list[Mention], end: int) -> list[Tie]:
    """A stated number of items against the items that stand before or behind it; `end` is where the report ends."""
    ties: list[Tie] = []
    for place, mention in enumerate(mentions):
        draft = mention.draft
        value = draft.quantity.value
        if mention.unit[-1:] not in _COUNTERS or value != value.to_integral_value() or draft.role == "delta":
            continue
        listed = int(value)
        counts = (
            _named_before(mention),
            _named_behind(text, draft.end),
            _figures_before(mentions, place),
            _lines_behind(mentions, place),
        )
        if not (2 <= listed <= _MOST and (listed in counts or _enumerated(text, draft.end, end, listed))):
            listed = _told(text, draft.end, end, mention.unit) or _dealt(mentions, place) or _named_all(text, draft.end, listed)
        if listed:
            ties.append(Tie("list_length", draft, [], evidence=(draft.start, draft.end), rule="list_length", listed=listed))
    return ties


def _told(text: str, at: int, end: int, unit: str) -> int:
    """How many items 一是, 二是 … tell straight behind a number of points, whatever the number is; 0 where they do not.

    Where the first two stand in its paragraph, all do: what goes on behind it may be numbered by paragraphs.
    """
    if not (_POINTS.match(text, at, end) or (unit == _POINT and _BARE_POINTS.match(text, at, end))):
        return 0
    paragraph = text.find("\n", at, end)
    for stop in (end if paragraph < 0 else paragraph, min(end, at + _SPEECH)):
        for wanted in range(2, len(_DIGITS) + 1):
            if _counts_to(text, at, stop, _STYLES[0], wanted):
                return wanted
    return 0


def _dealt(mentions: list[Mention], place: int) -> int:
    """How many names stand before a number and figures behind it (来信、来访、网上三类分别为…); 0 where they differ."""
    named, behind = _named_before(mentions[place]), mentions[place + 1 : place + 2 + _MOST]
    if not named or not behind or not _DEALT.fullmatch(behind[0].gap):
        return 0
    dealt = [behind[0]]
    for one in behind[1:]:
        if one.sentence != dealt[0].sentence or not _BETWEEN.fullmatch(one.gap):
            break
        dealt.append(one)
    return named if len(dealt) == named else 0


def _named_before(mention: Mention) -> int:
    """How many names stand before the number: 综合、审核、宣传三个小组."""
    match = _NAMED.search(mention.near.rstrip('”’"等') if mention.near else "")
    return len(_BETWEEN.split(match["items"])) if match else 0


def _named_behind(text: str, at: int) -> int:
    """How many names stand behind the colon: 内设机构3个：办公室、综合科、督查科。"""
    match = _LISTED.match(text, at, at + 240)
    return len(_BETWEEN.split(match["items"])) if match else 0


def _named_all(text: str, at: int, stated: int) -> int:
    """How many names, each of a body, stand behind a noun and a colon, joined by 、 alone: 设4个股室：办公室、业务股、保管股.

    A number further off is of something else (设12个窗口：社保窗口、公积金窗口、税务窗口 are kinds of them)."""
    match = _ALL_NAMED.match(text, at, at + 240)
    names = match["items"].split("、") if match else []
    bodies = all(_BODY.fullmatch(name) for name in names)
    near = abs(len(names) - stated) <= _OFF
    return len(names) if bodies and near and _LEAST_NAMED <= len(names) <= _MOST else 0


def _figures_before(mentions: list[Mention], place: int) -> int:
    """How many figures in one breath stand before the number: 省1200万元、区975万元、镇800万元三块."""
    if mentions[place].gap.lstrip().startswith(("、", "和", "及")):
        return 0  # 公益一类198个、公益二类41个、其他4个、未分类3个
    count, at = 0, place - 1
    while at >= 0 and mentions[at].sentence == mentions[place].sentence and mentions[at].unit == mentions[place - 1].unit:
        count += 1
        if not mentions[at].gap.startswith(("、", "和", "及")):
            return count
        at -= 1
    return 0


def _lines_behind(mentions: list[Mention], place: int) -> int:
    """How many paragraphs that begin with figures of one unit follow a number before a colon: 分为四类：."""
    mention = mentions[place]
    if mention.rest.strip() not in ("：", ":"):
        return 0
    heads = {m.block: m for m in reversed(mentions[place + 1 : place + 60]) if m.block > mention.block}
    count = 0
    while (head := heads.get(mention.block + count + 1)) and head.unit == heads[mention.block + 1].unit:
        count += 1
    return count


def _enumerated(text: str, at: int, end: int, wanted: int) -> bool:
    """Whether marks of one style count from one to exactly `wanted` behind the number."""
    if wanted > len(_DIGITS):
        return False
    stop = min(end, at + _REACH)
    paragraph = text.find("\n", at, stop)
    paragraph = stop if paragraph < 0 else paragraph
    for style in _STYLES:
        if _counts_to(text, at, min(stop, at + _SPEECH) if style == "{}是" else paragraph, style, wanted):
            return True
    if not _SETS_OUT.match(text, at, paragraph) and text[at:paragraph].strip():
        return False
    if _counts_to(text, at, stop, _LETTERED, wanted, lines=True, digits=_LETTERS):
        return True
    return any(_counts_to(text, at, stop, style, wanted, lines=True) for style in _STYLES)


def _counts_to(text: str, at: int, stop: int, style: str, wanted: int, *, lines: bool = False, digits: str = _DIGITS) -> bool:
    """Whether the marks of a style stand in order up to `wanted` and no further; `lines`: each at the start of a line."""
    begin = at + _BEGINS
    for digit in digits[:wanted]:
        at = _find(text, style.format(digit), at, stop, lines=lines)
        if at < 0 or (digit == digits[0] and not lines and at > begin):
            return False
    beyond = style.format(digits[wanted]) if wanted < len(digits) else ""
    further = _find(text, beyond, at, stop, lines=lines) if beyond else -1
    anew = _find(text, style.format(digits[0]), at, stop, lines=lines)
    return further < 0 or 0 <= anew < further


def _find(text: str, mark: str, at: int, stop: int, *, lines: bool) -> int:
    """Where the text behind a mark begins, -1 where the mark does not stand."""
    while (at := text.find(mark, at, stop)) >= 0:
        head = text[max(0, at - 4) : at].strip(" \t　")
        if not lines or not head or head.endswith("\n"):
            return at + len(mark)
        at += len(mark)
    return -1
