"""Which indicator a row is: wordings of many hands under one code, look-alikes under none, breakdowns kept apart."""

import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.extract import extract
from gouji.extract.indicators import Known, known_indicator
from gouji.normalize import Source, clean
from gouji.schemas import KINDS, ROLES
from gouji.schemas.indicators import lexicon

CASES: dict[str, dict[str, list[list[Any]]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "indicators.toml").read_text(encoding="utf-8")
)


def cases(*origins: str) -> list[Any]:
    return [pytest.param(*row, id=f"{origin}-{row[1]}|{row[0]}") for origin in origins for row in CASES[origin]["rows"]]


@pytest.mark.parametrize(("measure", "subject", "unit", "kind", "role", "code", "breakdown"), cases("in_the_wild", "synthetic"))
def test_is(measure: str, subject: str, unit: str, kind: Any, role: Any, code: str, breakdown: str) -> None:
    assert known_indicator(measure, subject, unit, kind, role) == Known(code, breakdown)


@pytest.mark.parametrize(("measure", "subject", "unit", "kind", "role"), cases("negative"))
def test_is_none(measure: str, subject: str, unit: str, kind: Any, role: Any) -> None:
    assert known_indicator(measure, subject, unit, kind, role) is None


@pytest.mark.xfail(reason="not yet understood", strict=True)
@pytest.mark.parametrize(("measure", "subject", "unit", "kind", "role", "code", "breakdown"), cases("known_failures"))
def test_is_not_yet(measure: str, subject: str, unit: str, kind: Any, role: Any, code: str, breakdown: str) -> None:
    assert known_indicator(measure, subject, unit, kind, role) == Known(code, breakdown)


def test_every_wording_is_found_by_its_own_words() -> None:
    lost = [
        (code, word)
        for code, each in lexicon().indicators.items()
        for words in each.wordings.values()
        for word in words
        for kind, unit in product(each.kinds, each.units)
        if (known_indicator(word, "", unit, kind, "rate" if kind == "percentage" else "plain") or Known("", "")).code != code
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("全府預算員額1萬2,486人。", "QUOTA_BUDGET"),
        ("112年底預算員額3,256人，現有員額3,102人。", "QUOTA_BUDGET STAFF"),
        ("年末財政供養人員7,583人。", "FISCAL_STAFF"),
        ("年末财政供养人员7583人。", "FISCAL_STAFF"),
    ],
)
def test_figures_carry_their_indicator(text: str, codes: str) -> None:
    document = extract(Source("a.txt", "", text, "utf-8", None), clean(text))
    assert [figure.indicator for figure in document.figures] == codes.split()


NAMES = st.sampled_from(sorted(lexicon().named)) | st.text("行政事业编制单位人员的·、总数全县核定增减", max_size=12)


@given(NAMES, NAMES, st.sampled_from(["名", "个", "人", "件", "%", "元", ""]), st.sampled_from(KINDS), st.sampled_from(ROLES))
def test_what_is_known_fits(measure: str, subject: str, unit: str, kind: Any, role: Any) -> None:
    known = known_indicator(measure, subject, unit, kind, role)
    if known is not None:
        indicator = lexicon().indicators[known.code]
        assert indicator.fits(kind, unit) or (role == "rate" and unit == "%")
        assert known.breakdown == "·".join(sorted(set(known.breakdown.split("·"))))


def test_the_order_of_the_attributes_does_not_count() -> None:
    one, other = (known_indicator("行政编制", subject, "名", "quota", "part") for subject in ("县直·女", "女·县直"))
    assert one == other == Known("QUOTA_ADMIN", "县直·女" if "县直" < "女" else "女·县直")
