"""The store: what was read and found, in a database of tables and views, and its exports as files."""

from gouji.store.errors import RowError
from gouji.store.scan import Held, Tally
from gouji.store.store import Store

__all__ = ["Held", "RowError", "Store", "Tally"]
