"""Sections that report the same things one after another: what tells their figures apart is the heading."""

from collections import defaultdict
from collections.abc import Iterable

from gouji.extract.draft import Draft
from gouji.extract.scope.headings import heading_topic

_SHARED = 2  # one measure met again may be chance; two are a pattern
_MAX_SUBJECT = 24


def name_by_sections(drafts: Iterable[Draft]) -> None:
    """Give the figures of sections built alike (一、市级财政管理 … 二、部门预算执行 …) their heading as subject.

    Sections are alike where they stand under the same parent and share two measures or more that name no subject.
    """
    by_parent: dict[str, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        parent, _, heading = draft.section.rpartition(" / ")
        if heading:
            by_parent[parent][heading].append(draft)
    for sections in by_parent.values():
        met: dict[str, set[str]] = defaultdict(set)
        for heading, held in sections.items():
            for draft in held:
                met[draft.measure].add(heading)
        shared = {measure for measure, headings in met.items() if len(headings) > 1}
        for heading, held in sections.items():
            if len(shared & {draft.measure for draft in held}) >= _SHARED:
                _name(held, shared, heading_topic((heading,)))


def _name(held: list[Draft], shared: set[str], topic: str) -> None:
    for draft in held:
        known = draft.subject + draft.measure
        if topic and draft.measure in shared and topic not in known and len(known) <= _MAX_SUBJECT:
            draft.subject = f"{topic}·{draft.subject}" if draft.subject else topic
