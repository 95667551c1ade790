"""Being told to end: Ctrl-C, and SIGTERM, which a system sends to what it stops; both leave cleanly."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.cli.exits import INTERRUPTED, TERMINATED


class Terminated(KeyboardInterrupt):
    """SIGTERM, taken as Ctrl-C is."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, SIGTERM raises Terminated."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def exit_code_of(interrupt: KeyboardInterrupt) -> int:
    """As shells have it: 128 and the number of the signal."""
    return TERMINATED if isinstance(interrupt, Terminated) else INTERRUPTED


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated
