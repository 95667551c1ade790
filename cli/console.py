"""The screen: colours of kinds and severities, and text from files made safe to print."""

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
DOUBT_STYLE = "bold white on red"
PLAIN_WIDTH = 100

# A report may hold escape sequences; they are shown (U+2400 and on), never obeyed.
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421, 0x9B: 0x241B}


def screen(*, errors: bool = False) -> Console:
    """A console on standard output, or on standard error; without a terminal it prints plain text."""
    console = Console(stderr=errors, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def safe(text: str, style: str = "") -> Text:
    """Text of a file, printable on one or more lines, its control characters made visible."""
    return Text(text.replace("\r\n", "\n").translate(_CONTROLS), style=style)
