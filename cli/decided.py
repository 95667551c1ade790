"""The options that say what people decided about findings before: waivers, a baseline, and the day it is."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gouji.pipeline import Decisions

WaiversOption = Annotated[
    str | None,
    typer.Option("--waivers", metavar="FILE", help="Findings let stand, TOML. 豁免清单", show_default=False),
]
BaselineOption = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Earlier findings.jsonl or store: report what is new. 只报新问题", show_default=False
    ),
]
DateOption = Annotated[
    datetime | None,
    typer.Option(
        "--date", metavar="DAY", formats=["%Y-%m-%d"], help="Day of this check. 核对日期 [default: today]", show_default=False
    ),
]


def day_of(given: datetime | None) -> date:
    """The day that a command counts as today."""
    return given.date() if given is not None else date.today()


def decisions_of(waivers: str | None, baseline: str | None, day: datetime | None) -> "Decisions | None":
    """What these options name, read before any work begins; None where they name nothing."""
    from gouji.pipeline import Decisions, read_baseline, read_waivers
    from gouji.schemas import SourceError, StoreError, UsageError

    if waivers is None and baseline is None:
        return None
    try:
        return Decisions(
            day_of(day),
            () if waivers is None else read_waivers(waivers),
            None if baseline is None else read_baseline(baseline),
        )
    except (SourceError, StoreError) as error:
        raise UsageError(str(error)) from error
