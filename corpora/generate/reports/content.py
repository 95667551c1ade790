"""What a report says before anybody phrases it: facts with values that agree, and the laws that tie them.

A template states a fact as `EXPRESSION | unit | kind | measure | subject | when | flags`. The expression makes the value and,
where it is arithmetic, the law: `a + b` a sum, `a - b` a difference, `rate(a, b)` a ratio. So no law can miss its values.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gouji.corpora.generate.reports.printing import split_scale

CALL = re.compile(r"(\w+)\((.*)\)")
TERM = re.compile(r"([+-]?)\s*([A-Za-z_][\w.]*)")
TRIES = 40

# What an expression may be, besides sums, differences and `sum`, `count`, `list`.
DRAWN = {"draw", "tens", "choose"}
NEAR = {"part", "part1", "times", "times1", "scaled", "last"}
WORKED_OUT = {"upto", "same", "change", "net", "plus", "minus", "growth", "rate", "per"}


@dataclass(frozen=True, slots=True)
class Law:
    """A relation between facts, in the types of the guidelines; the keys are those of facts."""

    type: str
    lhs: str
    terms: tuple[tuple[int, str], ...]
    stated: bool = True
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be said. `printed` stands before the unit's scale word; `rising` is the sign of a change."""

    key: str
    printed: Decimal
    decimals: int
    unit: str
    kind: str
    measure: str
    subject: str
    when: str
    flags: frozenset[str] = frozenset()
    rising: bool = True

    @property
    def value(self) -> Decimal:
        """The value with the scale word multiplied in."""
        return self.printed * split_scale(self.unit)[0]


