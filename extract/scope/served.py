"""People and households for whom something is done (为690户发放补助), and what a matter involves (涉及人员303人)."""

import regex

from gouji.extract.scope.deeds import without_deed
from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import trim
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import State
from gouji.extract.scope.words import pattern

_SERVED = pattern(
    r"(?:[\d,.]+[万余多]*(?:人|名|位))?(?P<who>[\u4e00-\u9fff]{2,10}?)?"
    r"(?:统一|及时|全部|分别|累计|共|均|按时|足额)*(?P<said>(?:(?P<takes>{served.takes})|{served.gets})了?[\u4e00-\u9fff“”]{2,14}?)"
    r"(?=[\d，。；、,;：:（(]|共计?\d|合计|$)"
)
_PEOPLE = frozenset("人户")
_FOR = ("为", "给", "向", "对")
_NAMELESS = regex.compile(r"[\u4e00-\u9fff]{2,4}期间|[共累合总计]+")
_UPON = regex.compile(r"的(?P<what>[\u4e00-\u9fff]{2,10}?)(?:工作)?(?=[，。；、,;：:（(]|$)")
_INVOLVED = regex.compile(r"(?P<what>(?:涉及|涉案|牵涉)(?:人员|人数|金额|资金|款项))(?:分别)?(?:共计?|为|达|约|近|计)*$")


def read_involved(state: State, mention: Mention) -> bool:
    """`移送事项223件，涉及人员303人，涉及金额58.4亿元`: how many and how much the matter before involves."""
    found = _INVOLVED.search(mention.near) if "涉" in mention.near or "牵" in mention.near else None
    if found is None or mention.change or mention.step or mention.prior:
        return False
    before = state.nearest(4, lambda one: one.sentence == mention.sentence and one.level and not _INVOLVED.search(one.near))
    draft = mention.draft
    draft.measure, draft.subject = found["what"], without_deed(before.draft.measure) if before is not None else state.heading
    draft.kind, draft.rule = ("count" if mention.unit == "人" else kind_of(draft.quantity, draft.measure, None)), "involved"
    return True


def read_served(mention: Mention) -> bool:
    """`为8690户15249人发放补助329万元`, `9035户享受低保`: what is done for or with them tells who they are."""
    if mention.unit not in _PEOPLE or mention.change or mention.step or mention.prior:
        return False
    draft, given = mention.draft, mention.near.endswith(_FOR)
    if given and (upon := _UPON.match(mention.rest)):
        draft.measure, draft.subject, draft.rule = upon["what"], "", "served"
        draft.kind = kind_of(draft.quantity, upon["what"], None)
        return True
    if mention.label and not _NAMELESS.fullmatch(mention.label):
        return False
    served = _SERVED.match(mention.rest)
    if served is None or not (given or served["takes"]):
        return False
    who = trim(served["who"] or "")
    paid = mention.rest[served.end() : served.end() + 1].isdigit()  # 向60名残疾人发放补贴5万元 counts what was done itself
    draft.measure, draft.subject = (who or served["said"]), served["said"] if who and not paid else ""
    draft.kind, draft.rule = kind_of(draft.quantity, who, "count"), "served"
    return True
