"""The store: what was read and found, in a database of tables and views, and its exports as files."""

from gouji.store.errors import RowError
from gouji.store.store import Store

__all__ = ["RowError", "Store"]
