"""One damaged file through the whole way, in a process that may crash, hang or grow without harm to the run.

A file is at fault with gouji where the process dies, where it takes more than SECONDS or MEMORY, where something other than a
SourceError of one line comes out, where anything is printed, and where a figure does not stand in the text at its place.
"""

import io
import multiprocessing
import os
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from fuzz_material import mutated

from gouji.check import evaluate
from gouji.extract import extract
from gouji.normalize import clean, read_sources
from gouji.normalize.readers import ocr_engine, pdf_page
from gouji.pipeline import tagger_of
from gouji.schemas import SourceError

# Of processor time (the recogniser's threads share it) or on the clock, whichever is less: the machine may be busy.
SECONDS = 10.0
MEMORY = 1024 * 1024 * 1024  # bytes that lie in memory, with all that is loaded
_WALL = 60.0  # after so long on the clock the process is stopped
_MOST_SPACE = 6 * MEMORY  # of addresses: keeps the machine alive where a file asks for everything at once
_REASON = 200  # characters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `read`, `refused` or `fault`; `what` is the reason, without its numbers, or the fault."""

    kind: str
    seed: int
    result: str
    what: str
    seconds: float
    peak: int


class Worker:
    """A process that reads files by their numbers; started anew where one has killed it."""

    def __init__(self, ocr_every: int) -> None:
        """Every so many files have the real recogniser, the others a stand-in."""
        self._ocr_every = ocr_every
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection

    def read(self, kind: str, seed: int) -> Outcome:
        """The outcome of one file."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send((kind, seed))
            if self._pipe.poll(_WALL):
                outcome = self._pipe.recv()
                assert isinstance(outcome, Outcome)
                return outcome
            died = f"hangs: stopped after {_WALL:.0f} s"
        except (EOFError, ConnectionError):
            died = ""
        code = self.stop()
        hung = code == -signal.SIGPROF
        died = died or (
            f"hangs: more than {SECONDS:.0f} s of processor time" if hung else f"the process died (exit code {code})"
        )
        return Outcome(kind, seed, "fault", died, _WALL, 0)

    def stop(self) -> int | None:
        """Ends the process; its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(1.0)
        process.kill()
        process.join()
        self._pipe.close()
        return process.exitcode

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")  # what is imported here need not be so again
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._ocr_every), daemon=False)
        self._process.start()
        theirs.close()


def _serve(pipe: Connection, ocr_every: int) -> None:
    os.environ["PATH"] = ""  # no LibreOffice, which is not under test
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_SPACE, _MOST_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tagger_of(True)
    engine, scale = ocr_engine._engine, pdf_page.OCR_SCALE
    with tempfile.TemporaryDirectory() as folder, _screen() as said:
        while True:
            try:
                kind, seed = pipe.recv()
            except EOFError:
                return
            real = seed % ocr_every == 0
            # The stand-in needs no fine picture of a page; binarising one would take most of the time.
            pdf_page.OCR_SCALE = scale if real else 1.0
            ocr_engine._engine = engine if real else lambda seed=seed: StandIn(seed)  # type: ignore[assignment,misc]
            threads = os.cpu_count() or 1 if real else 1
            signal.setitimer(signal.ITIMER_PROF, SECONDS * threads)
            pipe.send(_measured(kind, seed, Path(folder, f"file.{kind}"), said, threads))


