"""Deeds: the verbs by which a report says what was done to what it counts."""

import re

from gouji.extract.scope.words import pattern

_DEED_ALONE = pattern(r"{label.deed_adverbs}*{label.content_verbs|label.deeds|label.bare_deeds|parts.division|flow.out}")
_HOTLINE = re.compile(r"^12\d{3}")  # 12310, 12345
_DEED = pattern(r"(?:共|已|应|实|得到|逐[人项件])*(?:{label.content_verbs|label.deeds})(?=..)")


def is_deed(phrase: str) -> bool:
    """Whether a phrase begins with what was done to what it counts (办理法人登记, 反映问题).

    >>> is_deed("受理申请"), is_deed("申请")
    (True, False)
    """
    return bool(_DEED.match(phrase))


def is_deed_alone(phrase: str) -> bool:
    """Whether a phrase says only what was done, and to nothing (办结, 已整改).

    >>> is_deed_alone("已整改"), is_deed_alone("整改问题")
    (True, False)
    """
    return bool(_DEED_ALONE.fullmatch(phrase))


def without_deed(phrase: str) -> str:
    """What a phrase says that something was done to (受理电话咨询), without the deed.

    >>> without_deed("受理电话咨询"), without_deed("受理"), without_deed("问题")
    ('电话咨询', '受理', '问题')
    """
    deed = _DEED.match(phrase)
    rest = _HOTLINE.sub("", phrase[deed.end() :]) if deed else phrase
    return rest if len(rest) >= 2 else phrase
