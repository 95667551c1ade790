"""The way through the house: `read_report` for one file (`report_of` once its text is read), `ingest` for an archive,
`check_store` for what a store holds."""

from gouji.pipeline.check import Checked, check_store
from gouji.pipeline.decisions import Decisions, read_baseline, read_waivers, write_waiver
from gouji.pipeline.files import unread_pictures
from gouji.pipeline.ingest import Ingested, ingest
from gouji.pipeline.offices import fullest_names, offices_like
from gouji.pipeline.read import read_report, report_of, tagger_of
from gouji.pipeline.tasks import Failure, Progress
from gouji.pipeline.version import pipeline_version

__all__ = [
    "Checked",
    "Decisions",
    "Failure",
    "Ingested",
    "Progress",
    "check_store",
    "fullest_names",
    "ingest",
    "offices_like",
    "pipeline_version",
    "read_baseline",
    "read_report",
    "read_waivers",
    "report_of",
    "tagger_of",
    "unread_pictures",
    "write_waiver",
]
