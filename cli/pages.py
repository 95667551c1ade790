"""Writing a page to a file."""

from pathlib import Path

from gouji.schemas import UsageError


def in_bytes(page: str) -> bytes:
    """UTF-8; a text may hold half a surrogate pair, which becomes a question mark."""
    return page.encode("utf-8", "replace")


def write_page(page: str, output: Path) -> None:
    """Write a page; raises UsageError where the file cannot be written."""
    try:
        output.write_bytes(in_bytes(page))
    except (OSError, ValueError) as refusal:
        reason = refusal.strerror if isinstance(refusal, OSError) else refusal
        raise UsageError(f"{output}: cannot be written ({reason})") from refusal
