"""The findings of a run while it goes on: put aside, and ranked there when all of them are known.

What does not add up in an archive can be more than fits into memory, and none of it has its number before the last is found.
"""

import pickle
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from gouji.check.find import Draft, fingerprint_of
from gouji.schemas import Finding

TABLES = """
CREATE TABLE draft (severity INTEGER, size REAL, place INTEGER, start INTEGER, hangs_on BLOB, body BLOB);
CREATE TABLE document (name TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID;
"""
_RANK = """
CREATE TABLE ranked AS SELECT draft.rowid AS draft, fingerprint FROM draft JOIN (
    SELECT rowid AS own, fingerprint(hangs_on, row_number() OVER (PARTITION BY hangs_on ORDER BY rowid)) AS fingerprint
    FROM draft
) ON own = draft.rowid ORDER BY severity, size, place, start, fingerprint
"""
_RANKED = "SELECT body, fingerprint FROM ranked JOIN draft ON draft.rowid = ranked.draft ORDER BY ranked.rowid"


class Ranking(Mapping[str, int]):
    """Drafts that wait for their rank, and, as a mapping, the ids of the documents that they are about, by name."""

    def __init__(self, kept: sqlite3.Connection) -> None:
        """Into `kept`, which has the TABLES."""
        self._kept = kept
        kept.create_function("fingerprint", 2, _fingerprint, deterministic=True)

    def add(self, drafts: Sequence[Draft], documents: Mapping[str, tuple[int, int]]) -> None:
        """Take drafts about some of these documents (name → place in the run, id)."""
        for draft in drafts:
            finding = draft.finding
            place = documents[finding.figures[0][0]][0]
            values = (*draft.rank, place, draft.start, draft.hangs_on.encode(), pickle.dumps(draft))
            self._kept.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?)", values)
            about = [(name, documents[name][1]) for name in finding.documents]
            self._kept.executemany("INSERT OR IGNORE INTO document VALUES (?, ?)", about)

    def findings(self) -> Iterator[Finding]:
        """The findings with their numbers and fingerprints, the gravest first, as `check.numbered` has them; once only."""
        self._kept.execute(_RANK)
        with closing(self._kept.execute(_RANKED)) as ranked:
            for number, (body, mark) in enumerate(ranked, start=1):
                draft: Draft = pickle.loads(body)
                yield draft.named(number, mark)

    def __getitem__(self, name: str) -> int:
        found = self._kept.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
        if found is None:
            raise KeyError(name)
        return int(found[0])

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._kept.execute("SELECT name FROM document"))

    def __len__(self) -> int:
        return int(self._kept.execute("SELECT count(*) FROM document").fetchone()[0])


def _fingerprint(hangs_on: bytes, time: int) -> str:
    return fingerprint_of(hangs_on.decode(), time)
