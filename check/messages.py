"""Findings in words: one template a code, in Chinese and in English."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from gouji.check import reasons
from gouji.check.claim import Claim
from gouji.check.culprit import Repair, Slip
from gouji.check.phrases import Lang, amount, equation, figure_name, named, when
from gouji.schemas import Figure

TEMPLATES: Final[dict[str, dict[Lang, str]]] = {
    "SUM": {
        "zh": "「{claim}」与{others}之和不符：{equation}，差{gap}（{why}）",
        "en": "“{claim}” is not the sum of {others}: {equation}, off by {gap} ({why})",
    },
    "TABLE": {
        "zh": "表中「{claim}」与{others}之和不符：{equation}，差{gap}（{why}）",
        "en": "in the table, “{claim}” is not the sum of {others}: {equation}, off by {gap} ({why})",
    },
    "DELTA": {
        "zh": "「{claim}」与{others}不符：{equation}，差{gap}（{why}）",
        "en": "“{claim}” disagrees with {others}: {equation}, off by {gap} ({why})",
    },
    "RATE": {
        "zh": "「{claim}」与{others}算得的不符：{equation}，差{gap}（{why}）",
        "en": "“{claim}” is not what {others} give: {equation}, off by {gap} ({why})",
    },
    "EQUAL": {
        "zh": "「{claim}」与另一处{others}不一致，差{gap}（{why}）",
        "en": "“{claim}” is stated elsewhere as {others}, off by {gap} ({why})",
    },
    "COUNT": {
        "zh": "「{claim}」，而所列为{expected}项，差{gap}（{why}）",
        "en": "“{claim}”, but the list has {expected} items, off by {gap} ({why})",
    },
    "FORM": {
        "zh": "表式规定的勾稽关系不符：「{claim}」应为{others}加减所得，{equation}，差{gap}（{why}）",
        "en": "not what the form prescribes: “{claim}” should be what {others} give, {equation}, off by {gap} ({why})",
    },
    "SECTION": {
        "zh": "「{claim}」与各部分所列{others}之和不符：{equation}，差{gap}（{why}）",
        "en": "“{claim}” is not the sum of what the sections give, {others}: {equation}, off by {gap} ({why})",
    },
    "SCORE": {
        "zh": "分数「{claim}」与{others}不符：{equation}，差{gap}（{why}）",
        "en": "the points “{claim}” disagree with {others}: {equation}, off by {gap} ({why})",
    },
    "WEIGHT": {
        "zh": "权重「{claim}」与{others}合计{actual}%，不是{expected}%，差{gap}（{why}）",
        "en": "the weights “{claim}” and {others} add up to {actual}%, not {expected}%, off by {gap} ({why})",
    },
    "GROWTH": {
        "zh": "「{claim}」与{others}算得的不符：{equation}，差{gap}（{why}）",
        "en": "“{claim}” is not what {others} give: {equation}, off by {gap} ({why})",
    },
    "POINT": {
        "zh": "「{claim}」是{others}之差，按百分比应为{equation}，差{gap}（{why}）",
        "en": "“{claim}” is the difference of {others}; in percent it is {equation}, off by {gap} ({why})",
    },
    "GRIM": {
        "zh": "「{claim}」不可能是总数{others}中的占比，最接近的是{expected}%，差{gap}（{why}）",
        "en": "“{claim}” cannot be a share of {others}, the nearest is {expected}%, off by {gap} ({why})",
    },
    "PROSE": {
        "zh": "表格与正文不一致：「{claim}」与{others}，差{gap}（{why}）",
        "en": "table and text disagree: “{claim}” and {others}, off by {gap} ({why})",
    },
    "REPEAT": {
        "zh": "「{claim}」重复列出（另见{others}），多计{gap}（{why}）",
        "en": "“{claim}” is listed twice (with {others}), which counts {gap} twice ({why})",
    },
    "JOINT": {
        "zh": "「{claim}」与{others}相互矛盾：{equation}，至少差{gap}（{why}）",
        "en": "“{claim}” and {others} contradict each other: {equation}, by {gap} at least ({why})",
    },
    "LIMIT": {
        "zh": "「{claim}」超过上限{others}，多{gap}（{why}）",
        "en": "“{claim}” is above its limit {others}, by {gap} ({why})",
    },
    "QUOTA": {
        "zh": "「{claim}」超过核定的{others}，超编{gap}（{why}）",
        "en": "“{claim}” exceeds the authorised {others} by {gap} ({why})",
    },
    "YEAR_SAME": {
        "zh": "{document}称「{claim}」（{period}），与{others}不符，差{gap}（{why}）{offices}",
        "en": "{document} has “{claim}” ({period}), against {others}, off by {gap} ({why}){offices}",
    },
    "YEAR_DELTA": {
        "zh": "{document}称「{claim}」（{period}），与{others}不符：{equation}，差{gap}（{why}）{offices}",
        "en": "{document} has “{claim}” ({period}), against {others}: {equation}, off by {gap} ({why}){offices}",
    },
    "CUMULATIVE": {
        "zh": "{document}称「{claim}」（{period}），少于{others}，累计数反而减少{gap}（{why}）{offices}",
        "en": "{document} has “{claim}” ({period}), less than {others}: a running total that falls by {gap} ({why}){offices}",
    },
    "JUMP": {
        "zh": "{document}称「{claim}」（{period}），而{others}，与各年中位数{expected}差{gap}（{why}）{offices}",
        "en": "{document} has “{claim}” ({period}), against {others}: {gap} from their median {expected} ({why}){offices}",
    },
}

ACROSS: Final = ("YEAR_SAME", "YEAR_DELTA", "CUMULATIVE", "JUMP")
REVIEW: Final[dict[Lang, str]] = {"zh": "待核：", "en": "for review: "}
JOINTS: Final[dict[Lang, tuple[str, str]]] = {"zh": ("、", "、"), "en": (", ", " and ")}
SLIPS: Final[dict[Slip, str]] = {
    "misread": "识别有误",
    "list member": "不应计入",
    "scale": "数量级",
    "one digit": "一位数字",
    "swapped digits": "数字颠倒",
    "sign": "正负号",
    "last year": "上年数",
    "other": "推算",
}


def message(claim: Claim, lang: Lang) -> str:
    """The finding in one sentence: the claim, what it is held against, the gap, the tolerance and why it is that much."""
    subject, *others = claim.figures
    across = claim.code in ACROSS
    expected = claim.expected if claim.expected is not None else Decimal(0)
    text = TEMPLATES[claim.code][lang].format(
        claim=named(subject),
        others=_joined([_other(figure, subject, lang, across=across) for figure in others], lang),
        equation=equation(claim, lang),
        expected=amount(expected, subject, lang, bare=claim.code != "JUMP"),
        actual=amount(claim.actual if claim.actual is not None else subject.value, subject, lang, bare=True),
        gap=amount(claim.gap or Decimal(0), subject, lang),
        why=_why(claim, lang),
        document=subject.document,
        period=when(subject.period, lang),
        offices=_offices(claim, lang),
    )
    return REVIEW[lang] + text if claim.severity == "review" else text


def suggestion(repairs: Sequence[Repair], lang: Lang) -> str:
    """The repairs in words: `6412.58 → 6418.58 (one digit)`, equally good ones joined by "or"; empty where there is none."""
    told = [f"{repair.printed} → {repair.repaired}" if repair.repaired else repair.printed for repair in repairs]
    if lang == "en":
        return " or ".join(f"{text} ({repair.slip})" for text, repair in zip(told, repairs, strict=True))
    return "或".join(f"{text}（{SLIPS[repair.slip]}）" for text, repair in zip(told, repairs, strict=True))


def _other(figure: Figure, subject: Figure, lang: Lang, *, across: bool) -> str:
    """A figure that the claim is held against: what the claim has not said already, then its printed text."""
    text = named(figure) if figure_name(figure) != figure_name(subject) else named(figure, name=False)
    period = when(figure.period, lang) if across or figure.period != subject.period else ""
    if lang == "en":
        aside = "; ".join(part for part in ((figure.document if across else ""), period) if part)
        return f"{text} ({aside})" if aside else text
    return f"{figure.document}的{period}{text}" if across else f"{period}{text}"


def _joined(parts: list[str], lang: Lang) -> str:
    between, last = JOINTS[lang]
    return last.join([between.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _why(claim: Claim, lang: Lang) -> str:
    """What the tolerance is, and where it comes from."""
    reason = reasons.CHINESE.get(claim.reason, claim.reason) if lang == "zh" else claim.reason
    if claim.code in ("JUMP", "JOINT", "REPEAT"):
        return reason
    rated = claim.code in ("RATE", "GROWTH", "POINT", "GRIM") or claim.figures[0].unit in ("%", "‰")
    if claim.tolerance is None:
        why = {"zh": "有一方只给了下限或上限", "en": "one side is only a limit"}[lang]
    elif claim.tolerance == 0:
        whole = all(figure.value == figure.value.to_integral_value() for figure in claim.figures)
        why = _NO_TOLERANCE["whole" if whole else "exact"][lang]
    else:
        room = amount(claim.tolerance, claim.figures[0], lang)
        vague = any(figure.bound != "exact" for figure in claim.figures)
        source = "vague" if vague else "last" if rated else "printed"
        why = f"{_TOLERANCE[lang]}{room}{_SOURCES[source][lang]}"
    return f"{why}{_JOINT[lang]}{reason}" if reason else why


_NO_TOLERANCE: Final[dict[str, dict[Lang, str]]] = {
    "whole": {"zh": "整数，无容差", "en": "whole numbers, no tolerance"},
    "exact": {"zh": "无容差", "en": "no tolerance"},
}
_TOLERANCE: Final[dict[Lang, str]] = {"zh": "容差", "en": "tolerance "}
_JOINT: Final[dict[Lang, str]] = {"zh": "；", "en": "; "}
_SOURCES: Final[dict[str, dict[Lang, str]]] = {
    "vague": {"zh": "，因措辞为约数", "en": ", for the wording is vague"},
    "last": {"zh": "，即末位的一半", "en": ", half of the last digit"},
    "printed": {"zh": "，按各数印出的末位四舍五入", "en": ", each figure rounded to its last printed digit"},
}


def _offices(claim: Claim, lang: Lang) -> str:
    """The evidence that reports under several names are one office's."""
    if len(claim.offices) < 2:
        return ""
    names, whys = office_names(claim.offices, claim.grounds, lang)
    if lang == "en":
        return f"; the office is written {names} ({whys})" if whys else f"; the office is written {names}"
    return f"；单位写法：{names}（{whys}）" if whys else f"；单位写法：{names}"


def office_names(names: Sequence[str], grounds: Sequence[tuple[str, str, str]], lang: Lang) -> tuple[str, str]:
    """The ways in which one office is written, and why they are one; "" where nothing need be said.

    `grounds` as those of check.across.offices.
    """
    whys = dict.fromkeys(_GROUNDS[kind][lang].format(short=short, full=full) for kind, short, full in grounds)
    return JOINTS[lang][0].join(names), {"zh": "；", "en": "; "}[lang].join(whys)


_GROUNDS: Final[dict[str, dict[Lang, str]]] = {
    "short": {"zh": "{short}即{full}", "en": "{short} is short for {full}"},
    "renamed": {"zh": "{short}与{full}为同一机构前后之名", "en": "{short} and {full} are names of one body"},
    "place": {"zh": "{short}：所读报告中只有{full}", "en": "{short}: the only one of its kind here is of {full}"},
    "heading": {"zh": "{short}：标题中为{full}", "en": "{short}: the title has {full}"},
    "title": {"zh": "「{short}」未写单位，按标题认作{full}", "en": "“{short}” names no office; by its title {full}"},
}
