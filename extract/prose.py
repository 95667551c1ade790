"""The figures and relations of a report's running text."""

from bisect import bisect_right
from dataclasses import dataclass, field

import regex

from gouji.extract.draft import Draft, Tie
from gouji.extract.ner import Tagger
from gouji.extract.ner.fill import fill_names
from gouji.extract.periods import find_moments
from gouji.extract.quantities import Dropped, read_quantities
from gouji.extract.relations.balance import balances, overlaps
from gouji.extract.relations.change import changes
from gouji.extract.relations.divided_anew import divided_anew
from gouji.extract.relations.lengths import list_lengths
from gouji.extract.relations.parts import changes_broken_down, doublings, halves, listed_sums, mirrored, runs, sums_of_changes
from gouji.extract.relations.remainder import remainders
from gouji.extract.relations.restated import restated
from gouji.extract.relations.scores import scores
from gouji.extract.relations.sections import section_sums
from gouji.extract.relations.share import quotients
from gouji.extract.relations.sums import Sums
from gouji.extract.relations.unlisted import unlisted_sums
from gouji.extract.relations.vacancy import shortfalls, vacancies
from gouji.extract.scope.deeds import is_deed, is_deed_alone, without_deed
from gouji.extract.scope.labels import is_bare_measure, is_countable, is_general
from gouji.extract.scope.mentions import Mention, build_mentions
from gouji.extract.scope.part_names import names_counted, part_label
from gouji.extract.scope.siblings import name_by_sections
from gouji.extract.scope.state import Context
from gouji.extract.scope.under import period_under
from gouji.extract.scope.walk import Walk
from gouji.extract.structure.sections import Block

_NOUN = 2  # characters at the end of a name that say what it is
_NAMING = frozenset(("halves", "run", "total_before", "total_behind"))  # sums by which parts without a noun are named
_NAMELESS = ("其余", "其他", "剩余")  # what is said behind these tells which they are
_STOP = regex.compile(r"[。；;！？]")


@dataclass(slots=True)
class Prose:
    """What was read out of running text: the mentions in reading order, the ties, and the numbers that are no figures."""

    mentions: list[Mention] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def drafts(self) -> list[Draft]:
        return [mention.draft for mention in self.mentions]


def read_prose(text: str, blocks: list[Block], context: Context, tagger: Tagger | None = None) -> Prose:
    """Read the blocks of one report in order; offsets are those of `text`."""
    walk = Walk(context)
    mentions: list[Mention] = []
    dropped: list[Dropped] = []
    sentence = 0
    for number, block in enumerate(blocks):
        period, ahead = period_under(context, block.section)
        numbers = read_quantities(text, block.start, block.end)
        dropped += numbers.dropped
        if not numbers.quantities:
            sentence += 1
            if block.end > block.start and text[block.end - 1] in "：:":
                walk.lead_in(find_moments(text, block.start, block.end, period, context.given, ahead=ahead))
            continue
        moments = find_moments(text, block.start, block.end, period, context.given, ahead=ahead)
        found = build_mentions(text, block.start, block.end, numbers.quantities, moments, number, sentence)
        sentence = found[-1].sentence + 1
        walk.block(block, found)
        mark_sentences(text, block, found)
        mentions += found
    if tagger is not None:
        fill_names(text, mentions, tagger)
    ties = read_ties(text, walk, mentions, blocks[-1].end if blocks else 0)
    name_by_ties(ties, {id(m.draft): m for m in mentions})
    name_alongside(mentions)
    name_by_sections(mention.draft for mention in mentions if not mention.sums)
    return Prose(mentions, ties, dropped)


def name_by_ties(ties: list[Tie], mentions: dict[int, Mention]) -> None:
    """What only the arithmetic shows: parts found by their sum take the name of their total, rates that of their whole."""
    for tie in ties:
        lhs = mentions[id(tie.lhs)]
        if tie.type == "ratio" and lhs.draft.rule == "rate" and len(tie.terms) == 2:
            whole = tie.terms[-1][1]
            if whole.measure != lhs.draft.measure and is_countable(whole.measure) and not is_deed(whole.measure):
                lhs.draft.subject = whole.measure
        if tie.rule in _NAMING:
            name_parts(lhs, [mentions[id(draft)] for _, draft in tie.terms])
        elif tie.rule == "remainder" and tie.type == "difference":
            (_, whole), (_, part) = tie.terms
            name_parts(mentions[id(whole)], [mentions[id(part)], lhs])


