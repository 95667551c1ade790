"""A table on its way to figures."""

from dataclasses import dataclass, field

from gouji.extract.draft import Draft
from gouji.extract.tables.forms import Form
from gouji.extract.tables.grid import Layout
from gouji.extract.tables.heads import Column
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
    grid: dict[tuple[int, int], Draft] = field(default_factory=dict)
    heads: dict[int, Draft] = field(default_factory=dict)

    @property
    def firsts(self) -> dict[int, Draft]:
        """The first figure of each column that holds any, which stands for the kind, unit and mode of all."""
        return {j: draft for (_, j), draft in reversed(self.grid.items())}

    @property
    def drafts(self) -> list[Draft]:
        return sorted((*self.grid.values(), *self.heads.values()), key=lambda draft: draft.start)
