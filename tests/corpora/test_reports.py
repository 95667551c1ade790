"""The generator of whole reports: the same for a seed everywhere, gold that is true of its text, seeds kept apart."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.corpora.generate.reports import accounts
from gouji.corpora.generate.reports.accounts import genres
from gouji.corpora.generate.reports.collect import collection
from gouji.corpora.generate.reports.compose import MEASURING_SEEDS, TRAINING_SEEDS, report, series
from gouji.corpora.generate.reports.content import Writer
from gouji.corpora.generate.reports.printing import chinese, split_scale
from gouji.corpora.generate.reports.values import Made
from gouji.corpora.generate.reports.write import threads, write

SEEDS = st.integers(min_value=TRAINING_SEEDS.start, max_value=MEASURING_SEEDS.stop - 1)
GENRES = st.sampled_from(sorted(genres()))
RUN = 12
# Names that both quote, and which are nobody's sentence; what stands on either side of them is compared.
OFFICIAL = (
    "《中华人民共和国政府信息公开条例》",  # title of the law, State Council decree no. 492
    "政府信息公开工作年度报告",  # title of the report that article 49 of the law prescribes
    "机构编制委员会办公室",  # name of the office in every county
)


@given(seed=SEEDS, genre=GENRES)
@settings(max_examples=60)
def test_figures_stand_where_they_say(seed: int, genre: str) -> None:
    made = report(seed, genre=genre)
    assert made.figures
    assert [figure.id for figure in made.figures] == [f"f{place}" for place in range(1, len(made.figures) + 1)]
    for figure in made.figures:
        assert made.text[figure.start : figure.end] == figure.text
    for one, next_one in pairwise(made.figures):
        assert one.end <= next_one.start


@given(seed=SEEDS, genre=GENRES)
@settings(max_examples=60)
def test_nothing_of_the_template_language_is_left(seed: int, genre: str) -> None:
    made = report(seed, genre=genre)
    assert not set("{}<>→") & set(made.text)
    for figure in made.figures:
        assert not set("{}<>→?") & set(figure.measure + figure.subject)
        assert figure.measure


@given(seed=SEEDS, genre=GENRES)
@settings(max_examples=60)
def test_relations_hold(seed: int, genre: str) -> None:
    made = report(seed, genre=genre)
    figures = {figure.id: figure for figure in made.figures}
    for relation in made.relations:
        lhs, terms = Decimal(figures[relation.lhs].value), [(sign, Decimal(figures[id].value)) for sign, id in relation.terms]
        assert relation.holds
        if relation.type in {"sum", "difference"}:
            assert sum(sign * value for sign, value in terms) == lhs
        elif relation.type == "equal":
            assert all(value == lhs for _, value in terms)
        elif relation.type == "list_length":
            assert relation.listed == lhs
        else:
            *weighed, (_, below) = terms
            quotient = abs(sum(sign * value for sign, value in weighed)) / below
            percent = figures[relation.lhs].unit == "%"
            assert abs(quotient * (100 if percent else 1) - lhs) <= max(Decimal("0.06"), lhs * Decimal("0.3"))


@pytest.mark.parametrize("genre", sorted(genres()))
def test_a_planted_mistake_breaks_what_rests_on_it(genre: str) -> None:
    broken = 0
    for seed in range(8):
        sound, made = report(seed, genre=genre), report(seed, genre=genre, mistakes=1)
        assert len(made.planted) == 1
        wrong = {figure.id for figure, was in zip(made.figures, sound.figures, strict=True) if figure.value != was.value}
        assert wrong == set(made.planted)
        for relation in made.relations:
            ids = {relation.lhs, *(id for _, id in relation.terms)}
            assert relation.holds or (ids & wrong and relation.note)
            broken += not relation.holds
    assert broken >= 8


def test_the_same_seed_gives_the_same_report_in_another_process() -> None:
    seeds = [TRAINING_SEEDS[7], MEASURING_SEEDS[7], MEASURING_SEEDS[8]]
    code = (
        "import json, sys; from gouji.corpora.generate.reports.compose import report\n"
        "made = [report(int(seed)) for seed in sys.argv[1:]]\n"
        "print(json.dumps([[one.text, [row.row() for row in one.figures]] for one in made]))"
    )
    command = [sys.executable, "-c", code, *map(str, seeds)]
    other = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env={"PYTHONHASHSEED": "5"})
    assert json.loads(other.stdout) == [[made.text, [row.row() for row in made.figures]] for made in map(report, seeds)]


def test_training_and_measuring_share_no_seed_and_no_text() -> None:
    assert not set(TRAINING_SEEDS) & set(MEASURING_SEEDS)
    trained = {report(seed).text for seed in TRAINING_SEEDS[:40]}
    assert len(trained) == 40
    assert not trained & {report(seed).text for seed in MEASURING_SEEDS[:40]}


@pytest.mark.parametrize("genre", sorted(genres()))
def test_two_hands_tell_the_same_facts(genre: str) -> None:
    """Where both hands state a fact, they give it one value, in other words."""
    one, other = report(5, genre=genre, hand=1), report(5, genre=genre, hand=2)
    assert one.text != other.text
    both = set(one.facts) & set(other.facts)
    assert both
    for fact in both:
        mine, yours = (next(f for f in made.figures if f.id == made.facts[fact]) for made in (one, other))
        assert (mine.value, mine.period, mine.kind) == (yours.value, yours.period, yours.kind)


@pytest.mark.parametrize("seed", range(4))
def test_a_series_agrees_with_itself(seed: int) -> None:
    years = series(seed, 3)
    assert [int(made.year) - int(years[0].year) for made in years] == [0, 1, 2]
    by_name = {made.name: {figure.id: figure for figure in made.figures} for made in years}
    for thread in threads(years)["consistent"]:
        then, now = (by_name[name][figure] for name, figure in thread["figures"])
        assert (then.value, then.period) == (now.value, now.period)


def test_a_collection_holds_its_reports_whole() -> None:
    made = collection(9, 3)
    parts = [report(seed) for seed in (9, 10, 11)]
    assert [figure.text for figure in made.figures] == [figure.text for part in parts for figure in part.figures]
    assert [figure.text for figure in made.figures] == [made.text[figure.start : figure.end] for figure in made.figures]
    assert [figure.report for figure in made.figures] == [n for n, part in enumerate(parts, 1) for _ in part.figures]
    assert len({figure.id for figure in made.figures}) == len(made.figures)
    ids = {figure.id: figure.report for figure in made.figures}
    assert len(made.relations) == sum(len(part.relations) for part in parts)
    for relation in made.relations:
        assert {ids[figure] for _, figure in relation.terms} <= {ids[relation.lhs]}


def test_some_series_has_threads() -> None:
    assert sum(len(threads(series(seed, 3))["consistent"]) for seed in range(12)) > 5


def test_every_phrase_is_used_and_names_a_fact_once() -> None:
    """A phrase that names a fact twice would leave one of the two without a row."""
    used: Counter[str] = Counter()
    for genre in genres():
        for seed in range(30):
            made = report(seed, genre=genre)
            used.update(f"{genre}.{fact.split('.')[0]}" for fact in made.facts)
            assert len(made.facts) == len(made.figures)
    blocks = {f"{name}.{block['id']}" for name, genre in genres().items() for block in genre["blocks"]}
    quiet = {block for block in blocks if block.endswith((".points",))}  # its one figure is a count of its own list
    assert blocks - set(used) <= quiet


def test_kinds_bounds_and_modes_are_those_of_the_guidelines() -> None:
    rows = [figure for genre in genres() for seed in range(12) for figure in report(seed, genre=genre).figures]
    kinds = {"unit_count", "quota", "headcount", "percentage", "money", "score", "duration", "count"}
    assert {row.kind for row in rows} == kinds
    assert {row.bound for row in rows} == {"exact", "about", "at_least", "at_most"}
    assert {row.mode for row in rows} == {"actual", "norm"}
    assert {row.role for row in rows} == {"total", "part", "delta", "rate", "plain"}


@pytest.mark.parametrize(
    ("number", "words"),
    [(7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (3040, "三千零四十")],
)
def test_chinese_numerals(number: int, words: str) -> None:
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("unit", "factor", "bare"), [("万元", 10**4, "元"), ("百萬元", 10**6, "元"), ("亿元", 10**8, "元"), ("名", 1, "名")]
)
def test_scale_words(unit: str, factor: int, bare: str) -> None:
    assert split_scale(unit) == (Decimal(factor), bare)


def test_an_unknown_expression_is_named() -> None:
    block = {"facts": {"a": "guess(b) | 人 | count | 人 | | flow", "b": "draw(1, 2) | 人 | count | 人 | | flow"}}
    block["facts"] = dict(reversed(block["facts"].items()))
    with pytest.raises(ValueError, match="a: no such expression: guess"):
        Writer(Random(1), 1).write(block, Random(1))


def test_files_are_what_the_scorer_reads(tmp_path: Path, root: Path) -> None:
    made = [report(seed) for seed in (3, 4)]
    write(made, tmp_path / "texts", tmp_path / "gold")
    rows = [perfect(one) for one in made]
    out = tmp_path / "out"
    out.mkdir()
    for name, lines in (("figures", [r for one in rows for r in one[0]]), ("relations", [r for one in rows for r in one[1]])):
        (out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    command = [sys.executable, str(root / "corpora" / "gold" / "score.py"), str(tmp_path / "gold"), str(out), "--json"]
    scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert scores["rows"]["f1"] == scores["figures"]["f1"] == 1
    assert scores["stated"]["recall"] == scores["relations"]["precision"] == 1


def perfect(made: Made) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The gold as a program would have written it that makes no mistake."""
    named = {"document": f"{made.name}.txt"}
    figures = [{**row.row(), **named, "figure": row.id} for row in made.figures]
    relations = [{**row.row(), **named, "outcome": "holds"} for row in made.relations]
    return figures, relations


def runs(text: str) -> Iterator[str]:
    plain = "".join(text.split())
    for piece in re.split("|".join(OFFICIAL), plain):
        yield from (piece[start : start + RUN] for start in range(len(piece) - RUN + 1))


def test_no_sentence_of_other_peoples_reports(shared: Path) -> None:
    theirs = {run for path in (shared / "reports").glob("[0-9]*.txt") for run in runs(path.read_text(encoding="utf-8"))}
    assert theirs
    folder = Path(accounts.__file__).parent / "genres"
    ours = {run for path in folder.glob("*.toml") for run in runs(path.read_text(encoding="utf-8"))}
    ours |= {run for genre in genres() for seed in range(12) for run in runs(report(seed, genre=genre).text)}
    assert ours & theirs == set()
