"""This screen, this printer, this scanner: text size, light or dark, where papers come out and in, the reminder."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import ValidationError
from app.ui.desktop import Desktop
from app.ui.settings.printing_part import PrintingChoices, PrintingPart
from app.ui.theme import SCALES, Theme, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.form import Form
from app.ui.widgets.plain import ElidedLabel

NO_PRINTER_HINT = "这台电脑还没有打印机；文书可以先保存成 PDF。"
SCANS_HINT = "扫描仪存放文件的文件夹；添加附件时直接列出其中最新的文件。"
NO_SCANS = "还没有选择"
PRINTER_HINT = "文书直接送到这台打印机，不再弹出窗口。"
REMINDER_HINT = "打开程序时和这些钟点，提示今天有几件到期、几件超期；只说件数，不出现姓名、编号和内容。"
ON, OFF = "on", "off"
HOURS_WIDTH = 240


class ReminderHours(Protocol):
    """When this screen reminds."""

    def is_on(self) -> bool: ...

    def written(self) -> str: ...

    def switch(self, *, on: bool) -> None: ...

    def choose(self, text: str) -> str: ...


class ScreenSection(Form):
    """Every choice takes effect at once.

    Signals:
        look_chosen: Text size in per cent and whether dark.
        printer_chosen: The printer's name, empty for the system's own.
        scan_folder_wanted: The clerk wants to choose another folder of the scanner.
    """

    look_chosen = Signal(int, bool)
    printer_chosen = Signal(str)
    scan_folder_wanted = Signal()

    def __init__(self, theme: Theme, desktop: Desktop, printer: Callable[[], str]) -> None:
        super().__init__()
        self._theme, self._desktop, self._printer = theme, desktop, printer
        self.sizes = Chips([(str(scale), f"{scale}%") for scale in SCALES], name="文字大小")
        self.lights = Chips([("light", "浅色"), ("dark", "深色")], name="明暗")
        self.printers = QComboBox()
        self.printers.activated.connect(lambda _row: self.printer_chosen.emit(self.printers.currentData()))
        self._printer_field = Field("打印机", self.printers)
        for chips in (self.sizes, self.lights):
            chips.changed.connect(self._on_look_changed)
        self.scan_button, self._scan_label = quiet("选择文件夹", icon_name="folder"), ElidedLabel(NO_SCANS)
        self.scan_button.clicked.connect(self.scan_folder_wanted)
        self.reminding = Chips([(ON, "提醒"), (OFF, "不提醒")], name="到期提醒")
        self.hours = QLineEdit()
        self.hours.setMaximumWidth(HOURS_WIDTH)
        self._hours: ReminderHours | None = None
        self._hours_field = Field("提醒的钟点", self.hours, hint=REMINDER_HINT)
        self._reminder_field = Field("到期提醒", self.reminding)
        self.reminding.changed.connect(self._on_reminding_changed)
        self.hours.editingFinished.connect(self._on_hours_edited)
        self.printing: PrintingPart | None = None
        self._card = Card("显示和打印")
        self._build()
        theme.changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        card = self._card
        card.column.setSpacing(space(4))
        looks = (Field("文字大小", self.sizes), Field("明暗", self.lights))
        reminder = (self._reminder_field, self._hours_field)
        for widget in (*looks, self._printer_field, self._scans(), *reminder):
            card.column.addWidget(widget)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        for field in reminder:
            field.hide()

    def print_by(self, choices: PrintingChoices) -> None:
        """Whose way of printing is shown and changed here, below the printer."""
        self.printing = PrintingPart(choices)
        self._card.column.insertWidget(self._card.column.indexOf(self._printer_field) + 1, self.printing)

    def minimumSizeHint(self) -> QSize:
        """As high as the broken lines are at this width; Qt alone guesses, and cuts the last one off."""
        return QSize(0, self._column.totalHeightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def remind_by(self, hours: ReminderHours) -> None:
        """Whose hours are shown and changed here."""
        self._hours = hours
        self._reminder_field.show()
        self._show_hours()

    def refresh(self) -> None:
        """Show what is in force, and the printers there are now."""
        self.sizes.choose(str(self._theme.scale))
        self.lights.choose("dark" if self._theme.dark else "light")
        there = self._desktop.printers()
        self.printers.clear()
        self.printers.addItem("系统默认打印机", "")
        for name in there:
            self.printers.addItem(name, name)
        self.printers.setCurrentIndex(max(self.printers.findData(self._printer()), 0))
        self.printers.setEnabled(bool(there))
        self._printer_field.set_hint(PRINTER_HINT if there else NO_PRINTER_HINT)
        if self.printing:
            self.printing.refresh()
        self._show_hours()

    def show_scan_folder(self, folder: Path | None) -> None:
        """Where the scanner writes to, if that was chosen."""
        self._scan_label.setText(str(folder) if folder else NO_SCANS)

    def _scans(self) -> Field:
        row = QWidget()
        row.setFocusProxy(self.scan_button)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(3))
        line.addWidget(self.scan_button)
        line.addWidget(self._scan_label, 1)
        return Field("扫描文件夹", row, hint=SCANS_HINT)

    def _show_hours(self) -> None:
        if self._hours:
            self.reminding.choose(ON if self._hours.is_on() else OFF)
            self.hours.setText(self._hours.written())
            self._hours_field.setVisible(self._hours.is_on())

    def _on_reminding_changed(self) -> None:
        if self._hours:
            self._hours.switch(on=self.reminding.value() == ON)
            self._show_hours()

    def _on_hours_edited(self) -> None:
        """Kept as soon as the field is left; what is no hour is said under it and not kept."""
        if self._hours:
            try:
                self.hours.setText(self._hours.choose(self.hours.text()))
            except ValidationError as error:
                self._hours_field.set_problem(error.problems["hours"])

    def _on_look_changed(self) -> None:
        self.look_chosen.emit(int(self.sizes.value()), self.lights.value() == "dark")
