"""The way through the house: `read_report` for one file (`report_of` once its text is read), `ingest` for an archive."""

from gouji.pipeline.files import Listing, list_files, unread_pictures
from gouji.pipeline.ingest import Ingested, Progress, ingest
from gouji.pipeline.read import read_report, report_of, tagger_of
from gouji.pipeline.tasks import Failure
from gouji.pipeline.version import pipeline_version

__all__ = [
    "Failure",
    "Ingested",
    "Listing",
    "Progress",
    "ingest",
    "list_files",
    "pipeline_version",
    "read_report",
    "report_of",
    "tagger_of",
    "unread_pictures",
]
