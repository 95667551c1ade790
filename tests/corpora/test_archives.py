"""The generator of archives: the same for a seed, offices told apart, renderings that say nothing wrong, faults on record."""

from collections import Counter
from decimal import Decimal

import pytest

from gouji.corpora.generate.archives.faults import KINDS
from gouji.corpora.generate.archives.offices import Archive, archive
from gouji.corpora.generate.archives.oracle import Block, explanations
from gouji.corpora.generate.archives.plant import moves, plant, written
from gouji.corpora.generate.archives.renderings import rounded, vague
from gouji.corpora.generate.archives.slips import SLIPS
from gouji.corpora.generate.archives.stated import leaves_open
from gouji.corpora.generate.archives.values import Planted
from gouji.corpora.generate.reports.accounts import office_of
from gouji.corpora.generate.reports.content import Fact, Law
from gouji.corpora.generate.reports.values import GoldFigure

OFFICES, YEARS = 12, 3


@pytest.fixture(scope="module")
def plain() -> Archive:
    return archive(OFFICES, YEARS)


@pytest.fixture(scope="module")
def planted(plain: Archive) -> Planted:
    return plant(plain)


def test_every_office_has_a_name_of_its_own_and_signs_with_it(plain: Archive) -> None:
    assert [len(years) for years in plain] == [YEARS] * OFFICES
    names = [office_of(years[0]) for years in plain]
    assert len(set(names)) == OFFICES
    for name, years in zip(names, plain, strict=True):
        assert all(made.text.endswith(account.signed) for made, account in zip(written([years]), years, strict=True))
        assert all(name in account.signed for account in years)


def test_the_same_seed_gives_the_same_archive_and_the_same_faults(plain: Archive, planted: Planted) -> None:
    assert written(archive(2, YEARS)) == written(plain[:2])
    assert plant(archive(2, YEARS)) == plant(plain[:2])
    assert written(archive(2, YEARS, seed=50)) != written(plain[:2])


@pytest.mark.parametrize("rendering", [rounded, vague])
def test_renderings_tell_the_same_in_rounder_numbers(rendering: object, plain: Archive) -> None:
    assert callable(rendering)
    before, after = written(plain), written(rendering(plain))
    assert [made.name for made in before] == [made.name for made in after]
    changed = sum(one.text != two.text for one, two in zip(before, after, strict=True))
    assert changed > len(before) / 2


def test_rounded_reports_hold(plain: Archive) -> None:
    made = written(rounded(plain))
    assert all(relation.holds for each in made for relation in each.relations)
    in_ten_thousands = [row for each in made for row in each.figures if "万" in row.text and "." in row.text]
    assert len(in_ten_thousands) > 100


def test_vague_reports_say_about_and_more_than(plain: Archive) -> None:
    text = "".join(made.text for made in written(vague(plain)))
    clean = "".join(made.text for made in written(plain))
    for word in ("余", "约"):
        assert text.count(word) > clean.count(word) + 20


def test_faults_stand_where_the_record_says(plain: Archive, planted: Planted) -> None:
    texts = {made.name: made.text for made in planted.reports}
    assert [made.name for made in planted.reports] == [made.name for made in written(plain)]
    for fault in planted.faults:
        assert "、".join(texts[fault.document][start:end] for start, end in fault.places) == fault.printed
        assert fault.kind in KINDS


def test_every_kind_is_planted_and_most_break_something(planted: Planted) -> None:
    kinds = Counter(fault.kind for fault in planted.faults)
    assert set(kinds) == set(KINDS)
    observable = [fault for fault in planted.faults if fault.observable]
    assert len(planted.faults) / 3 < len(observable) < len(planted.faults)
    assert all(fault.lone for fault in planted.faults if fault.unique)


def test_faults_of_which_only_another_year_knows_are_observable() -> None:
    faults = [fault for fault in plant(archive(12, 3, seed=345)).faults if fault.across]
    assert {fault.within for fault in faults} == {True, False}


def test_the_record_is_true_of_the_gold(plain: Archive, planted: Planted) -> None:
    """A relation of the text fails in a report exactly where a fault of it is on record as breaking one, or an open list."""
    broken = [fault for fault in planted.faults if fault.kind != "direction flipped"]
    within = {fault.document for fault in broken if fault.within or fault.in_open_list}
    failing = {made.name for made in planted.reports if any(not row.holds for row in made.relations)}
    assert failing == within


