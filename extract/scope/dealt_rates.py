"""Rates that are dealt out: to names (入学率分别为99.9%和98.1%), to the parts or changes before, to what has changed."""

import regex

from gouji.extract.scope.changes import subject_and_measure
from gouji.extract.scope.dealt import Deal, Names, names_before
from gouji.extract.scope.labels import trim
from gouji.extract.scope.lists import read_dealt
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.state import PERCENT, State
from gouji.extract.scope.words import pattern

SPLIT_BY = frozenset(("批次", "人次", "户数", "人数", "件数", "金额", "面积", "数量"))  # what is compared, not whose
_DEALING = regex.compile(
    r"(?:各[\u4e00-\u9fff]{1,3}?的?)?(?P<what>占?比重?|(?:(?![各的])[\u4e00-\u9fff]){0,4}[率幅])?(?:分别|依[次序]|分(?=占)|对应(?=[为是达]))(?:为|是|占|达到?|(?:提高|提升|上升|增加|下降|降低|[增减升降])(?:到|至))*$"
)
_SHARING = regex.compile(r"(?:分别|依[次序]|分)各?占(?:(?:总|全)[^，。；：的]{1,6}的?)?$")  # 依次占总量的41%、33%
# 分别占学生总数的27%、7%
_SHARE_OF_ROW = regex.compile(r"(?:分别|依[次序]|各)[只仅约]?占(?:了|到)?(?P<own>各自的?)?(?P<whole>[^，。；：]{2,20}?)的?$")
_NO_WHOLE = frozenset(("总数", "总量", "总额", "全部", "全年", "全市", "全县", "总"))
_WHOLE = regex.compile(r"(?:总值|产值|增加值|投资|零售|总额|产量|人次|面积|GDP)$")  # measures that lack no noun of those beside
_TIME = regex.compile(r"(?:\d{2,4}年.*|[上下]半年|.季度|今年|去年|上年)")
_DEAL_WORDS = ("分别", "依次", "依序", "对应", "分占")
_MORE_RATES = regex.compile(r"(?:[、和及与][-−－]?\d+(?:\.\d+)?%)*")
_DEALT_CHANGE = pattern(
    r"(?:(?:同比|环比|(?:比|较)(?:上年|去年|上年同期|去年同期))，?)?(?:分别)?(?P<change>{change.increase|change.decrease})(?:了|约)?$"
)


def read_dealt_rate(state: State, mention: Mention) -> bool:
    """`小学、初中入学率分别为99.9%和98.1%`, `占比依次为16%、49%、35%`: rates are dealt out to names, or to the parts before."""
    deals = any(word in mention.near for word in _DEAL_WORDS)
    if (deals or _dealt_out(mention) > 1) and (told := _DEALT_CHANGE.search(mention.near)):
        names = _changed_names(state, mention, told.start(), told["change"])
        state.deal = Deal(names, mention.sentence) if names.items else None
        return read_dealt(state, mention) and _is_rate(mention)
    if deals and (sharing := _SHARING.search(mention.near)) and mention.tail.endswith(sharing[0]):
        names = names_before(mention.tail.removesuffix(sharing[0]) + "分别", "")
        if names.items:
            state.deal = Deal(Names([name + names.noun for name in names.items], "占比"), mention.sentence)
            deals = False
    shares = _SHARE_OF_ROW.search(mention.near) if deals or "各占" in mention.near else None
    if shares is not None and _deal_shares(state, mention, shares):
        deals = False
    if deals and (dealing := _DEALING.search(mention.near)):
        names = names_before(mention.tail, mention.near)
        parts: list[Mention] = (
            [] if names.items else next((one.parts for one in reversed(state.lists) if len(one.parts) > 1), [])
        )
        if not names.items and (changed := _changes_before(state, mention)):
            parts = changed
        elif not names.items and not (parts and parts[-1].sentence == mention.sentence):
            parts = _row_before(state, mention) or parts
        if parts and parts[-1].block == mention.block:
            noun = (dealing["what"] or "").removeprefix("各").replace("占比重", "比重") or "占比"
            names = Names([topic(part).split("·")[-1] for part in parts], noun)
        state.deal = Deal(names, mention.sentence) if names.items else None
    if not read_dealt(state, mention):
        return False
    mention.draft.role = "rate"
    last = state.beside(mention)
    if shares is not None and shares["own"]:  # 分别占各自参加考核人数的20%和19.9%: of wholes that are not in the row
        return True
    if shares is not None or (last is not None and last.base is not None and last.draft.rule == "dealt"):
        mention.base = _part_named(state, mention)
    return True


