"""What the CRF sees of each character: itself and its neighbours, how far the next figure is, and the word lists it is in."""

import tomllib
from functools import cache
from pathlib import Path

import ahocorasick

WORDS = Path(__file__).parent / "gazetteer.toml"
EDGE = "^"
# Characters by what they do in a clause; digits all look alike so that no value is learnt.
CLASSES = {
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys("一二三四五六七八九十百千两〇零", "n"),
    **dict.fromkeys("万亿余多成", "k"),
    **dict.fromkeys("个名人家条件项户次册张份元批起宗处所篇期卷例台亩吨%％", "u"),
    **dict.fromkeys("，。；：、,;:.（）()“”‘’《》「」", "p"),
    **dict.fromkeys("和及与或以并", "j"),
}
FAR = 7  # characters; beyond it the next figure says nothing


def features(text: str) -> list[list[str]]:
    """One list of feature names a character of `text`."""
    size = len(text)
    shape = [CLASSES.get(char, "c") for char in text]
    chars = ["0" if kind == "0" else char for char, kind in zip(text, shape, strict=True)]
    listed = _listed(text)
    ahead, behind = _distances(shape)
    padded = [EDGE, EDGE, *chars, EDGE, EDGE]
    kinds = ["^", "^", *shape, "^", "^"]
    out = []
    for at in range(size):
        before, here, after = padded[at + 1], padded[at + 2], padded[at + 3]
        row = [
            f"0{here}",
            f"-{before}",
            f"+{after}",
            f"<{padded[at]}{before}",
            f">{after}{padded[at + 4]}",
            f"a{before}{here}",
            f"b{here}{after}",
            f"s{kinds[at + 1]}{kinds[at + 2]}{kinds[at + 3]}",
            f"d{ahead[at]}{behind[at]}",
        ]
        if listed[at]:
            row += listed[at]
        out.append(row)
    return out


def _distances(shape: list[str]) -> tuple[list[int], list[int]]:
    """Characters to the next digit, and from the last digit, punctuation or edge, each up to FAR."""
    ahead, behind = [], []
    gap = FAR
    for kind in reversed(shape):
        gap = 0 if kind == "0" else FAR if kind == "p" else min(FAR, gap + 1)
        ahead.append(gap)
    gap = 0
    for kind in shape:
        gap = 0 if kind in "0p" else min(FAR, gap + 1)
        behind.append(gap)
    return ahead[::-1], behind


def _listed(text: str) -> list[list[str]]:
    """For each character, the word lists whose words cover it (longest word of each list), first character and rest apart."""
    out: list[list[str]] = [[] for _ in text]
    for end, (length, name) in _automaton().iter_long(text):
        start = end - length + 1
        out[start].append(f"B{name}")
        for at in range(start + 1, end):
            out[at].append(f"I{name}")
        if length > 1:
            out[end].append(f"E{name}")
    return out


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, words in tomllib.loads(WORDS.read_text(encoding="utf-8")).items():
        for word in words:
            automaton.add_word(word, (len(word), name))
    automaton.make_automaton()
    return automaton
