"""What people decided before: findings that they let stand, and findings that an earlier run had already."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gouji.schemas import Figure, Finding, Waiver
from gouji.schemas.figure import plain

Known = Mapping[str, Collection[str]]  # fingerprint → the value digests that an earlier run had with it


class Settled(NamedTuple):
    """The findings with their status, and the waivers that none of them bears the fingerprint of."""

    findings: list[Finding]
    unmatched: list[Waiver]


def settle(findings: Iterable[Finding], waivers: Sequence[Waiver], today: date, known: Known | None = None) -> Settled:
    """Mark the findings that a waiver covers on the day `today`, and those that `known` has with the same values.

    A waiver covers the finding of its fingerprint while the values are those it was given for and its day has not passed;
    of several for one finding it is enough that one does. Where none does any more the finding is open and bears the
    latest, which tells what it was waived for.
    """
    judge = Settling(waivers, today, known)
    return Settled([judge.settle(finding) for finding in findings], judge.unmatched)


class Settling:
    """The same, one finding after the other."""

    def __init__(self, waivers: Sequence[Waiver], today: date, known: Known | None = None) -> None:
        self._waivers, self._today, self._known = waivers, today, known or {}
        self._by_mark: dict[str, list[Waiver]] = defaultdict(list)
        for waiver in waivers:
            self._by_mark[waiver.fingerprint].append(waiver)
        self._met: set[str] = set()

    def settle(self, finding: Finding) -> Finding:
        """The finding with its status."""
        waivers = self._by_mark.get(finding.fingerprint, ())
        if waivers:
            self._met.add(finding.fingerprint)
        return _settled(finding, waivers, self._today, self._known)

    @property
    def unmatched(self) -> list[Waiver]:
        """The waivers that none of the findings so far bears the fingerprint of."""
        return [waiver for waiver in self._waivers if waiver.fingerprint not in self._met]


def covers(waiver: Waiver, finding: Finding, today: date) -> bool:
    """Whether the waiver holds for this finding on that day."""
    same = (waiver.fingerprint, waiver.value_digest) == (finding.fingerprint, finding.value_digest)
    return same and today <= waiver.until


def value_digest(figures: Sequence[Figure], expected: Decimal | None) -> str:
    """A mark of the values of a claim (first of `figures`), of what it is held against, and of what that gives.

    The order of the others, their wording and their scale (1.2万, 12000) do not count.
    """
    claim, *others = [f"{_exact(figure.value)} {figure.bound}" for figure in figures]
    text = "\x1f".join((claim, *sorted(others), "" if expected is None else _exact(expected)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _exact(value: Decimal) -> str:
    return plain(value) if value.is_finite() else str(value)


def _settled(finding: Finding, waivers: Sequence[Waiver], today: date, known: Known) -> Finding:
    holding = next((waiver for waiver in waivers if covers(waiver, finding, today)), None)
    if holding is not None:
        return replace(finding, status="waived", waiver=holding)
    lapsed = max(waivers, key=lambda waiver: waiver.until, default=None)
    before = finding.value_digest in known.get(finding.fingerprint, ())
    return replace(finding, status="known" if before else "open", waiver=lapsed)
