"""What the command says, in Chinese and English (words.toml, rules.toml)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from gouji.cli.options import Lang


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence `key` in that language with its values filled in."""
    sentences: dict[str, list[str]] = _file()["sentences"]
    return sentences[key][lang == Lang.en].format(**values)


def reason_in(reason: str, lang: Lang) -> str:
    """Why a file failed or what of it was left unread, in that language; what has no translation is given as it is."""
    if lang == Lang.zh:
        for pattern, chinese in _file()["reasons"].items():
            if found := re.fullmatch(pattern, reason):
                return found.expand(chinese)
    return reason


def rule_in(about: Literal["figure", "relation"], rule: str, lang: Lang) -> str:
    """What a rule of the extraction does, "" for one that nothing is said of."""
    sentences = rules()[about].get(rule)
    return sentences[lang == Lang.en] if sentences else ""


@cache
def rules() -> dict[str, dict[str, list[str]]]:
    """Rule → [Chinese, English], for figures and for relations (rules.toml)."""
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
