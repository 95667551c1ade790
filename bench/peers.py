"""Other libraries on the same texts, run by the Python of their own environment: peers.py TASK.json RESULT.json

TASK is {"rounds": n, "texts": [text, …]}. RESULT maps each library to its version, the seconds of each of its extractors
(best of n rounds: {"cpu", "wall"}) and, for each text, what it found: [start, end, value or null], offsets of the text, and
beside it, in the same order, the units that it names, as it names them, or null.
Each text is handed over whole: line by line, recognizers-text takes six times as long for money.
"""

import json
import logging
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from clock import best

Found = list[tuple[int, int, str | None, str | None]]
Extractor = Callable[[str], Found]


def recognizers() -> dict[str, Extractor]:
    """The Chinese models that read quantities. Their `end` is the last character, not the one after it; a unit that they
    find without a number (元) is left out."""
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number, unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = {
        "number": number.get_number_model(),
        "percentage": number.get_percentage_model(),
        "currency": unit.get_currency_model(),
        "dimension": unit.get_dimension_model(),
        "age": unit.get_age_model(),
        "temperature": unit.get_temperature_model(),
    }

    def extractor(model: Any) -> Extractor:
        def extract(text: str) -> Found:
            values = ((one, _plain(one.resolution["value"])) for one in model.parse(text))
            return [(one.start, one.end + 1, value, _unit(one.resolution)) for one, value in values if value is not None]

        return extract

    return {name: extractor(model) for name, model in models.items()}


def jionlp() -> dict[str, Extractor]:
    """Money and lengths of time: it has no extractor of plain numbers, counts or percentages."""
    import jionlp

    def money(text: str) -> Found:
        found = jionlp.ner.extract_money(text, with_parsing=True)
        return [(*one["offset"], _plain(one["detail"]["num"]), one["detail"]["case"]) for one in found]

    def time(text: str) -> Found:
        found = jionlp.ner.extract_time(text, time_base=0, with_parsing=True)
        lengths = [(one["offset"], one["detail"]["time"]) for one in found if one["type"] == "time_delta"]
        return [(*offset, *_length(value)) for offset, value in lengths]

    return {"money": money, "time": time}


def _plain(value: object) -> str | None:
    """The value without its percent sign; a range is no single value."""
    return value.removesuffix("%") if isinstance(value, str) else None


def _unit(resolution: dict[str, str]) -> str | None:
    """The unit that a recognizer names; a percentage has it in its value."""
    return "%" if str(resolution["value"]).endswith("%") else resolution.get("unit")


def _length(value: object) -> tuple[str | None, str | None]:
    """The number and the unit of a length of time in one unit, {"day": 3.0}."""
    if not isinstance(value, dict) or len(value) != 1:
        return None, None
    ((unit, amount),) = value.items()
    return str(amount), str(unit)


def _each(extract: Extractor, texts: list[str]) -> None:
    for text in texts:
        extract(text)


def run(distribution: str, extractors: dict[str, Extractor], texts: list[str], rounds: int) -> dict[str, Any]:
    """Versions, seconds and findings of one library."""
    found: list[Found] = [[] for _ in texts]
    seconds = {}
    for name, extract in extractors.items():
        # The first call builds its patterns; it is not timed, and keeps what the rounds find again.
        for spans, text in zip(found, texts, strict=True):
            spans += extract(text)
        timing = best(rounds, partial(_each, extract, texts))
        seconds[name] = {"cpu": timing.cpu, "wall": timing.wall}
    spans = [[one[:3] for one in each] for each in found]
    units = [[one[3] for one in each] for each in found]
    return {"version": version(distribution), "seconds": seconds, "found": spans, "units": units}


def main() -> None:
    task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    logging.disable()  # jionlp logs a traceback for every phrase that it cannot parse
    results = {
        "recognizers-text-suite": run("recognizers-text-suite", recognizers(), task["texts"], task["rounds"]),
        "jionlp": run("jionlp", jionlp(), task["texts"], task["rounds"]),
    }
    Path(sys.argv[2]).write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main()
