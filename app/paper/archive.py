"""What makes a printed paper fit for the archive: PDF/A-2b, ISO 19005-2.

reportlab draws; this module adds what the standard asks for besides: XMP metadata that agree with
the document's Info, an sRGB output intent, a file identifier from the content, and streams written
as the standard spells them. The metadata name the form and nobody; equal papers are equal bytes.
"""

from hashlib import md5
from html import escape
from typing import TYPE_CHECKING

from app.paper import icc

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

VERSION = (1, 7)
CREATOR = "Petition Desk"
_MADE = "2000-01-01T00:00:00+00:00"  # reportlab's date of an invariant file: when it was printed is in the journal
_ENDING = b"endstream\n"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def prepare(document: "PDFDocument", title: str) -> None:
    """Give a document its title, metadata and colours; call it once, before the document is written."""
    from reportlab.pdfbase import pdfdoc

    _write_streams_by_the_book()
    document.info = _info(title)
    catalog = document.Catalog
    added = ["Metadata", "OutputIntents"]
    catalog.__NoDefault__ = sorted({*catalog.__NoDefault__, *added})
    catalog.__Refs__ = catalog.__NoDefault__
    kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    packet = metadata(title, document.info.producer).encode()
    catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(kind), packet, filters=[])
    catalog.OutputIntents = pdfdoc.PDFArray([_intent()])


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def metadata(title: str, producer: str) -> str:
    """The XMP packet, which says what the Info dictionary says."""
    return _PACKET.format(
        title=_escaped(title), producer=_escaped(producer), creator=_escaped(CREATOR), made=_MADE
    )  # fmt: skip


def identified(pdf: bytes) -> bytes:
    """The same file with an identifier taken from all of its content, so that two papers never share one."""
    at = pdf.rindex(b"/ID")
    first = pdf.index(b"<", at) + 1
    end = pdf.index(b">", first)
    wanted = md5(pdf, usedforsecurity=False).hexdigest().encode()
    return pdf[:at] + pdf[at:].replace(pdf[first:end], wanted)


def _info(title: str) -> object:
    """The Info dictionary without what nobody said: reportlab writes empty authors and subjects."""
    from reportlab.pdfbase import pdfdoc

    class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
        def format(self, document: "PDFDocument") -> bytes:
            made = pdfdoc.PDFDate(ts=document._timeStamp)  # noqa: SLF001 - the one date of an invariant file
            said = {"Title": self.title, "Creator": self.creator, "Producer": self.producer}
            entries = {name: pdfdoc.PDFString(value) for name, value in said.items()}
            dates = {"CreationDate": made, "ModDate": made}
            return bytes(pdfdoc.PDFDictionary(entries | dates).format(document))

    info = Info()
    info.title, info.creator = title, CREATOR
    return info


def _intent() -> object:
    from reportlab.pdfbase import pdfdoc

    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), icc.srgb(), filters=[pdfdoc.PDFZCompress])
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
    )


def _write_streams_by_the_book() -> None:
    """Streams as 6.1.7.1 asks.

    WORKAROUND reportlab 5.1: it writes `endstream` on the line of the data, where an end of line
    must stand between them, and wraps pages in ASCII85, a quarter longer for no reader's good.
    """
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc

    rl_config.useA85 = 0
    original = pdfdoc.PDFStream.format
    if getattr(original, "by_the_book", False):
        return

    def spelt(stream: object, document: "PDFDocument") -> bytes:
        written: bytes = original(stream, document)
        return written[: -len(_ENDING)] + b"\n" + _ENDING

    spelt.by_the_book = True  # type: ignore[attr-defined]
    pdfdoc.PDFStream.format = spelt
