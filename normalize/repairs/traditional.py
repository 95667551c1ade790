"""Traditional characters to simplified ones."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from gouji.normalize.plan import Edit

# Printed forms of Hong Kong and Taiwan that OpenCC's t2s leaves: found by comparing it with hk2s and tw2s, without what
# is right as it stands (著, 么).
REGIONAL = "衞卫 敍叙 枱台 粧妆 糭粽 衹只 痺痹 簷檐 値值 歳岁 戸户 妳你 牠它"
# Variants that t2s leaves, from China's first table of variant characters (1955), old print and keyboards of other
# countries; without what a name keeps (喆, 濬, 郤) and what is a character of its own (価, 陜, 乾).
OLD = (
    "塲场 畧略 汚污 囯国 寃冤 揹背 搾榨 攷考 拏拿 朶朵 椀碗 毘毗 氷冰 煖暖 甎砖 畊耕 疎疏 盌碗 砲炮 穉稚 籐藤 糢模 紥扎 "
    "荳豆 菓果 裌夹 襍杂 踫碰 躭耽 輭软 銲焊 鎗枪 隄堤 隣邻 韮韭 餽馈 騐验 鬭斗 鬪斗 鴈雁 鵞鹅 鹻碱 麤粗 兎兔 刧劫 効效 "
    "匃丐 厰厂 厛厅 叅参 吿告 坿附 堦阶 妬妒 姙妊 帋纸 幇帮 幚帮 懽欢 攩挡 晩晚 曁暨 桮杯 欵款 歩步 毎每 涙泪 潄漱 濶阔 "
    "畱留 皷鼓 硏研 秊年 竝并 筭算 緐繁 羗羌 羮羹 襃褒 觝抵 貭质 賛赞 躱躲 軰辈 鐡铁 隷隶 飜翻 飮饮 髥髯 鬂鬓 黙默 徧遍 "
    "淸清 靑青 鄕乡 蔴麻 凖准 囘回 壻婿 尅克 銕铁 聨联 胷胸 膓肠 舩船 躳躬 軆体 乹干 搃总 裠裙 蘂蕊 蕋蕊 県县 関关 雑杂"
)
VARIANTS = {pair[0]: pair[1] for pair in f"{REGIONAL} {OLD}".split()}
LEFT = re.compile(f"[{''.join(VARIANTS)}]")
IN_PLACE = str.maketrans(VARIANTS)


def traditional(text: str) -> Iterator[Edit]:
    """Traditional characters become simplified ones, one for one; where OpenCC would change a length, by single characters.

    Harm: a name that keeps a traditional character on purpose loses it.

    >>> [(edit.start, edit.replacement) for edit in traditional("衞生署乾隆年間編制35個")]
    [(0, '卫'), (6, '间编'), (11, '个')]
    """
    plain = simplify(text)
    if plain == text:
        return
    changed = {old for old, new in zip(text, plain, strict=True) if old != new}
    for match in re.finditer(f"[{re.escape(''.join(sorted(changed)))}]+", text):
        start, end = match.span()
        if plain[start:end] != match[0]:  # a phrase may keep the character: 乾隆
            yield Edit(start, end, plain[start:end], "traditional")


def simplify(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    plain = _convert()(text)
    if len(plain) != len(text):
        plain = "".join(_same_length(line) for line in text.splitlines(keepends=True))
    return plain.translate(IN_PLACE) if LEFT.search(plain) else plain


def _same_length(line: str) -> str:
    plain = _convert()(line)
    if len(plain) == len(line):
        return plain
    single = ((character, _convert()(character)) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in single)


@cache
def _convert() -> Callable[[str], str]:
    from opencc import OpenCC  # loads its dictionaries: only when a text is cleaned

    converter: Callable[[str], str] = OpenCC("t2s").convert
    return converter
