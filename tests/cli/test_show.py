"""gouji show: the report as it is, its figures marked."""

import re
from pathlib import Path

import pytest
from rich.console import Console

import gouji.cli.console
from gouji.cli.console import DOUBT_STYLE, KIND_STYLE, safe

pytestmark = pytest.mark.usefixtures("simple")


def body(out: str) -> str:
    """What stands between the head and the findings."""
    return out.split("\n", 2)[2].rsplit("\n\n", 1)[0]


def test_figures_stand_in_brackets(call, report) -> None:
    said = call("show", report())
    assert "行政编制⟦120名⟧,其中市直编制⟦80名⟧、乡镇编制⟦41名⟧。" in said.out
    assert said.code == 0


def test_but_for_the_brackets_the_text_is_the_source(call, report) -> None:
    text = "标题\n\n行政编制120名。[bold]不是标记[/bold]:smile:\n  市直编制80 名\n" + "长" * 300 + "\n"
    said = call("show", report(text=text))
    assert re.sub("[⟦⟧]", "", said.out).count(text.rstrip("\n")) == 1


def test_a_figure_over_a_line_end_is_marked_whole(call, report) -> None:
    said = call("show", report(text="行政编制12\n名,以及编制3名。\n"))
    assert "行政编制⟦12\n名⟧,以及编制⟦3名⟧。" in said.out


def test_findings_follow_with_their_lines(call, report) -> None:
    said = call("show", report(text="编制情况\n行政编制120名,其中市直编制80名、乡镇编制41名。\n"))
    assert re.search(r"SUM .*第2行", said.out)


def test_escape_sequences_of_a_report_are_not_obeyed(call, report) -> None:
    said = call("show", report(text="行政编制120名\x1b]0;title\x07\x9b2J\n"))
    assert "␛]0;title␇" in said.out
    assert not {"\x1b", "\x07", "\x9b"} & set(said.out)


def test_on_a_terminal_kinds_and_doubts_have_colours(call, report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(record=True, width=60, force_terminal=True, color_system="standard", highlight=False, markup=False)
    monkeypatch.setattr(gouji.cli.console, "screen", lambda: console)
    call("show", report(text="行政编制120名,其中市直编制80名、乡镇编制41名,另有编制7名。\n"))
    spans = {text: style for text, style in recorded(console) if text.endswith("名")}
    assert spans["7名"] == KIND_STYLE["quota"]
    assert spans["120名"] == DOUBT_STYLE


def recorded(console: Console) -> list[tuple[str, str]]:
    from rich.style import Style

    names = {Style.parse(style): style for style in (*KIND_STYLE.values(), DOUBT_STYLE)}
    return [(part.text, names.get(part.style or Style(), "")) for part in console._record_buffer]


def test_safe_keeps_line_feeds_and_tabs() -> None:
    assert safe("a\r\nb\tc\rd").plain == "a\nb\tc␍d"
