"""All findings of a run, within reports and across them, ranked.

`find` has them at once. What is too large for that takes the same steps one by one: `find_within` for each document,
`find_across` for each office of `issuers`, and what `numbered` does for all drafts of both, in the order of documents and
offices.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from gouji.check import across
from gouji.check.across import Heading, Issuer, issuers
from gouji.check.across.offices import parse_office
from gouji.check.checks import CHECKS
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.check.messages import message, suggestion
from gouji.check.naming import level_name
from gouji.check.phrases import Lang, equation
from gouji.check.waivers import value_digest
from gouji.schemas import SEVERITIES, Document, Figure, Finding, Wording

LANGS: tuple[Lang, ...] = ("zh", "en")


class Draft(NamedTuple):
    """A finding without its id and fingerprint, what the fingerprint hangs on, and by what it is ranked in its severity."""

    finding: Finding
    hangs_on: str
    size: Decimal
    start: int

    @property
    def rank(self) -> tuple[int, float]:
        """The less, the graver."""
        return SEVERITIES.index(self.finding.severity), -float(self.size)

    def named(self, number: int, fingerprint: str) -> Finding:
        """The finding, as number so and so of its run."""
        return replace(self.finding, finding=f"F{number}", fingerprint=fingerprint)


def find(documents: Sequence[Document], *, lang: Lang = "zh") -> list[Finding]:
    """The findings of documents whose relations are evaluated, the gravest first, messages in `lang`.

    Ids run F1, F2, … in that order. A fingerprint hangs on code, office (or name of the file, where no office is known),
    name of what is counted, and period; a second finding with all of these the same gets another one.
    """
    drafts = [draft for document in documents for draft in find_within(document, lang=lang)]
    by_report: dict[tuple[str, int], list[Figure]] = {}
    for document in documents:
        for figure in document.figures:
            by_report.setdefault((document.document, figure.report), []).append(figure)
    headings = (
        Heading(order, document.document, head) for order, document in enumerate(documents) for head in document.reports
    )
    by_name = {document.document: document for document in documents}
    for issuer in issuers(headings):
        figures = [by_report.get((report.document, report.report), []) for report in issuer.reports]
        drafts += find_across(issuer, figures, by_name.get, lang=lang)
    return numbered(drafts, {document.document: place for place, document in enumerate(documents)})


def find_within(document: Document, *, lang: Lang = "zh") -> list[Draft]:
    """The drafts of one document, whose relations are evaluated; one that two relations make on the same figures counts
    once."""
    ledger = Ledger.of(document)
    seen: set[tuple[str, frozenset[str]]] = set()
    drafts = []
    for check in CHECKS:
        for claim in check(ledger):
            key = claim.code, frozenset(figure.figure for figure in claim.figures)
            if key not in seen:
                seen.add(key)
                drafts.append(_draft(claim, lang))
    return drafts


def find_across(
    issuer: Issuer, figures: Sequence[Sequence[Figure]], document_of: Callable[[str], Document | None], *, lang: Lang = "zh"
) -> list[Draft]:
    """The drafts of one office; `figures` are those of each of its reports, in the order of `issuer.reports`.

    `document_of` gives a document by its name; it is asked, once for each, only where reports contradict each other.
    """

    @cache
    def ledger_of(name: str) -> Ledger | None:
        document = document_of(name)
        return None if document is None else Ledger.of(document)

    return [_draft(claim, lang) for claim in across.claims(issuer, figures, ledger_of)]


def numbered(drafts: Iterable[Draft], order: Mapping[str, int]) -> list[Finding]:
    """The findings, the gravest first; `order` has the place of each document in the run."""
    met: Counter[str] = Counter()
    marked = []
    for draft in drafts:
        met[draft.hangs_on] += 1
        marked.append((draft, fingerprint_of(draft.hangs_on, met[draft.hangs_on])))
    marked.sort(key=lambda pair: (*pair[0].rank, order[pair[0].finding.figures[0][0]], pair[0].start, pair[1]))
    return [draft.named(number, mark) for number, (draft, mark) in enumerate(marked, start=1)]


def fingerprint_of(hangs_on: str, time: int) -> str:
    """A mark equal over runs; drafts alike in all that it hangs on are told apart by which `time` the reports say so."""
    text = f"{hangs_on}\x1f{time}" if time > 1 else hangs_on
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _draft(claim: Claim, lang: Lang) -> Draft:
    subject = claim.figures[0]
    relation = claim.relation.relation if claim.relation is not None else ""
    worked = equation(claim, lang)
    wordings = {each: Wording(each, message(claim, each), suggestion(claim.repairs, each)) for each in LANGS}
    finding = Finding(
        finding="",
        code=claim.code,
        severity=claim.severity,
        documents=tuple(dict.fromkeys(figure.document for figure in claim.figures)),
        figures=tuple((figure.document, figure.figure) for figure in claim.figures),
        relation=relation or None,
        expected=claim.expected,
        actual=claim.actual,
        gap=claim.gap,
        tolerance=claim.tolerance,
        message=wordings[lang].message,
        suspects=tuple((figure.document, figure.figure) for figure in claim.suspects),
        suggestion=wordings[lang].suggestion,
        equation=worked if "=" in worked else "",  # 56≠66 is nothing worked out
        value_digest=value_digest(claim.figures, claim.expected),
        wordings=tuple(wordings.values()),
    )
    file = re.split(r"[/\\!]", subject.document)[-1]  # not the folder: that hangs on where the command was given
    office = "".join(parse_office(claim.office)) if claim.office else file
    hangs_on = "\x1f".join((claim.code, office, level_name(subject.subject, subject.measure), subject.period or ""))
    return Draft(finding, hangs_on, claim.size, subject.start)
