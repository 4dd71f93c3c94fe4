"""A matter's whole file as one PDF, whatever lies with it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, StorageError
from app.paper import foreign_pdf, pictures
from app.paper.fonts import Family
from app.paper.sheet import Sheet
from app.services.attachments import Source
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

Keep = Callable[[str, bytes], None]


@pytest.fixture
def matter_id(desk: Desk) -> str:
    draft = ReceptionDraft("letter", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose="appeal")
    found = desk.receptions.register(draft, [Visitor("张䶮", "00000000001", address="3组5号")]).matter_id
    desk.matters.take_step(found, StepCommand("accept", TODAY))
    return found


@pytest.fixture
def keep(desk: Desk, matter_id: str) -> Keep:
    """Keeps a file with the matter."""

    def add(name: str, content: bytes) -> None:
        assert desk.attachments.add(matter_id, [Source.content(name, content)]).refused == ()

    return add


def foreign(count: int = 1, *, turned: int = 0, password: str = "") -> bytes:
    """A PDF as a copier makes it."""
    sheet = Sheet("")
    for number in range(1, count + 1):
        if number > 1:
            sheet.next_page()
        sheet.text(f"外来第{number}页", 100, 700, Family.SONG, 30)
    writer = PdfWriter()
    reader = PdfReader(io.BytesIO(sheet.pdf()))
    for page in reader.pages:
        writer.add_page(page.rotate(turned))
    if password:
        writer.encrypt(password)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def picture(*, wide: int = 300, high: int = 200, turned: int = 1, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (wide, high), "white")
    ImageDraw.Draw(image).rectangle((0, 0, wide // 4, high // 4), fill="red")
    marks = Image.Exif()
    marks[0x0112] = turned
    made = io.BytesIO()
    image.save(made, kind, exif=marks)
    return made.getvalue()


def pages(content: bytes) -> list[str]:
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(content)).pages]


def test_cover_and_list_come_first_and_the_note_last(desk: Desk, matter_id: str) -> None:
    desk.papers.issue("registration_form", matter_id)
    desk.papers.issue("acceptance_notice", matter_id)
    dossier = desk.dossiers.pdf(matter_id, {"保管期限": "30年"})
    said = pages(dossier.content)
    assert "30年" in said[0]
    assert "反映水渠淤塞" in said[0]
    assert "卷内目录" in said[1]
    assert "信访事项登记表" in said[2]
    assert "备考表" in said[-1]
    assert len(said) == 2 + dossier.pages + 1


def test_the_list_names_the_pages_that_are_stamped(desk: Desk, matter_id: str, keep: Keep) -> None:
    desk.papers.issue("registration_form", matter_id)
    keep("来信.pdf", foreign(3))
    desk.papers.issue("acceptance_notice", matter_id)
    dossier = desk.dossiers.pdf(matter_id)
    said = pages(dossier.content)
    body = said[2:-1]
    assert [text.endswith(str(number)) for number, text in enumerate(body, 1)] == [True] * dossier.pages
    first = next(number for number, text in enumerate(body, 1) if "外来第1页" in text)
    assert f"{first}-{first + 2}" in said[1]
    assert "青信受〔2026〕1号" in said[1].replace(" ", "")
    assert "20261120" in said[1].replace(" ", "")


def test_papers_are_bound_as_they_were_issued(desk: Desk, matter_id: str) -> None:
    desk.papers.issue("acceptance_notice", matter_id)
    desk.matters.correct(matter_id, {"title": "另一个题目"})
    void = desk.papers.issue("registration_form", matter_id).document
    desk.papers.void(void.id, "打错")
    said = "".join(pages(desk.dossiers.pdf(matter_id).content)[2:-1])
    assert "反映水渠淤塞" in said
    assert "信访事项登记表" not in said


def test_what_cannot_be_printed_has_a_page_that_says_so(desk: Desk, matter_id: str, keep: Keep) -> None:
    keep("锁.pdf", foreign(password="secret"))
    keep("坏.pdf", b"%PDF-1.7 nonsense")
    keep("坏.jpg", b"\xff\xd8\xff\xe0nonsense")
    keep("录音.mp3", b"ID3")
    dossier = desk.dossiers.pdf(matter_id)
    said = pages(dossier.content)[2:-1]
    for text, words in zip(said, ("加了密码", "损坏", "读不出来", "电子文件，见光盘/U盘目录"), strict=True):
        assert words in text
    assert len(dossier.remarks) == 4


def test_a_content_that_is_gone_does_not_stop_the_dossier(desk: Desk, matter_id: str, keep: Keep) -> None:
    keep("来信.pdf", foreign())
    for path in (desk.register.folder / "attachments").glob("??/*.att"):
        path.unlink()
    assert "内容不见了" in pages(desk.dossiers.pdf(matter_id).content)[2]


def test_too_long_too_large_and_too_many_are_named(
    desk: Desk, matter_id: str, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign_pdf, "MOST_PAGES", 2)
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    keep("长.pdf", foreign(3))
    keep("大.jpg", picture())
    keep("短.pdf", foreign(2))
    monkeypatch.setattr("app.services.dossiers.MOST_BOUND", len(foreign(2)) - 1)
    said = pages(desk.dossiers.pdf(matter_id).content)[2:-1]
    assert "材料过多" in said[0]
    assert "尺寸过大" in said[1]
    assert "材料过多" in said[2]


def test_a_turned_page_is_numbered_where_the_reader_sees_its_outer_corner(
    desk: Desk, matter_id: str, keep: Keep
) -> None:
    for turned in (0, 90, 180, 270):
        keep(f"{turned}.pdf", foreign(turned=turned) + b"\n" * turned)
    reader = PdfReader(io.BytesIO(desk.dossiers.pdf(matter_id).content))
    for number, page in enumerate(reader.pages[2:6], 1):
        wide, high = (595, 842) if page.rotation % 180 == 0 else (842, 595)
        x, y = seen(page, number)
        assert y < 40, page.rotation
        assert x > wide - 80 if number % 2 else x < 80, (page.rotation, high)


def seen(page, number: int) -> tuple[float, float]:
    """Where the number's place lies on the page as it is turned."""
    place = page["/Contents"][-1].get_object().get_data().split()
    x, y = float(place[6]), float(place[7])
    return {0: (x, y), 90: (y, 595.28 - x), 180: (595.28 - x, 841.89 - y), 270: (841.89 - y, x)}[
        page.rotation
    ]


