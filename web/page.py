"""The report page: one file of HTML with its style and script in it, under a policy that forbids everything foreign."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gouji.check.phrases import when
from gouji.schemas import KINDS, OUTCOMES, SEVERITIES
from gouji.store import Store
from gouji.store.labels import label
from gouji.web import chart
from gouji.web.cards import Dealer
from gouji.web.contents import USUAL, Contents, Limits, Settle, contents_of
from gouji.web.places import short_names
from gouji.web.rows import anchor, marked_text
from gouji.web.series import Series
from gouji.web.words import Lang, say

_FOLDER: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Text:
    """A document shown whole: `number` on the page, `facts` what its heads say, `findings` how many touch it."""

    number: int
    document: str
    facts: str
    figures: int
    findings: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Drawing:
    """A series with its drawing; `title` is the indicator in words."""

    series: Series
    title: str
    svg: Markup


def report_page(
    store: Store, lang: Lang, limits: Limits = USUAL, settle: Settle = lambda findings: findings, day: date | None = None
) -> str:
    """The page of everything that a store holds; raises StoreError where it cannot be read.

    `settle` gives the findings, in their order, the status that people have decided on; `day` is the day of the check, which
    the head of the page tells.
    """
    contents = contents_of(store, lang, limits, settle)
    dealer = Dealer(contents, lang)
    places = {name: place for place, name in enumerate(contents.texts, start=1)}
    texts = _texts(store, contents, dealer, places)
    names = short_names(contents.held)
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            lang=lang,
            say=lambda key, **values: say(key, lang, **values),
            label=lambda field, code: label(field, code, lang),
            when=lambda period: when(period, lang),
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
            contents=contents,
            day=day,
            cards=dealer.cards(names),
            standing=dealer.standing,
            severities=[name for name in SEVERITIES if contents.found[name]],
            drawings=_drawings(contents, lang),
            texts=texts,
            names=names,
            places=places,
            anchor=anchor,
            chart=chart,
            kinds=[(kind, count) for kind in KINDS if (count := contents.tally.figures[kind])],
            outcomes=[(name, count) for name in OUTCOMES if (count := contents.tally.outcomes[name])],
        )
    )


def _texts(store: Store, contents: Contents, dealer: Dealer, places: dict[str, int]) -> list[Text]:
    """The marked texts, from one reading of the documents, in which the dealer takes what the findings need."""
    texts: dict[str, Text] = {}
    for document in contents.documents(store):
        name = document.document
        place = places.get(name)
        findings = dealer.take(document, place)
        if place is not None:
            facts = " · ".join(dict.fromkeys(fact for head in document.reports if (fact := head.title or head.office)))
            html = marked_text(document, place, dealer.standing, dealer.lang)
            texts[name] = Text(place, name, facts, len(document.figures), findings, html)
    return [texts[name] for name in places]


def _drawings(contents: Contents, lang: Lang) -> list[Drawing]:
    drawings = []
    for number, series in enumerate(contents.series, start=1):
        title = " · ".join(part for part in (label("indicator", series.indicator, lang), series.breakdown) if part)
        drawings.append(Drawing(series, title, chart.draw(series, f"{series.office} {title}", number, lang)))
    return drawings


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(*inline: str) -> str:
    """Nothing may be fetched, framed or sent; only this very style and script may run (CSP level 3, by their hashes)."""
    style, script = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline)
    return f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
