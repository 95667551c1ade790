"""What stands behind a figure: the noun that it counts (3个栏目更新不及时), and what is said of it (5项由编委会明确)."""

from typing import NamedTuple

import regex

from gouji.extract.scope.kinds import kind_of
from gouji.extract.scope.labels import is_countable, is_measure, trim
from gouji.extract.scope.mentions import ADJECTIVE, ADJECTIVE_FIRST, ASIDE_OF_NUMBER, Mention
from gouji.extract.scope.words import pattern, words

_CLASSIFIERS = frozenset("个名项家所宗种类位座处条件篇部辆支场户") | {"各"}
# A noun phrase behind a classifier, as far as it goes on with nouns; a verb that could begin one stands in behind.verbs.
_COUNTED = pattern(
    r"[\s“]?(?!{behind.verbs|change.increase|change.decrease|change.regroup})"
    r"(?P<noun>(?:[\u4e00-\u9fff]|[（(][\u4e00-\u9fff、]{1,6}[)）]){0,8}?{behind.nouns}{behind.nouns}*(?:[（(][\u4e00-\u9fff、]{1,4}[)）])?)"
)
_SAID = regex.compile(r"[\u4e00-\u9fff“”「」]{2,16}")
_LIGHT = pattern(
    r"^(?:仍|均|都|正(?![在常式规确])|则|尚|还|因|属于?|有|为|系|是|已经|由|经|被|因|于|随|(?:进行(?!中)|开展|实行)了?)*"
)
_ASIDE = regex.compile(r"[（(][^（）()]{1,8}[)）]")
_SAID_STOP = pattern(r"{behind.stop}")
_BY_WHOM = pattern("^[\u4e00-\u9fff]{1,6}[人方者会](?P<deed>{label.content_verbs|label.bare_deeds|parts.division})$")
_MAX_SAID = 10
_ENDS = frozenset("，。；、,;:：.\n)）") | {""}
_WITHIN = regex.compile(r"中[仍已还]?有?$")  # 室中仍有4个人手不足: those before are counted
_BODIES = words("label.countable_bodies")
_DEED_BEFORE = pattern("{label.content_verbs|label.deeds|behind.deeds}$")
_CLOSED = ("”", "」", "』", "》", "）", ")")  # a name or a list in quotes is no verb
_REST = ("其余", "余下", "剩余")
_TAKING = ("除", "由", "把", "将", "从")  # what is said behind is of somebody else
_SENT = regex.compile(r"(?:抽调|选派|借调|聘请|派出|委派|抽派)(?=[了出]?$)")
_TREATED = regex.compile(
    r"\s?(?P<said>[\u4e00-\u9fff][^，。；：\d]{1,16}?)的(?P<noun>[\u4e00-\u9fff]{2,6}?)(?=开展|进行|实施|实行|给予|予以|作出|提出|落实|集中|全部|逐|均|已|[，。；、]|$)"
)
_AGAINST = regex.compile(r"(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:相比|相较|比较)")
_HELD = regex.compile(r"(?:先后|共|累计|多次|已|专门)*(?:召开|举行|举办|开展|组织)(?:了|过)?$")
_MEETING = regex.compile(
    r"(?P<noun>(?:[\u4e00-\u9fff]{0,6}?(?:会议|常委会|座谈会|推进会|培训班?|讲座|演练|督查|巡查|抽查|检查|督导|活动)))(?![\u4e00-\u9fff]{0,2}[\d])"
)
_TREATING = ("对", "就", "将", "把", "向", "为", "针对")
_HAVING = regex.compile(
    r"(?P<whose>[\u4e00-\u9fff（）]{2,14}?)(?:设有|共设|(?P<own>内设)|下设|下辖|拥有|建有|配有|辖有|管辖|实行|推行|实施)$"
)
_HAVING_LAST = frozenset("有设辖行施")
_DID = regex.compile(r"(?P<whose>[\u4e00-\u9fff]{0,14}?)(?P<deed>[\u4e00-\u9fff]{2})了$")
_NO_OBJECT = frozenset("%‰元天日分") | {"百分点", "个月", "个工作日", "工作日", "小时", "年"}
_SHORT = 4
_OF_LEVEL = regex.compile(r"[省市县区州旗](?:[直级属区]|本级)|乡镇|街道|城区|农村|城市|城镇|机关|部门")  # 县直23个单位
_MAX_WHOSE = 12


class Behind(NamedTuple):
    """The noun that a figure counts, "" where none stands behind it, and what is said of those counted."""

    noun: str
    said: str


