"""The documents of a SARIF log: how each is named and decoded, and whether regions can be given of it."""

import posixpath
import re
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from gouji.store.cases import Artifact

# Names of the IANA registry of character sets, as section 3.24.9 wants them, for Python's; cp950 has none there.
_CHARSETS: Final = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE",
    "ascii": "US-ASCII", "gb18030": "GB18030", "gbk": "GBK", "gb2312": "GB2312", "big5": "Big5", "big5hkscs": "Big5-HKSCS",
    "hz": "HZ-GB-2312",
}  # fmt: skip
_TEXTS: Final = {*_CHARSETS, "cp950"}
# Decoded like texts, but what is read is not what is there.
_PAGES: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")


class Place(NamedTuple):
    """A document in the log: its number among the artifacts, and whether it is a text that regions can be of."""

    number: int
    is_text: bool


def entry(artifact: Artifact) -> dict[str, Any]:
    """A text says how it is encoded, where the standard has a name for that; a file of another kind does not."""
    named = is_text(artifact) and artifact.encoding in _CHARSETS
    encoding = {"encoding": _CHARSETS[artifact.encoding]} if named else {}
    return {"location": {"uri": uri(artifact.document)}, **encoding, "hashes": {"sha-256": artifact.content_hash}}


def is_text(artifact: Artifact) -> bool:
    """Whether the file is a text of which regions can be given."""
    return artifact.encoding in _TEXTS and not artifact.document.lower().endswith(_PAGES)


def uri(document: str) -> str:
    """A relative or absolute file name as a URI reference (RFC 3986), a file URI without `..` in it (section 3.10.2)."""
    path = document.replace("\\", "/")
    drive = re.match(r"[A-Za-z]:/", path)
    if drive:
        return f"file:///{drive[0]}{quote(posixpath.normpath(path[2:])[1:], safe='/!')}"
    if path.startswith("//"):  # a share of a server
        return f"file:{quote(posixpath.normpath(path), safe='/!')}"
    return f"file://{quote(posixpath.normpath(path), safe='/!')}" if path.startswith("/") else quote(path, safe="/!")
