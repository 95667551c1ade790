"""What planting hands out: the reports with their faults on record."""

from dataclasses import dataclass

from gouji.corpora.generate.reports.values import Made


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip of the pen.

    `places` are (start, end) in the text of `document`: of the figure that is wrong, of both where two changed places, of
    the changes whose word is wrong, of the totals that a list no longer gives. `printed` is what stands there and
    `true` what should. `within`: the report itself states or implies a relation that the fault breaks; `across`: another
    year's report states the figure otherwise; `in_open_list`: a list that its words leave open (其中 …) no longer adds up.
    `lone`: one figure is wrong, and `unique`: to change it is the one smallest repair of what is broken, no other figure
    would do with a slip so small.
    """

    document: str
    kind: str
    places: tuple[tuple[int, int], ...]
    printed: str
    true: str
    within: bool
    across: bool
    in_open_list: bool
    lone: bool
    unique: bool

    @property
    def observable(self) -> bool:
        """Whether the reports state anything that the fault breaks."""
        return self.within or self.across


@dataclass(frozen=True, slots=True)
class Planted:
    """An archive with faults: the reports in order, and what is wrong in them."""

    reports: tuple[Made, ...]
    faults: tuple[Fault, ...]
