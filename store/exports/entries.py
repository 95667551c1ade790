"""What the memo says, before it is laid out: one entry a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gouji.store.labels import Lang

Marked = Sequence[tuple[str, bool]]  # pieces of a text, and which of them are figures to be shown as such


class Entry(NamedTuple):
    """One finding in words: the report, the place, what is written there, the figure stated, what it should be, by how
    much it is off, and what may be wrong. The columns for the opinion and the reply stay empty."""

    report: str
    place: str
    quote: Marked
    stated: str
    expected: str
    gap: str
    advice: str


@dataclass(frozen=True, slots=True)
class Memo:
    """`title` stands over every sheet, `day` is the day of the check, `sheets` are (office or file, its findings)."""

    lang: Lang
    title: str
    day: date
    sheets: Sequence[tuple[str, Sequence[Entry]]]


TITLE: Final[dict[Lang, str]] = {"zh": "数据核对情况表", "en": "Figures to be checked"}
