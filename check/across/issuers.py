"""Whose the reports of a run are: one issuer for all names of one office, with the grounds on which they are one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gouji.check.across.offices import (
    Ground,
    Office,
    fullest_places,
    grounds_of,
    is_business_of,
    is_masked,
    parse_office,
    place_in,
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


class Offices:
    """Whose the reports of a run are, told from all its heads, of which it keeps the names only.

    A report whose head names no office, or hides it (***镇), is of none, but for one case: its title begins with a place,
    of which the run knows a single office whose business the title speaks of.
    """

    def __init__(self, heads: Iterable[ReportHead]) -> None:
        places: dict[str, set[str]] = defaultdict(set)  # of the offices of each kind
        titled: set[str] = set()  # places
        for head in heads:
            if head.office and not is_masked(head.office):
                office = _with_place(head.office, head.title)[0]
                places[office.body].add(office.place)
            elif not head.office and (place := place_in(head.title)):
                titled.add(place)
        self._fuller: dict[Office, Office] = {}
        self._by_place: dict[str, list[Office]] = defaultdict(list)
        for body, written in places.items():
            fullest = fullest_places(written)
            self._fuller |= {Office(place, body): Office(own, body) for place, own in fullest.items() if own != place}
            for own in dict.fromkeys(fullest.values()) if titled else ():
                for start in range(max(len(own) - 1, 0)):  # as titles write it, with the province or without it
                    if own[start:] in titled:
                        self._by_place[own[start:]].append(Office(own, body))

    def issued(self, heading: Heading) -> tuple[Office, Issued] | None:
        """The office of a report, with its name and the grounds."""
        name, title = heading.head.office, heading.head.title or ""
        if name and not is_masked(name):
            office, grounds = _with_place(name, title)
            own = self._fuller.get(office, office)
            if own.place != office.place:
                grounds = (*grounds, Ground("place", name, own.place))
            return own, _issued(heading, name, grounds)
        place = None if name else place_in(title)
        mine = [office for office in self._by_place.get(place, ()) if is_business_of(title, office.body)] if place else []
        if len(mine) != 1:
            return None
        return mine[0], _issued(heading, title, (Ground("title", title, "".join(mine[0])),))


def issuers(headings: Iterable[Heading]) -> list[Issuer]:
    """The offices of a run, each with all of its reports, in the order in which the run meets them."""
    headings = list(headings)
    offices = Offices(heading.head for heading in headings)
    reports: dict[Office, list[Issued]] = defaultdict(list)
    for heading in headings:
        if (found := offices.issued(heading)) is not None:
            reports[found[0]].append(found[1])
    return sorted((issuer_of(*each) for each in reports.items()), key=lambda issuer: _place_in_run(issuer.reports[0]))


def issuer_of(office: Office, reports: Iterable[Issued]) -> Issuer:
    """An office with its reports in the order of the run."""
    return Issuer(office, tuple(sorted(reports, key=_place_in_run)))


def _with_place(name: str, title: str | None) -> tuple[Office, tuple[Ground, ...]]:
    """The office of a name; a place that it leaves out, or gives by its level only (县编办), is the one in the title."""
    office, grounds = parse_office(name), grounds_of(name)
    place = place_in(title)
    if place and len(office.place) < 2 and place.endswith(office.place) and place not in name:
        return Office(place, office.body), (*grounds, Ground("heading", name, place))
    return office, grounds


def _issued(heading: Heading, name: str, grounds: tuple[Ground, ...]) -> Issued:
    head = heading.head
    return Issued(heading.order, heading.document, head.report, name, head.period, grounds)


def _place_in_run(report: Issued) -> tuple[int, int]:
    return report.order, report.report
