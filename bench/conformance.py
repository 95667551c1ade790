"""How much of the conformance suite gouji and its peers read right: python bench/conformance.py [--peers PYTHON]

The suite is tests/extract/conformance. A surface is read right where every figure of it is met by an output of the same
value, and of the same unit if the output names one; a group, where all its surfaces are. What the peers cannot know is not
asked of them: bounds, ranges as such, which words belong to a figure. docs/bench.md says more of what makes this fair.
"""

import importlib.util
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from clock import print_table
from material import ROOT
from speed import run_peers

from gouji.extract import find_quantities, parse_number
from gouji.normalize import clean
from gouji.schemas.units import unit as unit_named

SUITE = ROOT / "tests" / "extract" / "conformance" / "suite.py"
PRECISION = Decimal("1e-12")  # relative; recognizers-text prints 15 digits of 2/3
SCOPE = ("money", "duration")  # what jionlp reads
HEADS = ("reader", "groups right", "surfaces right", "false alarms", "numerals right")

# The units of the peers in ours. recognizers-text names them in English, jionlp lengths of time by keyword and money as we do.
UNITS = {
    "Chinese yuan": "元",
    "Hong Kong dollar": "港元",
    "United States dollar": "美元",
    "Euro": "欧元",
    "Jiao": "角",
    "Fen": "分",
    "Square meter": "平方米",
    "Square kilometer": "平方公里",
    "Hectare": "公顷",
    "Mu": "亩",
    "Kilometer": "公里",
    "Meter": "米",
    "Kilogram": "千克",
    "Gram": "克",
    "Ton": "吨",
    "Jin": "斤",
    "Cubic meter": "立方米",
    "Degree": "度",
    "Gigabyte": "GB",
    "Terabyte": "TB",
    "Year": "年",
    "Month": "个月",
    "Week": "周",
    "Day": "天",
    "C": "℃",
    "year": "年",
    "month": "个月",
    "week": "周",
    "day": "天",
    "workday": "个工作日",
    "hour": "小时",
    "minute": "分钟",
}
# Other ways to say the same: unit → base unit and how many of it. 5千克 is 5000 Gram there.
BASE: dict[str, tuple[str, int]] = {
    "公里": ("米", 1000),
    "千米": ("米", 1000),
    "千克": ("克", 1000),
    "日": ("天", 1),
    "个小时": ("小时", 1),
    "吨标准煤": ("吨", 1),
    "新台币": ("元", 1),
}


class Output(NamedTuple):
    """One finding of a reader, in offsets of the case."""

    start: int
    end: int
    value: str
    unit: str | None


def suite() -> ModuleType:
    """tests/extract/conformance/suite.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("conformance_suite", SUITE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_by_gouji(case: Any) -> list[Output]:
    """The case read by the function that it is a case of."""
    if case.reader == "find_quantities":
        return [Output(one.start, one.end, str(one.value), one.unit) for one in find_quantities(case.text)]
    try:
        return [Output(0, len(case.text), str(parse_number(case.text).value), None)]
    except ValueError:
        return []


def read_by_peers(python: Path, cases: Sequence[Any]) -> dict[str, list[list[Output]]]:
    """What each peer finds in each case: in the text that gouji has repaired, so that script and spaces are no hurdle."""
    cleaned = [clean(case.text) for case in cases]
    outputs = {}
    for name, result in run_peers(python, [text.text for text in cleaned], 1).items():
        found = zip(cleaned, result["found"], result["units"], strict=True)
        outputs[f"{name} {result['version']}"] = [
            [
                Output(*text.span(start, end), value, unit)
                for (start, end, value), unit in zip(spans, units, strict=True)
                if value
            ]
            for text, spans, units in found
        ]
    return outputs


def outermost(outputs: Iterable[Output]) -> list[Output]:
    """Those that lie in no other; of two in one place the one that names a unit."""
    kept: list[Output] = []
    for one in sorted(outputs, key=lambda one: (one.start, -one.end, one.unit is None)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def meets(output: Output, figure: Any) -> bool:
    """Whether an output is the figure: they share a character, the value is the same, and the unit where one is named."""
    if not (output.start < figure.end and figure.start < output.end):
        return False
    value = Decimal(output.value)
    if output.unit is None:  # 一半 is 50 in percent, and 0.5 without a unit
        return equal(value, figure.value) or (figure.unit == "%" and equal(value * 100, figure.value))
    theirs, their_factor = in_base(UNITS.get(output.unit, output.unit))
    ours, our_factor = in_base(figure.unit)
    return theirs == ours and equal(value * their_factor, figure.value * our_factor)


def in_base(name: str) -> tuple[str, int]:
    """The unit that a unit is measured in, and how many of it make one."""
    return BASE.get(name, (name, 1))


def equal(one: Decimal, other: Decimal) -> bool:
    """Equal but for what a float loses."""
    return abs(one - other) <= abs(other) * PRECISION


def count(cases: Sequence[Any], found: Sequence[list[Output]]) -> list[str]:
    """The cells of one reader: shares of groups and surfaces, texts without a figure in which it finds one, and numerals."""
    groups: dict[tuple[str, str, int], list[bool]] = defaultdict(list)
    alarms: list[bool] = []
    numerals: list[bool] = []
    for case, each in zip(cases, found, strict=True):
        outputs = outermost(each)
        right = all(any(meets(one, figure) for one in outputs) for figure in case.figures)
        if case.reader == "parse_number":
            if case.figures:
                numerals.append(right and len(outputs) == 1)
        elif case.figures:
            groups[case.origin, case.form, case.group].append(right)
        else:
            alarms.append(bool(outputs))
    surfaces = [right for group in groups.values() for right in group]
    return [share(map(all, groups.values())), share(surfaces), share(alarms), share(numerals)]


def share(flags: Iterable[bool]) -> str:
    """12 of 16, 75.0%."""
    listed = list(flags)
    return f"{sum(listed):,} of {len(listed):,}, {sum(listed) / len(listed):.1%}" if listed else "–"


def in_scope(case: Any) -> bool:
    """Whether all figures of the case are money or lengths of time."""
    units = [unit_named(figure.unit) for figure in case.figures]
    return bool(units) and all(unit is not None and unit.kind in SCOPE for unit in units)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="of an environment with requirements-peers.lock")
    options = parser.parse_args(sys.argv[1:])
    cases = list(suite().cases())
    readers = {"gouji": [read_by_gouji(case) for case in cases]}
    if options.peers:
        readers |= read_by_peers(options.peers, cases)
    rows = []
    for name, found in readers.items():
        scoped = [(case, outputs) for case, outputs in zip(cases, found, strict=True) if in_scope(case)]
        rows.append([name, *count(cases, found)])
        rows.append(["· money and durations", *count(*zip(*scoped, strict=True))])
    print_table(f"the conformance suite: {len(cases):,} texts", HEADS, rows)


if __name__ == "__main__":
    main()
