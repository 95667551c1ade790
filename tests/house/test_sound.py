"""Texts whose figures agree: what is called a contradiction there is a false alarm, the dearest mistake of all."""

from pathlib import Path

import pytest

from gouji.check import find
from gouji.pipeline import read_report, tagger_of

SOUND = Path(__file__).resolve().parents[2] / "corpora" / "strangers" / "sound"
# Relations found in each on an average: nothing is called wrong where nothing is tied.
FEWEST = {"paragraphs": 1.5, "reports": 13}


def texts_of(path: Path) -> list[str]:
    """The texts of a file: paragraphs, one a line, each under a title, or reports that lines of @@ part."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "reports":
        return text.split("@@\n")
    return [f"某县工作总结\n{line}\n" for line in text.splitlines()]


@pytest.mark.parametrize("path", sorted(SOUND.glob("*/*.txt")), ids=lambda path: path.stem)
def test_no_contradiction_is_found_where_there_is_none(path: Path, tmp_path: Path) -> None:
    tagger, found, wrong = tagger_of(ner=True), 0, []
    texts = texts_of(path)
    for number, text in enumerate(texts, start=1):
        report = tmp_path / f"{number}.txt"
        report.write_text(text, encoding="utf-8")
        document = read_report(str(report), tagger=tagger)
        found += len(document.relations)
        wrong += [(number, text, one.rule) for one in document.relations if one.outcome == "violated"]
        wrong += [(number, text, one.code) for one in find([document]) if one.severity in ("error", "warning")]
    assert wrong == []
    assert found / len(texts) >= FEWEST[path.parent.name]
