"""The screen: colours of kinds and severities, and text from files made safe to print."""

import re
from itertools import accumulate
from typing import TextIO

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

KIND_STYLE = {
    "unit_count": "bold blue",
    "quota": "bold cyan",
    "headcount": "bold green",
    "percentage": "bold magenta",
    "money": "bold yellow",
    "score": "bold bright_red",
    "duration": "bold bright_black",
    "count": "bold",
}
SEVERITY_STYLE = {"error": "bold red", "warning": "bold yellow", "review": "cyan", "info": "bright_black"}
OUTCOME_STYLE = {"violated": "bold red", "review": "yellow", "not_testable": "bright_black"}
FIELD_STYLE = {"measure": "underline cyan", "subject": "underline green", "period": "underline yellow"}
DOUBT_STYLE = "bold white on red"
PLAIN_WIDTH = 100

# A report may hold escape sequences; they are shown (U+2400 and on), never obeyed.
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421, 0x9B: 0x241B}


def screen(*, errors: bool = False, file: TextIO | None = None) -> Console:
    """A console on standard output, on standard error, or on a file; without a terminal it prints plain text."""
    console = Console(stderr=errors, file=file, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def safe(text: str, style: str = "") -> Text:
    """Text of a file, printable on one or more lines, its control characters made visible."""
    return Text(text.replace("\r\n", "\n").translate(_CONTROLS), style=style)


# What is not broken at a line's end: a number with its unit, or a Latin word, and the brackets and marks that cling to it.
_PIECE = re.compile(
    r"[「『（(“⟦《]*(?:[0-9A-Za-z.,%‰/_+=÷−×:!-]+[百千万亿]*[\u4e00-\u9fff]?|.)[，。、；：！？）」』)”⟧》]*", re.DOTALL
)


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most `width` cells; Chinese breaks between any two characters, numbers and words stay whole.

    >>> wrapped("共有编制1204名，实有", 10)
    ['共有编制', '1204名，实', '有']
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_len(lines[-1]) + cell_len(piece) <= width:
            lines[-1] += piece
        elif cell_len(piece) <= width:
            lines.append(piece.lstrip(" "))
        else:
            *whole, last = chop_cells(lines.pop() + piece, width)
            lines += [*whole, last]
    return [line.rstrip(" ") for line in lines]


def print_hanging(console: Console, head: Text, text: Text, *, by_words: bool = False) -> None:
    """A text behind its head; on a terminal it goes on under itself, without one it stays on one line, for grep.

    Chinese breaks anywhere; `by_words` breaks at spaces only.
    """
    if not console.is_terminal:
        console.print(Text.assemble(head, text), soft_wrap=True)
        return
    width = max(PLAIN_WIDTH // 5, console.width - head.cell_len)
    parts = text.wrap(console, width) if by_words else text.divide(accumulate(map(len, chop_cells(text.plain, width))))
    for place, part in enumerate(part for part in parts if part):
        console.print(Text.assemble(head if place == 0 else " " * head.cell_len, part), soft_wrap=True)
