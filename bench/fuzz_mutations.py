"""Damage to bytes, by chance and the same for the same seed: flipped bits, lost ends, chunks moved, numbers at their limits."""

import re
from collections.abc import Callable, Sequence
from random import Random

# What readers of the formats have stumbled over: limits of integers and floats, the size of things that are counted.
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"32768",
    b"65535",
    b"2147483647",
    b"4294967296",
    b"9" * 25,
    b"1e308",
    b"-1e9",
    b"0.0000001",
)
FIELDS = (b"\0", b"\xff", b"\x7f", b"\x80", b"\x01")
MARKS = (b"<", b">", b"\n", b" ", b"obj", b"/", b"\xff", b"\0")
REPEATS = (*(2,) * 6, *(3,) * 4, *(10,) * 6, *(300,) * 3, 5000)  # the last ones seldom: they take most of the time
MOST = 100_000  # bytes of a mutated file, unless it was longer before

Damage = Callable[[Random, bytes, Sequence[bytes]], bytes]


def damaged(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes] = ()) -> bytes:
    """`data` after one to five damages; `others` are files of the kind to take pieces from, `tokens` what it is made of."""
    most = max(MOST, len(data))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        if tokens and rng.random() < 0.25:
            data = _put(rng, data, rng.choice(tokens) * rng.choice((*(1,) * 20, *REPEATS)))
        else:
            data = rng.choice(_DAMAGES)(rng, data, others)
        data = data[:most]
    return data


def _flip(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    out = bytearray(data)
    for _unused in range(rng.choice((1, 1, 4, 32)) if out else 0):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _cut_off(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] if rng.random() < 0.8 else data[at:]


def _remove(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _chunk(rng, data)
    return data[:start] + data[end:]


def _repeat(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _chunk(rng, data)
    return data[:end] + data[start:end] * (rng.choice(REPEATS) - 1) + data[end:]


def _swap(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    first, second = sorted((_chunk(rng, data), _chunk(rng, data)))
    if first[1] > second[0]:
        return data
    moved = data[second[0] : second[1]] + data[first[1] : second[0]] + data[first[0] : first[1]]
    return data[: first[0]] + moved + data[second[1] :]


def _splice(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others) if others else data
    start, end = _chunk(rng, other)
    if rng.random() < 0.5:
        return data[: rng.randint(0, len(data))] + other[start:]
    return _put(rng, data, other[start:end])


def _number(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A number that is written out, at a limit."""
    found = list(re.finditer(rb"\d+(?:\.\d+)?", data))
    if not found:
        return data
    number = rng.choice(found)
    return data[: number.start()] + rng.choice(NUMBERS) + data[number.end() :]


def _field(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A number of one to eight bytes at a limit, most often in the head or at the end of the file, where sizes stand."""
    size, at = rng.choice((1, 2, 4, 8)), rng.randint(0, len(data))
    place = rng.random()
    if place < 0.4:
        at = rng.randint(0, min(len(data), 256))
    elif place < 0.6:
        at = len(data) - rng.randint(0, min(len(data), 256))
    return data[:at] + rng.choice(FIELDS) * size + data[at + size :]


def _noise(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _chunk(rng, data)
    return data[:start] + rng.randbytes(end - start) + data[end:]


_DAMAGES: tuple[Damage, ...] = (_flip, _cut_off, _remove, _repeat, _swap, _splice, _number, _number, _field, _noise)


def _put(rng: Random, data: bytes, piece: bytes) -> bytes:
    at = _mark(rng, data)
    return data[:at] + piece + data[at:]


def _chunk(rng: Random, data: bytes) -> tuple[int, int]:
    """A stretch of the data, half of the time between two marks that it has."""
    if rng.random() < 0.5:
        start, end = sorted((_mark(rng, data), _mark(rng, data)))
        return start, min(end, start + 4096)
    start = rng.randint(0, len(data))
    return start, min(start + rng.choice((1, 4, 16, 64, 1024)), len(data))


def _mark(rng: Random, data: bytes) -> int:
    """A place where something begins: the first of one of MARKS from somewhere on."""
    at = rng.randint(0, len(data))
    return max(data.find(rng.choice(MARKS), at), at)
