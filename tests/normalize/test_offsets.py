"""Every clean character knows its place in the source, whatever was done to the text."""

import html
import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.corpora.damage import KINDS, damage
from gouji.normalize import CleanText, clean, replay
from gouji.normalize.offsets import OffsetMap
from gouji.normalize.plan import Edit, apply
from gouji.schemas import Span

REPORT = (Path(__file__).parent / "cases" / "report.txt").read_text(encoding="utf-8")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?[%万亿]?")
# Pieces of text and of damage, to be thrown together.
PIECES = (
    *("编制", "機構", "２０１９年", "1,260", "12 640宗", "个(gè)", "公(gong)(gong)", "(a)", "（dǎo）", "&nbsp;", "&amp;nbsp;"),
    *(
        "&#37;",
        "\u200b",
        "\xa0\xa0",
        "\u3000",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "⼈",
        "⻔",
        "①",
        "，",
        "。",
        "２，",
        "３１５",
        ".",
        "．",
    ),
    *(
        " ",
        "  ",
        "%",
        " %",
        "万 元",
        "2 .6",
        "一、",
        "1.",
        "的",
        "减",
        "少",
        "全年共受理各类申请412件，其中网上申请305件，比上年增",
    ),
    *("â€œ三个一批â€", "鍏ㄥ幙缂栧埗", "±àÖÆ35Ãû", "锟斤拷", "\ufffd", "\ue5e5", "\uf0b7", "\f", "Ã¢", "â", "é", "\x9d", "?"),
    *(
        "二OO八年",
        "○",
        "参合率98.6，",
        "2019-0 1-2 3",
        "- 3 -\n",
        "浏览次数：326",
        "【打印】",
        "上一篇：通知\n",
        "1O5名",
        "98,6%",
    ),
    *("全县共有事业单位35个，编制412名。\n", "发布日期：2023-01-18", "首页 | 概况 | 公开 | 指南\n"),
    *("衞", "乾隆", "著", "(", ")", "|", "\t", "2016年", "本年窗口受理事项率先执行行业标准"),
)


def assert_sound(cleaned: CleanText) -> None:
    """Spans lie in order inside the source, and plan and text belong together."""
    assert replay(cleaned.plan, cleaned.source) == cleaned.text
    assert list(cleaned.proposals) == sorted(cleaned.proposals)
    for flag in cleaned.proposals:
        assert 0 <= flag.start < flag.end <= len(cleaned.text)
        assert flag.replacement != cleaned.text[flag.start : flag.end]
        assert cleaned.span(flag.start, flag.end).start < cleaned.span(flag.start, flag.end).end
    end = 0
    for place in range(len(cleaned.text)):
        span = cleaned.span(place, place + 1)
        assert 0 <= span.start <= span.end <= len(cleaned.source)
        assert span.end >= end
        end = span.end


def plain(text: str) -> str:
    """What a stretch of the source says when its damage is taken off by other means than ours."""
    text = html.unescape(html.unescape(text))
    text = re.sub(r"\([a-zü\u0300-\u030cāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\)", "", text)
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cc", "Cf"))
    return text.replace(" ", "").replace("萬", "万").replace("億", "亿")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(6))
def test_numbers_survive_each_damage_and_know_their_place(kind: str, seed: int) -> None:
    check_numbers(damage(REPORT, seed, (kind,)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sets(st.sampled_from(sorted(KINDS))).map(lambda kinds: tuple(sorted(kinds))))
def test_numbers_survive_all_damage_and_know_their_place(seed: int, kinds: tuple[str, ...]) -> None:
    check_numbers(damage(REPORT, seed, kinds))


def check_numbers(source: str) -> None:
    cleaned = clean(source)
    assert_sound(cleaned)
    found = list(NUMBER.finditer(cleaned.text))
    assert [match[0] for match in found] == NUMBER.findall(REPORT)
    for match in found:
        span = cleaned.span(*match.span())
        assert plain(source[span.start : span.end]) == match[0]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_clean_is_idempotent_on_mixtures(text: str) -> None:
    cleaned = clean(text)
    assert_sound(cleaned)
    assert clean(cleaned.text).text == cleaned.text


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_clean_is_idempotent_on_any_text(text: str) -> None:
    cleaned = clean(text)
    assert_sound(cleaned)
    assert clean(cleaned.text).text == cleaned.text


@given(st.integers(0, 10**9))
def test_offset_map_agrees_with_characters_carried_along(seed: int) -> None:
    """Three rounds of random edits on a text whose every character knows where it came from."""
    rng = random.Random(seed)
    size = rng.randrange(0, 30)
    carried = [(place, place + 1) for place in range(size)]
    offsets, text = OffsetMap.identity(size), "x" * size
    for _ in range(3):
        edits, done = [], 0
        while (start := done + rng.randrange(0, 6)) <= len(text):
            done = min(len(text), start + rng.randrange(0, 3))
            # Kept apart: a replacement longer or shorter than its stretch, and one as long.
            replacement = "y" * rng.choice((0, 0, done - start, 1))
            if done > start:
                edits.append(Edit(start, done, replacement, "test"))
            done += 1
        for start, end, replacement, _name in reversed(edits):
            if len(replacement) != end - start:
                carried[start:end] = [(carried[start][0], carried[end - 1][1])] * len(replacement)
        offsets, text = offsets.then(edits), apply(edits, text)
        assert [tuple(offsets.span(place, place + 1)) for place in range(len(text))] == carried


def test_empty_stretches_and_places_beyond_the_text() -> None:
    cleaned = clean("個(gè)人(rén)")
    assert cleaned.text == "个人"
    assert (cleaned.span(0, 0), cleaned.span(1, 1), cleaned.span(2, 2)) == ((0, 0), (5, 5), (6, 6))
    with pytest.raises(IndexError):
        cleaned.span(1, 3)
    assert clean("").span(0, 0) == (0, 0)
    assert clean("\u200b").text == ""


def test_what_is_set_aside_is_left_out_and_what_follows_keeps_its_place() -> None:
    source = "全县核定编制120\n— 3 —\n云川县年报\n名，实有人员98人。"
    aside = [Span(source.index("—"), source.index("\n云")), Span(source.index("云川"), source.index("\n名"))]
    cleaned = clean(source, aside)
    assert cleaned.text == "全县核定编制120\n名，实有人员98人。"
    start = cleaned.text.index("98人")
    found = cleaned.span(start, start + 3)
    assert source[found.start : found.end] == "98人"
    assert dict(cleaned.plan.counts())["aside"] == 2
