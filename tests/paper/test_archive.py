"""PDF/A-2b: what ISO 19005-2 asks of a file like ours, checked in the bytes, clause by clause.

No validator of PDF/A can be had from the package registries. Each test names the clause it stands
for; what our papers never contain (images, forms, annotations, encryption) is checked to be absent.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from struct import unpack_from
from xml.etree import ElementTree

import pypdf
import pytest
from fontTools.ttLib import TTFont
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from app.paper import icc
from app.paper.fonts import Family
from app.paper.sheet import Sheet

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}  # fmt: skip
OPERATORS = {
    "q", "Q", "cm", "w", "J", "j", "d", "m", "l", "c", "h", "n", "re", "S", "s", "f", "f*", "BT", "ET", "Tc", "Tf", "Tm",
    "TL", "Tj", "RG", "rg",
}  # fmt: skip
FORBIDDEN = {
    "/Encrypt", "/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/XFA",
    "/SMask", "/Group", "/ExtGState", "/XObject", "/Annots", "/Alternates", "/OPI", "/PresSteps", "/Perms",
    "/AlternatePresentations", "/Requirements", "/NeedsRendering", "/OCProperties", "/TR", "/TR2", "/HTP",
}  # fmt: skip


@pytest.fixture(scope="module")
def written() -> bytes:
    """A file of every hand, with rare names, colours, a code, an exercise's ground and a page that lies."""
    sheet = Sheet("试“印”<&>", practice=True)
    for row, family in enumerate(Family):
        sheet.text(
            "信访事项 Abc 123，𬍛䶮㛃（三）〔2026〕12号", 60, 700 - 30 * row, family, 16, colour=(0.8, 0, 0)
        )
    sheet.rule(60, 400, 200, dashes=(3, 3))
    sheet.box(60, 300, 200, 50)
    sheet.two_dimensional_code("123456789012", 60, 100, 90)
    sheet.next_document(landscape=True, on_new_leaf=True)
    sheet.text("二", 60, 300, Family.KAI, 16)
    return sheet.pdf()


@pytest.fixture(scope="module")
def reader(written) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(written), strict=True)


def objects(reader: pypdf.PdfReader) -> Iterator:
    """Every object of the file and what lies inside it."""
    waiting = [
        reader.get_object(IndirectObject(number, 0, reader)) for number in range(1, reader.trailer["/Size"])
    ]
    waiting.append(reader.trailer)
    while waiting:
        one = waiting.pop()
        yield one
        inner = (
            one.values() if isinstance(one, DictionaryObject) else one if isinstance(one, ArrayObject) else ()
        )
        waiting += [it for it in inner if not isinstance(it, IndirectObject)]


def fonts(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    return [it for it in objects(reader) if isinstance(it, DictionaryObject) and it.get("/Type") == "/Font"]


def program(font: DictionaryObject) -> TTFont:
    return TTFont(BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()), lazy=False)


def packet(reader: pypdf.PdfReader) -> ElementTree.Element:
    return ElementTree.fromstring(reader.trailer["/Root"]["/Metadata"].get_data().decode("utf-8").strip())


def test_6_1_2_the_head_names_1_7_and_is_followed_by_four_bytes_beyond_ascii(written):
    head, comment = written.split(b"\n")[:2]
    assert head == b"%PDF-1.7"
    assert comment[:1] == b"%"
    assert all(byte > 127 for byte in comment[1:5])


def test_6_1_3_the_trailer_has_an_identifier_of_the_content_and_nothing_comes_after_the_end(written, reader):
    first, second = reader.trailer["/ID"]
    other = Sheet("试“印”<&>")
    other.text("别的", 60, 700, Family.FANG, 16)
    assert first == second
    assert len(first.original_bytes) == 16
    assert pypdf.PdfReader(BytesIO(other.pdf())).trailer["/ID"][0] != first
    assert re.search(rb"%%EOF\r?\n?$", written)