def _measured(kind: str, seed: int, path: Path, said: io.BufferedRandom, threads: int) -> Outcome:
    path.write_bytes(mutated(kind, seed))
    _forget_peak()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = os.times()
    try:
        result, what = _read(path)
    except Exception as defect:
        place = traceback.extract_tb(defect.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        result, what = "fault", f"{type(defect).__name__}: {str(defect)[:_REASON]} ({where})"
    end = os.times()
    signal.setitimer(signal.ITIMER_PROF, 0)
    seconds, peak = min(end.elapsed - start.elapsed, (sum(end[:4]) - sum(start[:4])) / threads), _peak(before)
    if printed := _printed(said):
        result, what = "fault", f"prints: {printed}"
    if seconds > SECONDS:
        result, what = "fault", f"takes {seconds:.1f} s"
    if peak > MEMORY:
        result, what = "fault", f"takes {peak >> 20:,} MB of memory"
    return Outcome(kind, seed, result, what, seconds, peak)


def _read(path: Path) -> tuple[str, str]:
    """`read` where one document or more came of it, else `refused` with the first reason."""
    reasons: list[str] = []
    read = 0
    for source in read_sources(path, name="f"):
        if isinstance(source, SourceError):
            line = str(source)
            if not source.reason or len(line) > 2 * _REASON or not line.isprintable():
                return "fault", f"a reason that is none: {line!r}"
            reasons.append(source.reason)
            continue
        read += 1
        document = extract(source, clean(source.text, source.aside), tagger=tagger_of(True))
        evaluate({figure.figure: figure for figure in document.figures}, document.relations)
        for figure in document.figures:
            if source.text[figure.start : figure.end] != figure.text:
                return "fault", f"{figure.figure} does not stand at its place"
    if read:
        return "read", ""
    return "refused", re.sub(r"\([^()]*\)|\d[\d,]*", "…", reasons[0]) if reasons else "holds nothing"


@contextmanager
def _screen() -> Iterator[io.BufferedRandom]:
    """Where what is printed goes instead, by this process and by the libraries in it."""
    with tempfile.TemporaryFile() as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
        yield said  # type: ignore[misc]


def _printed(said: io.BufferedRandom) -> str:
    sys.stdout.flush()
    sys.stderr.flush()
    if not (size := os.fstat(said.fileno()).st_size):
        return ""
    text = os.pread(said.fileno(), min(size, _REASON), 0).decode("utf-8", "replace")
    os.ftruncate(said.fileno(), 0)
    os.lseek(said.fileno(), 0, os.SEEK_SET)
    return " ".join(text.split())


def _forget_peak() -> None:
    """Linux lets the peak of memory be counted from now on."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak(fallback: int) -> int:
    """The most memory in bytes since then; elsewhere since the process began."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return fallback * 1024
    return int(re.findall(r"VmHWM:\s*(\d+)", status)[0]) * 1024


class StandIn:
    """Sees lines of text at random where the recogniser would look: thirty times as fast, and as unreliable as may be."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)

    def __call__(self, page: np.ndarray[Any, Any]) -> Any:
        """A detection: quadrangles that touch ink, some beyond the edges."""
        rows, columns = np.nonzero(page[:, :, 0] < 128)
        boxes = []
        for _ in range(self._rng.choice((0, 1, 5, 20)) if len(rows) else 0):
            at = self._rng.randrange(len(rows))
            left, top = int(columns[at]) - self._rng.randint(0, 60), int(rows[at]) - self._rng.randint(0, 12)
            right, bottom = left + self._rng.choice((1, 60, 300)), top + self._rng.choice((1, 16, 40))
            boxes.append([[left, top], [right, top + 2], [right, bottom], [left, bottom]])
        return _Fields(boxes=np.array(boxes, dtype=np.float32) if boxes else None)

    def recognize_txt(self, lines: list[np.ndarray[Any, Any]]) -> Any:
        """A recognition: a text, its score and the columns of its characters for each line."""
        texts = [self._rng.choice(("", "共35件。", "1", "其中 a 9", "|12.5%|", "合计")) for _ in lines]
        columns = [[list(range(len(text.replace(" ", ""))))] for text in texts]
        words = [_Fields(word_cols=cols, line_txt_len=max(len(text), 1)) for text, cols in zip(texts, columns, strict=True)]
        return _Fields(txts=texts, scores=[self._rng.random() for _ in lines], word_results=words)


class _Fields:
    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)
