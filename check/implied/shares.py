"""Shares and rates whose two figures the words name, though they do not give them: 反映问题46项，已整改43项，整改率73.5%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Final

from gouji.check.implied.parts import STAFFED
from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation
from gouji.schemas.misprint import misprints

RATE: Final = re.compile(r"^[，,、；;（(](?P<more>[\u4e00-\u9fff]{0,6}?)(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达|达到|是|约)?$")
ALL: Final = ("", "任务", "总", "年度", "目标任务")
# 完成任务1134人的71.9%, 为上年5.09亿元的8.3倍: the figure before is the whole.
OF_IT: Final = re.compile(r"^(?:[\u4e00-\u9fff]{2,4})?的$")
OF_ALL: Final = re.compile(r"占[\u4e00-\u9fff]{0,8}$")  # 24.6万人，占常住人口44.2万人的55.7%
DUE: Final = re.compile(
    r"(?:完成|[是为占])\w{0,6}(?:任务|预算|计划|目标)\w{0,4}$|[是为](?:上年|去年|上年同期|去年同期|\d{4}年)\w{0,6}$"
)
AMONG: Final = re.compile(r"^[,，]?(?:其中|[\u4e00-\u9fff]{0,6}中[,，])")
USED: Final = re.compile(r"编制使用率(?:为|达|达到)?$")
OF_KIN: Final = re.compile(r"^[,，]?占(?:比|总数|总量)?$")
WITHIN: Final = re.compile(r"占(?P<whole>[\u4e00-\u9fff]{2,10}?)(?:总数|总额|总量)?的?$")
DEALT: Final = re.compile(r"(?:分别|依[次序]|各)占")  # of each in the row before, not of the last of it
LEFT: Final = re.compile(r"余|剩")
REACHED: Final = frozenset(("完成", "达成", "执行", "达标"))  # rates that may be more than 100%
OF_CHANGE: Final = frozenset(("调整", "增长", "变动", "变化", "增减"))  # rates of a change: 调增63万元、调减19万元，调整率8%
OWN: Final = re.compile(r"(?:^|[，,、；;。])(?P<name>[\u4e00-\u9fff]{3,10})占")
SHARE: Final = re.compile(r"(?P<named>[\u4e00-\u9fff]{2,12}?)(?:占比|占)(?:为|达)?$")
NOT_DONE: Final = re.compile(r"未|正在|待|不|没|无|应|需")
NEARLY = 1  # percentage point
NEAR = 3  # sentences between a share and the list that names its part


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """Each rate and share in percent whose part and whole are named in its sentence, or in a list before it."""
    for number, (sentence, words) in enumerate(told):
        for place, rate in enumerate(sentence):
            if rate.unit not in ("%", "倍") or rate.bound != "exact" or rate.mode != "actual":
                continue
            before = [*told[max(0, number - NEAR) : number], Sentence(sentence[:place], words[:place])]
            if (pair := _pair(sentence, words, place, before)) is not None:
                yield tie("ratio", rate, [(1, pair[0]), (1, pair[1])], "implied.share")


def _pair(
    sentence: Sequence[Figure], words: Sequence[str], place: int, before: Sequence[Sentence]
) -> tuple[Figure, Figure] | None:
    """(part, whole) of the share or multiple at `place`, by the words before it; None where they name none."""
    if place > 1 and OF_IT.match(words[place]):
        return _of_the_one_before(sentence, words, place)
    if sentence[place].unit != "%":
        return None
    if pair := _named_after(sentence, words, place) or _posts_used(sentence, words, place):
        return pair
    if place and OF_KIN.match(words[place]):
        return _of_those(sentence, words, place) or _of_its_kind(sentence[place - 1], before)
    if DEALT.search(words[place]):
        return None
    if place and (found := WITHIN.search(words[place])) and not SHARE.search(words[place]):
        if _names_another(sentence[place - 1], words[place]):
            return None
        return _of_the_named(sentence[place - 1], found["whole"], before)
    if found := SHARE.search(words[place]):
        return _in_list(found["named"], before)
    return None


def _of_the_one_before(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """(part, whole) of 新增就业1042人，…，完成任务1134人的71.9%: what the sentence begins with, of the figure before."""
    part, whole = sentence[place - 2 : place]
    if OF_ALL.search(words[place - 1]):
        return (part, whole) if part.unit == whole.unit and _counts(part) and _counts(whole) else None
    here = [figure for figure in sentence[: place - 1] if figure.sentence == whole.sentence]
    parts = [figure for figure in here if _counts(figure) and figure.unit == whole.unit]
    if not parts or not DUE.search(words[place - 1]) or not _counts(whole) or parts[0].role == "part":
        return None
    return parts[0], whole


def _of_those(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """(part, whole) of 教学班1345个，其中大班额80个，占5.9% and 205项问题中，完成整改159项，占77.6%."""
    if place < 2 or not AMONG.match(words[place - 1]):
        return None
    whole, part = sentence[place - 2 : place]
    return (part, whole) if whole.unit == part.unit and _counts(whole) and _counts(part) else None


def _of_the_named(part: Figure, whole: str, before: Sequence[Sentence]) -> tuple[Figure, Figure] | None:
    """(part, whole) of 缺额103人，占预算员额61.51%: the figure before the share, of the one figure of that name."""
    wholes = [
        figure
        for figures, words in before
        for figure, said in zip(figures, words, strict=False)
        if (figure.measure.endswith(whole) or said.endswith(whole)) and _comparable(figure, part)
    ]
    return (part, wholes[0]) if len(wholes) == 1 and _counts(wholes[0]) and _counts(part) else None


def _names_another(part: Figure, words: str) -> bool:
    """Whether a share says of itself what it is of: 聘用248人；卫技人员占职工总数的82.3%."""
    own = OWN.search(words)
    return own is not None and not set(own["name"]) <= set(part.subject + part.measure)


def _of_its_kind(part: Figure, before: Sequence[Sentence]) -> tuple[Figure, Figure] | None:
    """(part, whole) of 专任教师826人，其中…；女教师467人，占56.5%: the total before it that counts the same kind."""
    kind = part.measure[-2:]
    wholes = [
        figure
        for figures, _ in before
        for figure in figures
        if figure.role == "total" and figure.measure.endswith(kind) and _comparable(figure, part)
    ]
    named = part.role == "plain" and len(part.measure) > len(kind) and wholes and wholes[-1].measure != part.measure
    return (part, wholes[-1]) if named and _counts(wholes[-1]) and _counts(part) else None


def _comparable(whole: Figure, part: Figure) -> bool:
    return whole is not part and whole.unit == part.unit and whole.period == part.period and whole.value >= part.value


def _named_after(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """(part, whole) of 整改率: the one figure before it that 整改 stands before, and the first figure of its unit.

    The rate bears no other name (重点人群签约率 is not of 签约) than the part.
    """
    found = RATE.match(words[place])
    if found is None or found["stem"] in OF_CHANGE:
        return None
    done = [at for at in range(place) if _counts(sentence[at]) and sentence[at].role != "delta"]  # 精简51个，精简率14%
    parts = [at for at in done if _names(found["stem"], words[at])]
    if len(parts) != 1 or parts[0] == 0 or not (found["more"] in ALL or found["more"] in words[parts[0]]):
        return None
    part = sentence[parts[0]]
    wholes = [
        figure
        for figure in sentence[: parts[0]]
        if _counts(figure) and figure.unit == part.unit and (figure.role == "total" or figure.sentence == part.sentence)
    ]
    if not wholes or not wholes[0].period == part.period == sentence[place].period:
        return None
    if wholes[0].value < part.value and found["stem"] not in REACHED and not _slipped(part, wholes[0], sentence[place]):
        return None  # 实际入住437人，入住率64.3%
    between = [at for at in range(parts[0] + 1, place) if sentence[at].unit == part.unit and sentence[at].role != "delta"]
    beside = any(not (NOT_DONE.search(words[at]) or LEFT.search(words[at])) for at in between)
    beside = beside or sentence[parts[0] - 1].unit != part.unit  # 手术925台，感染3例，感染率0.32%
    if beside and abs(part.value / wholes[0].value * 100 - sentence[place].value) > NEARLY:
        return None  # 退休消化17名，调出11名，消化率78.6%
    return part, wholes[0]


def _slipped(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Whether one slip in a part that is more than its whole would give the rate: 73处，已整改660处，整改率90.4%."""
    printed = (Decimal(number) for number, _ in misprints(format(part.value, "f")))
    meant = chain(printed, (part.value.scaleb(-power) for power in range(1, 5)))
    return any(abs(value / whole.value * 100 - rate.value) <= NEARLY for value in meant)


