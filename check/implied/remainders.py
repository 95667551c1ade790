"""What is left of a whole: 任务61项，已完成54项，尚余7项; 承担46项，完成44项；未完成2项; 编制334名，在职329人，空编5名."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.check.implied.parts import STAFFED, countable
from gouji.check.implied.tie import tie
from gouji.check.wording import Sentence
from gouji.schemas import Figure, Relation

# Source: the wording of task lists, rectification and personnel reports.
LEFT: Final = re.compile(r"(?:^|[,;、])(?:尚余|剩余|仍余|余下|还剩|尚剩|还余)$")
TAKEN: Final = re.compile(r"(?:完成|整改|办结|化解|解决|落实|整治|销号)\w{0,2}$")
UNDONE: Final = re.compile(r"(?:^|[,;、])(?:未|不|正在|仍在|尚未)(?P<deed>[\u4e00-\u9fff]{2,4})$")
DENIED: Final = re.compile(r"未|不|正在|仍在|没|待|无")
VACANT: Final = re.compile(r"(?:^|[,;、])(?:空编|空缺|缺编|缺额|空额)$")
DEEDS: Final = {"办理": "办结"}  # 正在办理8件 is what is not 办结


def relations(told: Sequence[Sentence]) -> Iterator[Relation]:
    """Each remainder with its whole and the one figure that was taken off it, in its passage."""
    for sentence, words in told:
        for place, rest in enumerate(sentence):
            if place > 1 and countable(rest) and (pair := _pair(sentence, words, place)) is not None:
                whole, taken = pair
                yield tie("difference", rest, [(1, whole), (-1, taken)], "implied.remainder")


def _pair(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """(whole, taken) of the remainder at `place`; None where its words name none, or not just one."""
    if VACANT.search(words[place]):
        return _posts(sentence, words, place)
    if LEFT.search(words[place]):
        near = [at for at in range(place) if sentence[at].kind != "percentage"][-1:]
        return _of(sentence, near[0], place) if near and TAKEN.search(words[near[0]]) else None
    if (found := UNDONE.search(words[place])) is None:
        return None
    deed = DEEDS.get(found["deed"], found["deed"])
    done = [at for at in range(place) if words[at].endswith(deed) and not DENIED.search(_clause(words[at]))]
    others = [at for at in range(len(sentence)) if at != place and at not in done and words[at].endswith(found["deed"])]
    return _of(sentence, done[0], place) if len(done) == 1 and not others else None


def _of(sentence: Sequence[Figure], taken: int, place: int) -> tuple[Figure, Figure] | None:
    """The first figure of the unit before what was taken off, and that."""
    part, rest = sentence[taken], sentence[place]
    wholes = [figure for figure in sentence[:taken] if figure.unit == part.unit and figure.value >= part.value]
    if not wholes or part.unit != rest.unit or not countable(part) or not countable(wholes[0]):
        return None
    rows = [figure for figure in sentence[sentence.index(wholes[0]) + 1 : place] if figure.unit == rest.unit]
    several = len(rows) > 1 and all(figure.role == "part" for figure in (*rows, rest))
    if several or (len(rows) > 1 and sum(figure.value for figure in rows) + rest.value == wholes[0].value):
        return None  # 评出优秀5个、良好13个、合格5个、不合格1个: one of several
    if any(whole.value == part.value + rest.value for whole in wholes[1:]):
        return None  # 好评412485条；差评165条，属实97条，不属实68条: of the nearer
    return (wholes[0], part) if wholes[0].role in ("total", "plain") else None


def _posts(sentence: Sequence[Figure], words: Sequence[str], place: int) -> tuple[Figure, Figure] | None:
    """Posts and the people in them: the first posts of the passage, if they are a whole, and the one figure of people."""
    posts = [figure for figure in sentence[:place] if figure.kind == "quota"]
    people = [at for at in range(place) if STAFFED.search(words[at])]
    if len(posts) > 1 and posts[0].role != "total":
        return None  # 行政编制612名、事业编制1043名: neither is all
    if not posts or len(people) != 1 or posts[0].role not in ("total", "plain") or posts[0] is sentence[people[0]]:
        return None
    staff = sentence[people[0]]
    sound = countable(posts[0]) and countable(staff) and posts[0].period == staff.period
    return (posts[0], staff) if sound else None


def _clause(words: str) -> str:
    return re.split(r"[,;。、]", words)[-1]
