"""The encoding is found, in short and long texts, sound and damaged, and the text is what Python makes of it."""

import random
from pathlib import Path

import pytest
from opencc import OpenCC

from gouji.corpora.damage import damage_bytes
from gouji.normalize import decode

REPORT = (Path(__file__).parent / "cases" / "report.txt").read_text(encoding="utf-8")
TRADITIONAL = OpenCC("s2tw").convert(REPORT)
# Encoding of the file -> the names it may be given.
NAMES = {
    "utf-8": {"utf-8"},
    "utf-8-sig": {"utf-8-sig"},
    "utf-16": {"utf-16"},
    "utf-16-le": {"utf-16-le"},
    "utf-16-be": {"utf-16-be"},
    "gb18030": {"gb18030"},
    "gbk": {"gb18030"},
    "hz": {"hz"},
    "big5": {"cp950", "big5hkscs"},
    "big5hkscs": {"cp950", "big5hkscs"},
}


def slices(encoding: str, count: int, shortest: int = 12) -> list[bytes]:
    """Random pieces of 12 to 600 characters in an encoding, without the characters that it lacks."""
    rng = random.Random(encoding)
    text = TRADITIONAL if encoding.startswith("big5") else REPORT
    pieces = []
    while len(pieces) < count:
        size = rng.randrange(shortest, 600)
        start = rng.randrange(len(text) - size)
        piece = text[start : start + size]
        if not piece.isascii():
            pieces.append(piece.encode(encoding, "ignore"))
    return pieces


@pytest.mark.parametrize("encoding", NAMES)
def test_random_pieces(encoding: str) -> None:
    for data in slices(encoding, 40):
        decoded = decode(data)
        assert decoded.encoding in NAMES[encoding]
        assert decoded.text == data.decode(encoding)
        assert decoded.replaced == 0


@pytest.mark.parametrize("encoding", [name for name in NAMES if name != "hz"])
def test_damaged_bytes_do_not_flip_the_choice(encoding: str) -> None:
    for seed, data in enumerate(slices(encoding, 20, shortest=60)):
        mark = 3 if encoding == "utf-8-sig" else 2 if encoding == "utf-16" else 0
        damaged = data[:mark] + damage_bytes(data[mark:], seed)
        assert decode(damaged).encoding in NAMES[encoding]


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("联通".encode("gbk"), "gb18030", "联通"),  # also valid UTF-8
        (b"Bush hid the facts", "utf-8", "Bush hid the facts"),  # also likely-looking UTF-16
        (b"12345\n67", "utf-8", "12345\n67"),
        ("。，、；".encode(), "utf-8", "。，、；"),
        ("第一行\r\n第二行\r\n".encode("gb18030"), "gb18030", "第一行\r\n第二行\r\n"),
        ("\ufeff编制".encode(), "utf-8-sig", "编制"),
        (b"", "utf-8", ""),
    ],
)
def test_known_traps(data: bytes, encoding: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.text) == (encoding, text)


def test_runner_up_reads_another_text() -> None:
    data = REPORT.encode("gb18030")
    decoded = decode(data)
    assert decoded.runner_up is not None
    assert data.decode(decoded.runner_up, "replace") != decoded.text


def test_a_long_file_is_judged_by_slices_of_all_of_it() -> None:
    menu = b"<li class='item'>menu</li>\n" * 3000
    for encoding in ("gb18030", "big5", "utf-8"):
        body = (TRADITIONAL if encoding == "big5" else REPORT).encode(encoding, "ignore")
        assert decode(menu + body * 100 + menu).encoding in NAMES[encoding]


def test_replaced_bytes_are_counted() -> None:
    data = REPORT.encode()
    decoded = decode(data[:300] + b"\xff\xfe" + data[300:])
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 2)
