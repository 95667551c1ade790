"""How rare the characters of a text are: what tells words from characters thrown together by a wrong encoding."""

from collections.abc import Callable
from functools import cache

from gouji.normalize.tables.frequency import HALF_NATS

# Half nats: running text stands at 14 to 17, a name of rare characters at 20, bytes read wrongly at 22 and more.
UNLISTED = 38
NO_WORDS = 21.0
HAN_BLOCKS = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def rarity(text: str) -> float | None:
    """The mean surprise of the Chinese characters of `text` in half nats; None where it has none.

    >>> rarity("全县共有编制"), rarity("缂栧埗"), rarity("2010")
    (14.0, 26.666666666666668, None)
    """
    price = _price()
    found = [price(sign) for sign in text if any(first <= sign <= last for first, last in HAN_BLOCKS)]
    return sum(found) / len(found) if found else None


@cache
def _price() -> Callable[[str], int]:
    prices = {sign: half for half, signs in HALF_NATS.items() for sign in signs}
    return lambda sign: prices.get(sign, UNLISTED)
