"""Which files a store knows: by what is in them and how it was read, whatever they are called."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from gouji.store.tables import document, path
from gouji.store.write import File, hold, leaving, met


def known(connection: Connection, files: Sequence[tuple[File, str]], version: str, run: int | None) -> list[tuple[File, str]]:
    """Those of these (file, hash of its content) that have a document of this version; a few hundred at a time.

    With a `run` it is noted that it met them.
    """
    c = document.c
    hashes = {content for _, content in files}
    query = select(c.content_hash, c.id).where(c.pipeline_version == version, c.content_hash.in_(hashes))
    ids = {content: key for content, key in connection.execute(query)}
    found = [(file, content) for file, content in files if content in ids]
    if run is None:
        return found
    paths = [file.path for file, _ in found]
    held = {each.path: each for each in connection.execute(select(path).where(path.c.path.in_(paths)))}
    same: list[File] = []
    other: list[tuple[File, int | None]] = []  # and the document that it held
    for file, content in found:
        row = held.get(file.path)
        if row is not None and (row.document_id, row.name) == (ids[content], file.name):
            same.append(file)
        else:
            other.append((file, None if row is None else int(row.document_id)))
    content_of = dict(found)
    changed = [(before, file.path) for file, before in other if before != ids[content_of[file]]]
    with leaving(connection, changed, run):
        for file, before in other:
            hold(connection, file, ids[content_of[file]], run, new=before is None)
    met(connection, same, run)
    return found
