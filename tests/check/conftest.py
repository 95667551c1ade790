"""The gold rows of our own development reports (d, e, h) as documents with figures and relations."""

import json
import re
import string
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.check import evaluate, relate
from gouji.extract.indicators import known_indicator
from gouji.schemas import Document, Figure, Relation, ReportHead, Term

ROOT = Path(__file__).resolve().parents[2]
GOLD_FOLDERS = (ROOT / "corpora" / "gold" / "dev", ROOT.parent / "shared" / "gold" / "dev")
MULTIPLES = {"百": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}


def gold_folder() -> Path:
    for folder in GOLD_FOLDERS:
        if any(folder.glob("d*.figures.jsonl")):
            return folder
    pytest.skip("no gold rows: neither corpora/gold/dev nor ../shared/gold/dev is there")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def printed(text: str, value: Decimal, kind: str) -> tuple[int, int, Decimal]:
    """Decimals, power of ten of the scale word and half a unit of the last digit, from the printed text."""
    text = re.sub(r"[\s,，]", "", text).translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    number = re.match(r"\d+(?:\.(\d+))?([百千仟万萬亿億]*)(\d?)", text)
    if number is None or number[3]:
        return 0, 0, Decimal(0)
    decimals = len(number[1] or "")
    scale = sum(MULTIPLES[character] for character in number[2])
    if kind == "money" and not scale and value and (multiple := value / Decimal(re.match(r"[\d.]+", text)[0])) > 1:
        scale = multiple.adjusted()  # a cell whose scale word stands in the table's head
    step = Decimal(1).scaleb(scale - decimals)
    return decimals, scale, step / 2 if decimals or scale else Decimal(0)


def bounds(row: dict[str, Any], half: Decimal) -> tuple[Decimal | None, Decimal | None]:
    value = Decimal(row["value"])
    if row["bound"] == "at_least":
        return value, None
    if row["bound"] == "at_most":
        return None, value
    slack = max(half, value / 20) if row["bound"] == "about" else half
    return value - slack, value + slack