def _part_named(state: State, mention: Mention) -> Mention | None:
    """The figure of the row before whose share a dealt rate is."""
    here = [one for one in state.seen[-12:] if one.sentence == mention.sentence and one.unit not in PERCENT]
    return next((one for one in reversed(here) if topic(one).split("·")[-1] == mention.draft.subject), None)


def _deal_shares(state: State, mention: Mention, shares: "regex.Match[str]") -> bool:
    """`留守儿童9.1万人、流动儿童2.5万人，分别占儿童总数的27%、7%`: each share is of one of the figures before it."""
    many, row = _dealt_out(mention), _row_before(state, mention)
    if len(row) != many:
        row = [one for one in row if one.draft.role == "part"]
    if len(row) != many:  # 火灾25起，亡13人，损失31亿元，分别占总数的91%、94%和87%
        row = [one for one in state.seen[-many:] if one.sentence == mention.sentence and one.level and one.unit not in PERCENT]
    if len(row) != many or many < 2:
        return False
    whole = trim(shares["whole"]) or shares["whole"]
    noun = "占比" if whole in _NO_WHOLE else f"占{whole}"
    state.deal = Deal(Names([topic(part).split("·")[-1] for part in row], noun), mention.sentence)
    return True


def _dealt_out(mention: Mention) -> int:
    """How many rates stand in a row from this one on: 12.4%和8.7%."""
    row = _MORE_RATES.match(mention.rest)
    return 1 + (row[0].count("%") if row else 0)


def _is_rate(mention: Mention) -> bool:
    """Makes a figure that was dealt a name a rate."""
    mention.draft.role = "rate"
    return True


def _changed_names(state: State, mention: Mention, start: int, change: str) -> Names:
    """What the rates of `同比分别增长3.6%、-1.2%` are of, whose words of change begin at `start` of `near`: as many names in
    their clause, else as many levels before it."""
    many = _dealt_out(mention)
    told = names_before(mention.tail[: start - len(mention.near)] + "分别", mention.near[:start] + "分别")
    if len(told.items) == many > 1 and SPLIT_BY.issuperset(told.items) and (last := state.beside(mention)) is not None:
        return Names([f"{subject_and_measure(last)}·{name}" for name in told.items], change)  # 批次、人次分别下降
    if len(told.items) == many > 1 and not any(_TIME.fullmatch(name) for name in told.items):
        return Names([name if _WHOLE.search(name) else f"{name}{told.noun}" for name in told.items], change)
    told_now = [one for one in state.seen[-8:] if one.sentence == mention.sentence and one.level and not one.prior]
    row = [one for one in told_now if one.unit not in PERCENT]
    straight = [one for one in state.seen[-many:] if one in row]
    row = straight if len(straight) == many else row
    if many < 2 or len(row) != many:
        return Names([])
    return Names([subject_and_measure(one) for one in row], change)


def _changes_before(state: State, mention: Mention) -> list[Mention]:
    """`编制减少337名，人员减少255人，降幅分别为2.6%、2.1%`: as many changes straight before as rates are dealt out."""
    many = _dealt_out(mention)
    row = state.seen[-many:]
    alike = all(one.draft.role == "delta" and one.sentence == mention.sentence for one in row)
    return row if many > 1 and len(row) == many and alike and mention.near.startswith(("降幅", "增幅", "减幅", "升幅")) else []


def _row_before(state: State, mention: Mention) -> list[Mention]:
    """`全额79家、差额15家、自收自支9家，分别占77%、14%、9%`: the figures before it that 、 joins."""
    row: list[Mention] = []
    for one in reversed(state.seen[-12:]):
        if one.sentence != mention.sentence or one.unit in PERCENT or (row and one.unit != row[0].unit):
            break
        row.insert(0, one)
        if not one.gap.lstrip().startswith(("、", "和", "及", "与")):
            break
    return row if len(row) > 1 else []


def topic(mention: Mention) -> str:
    """The phrase by which a rate names the figure it belongs to: its subject, else its measure."""
    return mention.draft.subject or mention.draft.measure
