"""Spaces inside a number or a date, between the parts of a unit, and round the numbers of a sentence."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# Each pattern's group 1 is the space to take out. A space between two digits may be a thousands group (1 032人), stand between
# two columns, or where a date lost a part; what TORN finds is neither.
PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # 下降2 .6个百分点; not 1.2 .6 and not 表2 .6
        r"(?<![\d.])\d{1,9}( +)(?=\.\d+(?![\d.]))",
        # 下降2. 6个百分点: behind a Chinese character that no enumerator follows, and only before a unit that takes decimals
        r"(?<=[\u4e00-\u9fff])(?<![件表图注项第章节条款例])\d{1,9}\.( +)(?=\d{1,2}(?: ?[%％‰]|个百分点|[万亿]元))",
        # 98.6 %
        r"\d( +)(?=[%％‰])",
        # 260.5万 元, 3亿 美元
        r"\d ?[万亿]( )(?=[元美港欧澳日])",
        # 20个 工作日, 2.6个 百分点
        r"\d ?个( )(?=工作日|百分点)",
    )
)
# 事业单位2 29个, 追缴14 3.6万元: a number that stands between its clause and its unit without a space on either side; not
# behind what is counted off (标段1 3500万元)
TORN = re.compile(
    r"(?<=[\u4e00-\u9fff，、；：])(?<![件表图注项目组段季度包办局期档第章节条款例号共])"
    r"\d{1,4}(?: \d{1,4}){1,3}(?:\.\d{1,4})?(?=[个名人家件条项户所次份张起宗亩元万亿%％])"
)
CLAUSES = re.compile(r"[，。；：、]")
MANY = 2  # torn numbers: of a text with so many, those that could be ranges are torn, too
RANGE = 3  # times: of 每组5 10人 the sign between may be lost, of 单位2 29个 not
THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
TRIGGER = re.compile(r" (?<=[\d.万亿个] ) *(?=[.\d%％‰元美港欧澳日工百])")
# 2021 年 12 月 31 日, 1 - 6 月, 第 3 季度, also in a title; the years that head the columns of a table stay apart.
_TO = r" ?[-—–~～至到] ?"
DATE = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d|1[01]\d(?= ?年))(?:{_TO}(?:(?:19|20)\d\d|\d\d))? ?年"
    rf"(?:度?[末底初]?(?: ?(?:\d{{1,2}}{_TO})?\d{{1,2}} ?月(?!均)[份底末初]?(?: ?\d{{1,2}} ?[日号])?)?)"
    rf"|(?:(?<=[今去本当上明]年) )?(?<![\d.])(?:\d{{1,2}}{_TO})?\d{{1,2}} ?月(?!均)[份底末]?(?: ?\d{{1,2}} ?[日号])?"
    r"|第 ?[一二三四1-4] ?季度"
)
# A number that a word processor sets off from the words of its sentence (共有 12 人); none beside another number.
SET_OFF = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；：（“”）])(?<![第表图录章节])( )(?=\d[\d,]*+(?:\.\d++)?+[%％]?+(?! \d))"
    r"|(?<=[\d%％])( )(?=[\u4e00-\u9fff，。、；：）])"
)
SET_OFF_TRIGGER = re.compile(r"[\u4e00-\u9fff] \d|[\d%％] [\u4e00-\u9fff]")
SENTENCE = re.compile(r"[，。；;]|,(?!\d{3})")
NO_SENTENCE = re.compile(r"[|\t]|  ")
# No pattern needs to see more on either side of its space.
REACH = 12


def spaces(text: str) -> Iterator[Edit]:
    """A space that cuts a decimal, a unit or a date in two goes, and in a sentence one that sets off a number from its words.

    Harm: where a column ends in a whole number and the next begins with a bare point (.5), the two are joined; so are two
    numbers in a sentence of which the first is a label that is not known as one.

    >>> [(edit.start, edit.end) for edit in spaces("下降2 .6个百分点，1 032人，12 640宗，98.6 %，260.5万 元，单位2 29个")]
    [(3, 4), (30, 31), (39, 40), (45, 46)]
    """
    places = {
        match.span(1)
        for trigger in TRIGGER.finditer(text)
        for pattern in PATTERNS
        for match in pattern.finditer(text, max(0, trigger.start() - REACH), trigger.end() + REACH)
    }
    found = [torn for torn in TORN.finditer(text) if not THOUSANDS.fullmatch(torn[0]) and is_in_sentence(text, torn)]
    sure = [torn for torn in found if is_one_number(text, torn)]
    for torn in found if len(sure) >= MANY else sure:
        places |= {(torn.start() + at, torn.start() + at + 1) for at, char in enumerate(torn[0]) if char == " "}
    if SET_OFF_TRIGGER.search(text):
        places |= set_off(text)
    for start, end in sorted(places):
        yield Edit(start, end, "", "spaces")


def set_off(text: str) -> set[tuple[int, int]]:
    """The spaces within dates, and those that set numbers off in lines that are sentences."""
    dates = (match for match in DATE.finditer(text) if " " in match[0])
    places = {(date.start() + at, date.start() + at + 1) for date in dates for at, char in enumerate(date[0]) if char == " "}
    line, last, reads = 0, -1, False
    for space in SET_OFF.finditer(text):
        if space.start() > last:
            line = text.rfind("\n", 0, space.start()) + 1
            last = (text.find("\n", space.start()) + len(text) + 1) % (len(text) + 1)
            reads = SENTENCE.search(text, line, last) is not None and NO_SENTENCE.search(text, line, last) is None
        if reads and not (space[2] and is_apart(text, line, space.start())):
            places.add(space.span())
    return places


def is_apart(text: str, line: int, end: int) -> bool:
    """Whether the number up to `end` begins its line, as the number of a heading does, or stands behind another number."""
    start = end
    while start > line and text[start - 1] in "0123456789.,%％":
        start -= 1
    return not text[line:start].strip() or (text[start - 1] == " " and text[start - 2].isdigit())


def is_in_sentence(text: str, torn: re.Match[str]) -> bool:
    """Whether a torn number stands in a sentence, and not in the row of a table."""
    first = text.rfind("\n", 0, torn.start()) + 1
    last = text.find("\n", torn.end())
    return CLAUSES.search(text[first : last if last >= 0 else len(text)]) is not None


def is_one_number(text: str, torn: re.Match[str]) -> bool:
    """Whether what spaces part can be but one number: no range whose sign is lost, no more than 100%."""
    low, high, *_ = (float(part) for part in torn[0].split())
    if low < high <= RANGE * low:
        return False
    return text[torn.end()] not in "%％" or float(torn[0].replace(" ", "")) <= 100
