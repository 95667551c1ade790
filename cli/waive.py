"""`gouji waive`: let a finding stand, with the reason, in a file that later runs take."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from gouji.cli.decided import DateOption, day_of
from gouji.cli.options import LangOption, StoreArgument
from gouji.cli.stores import open_store, pick

EPILOG = """\b
The waiver is for this finding with the values it has now: when one of them changes, or the day has passed, the finding
is open again and says so. Runs take the file by --waivers. 数值有变或过期后自动失效;运行时用 --waivers 指定该文件。
\b
  gouji waive out F3 --reason 口径不同,已核实 --by 张三 --until 2027-12-31
  gouji run reports/ -o out --waivers waivers.toml
"""


def waive(
    store: StoreArgument,
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="F3, or a fingerprint. 问题编号或指纹", show_default=False)],
    *,
    reason: Annotated[str, typer.Option(help="Why it may stand. 豁免理由", show_default=False)],
    by: Annotated[str, typer.Option(help="Who says so. 批准人", show_default=False)],
    until: Annotated[
        datetime, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help="Last day it holds. 有效期至", show_default=False)
    ],
    file: Annotated[str, typer.Option(metavar="FILE", help="Where it is added. 豁免清单")] = "waivers.toml",
    day: DateOption = None,
    lang: LangOption,
) -> None:
    """Let a finding stand: add it to a file of waivers.

    豁免一个问题:写入豁免清单,注明理由、批准人和有效期。
    """
    from pathlib import Path

    from gouji.check.waivers import covers
    from gouji.cli.words import say
    from gouji.pipeline import read_waivers, write_waiver
    from gouji.schemas import UsageError, Waiver

    for name, text in (("--reason", reason), ("--by", by)):
        if not text.strip():
            raise UsageError(f"{name} must say something")
    if until.date() < day_of(day):
        raise UsageError(f"--until {until.date()}: the day has passed")
    with open_store(store) as opened:
        chosen = pick(opened.findings(), finding, store)
    found = chosen.finding.worded(lang.value)
    for earlier in read_waivers(file) if Path(file).exists() else ():
        if covers(earlier, found, day_of(day)) and earlier.until >= until.date():
            raise UsageError(f"{file}: {chosen.name} is waived already (by {earlier.by}, until {earlier.until})")
    waiver = Waiver(found.fingerprint, found.value_digest, reason, by, until.date())
    write_waiver(file, waiver, f"{found.code} {', '.join(found.documents)}\n{found.message}")
    typer.echo(say("waiver_written", lang, name=chosen.name, file=file))
