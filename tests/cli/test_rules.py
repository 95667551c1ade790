"""Every rule that a row or a relation can come from has a sentence that says what it does, and no other has."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from gouji.cli.options import Lang
from gouji.cli.words import rule_in, rules
from gouji.extract.tables.naming import Naming
from gouji.pipeline import read_report

ROOT = Path(__file__).parents[2]
MODULES = sorted([*(ROOT / "extract").rglob("*.py"), *(ROOT / "check" / "implied").glob("*.py")])
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
# Functions that hand a rule on, by name: at which place they take it.
TAKERS = {
    node.name: [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)].index("rule")
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef) and "rule" in [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
}


def named(path: Path) -> bool:
    """Whether a module makes relations, whose rules are told apart from those of figures."""
    return not {"relations", "implied"}.isdisjoint(path.parts) or path.name in ("ties.py", "totals.py", "differences.py")


def values(node: ast.expr) -> Iterator[str]:
    """The rules that an expression can be, where it is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*values(node.body), *values(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        assert ast.unparse(node) == "f'table.{naming}'"
        yield from (f"table.{naming}" for naming in get_args(Naming))


def given(tree: ast.Module) -> Iterator[str]:
    """The rules that a module names: set on a row, or handed to what makes a row or relation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for place, value in pairs:
                    if ast.unparse(place).split(".")[-1] == "rule":
                        yield from values(value)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            yield from (rule for keyword in node.keywords if keyword.arg == "rule" for rule in values(keyword.value))
            if name in TAKERS and TAKERS[name] < len(node.args):
                yield from values(node.args[TAKERS[name]])


def collected() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path, tree in TREES.items():
        found["relation" if named(path) else "figure"] |= set(given(tree))
    return found


def test_every_rule_has_its_sentence_and_no_other() -> None:
    found = collected()
    assert {about: set(sentences) for about, sentences in rules().items()} == dict(found)
    assert {"level", "part", "table.row"} <= found["figure"]
    assert {"list", "change", "table.column"} <= found["relation"]


def test_no_rule_of_a_row_escapes_the_search() -> None:
    for path in sorted((ROOT / "corpora" / "demo" / "reports").glob("*.txt")):
        document = read_report(str(path))
        assert {figure.rule for figure in document.figures} <= set(rules()["figure"])
        assert {relation.rule for relation in document.relations} <= set(rules()["relation"])


def test_sentences_are_in_both_languages() -> None:
    for sentences in rules().values():
        for zh, en in sentences.values():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in zh)
            assert en.split()
    assert rule_in("figure", "level", Lang.zh).endswith("。")
    assert rule_in("figure", "level", Lang.en).endswith(".")
    assert rule_in("relation", "of another version", Lang.zh) == ""
