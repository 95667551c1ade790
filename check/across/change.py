"""YEAR_DELTA: a stated change, or rate of change, that contradicts the two levels which two reports give."""

from collections.abc import Iterator, Sequence
from itertools import product

from gouji.check.across.facts import Facts, Statement, names_of
from gouji.check.across.periods import levels_of_change
from gouji.check.claim import Claim
from gouji.check.evaluate import evaluate
from gouji.check.interval import Interval
from gouji.check.ledger import HOLDING
from gouji.schemas import Figure, Relation, RelationType, Term


def claims(facts: Facts) -> Iterator[Claim]:
    """One claim for each change that no pair of stated levels, one of them from another report, agrees with."""
    by_name: dict[str, list[tuple[str, str]]] = {}
    for topic, _ in facts.levels:
        by_name.setdefault(topic.name, []).append((topic.kind, topic.unit))
    for change in facts.changes:
        measured = (change.topic.kind, change.topic.unit)
        kinds = list(dict.fromkeys(by_name.get(change.topic.name, ()))) if measured[1] == "%" else [measured]
        if len(kinds) == 1 and kinds[0][1] != "%":
            yield from _contradicted(change, kinds[0], facts)


def _contradicted(change: Statement, measured: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    topic = change.topic._replace(kind=measured[0], unit=measured[1])
    for before, after in levels_of_change(change.figure.period):
        olds, news = (_distinct(facts.levels.get((topic, period), ()), change.report) for period in (before, after))
        pairs = list(product(olds, news))
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