@dataclass(slots=True)
class Scene:
    """The facts of one block. `laws` are choices: of each, the first holds whose facts are all in the text.

    `names` has the items of each group, `taken` for each fact of the year before the fact whose value a year earlier it is.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    laws: list[tuple[Law, ...]] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)

    def members(self, group_fact: str) -> list[str]:
        """The keys of `GROUP.FACT` for each item of the group."""
        group, fact = group_fact.split(".")
        return [f"{group}.{place}.{fact}" for place in range(1, len(self.names[group]) + 1)]


class Writer:
    """Evaluates the facts of one block; `before` holds the values of the same block a year earlier."""

    def __init__(self, rng: random.Random, decimals: int, before: dict[str, Fact] | None = None) -> None:
        self.rng = rng
        self.decimals = decimals
        self.before = before or {}
        self.scene = Scene()
        self.prefix = ""

    def write(self, block: dict[str, Any], choice: random.Random) -> Scene:
        """The scene of a block of a genre file; `choice` picks the items, so that a series can keep them."""
        for group, spec in block.get("groups", {}).items():
            self.scene.names[group] = names_of(spec, choice)
            for place, name in enumerate(self.scene.names[group], start=1):
                self.prefix = f"{group}.{place}."
                for fact, line in spec.items():
                    if isinstance(line, str) and "|" in line:
                        self._state(self.prefix + fact, line.replace("<n>", name.rpartition("→")[2]))
        self.prefix = ""
        for fact, line in block.get("facts", {}).items():
            self._state(fact, line)
        for fact, line in block.get("ties", {}).items():
            expression, *flags = (part.strip() for part in line.split("|"))
            self._tie(fact, expression, "implied" not in flags)
        return self.scene

    def _state(self, key: str, line: str) -> None:
        parts = [part.strip() for part in line.split("|")] + [""]
        expression, unit, kind, measure, subject, when = parts[:6]
        flags = frozenset(parts[6].split())
        for names in self.scene.names.values():
            subject = subject.replace("<n1>", names[0])
        blank = Fact(key, Decimal(0), 0, unit, kind, measure, subject, when, flags)
        self.scene.facts[key] = self._value(blank, expression)
        self._tie(key, expression, "implied" not in flags)

    def _fact(self, name: str) -> Fact:
        name = name.strip()
        return self.scene.facts.get(self.prefix + name) or self.scene.facts[name]

    def _value(self, blank: Fact, expression: str) -> Fact:
        call = CALL.fullmatch(expression)
        if call is None:
            return self._linear(blank, [(sign, self._fact(name)) for sign, name in linear(expression)])
        name, args = call[1], [arg.strip() for arg in call[2].split(",")]
        if name == "sum":
            return self._linear(blank, [(1, self._fact(key)) for key in self.scene.members(args[0])])
        if name in {"count", "list"}:
            return replace(blank, printed=Decimal(len(self.scene.names[args[0]]) if name == "count" else len(args)))
        if name not in DRAWN | NEAR | WORKED_OUT:
            raise ValueError(f"{blank.key}: no such expression: {name}")
        return self._drawn(blank, name, args) if name in DRAWN else self._derived(blank, name, args)

    def _linear(self, blank: Fact, terms: list[tuple[int, Fact]]) -> Fact:
        total = sum((sign * fact.value for sign, fact in terms), Decimal(0))
        return self._rounded(blank, total / split_scale(blank.unit)[0], max(fact.decimals for _, fact in terms))

    def _rounded(self, blank: Fact, printed: Decimal, decimals: int, *, rising: bool = True) -> Fact:
        shown = printed.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return replace(blank, printed=shown, decimals=decimals, rising=rising)

    def _drawn(self, blank: Fact, name: str, args: list[str]) -> Fact:
        if name == "choose":
            return replace(blank, printed=Decimal(self.rng.choice(args)))
        low, high = float(args[0]), float(args[1])
        decimals = int(args[2]) if len(args) > 2 else 0
        for now in (flag.removeprefix("was:") for flag in blank.flags if flag.startswith("was:")):
            self.scene.taken[blank.key] = now
            if now in self.before:
                return replace(blank, printed=self.before[now].printed, decimals=decimals)
        old = self.before.get(blank.key)
        if old is not None:
            drawn = min(high, max(low, float(old.printed) * self.rng.uniform(0.93, 1.08)))
        elif high / low > 20:
            drawn = low * (high / low) ** self.rng.random()
        else:
            drawn = self.rng.uniform(low, high)
        if name == "tens":
            drawn = round(drawn / 10) * 10
        return self._rounded(blank, Decimal(str(drawn)), decimals)

    def _derived(self, blank: Fact, name: str, args: list[str]) -> Fact:
        a = sum((self._fact(arg).value for arg in args[0].split("+")), Decimal(0))
        first = self._fact(args[0].split("+")[0])
        if name in NEAR:
            return self._near(blank, name, first, args)
        if name == "upto":
            return replace(blank, printed=Decimal(self.rng.randint(0, int(first.printed))))
        if name == "same":
            return replace(blank, printed=first.printed, decimals=first.decimals)
        b = self._fact(args[1]).value
        scale = split_scale(blank.unit)[0]
        if name in {"change", "net"}:
            decimals = max(first.decimals, self._fact(args[1]).decimals)
            return self._rounded(blank, abs(a - b) / scale, decimals, rising=a >= b)
        if name in {"plus", "minus"}:
            return self._rounded(blank, (a + b if name == "plus" else a - b) / scale, first.decimals)
        decimals = next((int(arg) for arg in args[2:] if arg.isdigit()), self.decimals)
        if name == "growth":
            return self._rounded(blank, abs(a - b) / b * 100, decimals, rising=a >= b)
        if name == "rate":
            return self._rounded(blank, a / b * 100, decimals)
        return self._rounded(blank, a / b / scale, decimals)

    def _near(self, blank: Fact, name: str, first: Fact, args: list[str]) -> Fact:
        """A value at a random distance from another one."""
        low, high = float(args[1]), float(args[2])
        if name == "last":
            self.scene.taken[blank.key] = first.key
        if name == "last" and first.key in self.before:
            return replace(blank, printed=self.before[first.key].printed, decimals=first.decimals)
        decimals = {"part1": 1, "times1": 1, "times": 0, "scaled": int(args[3]) if len(args) > 3 else 0}.get(
            name, first.decimals
        )
        for _ in range(TRIES):
            drawn = Decimal(str(self.rng.uniform(low, high))) * first.printed
            if name == "part1":
                drawn = (drawn * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
            fact = self._rounded(blank, drawn, decimals)
            if fact.printed > 0 and not (name == "last" and fact.printed == first.printed):
                return fact
        step = Decimal(1).scaleb(-decimals)
        return replace(blank, printed=first.printed + step if name == "last" else max(first.printed, step), decimals=decimals)

    def _tie(self, key: str, expression: str, stated: bool) -> None:
        choices = tuple(self._laws(key, expression, stated))
        if choices:
            self.scene.laws.append(choices)

    def _laws(self, key: str, expression: str, stated: bool) -> Iterator[Law]:
        call = CALL.fullmatch(expression)
        if call is None:
            terms = tuple((sign, self._fact(name).key) for sign, name in linear(expression))
            kind = "difference" if [sign for sign, _ in terms] == [1, -1] else "sum"
            yield Law(kind, key, terms, stated)
            return
        name, args = call[1], [arg.strip() for arg in call[2].split(",")]
        if name == "sum":
            yield Law("sum", key, tuple((1, member) for member in self.scene.members(args[0])), stated)
        elif name in {"count", "list"}:
            yield Law("list_length", key, (), stated, int(self.scene.facts[key].printed))
        elif name in {"net", "change", "rate", "per", "growth", "same"}:
            facts = [self._fact(part) for arg in args if not arg.isdigit() for part in arg.split("+")]
            yield from self._of_call(name, key, facts, stated)

    def _of_call(self, name: str, key: str, facts: list[Fact], stated: bool) -> Iterator[Law]:
        keys = [fact.key for fact in facts]
        if name == "same":
            yield Law("equal", key, ((1, keys[0]),), stated)
        elif name == "net":
            yield Law("sum", key, ((1, keys[0]), (-1, keys[1])), stated)
        elif name == "change":
            more, less = (0, 1) if facts[0].value >= facts[1].value else (1, 0)
            yield Law("difference", key, ((1, keys[more]), (-1, keys[less])), stated)
        elif name == "growth":
            new, old, *delta = keys
            if delta:
                yield Law("ratio", key, ((1, delta[0]), (1, old)), stated)
            yield Law("ratio", key, ((1, new), (-1, old), (1, old)), stated)
        else:
            yield Law("ratio", key, tuple((1, member) for member in keys), stated)


def linear(expression: str) -> list[tuple[int, str]]:
    """`a + b - c` as signs and names."""
    return [(-1 if sign == "-" else 1, name) for sign, name in TERM.findall(expression)]


def names_of(spec: dict[str, Any], rng: random.Random) -> list[str]:
    """The items of a group: all names, or `pick` = [least, most] of them in their order, with `other` now and then behind."""
    names: list[str] = list(spec["names"])
    if "pick" in spec:
        chosen = set(rng.sample(names, rng.randint(*spec["pick"])))
        names = [name for name in names if name in chosen]
    if "other" in spec and rng.random() < 0.5:
        names.append(spec["other"])
    return names
