"""How fast a run goes, and how long it will still take at that pace."""

from collections import deque

_WINDOW = 60.0  # seconds that count: a run that finds its first thousands known goes slower afterwards


class Pace:
    """Told how many are done at what time (seconds of a clock that only goes forward), it gives the rate of late."""

    def __init__(self) -> None:
        self._met: deque[tuple[float, int]] = deque()

    def tell(self, now: float, done: int) -> None:
        """So many are done by now. The clock runs from the first of them: before it, worker processes were started."""
        if not done:
            return
        if not self._met or now - self._met[-1][0] >= 1.0:
            self._met.append((now, done))
        while len(self._met) > 2 and now - self._met[1][0] >= _WINDOW:
            self._met.popleft()

    def rate(self, now: float, done: int) -> float | None:
        """Documents a second; None before anything can be said.

        >>> pace = Pace()
        >>> pace.tell(0, 100)
        >>> pace.rate(20, 500)
        20.0
        """
        if not self._met or now <= self._met[0][0] or done <= self._met[0][1]:
            return None
        return (done - self._met[0][1]) / (now - self._met[0][0])


def duration(seconds: float) -> str:
    """
    >>> duration(3725.4)
    '1:02:05'
    """
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
