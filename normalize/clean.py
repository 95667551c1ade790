"""clean: all repairs in order, with the map back to the source, and what is doubtful and was left alone.

The order: first what stands for a character by its code (entities, bytes read in a wrong encoding, whose control characters
must still be there, private and invisible characters), so that every later repair sees plain characters; lines written twice
over a page end before the form feed becomes a line end; then the line ends of a text that lost them all, and the marks of
Markdown, by the lines that they begin; then radicals; then the glosses and the spaces between all characters of a line, so
that conversion sees whole words and lines have the length at which they were wrapped; then the script; then what a web page
put round the text, told by simplified words, before its lines can be joined to the text; then signs that became points, by
which a sentence is told; then broken lines; and at last what needs whole numbers: full-width signs, whose commas group three
digits, zeros of Chinese years, and spaces, of which a joined line may leave one. Since one repair can uncover work for an
earlier one (`&amp;nbsp;`), the round is repeated until nothing changes.

What could be anything is never replaced (but for points, without whose signs no sentence could be read): it is marked in the
clean text, with a proposal where there is one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gouji.normalize.offsets import OffsetMap
from gouji.normalize.plan import Edit, Plan, Proposal, Step, apply
from gouji.normalize.repairs.characters import characters
from gouji.normalize.repairs.confusions import confusions
from gouji.normalize.repairs.dates import dates
from gouji.normalize.repairs.dotted import dotted
from gouji.normalize.repairs.entities import entities
from gouji.normalize.repairs.fullwidth import fullwidth
from gouji.normalize.repairs.furniture import furniture
from gouji.normalize.repairs.glosses import glosses
from gouji.normalize.repairs.letterspaced import letterspaced
from gouji.normalize.repairs.lines import lines
from gouji.normalize.repairs.markdown import markdown
from gouji.normalize.repairs.mojibake import mojibake
from gouji.normalize.repairs.newlines import newlines
from gouji.normalize.repairs.one_line import one_line
from gouji.normalize.repairs.one_width import one_width
from gouji.normalize.repairs.percent import percent
from gouji.normalize.repairs.points import points
from gouji.normalize.repairs.private import private
from gouji.normalize.repairs.radicals import radicals
from gouji.normalize.repairs.repeats import repeated, repeats
from gouji.normalize.repairs.spaces import spaces
from gouji.normalize.repairs.stops import stops
from gouji.normalize.repairs.traditional import traditional
from gouji.normalize.repairs.unreadable import unreadable
from gouji.normalize.repairs.zeros import zeros
from gouji.schemas import Span

Repair = Callable[[str], Iterable[Edit]]
Doubt = Callable[[str], Iterable[Proposal]]

REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("entities", entities),
    ("mojibake", mojibake),
    ("private", private),
    ("characters", characters),
    ("repeats", repeats),
    ("newlines", newlines),
    ("one_line", one_line),
    ("markdown", markdown),
    ("radicals", radicals),
    ("glosses", glosses),
    ("letterspaced", letterspaced),
    ("traditional", traditional),
    ("furniture", furniture),
    ("points", points),
    ("stops", stops),
    ("one_width", one_width),
    ("lines", lines),
    ("fullwidth", fullwidth),
    ("zeros", zeros),
    ("spaces", spaces),
)
DOUBTS: tuple[tuple[str, Doubt], ...] = (
    ("unreadable", unreadable),
    ("repeats", repeated),
    ("dotted", dotted),
    ("percent", percent),
    ("dates", dates),
    ("confusions", confusions),
)
# Each round undoes one layer of damage; no archive has been seen with more than three, and a made-up text must end.
MAX_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class CleanText:
    """A repaired text that knows where every character came from.

    `replay(plan, source) == text`; `clean(text).text == text`. `proposals` are the doubtful places of `text` that were left
    alone, in order; their offsets are those of `text`, and `span` gives those of the source.
    """

    source: str
    text: str
    plan: Plan
    offsets: OffsetMap = field(repr=False)
    proposals: tuple[Proposal, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`; what was taken out between two of its characters lies inside.

        Raises IndexError where the text has no such stretch.
        """
        return self.offsets.span(start, end)


def clean(source: str, aside: Sequence[Span] = ()) -> CleanText:
    """The text with its damage repaired; see the modules of `repairs` for what each one does.

    `aside` are the spans that the reader of the file set aside (heads, feet and numbers of pages): they go first, each with
    its line end.

    >>> cleaned = clean("全縣機構35個(gè)，占９８．６％。")
    >>> cleaned.text, cleaned.span(4, 7)
    ('全县机构35个，占98.6%。', Span(start=4, end=7))
    """
    text, offsets = source, OffsetMap.identity(len(source))
    steps: list[Step] = []
    if aside:
        edits = tuple(Edit(start, end + (source[end : end + 1] == "\n"), "", "aside") for start, end in sorted(aside))
        steps, offsets, text = [Step("aside", edits)], offsets.then(edits), apply(edits, text)
    for _ in range(MAX_ROUNDS):
        done = len(steps)
        for name, repair in REPAIRS:
            edits = tuple(repair(text))
            if edits:
                steps.append(Step(name, edits))
                offsets = offsets.then(edits)
                text = apply(edits, text)
        if len(steps) == done:
            break
    proposals = sorted(proposal for _, doubt in DOUBTS for proposal in doubt(text))
    return CleanText(source, text, Plan(tuple(steps)), offsets, tuple(proposals))