def name_parts(total: Mention, parts: list[Mention]) -> None:
    """Parts without a noun of their own take the name of their total."""
    whole = total.draft
    for part in parts:
        draft = part.draft
        item = part.near.endswith("的") and part.block != total.block  # 3.未按规定扣减工资的28人；
        plain = draft.rule in ("level", "division") and (len(part.label) <= 8 or item)
        label = draft.subject.split("·")[-1] if draft.subject and part.label in _NAMELESS else part.label
        if draft.measure == whole.measure and draft.subject.split("·")[-1] not in ("", whole.subject, label):
            continue  # 床位2460张。公办敬老院14家，床位1580张
        if plain and "、" in whole.measure and label[-_NOUN:] in whole.measure:
            continue  # 行政复议2件，行政诉讼1件。复议、诉讼合计3件
        if plain and len(label) > _NOUN and label[-_NOUN:] == whole.measure[-_NOUN:] and draft.kind == "money":
            draft.measure, draft.role = without_deed(label), "part"  # 发放两项补贴：生活补贴517万元
            continue
        if plain and label and not is_countable(label) and not is_bare_measure(label):
            named = names_counted(label, whole.kind, total.unit)
            whose = "" if whole.rule == "summed" else whole.subject  # that may be what was done in all: 共调整
            done = draft.rule == "division" and whole.rule != "summed" and is_deed_alone(label)
            counted = without_deed(whole.measure) if done else whole.measure
            draft.measure, draft.subject = part_label(label, counted, whose, named=named)
            draft.kind, draft.role = whole.kind, "part"


def name_alongside(mentions: list[Mention]) -> None:
    """What stands beside a figure in another unit (剩余2400户、8400人) is called like it, by whatever name that got."""
    for mention in mentions:
        draft, base = mention.draft, mention.base
        if (
            draft.rule == "alongside"
            and base is not None
            and not is_general(draft.measure)
            and draft.measure in ("", base.label)
        ):
            households = mention.unit == "人" and base.draft.measure.endswith("户")
            draft.measure = base.draft.measure.removesuffix("户") + "人口" if households else base.draft.measure
            draft.subject = base.draft.subject


def read_ties(text: str, walk: Walk, mentions: list[Mention], end: int) -> list[Tie]:
    """Every relation of the mentions; one that is found in two ways is kept once."""
    ties = [
        *listed_sums(walk.lists, mentions),
        *sums_of_changes(walk.lists, mentions),
        *changes_broken_down(mentions),
        *halves(mentions),
    ]
    by_draft = {id(m.draft): m for m in mentions}
    sums = Sums()
    for tie in ties:
        sums.take(by_draft[id(tie.lhs)], [by_draft[id(draft)] for _, draft in tie.terms])
    ties += vacancies(mentions)
    ties += shortfalls(mentions)
    ties += doublings(mentions)
    ties += runs(mentions, sums)
    ties += unlisted_sums(mentions, sums)
    ties += divided_anew(mentions, sums)
    ties += mirrored(ties, by_draft)
    ties += changes(mentions)
    ties += balances(mentions)
    ties += overlaps(mentions)
    ties += remainders(mentions)
    ties += scores(mentions)
    ties += quotients(mentions, walk.lists)
    ties += section_sums(mentions)
    ties += restated(mentions)
    ties += list_lengths(text, mentions, end)
    return unique(ties)


def unique(ties: list[Tie]) -> list[Tie]:
    """The ties without repetitions: same type over the same figures; a vacancy is not also a sum."""
    vacant = {_figures(tie) for tie in ties if tie.rule == "vacancy"}
    kept: dict[tuple[str, frozenset[int]], Tie] = {}
    for tie in ties:
        figures = _figures(tie)
        if tie.type != "sum" or figures not in vacant:
            kept.setdefault((tie.type, figures), tie)
    return list(kept.values())


def _figures(tie: Tie) -> frozenset[int]:
    return frozenset([id(tie.lhs), *(id(draft) for _, draft in tie.terms)])


def mark_sentences(text: str, block: Block, mentions: list[Mention]) -> None:
    """Give each figure of a block its heading path and the sentence that it stands in."""
    stops = [match.end() for match in _STOP.finditer(text, block.start, block.end)]
    section = block.section
    for mention in mentions:
        draft = mention.draft
        place = bisect_right(stops, draft.quantity.start)
        draft.section = section
        draft.sentence = stops[place - 1] if place else block.start, stops[place] if place < len(stops) else block.end
