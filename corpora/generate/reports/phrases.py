"""Filling a phrase: which characters came out of which fact.

<word>                    a time, a place or the name of an item
<b> <c> <e>               what stands before, between and behind the cells of a row
{fact}                    number and unit; {fact=measure@subject} where this phrase names it in other words
{fact#}                   the number alone, in a cell
{fact?more/less}          a word by the sign of a change
{*group:item|sep|last}    every item of a group, <n> being its name and <o> 一是, 二是 …
{table:group|head|fact=head|…|total=head}   the group as rows, with a row of totals from the facts `FACT_total`
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gouji.corpora.generate.reports.content import Fact, Scene
from gouji.corpora.generate.reports.printing import Pen, chinese

PART = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}|<\w+>")
SIGNED = re.compile(r"[{(](\w[\w.]*)\?([^/]*)/([^)}]*)[)}]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact where it stands in the text, with the words that the phrase has for it."""

    fact: Fact
    start: int
    end: int
    measure: str
    subject: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a writer sets tables: what stands between cells, before and behind a row; `blanks` leaves cells of zero empty."""

    between: str
    before: str = ""
    behind: str = ""
    blanks: bool = False


LAYOUTS = (Layout("\t"), Layout(" | ", "", " |"), Layout("|", "|", "|"), Layout("    "))
# As forms come out of web pages: also one cell a line, and with nothing for zero.
FORM_LAYOUTS = (*LAYOUTS, Layout("\n"), Layout("\t", blanks=True), Layout(" | ", "", " |", blanks=True))


class Page:
    """A text that grows, and the mentions in it."""

    def __init__(self, pen: Pen, layout: Layout, words: Mapping[str, str], rng: random.Random) -> None:
        self.pen = pen
        self.layout = layout
        self.words = {**words, "b": layout.before, "c": layout.between, "e": layout.behind}
        self.rng = rng
        self.text = ""
        self.mentions: list[Mention] = []
        self.left_blank: set[str] = set()

    def put(self, template: str) -> None:
        """A template without figures: titles, headings, fillers."""
        self.fill(template, Scene())

    def fill(self, template: str, scene: Scene, prefix: str = "") -> None:
        """Appends a phrase; `prefix` is the item that its facts belong to first.

        Raises:
            KeyError: the phrase names a fact or a word that there is none of.
        """
        end = 0
        for part in PART.finditer(template):
            self.text += template[end : part.start()]
            end = part.end()
            body = part[0][1:-1]
            if part[0][0] == "<":
                self.put(self.words[body]) if "<" in self.words[body] else self._add(self.words[body])
            elif body.startswith("*"):
                self._items(body[1:], scene)
            elif body.startswith("table:"):
                self._table(body.removeprefix("table:"), scene)
            elif SIGNED.fullmatch(part[0]):
                self._add(self._signed(part[0], scene, prefix))
            else:
                self._mention(body.removesuffix("#"), scene, prefix, bare=body.endswith("#"))
        self.text += template[end:]

    def _add(self, text: str) -> None:
        self.text += text

    def _signed(self, text: str, scene: Scene, prefix: str) -> str:
        def word(match: re.Match[str]) -> str:
            fact = scene.facts.get(prefix + match[1]) or scene.facts[match[1]]
            return match[2] if fact.rising else match[3]

        return SIGNED.sub(word, text)

    def _mention(self, body: str, scene: Scene, prefix: str, *, bare: bool = False) -> None:
        name, _, words = body.partition("=")
        fact = scene.facts.get(prefix + name) or scene.facts[name]
        measure, _, subject = words.partition("@")
        if not words:
            measure, subject = fact.measure, fact.subject
        subject = subject.replace("<n>", self.words.get("n", "")).replace("<n1>", self.words.get("n1", ""))
        if bare and self.layout.blanks and not fact.printed:
            self.left_blank.add(fact.key)
            return
        self.text += "约" if "yue" in fact.flags else ""
        start = len(self.text)
        if bare or "bare" in fact.flags:
            self.text += self.pen.number(fact.printed, fact.decimals)
        else:
            more = self.rng.choice("余多") if "yu" in fact.flags else ""
            self.text += self.pen.quantity(fact.printed, fact.decimals, fact.unit, more=more, spelled="cn" in fact.flags)
        measure = self._signed(measure, scene, prefix)
        self.mentions.append(Mention(fact, start, len(self.text), measure, subject))

    def _items(self, body: str, scene: Scene) -> None:
        group, _, rest = body.partition(":")
        item, *seps = rest.split("|")
        between = seps[0] if seps else "、"
        last = seps[1] if len(seps) > 1 else between
        names = scene.names[group]
        for place, name in enumerate(names, start=1):  # an item whose row says more than its name is ROW→NAME
            if place > 1:
                self.put(last if place == len(names) else between)
            self.words["n"] = name.partition("→")[0]
            self.words["o"] = chinese(place) + "是"
            self.fill(item if "{" in item or "<" in item else "<n>" + item, scene, f"{group}.{place}.")

    def _table(self, body: str, scene: Scene) -> None:
        group, corner, *columns = body.split("|")
        heads = dict(column.split("=") for column in columns)
        total = heads.pop("total", None)
        words = {fact: head.partition("@")[2] for fact, head in heads.items()}
        self._row([corner, *(head.partition("@")[0] for head in heads.values())], scene, {})
        for place, name in enumerate(scene.names[group], start=1):
            self._row(
                [name, *heads],
                scene,
                {fact: f"{group}.{place}.{fact}" + (f"={words[fact]}@{name}" if words[fact] else "") for fact in heads},
            )
        if total:
            self._row(
                [total, *heads], scene, {fact: f"{fact}_total" + (f"={words[fact]}" if words[fact] else "") for fact in heads}
            )
        self.text = self.text.removesuffix("\n")

    def _row(self, cells: list[str], scene: Scene, facts: Mapping[str, str]) -> None:
        self.text += self.layout.before
        for place, cell in enumerate(cells):
            if place:
                self.text += self.layout.between
            if cell in facts:
                self._mention(facts[cell], scene, "", bare=True)
            else:
                self._add(cell)
        self.text += self.layout.behind + "\n"
