"""One file, all the way: bytes, clean text, figures and relations, evaluated relations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gouji.check import relate
from gouji.extract import extract
from gouji.normalize import Source, clean, read_source
from gouji.schemas import Document

if TYPE_CHECKING:
    from gouji.extract.ner import Tagger


def read_report(path: str, *, tagger: Tagger | None = None, name: str | None = None) -> Document:
    """Read a file into its figures and evaluated relations; `name` is what the rows call it (the path, where not given).

    Raises SourceError, with a reason, for a file that cannot be read.
    """
    return report_of(read_source(path, name=name), tagger=tagger)


def report_of(source: Source, *, tagger: Tagger | None = None) -> Document:
    """The figures and evaluated relations of a file that was read."""
    return relate(extract(source, clean(source.text, source.aside), tagger=tagger))


@cache
def tagger_of(ner: bool) -> Tagger | None:
    """The tagger of this process, loaded once; without NER none."""
    if not ner:
        return None
    from gouji.extract.ner import load_tagger

    return load_tagger()