def figure_of(document: str, row: dict[str, Any]) -> Figure:
    value = Decimal(row["value"])
    decimals, scale, half = printed(row["text"], value, row["kind"])
    low, high = bounds(row, half)
    known = known_indicator(row["measure"], row["subject"], row["unit"], row["kind"], row["role"])
    return Figure(
        document=document,
        report=row["report"],
        figure=row["id"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        value=value,
        low=low,
        high=high,
        decimals=decimals,
        unit=row["unit"],
        unit_mult=scale,
        kind=row["kind"],
        bound=row["bound"],
        mode=row["mode"],
        measure=row["measure"],
        subject=row["subject"],
        indicator=known.code if known else None,
        breakdown=known.breakdown if known else "",
        period=row["period"],
        role=row["role"],
        section="",
        sentence="",
        origin="text",
        rule="gold",
        confidence=1.0,
    )


def relation_of(document: str, row: dict[str, Any]) -> Relation:
    return Relation(
        document=document,
        report=1,
        relation=row["id"],
        type=row["type"],
        lhs=row["lhs"],
        terms=tuple(Term(sign, figure) for sign, figure in row["terms"]),
        stated=row["stated"],
        closed=True,
        evidence=(0, 0),
        rule="gold",
        listed=row.get("listed"),
    )


def gold_document(folder: Path, name: str, office: str | None = None, period: str | None = None) -> Document:
    figures = [figure_of(name, row) for row in rows(folder / f"{name}.figures.jsonl")]
    relations = [relation_of(name, row) for row in rows(folder / f"{name}.identities.jsonl")]
    return Document(
        document=name,
        content_hash=name,
        source="",
        encoding="utf-8",
        runner_up=None,
        repairs=(),
        reports=(ReportHead(1, 0, 0, None, office, None, period),),
        figures=tuple(figures),
        relations=tuple(evaluate({figure.figure: figure for figure in figures}, relations)),
    )


@pytest.fixture(scope="session")
def gold() -> list[tuple[Document, dict[str, dict[str, Any]]]]:
    """(document, gold relation rows by id) for every report of ours."""
    folder = gold_folder()
    names = sorted(path.name.split(".")[0] for path in folder.glob("[deh]*.figures.jsonl"))
    return [
        (gold_document(folder, name), {row["id"]: row for row in rows(folder / f"{name}.identities.jsonl")}) for name in names
    ]


@pytest.fixture(scope="session")
def series() -> tuple[list[Document], dict[str, Any]]:
    """The four years of one office, its name written in three ways, and what holds across them."""
    folder = gold_folder()
    facts = json.loads((folder / "series.json").read_text(encoding="utf-8"))
    written = ["汉洲县机构编制委员会办公室", "汉洲县编办", "县委编办", "中共汉洲县委机构编制委员会办公室"]
    documents = [
        gold_document(folder, name, office, period)
        for (name, period), office in zip(sorted(facts["docs"].items()), written, strict=True)
    ]
    return documents, facts


SPEC = re.compile(
    r"(?P<bound>约|至少|至多)?(?P<sign>[+-]?)(?P<number>[\d.]+(?:E\+\d+)?|Infinity)(?P<scale>[万亿]?)(?P<unit>[^=?]*)(?:=(?P<text>[^?]+))?(?P<doubt>\??)"
)
BOUND_WORDS = {"约": "about", "至少": "at_least", "至多": "at_most", None: "exact"}
KIND_OF_UNIT = {
    "%": "percentage",
    "‰": "percentage",
    "百分点": "percentage",
    "元": "money",
    "分": "score",
    "名": "quota",
    "人": "headcount",
    "天": "duration",
}


def as_printed(spec: str, name: str = "f1", **fields: Any) -> Figure:
    """A figure from its print: `约1.2万元`, `至少80%`, `90%=九成` (the text it stands for), `56人?` (a doubtful reading)."""
    match = SPEC.fullmatch(spec)
    assert match is not None, spec
    scale = MULTIPLES.get(match["scale"], 0)
    number = Decimal(match["number"])
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    value = -number.scaleb(scale) if match["sign"] == "-" else number.scaleb(scale)
    half = Decimal(1).scaleb(scale - decimals) / 2 if decimals or scale else Decimal(0)
    bound = BOUND_WORDS[match["bound"]]
    low: Decimal | None
    high: Decimal | None
    low, high = value - half, value + half
    if bound == "about":
        low, high = value * Decimal("0.9"), value * Decimal("1.1")
    elif bound == "at_least":
        low, high = value, None
    elif bound == "at_most":
        low, high = None, value
    row: dict[str, Any] = {
        "document": "report.txt",
        "report": 1,
        "figure": name,
        "start": 0,
        "end": 0,
        "text": match["text"] or spec.strip("+-?"),
        "value": value,
        "low": low,
        "high": high,
        "decimals": decimals,
        "unit": match["unit"],
        "unit_mult": scale,
        "kind": KIND_OF_UNIT.get(match["unit"], "count"),
        "bound": bound,
        "mode": "actual",
        "measure": "",
        "subject": "",
        "indicator": None,
        "period": None,
        "role": "plain",
        "section": "",
        "sentence": "",
        "origin": "text",
        "rule": "test",
        "confidence": 0.2 if match["doubt"] else 0.9,
    }
    return Figure(**{**row, **fields})


def as_document(
    figures: list[Figure],
    relations: list[Relation] | None = None,
    *,
    name: str = "report.txt",
    office: str | None = None,
    period: str | None = None,
) -> Document:
    """A document of one report with these figures, its relations evaluated and those that follow from it."""
    head = ReportHead(1, 0, 0, None, office, None, period)
    return relate(Document(name, name, "", "utf-8", None, (), (head,), tuple(figures), tuple(relations or ())))


def as_relation(kind: str, lhs: str, terms: list[tuple[int, str]], **fields: Any) -> Relation:
    row: dict[str, Any] = {
        "document": "report.txt",
        "report": 1,
        "relation": "r1",
        "type": kind,
        "lhs": lhs,
        "terms": tuple(Term(sign, figure) for sign, figure in terms),
        "stated": True,
        "closed": True,
        "evidence": (0, 0),
        "rule": "test",
    }
    return Relation(**{**row, **fields})


def document_of_case(case: dict[str, Any]) -> Document:
    """Figures named a, b, c … in the order given; relations written `type a +b -c @rule`."""
    figures = [
        as_printed(entry["print"], name, start=place * 10, **{key: value for key, value in entry.items() if key != "print"})
        for place, (name, entry) in enumerate(zip(string.ascii_lowercase, case["figures"], strict=False))
    ]
    relations = []
    for place, text in enumerate(case.get("relations", [])):
        text, _, rule = text.partition(" @")
        kind, lhs, *terms = text.split()
        signed = [(-1 if term[0] == "-" else 1, term[1:]) for term in terms]
        fields = {"relation": f"r{place + 1}", "listed": case.get("listed"), "closed": case.get("closed", True)}
        relations.append(as_relation(kind, lhs, signed, rule=rule or "test", **fields))
    return as_document(figures, relations)


@pytest.fixture(scope="session")
def document_of() -> Any:
    return document_of_case


@pytest.fixture(scope="session")
def printed_figure() -> Any:
    return as_printed


@pytest.fixture(scope="session")
def make_document() -> Any:
    return as_document


@pytest.fixture(scope="session")
def make_relation() -> Any:
    return as_relation
