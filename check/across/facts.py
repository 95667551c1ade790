"""What the reports of one office state: levels by name, kind, unit and period, and the changes between levels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gouji.check.across.offices import same_offices
from gouji.check.interval import Interval
from gouji.check.ledger import Ledger
from gouji.check.naming import changed_name, level_name
from gouji.check.reading import Reading, read
from gouji.check.units import GENERIC, PEOPLE, PERCENT
from gouji.schemas import Figure

LEVEL_ROLES = ("total", "plain", "part")
ONCE = ("quota", "headcount", "unit_count")  # 名 and 个, 个 and 家 count these alike
SHORTEST_NAME = 2  # a name of one character, or none, may stand for anything


class Topic(NamedTuple):
    """What is compared: the name of the level, its kind and its unit (people are people).

    Of a `known` topic the name is the code of an indicator and its breakdown; that says the kind, and mostly the unit.
    """

    name: str
    kind: str
    unit: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One report's figure: `report` is (document, number), `order` where it stands in the run, `about` its own period."""

    reading: Reading
    topic: Topic
    report: tuple[str, int]
    order: tuple[int, int]
    office: str
    about: str | None

    @property
    def figure(self) -> Figure:
        return self.reading.figure

    @property
    def span(self) -> Interval:
        return self.reading.span


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one office: `levels` by (topic, period), one for each report that states it once, and the `changes`."""

    levels: Mapping[tuple[Topic, str], list[Statement]]
    changes: list[Statement]


def facts_by_office(ledgers: Iterable[Ledger]) -> Iterator[Facts]:
    """The facts of every office that issued two reports or more, in the order in which the run meets them."""
    ledgers = list(ledgers)
    offices = {head.office for ledger in ledgers for head in ledger.heads.values() if head.office}
    key_of = same_offices(sorted(offices))
    reports: dict[str, list[tuple[int, Ledger, int]]] = defaultdict(list)
    for order, ledger in enumerate(ledgers):
        for number, head in sorted(ledger.heads.items()):
            if head.office:
                reports[key_of[head.office]].append((order, ledger, number))
    for mine in reports.values():
        if len(mine) > 1:
            yield _facts(mine)


def _facts(reports: list[tuple[int, Ledger, int]]) -> Facts:
    levels: dict[tuple[Topic, str], list[Statement]] = defaultdict(list)
    changes: list[Statement] = []
    for order, ledger, number in reports:
        stated = list(_statements(order, ledger, number))
        for key, statement in _unambiguous(s for s in stated if s.figure.role in LEVEL_ROLES):
            levels[key].append(statement)
        changes += [statement for _, statement in _unambiguous(s for s in stated if s.figure.role not in LEVEL_ROLES)]
    return Facts(levels, changes)


def names_of(*statements: Statement) -> tuple[str, ...]:
    """The ways in which the office of these statements is written."""
    return tuple(dict.fromkeys(statement.office for statement in statements))


def _statements(order: int, ledger: Ledger, number: int) -> Iterator[Statement]:
    """Levels and whole changes of a report; mere divisions of something, plans and ordinary rates are left out."""
    head = ledger.heads[number]
    for figure in ledger.by_report.get(number, ()):
        if figure.mode != "actual" or figure.period is None:
            continue
        reading = read(figure)
        if reading is None:
            continue
        for topic in _topics(figure):
            yield Statement(reading, topic, (ledger.document, number), (order, number), head.office or "", head.period)


def _topics(figure: Figure) -> Iterator[Topic]:
    """What a figure speaks of: by its own words, and by its indicator where one is known.

    A mere division of something is of no topic, and by its indicator only that which has a breakdown is one.
    """
    change = figure.role not in LEVEL_ROLES
    rate = change and (figure.role == "rate" or figure.unit in PERCENT)
    name = changed_name(figure.subject, figure.measure) if change else None
    if rate and (name is None or figure.unit != "%"):
        return
    name = name or level_name(figure.subject, figure.measure)
    part, unit = figure.role == "part", "人" if figure.unit in PEOPLE else figure.unit
    if len(name) >= SHORTEST_NAME and not (part and figure.subject):
        yield Topic(name, "percentage" if rate else figure.kind, unit)
    if figure.indicator and not (part and figure.breakdown):
        counted = "" if unit in GENERIC or figure.kind in ONCE else unit
        yield Topic(f"{figure.indicator} {figure.breakdown}", "", counted, known=True)


def _unambiguous(statements: Iterable[Statement]) -> Iterator[tuple[tuple[Topic, str], Statement]]:
    """One statement for each topic and period; where a report gives several different values, none."""
    grouped: dict[tuple[Topic, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.topic, statement.figure.period or ""].append(statement)
    for key, group in grouped.items():
        first = group[0]
        if all(first.span.distance(other.span) == 0 for other in group[1:]):
            yield key, first