def read_counted(mention: Mention) -> bool:
    """`参加培训的1200名干部`, `按提出、审核、公开三项程序`: the noun behind the number is what is counted.

    What stands before it says whose, else what is said of them behind the noun.
    """
    draft, label = mention.draft, mention.label
    against = _AGAINST.match(mention.rest) if mention.prior and not mention.times else None
    after = against["noun"] if against else "" if mention.prior else mention.after
    if mention.near.endswith("的") and is_countable(after):  # 参加培训的1200名干部, 与核定的563名编制相比
        draft.measure, draft.subject = after, label if len(label) <= _MAX_WHOSE else ""
        draft.kind = kind_of(draft.quantity, after, None)
        mention.prior = False
        return True
    if mention.near.endswith("按") and mention.after and mention.quantity.unit in _CLASSIFIERS:  # 实际支出按三个纲领计算
        draft.measure, draft.subject, draft.kind = mention.after, "", kind_of(draft.quantity, mention.after, None)
        return True
    if _is_object(mention):
        return True
    noun, said = read_behind(mention.rest, mention.quantity.unit)
    if noun != after and noun.startswith(after) and is_measure(after):
        noun, said = after, said_of(mention.rest[len(after) :])  # 调剂120名事业编制补充到乡镇
    if not noun and (mention.label in _TREATING or not mention.label) and mention.near.endswith(_TREATING):
        treated = _TREATED.match(mention.rest)  # 对126件超期未办结的工单开展督办
        if treated is not None and not mention.prior:
            draft.measure, draft.subject, draft.rule = treated["noun"], treated["said"][-_MAX_WHOSE:], "counted"
            draft.kind = kind_of(draft.quantity, treated["noun"], None)
            return True
    sent = _SENT.search(mention.near) if mention.unit == "人" and not noun and len(label) <= _SHORT else None
    if sent is not None:  # 抽调12人, 选派2人参加培训
        draft.measure, draft.subject, draft.rule = sent[0] + "人员", said_of(mention.rest), "counted"
        draft.kind = kind_of(draft.quantity, draft.measure, None)
        return True
    if (held := _HELD.search(mention.near)) and (meeting := _MEETING.match(mention.rest)) and not mention.prior:
        draft.measure, draft.subject, draft.rule = meeting["noun"], trim(mention.near[: held.start()])[-_MAX_WHOSE:], "counted"
        draft.kind = "count"
        return True
    deed = None if mention.near.rstrip().endswith(_CLOSED) else _DEED_BEFORE.search(label)
    changes = mention.step == "to" or (mention.step == "from" and not deed)
    left = mention.near.endswith(_REST) and not is_countable(noun)  # 其余110名散在各乡镇
    if not noun or mention.prior or changes or left or _WITHIN.search(mention.near) or is_measure(label):
        return False
    before = (label[: deed.start()] if deed else label).rpartition("了")[2]  # 晒出了所辖2450个事业单位
    bodies = _ASIDE.sub("", noun).endswith(_BODIES)
    if deed and ((bodies and deed[0] in ("发现", "完成")) or (said and deed[0] == "发现")):
        deed, before = None, ""  # 检查发现3个乡镇超编: they were there before
    listed = bool(label) and mention.near.removesuffix(label).endswith("、")  # 设办公室、财务科3个科室
    told = deed or len(before) > 4 or _OF_LEVEL.fullmatch(before)
    whose = "" if listed or "、" in label or not told or len(before) > _MAX_WHOSE else trim(before)
    draft.measure = deed[0] + noun if deed else noun
    draft.subject = whose if whose or deed or mention.near.endswith(_TAKING) else said
    governed = mention.near.endswith(("辖", "有")) and noun.endswith(
        "村"
    )  # 辖17个行政村; 88个行政村 of a programme are objects
    draft.kind = "unit_count" if governed else kind_of(draft.quantity, noun, None)
    draft.rule = "counted"
    return True


def _is_object(mention: Mention) -> bool:
    """`印发了四批清单汇编`, `机关设有8个职能科`, `核对实行两轮公示制`: the object of the verb straight before the number."""
    noun, changed = mention.after, mention.change or mention.step or mention.prior
    if not noun or changed or mention.unit in _NO_OBJECT or is_measure(mention.label):
        return False
    last = mention.near[-1:]
    find = _HAVING if last in _HAVING_LAST else _DID if last == "了" else None
    if find is None or (found := find.search(mention.near)) is None:
        return False
    draft, whose = mention.draft, trim(found["whose"])
    noun = found["own"] + noun if find is _HAVING and found["own"] and len(noun) <= _SHORT else noun
    draft.measure, draft.subject = noun, whose if whose in mention.label and 1 < len(whose) <= _MAX_WHOSE else ""
    draft.kind, draft.rule = kind_of(draft.quantity, noun, None), "counted"
    return True


def read_behind(rest: str, unit: str) -> Behind:
    """The noun straight behind a figure with a classifier, and the predicate of it.

    >>> tuple(read_behind("栏目更新不及时，扣1分", "个")), tuple(read_behind("精简为650名", "名"))
    (('栏目', '更新不及时'), ('', ''))
    """
    if unit not in _CLASSIFIERS or rest[:1] in _ENDS:
        return Behind("", "")
    if rest[0] in "（(" and (aside := ASIDE_OF_NUMBER.match(rest)):
        rest = rest[aside.end() :]
    if rest[0] in ADJECTIVE_FIRST and (adjective := ADJECTIVE.match(rest)):
        rest = rest[adjective.end() :]
    counted = _COUNTED.match(rest)
    if counted is None:
        return Behind("", "")
    return Behind(counted["noun"].strip("“"), said_of(rest[counted.end() :]))


def said_of(rest: str) -> str:
    """What is said of those counted, straight behind the figure; "" where a new clause begins or only a change follows.

    >>> said_of("由编委会明确。"), said_of("，增长5%"), said_of("仍在进行，")
    ('编委会明确', '', '在进行')
    """
    if rest[:1] in _ENDS:
        return ""
    aside = _ASIDE.match(rest)
    found = _SAID.match(rest, aside.end() if aside else 0)
    if found is None:
        return ""
    if rest[found.end() : found.end() + 1].isdigit() and is_measure(found[0]):
        return ""  # 3所小学核定编制84名: it names the next figure
    said, shortest = found[0], 2 if rest[found.end() : found.end() + 1] in _ENDS else 3
    if stop := _SAID_STOP.search(said):
        said = said[: stop.start()]
    light = _LIGHT.match(said)
    said = said[light.end() :] if light else said
    if by := _BY_WHOM.match(said):
        said = by["deed"]
    return said if shortest <= len(said) <= _MAX_SAID else ""
