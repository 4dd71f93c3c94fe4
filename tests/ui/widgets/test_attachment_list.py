"""Attachments under the clerk's hands: dropped, pasted, chosen, looked at, removed."""

import os
import threading
from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.errors import StorageError
from app.services.apart import PICTURE_SIDE
from app.services.attachments import Source
from app.ui.attaching import STOPPED, Chosen
from app.ui.matters.page import MattersPage
from app.ui.scan_folder import ScanFolder, newest
from app.ui.tasks import ThreadTasks
from app.ui.widgets.file_intake import HINT, LET_GO, NOTHING_TO_PASTE
from app.ui.widgets.thumbnails import image_of
from tests.ui.matters.situation import press, register, surroundings, type_text

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = "反映征地补偿款".encode() * 500
PNG = b"\x89PNG\r\n"


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp):
    """What a test leaves on the clipboard would be taken apart after the interpreter is gone."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def around():
    made = surroundings()
    made.prompts.choose_open_paths = lambda title, kind="": made.prompts.path or ()
    made.desktop.opened = []
    made.desktop.open_file = lambda path: made.desktop.opened.append((path, path.read_bytes()))
    return made


@pytest.fixture
def matter(desk):
    return register(desk, "张三", "反映村道路灯长期不亮", text="路灯不亮")


@pytest.fixture
def page(qtbot, desk, around, matter):
    shown = MattersPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.open_matter(matter.matter_id)
    shown.detail.tabs.setCurrentWidget(shown.detail.material.parentWidget())
    return shown


@pytest.fixture
def tab(page):
    return page.detail.material


@pytest.fixture
def shown(tab):
    return tab.attachments


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "来信扫描.pdf"
    path.write_bytes(TEXT)
    return path


def picture(colour="#336699", width=640, height=320):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def hover(widget, mime):
    event = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


def drop(widget, mime):
    """What the system sends when the clerk lets a file go over a widget."""
    if not hover(widget, mime).isAccepted():
        return None
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event


def listed(desk, matter):
    return [(found.name, found.kind) for found in desk.attachments.of_matter(matter.matter_id)]


# Coming in


def test_a_dropped_file_is_kept_and_stays_where_it_was(desk, tab, shown, matter, scan, around):
    event = drop(tab, files(scan))
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert listed(desk, matter) == [("来信扫描.pdf", "material")]
    assert shown.view.names() == ["来信扫描.pdf"]
    assert scan.read_bytes() == TEXT
    assert around.toasts[-1][0] == "2026-0001 已添加1个附件"


def test_hovering_says_what_letting_go_does(tab, shown, scan):
    hover(tab, files(scan))
    assert shown.intake.hint.text() == LET_GO
    QApplication.sendEvent(tab, QDragLeaveEvent())
    assert shown.intake.hint.text() == HINT


def test_dropped_text_is_not_taken(tab):
    mime = QMimeData()
    mime.setText("一段话")
    assert drop(tab, mime) is None


def test_a_dropped_picture_becomes_a_file(desk, tab, matter):
    mime = QMimeData()
    mime.setImageData(picture())
    drop(tab, mime)
    assert listed(desk, matter) == [("粘贴的图片20261120.png", "photo")]
    (found,) = desk.attachments.of_matter(matter.matter_id)
    assert QImage.fromData(desk.attachments.picture(found)).size() == picture().size()


def test_files_are_pasted_by_key_wherever_the_keyboard_is(desk, shown, matter, scan):
    QGuiApplication.clipboard().setMimeData(files(scan))
    shown.intake.scan_button.setFocus()
    press(K.Key_V, CONTROL)
    assert listed(desk, matter) == [("来信扫描.pdf", "material")]


def test_a_picture_is_pasted_by_key(desk, tab, shown, matter):
    QGuiApplication.clipboard().setImage(picture())
    shown.intake.add_button.setFocus()
    press(K.Key_V, CONTROL)
    assert listed(desk, matter) == [("粘贴的图片20261120.png", "photo")]


def test_pasting_text_says_that_there_is_no_file(desk, shown, matter):
    QGuiApplication.clipboard().setText("一段话")
    shown.intake.add_button.setFocus()
    press(K.Key_V, CONTROL)
    assert shown.notice.sentence() == NOTHING_TO_PASTE
    assert listed(desk, matter) == []


def test_what_cannot_be_kept_is_told_and_the_rest_goes_in(desk, tab, shown, matter, scan, tmp_path):
    (tmp_path / "病毒.exe").write_bytes(b"MZ")
    drop(tab, files(tmp_path / "病毒.exe", scan, tmp_path))
    assert listed(desk, matter) == [("来信扫描.pdf", "material")]
    assert [word in shown.notice.sentence() for word in ("程序或脚本", "是文件夹")] == [True, True]
    assert shown.notice.isVisible()
    drop(tab, files(scan))
    assert "没有重复添加" in shown.notice.sentence()


def test_chosen_files_take_the_kind_that_is_set(desk, shown, around, matter, scan):
    around.prompts.path = (scan,)
    shown.kinds.setCurrentIndex(shown.kinds.findData("reply"))
    QTest.mouseClick(shown.intake.add_button, Qt.MouseButton.LeftButton)
    assert listed(desk, matter) == [("来信扫描.pdf", "reply")]


def test_thinking_better_of_it_adds_nothing(desk, shown, matter):
    QTest.mouseClick(shown.intake.add_button, Qt.MouseButton.LeftButton)
    assert listed(desk, matter) == []


def test_a_voided_matter_offers_no_way_in(desk, page, tab, shown, matter, scan):
    desk.receptions.undo(matter)
    page.open_matter(matter.matter_id)
    page.detail.tabs.setCurrentWidget(tab.parentWidget())
    assert not shown.intake.isVisible()
    assert drop(tab, files(scan)) is None


# The scanner's folder


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "扫描"
    folder.mkdir()
    for at, name in enumerate(("旧.pdf", "新.pdf", ".隐藏", "写到一半.tmp")):
        path = folder / name
        path.write_bytes(name.encode())
        os.utime(path, (1_700_000_000 + at, 1_700_000_000 + at))
    (folder / "子文件夹").mkdir()
    return folder


def test_the_newest_scan_comes_first_and_nothing_unfinished(scans):
    assert [found.path.name for found in newest(scans)] == ["新.pdf", "旧.pdf"]
    assert [found.path.name for found in newest(scans, 1)] == ["新.pdf"]
    assert newest(scans)[0].written == datetime.fromtimestamp(1_700_000_001).astimezone()


def test_a_scan_is_added_by_keys_and_the_folder_is_asked_for_once(desk, shown, around, matter, scans):
    kept = []
    around.context.scans._keep = kept.append
    around.prompts.path = scans
    shown.intake.scan_button.setFocus()
    press(K.Key_Return)
    assert kept == [str(scans)]
    press(K.Key_Return)
    press(K.Key_Down)
    press(K.Key_Return)
    assert listed(desk, matter) == [("新.pdf", "scan"), ("旧.pdf", "scan")]
    around.prompts.path = None
    shown.intake.scan_button.click()
    assert not shown.intake.scans.isVisible()
    shown.intake.scan_button.click()
    assert shown.intake.scans.lines.line_count() == 2


def test_a_stick_that_is_gone_is_a_sentence(shown, around, tmp_path):
    around.context.scans.choose(tmp_path / "拔掉的U盘")
    shown.intake.scan_button.click()
    assert "扫描文件夹读不出来" in shown.notice.sentence()
    assert shown.intake.scans.other_button.isVisible()


def test_the_choice_is_read_again_at_the_next_start(tmp_path):
    kept = {}
    ScanFolder(keep=lambda folder: kept.update(folder=folder)).choose(tmp_path)
    assert ScanFolder(lambda: kept["folder"]).path() == tmp_path
    assert ScanFolder().path() is None


# Looking and taking off


@pytest.fixture
def three(desk, page, shown, matter, scan, tmp_path):
    picture().save(str(tmp_path / "现场.png"))
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    shown.add([Chosen(scan), Chosen(tmp_path / "现场.png"), Chosen(tmp_path / "坏.jpg")])
    shown.view.setFocus()
    press(K.Key_Home)
    return desk.attachments.of_matter(matter.matter_id)


def test_enter_opens_a_copy_and_says_when_it_goes(desk, shown, around, three):
    press(K.Key_Return)
    ((path, content),) = around.desktop.opened
    assert (path.name, content) == ("来信扫描.pdf", TEXT)
    assert "锁定或关闭程序时副本自动删除" in around.toasts[-1][0]
    desk.attachments.forget_copies()
    assert not path.exists()


def test_a_double_click_and_the_word_open_too(shown, around, three):
    place = shown.view.visualRect(shown.view.model().index(1)).center()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(shown.open_button, Qt.MouseButton.LeftButton)
    assert [path.name for path, _ in around.desktop.opened] == ["现场.png", "现场.png"]


def test_a_broken_content_is_said_on_the_page(desk, shown, around, three):
    desk.attachments._blobs.path(three[0].sha256).unlink()
    press(K.Key_Return)
    assert "“来信扫描.pdf”的内容不见了" in shown.notice.sentence()
    assert around.desktop.opened == []


def test_saving_asks_where(shown, around, three, tmp_path):
    around.prompts.path = tmp_path / "存.pdf"
    shown.save_button.click()
    assert (tmp_path / "存.pdf").read_bytes() == TEXT
    assert "没有加密" in around.toasts[-1][0]


def test_delete_asks_for_a_reason_and_hides(desk, page, shown, matter, three):
    press(K.Key_Delete)
    assert QApplication.focusWidget() is shown.removal.reason_edit
    press(K.Key_Return)
    press(K.Key_Return)
    assert "原因" in shown.removal.field.problem()
    type_text("传错了")
    press(K.Key_Return)
    press(K.Key_Return)
    assert shown.view.names() == ["现场.png", "坏.jpg"]
    assert QApplication.focusWidget() is shown.view
    page.detail.tabs.setCurrentIndex(0)
    assert "移除附件“来信扫描.pdf”：传错了" in page.detail.timeline.said()[0]


def test_escape_leaves_it_on_the_list(shown, three):
    press(K.Key_Delete)
    press(K.Key_Escape)
    assert not shown.removal.isVisible()
    assert len(shown.view.names()) == 3


def test_pasting_into_the_reason_writes_text_and_adds_no_file(desk, shown, matter, three):
    mime = files("/tmp")
    mime.setText("传错了")
    QGuiApplication.clipboard().setMimeData(mime)
    press(K.Key_Delete)
    press(K.Key_V, CONTROL)
    assert shown.removal.reason_edit.text() == "传错了"
    assert len(listed(desk, matter)) == 3
    assert shown.notice.sentence() == ""


def test_pictures_are_shown_small_and_nothing_of_them_lies_in_clear(desk, shown, three):
    assert shown._thumbnails.image(three[0].id) is None
    assert shown._thumbnails.image(three[1].id).size().toTuple() == (PICTURE_SIDE, PICTURE_SIDE // 2)
    assert shown._thumbnails.image(three[2].id) is None
    kept = [path.read_bytes() for path in desk.register.folder.rglob("*") if path.is_file()]
    assert not [raw for raw in kept if PNG in raw or TEXT[:60] in raw]


def test_a_picture_that_would_fill_the_memory_is_not_drawn(desk, matter):
    header = (
        PNG + b"\x1a\n" + b"\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x06\x00\x00\x00"
    )
    (bomb,) = desk.attachments.add(
        matter.matter_id, [Source.content("大.png", header + bytes(100))]
    ).attachments
    assert desk.attachments.small_picture(bomb) is None
    assert image_of(None).isNull()


def test_small_pictures_go_with_their_list(desk, page, shown, three):
    other = register(desk, "李四", "另一件")
    page.open_matter(other.matter_id)
    assert shown._thumbnails._images == {}
    assert shown.view.names() == []
    assert not shown.open_button.isVisible()


# Sealed matters


def said(widget):
    """Everything a label, a field or the list says."""
    texts = [label.text() for label in widget.findChildren(QLabel)]
    texts += [edit.text() for edit in widget.findChildren(QLineEdit)]
    return "\n".join(texts) + "\n".join(widget.detail.material.attachments.view.names())


def test_a_sealed_matter_shows_no_name_before_it_is_opened(desk, page, shown, scan, tmp_path):
    picture().save(str(tmp_path / "证据.png"))
    ordinary = register(desk, "王五", "普通事项")
    page.open_matter(ordinary.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.material.parentWidget())
    shown.add([Chosen(scan)])
    sealed = register(desk, "李四", "举报某干部", purpose="report")
    desk.attachments.add(sealed.matter_id, [tmp_path / "证据.png"])
    page.open_matter(sealed.matter_id)
    assert "证据" not in said(page)
    assert not shown.isVisible()
    assert shown._thumbnails._images == {}
    page.detail.opening_requested.emit("办理受理", "")
    page.detail.tabs.setCurrentWidget(page.detail.material.parentWidget())
    assert shown.view.names() == ["证据.png"]
    (found,) = desk.attachments.of_matter(sealed.matter_id)
    assert shown._thumbnails.image(found.id) is not None


# Long work


@pytest.fixture
def beside(around, qapp, monkeypatch):
    """The real worker instead of work at once."""
    tasks = ThreadTasks()
    object.__setattr__(around.context, "tasks", tasks)
    yield tasks
    tasks.close()


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "录像.mp4"
    path.write_bytes(bytes(range(256)) * 4096 * 12)
    return path


def test_a_large_file_is_kept_beside_the_window_and_told(qtbot, desk, beside, page, shown, matter, large):
    workers, told = set(), []
    prepare = desk.attachments.prepare
    desk.attachments.prepare = lambda *given: (workers.add(threading.get_ident()), prepare(*given))[1]
    shown.attaching.progressed.connect(lambda *step: told.append(step))
    shown.add([Chosen(large)])
    assert shown.attaching.is_busy()
    qtbot.waitUntil(lambda: shown.progress.isVisible())
    assert "正在处理“录像.mp4”" in shown.progress.said()
    qtbot.waitUntil(lambda: not shown.attaching.is_busy())
    assert threading.get_ident() not in workers
    assert told[-1][1] == told[-1][2] == 2 * large.stat().st_size
    assert listed(desk, matter) == [("录像.mp4", "material")]
    assert not shown.progress.isVisible()


def test_a_large_file_can_be_stopped_and_nothing_is_kept(qtbot, desk, beside, page, shown, matter, large):
    shown.attaching.progressed.connect(lambda *_step: shown.attaching.cancel())  # on the worker, at once
    shown.add([Chosen(large)])
    qtbot.waitUntil(lambda: not shown.attaching.is_busy())
    assert shown.notice.sentence() == STOPPED
    assert listed(desk, matter) == []
    assert list(desk.attachments._blobs.labels()) == []
    assert not shown.progress.isVisible()


def test_files_go_to_the_matter_they_were_dropped_on(qtbot, desk, beside, page, tab, shown, matter, large):
    other = register(desk, "李四", "另一件")
    drop(tab, files(large))
    page.open_matter(other.matter_id)
    qtbot.waitUntil(lambda: not shown.attaching.is_busy())
    assert listed(desk, matter) == [("录像.mp4", "material")]
    assert listed(desk, other) == []
    assert shown.view.names() == []


def test_what_goes_wrong_after_leaving_is_still_told(qtbot, desk, beside, around, page, tab, shown, tmp_path):
    (tmp_path / "空.pdf").touch()
    other = register(desk, "李四", "另一件")
    drop(tab, files(tmp_path / "空.pdf"))
    page.open_matter(other.matter_id)
    qtbot.waitUntil(lambda: bool(around.prompts.errors))
    assert "2026-0001：“空.pdf”是空文件" in around.prompts.errors[0]
    assert shown.notice.sentence() == ""


def test_a_disk_that_refuses_the_entry_is_told(desk, shown, matter, scan, monkeypatch):
    def full(*_given, **_names):
        raise StorageError("磁盘已满，这一步没有保存，此前的数据完好；请清理磁盘后再试。")

    monkeypatch.setattr(desk.attachments, "enter", full)
    shown.add([Chosen(scan)])
    assert "磁盘已满" in shown.notice.sentence()
