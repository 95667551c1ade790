"""How time and memory grow with the size of a document: python bench/growth.py [--largest BYTES]

The reports are cut into documents of 1 kB, 10 kB, and so on, then repeated to one of 1 MB and one of 10 MB. Each size goes
through the whole pipeline (read, clean, extract with NER, evaluate, store, checks) in a process of its own, since the peak
of a process never falls.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

from clock import print_table
from material import Material, add_options, material

from gouji.normalize import read_source
from gouji.pipeline import ingest, read_report, tagger_of
from gouji.schemas import Document
from gouji.store import Store

SMALLEST = 1_000  # bytes


def documents_of(found: Material, size: int) -> list[bytes]:
    """The reports one after another, in UTF-8: cut into documents of `size` bytes, or repeated to one of that size.

    So every size holds the same text, with as many figures a byte; what is left over by the cutting is kept.
    """
    text = "\n\n".join(read_source(path).text for path in found.reports).encode()
    if size >= len(text):
        text = (text * (size // len(text) + 1))[:size]
    cuts = range(0, len(text), size)
    # A cut may fall within a character, which then goes.
    return [text[start : start + size].decode(errors="ignore").encode() for start in cuts]


class Reading:
    """The reader of the pipeline, with the seconds that it has taken."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, path: str, name: str, ner: bool) -> Document:
        start = time.process_time()
        try:
            return read_report(path, tagger=tagger_of(ner), name=name)
        finally:
            self.seconds += time.process_time() - start


def measure(folder: str) -> dict[str, float]:
    """The documents of `folder` in this process: seconds of processor time, figures, documents failed, peak memory in MB."""
    with tempfile.TemporaryDirectory() as place:
        small = Path(place, "small.txt")
        small.write_text("全县机构35个。\n", encoding="utf-8")
        with Store.open(str(Path(place, "store.sqlite"))) as store:
            ingest([str(small)], store, workers=1)  # loads the tables and the model, which is not to be timed
            reading = Reading()
            start = time.process_time()
            done = ingest([folder], store, workers=1, reader=reading)
            seconds = time.process_time() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            failed = done.failed
            counts = {"figures": sum(held.figures for held in done.held), "failed": len(failed)}
    for failure in failed:
        print(f"bench: {Path(failure.document).name}: {failure.reason}", file=sys.stderr)
    return {"reading": reading.seconds, "rest": seconds - reading.seconds, "peak": peak, **counts}


def measure_apart(documents: list[bytes]) -> dict[str, float]:
    """The same in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents):
            Path(folder, f"{number:05}.txt").write_bytes(document)
        command = [sys.executable, __file__, "--measure", folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout))


def print_growth(found: Material, largest: int) -> None:
    """A row for each size; the ratio is the time that a byte takes against that in the smallest documents."""
    rows, smallest = [], 0.0
    size = SMALLEST
    while size <= largest:
        documents = documents_of(found, size)
        result = measure_apart(documents)
        a_byte = (result["reading"] + result["rest"]) / sum(map(len, documents)) * 1e6
        smallest = smallest or a_byte
        counts = (f"{size:,}", f"{len(documents):,}", f"{result['failed']:,}", f"{result['figures']:,}")
        times = (f"{result['reading']:.2f}", f"{result['rest']:.2f}", f"{a_byte:.2f}", f"{a_byte / smallest:.2f}")
        rows.append([*counts, *times, f"{result['peak']:,.0f}"])
        size *= 10
    heads = (
        "bytes a document",
        "documents",
        "failed",
        "figures",
        "reading s",
        "store, checks s",
        "µs a byte",
        "× smallest",
        "peak MB",
    )
    print_table("whole pipeline with NER, store and checks", heads, rows)


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--largest", type=int, default=10_000_000, metavar="BYTES")
    parser.add_argument("--measure", metavar="DIR", help="measure these documents alone, and print JSON")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
    else:
        print_growth(material(options), options.largest)


if __name__ == "__main__":
    main()
