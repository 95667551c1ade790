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
    dask = "dask"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="What reads them: processes here, or a Dask cluster. 本机进程或 Dask 集群")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="URL",
        help="Of the cluster, tcp://HOST:8786 [default: one of this machine]. 集群地址",
        show_default=False,
    ),
]
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


def engine_named(name: EngineName, scheduler: str | None = None) -> Engine:
    """The engine: every document in a process that can be stopped, here or on the cluster of this scheduler.

    Raises UsageError where a scheduler is given to no cluster, or Dask is not installed.
    """
    if name == EngineName.dask:
        from gouji.pipeline.cluster import dask_engine

        return dask_engine(scheduler)
    if scheduler is not None:
        from gouji.schemas import UsageError

        raise UsageError("--scheduler: is for --engine dask")
    from gouji.pipeline.pool import read_apart

    return read_apart
