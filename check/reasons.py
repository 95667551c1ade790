"""Why a relation could not be tested or is only for review: stable codes, as they stand in `Relation.reason`."""

from typing import Final

MISSING_FIGURE: Final = "missing figure"
DIVISION_BY_ZERO: Final = "division by zero"
UNIT_MISMATCH: Final = "unit mismatch"
OPEN_LIST: Final = "open list"
PARTS_EXCEED_OPEN_LIST: Final = "parts of an open list exceed the whole"
NO_TERMS: Final = "no terms"
NOT_COUNTED: Final = "list not counted"
UNKNOWN_TYPE: Final = "unknown type of relation"
OUT_OF_RANGE: Final = "number out of range"
REVERSED: Final = "change goes the other way"
TRUNCATED: Final = "truncated instead of rounded"
ROUNDED_TWICE: Final = "rounded twice"
VAGUE: Final = "vague wording"
LOW_CONFIDENCE: Final = "low confidence of the reading"
LIMIT_ITSELF: Final = "the limit itself is left out"
ROUNDING: Final = "more than the rounding of so many figures explains"
ONE_PERIOD: Final = "both levels of one period"
OTHER_READING: Final = "another reading of the same words holds"
OTHER_SENTENCE: Final = "a change, and parts of another sentence"
UNREAD: Final = "a number among the parts was not read"
TWO_YEARS: Final = "told of two years"
REPEATED: Final = "the same item twice running"
ROW_TOTAL: Final = "the total of the row"
COLUMN_TOTAL: Final = "the total of the column"
CROSSING: Final = "row and column fail alike at one cell"
NO_WHOLE_NUMBER: Final = "no whole number gives this percentage"
PERCENT_NOT_POINTS: Final = "the rate of change in percent, not percentage points"
POINTS_NOT_PERCENT: Final = "the difference of the two percentages, which are percentage points"
TOGETHER: Final = "each holds alone, but not all together"
OVERLAPPING_NAMES: Final = "names differ a little"
RECAST: Final = "the text speaks of a change of basis"
OFFICE_BY_TITLE: Final = "an office is known by the title of its report only"
FAR_APART: Final = "far apart, and by no slip: perhaps two things of one name"
JUMP: Final = "far from the other years"
JUMP_SCALE: Final = "about a power of ten from the other years"
JUMP_DIGIT: Final = "one digit from the other years"

CHINESE: Final[dict[str, str]] = {
    MISSING_FIGURE: "缺少数字",
    DIVISION_BY_ZERO: "分母可能为零",
    UNIT_MISMATCH: "单位不一致",
    OPEN_LIST: "列举未穷尽",
    PARTS_EXCEED_OPEN_LIST: "未穷尽的列举之和超过总数",
    NO_TERMS: "没有可比的数字",
    NOT_COUNTED: "未数出列举项数",
    UNKNOWN_TYPE: "关系类型不明",
    OUT_OF_RANGE: "数字过大或过小",
    REVERSED: "增减方向相反",
    TRUNCATED: "可能是舍去尾数而非四舍五入",
    ROUNDED_TWICE: "可能经过两次四舍五入",
    VAGUE: "措辞为约数",
    LOW_CONFIDENCE: "识别把握不大",
    LIMIT_ITSELF: "“超过”“不足”不含本数",
    ROUNDING: "超出多个数四舍五入所能解释的范围",
    ONE_PERIOD: "前后两个数属同一时期",
    OTHER_READING: "同一文字另有成立的读法",
    OTHER_SENTENCE: "所列各项在另一句，未必是这一变动的分项",
    UNREAD: "各项之间有一个数字未识别",
    TWO_YEARS: "所指年份不同",
    REPEATED: "同一项连续列出两次",
    ROW_TOTAL: "按行合计不符",
    COLUMN_TOTAL: "按列合计不符",
    CROSSING: "行、列在同一单元格处相差相同",
    NO_WHOLE_NUMBER: "任何整数都得不出这个百分比",
    PERCENT_NOT_POINTS: "数值是增长率，不是百分点之差",
    POINTS_NOT_PERCENT: "数值是两个百分比之差，应为百分点",
    TOGETHER: "逐项看均可成立，合起来不能同时成立",
    OVERLAPPING_NAMES: "名称略有不同",
    RECAST: "文中提到口径或机构调整，两者未必可比",
    OFFICE_BY_TITLE: "有一方的单位仅由报告标题得知",
    FAR_APART: "相差悬殊且非一处笔误所能解释，或许同名而非同一事项",
    JUMP: "与其他年份相差悬殊",
    JUMP_SCALE: "与其他年份约差十的整数次方，疑为数量级之误",
    JUMP_DIGIT: "改一位数字即与其他年份相当，疑为笔误",
}
