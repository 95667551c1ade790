"""Writes reports/, gold/ and planted.json from the marked sources: `python -m gouji.corpora.demo.build [DIRECTORY]`.

The reports, gold rows and planted.json are made, never edited by hand: edit source/*.mark and source/across.toml.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gouji.corpora.generate.markup import Marked, read

HERE = Path(__file__).parent
SOURCE = HERE / "source"


def build(target: Path) -> None:
    """Write every report in its encoding, its gold rows, and the list of what was planted, under `target`."""
    for folder in ("reports", "gold"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    reports = read_sources()
    for name, marked in reports.items():
        data = marked.text.encode(marked.head["encoding"])
        (target / "reports" / marked.head["file"]).write_bytes(data)
        write_lines(target / "gold" / f"{name}.figures.jsonl", marked.figures)
        write_lines(target / "gold" / f"{name}.identities.jsonl", marked.identities)
    text = json.dumps(planted(reports), ensure_ascii=False, indent=1)
    (target / "planted.json").write_text(text + "\n", encoding="utf-8")


def read_sources(folder: Path = SOURCE) -> dict[str, Marked]:
    """The marked sources of a folder by their stem."""
    return {path.stem: read(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.mark"))}


def planted(reports: Mapping[str, Marked]) -> dict[str, Any]:
    """What does not hold within each report, and what does and does not across the reports of one office.

    `within` rows name a relation of the document's identities; the figures of the other lists are [document, figure id].
    """
    within = [
        {"document": name, "file": marked.head["file"], **row} for name, marked in reports.items() for row in marked.planted
    ]
    across = tomllib.loads((SOURCE / "across.toml").read_text(encoding="utf-8"))
    lists = {"across": across["planted"], "follows": across["follows"], "consistent": across["consistent"]}
    return {
        "within": within,
        **{
            key: [{**row, "figures": [[name, reports[name].names[figure]] for name, figure in row["figures"]]} for row in rows]
            for key, rows in lists.items()
        },
    }


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line, Chinese as it is."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
