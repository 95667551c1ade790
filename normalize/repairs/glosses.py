"""Pinyin in brackets behind its character, left by web converters: 督導(dǎo), 公(gong)(gong)開."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gouji.normalize.plan import Edit
from gouji.normalize.repairs.traditional import simplify
from gouji.normalize.tables.syllables import RUNS, SYLLABLES

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003134f"
TONE_MARKS = "\u0300\u0301\u0304\u030c"
LETTERS = f"A-Za-zɑɡüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ{TONE_MARKS}\u0308"
TRIGGER = re.compile(f"[(（] ?[{LETTERS}]")
BRACKET = re.compile(f"[(（] ?([{LETTERS}][{LETTERS}' ’]{{0,23}}) ?[)）]")
# One or more behind the same character: a converter may repeat itself.
GLOSSED = re.compile(f"(?<=[{HAN}])(?:{BRACKET.pattern})+")

# So many beyond doubt, and so large a share of all that look like one, make a text glossed throughout.
MANY, SHARE = 3, 0.4


class Gloss(NamedTuple):
    """Something in brackets that may be a reading. `sure`: it has a tone mark or is the common reading of its character."""

    start: int
    end: int
    syllable: str
    sure: bool


def glosses(text: str) -> Iterator[Edit]:
    """Readings in brackets behind a Chinese character go, with their brackets.

    With a tone mark always; without one where it is the character's common reading, and in a text with many such also
    where it is any other syllable (readings differ: 行 hang, xing). List marks (a), units (cm) and names (PPT) stay.

    Harm: a unit that spells its own reading, 亩(mu), goes too.

    >>> [(edit.start, edit.end) for edit in glosses("10個(gè)工作日，公(gong)(gong)開；附录(a)、长度(cm)")]
    [(3, 7), (12, 24)]
    """
    if TRIGGER.search(text) is None:
        return
    found = [gloss for run in GLOSSED.finditer(text) for gloss in _read(run, text)]
    certain = sum(gloss.sure for gloss in found)
    throughout = certain >= MANY and certain >= SHARE * len(found)
    start = end = -1
    for gloss in found:
        if not gloss.sure and not (throughout and len(gloss.syllable) > 1):
            continue
        if gloss.start != end:
            if end > 0:
                yield Edit(start, end, "", "glosses")
            start = gloss.start
        end = gloss.end
    if end > 0:
        yield Edit(start, end, "", "glosses")


def _read(run: re.Match[str], text: str) -> Iterator[Gloss]:
    character = text[run.start() - 1]
    for match in BRACKET.finditer(text, *run.span()):
        letters = unicodedata.normalize("NFD", match[1])
        toned = any(mark in letters for mark in TONE_MARKS)
        bare = letters.translate(PLAIN).replace("u\u0308", "v")
        if not toned:
            if bare in _syllables():
                yield Gloss(match.start(), match.end(), bare, len(bare) > 1 and bare == reading(character))
        elif _is_reading(bare.lower(), text[max(0, run.start() - 8) : run.start()]):
            yield Gloss(match.start(), match.end(), bare, True)


def _is_reading(bare: str, before: str) -> bool:
    """Whether toned letters spell no more syllables than there are characters before them; several must end in the last's."""
    if bare in _syllables():
        return True
    match = _word().fullmatch(re.sub("[ '’]", "", bare))
    if match is None or not bare.replace(" ", "").endswith(reading(before[-1]) or "?"):
        return False
    return re.search(f"[{HAN}]{{2,}}$", before) is not None


@cache
def reading(character: str) -> str | None:
    """The common reading of one of the 3,755 characters of GB2312's first level, without tone; None for others.

    >>> reading("編"), reading("率"), reading("岷")
    ('bian', 'lv', None)
    """
    try:
        code = simplify(character).encode("gb2312")
    except UnicodeEncodeError:
        return None
    firsts, readings = _runs()
    return readings[bisect_right(firsts, code) - 1] if firsts[0] <= code <= LAST_OF_LEVEL else None


# Tone marks go; the letters of phonetic fonts become ordinary ones.
PLAIN: dict[int, str | None] = {
    **{ord(mark): None for mark in TONE_MARKS},
    0x0302: None,
    ord("ɑ"): "a",
    ord("ɡ"): "g",
}
LAST_OF_LEVEL = b"\xd7\xf9"


@cache
def _runs() -> tuple[list[bytes], list[str]]:
    pairs = [(pair[-1].encode("gb2312"), pair[:-1]) for pair in RUNS.split()]
    return [first for first, _ in pairs], [syllable for _, syllable in pairs]


@cache
def _syllables() -> frozenset[str]:
    return frozenset(SYLLABLES.split())


@cache
def _word() -> re.Pattern[str]:
    longest_first = sorted(SYLLABLES.split(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest_first)}){{2,}}")
