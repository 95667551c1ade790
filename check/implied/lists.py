"""Lists: a total and the parts that stand behind it, though they do not add up.

The reading ties a list where it comes out or nearly does. What is left are lists with a larger mistake in them: closed by
their words (分别为, 由…组成, 合计, a last part 其他, parts that divide a whole), or told by the slip that would close
them. A list that may be open bounds each of its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from gouji.check.implied.parts import LABEL, LISTED, OTHERWISE, alike, countable
from gouji.check.implied.tie import tie
from gouji.check.reading import read
from gouji.check.slips import one_slip_closes
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation
from gouji.schemas.misprint import misprints

# Source: DESIGN.md, rules of the checks, and the wording of the gold reports.
OPENS: Final = re.compile(r"其中|包括|包含|[（(]含|含|分别|依[次序]|涉及|由|分为|[：:（(]|中,")
OPEN: Final = re.compile(r"其中|包括|包含|含|涉及|主要|等(?![级职])|中,")
CLOSED: Final = re.compile(r"分别|依[次序]|分为")
BRACKET: Final = re.compile(r"[：:（(]")
# A list straight behind its total: 学校423所：小学39所；…。 and 职数523名（正科级167名、副科级356名）. It names everything
# where nothing opens it and it goes on to the end of the sentence or of the brackets.
STRAIGHT: Final = re.compile(r"^\w{0,4}(?P<mark>[:(])")
OF_THOSE: Final = re.compile(r"^[\u4e00-\u9fff]{0,6}中,")  # 209项问题中，完成整改200项
AMONG: Final = re.compile(r"(?:^|[,;。])(?P<name>[\u4e00-\u9fff]{2,10})中[,:]")  # 招聘教师中，
BARE: Final = re.compile(r"^[,][\u4e00-\u9fff]{3,8}$")  # 解读材料70篇，文字解读22篇，图表解读27篇，视频解读21篇
SORTED: Final = re.compile(r"按[\u4e00-\u9fff]{1,6}分[,，]\w{0,24}$")  # 按行业划分，年末事业编制1710名，卫生系统973名，…
ENDS: Final = {":": re.compile(r"^\w{0,4}(?:。|$)"), "(": re.compile(r"^\w{0,4}[)）]")}
MADE_UP: Final = re.compile(r"^(?:等\w{0,4})?(?:组成|构成)")
SUMMED: Final = re.compile(r"(?:合计|共计|总计|共|总)\w{0,8}$")
REST: Final = re.compile(r"(?:其他|其它|其余|另有?)\w{0,6}$")
# the same of what 、 joins to the part before, and of what brackets begin with
ANOTHER: Final = re.compile(r"完成|比|较|增|减|占|合计|共计|达到|上年|去年|同期|其中")
NO_PART: Final = re.compile(
    r"比|占|合计|共计|上年|去年|同期|其中|任务|目标|计划"
)  # … and of what is said of those counted (156项中，完成…)
JOINED: Final = re.compile(r"^[、，,和及与；;以]|^$")
LAST: Final = tuple("和及与以")
NEAR: Final = Decimal(2) / 3
ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]")
NET: Final = re.compile(r"净\w{0,3}$")  # what came in less what went out is no total of both
# Parts that divide a whole whatever the list says; one word of each must begin the words before one part.
DIVISIONS: Final = (
    (("男",), ("女",)),
    (("公办",), ("民办",)),
    (("集体",), ("个体", "个人", "单人")),
    (("专职",), ("兼职",)),
    (("城镇", "城市"), ("农村", "乡村")),
    (("已",), ("正在", "在"), ("尚未", "未", "待")),
    (("同意",), ("退回", "不同意")),
    (("成立",), ("不成立",)),
    (("全额",), ("差额",), ("自收自支",)),
)


THEN: Final = re.compile(r"上年|去年|上一年")  # 受伤94人，上年两项数字分别为24人、89人
AIMS: Final = re.compile(
    r"(?:任务|目标|计划)[数值]?(?:分别|依[次序])|[\u4e00-\u9fff]均(?:分别|依[次序])"
    r"|(?:分别|依[次序])(?:还|仍)?(?:差|短|多|少|超|高|低|相差)"  # 对照2.8人和3.3人的标准，分别差0.2人、0.18人
    r"|(?:分别|依[次序])(?:提|增|升|降|减|调|压|缩|扩)[\u4e00-\u9fff]{0,2}[到至为]"  # 由1150元、1350元分别提到1250元、1450元
)  # 就业385人，两项任务数分别为1000人和350人
OF_EACH: Final = re.compile(
    r"各(?=[赋配设招发核补派安建有给奖拨投获占减增得承办])[\u4e00-\u9fff]{1,6}$"
)  # 8个镇各赋权132项，…分别承接121项
EACH: Final = re.compile(r"[、和及与][\u4e00-\u9fff]{1,8}(?:分别|依[次序])")
FIRST: Final = tuple(word for first, *_ in DIVISIONS for word in first)
CUE: Final = re.compile(r"^\W*(?:其中|包括|包含|含)?\W*")
BRACKETS: Final = re.compile(r"[（()）]")

_CLEARLY: Final = 2  # times what changed


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """The lists of each sentence, and of those that `；` joins, each total with its own parts."""
    for sentence, words in told:
        if len(sentence) > 2:
            yield from _behind(sentence, words)
            yield from _among(sentence, words)


def _behind(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """Parts behind their total: 收到79件，其中当面7件、网络46件、信函26件."""
    depths = _depths(words)
    for place, total in enumerate(sentence):
        if (
            not countable(total)
            or NET.search(words[place])
            or OF_EACH.search(words[place])
            or total.rule == "target"
            or _is_beside(sentence, words, place)
        ):
            continue
        if total.role == "part" and place + 1 < len(sentence) and not OPENS.search(words[place + 1]):
            continue  # 同意公开27件，同意部分公开5件，不同意公开3件: parts of one whole
        parts = _parts_behind(sentence, words, depths, place)
        comes_to = sum(sentence[at].value for at in parts)
        if parts and "涉及" in words[place] and "涉及" in next(iter(parts.values())):
            continue  # 涉及机构的18项，涉及编制的21项
        named = {sentence[at].subject for at in parts if sentence[at].rule == "dealt"}
        if named & {total.measure, total.subject.split("·")[-1]} - {""}:
            continue  # 简任64人、荐任1518人、委任761人，甲等人数依序为59人、1176人及507人: of the whole row
        share = place + 1 < len(sentence) and sentence[place + 1].kind == "percentage"
        if parts and share and EACH.search(next(iter(parts.values()))) and "其中" not in words[min(parts)]:
            continue  # 惠农补贴128条，占39.1%，财政预决算、规划计划依次为14条、23条
        if total.role == "delta" and comes_to > _CLEARLY * total.value:
            continue  # 登记143件，比上年多27件，其中设立22件、变更89件、注销32件 divides the 143
        if comes_to > total.value and any(one.value == comes_to and one.unit == total.unit for one in sentence[:place]):
            continue  # 已答复33件，结转1件，其中按期30件、延期3件 divides the 33
        if comes_to > total.value and _come_to(sentence[: place + 1], comes_to):
            continue  # 公务员30人、事业人员50人，男性42人、女性38人 divide both
        aside = BRACKET.match(next(iter(parts.values()), ""))  # 行政人员161人（含公务员782人、…）: of those straight before
        if total.role == "part" and comes_to > total.value and not aside and _had_more(sentence[:place], total, comes_to):
            continue  # 已答复33件，1件正在办理；其中同意公开25件、不予公开8件
        if len(parts) > 1 and (relation := _tied(sentence, words, place, parts)):
            yield relation


def _come_to(row: Sequence[Figure], value: Decimal | int) -> bool:
    """Whether the last figures of a row, two or more in one unit, add up to a value."""
    together = Decimal(0)
    for one in reversed(row):
        if one.unit != row[-1].unit or one.role == "delta":
            return False
        together += one.value
        if together >= value:
            return together == value
    return False


def _had_more(before: Sequence[Figure], total: Figure, comes_to: Decimal | int) -> bool:
    """Whether a figure before a part of it holds as much as a list behind that part comes to."""
    return any(one.value >= comes_to and one.unit == total.unit for one in before)


def _is_beside(sentence: Sequence[Figure], words: Sequence[str], place: int) -> bool:
    """Whether a figure is one of several in a row, the next of which are told together: 甲所46人，乙站58人，丙、丁站分别为…."""
    if not 0 < place < len(sentence) - 1 or not words[place].startswith((",", "，", "、")) or "其中" in words[place + 1]:
        return False
    before, total = sentence[place - 1], sentence[place]
    return EACH.search(words[place + 1]) is not None and before.unit == total.unit and before.role != "delta"


def _parts_behind(sentence: Sequence[Figure], words: Sequence[str], depths: Sequence[int], place: int) -> dict[int, str]:
    """The figures behind a total that its list holds, each with the words before it.

    Those in other units between them (36批、424人次) are passed over, and what stands in brackets behind a part, or up to the
    next `；` behind 其中.
    """
    total, since, within = sentence[place], "", False
    parts: dict[int, str] = {}
    for at in range(place + 1, len(sentence)):
        since += words[at]
        within = bool(parts) and ("其中" in words[at] or (within and not words[at].startswith(";")))
        if within or sentence[at].kind == "percentage":
            since = ""
            continue
        if sentence[at].unit != total.unit or (parts and depths[at] > depths[next(iter(parts))]):
            continue
        between = ASIDE.sub("", since) if "(" in since or "（" in since else since
        joined = _goes_on(between, list(parts.values())) if parts else _opens(between, beside=at == place + 1)
        of_those = OF_THOSE.search(next(iter(parts.values()), between)) is not None
        if (
            not joined
            or not alike(sentence[at], total, of_those=of_those)
            or (parts and depths[at] != depths[next(iter(parts))])
        ):
            break
        if "。" in between and total.role == "delta":  # behind a full stop 其中 is of the level, not of its change
            break
        parts[at] = between
        since = ""
    return parts


def _opens(words: str, *, beside: bool) -> bool:
    """Whether the words between a total and a figure begin its list: a cue, or the first part of a division (男, 已).

    `beside`: nothing in another unit stands between them.
    """
    if "。" in words.removeprefix("。其中") or (beside and LISTED.match(words)) or AIMS.search(words) or THEN.search(words):
        return False
    cues = list(OPENS.finditer(words))
    if cues:
        otherwise = {"(": ANOTHER, "中,": NO_PART}.get(cues[-1].group(), OTHERWISE)
        return not otherwise.search(words[cues[-1].end() :]) and (";" not in words or "其中" in words)
    return ";" not in words and (_head(words).startswith(FIRST) or bool(BARE.match(words)))


def _goes_on(words: str, labels: Sequence[str]) -> bool:
    """Whether the words between two figures join them in one list: 甲、乙和丙 ends with 丙, and 甲、乙，丙 with 乙.

    Behind a colon, and behind `X中，`, `；` joins, too.
    """
    otherwise = ANOTHER if words.startswith("、") else OTHERWISE
    divides = any(_head(words).startswith(last) for _, *others in DIVISIONS for last in others)
    if not JOINED.match(words) or len(words) > LABEL or "。" in words or (otherwise.search(words) and not divides):
        return False
    joints = [label[:1] for label in labels[1:]]
    if words[:1] == ";" and not ((":" in labels[0] or OF_THOSE.search(labels[0])) and set(joints) <= {";"}):
        return False
    return not any(joint in LAST for joint in joints) and not (joints and words[:1] in ",;" and "、" in joints)


def _among(sentence: Sequence[Figure], words: Sequence[str]) -> Iterator[Relation]:
    """Parts of what was named before: 招聘教师216名，退休145名；招聘教师中，农村学校99名，城区学校117名."""
    for first, before in enumerate(words[:-1]):
        found = AMONG.search(before)
        named = [at for at in range(first) if found and words[at].endswith(found["name"])]
        if not (found and named) or OTHERWISE.search(before[found.end() :]):
            continue
        total, parts = sentence[named[-1]], [first]
        while parts[-1] + 1 < len(sentence) and _goes_on(words[parts[-1] + 1], [words[at] for at in parts]):
            parts.append(parts[-1] + 1)
        listed = [sentence[part] for part in parts]
        if len(parts) > 1 and countable(total) and all(alike(part, total, of_those=True) for part in listed):
            yield tie("sum", total, [(1, part) for part in listed], "implied.list", closed=_slips(total, listed))


def _depths(words: Sequence[str]) -> list[int]:
    """How many brackets are open before each figure."""
    found, depth = [], 0
    for gap in words:
        for bracket in BRACKETS.findall(gap):
            depth = depth + 1 if bracket in "（(" else max(0, depth - 1)
        found.append(depth)
    return found


def _tied(sentence: Sequence[Figure], words: Sequence[str], place: int, parts: Mapping[int, str]) -> Relation | None:
    """The sum of a list, closed or open; None where nothing but its figures would make it one."""
    total, listed, labels = sentence[place], [sentence[part] for part in parts], list(parts.values())
    cue, behind = labels[0], words[max(parts) + 1]
    made_up = MADE_UP.match(behind)
    sorted_out = SORTED.search(words[place]) is not None and _sorted_out(total, listed)
    cued = sorted_out or OPEN.search(cue) or CLOSED.search(cue) or BRACKET.search(cue) or made_up or _divide(labels)
    if not cued and (total.role == "part" or not _of_its_kinds(words[place], labels)):
        return None
    summed = SUMMED.search(words[place]) and not OPEN.search(cue)
    worded = sorted_out or bool(CLOSED.search(cue) or made_up or summed or REST.search(labels[-1]) or _divide(labels))
    closed = worded or (_full(cue, behind) if cued else _meant(total, listed)) or _slips(total, listed)
    return tie("sum", total, [(1, part) for part in listed], "implied.list", closed=closed)


def _full(cue: str, behind: str) -> bool:
    """Whether a list straight behind its total names everything: nothing opens it, and it ends where the brackets or the
    sentence do."""
    found = STRAIGHT.match(cue)
    return found is not None and not OPEN.search(cue + behind) and bool(ENDS[found["mark"]].match(behind))


def _of_its_kinds(words: str, labels: Sequence[str]) -> bool:
    """Whether parts without a cue are all kinds of what their total counts: 文字解读, 图表解读, 视频解读 of 解读材料."""
    kinds = {label[-2:] for label in labels}
    return len(labels) > 2 and len(kinds) == 1 and (kind := kinds.pop()) in words and not words.endswith(kind)


def _nearly(total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether parts that nothing announces come near enough to their total to be meant as all of it."""
    return NEAR < sum(part.value for part in listed) / total.value < 1 / NEAR


