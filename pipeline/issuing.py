"""Which reports of a store are one office's: told from all heads, of which little is in memory at any time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from gouji.check.across import Heading, Issued, Offices, issuer_of
from gouji.check.across.offices import Office
from gouji.pipeline.aside import aside
from gouji.pipeline.pieces import REPORTS, Archive
from gouji.store import Store

Places = list[tuple[int, int]]  # of the reports of an office: which of the documents, which report in it

_TABLE = "CREATE TABLE issued (office INTEGER, place INTEGER, report INTEGER)"
# A window and no join: SQLite makes no index for one, and goes through all reports for each office.
_IN_ORDER = """
SELECT min(rowid) OVER (PARTITION BY office) AS first, place, report FROM issued ORDER BY first, rowid
"""


def archives_in_pieces(store: Store, ids: Sequence[int]) -> Iterator[list[Archive]]:
    """The offices of these documents, as many at a time as have REPORTS or little more, in the order in which the documents
    meet them."""
    offices = Offices(head for _, head in store.headings(ids))
    piece: list[Places] = []
    room = REPORTS
    for places in _by_office(store, ids, offices):
        piece.append(places)
        room -= len(places) + 1
        if room <= 0:
            yield _archives(store, ids, offices, piece)
            piece, room = [], REPORTS
    if piece:
        yield _archives(store, ids, offices, piece)


def _by_office(store: Store, ids: Sequence[int], offices: Offices) -> Iterator[Places]:
    """Where the reports of each office are; two offices of one hash would only stand in one piece."""
    with aside(_TABLE) as kept:
        kept.executemany("INSERT INTO issued VALUES (?, ?, ?)", _issued(store, ids, offices))
        for _, rows in groupby(kept.execute(_IN_ORDER), itemgetter(0)):
            yield [(place, report) for _, place, report in rows]


def _issued(store: Store, ids: Sequence[int], offices: Offices) -> Iterator[tuple[int, int, int]]:
    """(hash of the office, which document, which report in it) of every report that is known to be an office's."""
    place = 0
    for document, head in store.headings(ids):
        place = ids.index(document, place)
        if (found := offices.issued(Heading(place, "", head))) is not None:
            yield hash(found[0]), place, head.report


def _archives(store: Store, ids: Sequence[int], offices: Offices, piece: list[Places]) -> list[Archive]:
    """The offices of a piece, with the names of their documents."""
    own = [ids[place] for place in dict.fromkeys(place for places in piece for place, _ in places)]
    names = {held.id: held.name for held in store.held(own)}
    heads = {(key, head.report): head for key, head in store.headings(own)}
    archives = []
    for places in piece:
        reports: dict[Office, list[Issued]] = {}
        for place, report in places:
            found = offices.issued(Heading(place, names[ids[place]], heads[ids[place], report]))
            if found is not None:
                reports.setdefault(found[0], []).append(found[1])
        for each in reports.items():
            issuer = issuer_of(*each)
            archives.append(Archive(issuer, tuple((ids[one.order], one.document, one.report) for one in issuer.reports)))
    return archives
