"""The bundled demonstration: its files are what its sources make, its gold is exact, its planted list is complete."""

import importlib.util
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.corpora.demo.build import HERE, SOURCE, build, read_sources

REPORTS = read_sources()
NAMES = sorted(REPORTS)


def rows(name: str, kind: str) -> list[dict[str, Any]]:
    lines = (HERE / "gold" / f"{name}.{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def decoded(name: str) -> str:
    head = REPORTS[name].head
    return (HERE / "reports" / head["file"]).read_bytes().decode(head["encoding"])


def test_made_files_are_up_to_date(tmp_path: Path) -> None:
    build(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path: (HERE / path).read_bytes() for path in made}
    assert made == kept
    assert {path.name for path in (HERE / "reports").iterdir()} == {marked.head["file"] for marked in REPORTS.values()}


@pytest.mark.parametrize("name", NAMES)
def test_offsets_are_exact(name: str) -> None:
    source = decoded(name)
    figures = rows(name, "figures")
    assert all(source[row["start"] : row["end"]] == row["text"] for row in figures)
    assert [row["start"] for row in figures] == sorted(row["start"] for row in figures)
    assert 550 <= len(source) <= 2300 or name == "taiwan-112"


@pytest.mark.parametrize("name", NAMES)
def test_plain_integer_sums_and_differences_are_as_marked(name: str) -> None:
    """Counted again here without the builder's arithmetic."""
    values = {row["id"]: Decimal(row["value"]) for row in rows(name, "figures")}
    whole = {row["id"] for row in rows(name, "figures") if re.fullmatch(r"[\d,，\s]+\D?", row["text"])}
    for row in rows(name, "identities"):
        ids = [row["lhs"], *(figure for _, figure in row["terms"])]
        if row["type"] in ("sum", "difference") and whole.issuperset(ids):
            right = sum(sign * values[figure] for sign, figure in row["terms"])
            assert (values[row["lhs"]] == right) is row["holds"], row


@pytest.mark.parametrize("name", NAMES)
def test_what_fails_is_planted_and_told(name: str) -> None:
    failing = {row["id"] for row in rows(name, "identities") if not row["holds"]}
    planted = json.loads((HERE / "planted.json").read_text(encoding="utf-8"))["within"]
    mine = [row for row in planted if row["document"] == name]
    assert {row["relation"] for row in mine} == failing
    told = next(line for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines() if f"`{name}.txt`" in line)
    assert all(f"{row['note']} ({row['relation']})" in told for row in mine)


def test_every_kind_of_contradiction_is_there() -> None:
    planted = json.loads((HERE / "planted.json").read_text(encoding="utf-8"))
    kinds = Counter(row["kind"] for row in planted["within"] + planted["across"])
    assert set(kinds) == {
        "wrong_part_sum", "wrong_difference", "wrong_percentage", "list_length", "stated_twice", "prior_year",
        "delta_vs_levels",
    }  # fmt: skip


def test_across_the_years() -> None:
    planted = json.loads((HERE / "planted.json").read_text(encoding="utf-8"))
    values = {(name, row["id"]): Decimal(row["value"]) for name in NAMES for row in rows(name, "figures")}
    for key, holds in (("across", False), ("follows", False), ("consistent", True)):
        for row in planted[key]:
            at = [values[name, figure] for name, figure in row["figures"]]
            agree = at[0] == at[1] if row["kind"] == "prior_year" else abs(at[1] - at[0]) == at[2]
            assert agree is holds, row


def test_encodings_differ() -> None:
    encodings = {marked.head["encoding"] for marked in REPORTS.values()}
    assert encodings == {"utf-8", "gb18030", "big5"}
    assert "\r\n" in decoded("petitions-2014")
    assert {row["report"] for row in rows("collection-2010", "figures")} == {1, 2, 3}
    assert SOURCE.is_dir()


def test_the_scorer_reads_it(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The gold given back as if it were found scores full marks."""
    scorer = root / "corpora" / "gold" / "score.py"
    found, relations = [], []
    for name in NAMES:
        file = f"{name}.txt"
        found += [{**row, "document": file, "figure": row["id"]} for row in rows(name, "figures")]
        relations += [
            {**row, "document": file, "outcome": "holds" if row["holds"] else "violated"} for row in rows(name, "identities")
        ]
    for file, lines in (("figures.jsonl", found), ("relations.jsonl", relations)):
        (tmp_path / file).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("score", scorer)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main([str(HERE / "gold"), str(tmp_path), "--json"])
    totals = json.loads(capsys.readouterr().out)
    assert [totals[key]["f1"] for key in ("figures", "typed", "rows")] == [1.0, 1.0, 1.0]
    assert totals["stated"]["recall"] == totals["errors"]["recall"] == 1.0
    assert totals["false_alarms"]["count"] == 0
