"""GROWTH: a rate of change that the printed change and the level after it do not give: 3540件，比上年增加412件，增长31.2%.

The level before is not printed, but follows from both. Relations tie printed figures only, so this is told by the words.
Output and incomes grow at constant prices while their levels are at current ones, investment and retail sales by a scope
that is revised each year (国家统计局: 不变价, 可比口径), so that they do not agree; nor does a rate that says behind it on
what terms it is reckoned (剔除减税因素).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.claim import Claim
from gouji.check.direction import direction
from gouji.check.interval import HALF, quotient
from gouji.check.ledger import Ledger
from gouji.check.reading import read
from gouji.check.units import HUNDREDTHS
from gouji.check.verdict import decimal, rounded
from gouji.check.wording import Sentence, sentences
from gouji.schemas import Figure

RATE: Final = "rate_of_change"  # rule of the reading: 增长N%, 降幅N%
# Between the level and its change: a comparison and one word of change, nothing that names another thing.
COMPARED: Final = re.compile(
    r"[,，(（]?(?:同比|(?:比|较|与)(?:上年|去年|前年|20\d\d年|上一年|前一年|上年度|去年同期|上年同期|同期)(?:相比)?[,，]?)"
    r"(?:净?增加|增长|净?减少|下降|增|减|多|少)了?"
)
CHANGED: Final = re.compile(
    r"[,，、(（]?(?:同比)?(?:(?:增长|增加|上升|下降|减少|降低)(?:了|率为?|幅度为?)?|[增升降减]幅(?:为|达)?|[增降减])(?:约|近)?"
)
OTHER_PRICES: Final = re.compile(r"生产总值|产值|增加值|GDP|可支配收入|纯收入|人均收入|投资|零售|工资", re.IGNORECASE)
OTHER_TERMS: Final = re.compile(r"[^,，。；;]{0,8}(?:可比|实际|名义|剔除|扣除|口径|不变价|现价|计算|币计)")
PLACES: Final = 2


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, a warning, for each rate that its change and its level contradict."""
    rates = [figure for figure in ledger.figures.values() if figure.rule == RATE and figure.unit in HUNDREDTHS]
    alone = {figure.sentence for figure in rates if not _is_tied(figure, ledger)}
    if not alone:
        return
    for sentence in sentences([figure for figure in ledger.figures.values() if figure.sentence in alone]):
        for level, change, rate in _told(sentence):
            if not _is_tied(rate, ledger) and (claim := _impossible(level, change, rate, ledger)):
                yield claim


def _is_tied(rate: Figure, ledger: Ledger) -> bool:
    return any(relation.type == "ratio" and relation.lhs == rate.figure for relation in ledger.touching.get(rate.figure, ()))


def _told(sentence: Sentence) -> Iterator[Sequence[Figure]]:
    """The levels of a sentence with the change and the rate straight behind them."""
    figures, words = sentence
    for place in range(len(figures) - 2):
        level, change, rate = figures[place : place + 3]
        straight = COMPARED.fullmatch(words[place + 1]) and CHANGED.fullmatch(words[place + 2])
        alike = level.unit == change.unit and (level.measure, level.subject) == (change.measure, change.subject)
        if not (straight and alike and rate.rule == RATE) or level.role not in ("plain", "total") or change.role != "delta":
            continue
        otherwise = OTHER_TERMS.search(words[place + 1]) or OTHER_TERMS.match(
            words[place + 3]
        )  # words[n] stand before figure n
        if not (OTHER_PRICES.search(level.measure) or otherwise):
            yield level, change, rate


def _impossible(level: Figure, change: Figure, rate: Figure, ledger: Ledger) -> Claim | None:
    """The claim of a rate that no level before can have, given what level and change may stand for as printed."""
    after, gone, printed = read(level), read(change), read(rate)
    way = direction(change)
    if after is None or gone is None or printed is None or way == 0 or direction(rate) != way:
        return None
    ends = (after.span.low, after.span.high, gone.span.low, gone.span.high)
    if any(figure.bound != "exact" for figure in (level, change, rate)) or None in ends:
        return None
    low, high, least, most = (end for end in ends if end is not None)
    if min(low - way * least, low - way * most) <= 0:
        return None
    possible = [quotient(100 * part, whole - way * part) for whole in (low, high) for part in (least, most)]
    half = printed.step * HALF
    if min(possible) - half <= printed.value <= max(possible) + half:
        return None
    expected = rounded(quotient(100 * gone.value, after.value - way * gone.value), max(PLACES, rate.decimals))
    return Claim(
        code="GROWTH",
        severity="warning",
        figures=(rate, change, level),
        expected=expected,
        actual=rate.value,
        gap=abs(rate.value - expected),
        tolerance=decimal(half),
        office=ledger.office(rate.report),
    )
