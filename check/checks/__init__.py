"""The checks within a report, one file a check: each turns failed relations or figures into claims."""

from collections.abc import Callable, Iterator

from gouji.check.checks import (
    counts,
    deltas,
    equals,
    forms,
    grim,
    growths,
    joint,
    limits,
    points,
    prose,
    quotas,
    rates,
    repeats,
    rises,
    scores,
    sections,
    sums,
    tables,
    weights,
)
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger

CHECKS: tuple[Callable[[Ledger], Iterator[Claim]], ...] = (
    sums.claims,
    tables.claims,
    forms.claims,
    sections.claims,
    scores.claims,
    weights.claims,
    deltas.claims,
    growths.claims,
    rises.claims,
    points.claims,
    rates.claims,
    grim.claims,
    equals.claims,
    prose.claims,
    counts.claims,
    limits.claims,
    quotas.claims,
    repeats.claims,
    joint.claims,
)
