"""Whether what is broken has one smallest explanation, by trying every slip in every figure.

Written apart from gouji.check on purpose, so that the record of a fault is no mirror of the program.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.corpora.generate.archives.slips import SLIPS
from gouji.corpora.generate.reports.content import Fact, Law
from gouji.corpora.generate.reports.gold import interval, outcome

# The order of the design: a scale first, then one slip of the pen, then any other number.
COSTS = (("scale",), ("digit replaced", "digit omitted", "digit added", "digits swapped"))
MORE_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """The facts of a block that stand in the text, as they are printed, and the laws that the text states of them."""

    facts: Mapping[str, Fact]
    laws: Sequence[Law]

    def broken(self) -> list[Law]:
        """The laws that do not hold."""
        return [law for law in self.laws if not holds(law, self.facts)]


def holds(law: Law, facts: Mapping[str, Fact]) -> bool:
    """Whether a law holds of the numbers as printed."""
    lhs = facts[law.lhs]
    if law.type == "list_length":
        return lhs.printed == law.listed
    if law.type == "ratio" and not facts[law.terms[-1][1]].printed:
        return False
    low, high = outcome(law, [(sign, *interval(facts[key])) for sign, key in law.terms], lhs)
    least, most = interval(lhs, rounded=law.type == "ratio")
    return least <= high and low <= most


def explanations(block: Block) -> frozenset[str]:
    """The facts of which one alone, changed as little as any, would mend all that is broken and break nothing."""
    broken = block.broken()
    if not broken:
        return frozenset()
    shared = set.intersection(*({law.lhs, *(key for _, key in law.terms)} for law in broken))
    for kinds in COSTS:
        found = {key for key in shared if any(_mends(block, broken, key, new) for new in _slips(block.facts[key], kinds))}
        if found:
            return frozenset(found)
    return frozenset(key for key in shared if any(_mends(block, broken, key, new) for new in _solved(block, broken[0], key)))


def _slips(fact: Fact, kinds: Sequence[str]) -> Iterator[Fact]:
    for kind in kinds:
        yield from SLIPS[kind](fact)


def _mends(block: Block, broken: Sequence[Law], key: str, new: Fact) -> bool:
    facts = {**block.facts, key: new}
    return all(holds(law, facts) for law in broken) and all(
        holds(law, facts) for law in block.laws if law not in broken and _speaks_of(law, key)
    )


def _speaks_of(law: Law, key: str) -> bool:
    return law.lhs == key or any(key == term for _, term in law.terms)


def _solved(block: Block, law: Law, key: str) -> Iterator[Fact]:
    """The numbers with which a law would hold: worked out for sums, sought between the slips for quotients."""
    fact = block.facts[key]
    if law.type == "list_length":
        yield replace(fact, printed=Decimal(law.listed or 0))
        return
    step = Decimal(1).scaleb(-fact.decimals)
    for low, high in ((Decimal(0), fact.printed), (fact.printed, fact.printed * 100)):
        found = _between(block, law, fact, low, high)
        if found is not None:
            for near in range(-2, 3):
                if (printed := found.quantize(step) + near * step) >= 0:
                    yield replace(fact, printed=printed)


def _between(block: Block, law: Law, fact: Fact, low: Decimal, high: Decimal) -> Decimal | None:
    """Where the two sides of a law cross as one of its numbers goes from `low` to `high`; None where they do not."""
    below = _excess(block, law, fact, low)
    if (below > 0) == (_excess(block, law, fact, high) > 0):
        return None
    for _ in range(60):
        middle = (low + high) / 2
        if (_excess(block, law, fact, middle) > 0) == (below > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _excess(block: Block, law: Law, fact: Fact, printed: Decimal) -> Decimal:
    """By how much the left side exceeds the right with another number in the place of one."""
    facts = {**block.facts, fact.key: replace(fact, printed=max(printed, Decimal(1).scaleb(-MORE_DECIMALS)))}
    terms = [(sign, facts[key].value, facts[key].value) for sign, key in law.terms]
    return facts[law.lhs].value - outcome(law, terms, facts[law.lhs])[0]
