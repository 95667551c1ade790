"""What the page says, in Chinese and English (words.toml); what codes are called is store/labels.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Lang = Literal["zh", "en"]


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence `key` in that language with its values filled in."""
    return _file()[key][lang == "en"].format(**values)


@cache
def _file() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
