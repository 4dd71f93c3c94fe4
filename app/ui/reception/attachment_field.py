"""附件 on the reception page: files that wait until there is a matter to keep them with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.services.attachments import Added, Attachments, Source, spoken_size
from app.ui.attaching import Attaching, Chosen, Incoming
from app.ui.context import Context
from app.ui.theme import Tone, Type, space
from app.ui.widgets.attachment_list import TELL_FROM
from app.ui.widgets.buttons import bare
from app.ui.widgets.card import Notice
from app.ui.widgets.file_intake import DropGround, FileIntake
from app.ui.widgets.plain import ElidedLabel, PlainLabel
from app.ui.widgets.progress_line import ProgressLine


class AttachmentField(DropGround):
    """Chosen files with their sizes; what cannot be kept is refused at once, with a sentence.

    Signals:
        changed: A file was chosen or taken off again.
        attached: What was waiting is with its matter now, as far as it could be; carries an `Added`.
    """

    changed = Signal()
    attached = Signal(object)

    def __init__(self, attachments: Attachments, context: Context) -> None:
        super().__init__(FileIntake(context))
        self._context = context
        self._files: list[Incoming] = []
        self.attaching = Attaching(attachments, context.tasks, self)
        self.rows: list[WaitingFile] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(space(1))
        self.notice, self.progress = Notice("", Tone.LATE), ProgressLine(least=TELL_FROM)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addLayout(self._list)
        for widget in (self.notice, self.progress, self.intake):
            column.addWidget(widget)
        self.setFocusProxy(self.intake.add_button)
        self._connect()

    def is_blank(self) -> bool:
        return not self._files

    def waiting(self) -> tuple[Incoming, ...]:
        """What will be added; a file as its path, so that a draft can keep it."""
        return tuple(self._files)

    def put(self, files: tuple[Incoming, ...]) -> None:
        """Let these wait instead: from a draft, or after a registration was taken back."""
        self.clear()
        self.take(list(files))

    def clear(self) -> None:
        """Nothing waits any more."""
        self._files.clear()
        self.notice.set_sentence("")
        self.intake.scans.hide()
        self._show()

    def take(self, files: list[Incoming]) -> None:
        """Let more files wait."""
        refused = []
        for file in files:
            try:
                if isinstance(file, Chosen):
                    Source.file(file.path)
            except AppError as error:
                refused.append(str(error))
            else:
                self._files += [] if file in self._files else [file]
        self.notice.set_sentence("\n".join(refused))
        self._show()

    def attach_to(self, matter_id: str, number: str, reception_id: str) -> None:
        """Add what waits to the matter just registered; the field is blank at once, for the next one."""
        files = self.waiting()
        self.clear()
        if files:
            self.attaching.add(
                matter_id, files, lambda added: self._on_added(number, added), reception_id=reception_id
            )

    def _on_added(self, number: str, added: Added) -> None:
        if added.refused:
            self._context.prompts.show_error(
                f"{number}已经登记，{len(added.refused)}个附件没有添加，可在事项的“材料”里再加。{'；'.join(added.refused)}"
            )
        self.attached.emit(added)

    def _drop_file(self, file: Incoming) -> None:
        self._files.remove(file)
        self._show()
        self.intake.add_button.setFocus()

    def _show(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [WaitingFile(file) for file in self._files]
        for row in self.rows:
            row.dropped.connect(self._drop_file)
            self._list.addWidget(row)
        self.changed.emit()

    def _on_progress(self, name: str, done: int, total: int) -> None:
        if self.attaching.is_busy():
            self.progress.show_progress(f"正在添加“{name}”", done, total)

    def _on_ended(self) -> None:
        if not self.attaching.is_busy():
            self.progress.hide()

    def _connect(self) -> None:
        self.intake.came.connect(self.take)
        self.intake.refused.connect(self.notice.set_sentence)
        self.attaching.progressed.connect(self._on_progress)
        self.attaching.ended.connect(self._on_ended)
        self.progress.cancelled.connect(self.attaching.cancel)


class WaitingFile(QWidget):
    """One file that waits, and the way to take it off again.

    Signals:
        dropped: Carries the file.
    """

    dropped = Signal(object)

    def __init__(self, file: Incoming) -> None:
        super().__init__()
        name = file.path.name if isinstance(file, Chosen) else file.name
        self.name = ElidedLabel(name)
        self.drop_button = bare("close", f"不添加{name}")
        self.drop_button.clicked.connect(lambda: self.dropped.emit(file))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(self.name)
        row.addWidget(PlainLabel(_size(file), Type.CAPTION))
        row.addWidget(self.drop_button)
        row.addStretch(1)


def _size(file: Incoming) -> str:
    if not isinstance(file, Chosen):
        return f"图片 {file.picture.width()}×{file.picture.height()}"
    try:
        return spoken_size(file.path.stat().st_size)
    except OSError:
        return "读不出来"
