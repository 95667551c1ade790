"""What there is on a day and what happens over a year: which of the two a figure tells."""

import regex

from gouji.extract.scope.kinds import STOCKS
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT
from gouji.extract.scope.words import pattern

_FLOW = pattern("{time.flow}")
_STOCK = pattern("{time.stock}")
_FUNDS = pattern("{time.funds}")
_STANDING = pattern("{time.standing}")
_DEED = regex.compile(
    r"[\u4e00-\u9fff]{0,10}(?:(?:开展|进行|实施|参加|接受|通过|予以)(?:了)?[\u4e00-\u9fff]{2}|整合重组|换[领发]了?)"
)
_OF_POSTS = regex.compile(r"(?:编制使用|空编|缺编|超编|缺额|空缺|满编)率$")  # what they are worked out from stands on a day
_HAPPENING = frozenset(("起", "宗", "人次", "批次", "批", "次", "例", "台次", "场"))  # units of what happens, and is not there
_OCCURRENCES = ("案件", "发案", "纠纷", "事故", "信访", "来信", "来访", "投诉", "诉求", "工单", "办件", "门诊", "诊疗", "警情")
_AVERAGE = regex.compile(r"平均|[人户生件]均")


def is_state(mention: Mention) -> bool:
    """Whether a figure tells what there is on a day (编制, 床位, 在校生) and not what happens over a year."""
    draft = mention.draft
    if draft.role == "delta" or mention.change or _AVERAGE.search(mention.near) or draft.kind in ("duration", "score"):
        return False
    if draft.kind == "money":
        return bool(_FUNDS.search(draft.measure))
    if draft.kind in STOCKS:
        return True
    if mention.unit in PERCENT:
        return bool(_OF_POSTS.search(draft.measure))
    return bool(_STOCK.search(draft.measure) or _STOCK.search(draft.subject) or _STANDING.search(mention.near))


def happens(mention: Mention) -> bool:
    """Whether the words around a figure say that it came about over the year (年内招聘12人, 对36家单位开展检查)."""
    return bool(_FLOW.search(mention.near) or _FLOW.search(mention.draft.measure) or _DEED.match(mention.rest))


def is_reset(mention: Mention) -> bool:
    """Whether a level that was changed is one that stands (审批事项由300项压缩到200项), not what a year brought."""
    counted = (
        mention.draft.kind in ("count", "duration")
        and mention.unit != "倍"
        and not mention.per_head
        and mention.quantity.unit not in _HAPPENING
        and not mention.draft.measure.endswith(("率", "比", *_OCCURRENCES))
    )
    if mention.draft.kind == "duration":
        return counted
    return counted and not _FLOW.search(mention.base.near if mention.base else mention.near)
