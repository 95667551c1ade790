"""A series drawn as SVG: every value written at its point, conflicts marked by their shape as well as their colour."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from gouji.check.phrases import SCALE_WORDS, when
from gouji.schemas import Figure
from gouji.web.series import Point, Series
from gouji.web.sums import grouped
from gouji.web.words import Lang, say

WIDTH, HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 34, 30, 34
_LABEL: Final = 62  # the least room that a value or a period needs
_SHAPE: Final = 5  # half of a diamond


class _Spot(NamedTuple):
    x: float
    y: float
    point: Point
    figure: Figure


def draw(series: Series, title: str, number: int, lang: Lang) -> Markup:
    """The drawing; `number` makes the ids of its title and description its own."""
    spots = _spots(series.points)
    parts = [_line(spots), *(_clash(spots, point) for point in series.points if point.conflict)]
    parts += [_spot(spot) for spot in spots]
    parts += _values(spots, series) + _periods(spots, lang)
    return Markup(
        '<svg viewBox="0 0 {w} {h}" role="img" aria-labelledby="s{n}t s{n}d" focusable="false">'
        '<title id="s{n}t">{title}</title><desc id="s{n}d">{desc}</desc>\n{parts}</svg>'
    ).format(w=WIDTH, h=HEIGHT, n=number, title=title, desc=_told(series, lang), parts=Markup("").join(parts))


def worth(value: Decimal, series: Series) -> str:
    """A value in the scale of its series, without its unit: of 41.28亿元 the 41.28."""
    return grouped(value.scaleb(-series.scale) if series.scale in SCALE_WORDS else value)


def unit_of(series: Series) -> str:
    """`亿元`, `名`."""
    return SCALE_WORDS.get(series.scale, "") + series.unit


def _spots(points: Sequence[Point]) -> list[_Spot]:
    days = [point.day.toordinal() for point in points]
    values = [float(one.value) for point in points for one in point.figures]
    first, days_wide = days[0], days[-1] - days[0]
    low, high = min(values), max(values)
    spots = []
    for point, day in zip(points, days, strict=True):
        share = (day - first) / days_wide if days_wide else 0.5
        x = _LEFT + share * (WIDTH - _LEFT - _RIGHT)
        for one in point.figures:
            height = (float(one.value) - low) / (high - low) if high > low else 0.5
            spots.append(_Spot(x, HEIGHT - _BOTTOM - height * (HEIGHT - _TOP - _BOTTOM), point, one))
    return spots


def _line(spots: Sequence[_Spot]) -> Markup:
    """Through the first statement of each period."""
    firsts = {spot.point.period: spot for spot in reversed(spots)}
    path = " ".join(f"{spot.x:.1f},{spot.y:.1f}" for spot in reversed(firsts.values()))
    return Markup('<polyline class="line" points="{}"/>\n').format(path)


def _clash(spots: Sequence[_Spot], point: Point) -> Markup:
    own = [spot for spot in spots if spot.point is point]
    top, bottom = min(spot.y for spot in own), max(spot.y for spot in own)
    return Markup('<line class="clash" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>\n').format(
        x=own[0].x, top=top, bottom=bottom
    )


def _spot(spot: _Spot) -> Markup:
    if not spot.point.conflict:
        return Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3.5"/>\n').format(spot.x, spot.y)
    x, y = spot.x, spot.y
    corners = f"{x:.1f},{y - _SHAPE:.1f} {x + _SHAPE:.1f},{y:.1f} {x:.1f},{y + _SHAPE:.1f} {x - _SHAPE:.1f},{y:.1f}"
    return Markup('<polygon class="conflict" points="{}"/>\n').format(corners)


def _values(spots: Sequence[_Spot], series: Series) -> list[Markup]:
    """The values, as many as there is room for; those in a conflict always, one above the other."""
    labels, until = [], float("-inf")
    for spot in spots:
        own = sorted((other for other in spots if other.point is spot.point), key=lambda other: other.y)
        lowest = len(own) > 1 and spot is own[-1]
        if spot.point.conflict or (spot.x - until >= _LABEL * 0.8 and spot is own[0]):
            name = "value clashing" if spot.point.conflict else "value"
            y = spot.y + 17 if lowest and spot.point.conflict else spot.y - 9
            text = worth(spot.figure.value, series)
            labels.append(Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>\n').format(name, spot.x, y, text))
            until = spot.x
    return labels


def _periods(spots: Sequence[_Spot], lang: Lang) -> list[Markup]:
    labels, until = [], float("-inf")
    for spot in spots:
        if spot.x - until >= _LABEL:
            text = when(spot.point.period, lang)
            labels.append(Markup('<text class="period" x="{:.1f}" y="{}">{}</text>\n').format(spot.x, HEIGHT - 6, text))
            until = spot.x
    return labels


def _told(series: Series, lang: Lang) -> str:
    """The drawing in words."""
    joint, unit = say("joint", lang), unit_of(series)
    said = []
    for point in series.points:
        values = (
            [worth(one.value, series) for one in point.figures] if point.conflict else [worth(point.figures[0].value, series)]
        )
        note = say("conflict_note", lang) if point.conflict else ""
        said.append(f"{when(point.period, lang)} {say('or', lang).join(values)}{unit}{note}")
    return joint.join(said)
