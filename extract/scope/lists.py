"""Lists of parts: where one begins, which total it divides, how far it goes on, and what its parts are called."""

import regex

from gouji.extract.scope.again import (
    AFTERWARDS,
    EACH,
    YEAR_BEFORE,
    aims_before,
    comes_out,
    dealt_again,
    gaps_in_turn,
    is_of_year_before,
    names_again,
    names_counted_before,
)
from gouji.extract.scope.behind import said_of
from gouji.extract.scope.clauses import near_of
from gouji.extract.scope.dealt import Deal, names_before
from gouji.extract.scope.deeds import is_deed
from gouji.extract.scope.kinds import kind_of, kind_of_part, names_posts
from gouji.extract.scope.labels import is_countable, split_label, trim
from gouji.extract.scope.list_members import BODY_UNITS, GAP, is_by_posts
from gouji.extract.scope.list_totals import can_be_total, divides, listed, named_total, total_before
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.part_names import names_counted, part_label
from gouji.extract.scope.points import is_worth
from gouji.extract.scope.state import PERCENT, OpenList, State
from gouji.extract.scope.words import words

_IN_PLACE = regex.compile(r"^实有|任职|实配")
_STANDING = frozenset(words("leaning.standing"))
_PARTED = ("part", "division")
_NAMELESS = frozenset(("其余", "其他", "余下", "当中", "其中", "另"))  # parts of which only what is said behind them tells more
_DIVIDED_INTO = regex.compile(r"^[\u4e00-\u9fff]{0,6}分[为成](?=..)")
_BINDING = ("于", "在", "由", "经", "按")
_SORTED = regex.compile(r"[，,](?:按|分)[^，。；]{1,8}[分看计][，,:：]")
_AND_PEOPLE = regex.compile(r"(?:单位|部门|乡镇|街道|学校|机构|机关|科室|县区|村|社区)(?:的|有|共)?\d[\d,]*[人名]")
_THE_OTHERS = regex.compile(r"[，,]?(?:余者|其余|余下|其他|其它)[^，。；]{0,6}(?:依[次序]|分别)")
_IN_TURN = regex.compile(
    r"、\d[\d,]*(?P<unit>[个名人家件]).{0,60}?[、和]\d[\d,]*(?P=unit)"
)  # 窗口、后台、管理岗各231人、38人、18人
_THIS_TIME = regex.compile(r"[，,](?:此次|本次|这次|现)(?:已)?分别")  # 上次分别为204个、1600人，此次分别减少61个、524人
_OF_EACH = regex.compile(r"各[是为有]?$")  # 省内、省外各是1208人、502人
_GROUPING = frozenset("中里述开按内构组布")
# 编制15名，其中局长1名、副局长3名，实有14名，空编1名: people are no part of posts, nor is a vacancy a part of people
_GROUP = regex.compile(
    r"(?:^|[。；，,])\s*(?:\d{1,2}(?:[.．]\d{1,2})+\s*)?(?:(?P<name>[\u4e00-\u9fff]{2,10})(?:(?<!进行|施工|整改|工作|检查|核查|改革|过程|调研|巡察|实践)中|之[内中]|(?<=申请|案件|事项|单位|人员|项目|问题|编制|机构|资金|学校|干部|职工)里)[，,:：]|(?:上开|上述|前述)(?P<again>[\u4e00-\u9fff]{2,8}?)(?P<done>(?:已经?|均|都|全部)+[\u4e00-\u9fff]{2,4}?(?:完毕)?)?[，,:：]"
    r"|(?P<of>[\u4e00-\u9fff]{1,8}(?:人员|职工|教师|干部|公务员|队员|员额|单位|机构|学校))(?:中(?=[\u4e00-\u9fff])|按[^，。；：,]{1,14}(?:区分|划分|分类|分)[，,:：]))"
    r"|(?:^|[。；，,])\s*(?P<made>编制|人员|经费|收入|支出)(?:构成|组成|分布)(?:为|是|如下)[，,:：]?"
    r"|(?:^|[。；，,])\s*(?P<spent>[\u4e00-\u9fff]{1,6}(?:支出|收入|经费|资金|编制))按[^，。；：,]{1,10}(?:区分|划分|分类|分)[，,:：]"
)


