"""The store: what was read and found, in a database of tables and views, and its exports as files."""

from gouji.store.cases import Artifact, Case, Exhibit
from gouji.store.errors import RowError
from gouji.store.findings import Kept, Wanted
from gouji.store.packed import Packed, pack
from gouji.store.place import STORE_NAME
from gouji.store.scan import Held, Tally
from gouji.store.status import Run, Status
from gouji.store.store import Store
from gouji.store.write import Failed, File

__all__ = [
    "STORE_NAME",
    "Artifact",
    "Case",
    "Exhibit",
    "Failed",
    "File",
    "Held",
    "Kept",
    "Packed",
    "RowError",
    "Run",
    "Status",
    "Store",
    "Tally",
    "Wanted",
    "pack",
]
