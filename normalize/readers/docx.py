"""Word files: paragraphs and tables in order, with the numbers that Word puts before them; notes and page heads at the end."""

import io
from collections.abc import Iterator

from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.package import Package
from lxml import etree

from gouji.normalize.readers.docx_body import Body
from gouji.normalize.readers.docx_numbering import Numbering
from gouji.normalize.readers.docx_styles import Styles
from gouji.normalize.readers.docx_xml import w
from gouji.normalize.readers.ooxml import check_package, refuse
from gouji.normalize.readers.reading import Reading
from gouji.schemas import SourceError, Span

_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(path: str, data: bytes) -> Reading:
    """A Word file as text: one line a paragraph, tables as pipe rows, without what was deleted, hidden or struck out.

    Footnotes and endnotes follow as `注1：…`; page heads and feet come last, as `aside`. Raises SourceError where the file
    is damaged, a trap, or without text.
    """
    check_package(path, data)
    try:
        lines, around, notes = _read(data)
    except (OverflowError, RecursionError) as endless:
        raise SourceError(path, "holds a table or a list that is nested or wide without end") from endless
    except Exception as broken:  # python-docx and lxml fail in a dozen ways on a mangled part
        refuse(path, "Word", broken)
    if not any(line.strip() for line in lines):
        raise SourceError(path, "is a Word file without text")
    text = "".join(f"{line}\n" for line in lines)
    spans: list[Span] = []
    for line in around:
        spans.append(Span(len(text), len(text) + len(line)))
        text += f"{line}\n"
    return Reading(text, "docx", notes=tuple(notes), aside=tuple(spans))


def _read(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """Lines, those of page heads and feet, and what was left unread."""
    part = Package.open(io.BytesIO(data)).main_document_part  # Document() would refuse templates and files with macros
    related = list(_related(part))
    styles = Styles(_xml(related, "styles"))
    body = Body(Numbering(_xml(related, "numbering"), _xml(related, "styles")), styles)
    lines = body.lines(next(_tree(part).iterchildren(w("body"))))
    lines += _notes(body, related, styles)
    around: list[str] = []
    for kind in ("header", "footer"):
        for element in (_tree(other) for name, other in related if name == kind):
            # Without words there is only the number of the page.
            said = (line for line in _plain(styles).lines(element) if any("\u3400" <= sign <= "\u9fff" for sign in line))
            around += [line for line in said if line not in around]
    notes = ["a part in another format (altChunk) was left unread"] if any(n == "aFChunk" for n, _ in related) else []
    return lines, around, notes


def _plain(styles: Styles) -> Body:
    """For what stands outside the text, where paragraphs are not numbered."""
    return Body(Numbering(None, None), styles)


def _related(part: Part) -> Iterator[tuple[str, Part]]:
    """The parts that the document names, each with the last word of how it is related; nothing outside the file."""
    for relation in part.rels.values():
        if not relation.is_external:
            yield relation.reltype.rsplit("/", 1)[-1], relation.target_part


def _tree(part: Part) -> etree._Element:
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _xml(related: list[tuple[str, Part]], name: str) -> etree._Element | None:
    return next((_tree(part) for kind, part in related if kind == name), None)


def _notes(body: Body, related: list[tuple[str, Part]], styles: Styles) -> list[str]:
    """Footnotes, then endnotes, in the order in which the text refers to them."""
    lines: list[str] = []
    for kind in ("footnote", "endnote"):
        tree = _xml(related, f"{kind}s")
        if tree is None:
            continue
        found = {note.get(w("id")): note for note in tree.iterchildren(w(kind)) if note.get(w("type")) not in _NO_NOTES}
        for number, identity in enumerate(dict.fromkeys(body.references[kind]), start=1):
            if (note := found.get(identity)) is not None:
                label = "注" if kind == "footnote" else "尾注"
                lines.append(f"{label}{number}：" + "".join(line.strip() for line in _plain(styles).lines(note)))
    return lines
