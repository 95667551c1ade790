"""The errors that a user can cause or must know of. Each message is one line that names the file and the reason."""


class GoujiError(Exception):
    """Base of all errors that gouji raises on purpose; anything else that escapes is a defect."""


class SourceError(GoujiError):
    """A file cannot be read: missing, no permission, empty, not text, too large, damaged."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class StoreError(GoujiError):
    """The store cannot be opened, read or written."""


class UsageError(GoujiError):
    """What was asked for makes no sense: unknown format, option values that contradict each other."""
