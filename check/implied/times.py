"""Multiples: 由20个增加到65个，增加2.25倍 is what was added, 是原来的3.25倍 is what there is now."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.direction import direction
from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Relation

FROM: Final = re.compile(r"(?:由|从)(?:原来的?|上年的?)?$")
TO: Final = re.compile(r"(?:增加|增长|提高|扩大|上升|扩充|发展|增|升)(?:到了|到|至|为)$")
WAS: Final = re.compile(r"[是为](?:原来|上年|去年)的$")


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """The multiple that stands behind one level before and one after (由A增加到B)."""
    for sentence, words in told:
        for place in range(2, len(sentence)):
            old, new, multiple = sentence[place - 2 : place + 1]
            if multiple.unit != "倍" or multiple.bound != "exact" or old.unit != new.unit or old.measure != new.measure:
                continue
            if not (FROM.search(words[place - 2]) and TO.search(words[place - 1])):
                continue
            if direction(multiple) > 0:
                yield tie("ratio", multiple, [(1, new), (-1, old), (1, old)], "implied.times")
            elif WAS.search(words[place]):
                yield tie("ratio", multiple, [(1, new), (1, old)], "implied.times")
