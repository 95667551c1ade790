"""Paragraphs whose figures agree: what is called a contradiction there is a false alarm, the dearest mistake of all."""

from pathlib import Path

import pytest

from gouji.pipeline import read_report, tagger_of

SOUND = Path(__file__).resolve().parents[2] / "corpora" / "strangers" / "sound"
FEWEST = 1.5  # relations found in a paragraph on an average: nothing is called wrong where nothing is tied


@pytest.mark.parametrize("path", sorted(SOUND.glob("*.txt")), ids=lambda path: path.stem)
def test_no_contradiction_is_found_where_there_is_none(path: Path, tmp_path: Path) -> None:
    tagger, found, wrong = tagger_of(ner=True), 0, []
    paragraphs = path.read_text(encoding="utf-8").splitlines()
    for number, paragraph in enumerate(paragraphs, start=1):
        report = tmp_path / f"{number}.txt"
        report.write_text(f"某县工作总结\n{paragraph}\n", encoding="utf-8")
        relations = read_report(str(report), tagger=tagger).relations
        found += len(relations)
        wrong += [(number, paragraph, one.rule) for one in relations if one.outcome == "violated"]
    assert wrong == []
    assert found / len(paragraphs) >= FEWEST
