"""Reading into a store with a log: what `gouji ingest` and `gouji failures --retry` do."""

import time
from collections.abc import Sequence
from typing import Any

from gouji.cli.log import Log
from gouji.cli.options import Lang
from gouji.cli.pace import duration
from gouji.cli.progress import telling
from gouji.cli.words import say
from gouji.pipeline import Ingested, ingest
from gouji.store import Store


def read_into(store: Store, paths: Sequence[str], log: Log, lang: Lang, **how: Any) -> tuple[Ingested, float]:
    """What `ingest` did, told in the log, and the seconds that it took; `how` are the arguments of `ingest`."""
    begun = time.monotonic()
    log.say("begun", paths=list(paths) if log.as_json else "  ".join(paths[:3]) + " …" * (len(paths) > 3), store=store.place)

    def stopped(done: int) -> str:
        return say("interrupted", lang, n=done, place=store.place)

    with telling(lang, stopped, log) as tell:
        result = ingest(paths, store, lang=lang.value, tell=tell, **how)
    seconds = time.monotonic() - begun
    counts = {"read": result.read, "known": result.skipped, "failed": result.failures}
    log.say("ended", run=result.run, **counts, took=duration(seconds))
    return result, seconds
