"""Options that several commands share."""

import os
from enum import StrEnum
from typing import Annotated

import typer


class Lang(StrEnum):
    """Language of messages."""

    zh = "zh"
    en = "en"


def default_lang() -> Lang:
    """English where the locale says so; else Chinese, as the reports are."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Lang.en if locale.lower().startswith("en") else Lang.zh


LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang", help="Language of messages. 输出语言", default_factory=default_lang, show_default="by locale, else zh"
    ),
]
NoNerOption = Annotated[bool, typer.Option("--no-ner", help="Rules only, without the trained part; faster. 不用实体识别")]
StoreArgument = Annotated[
    str, typer.Argument(metavar="STORE", help="A store, or the output folder of a run. 数据库或输出文件夹", show_default=False)
]
FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A report. 报告文件", show_default=False)]
