"""The markup that sample reports are written in: figures marked where they stand, relations named below.

A source has a head, a body and relations, separated by lines of `----`.

head        `key: value` lines: `period` (default of the figures), `columns` (of table rows, `;` between),
            `newline` (crlf: two characters), and what the builder of the file needs
body        the report, character by character, with marks
            `[[412条|name|measure|subject|words]]`   one figure; words as in WORDS, or v= (value), u= (unit), p= (period;
                                                      `end start last lastend`: of the report's year and the one before)
            `[[=name|measure|3 1 0 4|words]]`         cells `3 | 1 | 0 | 4`, named name.1 …, subjects from `columns`
            `[[#report 2014]]`                        the next report of the file begins, with this default period
relations   `sum t = a + b`, `difference d = a - b`, `ratio r = a / b` (`new - old / old`), `equal a = b`, `list_length n = 5`
            `?` after the type: implied, not stated; `!kind`: planted, does not hold; `# …` the note
            `for x in 1 2 3: sum t.$x = a.$x + b.$x` stands for three of them
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gouji.corpora.generate.arithmetic import Printed, evaluate, read_number
from gouji.schemas import BOUNDS, KINDS, MODES, ROLES, GoujiError

MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
RELATION = re.compile(r"(\w+)(\?)?(?:!(\w+))? +(\S+) = (.*?)(?: +# *(.*))?$")
TERM = re.compile(r"([-+/=]?)\s*([\w.]+)")
_VOCABULARIES: tuple[tuple[str, tuple[str, ...]], ...] = (("kind", KINDS), ("bound", BOUNDS), ("mode", MODES), ("role", ROLES))
WORDS = {word: key for key, words in _VOCABULARIES for word in words}
UNIT_KIND = {"%": "percentage", "百分点": "percentage", "元": "money"}


class MarkupError(GoujiError):
    """A marked source that cannot be read; the message names the mark or line."""


@dataclass(slots=True)
class Marked:
    """A report read from its markup: the plain text, and its gold rows as JSON-ready mappings (gold/GUIDELINES.md).

    `names` maps the names given in the markup to figure ids.
    """

    head: dict[str, str]
    names: dict[str, str]
    text: str
    figures: list[dict[str, Any]] = field(default_factory=list)
    identities: list[dict[str, Any]] = field(default_factory=list)
    planted: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    head: dict[str, str]
    period: str | None
    report: int = 1
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    figures: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    printed: dict[str, Printed] = field(default_factory=dict)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def dated(self, word: str | None) -> str | None:
        """The period that a p= word means, relative to the report's own year."""
        if word is None or self.period is None:
            return word or self.period
        if word in ("end", "start", "last", "lastend"):
            year = int(self.period[:4]) - word.startswith("last")
            return f"{year}" + {"start": "-01-01", "last": ""}.get(word, "-12-31")
        return word

    def figure(self, text: str, name: str, measure: str, subject: str, words: str) -> None:
        row: dict[str, Any] = {"kind": None, "bound": "exact", "mode": "actual", "role": "plain"}
        given: dict[str, str] = {}
        for word in words.split():
            key, _, value = word.partition("=")
            if value:
                given[key] = value
            elif word == "optional":
                row["optional"] = True
            elif word in WORDS:
                row[WORDS[word]] = word
            else:
                raise MarkupError(f"[[{text}|{name}…]]: unknown word {word!r}")
        number = read_number(text, given.get("v"), given.get("u"))
        row["kind"] = row["kind"] or UNIT_KIND.get(number.unit, "count")
        figure = f"f{len(self.figures) + 1}"
        if name != "_":
            if name in self.ids:
                raise MarkupError(f"[[{text}|{name}…]]: the name is taken")
            self.ids[name] = figure
        self.printed[figure] = number
        place = {"id": figure, "report": self.report, "start": self.length, "end": self.length + len(text), "text": text}
        what = {"value": format(number.value, "f"), "unit": number.unit}
        named = {"measure": measure, "subject": subject, "period": self.dated(given.get("p"))}
        optional = {"optional": True} if row.pop("optional", False) else {}
        role = row.pop("role")
        self.figures.append({**place, **what, **row, **named, "role": role, **optional})
        self.write(text)

    def cells(self, name: str, measure: str, numbers: str, words: str) -> None:
        columns = [column.strip() for column in self.head["columns"].split(";")]
        values = numbers.split()
        if len(values) != len(columns):
            raise MarkupError(f"[[={name}…]]: {len(values)} cells for {len(columns)} columns")
        for at, (value, column) in enumerate(zip(values, columns, strict=True), 1):
            if at > 1:
                self.write(" | ")
            role = "total" if at == len(columns) else "part"
            self.figure(value, f"{name}.{at}", measure, column, f"{role} {words}")

    def mark(self, content: str) -> None:
        parts = content.split("|")
        if content.startswith("#report"):
            self.report += 1
            self.period = content.split()[1]
        elif content.startswith("="):
            self.cells(parts[0][1:], parts[1], parts[2], parts[3] if len(parts) > 3 else "")
        elif len(parts) in (4, 5):
            self.figure(parts[0], parts[1], parts[2], parts[3], parts[4] if len(parts) == 5 else "")
        else:
            raise MarkupError(f"[[{content}]]: a figure has 4 or 5 fields, text|name|measure|subject|words")

    def relation(self, line: str, number: int) -> tuple[dict[str, Any], str | None]:
        found = RELATION.fullmatch(line)
        if found is None:
            raise MarkupError(f"relation {line!r}: not understood")
        kind, implied, planted, lhs, right, note = found.groups()
        try:
            left = self.ids[lhs]
            terms = (
                []
                if kind == "list_length"
                else [(-1 if sign == "-" else 1, self.ids[name]) for sign, name in TERM.findall(right)]
            )
        except KeyError as missing:
            raise MarkupError(f"relation {line!r}: no figure named {missing}") from None
        listed = Decimal(right) if kind == "list_length" else None
        outcome = evaluate(kind, self.printed[left], [(sign, self.printed[figure]) for sign, figure in terms], listed)
        if outcome.holds is (planted is not None):
            raise MarkupError(f"relation {line!r}: holds is {outcome.holds}, expected {outcome.expected}")
        row: dict[str, Any] = {"id": f"e{number}", "type": kind, "lhs": left, "terms": [list(term) for term in terms]}
        if listed is not None:
            row["listed"] = int(listed)
        row |= {"stated": implied is None, "holds": outcome.holds, "expected": outcome.expected}
        if terms and all(self.printed[figure].value == 0 for figure in (left, *(term[1] for term in terms))):
            row["trivial"] = True
        row["note"] = note or ""
        if planted:
            row["planted"] = True
        return row, planted


