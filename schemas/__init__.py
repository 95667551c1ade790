"""The value types of gouji and its vocabularies: what a figure, a relation, a finding and a document are."""

from gouji.schemas.document import Document, ReportHead
from gouji.schemas.errors import GoujiError, SourceError, StoreError, UsageError
from gouji.schemas.figure import BOUNDS, KINDS, MODES, ROLES, Bound, Evidence, Figure, Kind, Mode, Role
from gouji.schemas.finding import SEVERITIES, STATUSES, Finding, FindingKind, Severity, Status, Waiver, Wording
from gouji.schemas.relation import OUTCOMES, Outcome, Relation, RelationType, Term
from gouji.schemas.span import Span

__all__ = [
    "BOUNDS",
    "KINDS",
    "MODES",
    "OUTCOMES",
    "ROLES",
    "SEVERITIES",
    "STATUSES",
    "Bound",
    "Document",
    "Evidence",
    "Figure",
    "Finding",
    "FindingKind",
    "GoujiError",
    "Kind",
    "Mode",
    "Outcome",
    "Relation",
    "RelationType",
    "ReportHead",
    "Role",
    "Severity",
    "SourceError",
    "Span",
    "Status",
    "StoreError",
    "Term",
    "UsageError",
    "Waiver",
    "Wording",
]
