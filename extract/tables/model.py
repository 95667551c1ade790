"""A table on its way to figures."""

from dataclasses import dataclass, field

from gouji.extract.draft import Draft
from gouji.extract.tables.forms import Form
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.heads import Column, named_period
from gouji.extract.tables.stubs import Group, Stub
from gouji.extract.tables.topic import Topic


@dataclass(slots=True)
class Table:
    """A table on its way to figures; `grid` holds the figure of line i and column j, `heads` those of headings by group."""

    layout: Layout
    columns: list[Column]
    stubs: list[Stub]
    groups: list[Group]
    topic: Topic
    form: Form | None
    period: str | None
    section: str
    day: str | None = None  # on which the report counted its levels
    begun: str | None = None  # when there was what stands under 改革前
    year_end: frozenset[str] = frozenset()  # rows and columns of which a note says that they are of the end of the year
    grid: dict[tuple[int, int], Draft] = field(default_factory=dict)
    heads: dict[int, Draft] = field(default_factory=dict)

    @property
    def firsts(self) -> dict[int, Draft]:
        """The first figure of each column that holds any, which stands for the kind, unit and mode of all."""
        return {j: draft for (_, j), draft in reversed(self.grid.items())}

    def labels(self, i: int) -> tuple[tuple[int, int], ...]:
        """Where the labels of line i stand, the innermost first."""
        return tuple((cell.start, cell.end) for cell in reversed(self.layout.lines[i].labels) if cell is not None)

    def over(self, j: int) -> tuple[tuple[int, int], ...]:
        """Where the heads of column j stand, the lowest first."""
        cells = [row[j] for row in reversed(self.layout.heads)]
        return tuple((cell.start, cell.end) for cell in cells if cell is not None)

    def dated(self, j: int) -> tuple[int, int] | None:
        """The head that gives column j its period."""
        if self.columns[j].period is None:
            return None
        cells = [cell for row in self.layout.heads if (cell := row[j]) is not None]
        return next(((cell.start, cell.end) for cell in reversed(cells) if named_period(cell.text, self.period)), None)

    @property
    def drafts(self) -> list[Draft]:
        return sorted((*self.grid.values(), *self.heads.values()), key=lambda draft: draft.start)
