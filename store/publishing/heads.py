"""What may change of a document while its content and version stay: its name, when it was read, how relations come out."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from gouji.store.publishing.batches import batches
from gouji.store.tables import document, relation, report
from gouji.store.write import judge, name_issuers

_DOCUMENTS = 300  # looked up at a time
_HEAD = (document.c.path, document.c.document, document.c.read_at)
_OUTCOME = ("outcome", "expected", "gap", "gap_number", "tolerance", "reason")


def copy_heads(ours: Connection, theirs: Connection, runs: Mapping[int, int]) -> None:
    """Documents are called after the same of their files, and read when and by the run that read them here."""
    others = []
    for pairs in _pairs(ours, theirs):
        for here, there in pairs:
            run = runs.get(here.run_id, there.run_id)
            if (here.path, here.document, here.read_at, run) != (there.path, there.document, there.read_at, there.run_id):
                head = {"new_path": here.path, "new_document": here.document, "new_read_at": here.read_at, "new_run_id": run}
                others.append({"of_id": there.id, **head})
    if not others:
        return
    own = update(document).where(document.c.id == bindparam("of_id"))
    # Paths of documents differ at every moment, even while two documents exchange theirs.
    theirs.execute(
        own.values(path=bindparam("new_path")), [{"of_id": e["of_id"], "new_path": f"?{e['of_id']}"} for e in others]
    )
    theirs.execute(own.values({name: bindparam(f"new_{name}") for name in ("path", "document", "read_at", "run_id")}), others)


def copy_outcomes(ours: Connection, theirs: Connection) -> int:
    """Relations come out as they do here, and offices bear the same names; returns how many did not."""
    count = 0
    for pairs in _pairs(ours, theirs):
        ids = {here.id: there.id for here, there in pairs}
        c = report.c
        named = ours.execute(select(c.document_id, c.report, c.issuer).where(c.document_id.in_(list(ids))))
        count += name_issuers(theirs, [(ids[key], number, name) for key, number, name in named])
        here, there = _outcomes(ours, list(ids)), _outcomes(theirs, list(ids.values()))
        changed = [
            {"of_document": ids[key], "of_relation": name}
            | {f"new_{field}": value for field, value in zip(_OUTCOME, own, strict=True)}
            for (key, name), own in here.items()
            if there.get((ids[key], name), own) != own
        ]
        judge(theirs, changed)
        count += len(changed)
    return count


def _pairs(ours: Connection, theirs: Connection) -> Iterator[list[tuple[Any, Any]]]:
    """The documents here with the same ones there, some at a time."""
    c = document.c
    query = select(c.id, c.content_hash, c.pipeline_version, c.run_id, *_HEAD)
    all_here = ours.execute(query.order_by(c.id).execution_options(yield_per=_DOCUMENTS))
    for some in batches(all_here, _DOCUMENTS):
        found = theirs.execute(query.where(c.content_hash.in_([row.content_hash for row in some])))
        there = {(row.content_hash, row.pipeline_version): row for row in found}
        yield [(row, there[key]) for row in some if (key := (row.content_hash, row.pipeline_version)) in there]


def _outcomes(connection: Connection, ids: list[int]) -> dict[tuple[int, str], tuple[Any, ...]]:
    c = relation.c
    query = select(c.document_id, c.relation, *(c[name] for name in _OUTCOME)).where(c.document_id.in_(ids))
    return {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(query)}
