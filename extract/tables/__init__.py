"""Tables that stand in a text: cut by pipes, tabs, drawn lines or blanks; their figures and what their form states."""

from gouji.extract.tables.read import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
