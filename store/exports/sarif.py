"""SARIF 2.1.0 (OASIS Standard, sarif-v2.1.0-errata01-os): findings for programs that show or track results of checks.

Offsets and columns are code points of the text as it was read, before any repair; of a PDF, a scan or an Office file that
text is what `gouji show` prints, and the page stands in `properties`.
"""

import codecs
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from gouji.schemas import Finding
from gouji.store.cases import Artifact, Case, Exhibit
from gouji.store.exports.rows import whole
from gouji.store.labels import Lang, label

Json = dict[str, Any]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {"error": "error", "warning": "warning", "review": "note", "info": "note"}
LANGUAGES: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en-US"}
USUAL: Final = {"COUNT": "warning", "POINT": "warning", "JOINT": "warning", "GRIM": "note", "JUMP": "note", "QUOTA": "note"}
NAME: Final = "findings.sarif"
_RESULTS: Final = '"results": []'
_MAY_BE: Final[dict[Lang, str]] = {"zh": "；建议核对：", "en": "; may be meant: "}
_SUSPECT: Final[dict[Lang, str]] = {"zh": "（可能有误）", "en": " (may be wrong)"}


def write(folder: Path, cases: Sequence[Case], lang: Lang) -> list[Path]:
    """findings.sarif in `folder`."""
    path = folder / NAME
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sarif_pieces(cases, lang))
    return [path]


def sarif_pieces(cases: Sequence[Case], lang: Lang) -> Iterator[str]:
    """The log as JSON, a result at a time: all of them at once would take ten times the memory of the cases."""
    before, found, after = json.dumps(_log(cases, lang, []), ensure_ascii=False).rpartition(_RESULTS)
    assert found
    yield before + _RESULTS[:-1]
    for number, result in enumerate(_results(cases, lang)):
        yield (",\n" if number else "\n") + json.dumps(result, ensure_ascii=False)
    yield _RESULTS[-1] + after + "\n"


def sarif_log(cases: Sequence[Case], lang: Lang) -> Json:
    """One run with all findings: waived ones suppressed, and, where a baseline was given, those it has `unchanged`."""
    return _log(cases, lang, list(_results(cases, lang)))


def _log(cases: Sequence[Case], lang: Lang, results: list[Json]) -> Json:
    codes = _codes(cases)
    other: Lang = "en" if lang == "zh" else "zh"
    rules = [_rule(code, lang) for code in codes]
    driver = {"name": "gouji", "version": _version(), "language": LANGUAGES[lang], "rules": rules}
    translation = {
        "name": "gouji",
        "language": LANGUAGES[other],
        "contents": ["localizedData"],
        "translationMetadata": {"name": f"gouji {LANGUAGES[other]}"},
        "associatedComponent": {"name": "gouji"},
        "rules": [_strings(code, other) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "artifacts": [_artifact(artifact) for artifact in _artifacts(cases).values()],
        "translations": [translation],
        "results": results,  # the last, for sarif_pieces
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(cases: Sequence[Case], lang: Lang) -> Iterator[Json]:
    codes = {code: place for place, code in enumerate(_codes(cases))}
    index = {name: place for place, name in enumerate(_artifacts(cases))}
    compared = any(case.finding.status == "known" for case in cases)
    return (_result(case, codes, index, lang, compared) for case in cases)


def _codes(cases: Sequence[Case]) -> list[str]:
    return sorted({case.finding.code for case in cases})


def _artifacts(cases: Sequence[Case]) -> dict[str, Artifact]:
    return {artifact.document: artifact for case in cases for artifact in case.artifacts}


def _rule(code: str, lang: Lang) -> Json:
    return {**_strings(code, lang), "name": code, "defaultConfiguration": {"level": USUAL.get(code, "error")}}


def _strings(code: str, lang: Lang) -> Json:
    """What a rule says in one language; a code of which nothing is written here has its name for all of it."""
    texts = _rules().get(code, {})
    which = 0 if lang == "zh" else 1
    name = label("code", code, lang)
    what = texts.get("what", (name, name))[which]
    return {
        "id": code,
        "shortDescription": {"text": name},
        "fullDescription": {"text": what},
        "help": {"text": texts.get("help", (name, name))[which]},
    }


def _result(case: Case, codes: Mapping[str, int], index: Mapping[str, int], lang: Lang, compared: bool) -> Json:
    finding = case.finding
    claim, *others = case.exhibits
    text = finding.message + (_MAY_BE[lang] + finding.suggestion if finding.suggestion else "")
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(claim, index)],
        "relatedLocations": [
            {"id": number, **_location(other, index), "message": {"text": _said(other, finding, lang)}}
            for number, other in enumerate(others, start=1)
        ],
        "partialFingerprints": {"gouji/finding/v1": finding.fingerprint, "gouji/values/v1": finding.value_digest},
        "suppressions": _suppressions(finding),
        "properties": _properties(case),
    }
    if compared:
        result["baselineState"] = "unchanged" if finding.status == "known" else "new"
    return result


