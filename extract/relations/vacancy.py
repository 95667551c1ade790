"""Vacancies: 编制42名，实有39人，空编3名: what posts and people in them leave of one another."""

from collections.abc import Sequence

from gouji.extract.draft import Tie, evidence_of
from gouji.extract.relations.closure import differs_by
from gouji.extract.relations.parts import countable
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import pattern

_GAP = pattern("(?:(?P<vacant>{parts.vacant})|{parts.excess})(?:人[员数]|编制|名额|数)?(?:为|共|达|有|计|了)?$")
_REACH = 14


def vacancies(mentions: Sequence[Mention]) -> list[Tie]:
    """空编 is posts less people, 超编 people less posts: the nearest pair that gives it, else the only one of its sentence."""
    ties = []
    for place, gap in enumerate(mentions):
        found = _GAP.search(gap.near)
        if found is None or not countable(gap) or gap.change:
            continue
        if pair := _pair(mentions[max(0, place - _REACH) : place], gap):
            posts, people = pair
            larger, smaller = (posts, people) if found["vacant"] else (people, posts)
            terms = [(1, larger.draft), (-1, smaller.draft)]
            evidence = evidence_of(gap.draft, posts.draft, people.draft)
            ties.append(Tie("difference", gap.draft, terms, evidence=evidence, rule="vacancy"))
    return ties


def _pair(before: Sequence[Mention], gap: Mention) -> tuple[Mention, Mention] | None:
    """(posts, people) before a vacancy."""
    near = [m for m in before if m.block == gap.block and countable(m) and not _GAP.search(m.near)]
    pairs = [
        (posts, people)
        for people in reversed(near)
        if people.draft.kind == "headcount"
        for posts in reversed(near)
        if posts.draft.kind == "quota"
    ]
    for pair in pairs:
        if differs_by(gap, *pair):
            return pair
    here = [pair for pair in pairs if all(m.sentence == gap.sentence and m.depth == gap.depth for m in pair)]
    return here[0] if len(here) == 1 else None
