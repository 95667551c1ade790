"""Percent signs that were lost: 做到100.准确, 参合率达到98.6，"""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Proposal

# Words for a share, as they end: the number that follows them directly can only be in percent.
SHARE = (
    r"(?:占比|比例|比重|补偿比|报销比|满意度|知晓度|公开面|覆盖面|受益面|参与面|增幅|降幅|涨幅|跌幅"
    r"|(?<![倍频速汇费效功比音税分])(?<!死亡)(?<!出生)(?<!增长)(?<!发病)(?<!患病)(?<!容积)率)"
)
VERB = r"(?:均|都|已|也|仅)?(?:分别)?(?:为|是|达到|达|到|提高到|提高至|上升到|下降到|降到|降为|[:：])?"
END = r"(?=[。，；;、)）\n]|[.,](?!\d)|$)"
NUMBER = re.compile(rf"[例比重度面幅率为是到达至：:约近](\d{{1,3}}(?:\.\d+)?){END}")
FRONT = re.compile(rf"{SHARE}{VERB}(?:约|近)?$")
FULL = re.compile("(?:做到|达到)$")
WINDOW = 16


def percent(text: str) -> Iterator[Proposal]:
    """Where a share is told by a bare number, its percent sign may be lost. It is not put in: the reader of figures restores
    the unit itself, from more of the sentence than is looked at here.

    >>> [(flag.start, flag.replacement) for flag in percent("做到100.准确，参合率达到98.6，速率为50，入学率99%，达到100人")]
    [(2, '100%'), (14, '98.6%')]
    """
    for match in NUMBER.finditer(text):
        front = text[max(0, match.start(1) - WINDOW) : match.start(1)]
        if FRONT.search(front) or (match[1] == "100" and FULL.search(front)):
            yield Proposal(*match.span(1), match[1] + "%", "percent", "percent_lost")