@pytest.mark.parametrize(("turned", "corner"), [(1, (5, 5)), (3, (-5, -5)), (6, (-5, 5)), (8, (5, -5))])
def test_a_picture_stands_as_it_was_taken(turned: int, corner: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(pictures.fit_for_paper(picture(turned=turned)))) as shown:
        x, y = (at % edge for at, edge in zip(corner, shown.size, strict=True))
        assert shown.convert("RGB").getpixel((x, y))[1] < 90  # the red corner


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "WEBP"])
def test_every_kind_of_picture_is_shown_and_no_larger_than_print_needs(kind: str) -> None:
    image = Image.new("RGB", (5000, 400), "blue")
    made = io.BytesIO()
    image.save(made, kind)
    with Image.open(io.BytesIO(pictures.fit_for_paper(made.getvalue()))) as shown:
        assert shown.width <= pictures.SHOWN[0]


def test_what_is_transparent_is_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(pictures.fit_for_paper(made.getvalue()))) as shown:
        assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_a_foreign_page_brings_no_scripts_links_or_other_pages() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(foreign(2)))
    action = DictionaryObject({
        NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)"),
    })  # fmt: skip
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    page[NameObject("/Annots")] = ArrayObject([
        DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4), NameObject("/A"): action,
        })
    ])  # fmt: skip
    writer.root_object[NameObject("/OpenAction")] = action
    plain = foreign_pdf.plain_pages(written(writer))
    assert b"JavaScript" not in plain
    assert b"/Annots" not in plain
    assert len(PdfReader(io.BytesIO(plain)).pages) == 2


def test_a_file_cut_anywhere_is_a_sentence_or_a_page() -> None:
    whole = foreign(2)
    for end in range(0, len(whole), len(whole) // 40):
        try:
            foreign_pdf.plain_pages(whole[:end])
        except foreign_pdf.PaperError as refusal:
            assert str(refusal).endswith("文件")


def test_a_sealed_matter_is_bound_only_after_it_was_opened(desk: Desk) -> None:
    draft = ReceptionDraft("visit", TODAY, TODAY, "检举补贴问题", purpose="report")
    sealed = desk.receptions.register(draft, [Visitor("赵丁")]).matter_id
    desk.matters.take_step(sealed, StepCommand("refer", TODAY), "镇纪委")
    desk.papers.issue("handover_list", sealed)
    for closed in (desk.dossiers.contents, desk.dossiers.pdf, desk.dossiers.file):
        with pytest.raises(NotAllowed, match="第三十条"):
            closed(sealed)
    desk.matters.open_sealed(sealed, "立卷归档")
    assert "移交清单" in "".join(pages(desk.dossiers.pdf(sealed).content))


def test_its_making_is_an_entry_and_filing_marks_every_paper(desk: Desk, matter_id: str) -> None:
    paper = desk.papers.issue("acceptance_notice", matter_id).document
    desk.dossiers.pdf(matter_id)
    assert "生成卷宗，1件" in desk.matters.view(matter_id).timeline[0].text
    assert [it.id for it in desk.dossiers.file(matter_id)] == [paper.id]
    assert desk.papers.document(paper.id).filed_on == TODAY
    assert desk.dossiers.file(matter_id) == ()
    assert desk.safety.verify(full=True).ok


def test_an_empty_file_is_refused_with_a_sentence(desk: Desk, matter_id: str) -> None:
    with pytest.raises(Exception, match="还没有可以装订的内容"):
        desk.dossiers.pdf(matter_id)


def test_the_cover_lies_on_the_right_and_so_does_page_one(desk: Desk, matter_id: str, keep: Keep) -> None:
    for number in range(30):
        keep(f"说明{number}.txt", str(number).encode())
    dossier = desk.dossiers.pdf(matter_id)
    said = pages(dossier.content)
    first = next(
        at for at, text in enumerate(said) if "说明0.txt" in text and "卷内目录" not in text and at > 1
    )
    assert (len(said) - dossier.pages - 1) % 2 == 0
    assert first % 2 == 0


def test_a_place_that_cannot_be_written_is_a_sentence(desk: Desk, matter_id: str, tmp_path: Path) -> None:
    desk.papers.issue("acceptance_notice", matter_id)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        desk.dossiers.save(desk.dossiers.pdf(matter_id), tmp_path / "file" / "卷宗.pdf")
