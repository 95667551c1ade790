"""What can be a part of a list, and the words that stand before one."""

import re
from typing import Final

from gouji.check.direction import year_of
from gouji.schemas import Figure

# What a part's words may not say: then it is no part but another figure of the sentence.
OTHERWISE: Final = re.compile(
    r"完成|比|较|增|减|占|(?<!公)共|合计|达|按|实(?!验)|空(?![气调间])|超(?!市)|惠及|受益|上年|去年|同期|均|其中|每|不|余|扣除|重复|同时"
)
STAFFED: Final = re.compile(r"(?:在职|实有|在编|实配|在岗|到岗)(?:人员|人数|干部)?$")  # people in the posts there are
LABEL: Final = 14
LISTED: Final = re.compile(r"^[、和及与]")  # the figure before stands in a list itself


def countable(figure: Figure) -> bool:
    """Whether a figure can be the total or a part of a list."""
    if figure.kind in ("percentage", "duration") or figure.role == "rate" or figure.unit in ("倍", "番"):
        return False
    # points that an item got stand beside what it is worth; only what was lost is listed
    return figure.bound == "exact" and figure.value > 0 and (figure.kind != "score" or figure.measure == "扣分")


def alike(part: Figure, total: Figure, *, of_those: bool = False) -> bool:
    """Whether a figure can be a part of a total: the same unit, kind and period; what was done with those counted on a day
    (12月底，209项问题中，完成200项) is of its year."""
    when = (part.period, total.period) if not of_those else (year_of(part), year_of(total))
    same = part.unit == total.unit and (part.kind == "quota") == (total.kind == "quota") and when[0] == when[1]
    return same and countable(part)
