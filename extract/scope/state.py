"""The state of one pass over a report, and the look-ups back into what was read."""

from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from gouji.extract.moments import Moment
from gouji.extract.scope.dealt import Deal
from gouji.extract.scope.mentions import Mention
from gouji.extract.scope.words import words

PERCENT = frozenset(("%", "‰"))
OWN_NOUN = frozenset("村邻里镇乡科室")  # units that name what they count
SET_UP = frozenset(words("parts.set_up"))
# A bare word that only divides what the figure before counts (同意33件 after 申请47件).
DIVISION = frozenset(words("label.content_verbs") + words("parts.division") + words("change.regroup"))
_OF_RATE = regex.compile(r"的\d[\d.]*[%％]")
_GOES_ON = regex.compile(r"^[，,]?[^。，,]{0,12}[；;]")


@dataclass(slots=True)
class Context:
    """What holds for a whole report: its period (ISO 8601), and whether it is a plan or rule, so that its figures are norms.

    `done` is when the work was over that the report is about: the period of what it brought about, but not of its changes.
    `begun` is when it began, the period of what there was before it (改革前, 清理前). `given` is the year in which the report
    was given, where it is about the year before: what it calls this year (今年). `topic` is what its title says it is about.
    `day` is the one on which it says that it counted (以2021年4月30日为时点). `span` are the years of the plan over which its
    title reports (“十三五”时期); `period` is then the last of them. `budget`: its title says that it sets a budget, so that its
    money is planned. `recount`: `begun` is the day of the count before this one (上次核查), since which changes are told.
    `within`: it was signed before that year was over.
    """

    period: str | None
    plan: bool
    done: str | None = None
    begun: str | None = None
    given: int | None = None
    topic: str = ""
    day: str | None = None
    span: str | None = None
    budget: bool = False
    recount: bool = False
    within: bool = False

    @property
    def year(self) -> int | None:
        """The year reported on, None where it is another span or nothing says."""
        return int(self.period) if self.period and len(self.period) == 4 else None


@dataclass(slots=True, eq=False)
class OpenList:
    """A list of parts that is being read: its total, the parts so far, and names given before (`A、B分别为`).

    `depth`, `sentence` and `block` are those of its first part; `colon` says that a colon stands before it, `detailed` that
    changes stand behind its parts (行政编制1338名，较上年减少4名；…) and not only behind the whole; `said` are the words that
    open it.
    """

    total: Mention
    depth: int
    sentence: int
    block: int
    closed: bool
    colon: bool
    names: list[str]
    parts: list[Mention] = field(default_factory=list)
    detailed: bool = False
    said: str = ""

    @property
    def incomplete(self) -> bool:
        """Whether the parts so far leave something of the total."""
        return sum(part.quantity.value for part in self.parts) < self.total.quantity.value