def open_list(state: State, mention: Mention) -> None:
    """Begin a list with `mention` where its words open one and a total is found for it."""
    if (
        (mention.change and (mention.compared or _THIS_TIME.search(mention.tail)))
        or is_worth(mention)
        or _is_how_many_have(state, mention)
    ):
        return
    tail = mention.tail
    if _THE_OTHERS.match(mention.near) and not state.open:
        return  # 按类别计，年老2512宗，余者依次为健康欠佳602宗、…
    if "各" in mention.near and (each := _OF_EACH.search(mention.near)) and _IN_TURN.match(mention.rest):
        tail, mention.opens, mention.closed = tail.removesuffix(each[0]) + "分别", True, True
    group = _GROUP.search(tail) if _GROUPING.intersection(tail) else None
    if mention.opens:
        state.opener = mention
    if not (mention.opens or group):
        if (pair := gaps_in_turn(state, mention)).items:
            state.deal = Deal(pair, mention.sentence)
            return
        _open_beside(state, mention)
        return
    name = (group["name"] or group["again"] or group["of"] or group["made"] or group["spent"]) if group else ""
    total = (named_total(state, mention, name) if name else None) or total_before(state, mention)
    if (aims := aims_before(state, mention)).items:
        state.deal = Deal(aims, mention.sentence)
        return
    names = names_before(tail, mention.near)
    names = names if names.items else names_counted_before(state, mention)
    names = names if names.items else names_again(state, mention)
    if (
        total is None
        or _is_of_share(state, mention, total)
        or AFTERWARDS.search(mention.near)
        or (total is state.last and names.items and _in_a_row(state, total) and not comes_out(total, mention, len(names.items)))
        or (names.items and total.block != mention.block and not comes_out(total, mention, len(names.items)))
        or (names.noun and not _counts(total, mention, names.noun))
        or (total.draft.kind == "headcount" and GAP.search(names.noun))
        or (not names.items and _is_of_others(total, mention))
    ):
        state.deal = Deal(names, mention.sentence) if names.items else None
        return
    if group and group["of"] and group[0].endswith("中"):
        mention.label = trim(near_of(tail[group.end() :]))  # 培训人员中女性
    if is_of_year_before(mention, state.beside(mention)) and not YEAR_BEFORE.search(total.tail):
        state.deal = Deal(names, mention.sentence) if names.items else None
        return  # 死亡21人、受伤94人，上年两项数字分别为24人、89人
    if not names.items and (dealt := dealt_again(state, total, mention)) is not None:
        state.deal = Deal(dealt, mention.sentence)
        return
    colon = "：" in tail or ":" in tail
    place = (mention.depth, mention.sentence, mention.block)
    closed = mention.closed or bool(group and (group["spent"] or group["done"]))  # 项目支出按用途分, 上述申请已全部答复
    state.open_list(OpenList(total, *place, closed, colon, names.items, said=tail))


def _is_how_many_have(state: State, mention: Mention) -> bool:
    """Whether a figure only says how many bodies the people behind it are in: 超编156人，其中县直23个单位97人."""
    bodies = _AND_PEOPLE.match(mention.rest) if mention.quantity.unit in BODY_UNITS else None
    people = state.nearest(3, lambda one: one.sentence == mention.sentence and one.unit == "人" and one.level)
    if bodies is None or people is None:
        return False
    if mention.opens:
        state.opener = mention
    return True


def _in_a_row(state: State, total: Mention) -> bool:
    """Whether a figure is one of several beside each other: 自然资源所46人，农技站58人，林业站、文化站分别为27人和19人."""
    before = state.seen[-2] if len(state.seen) > 1 else None
    beside = before is not None and before.unit == total.unit and before.sentence == total.sentence and before.level
    return beside or state.list_of(total) is not None


def _is_of_others(total: Mention, mention: Mention) -> bool:
    """Whether `招聘教师分别为` in another sentence than a total names what that does not count."""
    if total.sentence == mention.sentence or not EACH.search(mention.near) or not is_countable(mention.label):
        return False
    shared = set(mention.label) & set(total.draft.measure + total.label)
    return len(shared) * 2 <= len(set(mention.label))


def _is_of_share(state: State, mention: Mention, total: Mention) -> bool:
    """Whether a list sorts those of whom a share was just told, whose number is not printed: 职工61人；专技人员占80.3%，按职称
    分，正高2人、副高11人."""
    share = state.beside(mention)
    own = trim(share.near.partition("占")[0]) if share is not None and share.share and share.unit in PERCENT else ""
    return len(own) > 1 and _SORTED.match(mention.gap) is not None and listed(mention, mention.rest) != total.quantity.value


def _counts(total: Mention, part: Mention, noun: str) -> bool:
    """Whether a figure counts what the parts of a distributive list count: it stands in their sentence or has their noun."""
    return total.sentence == part.sentence or noun in total.draft.measure + total.label


