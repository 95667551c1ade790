"""Offices by any of their names, for looking things up and for putting them together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from gouji.check.across.offices import Office, parse_office, same_offices


def offices_like(asked: str, names: Iterable[str]) -> list[str]:
    """Those of the names that hold `asked`, or that are other names of that office.

    >>> offices_like("江北县编办", ["江北县机构编制委员会办公室", "江南县编办", "中共江北县委编办"])
    ['江北县机构编制委员会办公室', '中共江北县委编办']
    """
    names = list(names)
    keys = _keys([*names, asked])
    return [name for name in names if asked in name or keys[name] == keys[asked]]


def fullest_names(names: Iterable[str]) -> Mapping[str, str]:
    """Each name with the longest name of the same office.

    >>> fullest_names(["江北县编办", "江北县机构编制委员会办公室"])["江北县编办"]
    '江北县机构编制委员会办公室'
    """
    groups: dict[Office, list[str]] = defaultdict(list)
    keys = _keys(names)
    for name, key in keys.items():
        groups[key].append(name)
    return {name: max(groups[key], key=lambda each: (len(each), each)) for name, key in keys.items()}


def _keys(names: Iterable[str]) -> dict[str, Office]:
    parsed = {name: parse_office(name) for name in names}
    fullest = same_offices(parsed.values())
    return {name: fullest[office] for name, office in parsed.items()}