def _properties(case: Case) -> Json:
    row = case.finding.row()
    names = ("severity", "expected", "actual", "gap", "tolerance", "equation", "suggestion", "status")
    properties = {"finding": case.name, **{name: row[name] for name in names if row[name] not in (None, "")}}
    if case.office:
        properties["office"] = case.office
    if case.finding.lapse:
        properties["lapsedWaiver"] = {**row["waiver"], "lapse": case.finding.lapse}
    return properties


def _suppressions(finding: Finding) -> list[Json]:
    """The waiver that holds; a lapsed one suppresses nothing."""
    if finding.status != "waived" or finding.waiver is None:
        return []
    waiver = finding.waiver
    return [
        {
            "kind": "external",
            "status": "accepted",
            "justification": waiver.reason,
            "properties": {"by": waiver.by, "until": waiver.until.isoformat()},
        }
    ]


def _location(exhibit: Exhibit, index: Mapping[str, int]) -> Json:
    figure = exhibit.figure
    physical: Json = {
        "artifactLocation": {"uri": _uri(figure.document), "index": index[figure.document]},
        "region": {
            "startLine": exhibit.line,
            "startColumn": exhibit.column,
            "endLine": exhibit.end_line,
            "endColumn": exhibit.end_column,
            "charOffset": figure.start,
            "charLength": figure.end - figure.start,
            "snippet": {"text": figure.text},
        },
    }
    if exhibit.quote_start <= figure.start and figure.end <= exhibit.quote_start + len(exhibit.quote):
        physical["contextRegion"] = {
            "charOffset": exhibit.quote_start,
            "charLength": len(exhibit.quote),
            "snippet": {"text": exhibit.quote},
        }
    properties: Json = {"figure": figure.figure}
    if figure.page is not None:
        properties["page"] = figure.page
    return {"physicalLocation": physical, "properties": properties}


def _said(exhibit: Exhibit, finding: Finding, lang: Lang) -> str:
    """What a figure is: its name, its period, its print, and whether it is suspected."""
    figure = exhibit.figure
    name = "·".join(filter(None, (figure.subject, figure.measure)))
    words = " ".join(filter(None, (figure.period, name, "".join(figure.text.split()))))
    return words + (_SUSPECT[lang] if (figure.document, figure.figure) in finding.suspects else "")


def _artifact(artifact: Artifact) -> Json:
    """A text says how it is encoded; a file of another kind does not."""
    encoding = {"encoding": artifact.encoding} if _is_codec(artifact.encoding) else {}
    return {"location": {"uri": _uri(artifact.document)}, **encoding, "hashes": {"sha-256": artifact.content_hash}}


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _uri(document: str) -> str:
    """A relative or absolute file name as a URI reference (RFC 3986)."""
    path = quote(document.replace("\\", "/"), safe="/!")
    return f"file://{path}" if path.startswith("/") else path


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


def _version() -> str:
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"
