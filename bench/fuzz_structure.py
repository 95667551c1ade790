"""Damage inside a container that is whole: members of a zip archive, objects of a PDF, chunks of a PNG, the page in a mail."""

import base64
import email
import email.policy
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from copy import deepcopy
from random import Random

from fuzz_mutations import MOST, NUMBERS, damaged
from lxml import etree

NAMES = ("../外.txt", "/x.txt", "C:\\x.txt", "a/../../b", "x" * 300, "word/document.xml", "xl/workbook.xml", "\x01?.txt")
_MAIN = re.compile(r"(?:document|sheet1|sharedStrings|styles|numbering)\.xml$|\.(?:txt|html|zip|docx|xlsx|pdf)$")
_OBJECT = re.compile(rb"(?s)\b(\d+) 0 obj\b(.*?)\bendobj")
_STREAM, _END = re.compile(rb"stream\r?\n"), re.compile(rb"\r?\nendstream")
_ASCII85 = b"/ASCII85Decode"
_PNG = b"\x89PNG\r\n\x1a\n"


def in_zip(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One or two members damaged, a member lost, twice there or renamed; the archive itself is as it should be."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    contents = [content for _, content in parts]
    main = [at for at, (name, _) in enumerate(parts) if _MAIN.search(name)]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choice(main) if rng.random() < 0.5 else rng.randrange(len(parts))
        name, content = parts[at][0], contents[at]
        if content.startswith(b"PK") and rng.random() < 0.7:
            parts[at] = name, in_zip(rng, content, others, tokens)
        elif name.endswith(".xml") and content.startswith(b"<") and rng.random() < 0.7:
            parts[at] = name, in_xml(rng, content)
        else:
            parts[at] = name, damaged(rng, content, contents, tokens)
    chance, at = rng.random(), rng.randrange(len(parts))
    if chance < 0.05:
        parts[at] = rng.choice(NAMES), parts[at][1]
    elif chance < 0.1:
        parts[at] = parts[at][0], rng.choice(others)
    elif chance < 0.15 and len(parts) > 1:
        del parts[at]
    return zipped(parts, rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def in_xml(rng: Random, data: bytes) -> bytes:
    """Elements moved, lost, repeated or nested, attributes and texts changed; the tree is well-formed."""
    root = etree.fromstring(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        elements = list(root.iter(etree.Element))
        element, other = rng.choice(elements), rng.choice(elements)
        parent, chance = element.getparent(), rng.random()
        if chance < 0.3 and element.attrib:
            name = rng.choice(list(element.attrib))
            element.set(name, rng.choice((*NUMBERS, b"", b"A1", b"true", b"rId1")).decode())
        elif chance < 0.45:
            element.text = rng.choice((*NUMBERS, b"", b"x" * 5000)).decode()
        elif parent is None or other in element.iterancestors():
            continue
        elif chance < 0.6:
            parent.remove(element)
        elif chance < 0.8:
            for _unused in range(rng.choice((1, 2, 10, 300))):
                parent.append(deepcopy(element))
        elif chance < 0.9:
            other.append(deepcopy(element))
        else:
            for _unused in range(rng.choice((1, 3, 60, 300))):
                around = etree.Element(parent.tag, parent.attrib)
                around.append(deepcopy(element))
                element = around
            parent.append(element)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))[:MOST]


def zipped(parts: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members, with one date."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as made:  # names that are there twice
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            made.writestr(info, content)
    return out.getvalue()


def in_pdf(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One to three objects damaged, packed streams from within; the table of objects is made anew."""
    objects = [(int(found[1]), found[2]) for found in _OBJECT.finditer(data)]
    if not objects:
        return damaged(rng, data, others, tokens)
    bodies = [body for _, body in objects]
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(objects))
        number, body = objects[at]
        objects[at] = number, _in_object(rng, body, bodies, tokens)
    trailer = data[data.rfind(b"trailer") : data.rfind(b"startxref")] if b"trailer" in data else b"trailer<</Root 1 0 R>>\n"
    return written(objects, damaged(rng, trailer, (), tokens) if rng.random() < 0.1 else trailer)


def _in_object(rng: Random, body: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    packed = _packed(body)
    if packed is None or rng.random() < 0.2:
        return damaged(rng, body, others, tokens)
    head, content, end = packed
    try:
        inside = zlib.decompress(base64.a85decode(content.strip(), adobe=False) if _ASCII85 in head else content)
    except ValueError:  # adobe's end mark
        inside = zlib.decompress(base64.a85decode(content.strip().removesuffix(b"~>")))
    except zlib.error:
        return damaged(rng, body, others, tokens)
    inside = zlib.compress(damaged(rng, inside, others, tokens), 1)
    inside = base64.a85encode(inside) + b"~>" if _ASCII85 in head else inside
    return re.sub(rb"/Length \d+", b"/Length %d" % len(inside), head) + inside + end


def _packed(body: bytes) -> tuple[bytes, bytes, bytes] | None:
    """What stands before a packed stream, the stream and what stands after it; in three steps, for one pattern over a body
    full of such words would try them all with all."""
    filtered = body.find(b"/FlateDecode")
    first = _STREAM.search(body, filtered) if filtered >= 0 else None
    last = _END.search(body, first.end()) if first else None
    return (body[: first.end()], body[first.end() : last.start()], body[last.start() :]) if first and last else None


def written(objects: Sequence[tuple[int, bytes]], trailer: bytes) -> bytes:
    """A PDF of these objects, with the table of where they are."""
    out, places = b"%PDF-1.4\n", dict[int, int]()
    for number, body in objects:
        places[number] = len(out)
        out += b"%d 0 obj%sendobj\n" % (number, body)
    size = max(places) + 1
    table = b"".join(b"%010d 00000 n \n" % places[at] if at in places else b"0000000000 65535 f \n" for at in range(size))
    return out + b"xref\n0 %d\n%s%sstartxref\n%d\n%%%%EOF\n" % (size, table, trailer, len(out))


def in_png(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One chunk damaged, the picture from within; lengths and check sums are made anew."""
    chunks, at = [], len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    chosen = rng.randrange(len(chunks))
    name, content = chunks[chosen]
    if name == b"IDAT" and rng.random() < 0.8:
        try:
            content = zlib.compress(damaged(rng, zlib.decompress(content), (), tokens), 1)
        except zlib.error:  # one of several
            content = damaged(rng, content, (), tokens)
    else:
        content = damaged(rng, content, (), tokens)
    chunks[chosen] = name, content
    if rng.random() < 0.1:
        chunks.append(rng.choice(chunks))
    body = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in chunks)
    return _PNG + b"".join(body)


def in_mail(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """The page damaged inside its encoding."""
    mail = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            assert isinstance(page, bytes)
            del part["Content-Transfer-Encoding"]
            part["Content-Transfer-Encoding"] = "base64"
            part.set_payload(base64.encodebytes(damaged(rng, page, (), tokens)).decode())
    return mail.as_bytes()
