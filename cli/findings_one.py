"""One finding, line by line: what is claimed, the arithmetic, the sentences, which figure may be wrong, and its waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from gouji.check.phrases import amount, label_of, when
from gouji.cli.console import DOUBT_STYLE, KIND_STYLE, SEVERITY_STYLE, safe
from gouji.cli.findings_list import heading, lines_of, place_of, severity_of, suggested, waiver_of
from gouji.cli.options import Lang
from gouji.cli.words import say
from gouji.pipeline.casework import worth
from gouji.schemas.figure import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from gouji.schemas import Relation
    from gouji.store import Case, Exhibit

_INDENT = 4
_LONG = 40  # cells; a longer equation stands below the columns


class Row(NamedTuple):
    """One line of the arithmetic: a sign, a name, a number, and where it stands."""

    sign: str
    name: str
    number: str
    place: str = ""


def print_case(console: Console, case: Case, lang: Lang) -> None:
    """All that is known of one finding."""
    finding = case.finding
    head = Text.assemble(
        (case.name, "bold"),
        "  ",
        (severity_of(finding, lang), SEVERITY_STYLE[finding.severity]),
        f" {heading(finding, lang)}",
    )
    mark = Text(f"  {finding.fingerprint}", "bright_black")
    if console.is_terminal and head.cell_len + mark.cell_len > console.width:
        console.print(head, soft_wrap=True)
        console.print(Text.assemble("  ", mark))
    else:
        console.print(head.append_text(mark), soft_wrap=True)
    _block(console, "", finding.message)
    _print_arithmetic(console, case, lang)
    _print_sentences(console, case, lang)
    _print_suspects(console, case, lang)
    if note := waiver_of(finding, lang):
        _title(console, say("one_waiver", lang))
        _block(console, "yellow", note)


def _title(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, "bold"))


def _block(console: Console, style: str, text: str) -> None:
    for line in lines_of(console, text, _INDENT):
        console.print(Text(" " * _INDENT + line, style), soft_wrap=True)


def _print_arithmetic(console: Console, case: Case, lang: Lang) -> None:
    """Each figure with its sign on a line of its own, then what they give, how far off that is, and how far it may be."""
    finding, claim = case.finding, case.exhibits[0].figure
    _title(console, say("one_arithmetic", lang))
    if len(finding.documents) == 1:
        _block(console, "bright_black", finding.documents[0])
    signs = _signs(case.relation, claim.document) if case.relation is not None else _signs_in(case)
    rows = [
        Row(
            signs.get((exhibit.figure.document, exhibit.figure.figure), ""),
            _named(exhibit, lang),
            _printed(exhibit),
            place_of(exhibit, lang, named=len(finding.documents) > 1),
        )
        for exhibit in case.exhibits
    ]
    long = cell_len(finding.equation) > _LONG
    if finding.equation and not long:
        rows.append(Row("=", say("one_equation", lang), finding.equation))
    elif finding.expected is not None:
        rows.append(Row("=", say("one_expected", lang), worth(finding.expected, claim, lang.value)))
    if finding.gap is not None:
        rows.append(Row("", say("one_gap", lang), amount(finding.gap, claim, lang.value)))
    if finding.tolerance is not None:
        rows.append(Row("", say("one_tolerance", lang), amount(finding.tolerance, claim, lang.value)))
    names, numbers = (max(map(cell_len, column)) for column in (tuple(r.name for r in rows), tuple(r.number for r in rows)))
    room = console.width - _INDENT if console.is_terminal else 10_000
    for row in rows:
        _print_row(console, row, names, numbers, room)
    if long:
        _block(console, "", finding.equation)


def _print_row(console: Console, row: Row, names: int, numbers: int, room: int) -> None:
    """In columns where there is room for them, else one under the other."""
    sign, indent = f"{row.sign:<3}", " " * _INDENT
    number = " " * (numbers - cell_len(row.number)) + row.number
    if 3 + names + 2 + numbers > room:
        console.print(Text(f"{indent}{sign}{row.name}"), soft_wrap=True)
        console.print(Text(f"{indent}   {row.number}", "bold"), soft_wrap=True)
        _print_place(console, row.place)
        return
    text = Text.assemble(indent, sign, set_cell_size(row.name, names), "  ", (number, "bold"))
    if row.place and text.cell_len + 2 + cell_len(row.place) <= room + _INDENT:
        console.print(text.append(f"  {row.place}", "bright_black"), soft_wrap=True)
    else:
        console.print(text, soft_wrap=True)
        _print_place(console, row.place)


def _print_place(console: Console, place: str) -> None:
    for line in lines_of(console, place, _INDENT + 3):
        console.print(Text(" " * (_INDENT + 3) + line, "bright_black"), soft_wrap=True)


def _signs(relation: Relation, document: str) -> Mapping[tuple[str, str], str]:
    """Figure → the sign it bears in the relation that failed; a figure that stands there twice bears both."""
    signs: dict[tuple[str, str], str] = {}
    for place, (sign, figure) in enumerate(relation.terms, start=1):
        mark = "+" if sign > 0 else "−"
        if relation.type in ("equal", "at_most"):
            mark = "=" if relation.type == "equal" else "≤"
        elif relation.type == "ratio" and place == len(relation.terms):
            mark = "÷"
        elif relation.type == "ratio" and place == 1 and sign > 0:
            mark = ""  # the numerator begins with it
        signs[document, figure] = signs.get((document, figure), "") + mark
    return signs


def _signs_in(case: Case) -> Mapping[tuple[str, str], str]:
    """The same of figures of several reports, which no relation of one ties: as the equation has them (7102−7020=82)."""
    signs: dict[tuple[str, str], str] = {}
    done = 0
    for exhibit in case.exhibits[1:]:
        number = plain(exhibit.figure.value.scaleb(-exhibit.figure.unit_mult))
        at = case.finding.equation.find(number, done)
        if at < 0:
            return {}
        signs[exhibit.figure.document, exhibit.figure.figure] = case.finding.equation[at - 1 : at].strip("(（")
        done = at + len(number)
    return signs


def _named(exhibit: Exhibit, lang: Lang) -> str:
    figure = exhibit.figure
    words = (safe(label_of(figure)).plain, f"({when(figure.period, lang.value)})" if figure.period else "")
    return " ".join(filter(None, words)) or say("why_no_name", lang)


def _printed(exhibit: Exhibit) -> str:
    return safe("".join(exhibit.figure.text.split())).plain


def _print_sentences(console: Console, case: Case, lang: Lang) -> None:
    """Under each report its sentences, each once and beside its line, with the figures marked, the suspects otherwise."""
    _title(console, say("one_sentences", lang))
    reports: dict[tuple[str, int], dict[int, list[Exhibit]]] = {}
    for exhibit in case.exhibits:
        blocks = reports.setdefault((exhibit.figure.document, exhibit.figure.report), {})
        blocks.setdefault(exhibit.quote_start, []).append(exhibit)
    suspects = set(case.finding.suspects)
    for (document, _), blocks in reports.items():
        head = next(iter(blocks.values()))[0].head
        about = " ".join(filter(None, (head.office, head.title) if head is not None else ()))
        _block(console, "bright_black", f"{document}  {about}".rstrip())
        places = [place_of(block[0], lang, named=False) for block in blocks.values()]
        width = max(map(cell_len, places))
        for place, block in zip(places, blocks.values(), strict=True):
            _print_quote(console, block, suspects, set_cell_size(place, width))


def _print_quote(console: Console, block: list[Exhibit], suspects: set[tuple[str, str]], place: str) -> None:
    quote, offset = block[0].quote, block[0].quote_start
    shown, done = Text(), 0
    for exhibit in sorted(block, key=lambda each: each.figure.start):
        figure = exhibit.figure
        start, end = figure.start - offset, figure.end - offset
        if start < done:
            continue
        style = DOUBT_STYLE if (figure.document, figure.figure) in suspects else KIND_STYLE[figure.kind]
        inside = safe(quote[start:end])
        if console.color_system is None:
            inside = Text.assemble("⟦", inside, "⟧")
        inside.stylize(style)
        shown.append_text(safe(quote[done:start])).append_text(inside)
        done = end
    shown.append_text(safe(quote[done:]))
    for number, line in enumerate(_broken(shown, console, cell_len(place) + 3)):
        edge = f"{' ' * _INDENT}{place if number == 0 else ' ' * cell_len(place)} │ "
        console.print(Text.assemble((edge, "bright_black"), line), soft_wrap=True)


def _broken(text: Text, console: Console, indent: int) -> list[Text]:
    """The lines of a quotation; on a terminal broken to fit, without one as they are."""
    lines = [line for line in text.split("\n", allow_blank=False) if line.plain.strip()]
    if not console.is_terminal:
        return lines
    broken = []
    for line in lines:
        places, done = [], 0
        for part in lines_of(console, line.plain, _INDENT + indent):
            places.append(line.plain.find(part, done))
            done = places[-1] + len(part)
        broken += [piece for piece in line.divide(places[1:]) if piece.plain]
    return broken


def _print_suspects(console: Console, case: Case, lang: Lang) -> None:
    """Which figures may be the wrong ones, most likely first, and the slip that would explain it."""
    by_pair = {(exhibit.figure.document, exhibit.figure.figure): exhibit for exhibit in case.exhibits}
    if case.finding.suspects:
        _title(console, say("one_suspects", lang))
        for number, pair in enumerate(case.finding.suspects, start=1):
            exhibit = by_pair[pair]
            _block(console, "", f"{number}. {_named(exhibit, lang)} {_printed(exhibit)}")
    _block(console, "cyan", suggested(case.finding, lang))
