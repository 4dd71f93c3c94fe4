"""The attachments of one matter: look at them, add, save, take off the list with a reason."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError, ValidationError
from app.services.attachments import KINDS, Added, Attachment, Attachments
from app.ui.attaching import Attaching, Incoming
from app.ui.context import Context
from app.ui.theme import Tone, space
from app.ui.widgets.attachment_rows import AttachmentView
from app.ui.widgets.buttons import danger, link, quiet
from app.ui.widgets.card import Notice, SectionHeader
from app.ui.widgets.field import Field
from app.ui.widgets.file_intake import DropGround, FileIntake
from app.ui.widgets.form import Form
from app.ui.widgets.progress_line import ProgressLine
from app.ui.widgets.thumbnails import Thumbnails

TELL_FROM = 8 * 1024 * 1024  # bytes; less is over before anyone could read of it
OPENED = "已打开“{}”的副本。改动不会存回，锁定或关闭程序时副本自动删除"
WIDTH = 720


class AttachmentList(DropGround):
    """Shows what the service lists; a sealed matter lists nothing before it is opened.

    Signals:
        changed: An attachment was added or removed.
    """

    changed = Signal()

    def __init__(self, attachments: Attachments, context: Context) -> None:
        super().__init__(FileIntake(context))
        self._attachments, self._context = attachments, context
        self._matter_id, self._number = "", ""
        self.attaching = Attaching(attachments, context.tasks, self)
        self._thumbnails = Thumbnails(attachments, context.tasks, self)
        self.header = SectionHeader("附件")
        self.notice = Notice("", Tone.LATE)
        self.view = AttachmentView(context.theme, context.today, self._thumbnails.image)
        self.progress = ProgressLine(least=TELL_FROM)
        self.removal = RemovalForm()
        self.kinds = _kinds()
        self.open_button, self.save_button = link("打开"), link("另存为…")
        self.remove_button = link("移除…")
        self._build()
        self._connect()

    def show_matter(self, matter_id: str, number: str, *, can_add: bool = True) -> None:
        """Another matter's attachments, or the same one's again."""
        if matter_id != self._matter_id:
            self.notice.set_sentence("")
            self.intake.scans.hide()
            self.removal.hide()
            self.view.forget_current()
            self._thumbnails.forget()
        self._matter_id, self._number = matter_id, number
        self.set_open(can_add)
        self.kinds.setVisible(can_add)
        found = self._attachments.of_matter(matter_id)
        self.header.set_count(f"{len(found)}个" if found else "还没有")
        self.view.show_attachments(found)
        if self.isVisible():
            self._thumbnails.show_attachments(found)

    def add(self, files: list[Incoming]) -> None:
        """Keep files with the matter shown."""
        self.notice.set_sentence("")
        matter_id, number = self._matter_id, self._number
        self.attaching.add(
            matter_id,
            files,
            lambda added: self._on_added(matter_id, number, added),
            kind=self.kinds.currentData(),
        )

    def open_attachment(self, found: Attachment) -> None:
        """A copy in clear for the program that shows such files."""
        self._give_out(
            found,
            lambda attachment, watch: self._attachments.copy_to_open(attachment, None, watch),
            self._on_opened,
        )

    def save_attachment(self) -> None:
        found = self.view.current()
        path = self._context.prompts.choose_save_path("附件另存为", found.name) if found else None
        if found is None or path is None:
            return

        def save(attachment: Attachment, watch: Callable[[str, int, int], None]) -> Path:
            self._attachments.write_copy(attachment, path, watch)
            return path

        self._give_out(
            found, save, lambda saved: self._context.toast(f"已另存为“{saved.name}”，这个文件没有加密")
        )

    def ask_removal(self, found: Attachment) -> None:
        """Ask why it is taken off the list."""
        self.notice.set_sentence("")
        self.removal.ask(found)
        _reveal(self.removal)

    def remove(self) -> None:
        """Take it off the list, if there is a reason."""
        found = self.removal.attachment
        if found is None:
            return
        try:
            self._attachments.remove(found.id, self.removal.reason_edit.text())
        except ValidationError as error:
            self.removal.show_problem(error.problems.get("reason", str(error)))
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self.removal.hide()
            self._context.toast(f"已移除“{found.name}”，原因记入经过")
            self._on_changed()
            (self.view if self.view.current() else self.intake.add_button).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._matter_id:
            self._thumbnails.show_attachments(self._attachments.of_matter(self._matter_id))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._thumbnails.forget()

    def _give_out(
        self, found: Attachment, write: Callable[[Attachment, Callable[[str, int, int], None]], Path],
        done: Callable[[Path], None],
    ) -> None:  # fmt: skip
        self.notice.set_sentence("")
        try:
            attachment = self._attachments.attachment(found.id)  # the seal is looked at each time
        except AppError as error:
            self._refuse(str(error))
            return
        self.attaching.copy(lambda watch: write(attachment, watch), done, self._refuse)

    def _on_opened(self, path: Path) -> None:
        self._context.desktop.open_file(path)
        self._context.toast(OPENED.format(path.name))

    def _on_added(self, matter_id: str, number: str, added: Added) -> None:
        here = matter_id == self._matter_id
        if added.attachments:
            self._context.toast(f"{number} 已添加{len(added.attachments)}个附件")
            self._on_changed()
            if here:
                self.view.choose(added.attachments[-1].id)
        if added.refused and here:
            self._refuse("\n".join(added.refused))
        elif added.refused:
            self._context.prompts.show_error(f"{number}：{'；'.join(added.refused)}")

    def _on_changed(self) -> None:
        self.show_matter(self._matter_id, self._number)
        self.changed.emit()

    def _refuse(self, sentence: str) -> None:
        self.notice.set_sentence(sentence)
        _reveal(self.notice)

    def _on_progress(self, name: str, done: int, total: int) -> None:
        if self.attaching.is_busy():
            self.progress.show_progress(f"正在处理“{name}”", done, total)

    def _on_ended(self) -> None:
        if not self.attaching.is_busy():
            self.progress.hide()

    def _on_current_changed(self) -> None:
        for button in (self.open_button, self.save_button, self.remove_button):
            button.setVisible(self.view.current() is not None)

    def _connect(self) -> None:
        self.intake.came.connect(self.add)
        self.intake.refused.connect(self._refuse)
        self.attaching.progressed.connect(self._on_progress)
        self.attaching.ended.connect(self._on_ended)
        self.progress.cancelled.connect(self.attaching.cancel)
        self.view.opened.connect(self.open_attachment)
        self.view.removing.connect(self.ask_removal)
        self.view.current_changed.connect(self._on_current_changed)
        self._thumbnails.drawn.connect(lambda _id: self.view.viewport().update())
        self.open_button.clicked.connect(lambda: self._with_current(self.open_attachment))
        self.save_button.clicked.connect(self.save_attachment)
        self.remove_button.clicked.connect(lambda: self._with_current(self.ask_removal))
        self.removal.remove_button.clicked.connect(self.remove)
        self.removal.left.connect(self.view.setFocus)
        self._on_current_changed()

    def _with_current(self, act: Callable[[Attachment], None]) -> None:
        if found := self.view.current():
            act(found)

    def _build(self) -> None:
        self.setMaximumWidth(WIDTH)
        self.notice.hide()
        head = QHBoxLayout()
        head.addWidget(self.header, 1)
        for button in (self.open_button, self.save_button, self.remove_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addLayout(head)
        self.intake.put(self.kinds)
        for widget in (self.notice, self.progress, self.removal, self.view, self.intake):
            column.addWidget(widget)


class RemovalForm(Form):
    """Why an attachment is taken off the list.

    Signals:
        left: The clerk thought better of it.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.attachment: Attachment | None = None
        self.reason_edit = QLineEdit()
        self.field = Field("移除的原因", self.reason_edit, hint="原因记入经过；内容仍然保留，不会删除")
        self.remove_button, self.back_button = danger("移除"), quiet("返回")
        self.back_button.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(self.remove_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.field)
        column.addLayout(row)
        self.hide()

    def ask(self, found: Attachment) -> None:
        self.attachment = found
        self.field.set_title(f"为什么移除“{found.name}”")
        self.reason_edit.clear()
        self.show()
        self.reason_edit.setFocus()

    def show_problem(self, sentence: str) -> None:
        self.field.set_problem(sentence)
        self.reason_edit.setFocus()

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _kinds() -> QComboBox:
    kinds = QComboBox()
    kinds.setAccessibleName("新附件记作什么材料")
    kinds.addItem("类别：自动判断", "")
    for key, word in KINDS.items():
        kinds.addItem(f"类别：{word}", key)
    return kinds


def _reveal(widget: QWidget) -> None:
    """Scroll to what has just appeared, wherever the page stands."""
    place = widget.parentWidget()
    while place:
        if layout := place.layout():
            layout.activate()
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()
