"""The reader of bench/archive.py: the pipeline's, but for two documents that say what they do to it.

A module of its own, as the processes that read must be able to import it.
"""

import os
import time
from pathlib import Path

from gouji.pipeline.attempt import read_file
from gouji.schemas import Document

MARK = b"!bench "


def read(path: str, name: str, ner: bool) -> Document:
    """Read the document; `!bench crash` ends the process, `!bench hang` stays."""
    with Path(path).open("rb") as file:
        said = file.read(len(MARK) + 5)
    if said == MARK + b"crash":
        os._exit(3)
    if said == MARK + b"hang":
        time.sleep(3600)
    return read_file(path, name, ner)
