"""The columns that two parts of a table have in common, though either may lack one where a cell is merged or a rule missing."""

from collections.abc import Sequence


def common_edges(one: Sequence[float], other: Sequence[float], same: float) -> list[float]:
    """The edges of both, those not further from each other than `same` as one.

    >>> common_edges([0, 100, 200], [1, 50, 99, 201], 4)
    [0, 50, 99, 200]
    """
    places = sorted([*one, *other])
    return [place for at, place in enumerate(places) if not at or place - places[at - 1] > same]


def nearest(edges: Sequence[float], place: float) -> int:
    """Which edge stands nearest to a place.

    >>> nearest([0, 50, 99, 200], 101)
    2
    """
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))
