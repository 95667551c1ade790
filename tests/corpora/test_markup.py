"""The markup of sample reports: offsets by construction, arithmetic worked out."""

import pytest

from gouji.corpora.generate.arithmetic import evaluate, read_number
from gouji.corpora.generate.markup import MarkupError, read

HEAD = "period: 2016\ncolumns: 甲; 乙; 总计\n----\n"


def test_a_figure_stands_where_its_mark_stood() -> None:
    marked = read(HEAD + "共有[[1 2\n34人|a|人员||headcount total p=lastend]]，\n----\n")
    assert marked.text == "共有1 2\n34人，\n"
    row = marked.figures[0]
    assert marked.text[row["start"] : row["end"]] == row["text"] == "1 2\n34人"
    assert (row["value"], row["unit"], row["period"], row["role"]) == ("1234", "人", "2015-12-31", "total")


def test_table_cells_take_their_columns() -> None:
    marked = read(HEAD + "[[=r|申请|3 4 7]] |\n----\nsum r.3 = r.1 + r.2 # 行\n")
    assert marked.text == "3 | 4 | 7 |\n"
    assert [row["subject"] for row in marked.figures] == ["甲", "乙", "总计"]
    assert marked.identities[0]["holds"] is True


@pytest.mark.parametrize(
    ("body", "relations", "reason"),
    [
        ("[[3件|a|申请||]]", "equal a = b", "no figure named"),
        ("[[3件|a|申请||]][[4件|b|申请||]]", "equal a = b", "holds is False"),
        ("[[3件|a|申请||]][[3件|b|申请||]]", "equal!twice a = b", "holds is True"),
        ("[[3件|a|申请||shiny]]", "", "unknown word"),
        ("[[3件|a|申请||]][[3件|a|申请||]]", "", "taken"),
        ("[[3件|a]]", "", "4 or 5 fields"),
    ],
)
def test_what_is_wrong_is_named(body: str, relations: str, reason: str) -> None:
    with pytest.raises(MarkupError, match=reason):
        read(f"{HEAD}{body}\n----\n{relations}\n")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("1,234名", "1234", "名"), ("３.５万元", "35000", "元"), ("2 148個", "2148", "个"), ("0.75個百分點", "0.75", "百分点")],
)
def test_printed_numbers(text: str, value: str, unit: str) -> None:
    number = read_number(text)
    assert (str(number.value), number.unit) == (value, unit)


@pytest.mark.parametrize(
    ("kind", "lhs", "terms", "holds"),
    [
        ("sum", "10个", [(1, "4个"), (1, "6个")], True),
        ("sum", "10个", [(1, "4个"), (1, "5个")], False),
        ("sum", "1.2万人", [(1, "7 020人"), (1, "5 010人")], True),  # half a unit of the last digit
        ("difference", "13个", [(1, "264个"), (-1, "251个")], True),
        ("ratio", "9.0%", [(1, "514件"), (1, "5730件")], True),
        ("ratio", "9.8%", [(1, "514件"), (1, "5730件")], False),
        ("ratio", "1.4%", [(1, "8147人"), (-1, "8036人"), (1, "8147人")], True),
        ("equal", "6.42万名", [(1, "64218人")], True),
    ],
)
def test_arithmetic(kind: str, lhs: str, terms: list[tuple[int, str]], holds: bool) -> None:
    printed = [(sign, read_number(text)) for sign, text in terms]
    assert evaluate(kind, read_number(lhs), printed).holds is holds
