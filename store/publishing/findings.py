"""The findings of a store in another: those that are not there, or are another by now, are put in; those gone are taken out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from gouji.store.publishing.batches import batches
from gouji.store.tables import document, finding, finding_figure

_FINDINGS = 500  # at a time

Name = tuple[int, str]  # (run there, number within it)
Part = tuple[int, str, str, str, int | None]  # position, content and version of the document, figure, suspect


def copy_findings(ours: Connection, theirs: Connection, runs: Mapping[int, int]) -> tuple[int, int]:
    """How many findings were put in, and how many taken out, among those of runs that are here."""
    here, there = dict(_marks(ours, runs)), dict(_marks(theirs, {run: run for run in runs.values()}))
    gone = [key for name, (key, mark) in there.items() if name not in here or here[name][1] != mark]
    new = [key for name, (key, mark) in here.items() if name not in there or there[name][1] != mark]
    for some in batches(gone, _FINDINGS):
        theirs.execute(delete(finding).where(finding.c.id.in_(some)))
    put = sum(_put(ours, theirs, some, runs) for some in batches(new, _FINDINGS))
    return put, len(gone)


def _marks(connection: Connection, runs: Mapping[int, int]) -> Iterator[tuple[Name, tuple[int, bytes]]]:
    """The findings of these runs by their names, each with its id and a digest of all that it says."""
    query = select(finding.c.id).where(finding.c.run_id.in_(list(runs))).order_by(finding.c.id)
    for some in batches(connection.execute(query).scalars(), _FINDINGS):
        parts = _parts(connection, some)
        for row in _rows(connection, some):
            key = row.pop("id")
            said = {**row, "run_id": runs[row["run_id"]], "parts": parts.get(key, [])}
            digest = hashlib.sha256(
                json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
            ).digest()
            yield (said["run_id"], row["finding"]), (key, digest)


def _put(ours: Connection, theirs: Connection, ids: list[int], runs: Mapping[int, int]) -> int:
    parts = _parts(ours, ids)
    contents = sorted({part[1] for own in parts.values() for part in own})
    c = document.c
    found = theirs.execute(select(c.content_hash, c.pipeline_version, c.id).where(c.content_hash.in_(contents)))
    there = {(content, version): key for content, version, key in found}
    last = theirs.execute(select(func.max(finding.c.id))).scalar() or 0
    rows, figures = [], []
    for number, row in enumerate(_rows(ours, ids), start=last + 1):
        own = parts.get(row["id"], [])
        if all((content, version) in there for _, content, version, _, _ in own):  # one of a document read since: next time
            rows.append({**row, "id": number, "run_id": runs[row["run_id"]]})
            figures += [
                {
                    "finding_id": number,
                    "position": at,
                    "document_id": there[content, version],
                    "figure": name,
                    "suspect": suspect,
                }
                for at, content, version, name, suspect in own
            ]
    if rows:
        theirs.execute(insert(finding), rows)
        theirs.execute(insert(finding_figure), figures)
    return len(rows)


def _rows(connection: Connection, ids: Iterable[int]) -> list[dict[str, Any]]:
    query = select(finding).where(finding.c.id.in_(list(ids))).order_by(finding.c.id)
    names = finding.c.keys()
    return [dict(zip(names, row, strict=True)) for row in connection.execute(query)]


def _parts(connection: Connection, ids: list[int]) -> dict[int, list[Part]]:
    c, d = finding_figure.c, document.c
    query = (
        select(c.finding_id, c.position, d.content_hash, d.pipeline_version, c.figure, c.suspect)
        .join(document, d.id == c.document_id)
        .where(c.finding_id.in_(ids))
        .order_by(c.finding_id, c.position)
    )
    parts: dict[int, list[Part]] = {}
    for key, *part in connection.execute(query):
        parts.setdefault(key, []).append(tuple(part))
    return parts