def _posts_used(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """(people, posts) of 行政编制753名，在编688人，编制使用率91.4%."""
    if not USED.search(words[place]):
        return None
    posts = [figure for figure in sentence[:place] if figure.kind == "quota" and _counts(figure)]
    staff = [sentence[at] for at in range(place) if STAFFED.search(words[at]) and _counts(sentence[at])]
    return (staff[0], posts[0]) if len(posts) == len(staff) == 1 and staff != posts else None


def _names(stem: str, words: str) -> bool:
    """Whether a figure is what the stem of a rate says was done."""
    near = re.split(r"[，。；、,;]", words)[-1]
    return stem in near and not NOT_DONE.search(near)


def _in_list(named: str, before: Sequence[Sentence]) -> tuple[Figure, Figure] | None:
    """(part, total) of a list before: the one part whose subject the words before a share end with."""
    for sentence, _ in reversed(before):
        parts = [
            figure
            for figure in sentence
            if figure.role == "part" and len(figure.subject) > 1 and _is_named(figure, named) and _counts(figure)
        ]
        if not parts:
            continue
        if len(parts) > 1:
            return None
        totals = [
            figure
            for figure in sentence
            if figure.role == "total" and figure.unit == parts[0].unit and figure.start < parts[0].start
        ]
        same = [total for total in totals if total.period == parts[0].period]
        return (parts[0], same[-1]) if same else None
    return None


def _is_named(part: Figure, named: str) -> bool:
    """城乡建设 by 城乡建设, 集体访 in 批 by 集体访批次, 网上 of 办件量 by 网上办件."""
    if named.endswith(part.subject):
        return True
    head, _, rest = named.partition(part.subject)
    counted = rest in (part.unit, f"{part.unit}次", f"{part.unit}数") or (len(rest) > 1 and part.measure.startswith(rest))
    return not head and counted


def _counts(figure: Figure) -> bool:
    return figure.kind not in ("percentage", "duration") and figure.bound in ("exact", "about") and figure.value > 0
