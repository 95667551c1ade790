"""All findings of a run, within reports and across them, ranked."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.check import across
from gouji.check.across.offices import parse_office
from gouji.check.checks import CHECKS
from gouji.check.claim import Claim
from gouji.check.ledger import Ledger
from gouji.check.messages import message, suggestion
from gouji.check.naming import level_name
from gouji.check.phrases import Lang
from gouji.schemas import Document, Finding

SEVERITIES = ("error", "warning", "review", "info")


def find(documents: Sequence[Document], *, lang: Lang = "zh") -> list[Finding]:
    """The findings of documents whose relations are evaluated, the gravest first, messages in `lang`.

    Ids run F1, F2, … in that order. A fingerprint hangs on code, office (or document, where no office is known), name of
    what is counted, and period; a second finding with all of these the same gets another one.
    """
    ledgers = [Ledger.of(document) for document in documents]
    claims = [*_within(ledgers), *across.claims(ledgers)]
    order = {document.document: place for place, document in enumerate(documents)}
    prints = _fingerprints(claims)
    ranked = sorted(
        zip(claims, prints, strict=True),
        key=lambda pair: (
            SEVERITIES.index(pair[0].severity),
            -pair[0].size,
            order[pair[0].figures[0].document],
            pair[0].figures[0].start,
            pair[1],
        ),
    )
    return [_finding(f"F{place}", claim, mark, lang) for place, (claim, mark) in enumerate(ranked, start=1)]


def _within(ledgers: Sequence[Ledger]) -> Iterator[Claim]:
    """The claims of every check on every document; one that two relations make on the same figures counts once."""
    for ledger in ledgers:
        seen: set[tuple[str, frozenset[str]]] = set()
        for check in CHECKS:
            for claim in check(ledger):
                key = claim.code, frozenset(figure.figure for figure in claim.figures)
                if key not in seen:
                    seen.add(key)
                    yield claim


def _finding(name: str, claim: Claim, fingerprint: str, lang: Lang) -> Finding:
    relation = claim.relation.relation if claim.relation is not None else ""
    return Finding(
        finding=name,
        code=claim.code,
        severity=claim.severity,
        documents=tuple(dict.fromkeys(figure.document for figure in claim.figures)),
        figures=tuple((figure.document, figure.figure) for figure in claim.figures),
        relation=relation or None,
        expected=claim.expected,
        actual=claim.actual,
        gap=claim.gap,
        tolerance=claim.tolerance,
        message=message(claim, lang),
        suspects=tuple((figure.document, figure.figure) for figure in claim.suspects),
        suggestion=suggestion(claim.repairs, lang),
        fingerprint=fingerprint,
    )


def _fingerprints(claims: Sequence[Claim]) -> list[str]:
    """One mark a claim, equal over runs; claims alike in all that counts are told apart by their order in the reports."""
    met: Counter[str] = Counter()
    marks = []
    for claim in claims:
        subject = claim.figures[0]
        office = "".join(parse_office(claim.office)) if claim.office else subject.document
        text = "\x1f".join((claim.code, office, level_name(subject.subject, subject.measure), subject.period or ""))
        met[text] += 1
        if met[text] > 1:
            text += f"\x1f{met[text]}"
        marks.append(hashlib.sha256(text.encode()).hexdigest()[:16])
    return marks
