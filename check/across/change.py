"""YEAR_DELTA: a stated change, or rate of change, that contradicts the two levels which two reports give."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from gouji.check.across.periods import levels_of_change
from gouji.check.across.series import Series, Statement
from gouji.check.across.told import claim_of
from gouji.check.claim import Claim
from gouji.check.evaluate import evaluate
from gouji.check.interval import Interval
from gouji.check.ledger import HOLDING
from gouji.check.verdict import Verdict
from gouji.schemas import Figure, Relation, RelationType, Term


def claims(series: Sequence[Series]) -> Iterator[Claim]:
    """One claim for each change that no pair of stated levels, one of them from another report, agrees with."""
    between: dict[tuple[str, str], list[tuple[Statement, Series]]] = defaultdict(list)
    for one in series:
        for change in one.changes:
            between[change.figure.document, change.figure.figure].append((change, one))
    for stated in between.values():
        yield from _contradicted(stated[0][0], [one for _, one in stated])


def _contradicted(change: Statement, series: Sequence[Series]) -> Iterator[Claim]:
    for before, after in levels_of_change(change.figure.period):
        if "-" not in after and _is_net(change.figure):
            continue
        pairs: list[tuple[Statement, Statement]] = []
        for one in series:
            olds, news = (_distinct(one.levels.get(period, ()), change.report) for period in (before, after))
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
            (old, new), relation = min(failed, key=lambda item: sum(not level.is_first_hand for level in item[0]))
            yield _claim(change, old, new, relation)
            return


def _is_net(figure: Figure) -> bool:
    """Whether a change is what came less what went (招聘271名，退休193名，净增78名): never that of one flow to the next."""
    return "净" in figure.subject + figure.measure


def _distinct(levels: Sequence[Statement], report: tuple[str, int]) -> list[Statement]:
    """One statement of each value: the change's own report's, and the one that says most of the others."""
    told: dict[tuple[Interval, bool], Statement] = {}
    for level in levels:
        key = (level.span, level.report == report)
        if key not in told or (level.is_first_hand and not told[key].is_first_hand):
            told[key] = level
    return list(told.values())


def _tested(change: Figure, old: Figure, new: Figure) -> Relation:
    """The change against the two levels, as the relation that one report would state."""
    rate = change.unit == "%"
    kind: RelationType = "ratio" if rate else "difference"
    terms = (Term(1, "new"), Term(-1, "old"), *((Term(1, "old"),) if rate else ()))
    relation = Relation(change.document, change.report, "", kind, "change", terms, False, True, (0, 0), "across")
    return evaluate({"change": change, "old": old, "new": new}, [relation])[0]


def _claim(change: Statement, old: Statement, new: Statement, relation: Relation) -> Claim:
    violated = relation.outcome == "violated"
    verdict = Verdict("violated" if violated else "review", relation.expected, relation.gap, relation.tolerance)
    claim = claim_of("YEAR_DELTA", "error" if violated else "review", (change, old, new), verdict, reason=relation.reason)
    return replace(claim, relation=relation, suspects=(change.figure, new.figure, old.figure))
