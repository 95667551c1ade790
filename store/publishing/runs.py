"""The runs of a store in another. One counts as published when all that it did is there, which is noted last."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from gouji.store.tables import failure, run

_GOING_ON = ""  # in `ended_at`: what the run did is not all copied yet
_ENDS = (run.c.ended_at, run.c.files_read, run.c.files_skipped, run.c.files_failed, run.c.files_passed_over)

Begun = tuple[str, str, str, str, int]  # what makes it the same run; the number tells two of one second apart


def begin_runs(ours: Connection, theirs: Connection) -> dict[int, int]:
    """The id there of every run here; those that are not there are put in."""
    there = {begun: row.id for begun, row in _runs(theirs)}
    ids = {}
    for begun, row in _runs(ours):
        if begun not in there:
            values = {name: row._mapping[name] for name in ("started_at", "pipeline_version", "lang", "paths")}
            result = theirs.execute(insert(run).values(**values, ended_at=_GOING_ON))
            there[begun] = result.inserted_primary_key[0]  # type: ignore[index]
        ids[row.id] = there[begun]
    return ids


def unfinished(ours: Connection, theirs: Connection, runs: Mapping[int, int]) -> list[int]:
    """The runs here that have not been published as they are now."""
    there = {row[0]: tuple(row[1:]) for row in theirs.execute(select(run.c.id, *_ENDS))}
    here = {row[0]: tuple(row[1:]) for row in ours.execute(select(run.c.id, *_ENDS))}
    return [own for own, other in runs.items() if own in here and here[own] != there[other]]


def finish_runs(ours: Connection, theirs: Connection, runs: Mapping[int, int]) -> None:
    """Note how the runs ended, and what they could not read."""
    names = [column.name for column in _ENDS]
    for own in unfinished(ours, theirs, runs):
        ends = ours.execute(select(*_ENDS).where(run.c.id == own)).one()
        theirs.execute(update(run).where(run.c.id == runs[own]).values(dict(zip(names, ends, strict=True))))
        theirs.execute(delete(failure).where(failure.c.run_id == runs[own]))
        failures = ours.execute(select(failure).where(failure.c.run_id == own)).mappings()
        if rows := [{**row, "run_id": runs[own]} for row in failures]:
            theirs.execute(insert(failure), rows)


def _runs(connection: Connection) -> Iterator[tuple[Begun, Row[Any]]]:
    met: Counter[tuple[str, str, str, str]] = Counter()
    for row in connection.execute(select(run).order_by(run.c.id)):
        begun = row.started_at, row.pipeline_version, row.lang, json.dumps(row.paths)
        met[begun] += 1
        yield (*begun, met[begun]), row
