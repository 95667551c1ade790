"""`gouji-corpus`: the same files for a seed, whole and part by part; gold that is true of every kind; nothing overwritten."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gouji.corpora.bulk import kinds, shelf
from gouji.corpora.bulk.command import main
from gouji.corpora.bulk.corpus import write_corpus
from gouji.corpora.bulk.offices import office, place_name
from gouji.corpora.bulk.shelf import Plan
from gouji.extract import extract
from gouji.normalize import clean, read_source

ALL = ("txt", "html", "docx", "xlsx", "pdf")
FAULTY = Plan(40, ALL, 0.3, 5, 4)
Corpus = Callable[..., str]


@pytest.fixture
def small_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "SHELF", 8)


@pytest.fixture
def corpus(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """`gouji-corpus ARG…` with the exit code that it should have; what it printed."""

    def run(*arguments: object, code: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["gouji-corpus", *map(str, arguments), "--workers", "1", "--lang", "en"])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert int(ended.value.code or 0) == code, said.err
        assert "Traceback" not in said.err
        return said.out + said.err

    return run


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("faulty")
    write_corpus(out, FAULTY, workers=1, force=False, tell=lambda _: None)
    return out


def written(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def index(out: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(out.glob("gold/*/index.jsonl")) for row in lines(path)]


def text_of(out: Path, row: dict[str, Any]) -> str:
    expected = out / "gold" / "0000" / f"{row['document']}.txt"
    return (expected if row["kind"] != "txt" else out / row["file"]).read_bytes().decode("utf-8")


def test_several_processes_write_the_same_as_one(faulty: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "two", FAULTY, workers=2, force=False, tell=lambda _: None)
    assert written(tmp_path / "two") == written(faulty)


def test_another_seed_gives_another_archive(faulty: Path, corpus: Corpus, tmp_path: Path) -> None:
    corpus(4, "--out", tmp_path / "b", "--years", 4, "--seed", 6)
    assert {row["office"] for row in index(tmp_path / "b")}.isdisjoint({row["office"] for row in index(faulty)[:4]})


@pytest.mark.usefixtures("small_shelves")
def test_what_is_complete_is_left_and_the_rest_written(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "a"
    assert "20 of them written now" in corpus(20, "--out", out, "--years", 4)
    whole = written(out)
    (out / "gold/0001/index.jsonl").unlink()
    sorted((out / "reports/0001").iterdir())[3].write_bytes(b"half")
    kept = (out / "gold/0000/index.jsonl").stat().st_mtime_ns
    assert "8 of them written now" in corpus(20, "--out", out, "--years", 4)
    assert written(out) == whole
    assert (out / "gold/0000/index.jsonl").stat().st_mtime_ns == kept


@pytest.mark.usefixtures("small_shelves")
def test_an_archive_grows_from_its_smaller_self(corpus: Corpus, tmp_path: Path) -> None:
    corpus(10, "--out", tmp_path / "grown", "--years", 4)
    corpus(19, "--out", tmp_path / "grown", "--years", 4)
    corpus(19, "--out", tmp_path / "at-once", "--years", 4)
    assert written(tmp_path / "grown") == written(tmp_path / "at-once")


@pytest.mark.usefixtures("small_shelves")
def test_force_leaves_nothing_of_the_other_archive(corpus: Corpus, tmp_path: Path) -> None:
    corpus(20, "--out", tmp_path / "a", "--years", 4)
    corpus(4, "--out", tmp_path / "a", "--years", 4, "--kinds", "html", "--force")
    corpus(4, "--out", tmp_path / "b", "--years", 4, "--kinds", "html")
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_nothing_is_written_over(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("不许动", encoding="utf-8")
    assert corpus(4, "--out", tmp_path, code=2).count("\n") == 1
    assert written(tmp_path) == {"mine.txt": "不许动".encode()}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("4", "--seed", "1"), "seed 0"),
        (("4", "--faults", "0.5"), "faults 0.0"),
        (("4", "--kinds", "docx"), "kinds"),
        (("4", "--years", "2"), "years 5"),
        (("3",), "4 reports"),
    ],
)
def test_an_archive_is_not_mixed_with_another(corpus: Corpus, tmp_path: Path, changed: tuple[str, ...], said: str) -> None:
    corpus(4, "--out", tmp_path / "a")
    before = written(tmp_path / "a")
    assert said in corpus(*changed, "--out", tmp_path / "a", code=2)
    assert written(tmp_path / "a") == before


@pytest.mark.parametrize("given", ["rtf", "txt,", ""])
def test_an_unknown_kind_is_one_clear_error(corpus: Corpus, tmp_path: Path, given: str) -> None:
    said = corpus(4, "--out", tmp_path / "a", "--kinds", given, code=2)
    assert "there are txt, html, docx, xlsx, pdf" in said and said.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_one_clear_error(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = corpus(4, "--out", tmp_path / "file" / "a", code=1)
    assert "cannot be written" in said and said.count("\n") == 1


def test_a_foreign_plan_is_one_clear_error(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "corpus.json").write_text("[1]", encoding="utf-8")
    assert "not what gouji-corpus wrote" in corpus(4, "--out", tmp_path, code=2)


def test_pdf_asks_for_its_extra(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "find_spec", lambda _: None)
    assert "gouji[corpus]" in corpus(4, "--out", tmp_path / "a", "--kinds", "txt,pdf", code=2)


def test_other_kinds_need_nothing_that_only_developers_have(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['reportlab'] = None; from gouji.corpora.bulk.command import main; main()"
    arguments = ["8", "--out", str(tmp_path / "a"), "--kinds", "txt,html,docx,xlsx", "--faults", "0.2", "--workers", "1"]
    done = subprocess.run([sys.executable, "-c", blocked, *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert len(index(tmp_path / "a")) == 8


def test_gold_stands_where_it_says(faulty: Path) -> None:
    rows = index(faulty)
    assert Counter(row["kind"] for row in rows) == dict.fromkeys(ALL, 8)
    for row in rows:
        text = text_of(faulty, row)
        figures = lines(faulty / "gold/0000" / f"{row['document']}.figures.jsonl")
        assert figures and all(text[figure["start"] : figure["end"]] == figure["text"] for figure in figures)
        ids = {figure["id"] for figure in figures}
        for relation in lines(faulty / "gold/0000" / f"{row['document']}.identities.jsonl"):
            assert {relation["lhs"], *(term[1] for term in relation["terms"])} <= ids


def test_faults_stand_where_they_say_and_break_what_they_say(faulty: Path) -> None:
    faults = lines(faulty / "gold/0000/planted.jsonl")
    rows = {row["document"]: row for row in index(faulty)}
    assert len(faults) > 20 and len({fault["kind"] for fault in faults}) > 5
    for fault in faults:
        text = text_of(faulty, rows[fault["document"]])
        assert "、".join(text[start:end] for start, end in fault["places"]) == fault["printed"]
        identities = lines(faulty / "gold/0000" / f"{fault['document']}.identities.jsonl")
        if fault["within"] and fault["lone"]:
            tied = [each for each in identities if not each["holds"]]
            assert any({each["lhs"], *(term[1] for term in each["terms"])} & set(fault["figures"]) for each in tied), fault


def test_without_faults_all_holds_within_and_across(corpus: Corpus, tmp_path: Path) -> None:
    corpus(20, "--out", tmp_path / "a", "--kinds", "txt,html")
    identities = [row for path in (tmp_path / "a/gold/0000").glob("*.identities.jsonl") for row in lines(path)]
    threads = json.loads((tmp_path / "a/gold/0000/series.json").read_text(encoding="utf-8"))
    assert identities and all(row["holds"] for row in identities)
    assert threads["consistent"] and threads["planted"] == []
    assert lines(tmp_path / "a/gold/0000/planted.jsonl") == []


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf"])
def test_a_file_is_read_as_its_gold_expects(faulty: Path, kind: str) -> None:
    same = count = 0
    for row in [row for row in index(faulty) if row["kind"] == kind]:
        found, expected = rows_read(faulty / row["file"]), rows_read(faulty / "gold/0000" / f"{row['document']}.txt")
        same, count = same + (found & expected).total(), count + max(found.total(), expected.total())
    assert count > 50 and same >= 0.99 * count


def rows_read(path: Path) -> Counter[tuple[str, ...]]:
    source = read_source(path)
    document = extract(source, clean(source.text, source.aside))
    return Counter((str(row.value), row.unit, row.measure, row.subject, str(row.period)) for row in document.figures)


def test_no_two_places_have_one_name_and_none_ends_another() -> None:
    names = {place_name(number) for number in range(20_000)}
    assert len(names) == 20_000
    assert not any(name[cut:] in names for name in names for cut in range(1, len(name)))


def test_an_office_hangs_on_no_other_year(tmp_path: Path) -> None:
    long, short = office(1, 7, [True] * 6, 0.3), office(1, 7, [True] * 2, 0.3)
    assert [made.text for made in short.reports] == [made.text for made in long.reports[:2]]
    assert all(long.name in made.text for made in long.reports)


def test_folders_stay_small() -> None:
    files_in_gold = shelf.SHELF * 3 + 3
    assert files_in_gold <= 1000
    assert [Plan(100_000, ("txt",), 0, 0, years).size for years in (1, 3, 10)] == [250, 249, 250]
