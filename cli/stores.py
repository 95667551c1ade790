"""The store that a command looks into, and the finding in it that a user means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.store import Kept, Store

SHORTEST_MARK = 6  # characters of a fingerprint that name a finding


def open_store(place: str) -> Store:
    """The store at `place`, a file, sqlite:///PATH, or the output folder of a run; raises StoreError where none is."""
    from gouji.store import Store

    return Store.existing(place)


def pick(kept: list[Kept], name: str, place: str) -> Kept:
    """The finding called `name`: F3, 2/F3, or the first characters of its fingerprint; raises UsageError where none is."""
    from gouji.schemas import UsageError

    asked = name.lower()
    found = [each for each in kept if asked in (each.name.lower(), each.finding.finding.lower())]
    if not found and len(asked) >= SHORTEST_MARK:
        found = [each for each in kept if each.finding.fingerprint.startswith(asked)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{name}: which of {', '.join(each.name for each in found)}?")
    known = f"there are {len(kept)}"
    reason = known if re.fullmatch(r"(?:\d+/)?f\d+", asked) else "give a number such as F3, or a fingerprint"
    raise UsageError(f"{place}: no finding {name} ({reason})")
