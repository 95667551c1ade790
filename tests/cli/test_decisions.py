"""--waivers, --baseline and gouji waive: what is let stand, what is new, what is said of either."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("simple")

DAY = ("--date", "2026-06-30")
FLAWED = "行政编制{total}名,其中市直编制80名、乡镇编制41名。\n"


def waive(call, out: Path, file: Path, **changed: str):
    options = {"reason": "口径不同", "by": "张三", "until": "2026-12-31", **changed}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return call("waive", out, "F1", *words, "--file", file, *DAY)


@pytest.fixture
def waived(call, report, tmp_path: Path) -> Path:
    """A waiver for the one finding of a.txt."""
    call("run", report(), "-o", tmp_path / "out")
    assert waive(call, tmp_path / "out", tmp_path / "w.toml").code == 0
    return tmp_path / "w.toml"


def statuses(out: Path) -> list[str]:
    return [json.loads(line)["status"] for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_waived_finding_is_counted_and_not_listed(call, report, waived: Path, tmp_path: Path) -> None:
    said = call("run", report(), "-o", tmp_path / "out", "--waivers", waived, "--fail-on", "error", *DAY)
    assert (said.code, "不相符的数据" in said.out, "已豁免 1 条" in said.out) == (0, False, True)
    assert "没有新的或未处理的不相符之处" in said.out
    assert statuses(tmp_path / "out") == ["waived"]


def test_it_is_open_again_when_its_values_change(call, report, waived: Path) -> None:
    changed = report("a.txt", FLAWED.format(total=130))
    said = call("run", changed, "--waivers", waived, "--fail-on", "error", *DAY)
    assert (said.code, "豁免已失效,数值已变:口径不同(张三,至 2026-12-31)" in said.out) == (3, True)


def test_it_is_open_again_when_its_day_has_passed(call, report, waived: Path) -> None:
    said = call("run", report(), "--waivers", waived, "--date", "2027-01-01", "--lang", "en", "--fail-on", "error")
    assert (said.code, "waiver expired: 口径不同 (张三, until 2026-12-31)" in said.out) == (3, True)


def test_a_waiver_that_matches_nothing_is_told(call, report, waived: Path) -> None:
    said = call("run", report("b.txt"), "--waivers", waived, *DAY)
    assert "豁免清单中有 1 条未对应任何问题" in said.out
    assert "口径不同(张三,至 2026-12-31)" in said.out


def test_a_baseline_leaves_only_what_is_new(call, report, tmp_path: Path) -> None:
    old, out = report(), tmp_path / "out"
    call("run", old, "-o", out)
    new = report("b.txt", "另一份:行政编制120名,其中市直编制80名、乡镇编制41名。\n")
    for baseline in (out, out / "findings.jsonl", out / "gouji.sqlite"):
        said = call("run", old, new, "--baseline", baseline, "--fail-on", "error")
        assert (said.code, "不相符的数据 1" in said.out, "基线中已有 1 条" in said.out) == (3, True, True)
        assert "b.txt" in said.out.split("不相符的数据 1")[1]
        assert call("run", old, "--baseline", baseline, "--fail-on", "error").code == 0


def test_a_check_of_the_store_takes_them_too(call, waived: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = call("check", out, "--waivers", waived, "--fail-on", "error", *DAY)
    assert (said.code, "已豁免 1 条" in said.out) == (0, True)
    assert "豁免:口径不同" in call("findings", out, "--status", "waived").out
    assert call("check", out, "--fail-on", "error").code == 3
    assert call("check", out, "--baseline", out, "--fail-on", "error").code == 0
    assert "基线中已有 1 条" in call("check", out, "--baseline", out / "findings.jsonl").out
    assert call("check", out, "--waivers", out).code == 2


def test_a_chain_of_baselines_forgets_nothing(call, report, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    call("run", report(), "-o", first)
    call("run", report(), "-o", second, "--baseline", first)
    assert statuses(second) == ["known"]
    assert call("run", report(), "--baseline", second, "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"reason": " "}, "--reason"),
        ({"by": ""}, "--by"),
        ({"until": "2026-06-29"}, "has passed"),
        ({"until": "tomorrow"}, "tomorrow"),
    ],
)
def test_what_cannot_be_waived(call, report, tmp_path: Path, changed: dict[str, str], reason: str) -> None:
    call("run", report(), "-o", tmp_path / "out")
    said = waive(call, tmp_path / "out", tmp_path / "w.toml", **changed)
    assert (said.code, said.out, reason in said.err) == (2, "", True)
    assert not (tmp_path / "w.toml").exists()


def test_waived_twice(call, waived: Path, tmp_path: Path) -> None:
    before = waived.read_bytes()
    said = waive(call, tmp_path / "out", waived)
    assert (said.code, "is waived already (by 张三, until 2026-12-31)" in said.err) == (2, True)
    assert waived.read_bytes() == before


def test_a_waiver_is_renewed_by_a_later_one(call, report, waived: Path, tmp_path: Path) -> None:
    assert waive(call, tmp_path / "out", waived, until="2028-01-01").code == 0
    call("run", report(), "-o", tmp_path / "out", "--waivers", waived, "--date", "2027-06-30")
    assert statuses(tmp_path / "out") == ["waived"]


@pytest.mark.parametrize("name", ["F2", "F0", "f", "0000000", "三"])
def test_a_finding_that_is_not_there(call, report, tmp_path: Path, name: str) -> None:
    call("run", report(), "-o", tmp_path / "out")
    said = call("waive", tmp_path / "out", name, "--reason", "x", "--by", "y", "--until", "2099-01-01")
    assert (said.code, len(said.err.splitlines()), f"no finding {name}" in said.err) == (2, 1, True)


def test_a_store_that_is_not_there_is_not_made(call, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "x.sqlite"):
        said = call("waive", place, "F1", "--reason", "x", "--by", "y", "--until", "2099-01-01")
        assert (said.code, "there is no such store" in said.err) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--waivers", "--baseline"])
def test_a_bad_file_ends_before_anything_is_read(call, report, tmp_path: Path, option: str) -> None:
    bad = report("bad", "这不是清单")
    said = call("run", report(), "-o", tmp_path / "out", option, bad)
    assert (said.code, said.out, len(said.err.splitlines()), str(bad) in said.err) == (2, "", 1, True)
