"""Prose against table: the same fact told in a sentence and in a cell."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from gouji.extract.draft import Draft, Tie, evidence_of
from gouji.extract.relations.closure import comes_to, half_unit, one_slip
from gouji.extract.scope.mentions import Mention, unit_key
from gouji.extract.scope.words import pattern
from gouji.extract.tables.words import FLOW

_SHARE_OF = regex.compile(r"占(?:全[市县区省镇乡])?(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:总数|总量|总人数)?的?$")
_GENERIC = pattern("{table.generic}")
_ON_A_DAY = ("quota", "headcount")
_AGREEING = 2  # numbers of the prose that date a table
_COVERED = 0.6  # how much of the words of a sentence must stand in the cell's for one number to be one fact
_TOUCHED = 0.4  # the same for numbers of four digits, which do not come twice by chance
_DIGITS = 4
_SURE = 0.8  # the same for numbers of one digit
_ALIKE = 0.85  # how alike the names must be, both ways, for two numbers to be one fact told in two ways
_SMALL = 10
_TELLING = 3  # digits: two numbers of two are a slip apart too often
_WORD = 3  # the shortest name that can be a part of another


def tabled(mentions: Sequence[Mention], cells: Sequence[Draft]) -> list[Tie]:
    """Each figure of the prose that a cell repeats, and those that it gives with the same name and another number."""
    told: set[int] = set()
    ties: list[Tie] = []
    left: list[Mention] = []
    for mention in mentions:
        draft = mention.draft
        rate = draft.kind == "percentage" and _digits(draft) >= _TELLING
        if not (rate if draft.role == "rate" else mention.level) or mention.prior or mention.step == "from":
            continue
        cell = _repeated(mention, cells)
        if cell is None:
            left.append(mention)
        else:
            told.add(id(cell))
            ties.append(_tie(cell, mention, "tabled"))
    free = [cell for cell in cells if id(cell) not in told]
    for mention in left:
        namesakes = [cell for cell in free if _namesakes(mention.draft, cell)]
        if len(namesakes) == 1:
            ties.append(_tie(namesakes[0], mention, "tabled_otherwise"))
    return ties


def date_by_prose(ties: Sequence[Tie], cells: Sequence[Draft]) -> None:
    """Dates the posts and people of one table by the day of the prose that tells its numbers, where the table names none:
    截至12月31日，预算员额2318人，…。各类人员配置如下."""
    here = {id(cell) for cell in cells}
    told = [tie for tie in ties if tie.rule == "tabled" and id(tie.lhs) in here and tie.lhs.kind in _ON_A_DAY]
    told = [tie for tie in told if _digits(tie.lhs) >= _TELLING]
    days = [term.period for tie in told for _, term in tie.terms]
    sure = len(told) >= _AGREEING or any(_digits(tie.lhs) > _DIGITS for tie in told)
    day = days[0] if sure and days.count(days[0]) == len(days) else None
    if day is None or len(day) != len("2023-12-31"):
        return
    for cell in cells:
        if cell.kind in _ON_A_DAY and cell.period == day[:4] and not FLOW.search(cell.measure + cell.subject):
            cell.period = day


def tabled_shares(mentions: Sequence[Mention], ties: Sequence[Tie], cells: Sequence[Draft]) -> list[Tie]:
    """`35岁以下485人，占27.7%` where only a table says how many there are: the part, the rate, and the cell that gives it.

    The cell bears the name of those counted, and the rate comes to it.
    """
    tied = {id(tie.lhs) for tie in ties if tie.type == "ratio"}
    found = []
    for part, rate in pairwise(mentions):
        if not rate.share or id(rate.draft) in tied or part.sentence != rate.sentence or not part.level:
            continue
        named = _SHARE_OF.search(rate.near)
        noun = named["noun"] if named else part.draft.measure
        wholes = {cell.quantity.value: cell for cell in cells if noun in cell.measure and _comparable(part.draft, cell)}
        fits = [cell for cell in wholes.values() if _is_share(rate, part, cell)]
        if len(noun) > 1 and len(fits) == 1:
            terms = [(1, part.draft), (1, fits[0])]
            evidence = evidence_of(part.draft, rate.draft)
            found.append(Tie("ratio", rate.draft, terms, evidence=evidence, rule="tabled_share"))
    return found


def _is_share(rate: Mention, part: Mention, cell: Draft) -> bool:
    quantity, whole = rate.quantity, cell.quantity.value
    printed, above = (quantity.value, half_unit(rate)), (part.quantity.value, half_unit(part))
    return whole > part.quantity.value and comes_to(quantity, printed, above, (whole, Decimal(0)))


def _tie(cell: Draft, mention: Mention, rule: str) -> Tie:
    return Tie("equal", cell, [(1, mention.draft)], stated=False, evidence=evidence_of(cell, mention.draft), rule=rule)


def _repeated(mention: Mention, cells: Sequence[Draft]) -> Draft | None:
    """The cell that gives the number of a sentence under its words; of several the one whose words are fewest."""
    draft = mention.draft
    said = frozenset(core(draft.measure + draft.subject))
    if not said:
        return None
    telling = _digits(draft) >= _DIGITS
    needed = _TOUCHED if telling else _COVERED if draft.quantity.value >= _SMALL else _SURE
    best: tuple[float, int, Draft] | None = None
    for cell in cells:
        if cell.quantity.value != draft.quantity.value or not _comparable(draft, cell):
            continue
        named = frozenset(core(cell.measure + cell.subject))
        shared = len(said & named) / min(len(said), max(_WORD, len(named)))
        if shared >= needed and (best is None or (shared, -len(named)) > best[:2]):
            best = shared, -len(named), cell
    return best[2] if best else None


def _comparable(draft: Draft, cell: Draft) -> bool:
    """Whether a sentence and a cell can give one fact: unit, and year where both name one."""
    units = unit_key(draft.quantity.unit), unit_key(cell.quantity.unit)
    years = (draft.period or "")[:4], (cell.period or "")[:4]
    return (units[0] == units[1] or not units[1]) and (years[0] == years[1] or not all(years))


def _namesakes(draft: Draft, cell: Draft) -> bool:
    """Whether a sentence and a cell have the same name, and numbers that one slip of the pen would make the same."""
    if draft.quantity.bound != "exact" or _digits(cell) < _TELLING or not _comparable(draft, cell):
        return False
    said, named = frozenset(core(draft.subject + draft.measure)), frozenset(core(cell.subject + cell.measure))
    alike = 2 * len(said & named) >= _ALIKE * (len(said) + len(named))
    if len(min(said, named, key=len)) < _WORD or not (alike or (len(named) > _WORD and named <= said)):
        return False
    numbers = [draft.quantity.value, cell.quantity.value]
    return one_slip(abs(numbers[0] - numbers[1]), numbers)


def _digits(draft: Draft) -> int:
    """How many digits a number has, zeros at its ends aside."""
    return len(format(draft.quantity.value, "f").strip("0.").replace(".", ""))


def core(name: str) -> str:
    """A name without the words that say nothing of what is counted.

    >>> core("网上咨询数"), core("申请总数")
    ('网上咨询', '申请')
    """
    return _GENERIC.sub("", name)
