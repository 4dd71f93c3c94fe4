"""This screen, this printer and this scanner: text size, light or dark, where papers come out and in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.desktop import Desktop
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
        card = Card("显示和打印")
        card.column.setSpacing(space(4))
        looks = (Field("文字大小", self.sizes), Field("明暗", self.lights))
        for widget in (*looks, self._printer_field, self._scans()):
            card.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        theme.changed.connect(self.refresh)
        self.refresh()

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

    def _on_look_changed(self) -> None:
        self.look_chosen.emit(int(self.sizes.value()), self.lights.value() == "dark")
