"""The same fact stated more than once."""

from gouji.extract.draft import Tie
from gouji.extract.scope.mentions import Mention

_TELLING = 4  # a number of so many digits does not come twice by chance where one word is shared


def restated(mentions: list[Mention]) -> list[Tie]:
    """Figures that repeat one before them: `该1 264宗`, `分流的1659人中`, or the same words with the same number again."""
    ties: list[Tie] = []
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        draft = mention.draft
        if mention.unit in ("%", "‰", "百分点") or draft.role in ("delta", "rate") or draft.quantity.value < 10:
            continue
        if draft.kind == "score" and not draft.subject:
            continue  # 得10分 of two items that are not told
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
    near = mention.near.strip()
    return (
        near.startswith(("该", "上述", "这", "上开"))
        or near.endswith(("该", "上述", "上开"))
        or (mention.after == "" and mention.near.endswith("的"))
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
    if len(str(a.quantity.value).strip("0")) >= _TELLING and a.quantity.unit == b.quantity.unit:
        return shared >= 1
    return shared >= 2 and shared * 2 >= 0.6 * (len(words[0]) + len(words[1]))
