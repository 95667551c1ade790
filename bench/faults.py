"""Faults planted in generated archives: how many are found, how often sound figures are called wrong, which one is named.

    python bench/faults.py [--offices N] [--years N] [--seed N] [--misses N] [--rendering NAME…]

Every report goes the whole way from its text to the findings of all reports together. A fault is found where a finding that the
clean archive does not have, an error or a warning, holds one of its figures; what is only for review is counted apart.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.check import find
from gouji.corpora.generate.archives.faults import KINDS
from gouji.corpora.generate.archives.offices import Archive, archive
from gouji.corpora.generate.archives.plant import plant, written
from gouji.corpora.generate.archives.renderings import rounded, vague
from gouji.corpora.generate.archives.values import Fault
from gouji.corpora.generate.reports.values import Made
from gouji.normalize import Source
from gouji.pipeline import report_of
from gouji.schemas import Document, Figure, Finding

RENDERINGS: Mapping[str, Callable[[Archive], Archive]] = {"clean": lambda plain: plain, "rounded": rounded, "vague": vague}
ALARMS = ("error", "warning")
TESTED = ("holds", "holds_by_rounding", "violated", "review")


@dataclass(frozen=True, slots=True)
class Checked:
    """An archive read and checked: its figures by document and id, how many relations were tested, and the findings."""

    figures: Mapping[tuple[str, str], Figure]
    tested: int
    findings: Sequence[Finding]

    def rate(self, *severities: str) -> float:
        """Findings of these severities per 1,000 relations."""
        return 1000 * sum(finding.severity in severities for finding in self.findings) / self.tested


@dataclass(frozen=True, slots=True)
class Caught:
    """A fault and the findings that hold one of its figures, the gravest first, each with the places of its suspects."""

    fault: Fault
    findings: Sequence[Finding]
    suspects: Sequence[Sequence[tuple[int, int]]]

    @property
    def found(self) -> bool:
        return any(finding.severity in ALARMS for finding in self.findings)

    def named(self, most: int) -> bool:
        """Whether the wrong figure is among the first so many suspects of the gravest finding."""
        return any(_overlap(place, self.fault.places) for place in self.suspects[0][:most])

    @property
    def unique(self) -> bool:
        """Whether some finding names one culprit."""
        return any(len(places) == 1 for places in self.suspects)

    @property
    def wrong_unique(self) -> bool:
        """Whether some finding names one culprit, and another figure than the wrong one."""
        return any(len(places) == 1 and not _overlap(places[0], self.fault.places) for places in self.suspects)


def check(reports: Iterable[Made]) -> Checked:
    """Reads the reports and checks them all together."""
    documents: list[Document] = [report_of(Source(made.name, made.name, made.text, "utf-8", None)) for made in reports]
    figures = {(each.document, figure.figure): figure for each in documents for figure in each.figures}
    tested = sum(relation.outcome in TESTED for each in documents for relation in each.relations)
    return Checked(figures, tested, find(documents))


def caught(faults: Sequence[Fault], checked: Checked, clean: Checked) -> list[Caught]:
    """Of each fault the findings that it brought about."""
    known = {_mark(finding, clean.figures) for finding in clean.findings}
    fresh = [finding for finding in checked.findings if finding.severity != "info"]
    fresh = [finding for finding in fresh if _mark(finding, checked.figures) not in known]
    by_document: dict[str, list[Finding]] = {}
    for finding in fresh:
        for document in finding.documents:
            by_document.setdefault(document, []).append(finding)
    return [_caught(fault, by_document.get(fault.document, []), checked.figures) for fault in faults]


def _caught(fault: Fault, findings: Sequence[Finding], figures: Mapping[tuple[str, str], Figure]) -> Caught:
    mine = [
        finding
        for finding in findings
        if any(
            name == fault.document and _overlap(_place(figures[name, figure]), fault.places) for name, figure in finding.figures
        )
    ]
    suspects = [
        [_place(figures[pair]) if pair[0] == fault.document else (-1, -1) for pair in finding.suspects] for finding in mine
    ]
    return Caught(fault, mine, suspects)


def _mark(finding: Finding, figures: Mapping[tuple[str, str], Figure]) -> tuple[object, ...]:
    """What a finding says, so that the same one is known in the clean archive."""
    return finding.code, finding.documents, tuple(figures[pair].text for pair in finding.figures)


def _place(figure: Figure) -> tuple[int, int]:
    return figure.start, figure.end


def _overlap(place: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in places)


def share(part: int, whole: int) -> str:
    """A share to three places; a dash where there is nothing."""
    return f"{part / whole:.3f}" if whole else "-"


def print_recall(results: Sequence[Caught]) -> None:
    """Recall by kind: of what is observable, and of all."""
    row = "{:20} {:>8} {:>10} {:>8} {:>10} {:>8} {:>9}"
    print(row.format("kind", "planted", "observable", "found", "or review", "recall", "of all"))
    for kind in (*KINDS, ""):
        mine = [each for each in results if not kind or each.fault.kind == kind]
        seen = [each for each in mine if each.fault.observable]
        hits = sum(each.found for each in seen)
        told = sum(bool(each.findings) for each in seen)
        of_all = share(sum(each.found for each in mine), len(mine))
        print(row.format(kind or "all", len(mine), len(seen), hits, told, share(hits, len(seen)), of_all))


def localisation(results: Sequence[Caught]) -> Counter[str]:
    """How often the wrong figure is named, over the faults of one figure that are found."""
    counts: Counter[str] = Counter()
    for each in results:
        if each.fault.lone and each.found:
            counts["found"] += 1
            counts["top-1"] += each.named(1)
            counts["top-3"] += each.named(3)
            counts["one named"] += each.unique
            counts["wrong one named"] += each.wrong_unique
            if each.fault.unique:
                counts["unique repair"] += 1
                counts["unique repair, top-1"] += each.named(1)
                counts["unique repair, top-3"] += each.named(3)
    return counts


def print_localisation(counts: Counter[str]) -> None:
    """Top-1, top-3 and wrong-unique rates."""
    row = "{:34} {:>6} {:>7} {:>7}"
    print(row.format("faults of one figure that are found", "number", "top-1", "top-3"))
    for name, top in (("found", ""), ("unique repair", "unique repair, ")):
        whole = counts[name]
        print(row.format(name, whole, share(counts[f"{top}top-1"], whole), share(counts[f"{top}top-3"], whole)))
    wrong = counts["wrong one named"]
    print(f"one culprit named {counts['one named']}, a wrong one {wrong}: {share(wrong, counts['found'])} of those found")


def print_misses(results: Sequence[Caught], most: int) -> None:
    """Faults that are observable and were not found, and wrong culprits."""
    missed = [each.fault for each in results if each.fault.observable and not each.found]
    for fault in missed[:most]:
        print(f"missed   {fault}")
    for each in [each for each in results if each.fault.lone and each.wrong_unique][:most]:
        print(f"wrong    {each.fault}\n         {each.findings[0].message} {each.findings[0].suggestion}")


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, default=200, metavar="N")
    parser.add_argument("--years", type=int, default=5, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="how many seeds of offices to pass over")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list so many mistakes of each sort")
    args = parser.parse_args()
    plain = archive(args.offices, args.years, args.seed)
    twins = {name: check(written(rendering(plain))) for name, rendering in RENDERINGS.items()}
    planted = plant(plain, args.seed)
    results = caught(planted.faults, check(planted.reports), twins["clean"])
    print(f"{len(planted.reports)} reports of {args.offices} offices, {len(planted.faults)} faults")
    print_recall(results)
    print_localisation(localisation(results))
    print(f"{'nothing wrong in it':20} {'relations':>9} {'false alarms':>13} {'per 1,000':>10} {'for review, per 1,000':>22}")
    for name, twin in twins.items():
        alarms = sum(finding.severity in ALARMS for finding in twin.findings)
        print(f"{name:20} {twin.tested:9,} {alarms:13} {twin.rate(*ALARMS):10.2f} {twin.rate('review'):22.2f}")
        for finding in [each for each in twin.findings if each.severity in ALARMS][: args.misses]:
            print(f"alarm    {finding.code} {finding.documents} {finding.message}")
    print_misses(results, args.misses)


if __name__ == "__main__":
    main()
