"""Makes frequency.py and syllables.py: `python -m gouji.normalize.tables.build` (wants jieba, opencc and pypinyin).

Run by hand when a source changes; the two tables it writes are part of the package, so that nothing of this is needed
at run time.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
WIDTH = 56
# Printed forms of the traditional script: Taiwan's and Hong Kong's choices between variants differ.
SCRIPTS = ("s2t", "s2tw", "s2hk")
# A character seen less often than this in jieba's counts says nothing of how likely it is.
RARE = 3


def frequency() -> str:
    """Chinese characters by how likely they are: one line a step of half a nat, the most likely first."""
    import jieba
    import opencc

    convert = [opencc.OpenCC(script).convert for script in SCRIPTS]
    counts: Counter[str] = Counter()
    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ")
            for form in (word, *(to(word) for to in convert)):
                for character in form:
                    counts[character] += int(count)
    total = sum(counts.values())
    steps: dict[int, list[str]] = {}
    for character, seen in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if seen >= RARE and "CJK" in unicodedata.name(character, ""):
            steps.setdefault(round(-2 * math.log(seen / total)), []).append(character)
    rows = [
        f"    {step}: (" + "".join(f'\n        "{part}"' for part in chunks("".join(steps[step]))) + "\n    ),"
        for step in sorted(steps)
    ]
    return "\n".join(
        [
            '"""How likely a character is, either script: made by build.py from the counts of jieba\'s dict.txt (MIT)."""',
            "",
            "# Half nats of surprise -> the characters that cost as much.",
            "HALF_NATS: dict[int, str] = {",
            *rows,
            "}",
            "",
        ]
    )


def syllables() -> str:
    """The runs of GB2312's first level, which stands in the order of the reading: 啊 a, 埃 ai, 安 an …"""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    def readings(character: str) -> set[str]:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
        return {reading.replace("ü", "v") for reading in found}

    level = [bytes((0xB0 + row, 0xA1 + cell)) for row in range(40) for cell in range(94)]
    characters = [code.decode("gb2312") for code in level if code <= b"\xd7\xf9"]
    pairs: list[tuple[str, str]] = []
    for character, reading in zip(characters, ascending([readings(c) for c in characters]), strict=True):
        if not pairs or pairs[-1][0] != reading:
            pairs.append((reading, character))
    valid = {re.sub("ü", "v", base(toned)) for many in PINYIN_DICT.values() for toned in many.split(",")}
    legal = sorted(s for s in valid if re.fullmatch(r"[a-z]+", s) and s not in ("m", "n", "ng", "hm", "hng"))
    runs = " ".join(reading + first for reading, first in pairs)
    return "\n".join(
        [
            '"""Readings without tone: made by build.py with pypinyin (MIT) from the order of GB2312\'s first level."""',
            "",
            "# Each reading with the first character of its run in GB2312 (code order).",
            "RUNS = (",
            *(f'    "{part}"' for part in chunks(runs, 90)),
            ")",
            "",
            "# Every syllable of Standard Chinese; ü is written v.",
            "SYLLABLES = (",
            *(f'    "{part}"' for part in chunks(" ".join(legal), 110)),
            ")",
            "",
        ]
    )


def base(toned: str) -> str:
    """The letters of a reading without its tone mark: lǜ -> lü."""
    bare = "".join(c for c in unicodedata.normalize("NFD", toned) if c not in "\u0304\u0301\u030c\u0300")
    return unicodedata.normalize("NFC", bare)


def ascending(choices: list[set[str]]) -> list[str]:
    """One reading of each so that the fewest are out of order; one that has none in order takes its neighbour's."""
    best: dict[str, tuple[int, list[str]]] = {"": (0, [])}
    for options in choices:
        following: dict[str, tuple[int, list[str]]] = {}
        for last, (cost, path) in best.items():
            for reading in {*(r for r in options if r >= last), last}:
                new = cost + (reading not in options)
                if reading not in following or new < following[reading][0]:
                    following[reading] = (new, [*path, reading])
        least = min(cost for cost, _ in following.values())
        best = {reading: pair for reading, pair in following.items() if pair[0] <= least + 3}
    return min(best.values(), key=lambda pair: pair[0])[1]


def chunks(text: str, width: int = WIDTH) -> Iterable[str]:
    return (text[i : i + width] for i in range(0, len(text), width))


if __name__ == "__main__":
    (HERE / "frequency.py").write_text(frequency(), encoding="utf-8")
    (HERE / "syllables.py").write_text(syllables(), encoding="utf-8")
