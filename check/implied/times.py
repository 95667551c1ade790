"""Multiples: 由20个增加到65个，增加2.25倍 is what was added, 是原来的3.25倍 is what there is now."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.check.direction import direction
from gouji.check.implied.tie import tie
from gouji.check.wording import squeezed
from gouji.schemas import Figure, Relation

FROM = ("由", "从", "由原来的", "从原来的")
TO = re.compile(r"(?:增加|增长|提高|扩大|上升|扩充|发展|增|升)(?:到|至|为|到了)$")


def relations(figures: Sequence[Figure]) -> Iterator[Relation]:
    """The multiple of a sentence that tells one level before and one after (由A增加到B)."""
    multiples = [figure for figure in figures if figure.unit == "倍" and figure.bound == "exact"]
    if not multiples:
        return
    by_sentence: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_sentence[figure.sentence].append(figure)
    for multiple in multiples:
        before = [figure for figure in by_sentence[multiple.sentence] if figure.start < multiple.start]
        if len(before) != 2 or before[0].unit != before[1].unit or before[0].measure != before[1].measure:
            continue
        old, new = before
        if not (_behind(old, FROM) and TO.search(_before(new))):
            continue
        if direction(multiple) > 0:
            yield tie("ratio", multiple, [(1, new), (-1, old), (1, old)], "implied.times")
        elif re.search(r"[是为]原来的$|[是为](?:上年|去年)的$", _before(multiple)):
            yield tie("ratio", multiple, [(1, new), (1, old)], "implied.times")


def _before(figure: Figure) -> str:
    """What stands before the number in its sentence; nothing where it stands there more than once."""
    sentence, text = squeezed(figure.sentence), squeezed(figure.text)
    return sentence.partition(text)[0] if text and sentence.count(text) == 1 else ""


def _behind(figure: Figure, words: tuple[str, ...]) -> bool:
    return _before(figure).endswith(words)
