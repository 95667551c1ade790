"""Whose the reports of a run are: one issuer for all names of one office, with the grounds on which they are one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gouji.check.across.offices import (
    Ground,
    Office,
    grounds_of,
    is_business_of,
    is_masked,
    parse_office,
    place_in,
    same_offices,
)
from gouji.schemas import ReportHead


class Heading(NamedTuple):
    """The head of a report of a run: `order` is the place of its document in the run."""

    order: int
    document: str
    head: ReportHead


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that is known to be an office's: `name` as the report writes it, or its title where that alone tells."""

    order: int
    document: str
    report: int
    name: str
    period: str | None
    grounds: tuple[Ground, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the report itself names the office."""
        return not any(ground.kind == "title" for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class Issuer:
    """One office and its reports in the order of the run."""

    office: Office
    reports: tuple[Issued, ...]

    @property
    def name(self) -> str:
        """The office with its place, as far as the run tells it."""
        return self.office.place + self.office.body

    @property
    def names(self) -> tuple[str, ...]:
        """The ways in which its reports write it."""
        return tuple(dict.fromkeys(report.name for report in self.reports))

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Why these are one office."""
        return tuple(dict.fromkeys(ground for report in self.reports for ground in report.grounds))


def issuers(headings: Iterable[Heading]) -> list[Issuer]:
    """The offices of a run, each with all of its reports, in the order in which the run meets them.

    A report whose head names no office, or hides it (***镇), is of none, but for one case: its title begins with a place,
    of which the run knows a single office whose business the title speaks of.
    """
    named: list[tuple[Heading, Office, tuple[Ground, ...]]] = []
    nameless: list[Heading] = []
    for heading in headings:
        name = heading.head.office
        if name and not is_masked(name):
            named.append((heading, *_with_place(name, heading.head.title)))
        elif not name and place_in(heading.head.title):
            nameless.append(heading)
    fullest = same_offices(office for _, office, _ in named)
    reports: dict[Office, list[Issued]] = defaultdict(list)
    for heading, office, grounds in named:
        own = fullest[office]
        if own.place != office.place:
            grounds = (*grounds, Ground("place", heading.head.office or "", own.place))
        reports[own].append(_issued(heading, heading.head.office or "", grounds))
    by_place = _by_place(reports)
    for heading in nameless:
        title = heading.head.title or ""
        mine = [office for office in by_place.get(place_in(title), ()) if is_business_of(title, office.body)]
        if len(mine) == 1:
            ground = Ground("title", title, "".join(mine[0]))
            reports[mine[0]].append(_issued(heading, title, (ground,)))
    found = [Issuer(office, tuple(sorted(each, key=_place_in_run))) for office, each in reports.items()]
    return sorted(found, key=lambda issuer: _place_in_run(issuer.reports[0]))


def _with_place(name: str, title: str | None) -> tuple[Office, tuple[Ground, ...]]:
    """The office of a name; a place that it leaves out, or gives by its level only (县编办), is the one in the title."""
    office, grounds = parse_office(name), grounds_of(name)
    place = place_in(title)
    if place and len(office.place) < 2 and place.endswith(office.place) and place not in name:
        return Office(place, office.body), (*grounds, Ground("heading", name, place))
    return office, grounds


def _by_place(offices: Iterable[Office]) -> Mapping[str, list[Office]]:
    """The offices by each way in which a title may write their place, with the province or without it."""
    found: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        for start in range(max(len(office.place) - 1, 0)):
            found[office.place[start:]].append(office)
    return found


def _issued(heading: Heading, name: str, grounds: tuple[Ground, ...]) -> Issued:
    head = heading.head
    return Issued(heading.order, heading.document, head.report, name, head.period, grounds)


def _place_in_run(report: Issued) -> tuple[int, int]:
    return report.order, report.report