def _sorted_out(total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether behind 按行业划分 a total stands with its parts, and not the first of them (按内容分，城建90件，教育276件)."""
    return total.role != "part" and _nearly(total, listed) and all(part.measure == total.measure for part in listed)


def _meant(total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether parts that nothing announces are meant as all of their total: they come near it, or do with one misprint."""
    if _nearly(total, listed) or total.unit_mult or any(figure.decimals or figure.unit_mult for figure in (total, *listed)):
        return _nearly(total, listed)
    gap = int(total.value - sum(part.value for part in listed))
    wanted = [(total, int(total.value) - gap), *((part, int(part.value) + gap) for part in listed)]
    return any(value > 0 and str(value) in {text for text, _ in misprints(str(int(figure.value)))} for figure, value in wanted)


def _slips(total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether one slip in one figure would close a list, and chance would hardly do as much."""
    whole, readings = read(total), [read(part) for part in listed]
    there = [reading for reading in readings if reading is not None]
    return whole is not None and len(there) == len(readings) and one_slip_closes(whole, there)


def _divide(labels: Sequence[str]) -> bool:
    """Whether the words of the parts are those of a division that leaves nothing out."""
    heads = [_head(label) for label in labels]
    return any(
        len(heads) == len(division) and all(any(head.startswith(words) for head in heads) for words in division)
        for division in DIVISIONS
    )


def _head(words: str) -> str:
    """The words before a part without comma and cue."""
    return CUE.sub("", words)