def read_dealt(state: State, mention: Mention) -> bool:
    """A figure without a total to divide takes the next name of its distributive list (小学、初中在校生分别为x人和y人)."""
    deal, draft = state.deal, mention.draft
    if deal is None or deal.sentence != mention.sentence or deal.given >= len(deal.names.items):
        return False
    if deal.given and mention.label:
        return False
    name, noun = deal.names.items[deal.given], deal.names.noun
    deal.given += 1
    draft.measure, draft.subject = (noun, name) if noun else split_label(name)
    draft.kind = kind_of(draft.quantity, name + noun, None)
    draft.rule, draft.confidence = "dealt", 0.75
    return True


def _open_beside(state: State, mention: Mention) -> None:
    """One cue opens a list for each unit that stands before it (资金100万元、项目20个，其中：到户资金60万元，项目12个 …)."""
    opener = state.opener
    if opener is not None and EACH.search(opener.near) and is_of_year_before(opener, state.before(opener)):
        return
    if YEAR_BEFORE.search(mention.tail) or (opener is not None and opener.unit in PERCENT):
        return  # 占比依次是56.1%、35.4%，而上年还有31个
    if opener is None or opener.sentence != mention.sentence or mention.depth != opener.depth or mention.prior or mention.step:
        return
    if any(one.total.unit == mention.unit for one in state.open) or mention.unit in (*PERCENT, opener.unit):
        return
    place = next((at for at, one in enumerate(state.seen) if one is opener), len(state.seen))
    for candidate in reversed(state.seen[max(0, place - 4) : place]):
        if candidate.sentence == opener.sentence and can_be_total(candidate) and divides(mention, candidate):
            state.open_list(OpenList(candidate, mention.depth, mention.sentence, mention.block, opener.closed, False, []))
            return


def read_part(state: State, holder: OpenList, mention: Mention) -> None:
    """Settle a mention as a part of a list."""
    total, draft = holder.total, mention.draft
    name = mention.label
    beside = state.beside(mention)
    if len(holder.parts) < len(holder.names):
        name = holder.names[len(holder.parts)]
    elif (
        beside is not None
        and beside.unit != mention.unit
        and beside.draft.rule in _PARTED
        and not mention.gap.strip(" 、超缺共")
    ):
        name = beside.draft.subject.split("·")[-1]  # 其中城市2418户4526人
    elif beside is not None and beside.unit in BODY_UNITS and beside.label and _AND_PEOPLE.match(beside.rest):
        name = beside.label  # 其中县直23个单位97人
    elif not name or name in _NAMELESS:
        noun = "" if mention.after.startswith(_BINDING) else mention.after
        name = said_of(mention.rest) or name or noun or trim(mention.tail)[-8:]
    if name in _STANDING and beside is not None and beside.draft.kind == "quota":
        name = beside.draft.subject.split("·")[-1] or name  # 其中教育系统编制285名、实有279人
    name = _DIVIDED_INTO.sub("", name)
    if total.change and len(name) > len(total.change):
        name = name.removesuffix(total.change)  # 减少37人，其中行政减少5人
    if mention.unit == "分":
        worth = beside.draft.subject.split("·")[-1] if beside is not None and beside.unit == "分" else ""
        name = name.rstrip("扣得加减") or worth or name  # 基础管理30分得29分
    by_posts = is_by_posts(holder, mention)
    alike = not holder.parts or holder.parts[-1].draft.measure != total.draft.measure
    state.add_part(holder, mention)
    mention.base = total
    if total.draft.role == "plain":
        total.draft.role = "total"
    draft.role = "part"
    fits = names_counted(name, total.draft.kind, total.unit) and (alike or not is_deed(total.draft.measure))
    draft.measure, draft.subject = part_label(name, total.draft.measure, total.draft.subject, named=alike and fits, fits=fits)
    posts = total.draft.kind == "quota" and mention.unit == "人" and not _IN_PLACE.search(mention.label)
    draft.kind = "quota" if posts else kind_of_part(draft.quantity, name, total.draft.kind)
    if total.draft.kind == "headcount" and names_posts(name) and by_posts:
        draft.measure, draft.subject, draft.kind = total.draft.measure, name, "headcount"
    if mention.label.endswith("核定") and mention.unit == "人":
        draft.kind = "quota"  # 其中，正科级核定156名、实配159名
    draft.rule, draft.confidence = "part", 0.8
