"""A seeded generator of clauses with exact entity spans and figures, for training: `clauses(seed, count)`.

The phrasings (templates.toml) and what they speak of (scenarios.toml) are data; a template never meets a scenario of the
other dialect. Training seeds are even, measuring seeds odd, so that nothing measured was trained on.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from gouji.corpora.generate.spans import LABELS

HERE = Path(__file__).parent
SLOT = re.compile(r"<(?P<label>[MSOAP]) (?P<what>=?[^>]+)>|#(?P<figure>pp|r2|[a-z0-9])|@(?P<verb>up|grow|do|have)")
# Verbs of change by slot; the other verb slots take theirs from scenarios.toml.
UP = {"up": ("增加", "新增", "增至", "扩大"), "grow": ("增长", "上升", "提高", "上涨")}
DOWN = {"up": ("减少", "压减", "精简", "下降"), "grow": ("下降", "降低", "减少", "回落")}
COMPOSED = 0.4  # share of measures, rates and subjects that are put together instead of taken from the scenario
ZERO = Decimal(0)


class Number(NamedTuple):
    """A figure of a clause: where it stands, its value with the scale word in, its unit, its kind."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str


class Clause(NamedTuple):
    """A generated clause, its (start, end, label) spans and its figures, in order."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    figures: tuple[Number, ...]


@dataclass(slots=True)
class _Writer:
    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    figures: list[Number] = field(default_factory=list)

    def label(self, phrase: str, label: str) -> None:
        self.spans.append((len(self.text), len(self.text) + len(phrase), label))
        self.text += phrase

    def number(self, printed: str, value: Decimal, unit: str, kind: str) -> None:
        self.figures.append(Number(len(self.text), len(self.text) + len(printed), value, unit, kind))
        self.text += printed


def is_training(seed: int) -> bool:
    """Even seeds are for training, odd ones for measuring."""
    return seed % 2 == 0


def clauses(seed: int, count: int) -> Iterator[Clause]:
    """`count` clauses, the same for the same seed; about a third are a piece of a longer one, cut at a comma."""
    rng = random.Random(seed)
    data = tomllib.loads((HERE / "scenarios.toml").read_text(encoding="utf-8"))
    templates = tomllib.loads((HERE / "templates.toml").read_text(encoding="utf-8"))["template"]
    for _ in range(count):
        scenario = rng.choice(data["scenario"])
        dialect = scenario.get("dialect")
        fitting = [text for group in templates if group.get("dialect") in (None, dialect) for text in group["text"]]
        clause = fill(rng, rng.choice(fitting), scenario, data["lists"])
        yield piece(rng, clause) if rng.random() < 0.35 else clause


def fill(rng: random.Random, template: str, scenario: dict[str, Any], lists: dict[str, list[str]]) -> Clause:
    """One template with its slots filled from a scenario; parts add up, changes and rates agree."""
    words = phrases(rng, template, scenario, lists)
    unit = rng.choice(scenario["units"])
    figures = amounts(rng, template, scenario["size"])
    writer = _Writer()
    at = 0
    for slot in SLOT.finditer(template):
        writer.text += template[at : slot.start()]
        at = slot.end()
        if slot["label"]:
            what = slot["what"]
            writer.label(what[1:] if what.startswith("=") else words[what], LABELS[slot["label"]])
        elif slot["verb"]:
            falls = figures["n"] < figures["w"]
            verbs = lists["verbs"] if slot["verb"] == "do" else lists["possession"]
            writer.text += rng.choice((DOWN if falls else UP).get(slot["verb"], verbs))
        else:
            write_figure(writer, rng, slot["figure"], figures, unit, scenario["kind"])
    writer.text += template[at:]
    return Clause(writer.text, tuple(writer.spans), tuple(writer.figures))


def phrases(rng: random.Random, template: str, scenario: dict[str, Any], lists: dict[str, list[str]]) -> dict[str, str]:
    """The phrase of every slot that a template may name."""
    wanted = len(set(re.findall(r"<S s(\d)>", template))) or 1
    groups = [group for group in scenario["groups"] if len(group) >= wanted] or [max(scenario["groups"], key=len)]
    group = list(rng.choice(groups))
    subjects = [*group, *rng.sample(lists["others"], 3)]
    if rng.random() < COMPOSED:
        subjects = [modifier + rng.choice(lists["classes"]) for modifier in rng.sample(lists["modifiers"], 4)]
    measure, rate = rng.choice(scenario["measures"]), rng.choice(scenario["rates"])
    if rng.random() < COMPOSED:
        measure = "".join(rng.sample(lists["modifiers"], rng.choice((1, 1, 2)))) + rng.choice(lists["heads"])
    if rng.random() < COMPOSED:
        rate = rng.choice(("", rng.choice(lists["heads"]))) + rng.choice(lists["ratios"])
    offices = [
        rng.choice((rng.choice(lists["levels"]), rng.choice(lists["places"]))) + body for body in rng.sample(lists["bodies"], 2)
    ]
    places = rng.sample(lists["places"], 2)
    return {
        "m": measure, "rate": rate,
        **{f"s{at}": subject for at, subject in enumerate(subjects, 1)},
        "o": offices[0], "o2": offices[1], "a": rng.choice(lists["areas"]), "pl": places[0], "pl2": places[1],
        "p": period(rng, lists["periods"]), "p2": period(rng, lists["periods"]), "q": period(rng, lists["previous"]),
    }  # fmt: skip


def period(rng: random.Random, forms: list[str]) -> str:
    """A time phrase with its numbers filled in."""
    year = rng.randint(2003, 2023)
    month, day, quarter = rng.randint(1, 12), rng.randint(1, 28), rng.choice("一二三四")
    return rng.choice(forms).format(y=year, z=year + 1, m=month, d=day, q=quarter)


def amounts(rng: random.Random, template: str, size: int) -> dict[str, Decimal]:
    """The numbers that a template may print, consistent with one another."""
    parts = {digit: Decimal(rng.randint(1, max(2, size // 2))) for digit in "1234"}
    named = [digit for digit in "1234" if f"#{digit}" in template] or ["1", "2"]
    total = sum((parts[digit] for digit in named), ZERO)
    old, new = rng.sample(range(max(3, size // 10), size + 10), 2)
    return {
        **parts, "t": total, "n": Decimal(new), "w": Decimal(old), "d": Decimal(abs(new - old)),
        "g": percent(Decimal(abs(new - old)), Decimal(old), rng), "r": percent(parts[named[0]], total, rng),
        "r2": percent(total - parts[named[0]], total, rng), "pp": Decimal(rng.randint(1, 99)) / 10,
        "x": Decimal(rng.randint(1, size)), "y": Decimal(rng.randint(1, 60)),
    }  # fmt: skip


def percent(part: Decimal, whole: Decimal, rng: random.Random) -> Decimal:
    """part / whole in percent with 0 to 2 decimals."""
    return (100 * part / whole).quantize(Decimal(1).scaleb(-rng.choice((0, 1, 1, 2))), ROUND_HALF_UP)


def write_figure(writer: _Writer, rng: random.Random, name: str, figures: dict[str, Decimal], unit: str, kind: str) -> None:
    """Print one figure: percentages with % or 百分点, amounts plain, with separators, or glued to their unit."""
    value = figures[name]
    if name in ("g", "r", "r2", "pp"):
        sign = "个百分点" if name == "pp" else "%"
        writer.number(f"{value}{sign}", value, sign.removeprefix("个"), "percentage")
        return
    scale = {"万元": 4, "亿元": 8}.get(unit, 0)
    printed = format(value, ",") if value >= 1000 and rng.random() < 0.2 else format(value, "f")
    own = unit[-1] if scale else unit
    writer.number(printed + unit, value.scaleb(scale), own, kind)


def piece(rng: random.Random, clause: Clause) -> Clause:
    """One comma-separated piece of a clause that cuts no span or figure, as extraction may hand it on."""
    cuts = [at for at, char in enumerate(clause.text) if char in "，；：、"]
    edges = [-1, *cuts, len(clause.text)]
    start, end = rng.choice([(a + 1, b) for a, b in pairwise(edges) if b - a > 2])
    marks: list[tuple[int, int]] = [(s, e) for s, e, _ in clause.spans] + [(n.start, n.end) for n in clause.figures]
    if any(s < start < e or s < end < e for s, e in marks):
        return clause
    spans = tuple((s - start, e - start, label) for s, e, label in clause.spans if s >= start and e <= end)
    numbers = (n for n in clause.figures if n.start >= start and n.end <= end)
    kept = tuple(n._replace(start=n.start - start, end=n.end - start) for n in numbers)
    return Clause(clause.text[start:end], spans, kept)
