"""The same fact stated more than once, and lists whose length is stated."""

import regex

from gouji.extract.draft import Tie
from gouji.extract.scope.mentions import Mention

_ENUMERATED = regex.compile(r"[一二三四五六七八九十]是")
_NAMED = regex.compile(
    r"(?P<items>[\u4e00-\u9fffA-Za-z“”（）()]{1,14}(?:、[\u4e00-\u9fffA-Za-z“”（）()]{1,14})+(?:[和及与][\u4e00-\u9fffA-Za-z“”（）()]{1,14})?)[”’\"]?$"
)
_COUNTERS = frozenset("个项类件道块方面种环节阶段者大点")


def restated(mentions: list[Mention]) -> list[Tie]:
    """Figures that repeat one before them: `该1 264宗`, `分流的1659人中`, or the same words with the same number again."""
    ties: list[Tie] = []
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        draft = mention.draft
        if mention.unit in ("%", "‰", "百分点") or draft.role in ("delta", "rate") or draft.quantity.value < 10:
            continue
        key = (mention.unit, str(draft.quantity.value), draft.kind)
        group = groups.setdefault(key, [])
        if group and same_thing(group[-1], mention):
            stated = points_back(mention)
            ties.append(
                Tie(
                    "equal",
                    draft,
                    [(1, group[0].draft)],
                    stated=stated,
                    evidence=(group[0].draft.start, draft.end),
                    rule="restated",
                )
            )
        group.append(mention)
    return ties


def points_back(mention: Mention) -> bool:
    """Whether the words say that the figure was named before."""
    return mention.near.lstrip().startswith(("该", "上述", "这", "上开")) or (
        mention.after == "" and mention.near.endswith("的")
    )


def same_thing(before: Mention, mention: Mention) -> bool:
    """Whether two figures of one value and unit are about the same, as far as their words tell."""
    if before.sentence == mention.sentence:
        return False
    if points_back(mention):
        return True
    a, b = before.draft, mention.draft
    if a.period != b.period or ("应" in before.tail) != ("应" in mention.tail):
        return False
    words = set(a.measure + a.subject), set(b.measure + b.subject)
    shared = len(words[0] & words[1])
    return shared >= 2 and shared * 2 >= 0.6 * (len(words[0]) + len(words[1]))


def list_lengths(text: str, mentions: list[Mention], block_ends: dict[int, int]) -> list[Tie]:
    """`三件事：一是…二是…三是…` and `综合、审核、督查三个专班`: a stated number of items against the items that stand there."""
    ties: list[Tie] = []
    for mention in mentions:
        draft = mention.draft
        value = draft.quantity.value
        if value != value.to_integral_value() or not 2 <= value <= 20 or mention.unit not in _COUNTERS:
            continue
        count = _named_before(mention)
        if count != value:
            count = _enumerated_behind(text, draft.end, block_ends.get(mention.block, draft.end))
        if count == value:
            ties.append(Tie("list_length", draft, [], evidence=(draft.start, draft.end), rule="list_length", listed=int(value)))
    return ties


def _named_before(mention: Mention) -> int:
    match = _NAMED.search(mention.near.rstrip('”’"等') if mention.near else "")
    if not match:
        return 0
    return len(regex.split(r"[、和及与]", match["items"]))


def _enumerated_behind(text: str, start: int, end: int) -> int:
    marks = [m[0][0] for m in _ENUMERATED.finditer(text, start, end)]
    count = 0
    for mark, expected in zip(marks, "一二三四五六七八九十", strict=False):
        if mark != expected:
            break
        count += 1
    return count
