"""Stand-ins for gouji.pipeline.pool.read_file."""

import hashlib
import os
import signal
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gouji.check import evaluate
from gouji.schemas import Document, Figure, Relation, ReportHead, SourceError, Term


def well(path: str, name: str, ner: bool) -> Document:
    """One figure a digit of the text."""
    data = Path(path).read_bytes()
    text = data.decode("utf-8")
    figures = tuple(
        Figure(
            name, 1, f"f{place}", place, place + 1, digit, Decimal(digit), None, None, 0, "", 0, "count", "exact", "actual",
            "", "", None, None, "plain", "", text, "text", "", 1.0,
        )
        for place, digit in enumerate(text) if digit.isdigit()
    )  # fmt: skip
    head = ReportHead(1, 0, len(text), None, None, None, None)
    return Document(name, hashlib.sha256(data).hexdigest(), text, "utf-8", None, (), (head,), figures, ())


def sums(path: str, name: str, ner: bool) -> Document:
    """As well(), the first figure being the sum of the others, whether it is so or not."""
    document = well(path, name, ner)
    terms = tuple(Term(1, figure.figure) for figure in document.figures[1:])
    claimed = Relation(name, 1, "r1", "sum", document.figures[0].figure, terms, True, True, (0, 1), "parts")
    relations = evaluate({figure.figure: figure for figure in document.figures}, [claimed])
    return replace(document, relations=tuple(relations))


def badly(path: str, name: str, ner: bool) -> Document:
    """Does what the file says."""
    said = Path(path).read_text(encoding="utf-8")
    if said == "crash":
        os._exit(3)
    if said == "hang":
        time.sleep(600)
    if said == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if said == "eat":
        eaten = [bytes(1 << 20)]
        while True:
            eaten.append(bytes(1 << 20))
    if said == "defect":
        raise KeyError("a key\nthat is not there")
    if said == "refuse":
        raise SourceError(name, "is refused")
    return well(path, name, ner)


def hanging(path: str, name: str, ner: bool) -> Document:
    """Hangs, and says in which process."""
    Path(f"{path}.part").write_text(str(os.getpid()), encoding="utf-8")
    Path(f"{path}.part").rename(f"{path}.pid")
    time.sleep(600)
    raise AssertionError("nobody stopped it")


def twice_the_same(path: str, name: str, ner: bool) -> Document:
    """A document whose rows contradict each other: two figures of one id."""
    document = well(path, name, ner)
    return Document(
        name, document.content_hash, document.source, "utf-8", None, (), document.reports, document.figures * 2, ()
    )  # fmt: skip


def never(path: str, name: str, ner: bool) -> Document:
    """For runs that must not read anything."""
    raise AssertionError(f"{name} was read")


def interrupted(path: str, name: str, ner: bool) -> Document:
    """As when Ctrl-C is pressed at the third file."""
    if name.endswith("3.txt"):
        raise KeyboardInterrupt
    return well(path, name, ner)


def die() -> None:
    """For workers that end before they begin."""
    os._exit(9)
