"""The lexicon of indicators: codes that SDMX takes, wordings that say one thing."""

import re
from collections import Counter

import pytest

from gouji.schemas.indicators import ORIGINS, bare_name, lexicon, read_lexicon

HEAD = """
[ignored]
whole = "全县"
time = "年末"
before = "共有"
after = "总数"
total = "合计"
[holders]
endings = "局"
never_first = "撤"
never = "撤销"
[changes]
words = "增长"
[breakdowns.sex]
"男" = "男性"
"""
POSTS = """
[posts]
kinds = ["quota"]
units = "名"
[posts.codes.POSTS]
zh = "编制"
en = "posts"
law = "编制 人员编制"
"""
PEOPLE = """
[people]
kinds = ["{kind}"]
units = "{unit}"
[people.codes.{code}]
zh = "人员"
en = "people"
usage = "{word}"
"""


def people(kind: str = "quota", unit: str = "名", code: str = "PEOPLE", word: str = "“编制”") -> str:
    return PEOPLE.format(kind=kind, unit=unit, code=code, word=word)


@pytest.mark.parametrize("code", lexicon().indicators)
def test_an_indicator_has_a_code_two_wordings_and_names(code: str) -> None:
    indicator = lexicon().indicators[code]
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code) and len(code) <= 40
    assert len({bare_name(word) for words in indicator.wordings.values() for word in words}) >= 2
    assert set(indicator.wordings) <= set(ORIGINS)
    assert indicator.kinds and indicator.units and indicator.en.isprintable()


def test_no_two_indicators_are_called_the_same() -> None:
    for names in zip(*((each.zh, each.en) for each in lexicon().indicators.values()), strict=True):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POSTS + people(), "编制 is said of POSTS and of PEOPLE"),
        (POSTS + people(unit="名 人"), "编制 is said of POSTS and of PEOPLE"),
        (POSTS + people(code="POSTS", word="人"), "POSTS is given twice"),
        (POSTS + people(kind="posts", word="人"), "unknown kinds"),
        (POSTS + '[breakdowns.other]\n"女" = "男性"\n', "男性 is said of 男 and of 女"),
    ],
)
def test_what_says_two_things_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_lexicon(HEAD + text)


@pytest.mark.parametrize("other", [people(unit="人次"), people(kind="headcount")])
def test_a_wording_may_be_shared_where_unit_or_kind_tell_it_apart(other: str) -> None:
    found = read_lexicon(HEAD + POSTS + other).named["编制"]
    assert [each.code for each in found] == ["POSTS", "PEOPLE"]
