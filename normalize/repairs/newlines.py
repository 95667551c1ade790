"""Line ends of other systems."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

# Old Mac line end, form feed (a page ends), vertical tab, next line, Unicode's line and paragraph separators.
OTHERS = re.compile("\r\n?|[\f\v\x85\u2028\u2029]")


def newlines(text: str) -> Iterator[Edit]:
    """Every line end becomes a line feed; of CRLF the carriage return goes.

    Harm: none known; a page break can no longer be told from a line end.

    >>> [tuple(edit) for edit in newlines("一\\r\\n二\\r三")]
    [(1, 2, '', 'newlines'), (4, 5, '\\n', 'newlines')]
    """
    for match in OTHERS.finditer(text):
        start, end = match.span()
        yield Edit(start, start + 1, "" if end - start == 2 else "\n", "newlines")