def fact(key: str, printed: str) -> Fact:
    number = Decimal(printed)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Fact(key, number, -exponent, "人", "count", "", "", "flow")


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        ("digit omitted", {"20", "10", "12"}),
        ("digits swapped", {"210", "102"}),
        ("scale", {"1200", "12000", "120000", "1200000", "12"}),
    ],
)
def test_slips(kind: str, ways: set[str]) -> None:
    assert {str(new.printed.normalize().quantize(Decimal(1))) for new in SLIPS[kind](fact("a", "120"))} == ways


@pytest.mark.parametrize(
    ("between", "is_open"),
    [
        pytest.param("，其中", True, id="among them"),
        pytest.param("，包括", True, id="including"),
        pytest.param("，由", False, id="made of"),
        pytest.param("，其中男女分别为", False, id="respectively"),
        pytest.param("：", False, id="a colon"),
    ],
)
def test_words_that_leave_a_list_open(between: str, is_open: bool) -> None:
    text = f"9人{between}甲4人、乙5人"
    made = [figure_at(text, "9人"), figure_at(text, "4人"), figure_at(text, "5人")]
    assert leaves_open(text, made[0], made[1:]) is is_open
    table = f"9 | {between} | 4 | 5"
    cells = [figure_at(table, "9"), figure_at(table, "4"), figure_at(table, "5")]
    assert not leaves_open(table, cells[0], cells[1:])


@pytest.mark.parametrize(
    ("parts", "is_open"),
    [
        pytest.param("男4人、女5人", False, id="men and women"),
        pytest.param("女5人、甲4人", True, id="women and others"),
        pytest.param("甲4人、其他5人", False, id="all the others"),
    ],
)
def test_parts_that_leave_nothing_out_close_a_list(parts: str, is_open: bool) -> None:
    text = f"9人，其中{parts}"
    made = [figure_at(text, "9人"), figure_at(text, "4人"), figure_at(text, "5人")]
    assert leaves_open(text, made[0], made[1:]) is is_open


@pytest.mark.parametrize(("new", "is_moved"), [("14", False), ("15", True)])
def test_a_change_of_nothing_goes_no_way(new: str, is_moved: bool) -> None:
    facts = {"new": fact("new", new), "old": fact("old", "14")}
    assert moves(Law("difference", "delta", ((1, "new"), (-1, "old"))), facts) is is_moved
    assert moves(Law("ratio", "growth", ((1, "new"), (-1, "old"), (1, "old"))), facts) is is_moved


def figure_at(text: str, printed: str) -> GoldFigure:
    start = text.index(printed)
    fields = (printed, "1", "人", "count", "exact", "actual", "", "", None, "plain")
    return GoldFigure(printed, 1, start, start + len(printed), *fields)


SUM = Law("sum", "t", ((1, "a"), (1, "b")))
OTHER = Law("sum", "u", ((1, "a"), (1, "c")))


@pytest.mark.parametrize(
    ("numbers", "laws", "expected"),
    [
        pytest.param({"t": "9", "a": "4", "b": "5"}, [SUM], set(), id="nothing is broken"),
        pytest.param({"t": "1207", "a": "400", "b": "800"}, [SUM], {"t", "a", "b"}, id="one digit in any of three"),
        pytest.param({"t": "12000", "a": "400", "b": "800"}, [SUM], {"t"}, id="a scale"),
        pytest.param({"t": "1210", "a": "400", "b": "800", "u": "411", "c": "1"}, [SUM, OTHER], {"a"}, id="two laws share one"),
        pytest.param(
            {"t": "3331", "a": "400", "b": "800", "u": "401", "c": "1"},
            [SUM, OTHER],
            {"t", "b"},
            id="any number, but of the held one",
        ),
    ],
)
def test_the_oracle(numbers: dict[str, str], laws: list[Law], expected: set[str]) -> None:
    facts = {key: fact(key, printed) for key, printed in numbers.items()}
    assert explanations(Block(facts, laws)) == expected