def test_6_1_4_the_table_of_objects_is_spelt_by_the_book(written):
    at = int(re.search(rb"startxref\n(\d+)\n%%EOF", written)[1])
    table = re.match(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf](?: \n|\r\n| \r))+)trailer", written[at:])
    entries = [entry for entry in table[2].splitlines() if entry]
    assert len(entries) == int(table[1])
    for number, entry in enumerate(entries[1:], 1):
        assert written[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)


def test_6_1_7_streams_stand_on_their_own_lines_and_are_as_long_as_they_say(written):
    found = 0
    for at in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", written):
        assert written[at.end() + int(at[1]) :].startswith(b"\nendstream")
        found += 1
    assert found == written.count(b"\nendstream\n") == written.count(b"endstream")
    assert not any(name in written for name in (b"/LZWDecode", b"/Crypt", b"/FFilter", b"ASCII85"))


def test_6_1_9_objects_begin_and_end_on_their_own_lines(written):
    begun, ended = re.findall(rb"(?:^|\n)\d+ \d+ obj\n", written), re.findall(rb"\nendobj\n", written)
    assert len(begun) == len(ended) > 10


def test_6_1_13_no_limit_of_a_reader_is_passed(reader):
    for one in objects(reader):
        assert not isinstance(one, str) or len(one) <= 32767
        assert not isinstance(one, DictionaryObject) or all(len(name) <= 127 for name in one)
    assert all(3 <= float(side) <= 14400 for page in reader.pages for side in page.mediabox[2:])


def test_6_2_2_pages_use_known_operators_and_at_most_28_states_deep(reader):
    for page in reader.pages:
        deep = 0
        for _operands, operator in ContentStream(page.get_contents(), reader).operations:
            assert operator.decode() in OPERATORS
            deep += {b"q": 1, b"Q": -1}.get(operator, 0)
            assert 0 <= deep <= 28
        assert deep == 0


def test_6_2_3_the_one_output_intent_is_srgb(reader):
    (intent,) = reader.trailer["/Root"]["/OutputIntents"]
    profile = intent["/DestOutputProfile"]
    assert (intent["/S"], profile["/N"], profile.get_data()) == ("/GTS_PDFA1", 3, icc.srgb())
    assert intent["/OutputConditionIdentifier"]


def test_6_2_4_3_colours_are_rgb_or_the_black_a_page_begins_with(reader):
    streams = b"".join(page.get_contents().get_data() for page in reader.pages)
    assert not re.search(rb"\s(k|K|cs|CS|sc|SC|scn|SCN|g|G|sh|gs|Do|BI|ri|i)\s", streams)


def test_6_2_5_to_6_11_what_the_archive_forbids_is_not_there(reader):
    names = set(chain.from_iterable(it for it in objects(reader) if isinstance(it, DictionaryObject)))
    assert not names & FORBIDDEN


def test_6_2_11_2_fonts_are_whole_dictionaries(reader):
    assert len(fonts(reader)) >= len(Family)
    for font in fonts(reader):
        assert (font["/Subtype"], font["/FontDescriptor"]["/FontName"]) == ("/TrueType", font["/BaseFont"])
        assert re.fullmatch(r"/[A-Z]{6}\+[!-~]+", font["/BaseFont"])
        assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1


def test_6_2_11_4_and_5_every_code_drawn_is_embedded_with_the_width_its_program_has(reader):
    for font in fonts(reader):
        face = program(font)
        (table,) = face["cmap"].tables
        per_mille = 1000 / face["head"].unitsPerEm
        for code, name in table.cmap.items():
            said = float(font["/Widths"][code - font["/FirstChar"]])
            assert code == 0 or abs(face["hmtx"][name][0] * per_mille - said) <= 1
        assert {"glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= set(face.keys())


def test_6_2_11_6_fonts_are_symbolic_with_one_table_of_codes_and_no_encoding(reader):
    for font in fonts(reader):
        flags = font["/FontDescriptor"]["/Flags"]
        assert flags & 4
        assert not flags & 32
        assert "/Encoding" not in font
        assert len(program(font)["cmap"].tables) == 1


def test_6_2_11_7_codes_say_which_characters_they_are(reader):
    """Level U, which goes beyond B: no code without a character, none that is U+0000."""
    for font in fonts(reader):
        table = font["/ToUnicode"].get_data().decode()
        entries = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]+)>$", table, re.MULTILINE)
        assert {int(code, 16) for code, _ in entries} >= drawn_codes(reader, font)
        assert all(value not in {"0000", "FEFF", "FFFE"} for _, value in entries)