@dataclass(slots=True, eq=False)
class State:
    """What was read so far and what still holds.

    seen       the mentions before the one at hand, settled
    lists      every list of parts that was met; `open` those that may go on, innermost last
    opener     the mention whose words opened a list last
    deal       names of a distributive list without a total, that are being dealt out
    heading    the noun of the heading that the block stands under
    planned    the block looks ahead, so that its figures are norms; `ahead`: for the year to come
    past       the block tells how things stood at first: before the work, or when a plan was made
    failing    the block stands under a heading of problems
    summing    the sentence that sums up in all its figures (两项合计，…)
    goals      as `aiming`, up to the next full stop (预期目标是：…；…); `goals_block`: the paragraph that set them
    aiming     the sentence that sets an aim (力争…) for all its figures
    before_stop  the sentence that is about what there was before the work (改革前，), by the full stops met
    topic      what its sentence begins with (财政管理方面，), and how many full stops were met by then
    asof       the time named last that still holds; `stops` is how many full stops were met, `asof_stop` how many by then
    last_day   the day that was named last, wherever (同日)
    stands     whether a heading says that all under it stood so on that day (均为年末数), not only people, posts and bodies
    level_day  the day on which levels hold where nothing else is said; `level_moment` names it, if it is in the text
    looks_on   the paragraph that tells from here on what comes next (下一步，我们将…); `looks_at`: the sentence (2025年，将…)
    """

    context: Context
    seen: list[Mention] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    open: list[OpenList] = field(default_factory=list)
    opener: Mention | None = None
    deal: Deal | None = None
    heading: str = ""
    planned: bool = False
    ahead: bool = False
    past: bool = False
    failing: bool = False
    summing: int = -1
    before_stop: int = -1
    goals: int = -1
    goals_block: int = -1
    aiming: int = -1
    topic: str = ""
    topic_stop: int = -1
    topic_block: int = -1
    asof: Moment | None = None
    stops: int = 0
    asof_stop: int = -1
    last_day: Moment | None = None
    level_day: str | None = None
    stands: bool = False
    level_moment: Moment | None = None
    looks_on: int = -1
    looks_at: int = -1
    _owner: dict[int, OpenList] = field(default_factory=dict)

    @property
    def last(self) -> Mention | None:
        """The figure before the one at hand."""
        return self.seen[-1] if self.seen else None

    def beside(self, mention: Mention) -> Mention | None:
        """The figure straight before `mention` in its sentence."""
        seen = self.seen
        return seen[-1] if seen and seen[-1].sentence == mention.sentence else None

    def nearest(self, reach: int, fits: Callable[[Mention], bool]) -> Mention | None:
        """The last of the `reach` figures before that fits."""
        return next((one for one in reversed(self.seen[-reach:]) if fits(one)), None)

    def open_list(self, opened: OpenList) -> None:
        """Begin a list of parts; another list of the same total ends."""
        self.open = [one for one in self.open if one.total is not opened.total]
        self.open.append(opened)
        self.lists.append(opened)

    def add_part(self, holder: OpenList, part: Mention) -> None:
        """Take a mention into a list."""
        holder.parts.append(part)
        self._owner[id(part)] = holder

    def list_of(self, part: Mention) -> OpenList | None:
        """The list that a mention is a part of."""
        return self._owner.get(id(part))

    def whole(self, mention: Mention) -> Mention:
        """The total that a part or a division belongs to, else the figure itself."""
        holder = self.list_of(mention)
        if holder is not None:
            return holder.total
        return mention.base if mention.draft.rule == "division" and mention.base is not None else mention

    def lent(self, mention: Mention) -> tuple[str, str]:
        """(measure, subject) that another figure may take from this one.

        A division lends those of its whole, what was set up or abolished (撤销单位11个) only what it counts.
        """
        whole = self.whole(mention) if mention.draft.rule == "division" else mention
        subject = whole.draft.subject
        return whole.draft.measure, "" if subject in SET_UP or whole.label.startswith(tuple(SET_UP)) else subject

    def base(self, mention: Mention, unit: str | None) -> Mention | None:
        """The level that a change, a share or a repeated phrase is about: the nearest, but a total before its parts.

        `unit` is the unit it must have, None where any will do.
        """
        for candidate in reversed(self.seen[-10:]):
            if candidate.block < mention.block - 1:
                return None
            stands = candidate.level or (candidate.per_head and candidate.unit not in PERCENT)
            aim = candidate.draft.rule == "target"  # 门诊8900人次，目标值为8500人次，增长4%
            aside = candidate.draft.mode == "norm" and candidate.depth > mention.depth  # 94.6分（满分100分），提高1.8分
            whole = mention.compared and _OF_RATE.match(candidate.rest)  # 占一般预算支出6.8亿元的15%，比2010年多支出980万元
            if (unit is not None and candidate.unit != unit) or not stands or candidate.prior or aim or aside or whole:
                continue
            holder = self.list_of(candidate)
            if holder is None:
                anew = (mention.compared or mention.prior) and candidate.sentence != mention.sentence
                return self.whole(next(iter(self.summed_row(candidate)), candidate)) if anew else candidate
            within = candidate.sentence == mention.sentence and candidate.depth >= mention.depth
            if within and candidate is not self.last:
                return holder.total if mention.depth <= holder.total.depth or holder.total.depth == 0 else candidate
            if candidate.depth > mention.depth:
                return holder.total
            goes_on = holder.detailed or (holder.incomplete and _GOES_ON.match(mention.rest))
            if (mention.compared or mention.prior) and not goes_on:
                return holder.total
            holder.detailed = mention.compared
            return candidate
        return None

    def summed_row(self, last: Mention) -> list[Mention]:
        """A figure and what its sentence has behind it up to `last`, where that comes to it: 法人42个，市级2个，县区40个"""
        here = [one for one in self.seen[-10:] if one.sentence == last.sentence and one.unit == last.unit and one.level]
        parts = sum(one.quantity.value for one in here[1:])
        return here if len(here) > 2 and here[-1] is last and parts == here[0].quantity.value else []

    def before(self, mention: Mention) -> Mention | None:
        """The amount before `mention`, a figure that was read, in its sentence or the one before."""
        place = next((i for i in range(len(self.seen) - 1, -1, -1) if self.seen[i] is mention), 0)
        for candidate in reversed(self.seen[max(0, place - 4) : place]):
            if candidate.unit not in PERCENT and candidate.unit != "百分点" and candidate.sentence >= mention.sentence - 1:
                return candidate
        return None

    def last_level(self, mention: Mention, *, anywhere: bool) -> Mention | None:
        """The last figure of the unit in the paragraph that is no part; `anywhere`: else the last count of organisations."""
        for before in reversed(self.seen[-24:]):
            if before.block != mention.block:
                break
            if before.unit == mention.unit and before.level and before.draft.role != "part" and not before.prior:
                if before.quantity.value < mention.quantity.value or before.depth > mention.depth:
                    continue
                return before
        if not anywhere:
            return None
        return self.nearest(
            30, lambda one: one.unit == mention.unit and one.draft.kind == "unit_count" and one.draft.role != "part"
        )
