"""Reading a file and repairing its text, with a map from every repaired character to its place in the source."""

from gouji.normalize.clean import CleanText, clean
from gouji.normalize.encoding import Decoded, decode
from gouji.normalize.explain import Explained, describe, explain
from gouji.normalize.plan import Edit, Plan, Proposal, Step, replay
from gouji.normalize.readers import has_ocr
from gouji.normalize.source import Member, Source, open_archive, read_source, read_sources

__all__ = [
    "CleanText",
    "Decoded",
    "Edit",
    "Explained",
    "Member",
    "Plan",
    "Proposal",
    "Source",
    "Step",
    "clean",
    "decode",
    "describe",
    "explain",
    "has_ocr",
    "open_archive",
    "read_source",
    "read_sources",
    "replay",
]