def read(source: str) -> Marked:
    """The report, its gold figures and its identities; `holds` and `expected` are worked out, never typed.

    Raises MarkupError where a mark is malformed, a name is unknown, or a relation holds that is planted (or the reverse).
    """
    sections = re.split(r"^----\n", source, flags=re.MULTILINE)
    if len(sections) != 3:
        raise MarkupError(f"a source has a head, a body and relations, found {len(sections)} sections")
    head = dict(re.split(r":\s*", line, maxsplit=1) for line in sections[0].splitlines() if line.strip())
    reader = _Reader(head, head.get("period"))
    body = sections[1].replace("\n", "\r\n") if head.get("newline") == "crlf" else sections[1]
    at = 0
    for mark in MARK.finditer(body):
        reader.write(body[at : mark.start()])
        reader.mark(mark.group(1))
        at = mark.end()
    reader.write(body[at:])
    marked = Marked(head, reader.ids, "".join(reader.pieces), reader.figures)
    for line in unroll(sections[2]):
        row, planted = reader.relation(line, len(marked.identities) + 1)
        marked.identities.append(row)
        if planted:
            figures = [row["lhs"], *(figure for _, figure in row["terms"])]
            marked.planted.append({"kind": planted, "relation": row["id"], "figures": figures, "note": row["note"]})
    return marked


def unroll(relations: str) -> list[str]:
    """The relation lines with their `for` loops written out; empty lines and whole-line comments dropped."""
    lines = []
    for line in relations.splitlines():
        loop = re.fullmatch(r"for (\w+) in ([^:]+): (.*)", line)
        if loop:
            lines += [loop[3].replace(f"${loop[1]}", value) for value in loop[2].split()]
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return lines
