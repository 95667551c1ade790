"""SARIF 2.1.0 (OASIS Standard, sarif-v2.1.0-errata01-os): findings for programs that show or track results of checks.

A figure of a text file is given as a region of it: offsets and columns are code points of the text before any repair. A PDF,
a scan, an Office file or a web page is none (section 3.30.1), so there the page, and the place in the text that `gouji show`
prints, stand in `properties`.
"""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from gouji.schemas import Finding
from gouji.store.cases import Artifact, Case, Exhibit
from gouji.store.exports.rows import whole
from gouji.store.exports.sarif_artifacts import Place, entry, is_text, uri
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
Known = Mapping[str, Collection[str]]  # fingerprint → value digests of a baseline


def write(folder: Path, cases: Sequence[Case], lang: Lang, known: Known | None = None) -> list[Path]:
    """findings.sarif in `folder`."""
    path = folder / NAME
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sarif_pieces(cases, lang, known))
    return [path]


def sarif_pieces(cases: Sequence[Case], lang: Lang, known: Known | None = None) -> Iterator[str]:
    """The log as JSON, a result at a time: all of them at once would take ten times the memory of the cases."""
    before, found, after = json.dumps(_log(cases, lang, []), ensure_ascii=False).rpartition(_RESULTS)
    assert found
    yield before + _RESULTS[:-1]
    for number, result in enumerate(_results(cases, lang, known)):
        yield (",\n" if number else "\n") + json.dumps(result, ensure_ascii=False)
    yield _RESULTS[-1] + after + "\n"


def sarif_log(cases: Sequence[Case], lang: Lang, known: Known | None = None) -> Json:
    """One run with all findings: waived ones suppressed; held against a baseline (`known`), each is `unchanged` or `new`.

    Without one, findings that were kept as known are `unchanged`, and the others say nothing.
    """
    return _log(cases, lang, list(_results(cases, lang, known)))


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
        "artifacts": [entry(artifact) for artifact in _artifacts(cases).values()],
        "translations": [translation],
        "results": results,  # the last, for sarif_pieces
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(cases: Sequence[Case], lang: Lang, known: Known | None) -> Iterator[Json]:
    codes = {code: place for place, code in enumerate(_codes(cases))}
    places = {name: Place(number, is_text(artifact)) for number, (name, artifact) in enumerate(_artifacts(cases).items())}
    return ({**_result(case, codes, places, lang), **_compared(case.finding, known)} for case in cases)


def _codes(cases: Sequence[Case]) -> list[str]:
    return sorted({case.finding.code for case in cases})


def _artifacts(cases: Sequence[Case]) -> dict[str, Artifact]:
    return {artifact.document: artifact for case in cases for artifact in case.artifacts}


def _rule(code: str, lang: Lang) -> Json:
    return {**_strings(code, lang), "defaultConfiguration": {"level": USUAL.get(code, "error")}}


def _strings(code: str, lang: Lang) -> Json:
    """What a rule says in one language; a code of which nothing is written here has its name for all of it."""
    texts = _rules().get(code, {})
    which = 0 if lang == "zh" else 1
    name = label("code", code, lang)
    what = texts.get("what", (name, name))[which]
    return {
        "id": code,
        "shortDescription": _message(name),
        "fullDescription": _message(what),
        "help": _message(texts.get("help", (name, name))[which]),
    }


def _message(text: str) -> Json:
    """A plain text: a brace in it would begin a placeholder, `[…](…)` be a link (sections 3.11.5 and 3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _result(case: Case, codes: Mapping[str, int], places: Mapping[str, Place], lang: Lang) -> Json:
    finding = case.finding
    claim, *others = case.exhibits
    text = finding.message + (_MAY_BE[lang] + finding.suggestion if finding.suggestion else "")
    return {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": LEVELS[finding.severity],
        "message": _message(text),
        "locations": [_location(claim, places)],
        "relatedLocations": [
            {"id": number, **_location(other, places), "message": _message(_said(other, finding, lang))}
            for number, other in enumerate(others, start=1)
        ],
        "partialFingerprints": {"gouji/finding/v1": finding.fingerprint, "gouji/values/v1": finding.value_digest},
        "suppressions": _suppressions(finding),
        "properties": _properties(case),
    }


def _compared(finding: Finding, known: Known | None) -> Json:
    if known is None:
        return {"baselineState": "unchanged"} if finding.status == "known" else {}
    return {"baselineState": "unchanged" if finding.value_digest in known.get(finding.fingerprint, ()) else "new"}


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


def _location(exhibit: Exhibit, places: Mapping[str, Place]) -> Json:
    figure, place = exhibit.figure, places[exhibit.figure.document]
    properties: Json = {"figure": figure.figure}
    if figure.page is not None:
        properties["page"] = figure.page
    physical: Json = {"artifactLocation": {"uri": uri(figure.document), "index": place.number}}
    if not place.is_text:
        properties |= {"line": exhibit.line, "text": figure.text, "sentence": exhibit.quote}
        return {"physicalLocation": physical, "properties": properties}
    physical["region"] = {
        "startLine": exhibit.line,
        "startColumn": exhibit.column,
        "endLine": exhibit.end_line,
        "endColumn": exhibit.end_column,
        **_stretch(figure.start, figure.text, figure.end - figure.start),
    }
    end = exhibit.quote_start + len(exhibit.quote)
    if exhibit.quote_start <= figure.start and figure.end <= end and len(exhibit.quote) > figure.end - figure.start:
        physical["contextRegion"] = _stretch(exhibit.quote_start, exhibit.quote, len(exhibit.quote))
    return {"physicalLocation": physical, "properties": properties}


def _stretch(start: int, text: str, length: int) -> Json:
    return {"charOffset": start, "charLength": length, "snippet": {"text": text}}


def _said(exhibit: Exhibit, finding: Finding, lang: Lang) -> str:
    """What a figure is: its name, its period, its print, and whether it is suspected."""
    figure = exhibit.figure
    name = "·".join(filter(None, (figure.subject, figure.measure)))
    words = " ".join(filter(None, (figure.period, name, "".join(figure.text.split()))))
    return words + (_SUSPECT[lang] if (figure.document, figure.figure) in finding.suspects else "")


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


def _version() -> str:
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"
