"""Foreign reports as files: the bytes of a .docx, .txt or .md become paragraphs and tables.

Of a Word file only `word/document.xml` is read, piece by piece and within limits, by a parser that
knows no document type: with none there are no entities, and nothing outside is ever opened.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

from app.core.report_checks import Report, report_from_text
from app.errors import BundleError
from app.exchange.report_xml import BODY, DocumentReader, TooMuch

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
LARGEST_TEXT = 300_000  # characters; a long report has 20,000
MOST_PARTS = 5_000

_NOTHING_DONE = "没有核对任何内容。"
_BROKEN = f"文件已损坏或不是Word文档，请用Word或WPS打开后另存为.docx再核对，{_NOTHING_DONE}"
_TOO_LARGE = f"文件太大，请把要核对的部分另存为一个文件再核对，{_NOTHING_DONE}"
_OTHER_KIND = f"只能核对.docx、.txt和.md文件，请用Word或WPS另存为.docx再核对，{_NOTHING_DONE}"
_OLD_WORD = f"这是旧版.doc、.wps或加了密码的文件，请另存为不带密码的.docx再核对，{_NOTHING_DONE}"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32)])
_PIECE = 1 << 16


def read_report(content: bytes, name: str = "") -> Report:
    """Read a report; the content tells what it is, the name only whether text is markdown.

    Raises `BundleError` for a file that is too large, broken, encrypted or of another kind.
    """
    if len(content) > LARGEST_FILE:
        raise BundleError(_TOO_LARGE)
    if content.startswith(b"PK"):
        return _read_docx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BundleError(_OLD_WORD)
    text = _decoded(content)
    return report_from_text(text, markdown=name.lower().endswith((".md", ".markdown")))


def _decoded(content: bytes) -> str:
    """UTF-8 first because it refuses what it is not; GB18030 is what Notepad and WPS write here."""
    has_utf16_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_utf16_mark else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_prose(text):
            return text
        break
    raise BundleError(_OTHER_KIND)


def _is_prose(text: str) -> bool:
    """Whether the signs are those of a text, and not of a picture, a PDF, a web page or RTF."""
    if len(text) > LARGEST_TEXT:
        raise BundleError(_TOO_LARGE)
    head = text[:200].lstrip().lower()
    if head.startswith(("%pdf", "{\\rtf", "<!doctype", "<html", "<?xml", "mime-version")):
        return False
    return text.translate(_CONTROLS) == text


def _read_docx(content: bytes) -> Report:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_document(archive)
    except _BROKEN_ZIP:
        raise BundleError(_BROKEN) from None


def _read_document(archive: zipfile.ZipFile) -> Report:
    found = [part for part in archive.infolist() if part.filename == BODY]
    if not found:
        raise BundleError(_OTHER_KIND)
    if len(found) > 1:
        raise BundleError(_BROKEN)
    if len(archive.infolist()) > MOST_PARTS or found[0].file_size > LARGEST_UNPACKED:
        raise BundleError(_TOO_LARGE)
    reader = DocumentReader(LARGEST_TEXT)
    try:
        _feed(archive, found[0], reader)
    except TooMuch:
        raise BundleError(_TOO_LARGE) from None
    except expat.ExpatError:
        raise BundleError(_BROKEN) from None
    return reader.report()


def _feed(archive: zipfile.ZipFile, part: zipfile.ZipInfo, reader: DocumentReader) -> None:
    """Piece by piece: what a part says of its own size is not believed."""
    unpacked = 0
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            unpacked += len(piece)
            if unpacked > LARGEST_UNPACKED:
                raise TooMuch
            reader.feed(piece)
    reader.end()
