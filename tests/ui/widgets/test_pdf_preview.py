"""A paper is shown, printed, saved; or a sentence says why not."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPainter, QPdfWriter

from app.errors import PaperError
from app.ui.widgets.pdf_preview import PdfPreview


@pytest.fixture(scope="module")
def pdf(qapp):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(1000, 1000, "receipt")
    writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


@pytest.fixture
def preview(qtbot, desktop, prompts):
    made = PdfPreview(desktop, prompts)
    qtbot.addWidget(made)
    return made


def test_print_sends_the_very_bytes_to_the_printer(qtbot, preview, desktop, pdf):
    preview.show_pdf("接收回执", pdf, "回执.pdf")
    with qtbot.waitSignal(preview.printed) as told:
        qtbot.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    assert desktop.printed == [("接收回执", pdf)]
    assert told.args == ["柜台打印机"]


def test_without_a_printer_a_sentence_says_so(qtbot, preview, desktop, prompts, pdf):
    desktop.names = ()
    preview.show_pdf("接收回执", pdf, "回执.pdf")
    qtbot.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    assert prompts.errors == ["这台电脑没有可用的打印机，没有打印。"]


def test_save_writes_where_the_clerk_said_and_leaves_nothing_else(qtbot, preview, prompts, pdf, tmp_path):
    folder = tmp_path / "带 空格"
    folder.mkdir()
    prompts.path = folder / "回执.pdf"
    preview.show_pdf("接收回执", pdf, "回执.pdf")
    qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    assert [path.name for path in folder.iterdir()] == ["回执.pdf"]
    assert prompts.path.read_bytes() == pdf


def test_a_folder_that_is_gone_is_a_sentence(qtbot, preview, prompts, pdf, tmp_path):
    prompts.path = tmp_path / "U盘" / "回执.pdf"
    preview.show_pdf("接收回执", pdf, "回执.pdf")
    qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    assert "没有保存" in prompts.errors[0]


def test_bytes_that_are_no_pdf_are_refused(preview):
    with pytest.raises(PaperError):
        preview.show_pdf("接收回执", b"not a paper", "回执.pdf")


def test_a_draft_without_a_name_may_only_be_looked_at(preview, desktop, prompts, pdf, tmp_path):
    prompts.path = tmp_path / "draft.pdf"
    preview.show_pdf("接收回执（预览稿，还没有取号）", pdf, "")
    assert (preview.print_button.isHidden(), preview.save_button.isHidden()) == (True, True)
    preview.print_paper()
    preview.save_paper()
    assert desktop.printed == []
    assert list(tmp_path.glob("*.pdf")) == []
