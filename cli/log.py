"""The log of an unattended run, on standard error: sentences with the time before them, or JSON, an object a line."""

import json
from datetime import UTC, datetime

from rich.console import Console

from gouji.cli.console import safe, screen
from gouji.cli.options import Lang
from gouji.cli.words import reason_in, say


class Log:
    """`as_json` writes objects with `time` (ISO 8601, UTC), `event` and what belongs to it, in English."""

    def __init__(self, lang: Lang, *, as_json: bool) -> None:
        self.as_json = as_json
        self.console: Console = screen(errors=True)
        self._lang = lang

    def say(self, event: str, **values: object) -> None:
        """Something happened: the sentence log_EVENT of words.toml."""
        now = datetime.now(UTC)
        if self.as_json:
            row = {"time": now.isoformat(timespec="seconds"), "event": event, **values}
            self.console.out(json.dumps(row, ensure_ascii=False), highlight=False)
            return
        if "reason" in values:
            values["reason"] = reason_in(str(values["reason"]), self._lang)
        stamp = now.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        self.console.print(safe(f"{stamp} {say(f'log_{event}', self._lang, **values)}"), soft_wrap=True)
