"""YEAR_DELTA: a stated change, or rate of change, that contradicts the two levels which two reports give."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from gouji.check.across.facts import Facts, Statement, Topic, names_of
from gouji.check.across.periods import levels_of_change
from gouji.check.claim import Claim
from gouji.check.evaluate import evaluate
from gouji.check.interval import Interval
from gouji.check.ledger import HOLDING
from gouji.schemas import Figure, Relation, RelationType, Term


def claims(facts: Facts) -> Iterator[Claim]:
    """One claim for each change that no pair of stated levels, one of them from another report, agrees with."""
    by_name: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for level, _ in facts.levels:
        by_name[level.name].add((level.kind, level.unit))
    topics: dict[tuple[str, str], list[tuple[Statement, Topic]]] = defaultdict(list)
    for change in facts.changes:
        if topic := _measured(change.topic, by_name):
            topics[change.figure.document, change.figure.figure].append((change, topic))
    for stated in topics.values():
        yield from _contradicted(stated[0][0], [topic for _, topic in stated], facts)


def _measured(change: Topic, by_name: Mapping[str, set[tuple[str, str]]]) -> Topic | None:
    """The topic of the levels that a change lies between; of a rate only where its name is that of one kind of level."""
    if change.unit != "%":
        return change
    measured = by_name.get(change.name, set())
    if len(measured) != 1:
        return None
    ((kind, unit),) = measured
    return None if unit == "%" else change._replace(kind=kind, unit=unit)


def _contradicted(change: Statement, topics: Sequence[Topic], facts: Facts) -> Iterator[Claim]:
    for before, after in levels_of_change(change.figure.period):
        pairs: list[tuple[Statement, Statement]] = []
        for topic in topics:
            olds, news = (_distinct(facts.levels.get((topic, period), ()), change.report) for period in (before, after))
            pairs += product(olds, news)
        across = [pair for pair in pairs if any(level.report != change.report for level in pair)]
        if not across:
            continue
        tried = [(pair, _tested(change.figure, *(level.figure for level in pair))) for pair in pairs]
        if any(relation.outcome in HOLDING for _, relation in tried):
            continue
        failed = [(pair, relation) for pair, relation in tried if pair in across and relation.outcome in ("violated", "review")]
        if failed:
            # the levels as each year's own report gives them say most
            (old, new), relation = min(failed, key=lambda item: sum(not _first_hand(level) for level in item[0]))
            yield _claim(change, old, new, relation)
            return


def _distinct(levels: Sequence[Statement], report: tuple[str, int]) -> list[Statement]:
    """One statement of each value: the change's own report's, and the one that says most of the others."""
    told: dict[tuple[Interval, bool], Statement] = {}
    for level in levels:
        key = (level.span, level.report == report)
        if key not in told or (_first_hand(level) and not _first_hand(told[key])):
            told[key] = level
    return list(told.values())


def _first_hand(level: Statement) -> bool:
    return (level.about or "")[:4] == (level.figure.period or "")[:4]


def _tested(change: Figure, old: Figure, new: Figure) -> Relation:
    """The change against the two levels, as the relation that one report would state."""
    rate = change.unit == "%"
    kind: RelationType = "ratio" if rate else "difference"
    terms = (Term(1, "new"), Term(-1, "old"), *((Term(1, "old"),) if rate else ()))
    relation = Relation(change.document, change.report, "", kind, "change", terms, False, True, (0, 0), "across")
    return evaluate({"change": change, "old": old, "new": new}, [relation])[0]


def _claim(change: Statement, old: Statement, new: Statement, relation: Relation) -> Claim:
    return Claim(
        code="YEAR_DELTA",
        severity="error" if relation.outcome == "violated" else "review",
        figures=(change.figure, old.figure, new.figure),
        expected=relation.expected,
        actual=change.figure.value,
        gap=relation.gap,
        tolerance=relation.tolerance,
        reason=relation.reason,
        relation=relation,
        office=change.office,
        offices=names_of(change, old, new),
        suspects=(change.figure, new.figure, old.figure),
    )
