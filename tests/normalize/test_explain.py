"""What the repairs did can be told, and every repair has examples that hold."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji import normalize
from gouji.corpora.damage import KINDS, damage
from gouji.normalize import clean, describe, explain, repairs
from gouji.normalize.clean import DOUBTS, REPAIRS
from gouji.normalize.explain import DESCRIPTIONS, REASONS, changes, reason_of

REPORT = (Path(__file__).parent / "cases" / "report.txt").read_text(encoding="utf-8")
DOUBTFUL = (
    "锟斤拷，\ue123，ä½é，2014318\n一.受理.全年35件.办结33件.二.网上.共12件.三.窗口.共23件.\n参合率98.6。2019-0 1-2 3，"
    "2015年月，2月30日，1O5名，98,6%，共3，198人，共3.198人\n全县共有事业单位35个。共有编制12名\n全县共有事业单位35个。共有编制12名\n2014318"
)


def modules() -> list[str]:
    inside = pkgutil.walk_packages(normalize.__path__, "gouji.normalize.")
    return [module.name for module in inside if not module.name.endswith("tables.build")]


@pytest.mark.parametrize("name", modules())
def test_examples_in_the_code_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", [name for name, _ in REPAIRS])
def test_every_repair_is_described_and_states_its_harm(name: str) -> None:
    document = dict(REPAIRS)[name].__doc__ or ""
    assert "Harm: " in document
    assert ">>> " in document
    assert describe(name, "zh") != describe(name, "en")


@pytest.mark.parametrize("name", [name for name, _ in DOUBTS])
def test_every_doubt_has_an_example(name: str) -> None:
    assert ">>> " in (dict(DOUBTS)[name].__doc__ or "")


def test_every_module_of_repairs_is_used() -> None:
    found = {module.name for module in pkgutil.iter_modules(repairs.__path__)}
    assert found == {name for name, _ in REPAIRS} | {name for name, _ in DOUBTS}


def test_descriptions_name_no_other_repairs() -> None:
    assert list(DESCRIPTIONS) == ["aside", *(name for name, _ in REPAIRS)]


def test_every_reason_is_given_somewhere_and_described() -> None:
    proposals = clean(DOUBTFUL).proposals
    assert {proposal.reason for proposal in proposals} == set(REASONS)
    assert {proposal.repair for proposal in proposals} == {name for name, _ in DOUBTS}
    assert all(reason_of(reason, "zh") != reason_of(reason, "en") for reason in REASONS)


def test_equal_changes_are_counted_and_placed_in_the_source() -> None:
    cleaned = clean("甲(jiǎ)占５％，\r\n乙占５％，機構35個。")
    told = {(row.repair, row.before, row.after): row for row in explain(cleaned)}
    percent = told["fullwidth", "５％", "5%"]
    assert (percent.count, percent.start, percent.end) == (2, 7, 9)
    assert told["glosses", "(jiǎ)", ""].start == 1
    assert told["traditional", "機構", "机构"].count == 1
    assert sum(row.count for row in told.values()) == sum(count for _, count in cleaned.plan.counts())
    for row in told.values():
        assert row.context in cleaned.source
        assert cleaned.source[row.start : row.end] in row.context


def test_nothing_to_tell_of_a_sound_text() -> None:
    cleaned = clean("全县共有事业单位238个。")
    assert explain(cleaned) == []
    assert changes(cleaned) == []


def test_a_change_tells_all_repairs_that_made_it() -> None:
    cleaned = clean("共35個(gè)單位，占９８．６％\r\n首页 | 概况 | 公开\n")
    told = [
        (cleaned.source[row.start : row.end], cleaned.text[row.clean_start : row.clean_end], row.repairs)
        for row in changes(cleaned)
    ]
    assert told == [
        ("個(gè)單", "个单", ("glosses", "traditional")),
        ("９８．６％\r", "98.6%", ("newlines", "fullwidth")),
        ("首页 | 概况 | 公开\n", "", ("furniture",)),
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sets(st.sampled_from(sorted(KINDS))).map(lambda kinds: tuple(sorted(kinds))))
def test_changes_make_the_clean_text(seed: int, kinds: tuple[str, ...]) -> None:
    cleaned = clean(damage(REPORT, seed, kinds))
    text, done = "", 0
    for row in changes(cleaned):
        assert row.repairs
        assert cleaned.source[row.start : row.end] != cleaned.text[row.clean_start : row.clean_end]
        text += cleaned.source[done : row.start] + cleaned.text[row.clean_start : row.clean_end]
        done = row.end
    assert text + cleaned.source[done:] == cleaned.text
