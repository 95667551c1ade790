"""What the time words of the templates say in a text, and the ISO 8601 period that they stand for."""

import random
from dataclasses import dataclass

NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time a report speaks of: a `year`, a `half` year, a Taiwan year (`minguo`) or a Hong Kong `fiscal` year."""

    year: int
    span: str

    def period(self, when: str) -> str:
        """ISO 8601 for `flow`, `level`, `last`, `last_level`, `start`, `next` or `next_level`."""
        y = self.year
        if self.span == "fiscal":
            return {
                "flow": f"{y}-04-01/{y + 1}-03-31",
                "level": f"{y + 1}-03-31",
                "last": f"{y - 1}-04-01/{y}-03-31",
                "last_level": f"{y}-03-31",
                "next": f"{y + 1}-04-01/{y + 2}-03-31",
            }[when]
        half = self.span == "half"
        return {
            "flow": f"{y}-H1" if half else str(y),
            "level": f"{y}-06-30" if half else f"{y}-12-31",
            "last": f"{y - 1}-H1" if half else str(y - 1),
            "last_level": f"{y - 1}-12-31",
            "start": f"{y}-01-01",
            "next": f"{y}-H2" if half else str(y + 1),
            "next_level": f"{y}-12-31" if half else f"{y + 1}-12-31",
        }[when]

    def words(self, rng: random.Random, *, chinese: bool = False) -> dict[str, str]:
        """One wording for each time word; `chinese` writes years as 二〇一八年."""
        return {name: rng.choice(ways) for name, ways in self._ways(chinese).items()} | {
            "Y": str(self.year),
            "NY": str(self.year + 1),
            "yy": str(self.year),
        }

    def _ways(self, chinese: bool) -> dict[str, list[str]]:
        y = self.year
        if self.span == "fiscal":
            years = {"y": f"{y}-{(y + 1) % 100:02}", "ny": f"{y + 1}-{(y + 2) % 100:02}"}
            return {name: [word] for name, word in years.items()} | {
                "all": ["全年"],
                "end": [f"{y + 1}年3月31日"],
                "lend": [f"{y}年3月31日"],
            }
        if self.span == "minguo":
            m = y - 1911
            return {
                "y": [f"{m}年"],
                "ly": [f"{m - 1}年"],
                "ny": [f"{m + 1}年"],
                "all": ["全年"],
                "end": [f"{m}年底", f"{m}年12月31日", f"{m}年12月底"],
                "lend": [f"{m - 1}年底"],
            }

        def spelled(year: int) -> str:
            return ("".join(NUMERALS[int(digit)] for digit in str(year)) if chinese else str(year)) + "年"

        now, past, to_come = spelled(y), spelled(y - 1), spelled(y + 1)
        if self.span == "half":
            return {
                "y": [f"{now}上半年"],
                "ly": ["上年同期", "去年同期", f"{past}上半年"],
                "ny": ["下半年"],
                "all": ["上半年", "1—6月"],
                "end": ["6月底", f"{now}6月底", f"{now}6月30日", "6月末"],
                "lend": ["上年末", "上年底", f"{past}底"],
                "start": ["年初"],
            }
        return {
            "y": [now],
            "ly": ["上年", "去年", past],
            "ny": [to_come],
            "all": ["全年"],
            "end": [f"{now}底", f"{now}末", f"{now}12月31日", "12月底", "年末", "年底"],
            "lend": ["上年末", "上年底", f"{past}底", f"{past}末"],
            "start": ["年初", f"{now}初"],
        }
