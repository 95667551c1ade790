"""Archives: the reports of many offices over several years, clean, rounded or vague, and with faults planted in them.

A fault is made before the report is written, so that its record is exact: which figure, what it should be, what kind of slip,
and whether anything that the reports state is broken by it.
"""
