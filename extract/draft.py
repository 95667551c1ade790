"""Drafts: figures and relations while they are worked out, with offsets in the clean text."""

from dataclasses import dataclass, field
from decimal import Decimal

from gouji.schemas.figure import Bound, Kind, Mode, Origin, Role
from gouji.schemas.relation import RelationType


@dataclass(slots=True)
class Quantity:
    """A number with its unit, found in a text; nothing is said yet of what it counts.

    start, end      of the whole: number, 余/多, scale word, unit (offsets in the text that was searched)
    unit_start      where the unit (with 个 of 个百分点) begins; == end where there is none
    value           exact, scale word multiplied in; low, high: what precision and wording allow, None where open
    unit            simplified, without scale word: 个 名 人 元 % 百分点 个工作日 …; "" where none stands there
    unit_mult       power of ten of the scale word (万 4, 亿 8, 千 3), 0 where none
    decimals        printed decimals of the number
    bound           by its wording before, inside and after (约, 余, 以上, 不少于 …)
    form            arabic, chinese, formal, mixed, percent_word, tenths (成), ratio (1∶16.2), fraction
    percent_lost    a bare number whose lost % was restored from what stands before it
    """

    start: int
    end: int
    unit_start: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    unit_mult: int
    decimals: int
    bound: Bound
    form: str
    percent_lost: bool = False


@dataclass(slots=True)
class Draft:
    """A figure being worked out; extract.assemble turns it into a schemas.Figure with source offsets.

    `when` is where the words stand that gave the period, None where none did; `cells` are the labels of the row and the heads
    of the column that a figure of a table stands under, nearest first.
    """

    quantity: Quantity
    kind: Kind = "count"
    mode: Mode = "actual"
    measure: str = ""
    subject: str = ""
    period: str | None = None
    role: Role = "plain"
    section: str = ""
    sentence: tuple[int, int] = (0, 0)
    origin: Origin = "text"
    rule: str = ""
    confidence: float = 0.5
    when: tuple[int, int] | None = None
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


@dataclass(slots=True)
class Tie:
    """A relation being worked out; see schemas.Relation for what each type means."""

    type: RelationType
    lhs: Draft
    terms: list[tuple[int, Draft]] = field(default_factory=list)
    stated: bool = True
    closed: bool = True
    evidence: tuple[int, int] = (0, 0)
    rule: str = ""
    listed: int | None = None


def evidence_of(*drafts: Draft) -> tuple[int, int]:
    """Where the words about some figures begin and end in the clean text."""
    return min(draft.start for draft in drafts), max(draft.end for draft in drafts)
