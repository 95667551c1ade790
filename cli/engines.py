"""Options of the commands that read many files unattended, and the engine that they name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gouji.pipeline.pool import Engine


class EngineName(StrEnum):
    """What reads the files."""

    local = "local"


EngineOption = Annotated[EngineName, typer.Option("--engine", help="What reads them: processes here. 由本机进程读取")]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes. 进程数 [default: a core each]", show_default=False)
]
LimitOption = Annotated[
    float,
    typer.Option("--limit", min=1, metavar="SECONDS", help="A document may take, a large one longer. 单份限时(秒)"),
]
MemoryOption = Annotated[
    int, typer.Option("--memory", min=256, metavar="MIB", help="A process may take. 单个进程内存上限(MiB)")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="The result as one JSON object on stdout; logs as --log-json does. 输出 JSON")
]
LogJsonOption = Annotated[bool, typer.Option("--log-json", help="Log on stderr as JSON, an object a line. 日志逐行输出 JSON")]


def engine_named(name: EngineName) -> Engine:
    """The engine: every document in a process that can be stopped."""
    from gouji.pipeline.pool import read_apart

    return {EngineName.local: read_apart}[name]
