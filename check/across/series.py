"""What the reports of one office state of one thing over time: its levels by period, and the changes between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.check.across.issuers import Issued
from gouji.check.across.periods import order_of
from gouji.check.interval import Interval
from gouji.check.naming import changed_name, level_name
from gouji.check.reading import Reading, read
from gouji.check.units import GENERIC, PEOPLE, PERCENT, dimension
from gouji.schemas import Figure

LEVEL_ROLES = ("total", "plain", "part")
ONCE = ("quota", "headcount", "unit_count")  # 名 and 个, 个 and 家 count these alike
COMPARED = ("times", "doublings")  # 为上年的2.2倍 is no level, whatever stands before it
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
    """One report's figure, and what it speaks of."""

    reading: Reading
    topic: Topic
    issued: Issued

    @property
    def figure(self) -> Figure:
        return self.reading.figure

    @property
    def span(self) -> Interval:
        return self.reading.span

    @property
    def report(self) -> tuple[str, int]:
        return self.issued.document, self.issued.report

    @property
    def is_first_hand(self) -> bool:
        """Whether the report is about the year of the figure."""
        return (self.issued.period or "")[:4] == (self.figure.period or "")[:4]


@dataclass(frozen=True, slots=True)
class Series:
    """One office, one topic.

    `levels` has by period, the earliest first, one statement of each report that gives a single value; that of the report
    about the period comes first. `changes` are stated changes and rates of change between levels.
    """

    office: str
    topic: Topic
    levels: Mapping[str, tuple[Statement, ...]]
    changes: tuple[Statement, ...]


def series_of(office: str, reports: Iterable[tuple[Issued, Sequence[Figure]]]) -> list[Series]:
    """Every series of an office, from its reports in their order and their figures.

    A figure stands in the series of its indicator, where it has one, and in the one of its own words. A rate of change
    belongs to a level only where its name is that of one kind of level.
    """
    levels: dict[Topic, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    changes: list[Statement] = []
    for issued, figures in reports:
        stated = list(_statements(issued, figures))
        for (topic, period), statement in _unambiguous(s for s in stated if s.figure.role in LEVEL_ROLES):
            levels[topic][period].append(statement)
        changes += [statement for _, statement in _unambiguous(s for s in stated if s.figure.role not in LEVEL_ROLES)]
    moved = _by_level(changes, levels)
    return [
        Series(office, topic, _in_order(levels.get(topic, {})), tuple(moved.get(topic, ())))
        for topic in dict.fromkeys((*levels, *moved))
    ]


def _statements(issued: Issued, figures: Iterable[Figure]) -> Iterator[Statement]:
    """Levels and whole changes of a report; mere divisions of something, plans and ordinary rates are left out."""
    for figure in figures:
        if figure.mode != "actual" or figure.period is None:
            continue
        topics = list(_topics(figure))
        if topics and (reading := read(figure)):
            for topic in topics:
                yield Statement(reading, topic, issued)


def _topics(figure: Figure) -> Iterator[Topic]:
    """What a figure speaks of: by its own words, and by its indicator where one is known.

    A mere division of something is of no topic, and by its indicator only that which has a breakdown is one.
    """
    if dimension(figure.unit) in COMPARED:
        return
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


def _by_level(changes: Iterable[Statement], levels: Iterable[Topic]) -> Mapping[Topic, list[Statement]]:
    """The changes by the topic of the levels that they lie between."""
    measured: dict[str, set[Topic]] = defaultdict(set)
    for topic in levels:
        measured[topic.name].add(topic)
    moved: dict[Topic, list[Statement]] = defaultdict(list)
    for change in changes:
        topic = change.topic
        if topic.unit == "%":
            if len(measured[topic.name]) != 1:
                continue
            (topic,) = measured[topic.name]
        if topic.unit != "%":
            moved[topic].append(change)
    return moved


def _in_order(levels: Mapping[str, list[Statement]]) -> Mapping[str, tuple[Statement, ...]]:
    return {
        period: tuple(sorted(levels[period], key=lambda s: (not s.is_first_hand, s.issued.order, s.issued.report)))
        for period in sorted(levels, key=order_of)
    }
