"""PDF files from outside: taken apart into pages that only show something.

A page keeps its box, its turn, what is drawn on it and the stamps lying on it. Links, scripts, embedded
files and whatever else could act or drag other pages along stay behind.
"""

import logging
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from app.errors import PaperError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject

MOST_PAGES = 1000
_KEPT = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group")
_STAMP_KEPT = ("/Type", "/Subtype", "/Rect", "/F", "/AP", "/AS", "/C", "/Border")
_STAMPS = frozenset(
    {"/Widget", "/Stamp", "/FreeText", "/Ink", "/Square", "/Circle", "/Line", "/Highlight", "/Underline"}
)

_ENCRYPTED = "PDF文件加了密码，没有印入卷宗，请看原文件"
_DAMAGED = "PDF文件损坏，没有印入卷宗，请核对原文件"
_TOO_LONG = f"PDF文件超过{MOST_PAGES}页，没有印入卷宗，请看原文件"

# What is wrong with a foreign file is said in the dossier; its innards do not belong in our log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def plain_pages(content: bytes) -> bytes:
    """The same pages and nothing else, as a PDF of our own; PaperError says why there are none."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    broken = (
        PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
        OverflowError, RecursionError, NotImplementedError, struct.error, zlib.error,
    )  # fmt: skip
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PaperError(_ENCRYPTED)
        writer = PdfWriter()
        for page in _pages(reader):
            _add(writer, page)
        made = BytesIO()
        writer.write(made)
    except broken as error:
        raise PaperError(_DAMAGED) from error
    return made.getvalue()


def count_pages(content: bytes) -> int:
    """How many pages a PDF has; PaperError if it is none, or has none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return sum(1 for _ in _pages(PdfReader(BytesIO(content))))
    except (PyPdfError, OSError, ValueError, KeyError) as error:
        raise PaperError(_DAMAGED) from error


def _pages(reader: "PdfReader") -> Iterator["PageObject"]:
    count = len(reader.pages)
    if not count:
        raise PaperError(_DAMAGED)
    if count > MOST_PAGES:
        raise PaperError(_TOO_LONG)
    return iter(reader.pages)


def _add(writer: "PdfWriter", page: "PageObject") -> None:
    """One page: a fresh dictionary, into which only what is shown is copied."""
    from pypdf import PageObject
    from pypdf.generic import ArrayObject, NameObject

    fresh = PageObject()
    for name in _KEPT:
        if name in page:
            fresh[NameObject(name)] = page.raw_get(name)
    stamps = ArrayObject(_stamps(page))
    if stamps:
        fresh[NameObject("/Annots")] = stamps
    fresh.indirect_reference = None
    _ = page.mediabox  # raises if the page has no size
    writer.add_page(fresh)


def _stamps(page: "PageObject") -> Iterator["DictionaryObject"]:
    from pypdf.generic import DictionaryObject, NameObject

    for reference in page.get("/Annots") or ():
        found = reference.get_object()
        if (
            not isinstance(found, DictionaryObject)
            or found.get("/Subtype") not in _STAMPS
            or "/AP" not in found
        ):
            continue
        kept = [name for name in _STAMP_KEPT if name in found]
        yield DictionaryObject({NameObject(name): found.raw_get(name) for name in kept})