def test_6_2_11_8_nothing_is_drawn_with_notdef(reader):
    for font in fonts(reader):
        (table,) = program(font)["cmap"].tables
        assert all(table.cmap[code] != ".notdef" for code in drawn_codes(reader, font))


def drawn_codes(reader: pypdf.PdfReader, font: DictionaryObject) -> set[int]:
    """The codes a font is asked for on all pages; a page names its fonts as it likes."""
    codes: set[int] = set()
    for page in reader.pages:
        there = page["/Resources"]["/Font"]
        names = {name for name in there if there[name]["/BaseFont"] == font["/BaseFont"]}
        current = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            current = operands[0] if operator == b"Tf" else current
            if operator == b"Tj" and current in names:
                codes |= set(operands[0].original_bytes)
    return codes


def test_6_6_2_the_metadata_are_one_readable_packet_in_utf_8(reader):
    stream = reader.trailer["/Root"]["/Metadata"]
    raw = stream.get_data()
    assert (stream["/Type"], stream["/Subtype"]) == ("/Metadata", "/XML")
    assert raw.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode())
    assert raw.rstrip().endswith(b'<?xpacket end="r"?>')
    assert b"encoding=" not in raw
    assert isinstance(stream, StreamObject)


def test_6_6_3_info_and_metadata_say_the_same(reader):
    said, info = packet(reader), reader.metadata
    title = said.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=NAMES)
    tool, producer, made, changed = (
        said.findtext(f".//{name}", namespaces=NAMES)
        for name in ("xmp:CreatorTool", "pdf:Producer", "xmp:CreateDate", "xmp:ModifyDate")
    )
    assert (title, tool, producer) == (info.title, info.creator, info.producer)
    assert title == "试“印”<&>"
    assert made == info.creation_date.isoformat() == changed == info.modification_date.isoformat()
    assert set(info) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}


def test_6_6_4_the_file_says_which_part_and_level_it_keeps(reader):
    said = packet(reader)
    part, level = (said.findtext(f".//pdfaid:{name}", namespaces=NAMES) for name in ("part", "conformance"))
    assert (part, level) == ("2", "B")


def test_equal_papers_are_equal_bytes():
    def one() -> bytes:
        sheet = Sheet("试")
        sheet.text("同", 60, 700, Family.FANG, 16)
        return sheet.pdf()

    assert one() == one()


def test_the_profile_is_small_whole_and_grey_is_grey():
    profile = icc.srgb()
    assert unpack_from(">I", profile)[0] == len(profile) < 1200
    assert (profile[8:12], profile[12:24], profile[36:40]) == (b"\x02\x10\0\0", b"mntrRGB XYZ ", b"acsp")
    tags = {
        profile[at : at + 4]: unpack_from(">I", profile, at + 4)[0] for at in range(132, 132 + 12 * 9, 12)
    }
    colours = [unpack_from(">3i", profile, tags[name] + 8) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    white = [sum(column) / 0x10000 for column in zip(*colours, strict=True)]
    assert white == pytest.approx(icc.D50, abs=0.0003)
    assert tags[b"rTRC"] == tags[b"gTRC"] == tags[b"bTRC"]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_poppler_finds_every_font_embedded_subset_and_readable(written):
    done = subprocess.run(["pdffonts", "-"], input=written, capture_output=True, check=True)
    rows = done.stdout.decode().splitlines()[2:]
    assert len(rows) >= len(Family)
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(written, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(written)
    done = subprocess.run(["qpdf", "--check", tmp_path / "paper.pdf"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
