"""`gouji publish`: a line on what was copied, a line for what goes wrong."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gouji.store import Store

Gouji = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def out(gouji: Gouji, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run over one report."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "a.txt").write_text("2015年末,全县共有行政编制120名,其中县直80名、乡镇41名。", encoding="utf-8")
    assert gouji("run", folder / "a.txt", "-o", folder / "out", "--no-ner").returncode == 0
    return folder / "out"


def test_what_is_new_is_copied_once(gouji: Gouji, out: Path, database: str) -> None:
    first = gouji("publish", out, database, "--lang", "en")
    assert (first.returncode, first.stderr) == (0, "")
    assert f"published to {database}: 1 files new or changed, 1 findings put in" in first.stdout
    second = gouji("publish", out, database, "--lang", "zh")
    assert second.stdout == f"{database} 已是最新,没有需要复制的内容\n"
    with Store.existing(database) as there:
        assert [each.figures for each in there.held()] == [3]


def test_no_server(gouji: Gouji, out: Path) -> None:
    result = gouji("publish", out, "postgresql://gouji:secret@127.0.0.1:1/x")
    assert result.returncode == 2
    assert "cannot be reached" in result.stderr
    assert "secret" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
