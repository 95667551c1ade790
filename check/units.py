"""Which units may stand on the two sides of one relation.

Source: the units of the development gold (corpora/gold) and the statutory units of measurement in common use in reports.
Classifiers (个 家 名 件 …) count things and mix freely in a sum (12个机关 and 5所学校 make 17家单位); what is measured
(money, time, area, shares) does not mix with them.
"""

from typing import Final

from gouji.schemas import Figure

PERCENT: Final = frozenset({"%", "％", "‰", "百分点", "个百分点"})
PER: Final[dict[str, int]] = {"%": 100, "％": 100, "百分点": 100, "个百分点": 100, "‰": 1000}
HUNDREDTHS: Final = ("%", "％")
PEOPLE: Final = frozenset({"人", "名", "位", "员"})
GENERIC: Final = frozenset({"", "个", "项", "件"})

# unit -> what it measures; a unit that stands in none of these is a classifier
MEASURED: Final[dict[str, str]] = {
    **dict.fromkeys(PERCENT, "share"),
    **{unit: unit for unit in ("元", "美元", "欧元", "日元", "英镑", "港元", "澳门元")},
    **dict.fromkeys(("圆", "元人民币", "人民币元"), "元"),
    **dict.fromkeys(("新台币", "台币"), "新台币"),
    "分": "score",
    "倍": "times",
    "番": "doublings",
    **dict.fromkeys(("天", "日"), "day"),
    **dict.fromkeys(("工作日", "个工作日", "个工作天", "工作天"), "working day"),
    **dict.fromkeys(("年", "个年度", "周年", "年度"), "year"),
    **dict.fromkeys(("月", "个月"), "month"),
    **dict.fromkeys(("小时", "个小时", "学时"), "hour"),
    "分钟": "minute",
    **{unit: unit for unit in ("亩", "公顷", "平方米", "平方公里", "立方米", "吨", "公斤", "克", "米", "升")},
    "千克": "公斤",
    "公吨": "吨",
    "平米": "平方米",
    "平方千米": "平方公里",
    **dict.fromkeys(("公里", "千米"), "公里"),
    **dict.fromkeys(("千瓦时", "度"), "千瓦时"),
    **{unit: unit for unit in ("千瓦", "兆瓦", "GB", "TB", "MB", "℃")},
}


def per_whole(figure: Figure) -> int:
    """How many of its units make a whole: 100 of a percentage, 1 of what is no share."""
    return PER.get(figure.unit, 100 if figure.kind == "percentage" else 1)


def dimension(unit: str) -> str:
    """What a unit measures: itself for currencies and physical units, `things` for every classifier."""
    return MEASURED.get(unit, "things")


def mix(a: str, b: str) -> bool:
    """Whether figures of the two units may be added, subtracted or compared; no unit goes with any."""
    return a == b or not a or not b or dimension(a) == dimension(b)


def same(a: str, b: str) -> bool:
    """Whether the two units may name the same fact: equal, both people, or one of them says nothing.

    >>> same("人", "名"), same("名", "个"), same("户", "人"), same("元", "")
    (True, True, False, True)
    """
    if a == b or not a or not b:
        return True
    if dimension(a) != "things" or dimension(b) != "things":
        return dimension(a) == dimension(b)
    return {a, b} <= PEOPLE or a in GENERIC or b in GENERIC
