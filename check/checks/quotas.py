"""QUOTA: more people in place than posts are authorised, which is no slip of the pen but a matter of compliance."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.check.naming import bare
from gouji.check.reading import read
from gouji.schemas import Figure

# Source: the wording of 机构编制 reports. A figure of the first list is the authorised number itself; words of the second
# turn it into something else (vacancies, excess, posts moved about).
QUOTA_WORDS = ("编制", "员额", "定编")
OTHER_QUOTAS = ("空编", "超编", "缺编", "编外", "调剂", "新增", "核增", "核减", "收回", "使用", "缺额", "下达", "领导职数")
HEADCOUNT_WORDS = ("实有", "在编", "在职", "现有", "在岗")
OTHER_HEADCOUNTS = ("编外", "超编", "聘用", "临时", "离退休", "退休", "借调", "外聘", "新进")
CATEGORIES = ("行政", "事业", "政法", "工勤", "参公", "全额", "差额", "自收自支", "机关", "教职工", "教师")
STRIPPED = (*QUOTA_WORDS, *HEADCOUNT_WORDS, *CATEGORIES, "人员", "人数", "数", "总数", "总额", "核定", "共有")

Key = tuple[int, str, str, frozenset[str]]


def claims(ledger: Ledger) -> Iterator[Claim]:
    """One claim, severity info, for each subject whose headcount lies above its quota of the same day.

    A pair is made only where report, period, subject and category (行政, 事业 …) agree and each side has one figure.
    """
    quotas, headcounts = defaultdict[Key, list[Figure]](list), defaultdict[Key, list[Figure]](list)
    for figure in ledger.figures.values():
        if figure.mode != "actual" or figure.role in ("delta", "rate") or figure.period is None:
            continue
        if figure.kind == "quota" and _says(figure.measure, QUOTA_WORDS, OTHER_QUOTAS):
            quotas[_key(figure)].append(figure)
        elif figure.kind == "headcount" and _says(figure.measure, HEADCOUNT_WORDS, OTHER_HEADCOUNTS):
            headcounts[_key(figure)].append(figure)
    for key, people in headcounts.items():
        posts = quotas.get(key, [])
        if len({str(figure.value) for figure in people}) == 1 and len({str(figure.value) for figure in posts}) == 1:
            yield from _over_quota(people[0], posts[0], ledger)


def _over_quota(people: Figure, posts: Figure, ledger: Ledger) -> Iterator[Claim]:
    """The people of a whole are not held against the posts of a part of it."""
    there, allowed = read(people), read(posts)
    if there is None or allowed is None or there.span.low is None or allowed.span.high is None:
        return
    if there.span.low <= allowed.span.high or _is_whole(people, ledger) - _is_whole(posts, ledger) == 2:
        return
    yield Claim(
        code="QUOTA",
        severity="info",
        figures=(people, posts),
        expected=posts.value,
        actual=people.value,
        gap=people.value - posts.value,
        tolerance=Decimal(0),
        office=ledger.office(people.report),
    )


def _is_whole(figure: Figure, ledger: Ledger) -> int:
    """1 for the total of a sum, -1 for a part of one and of none the total, 0 for anything else."""
    sums = [relation for relation in ledger.touching.get(figure.figure, ()) if relation.type == "sum" and relation.closed]
    if any(relation.lhs == figure.figure for relation in sums):
        return 1
    return -1 if sums else 0


def _says(measure: str, words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(word in measure for word in words) and not any(word in measure for word in others)


def _key(figure: Figure) -> Key:
    """Report, period, whose, and the categories that its words name."""
    whole = figure.subject + figure.measure
    categories = frozenset(word for word in CATEGORIES if word in whole)
    return figure.report, figure.period or "", bare(figure.subject + figure.measure, STRIPPED), categories
