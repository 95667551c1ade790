"""What a person decided about findings, from files: waivers (TOML), and the findings of an earlier run (a baseline)."""

import json
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from gouji.check.waivers import Settled, Settling, settle
from gouji.schemas import Finding, SourceError, Waiver
from gouji.store import STORE_NAME, Store

FINDINGS_NAME = "findings.jsonl"
_SQLITE = b"SQLite format 3\x00"  # https://sqlite.org/fileformat.html#magic_header_string
_TEXTS = ("fingerprint", "value_digest", "reason", "by")
_FIELDS = {*_TEXTS, "until"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what a TOML comment may not hold
_HEAD = "# Findings that a person has looked at and lets stand: docs/findings.md\n"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The waivers, the marks of the findings known before (None without a baseline), and the day on which they are judged."""

    today: date
    waivers: Sequence[Waiver] = ()
    known: Mapping[str, Collection[str]] | None = field(default=None)

    def settle(self, findings: Iterable[Finding]) -> Settled:
        """The findings with their status, and the waivers that match none of them."""
        return settle(findings, self.waivers, self.today, self.known)

    def settling(self) -> Settling:
        """The same, one finding after the other."""
        return Settling(self.waivers, self.today, self.known)


def read_waivers(path: str) -> tuple[Waiver, ...]:
    """The waivers of a file; raises SourceError, with the place in it, for one that cannot be read or says too little."""
    try:
        file = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(path, f"is no waiver file ({_short(error)})") from error
    entries = file.pop("waiver", [])
    if file or not isinstance(entries, list):
        names = ", ".join(file) or "waiver"
        raise SourceError(path, f"is no waiver file ({names}: only [[waiver]] entries may stand in it)")
    return tuple(_waiver(path, number, entry) for number, entry in enumerate(entries, start=1))


def write_waiver(path: str, waiver: Waiver, comment: str) -> None:
    """Add a waiver to the end of a file, which is made where it is missing; `comment` tells a reader what it is about."""
    before = _HEAD
    if os.path.lexists(path):
        read_waivers(path)  # what is no waiver file is not added to
        before = Path(path).read_bytes().decode("utf-8-sig")
    lines = [f"# {_CONTROLS.sub(' ', line)}" for line in comment.splitlines()] + ["[[waiver]]"]
    lines += [f"{name} = {_quoted(getattr(waiver, name))}" for name in _TEXTS] + [f"until = {waiver.until.isoformat()}"]
    part = Path(f"{path}.part")
    try:
        part.write_text(before.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        os.replace(part, path)
    except (OSError, UnicodeEncodeError) as error:
        raise SourceError(path, f"cannot be written ({_short(error)})") from error


def read_baseline(place: str) -> dict[str, set[str]]:
    """Fingerprint → value digests of an earlier run: a findings.jsonl, a store, or the output folder of a run.

    Raises SourceError or StoreError for what is none of them.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for fingerprint, digest in _marks(place):
        known[fingerprint].add(digest)
    return known


def _marks(place: str) -> list[tuple[str, str]]:
    if "://" in place:
        return _marks_in(place)
    found = Path(place)
    if found.is_dir():
        found = next((found / name for name in (FINDINGS_NAME, STORE_NAME) if (found / name).exists()), found)
    try:
        with found.open("rb") as file:
            head = file.read(len(_SQLITE))
        if head == _SQLITE:
            return _marks_in(str(found))
        return [_mark(line) for line in found.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise SourceError(str(found), f"cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError) as error:
        reason = "is no baseline: give a findings.jsonl, a store, or the output folder of a run of this version"
        raise SourceError(str(found), reason) from error


def _marks_in(place: str) -> list[tuple[str, str]]:
    with Store.existing(place) as store:
        return store.marks()


def _mark(line: str) -> tuple[str, str]:
    row = json.loads(line)
    return str(row["fingerprint"]), str(row["value_digest"])


def _waiver(path: str, number: int, entry: object) -> Waiver:
    """One entry; each of its fields must be there, and none besides."""
    if not isinstance(entry, dict) or set(entry) != _FIELDS:
        given = set(entry) if isinstance(entry, dict) else set[str]()
        wrong = [f"without {name}" for name in sorted(_FIELDS - given)]
        wrong += [f"{name} unknown" for name in sorted(given - _FIELDS)]
        raise SourceError(path, f"waiver {number}: {', '.join(wrong)}")
    for name in _TEXTS:
        if not isinstance(entry[name], str) or not entry[name].strip():
            raise SourceError(path, f"waiver {number}: {name} must be a text")
    until = entry["until"]
    if not isinstance(until, date) or isinstance(until, datetime):
        raise SourceError(path, f"waiver {number}: until must be a date, such as 2027-12-31")
    fingerprint, value_digest, reason, by = (entry[name].strip() for name in _TEXTS)
    return Waiver(fingerprint, value_digest, reason, by, until)


def _quoted(text: str) -> str:
    """A TOML basic string: as in JSON, but DEL is written as an escape too (TOML 1.0, "String")."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


def _short(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "not UTF-8" if isinstance(error, UnicodeError) else str(error)
