"""Publishing: what a store holds now, copied to another; what is there already is left alone.

A file is the same by its path, a document by its content and the version that read it, a run by when and over what it began, a
finding by its run and number. Documents go in small transactions, so that the other store has whole ones only, whatever
interrupts it, and the next time goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gouji.schemas import StoreError
from gouji.store.publishing.files import copy_documents
from gouji.store.publishing.findings import copy_findings
from gouji.store.publishing.heads import copy_heads, copy_outcomes
from gouji.store.publishing.runs import begin_runs, finish_runs, unfinished
from gouji.store.store import Store

__all__ = ["Published", "publish"]

_PASSES = 5  # files whose contents are exchanged while they are copied take a second


@dataclass(frozen=True, slots=True)
class Published:
    """What was copied: files whose document is new or another, relations judged and reports named anew, findings put in and
    taken out."""

    files: int = 0
    judged: int = 0
    findings: int = 0
    withdrawn: int = 0

    def __bool__(self) -> bool:
        return any((self.files, self.judged, self.findings, self.withdrawn))


def publish(source: Store, target: Store, tell: Callable[[int, int], None] = lambda _done, _all: None) -> Published:
    """Copy what `source` holds and `target` has not; `tell` hears how many of how many files are done.

    What files said before they changed stays in the source; what changes from one publishing to the next is kept as past in
    the target, too. Raises StoreError where either gives way, or both are the same.
    """
    if source.place == target.place:
        raise StoreError(f"{source.place}: cannot be published to itself")
    with source.reading() as ours:
        with target.writing() as theirs:
            runs = begin_runs(ours, theirs)
        copied = 0
        for _ in range(_PASSES):
            new = copy_documents(ours, target, runs, tell)
            copied += new
            if not new:
                break
        with target.writing() as theirs:
            copy_heads(ours, theirs, runs)
            judged = copy_outcomes(ours, theirs) if unfinished(ours, theirs, runs) else 0
            put, taken = copy_findings(ours, theirs, runs)
            finish_runs(ours, theirs, runs)
    return Published(copied, judged, put, taken)
