"""Which figure is wrong: the slips that a number may have suffered, the search for the fewest and cheapest, who is named."""

from gouji.check.culprit.explain import Explanation, explain
from gouji.check.culprit.slips import SLIPS, Repair, Slip

__all__ = ["SLIPS", "Explanation", "Repair", "Slip", "explain"]
