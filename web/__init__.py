"""Pages for people: the report page of `gouji report`, one file that opens from disk and asks nothing of any other."""

from gouji.web.page import report_page

__all__ = ["report_page"]
