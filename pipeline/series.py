"""The series of a store: which offices there are, and what the reports of one of them say over the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.check import find_across, numbered
from gouji.check.across import Issuer, Series, Statement, series_of
from gouji.check.across.offices import parse_office
from gouji.check.phrases import Lang
from gouji.pipeline.check import archives
from gouji.pipeline.pieces import documents_of
from gouji.schemas import Finding, UsageError
from gouji.schemas.indicators import lexicon
from gouji.store import Store

_NAMED = 8  # offices told of in one error


@dataclass(frozen=True, slots=True)
class OfficeSeries:
    """One office with its series, those of most periods first, the findings across its reports, the ids of its documents.

    A series of own words is among them only where no indicator is known for its figures.
    """

    issuer: Issuer
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    ids: Mapping[str, int]

    def conflicts(self, statement: Statement) -> list[Finding]:
        """The findings that a figure stands in."""
        pair = statement.figure.document, statement.figure.figure
        return [finding for finding in self.findings if pair in finding.figures]


def offices(store: Store) -> list[Issuer]:
    """The offices of all reports of a store, by their names."""
    return sorted((archive.issuer for archive in archives(store, store.held())), key=lambda issuer: issuer.name)


def series_in(store: Store, office: str, *, lang: Lang = "zh") -> OfficeSeries:
    """The series of the office that `office` names, however it is written, or a part of its name where that is enough.

    Raises UsageError where no office of the store is so called, or more than one.
    """
    held = store.held()
    found = {archive.issuer.office: archive for archive in archives(store, held)}
    chosen = found[_chosen([archive.issuer for archive in found.values()], office, store.place).office]
    issuer, places = chosen
    figures = store.report_figures(places)
    drafts = find_across(issuer, figures, documents_of(store, chosen), lang=lang)
    series = series_of(issuer.name, zip(issuer.reports, figures, strict=True))
    told = [each for each in series if each.topic.known or any(_is_unknown(each))]
    told.sort(key=lambda each: (-len(each.levels), -len(each.changes), not each.topic.known, each.topic.name))
    ids = {name: key for key, name, _ in places}
    order = {each.name: place for place, each in enumerate(held)}
    return OfficeSeries(issuer, tuple(told), tuple(numbered(drafts, order)), ids)


def matching(series: Sequence[Series], indicator: str) -> list[Series]:
    """The series of an indicator, by its code, its name or the words of a report; with a breakdown (`CODE 县直`) or without."""
    exact = [each for each in series if each.topic.name.strip() == indicator]
    if exact:
        return exact
    code = next((code for code, each in lexicon().indicators.items() if indicator.upper() == code or indicator == each.zh), "")
    return [each for each in series if each.topic.name.split()[:1] == [code]] or [
        each for each in series if indicator in each.topic.name
    ]


def _is_unknown(series: Series) -> list[bool]:
    statements = [statement for period in series.levels.values() for statement in period]
    return [statement.figure.indicator is None for statement in (*statements, *series.changes)]


def _chosen(issuers: Sequence[Issuer], name: str, place: str) -> Issuer:
    office = parse_office(name)
    for fits in (
        [each for each in issuers if each.name == name or any(report.name == name for report in each.reports)],
        [each for each in issuers if each.office == office],
        [each for each in issuers if each.office.body == office.body and office.place in each.office.place],
        [each for each in issuers if name in each.name],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise UsageError(f"--office {name}: may be {_names(fits)}")
    raise UsageError(f"--office {name}: no report of it in {place}; gouji series {place} lists the offices")


def _names(issuers: Sequence[Issuer]) -> str:
    more = f" and {len(issuers) - _NAMED} more" if len(issuers) > _NAMED else ""
    return ", ".join(each.name for each in issuers[:_NAMED]) + more
