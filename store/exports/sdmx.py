"""SDMX-CSV 2.1: a file a dataflow of schemas/sdmx.toml, with the columns that its map gives."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gouji.schemas.sdmx import Component, Dataflow, dataflows, printed_number, time_period
from gouji.store.exports.rows import whole
from gouji.store.store import Store

_HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
_STATUS = {"actual": "A", "norm": "F"}
_NO_OFFICE = "_X"


def write(folder: Path, store: Store, left_out: Counter[str] | None = None) -> list[Path]:
    """`indicators.sdmx.csv` and `figures.sdmx.csv`, UTF-8 without a byte order mark, lines as RFC 4180 ends them.

    They hold what can be said in SDMX: rows with an indicator and a period that is not open at its end. Of the figures that
    have none, `left_out` counts how many lack an `indicator` and how many a `period`. Numbers stand as printed beside their
    UNIT_MULT: OBS_VALUE 34472.43 and UNIT_MULT 4 is 344724300.
    """
    paths = []
    for flow in dataflows().values():
        without = Counter[str]() if left_out is None or flow.source != "observations" else left_out
        path = folder / f"{flow.id.removeprefix('DF_').lower()}.sdmx.csv"
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\r\n")
            lines.writerow((*_HEAD, *(component.id for component in flow.components)))
            for row in _sayable(store, flow, without):
                lines.writerow(("dataflow", flow.reference, "I", *(_cell(component, row) for component in flow.components)))
        paths.append(path)
    return paths


def _sayable(store: Store, flow: Dataflow, left_out: Counter[str]) -> Iterator[Mapping[str, Any]]:
    for row in store.view_rows(flow.source):
        if row["indicator"] is None:
            left_out["indicator"] += 1
        elif not row["period"] or time_period(row["period"]) is None:
            left_out["period"] += 1
        else:
            yield row


def _cell(component: Component, row: Mapping[str, Any]) -> str:
    value = _PUT[component.put](row, component.field)
    return component.empty if value is None or value == "" else str(value)


def _office(row: Mapping[str, Any], field: str) -> str:
    """Reports that name no office are each of their own, as in the view."""
    return row[field] or f"{_NO_OFFICE} {row['document']}"


_PUT: dict[str, Callable[[Mapping[str, Any], str], Any]] = {
    "": lambda row, field: row[field],
    "office": _office,
    "time": lambda row, field: time_period(row[field]),
    "printed": lambda row, field: printed_number(Decimal(row[field]), row["unit_mult"]),
    "status": lambda row, field: _STATUS[row.get(field, "actual")],
    "identity": lambda row, field: f"{row['document']}#{row[field]}",
}
