"""设置: five small sections behind words, one at a time."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.ui.context import Context
from app.ui.screen import Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.settings.office_section import OfficeSection
from app.ui.settings.rosters_section import RostersSection
from app.ui.settings.safety_section import SafetySection
from app.ui.settings.screen_section import ScreenSection
from app.ui.theme import Type, space
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

WIDTH = 760
TITLES = ("机构", "名册", "显示和打印", "数据安全")


class SettingsPage(Screen):
    """Changes the office through its service and tells everybody."""

    def __init__(self, desk: Desk, context: Context, choices: ScreenChoices) -> None:
        super().__init__()
        self._context = context
        self.office = OfficeSection(desk.offices, context.prompts.show_error)
        self.rosters = RostersSection(desk.offices, context.prompts, context.theme)
        self.screen_look = ScreenSection(context.theme, context.desktop, choices.printer)
        self.screen_look.look_chosen.connect(choices.choose_look)
        self.screen_look.printer_chosen.connect(choices.choose_printer)
        self.safety = SafetySection(desk.safety, context)
        self.office.saved.connect(self._on_office_saved)
        self.rosters.changed.connect(context.changes.rosters_changed)
        self.safety.backed_up.connect(context.changes.safety_changed)
        self._build()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.office.save} if self._tabs.currentIndex() == 0 else {}

    def refresh(self) -> None:
        if not self.office.changes():
            self.office.refresh()
        self.rosters.refresh()
        self.screen_look.refresh()

    def may_leave(self) -> bool:
        if not self.office.changes():
            return True
        leave = self._context.prompts.confirm("机构的修改还没有保存，要放弃吗？", "放弃修改", danger=True)
        if leave:
            self.office.refresh()
        return leave

    def open_section(self, title: str) -> None:
        """Show one section by its word."""
        self._tabs.setCurrentIndex(TITLES.index(title))

    def _on_office_saved(self) -> None:
        self._context.changes.office_changed.emit()
        self._context.toast("机构设置已保存")

    def _build(self) -> None:
        self._tabs, stack = QTabBar(), QStackedWidget()
        self._tabs.setAccessibleName("设置分类")
        self._tabs.setDrawBase(False)
        sections = (self.office, self.rosters, self.screen_look, self.safety)
        for title, section in zip(TITLES, sections, strict=True):
            self._tabs.addTab(title)
            stack.addWidget(_narrow(section))
        self._tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel("设置", Type.TITLE))
        column.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(stack, 1)


def _narrow(section: QWidget) -> QWidget:
    section.setMaximumWidth(WIDTH)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, space(1), space(3), space(6))
    column.addWidget(section)
    return scrolling(ground)
