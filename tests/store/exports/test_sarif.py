"""SARIF: valid, and every region is the text it says it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import fastjsonschema
import pytest

from gouji.check.messages import TEMPLATES
from gouji.schemas import Document, Waiver
from gouji.store import Case, Store
from gouji.store.exports import sarif
from gouji.store.exports.sarif import sarif_log, sarif_pieces
from gouji.store.labels import vocabulary

CasesOf = Callable[..., list[Case]]
NewReport = Callable[..., Document]
TEXT = "一、编制\r\n全县编制120名，\r\n其中市直80名、乡镇41名。\r\n"


@pytest.fixture(scope="module")
def valid() -> Callable[[Any], Any]:
    """Raises for a log that breaks the schema."""
    schema = json.loads(Path(__file__).with_name("sarif-subset.schema.json").read_text(encoding="utf-8"))
    check: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return check


def locations(result: Any) -> list[Any]:
    return [each["physicalLocation"] for each in (*result["locations"], *result["relatedLocations"])]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_demo_is_valid_in_both_languages(demo: list[Case], valid: Callable[[Any], Any], lang: Any) -> None:
    log = sarif_log(demo, lang)
    valid(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(demo) > 5
    assert json.loads("".join(sarif_pieces(demo, lang))) == log


def test_every_region_is_the_text_it_shows(demo: list[Case], demo_store: Store) -> None:
    texts = {document.document: document.source for document in demo_store.read_documents()}
    (run,) = sarif_log(demo, "zh")["runs"]
    seen = 0
    for result in run["results"]:
        for place in locations(result):
            text = texts[unquote(place["artifactLocation"]["uri"])]
            assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == place["artifactLocation"]["uri"]
            for region in (place["region"], place.get("contextRegion", place["region"])):
                start = region["charOffset"]
                assert text[start : start + region["charLength"]] == region["snippet"]["text"]
            region = place["region"]
            lines = text.split("\n")
            assert region["startLine"] == region["endLine"]
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
            seen += 1
    assert seen > 20


def test_rules_are_told_in_the_language_and_in_the_other(demo: list[Case]) -> None:
    (run,) = sarif_log(demo, "zh")["runs"]
    rules, (translation,) = run["tool"]["driver"]["rules"], run["translations"]
    assert [rule["id"] for rule in rules] == [rule["id"] for rule in translation["rules"]]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in rules}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    by_id = {rule["id"]: rule for rule in rules}
    assert by_id["SUM"]["help"]["text"].startswith("报告写明分项")
    assert next(rule for rule in translation["rules"] if rule["id"] == "SUM")["shortDescription"]["text"] == "parts and total"


def test_every_rule_written_here_is_a_code_and_says_all_in_both_languages() -> None:
    assert set(sarif._rules()) == set(vocabulary("code")) >= set(TEMPLATES) >= set(sarif.USUAL)
    for texts in sarif._rules().values():
        assert set(texts) == {"what", "help"}
        assert all(len(text) == 2 and all(each.strip() for each in text) for text in texts.values())


def test_lines_with_carriage_returns(cases_of: CasesOf, new_report: NewReport, valid: Callable[[Any], Any]) -> None:
    log = sarif_log(cases_of(new_report(TEXT, ["120名", "80名", "41名"])), "zh")
    valid(log)
    (result,) = log["runs"][0]["results"]
    regions = [place["region"] for place in locations(result)]
    places = [(each["startLine"], each["startColumn"], each["endColumn"]) for each in regions]
    assert places == [(2, 5, 9), (3, 5, 8), (3, 11, 14)]
    assert [each["snippet"]["text"] for each in regions] == ["120名", "80名", "41名"]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("报告 2007.txt", "%E6%8A%A5%E5%91%8A%202007.txt"),
        ("a.zip!in/b#c%.txt", "a.zip!in/b%23c%25.txt"),
        ("/srv/x:y.txt", "file:///srv/x%3Ay.txt"),
        ("/srv//a/../x.txt", "file:///srv/x.txt"),
        ("../x.txt", "../x.txt"),
        ("c:\\a\\x.txt", "file:///c:/a/x.txt"),
        ("\\\\srv\\a\\x.txt", "file://srv/a/x.txt"),
    ],
)
def test_names_are_uris(cases_of: CasesOf, new_report: NewReport, valid: Callable[[Any], Any], name: str, uri: str) -> None:
    log = sarif_log(cases_of(new_report(TEXT, ["120名", "80名", "41名"], name)), "en")
    valid(log)
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == uri


WAIVER = Waiver("a", "b", "口径不同", "张三", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("status", "waiver", "suppressed", "state"),
    [("open", None, 0, None), ("waived", WAIVER, 1, None), ("open", WAIVER, 0, None), ("known", None, 0, "unchanged")],
)
def test_statuses(
    cases_of: CasesOf,
    new_report: NewReport,
    valid: Callable[[Any], Any],
    status: str,
    waiver: Waiver | None,
    suppressed: int,
    state: str | None,
) -> None:
    log = sarif_log(cases_of(new_report(TEXT, ["120名", "80名", "41名"]), status=status, waiver=waiver), "zh")
    valid(log)
    (result,) = log["runs"][0]["results"]
    assert len(result["suppressions"]) == suppressed
    assert result.get("baselineState") == state
    if suppressed:
        assert result["suppressions"][0]["justification"] == "口径不同"
        assert result["suppressions"][0]["properties"] == {"by": "张三", "until": "2027-01-01"}
    assert result["properties"].get("lapsedWaiver", {}).get("lapse") == ("values" if waiver and not suppressed else None)


@pytest.mark.parametrize("status", ["open", "known", "waived"])
@pytest.mark.parametrize(("digest", "state"), [("of another day", "new"), (None, "unchanged")])
def test_held_against_a_baseline_every_finding_is_new_or_not(
    cases_of: CasesOf, new_report: NewReport, valid: Callable[[Any], Any], status: str, digest: str | None, state: str
) -> None:
    cases = cases_of(new_report(TEXT, ["120名", "80名", "41名"]), status=status)
    finding = cases[0].finding
    log = sarif_log(cases, "zh", {finding.fingerprint: {digest or finding.value_digest}})
    valid(log)
    assert [result["baselineState"] for result in log["runs"][0]["results"]] == [state]


@pytest.mark.parametrize(
    ("name", "encoding", "named", "is_text"),
    [
        ("a.txt", "utf-8-sig", "UTF-8", True),
        ("a.txt", "gb18030", "GB18030", True),
        ("a.txt", "cp950", None, True),
        ("a.html", "gb18030", None, False),
        ("a.zip!b.HTM", "utf-8", None, False),
        ("a.pdf", "pdf", None, False),
        ("a.docx", "docx", None, False),
    ],
)
def test_only_a_text_has_regions(
    cases_of: CasesOf,
    new_report: NewReport,
    valid: Callable[[Any], Any],
    name: str,
    encoding: str,
    named: str | None,
    is_text: bool,
) -> None:
    (case,) = cases_of(replace(new_report(TEXT, ["120名", "80名", "41名"], name), encoding=encoding))
    log = sarif_log([case], "zh")
    valid(log)
    (run,) = log["runs"]
    assert run["artifacts"][0].get("encoding") == named
    (claim,) = run["results"][0]["locations"]
    assert ("region" in claim["physicalLocation"], "contextRegion" in claim["physicalLocation"]) == (is_text, is_text)
    assert claim["properties"] == {"figure": "f1"} | (
        {} if is_text else {"line": 2, "text": "120名", "sentence": case.exhibits[0].quote}
    )


def test_the_context_is_more_than_the_figure(cases_of: CasesOf, new_report: NewReport) -> None:
    (case,) = cases_of(new_report(TEXT, ["120名", "80名", "41名"]))
    claim = replace(case.exhibits[0], quote="120名", quote_start=case.exhibits[0].figure.start)
    log = sarif_log([replace(case, exhibits=(claim, *case.exhibits[1:]))], "zh")
    assert "contextRegion" not in log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def test_messages_hold_no_placeholder_and_no_link(cases_of: CasesOf, new_report: NewReport) -> None:
    (case,) = cases_of(new_report(TEXT, ["120名", "80名", "41名"]), message="编制{0}[见](1)", suggestion="")
    assert sarif_log([case], "zh")["runs"][0]["results"][0]["message"]["text"] == "编制{{0}}[见] (1)"


def test_fingerprints_are_those_of_waivers(cases_of: CasesOf, new_report: NewReport) -> None:
    (case,) = cases_of(new_report(TEXT, ["120名", "80名", "41名"]))
    (result,) = sarif_log([case], "zh")["runs"][0]["results"]
    assert set(result["partialFingerprints"].values()) == {case.finding.fingerprint, case.finding.value_digest}


def test_an_unknown_code_has_its_name_for_a_rule(cases_of: CasesOf, new_report: NewReport, valid: Callable[[Any], Any]) -> None:
    log = sarif_log(cases_of(new_report(TEXT, ["120名", "80名", "41名"]), code="NOVEL"), "zh")
    valid(log)
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"] == "NOVEL"


def test_nothing_found(valid: Callable[[Any], Any]) -> None:
    log = sarif_log([], "zh")
    valid(log)
    assert json.loads("".join(sarif_pieces([], "zh"))) == log
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("breach", ["level", "uri", "escape", "extra", "tags", "encoding", "line"])
def test_the_schema_refuses_what_is_wrong(demo: list[Case], valid: Callable[[Any], Any], breach: str) -> None:
    log = sarif_log(demo[:1], "zh")
    (result,) = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    if breach == "level":
        result["level"] = "review"
    elif breach == "uri":
        log["runs"][0]["artifacts"][0]["location"]["uri"] = "报告.txt"
    elif breach == "escape":
        log["runs"][0]["artifacts"][0]["location"]["uri"] = "a%zz.txt"
    elif breach == "tags":
        result["properties"]["tags"] = "x"
    elif breach == "encoding":
        log["runs"][0]["artifacts"][0]["encoding"] = "cp950"
    elif breach == "extra":
        result["note"] = "x"
    else:
        region["startLine"] = 0
    with pytest.raises(fastjsonschema.JsonSchemaException):
        valid(log)
