"""Which version of the code and rules read a document: the key under which the store knows what is done."""

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from gouji.normalize import has_ocr

_READING = ("schemas", "normalize", "extract", "check")  # whatever decides what a document's rows are
_NOT_READING = frozenset({".pyc", ".typed"})


def pipeline_version(*, ner: bool) -> str:
    """Package version, digest of all code, rules and models that reading uses, NER on or off, and OCR where it is installed
    (a PDF has scanned pages that could not be read without): `0.1.0+5c1e9a0b7d22.ner.ocr`."""
    return f"{_package_version()}+{_digest()}.{'ner' if ner else 'no-ner'}{'.ocr' if has_ocr() else ''}"


def _package_version() -> str:
    try:
        return version("gouji")
    except PackageNotFoundError:  # run from the sources
        return "0"


@cache
def _digest() -> str:
    digest = sha256()
    for name in _READING:
        spec = find_spec(f"gouji.{name}")
        for place in (spec and spec.submodule_search_locations) or ():
            root = Path(place)
            for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix not in _NOT_READING):
                digest.update(f"{name}/{path.relative_to(root).as_posix()}\0".encode())
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
