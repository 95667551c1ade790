"""Do the figures agree? Relations evaluated over intervals, and findings within a report and across reports."""

from gouji.check.evaluate import evaluate
from gouji.check.find import find, find_across, find_within, numbered
from gouji.check.implied import relate

__all__ = ["evaluate", "find", "find_across", "find_within", "numbered", "relate"]
