"""Times that are told for several figures at once: a bracket behind them, years and stages that are dealt out."""

from itertools import pairwise

import regex

from gouji.extract.periods import find_moments
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import Context
from gouji.extract.scope.stocks import is_state

_CLOSING = frozenset("组构）)（(")  # what can stand first in it
_BEHIND = regex.compile(r"(?:组成|构成|）|\))?[（(](?:数据)?截[至止]到?[^（()）]{2,16}[)）]")
_IN_YEARS = regex.compile(r"[两三四五六七八九十\d]年[共合累总]")
_DEALS = ("分别", "依次", "依序", "逐年", "分年", "各年")
_PAIR = 2
_OF_NAMES = ("dealt", "part", "division")
_BEFORE_AND_AFTER = regex.compile(
    r"(?P<deed>改革|清理|规范|整合|撤并|调整|核查|整顿|整治|实施)前后[，,]?[^，。；]{0,12}?(?:分别|依[次序])[为是有]?$"
)
_JOINS = frozenset(("、", "和", "及", "与", "以及"))


def date_from_behind(mentions: list[Mention], period: str | None) -> None:
    """`行政编制324名、事业编制92名（截至2008年末）`: a bracket behind dates the levels of its sentence that name no time."""
    for place, mention in enumerate(mentions):
        match = _BEHIND.match(mention.rest) if mention.rest[:1] in _CLOSING else None
        days = [m for m in find_moments(mention.rest, 0, match.end(), period) if m.asof] if match else []
        if not days:
            continue
        for one in mentions[max(0, place - 8) : place + 1]:
            if one.sentence == mention.sentence and not one.times and one.draft.role != "delta" and not one.change:
                one.draft.period = days[-1].level
                one.draft.when = mention.draft.end + days[-1].start, mention.draft.end + days[-1].end


def deal_years(mentions: list[Mention]) -> None:
    """`2021年至2023年，招聘教师分别为168人、182人和187人`: as many figures as years, also as those that 、 joins; what is dealt
    out behind them in the sentence goes by the same years (，总产分别为…)."""
    told: tuple[int, str, str, str] | None = None
    for place, mention in enumerate(mentions):
        first, _, last = (mention.draft.period or "").partition("/")
        years = [moment.level for moment in mention.times if moment.level[4:] in ("", "-12-31")]
        numbers = [int(year[:4]) for year in years]
        edge = years[0][4:] if years else ""
        if len(years) > 1 and numbers == [*range(numbers[0], numbers[0] + len(years))]:
            first, last = years[0][:4], years[-1][:4]
        elif told is not None and told[0] == mention.sentence and not mention.times:
            if mention.draft.rule in _OF_NAMES:
                continue  # 2020年、2021年分别为35.6万人和35.2万人，男、女分别为…
            _, first, last, edge = told
        dealt = any(word in mention.near for word in _DEALS) or len(years) > 1  # 2020年和2021年税收增长12.4%、8.7%
        if not (len(first) == len("2021") and (len(last) == len(first) or last == "..") and dealt):
            continue
        told = mention.sentence, first, last, edge
        row = [mention]
        for one in mentions[place + 1 :]:
            if one.unit != mention.unit or one.sentence != mention.sentence or one.gap.strip() not in _JOINS:
                break
            row.append(one)
        if last == ".." and len(row) > _PAIR:
            last = str(int(first) + len(row) - 1)  # 2016年以来各年依次为26件、21件、17件
        if last != ".." and len(row) == int(last) - int(first) + 1:
            for year, one in enumerate(row, start=int(first)):
                one.draft.period = f"{year}{edge}"
            total = mentions[place + len(row) : place + len(row) + 1]
            if total and total[0].sums and total[0].sentence == mention.sentence and _IN_YEARS.search(total[0].near):
                total[0].draft.period = f"{first}/{last}"  # 三年共537人


def deal_stages(mentions: list[Mention], context: Context) -> None:
    """`改革前后领导职数分别为96名和88名`: of the two the first is how it was before, the second how it is."""
    for first, second in pairwise(mentions):
        told = _BEFORE_AND_AFTER.search(first.tail)
        if told is None or second.gap.strip() not in _JOINS or second.unit != first.unit or context.year is None:
            continue
        for one, when in ((first, "前"), (second, "后")):
            names = [part for part in one.draft.subject.split("·") if part and part != f"{told['deed']}前后"]
            one.draft.subject = "·".join([*names, f"{told['deed']}{when}"])
        before = f"{context.year - 1}-12-31" if is_state(first) else str(context.year - 1)
        first.draft.period, first.prior = context.begun or before, True
