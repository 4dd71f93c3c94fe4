"""设置: small sections behind words, one at a time."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.ui.context import Context
from app.ui.screen import Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.settings.calendar_section import CalendarSection
from app.ui.settings.office_section import OfficeSection
from app.ui.settings.rosters_section import RostersSection
from app.ui.settings.rules_section import RulesSection
from app.ui.settings.safety_section import SafetySection
from app.ui.settings.screen_section import ScreenSection
from app.ui.settings.wording_section import WordingSection
from app.ui.theme import Type, space
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

WIDTH = 760
OFFICE, RULES, WORDINGS = "机构", "规则", "文书模板"
TITLES = (OFFICE, "名册", RULES, "日历", WORDINGS, "显示和打印", "数据安全")


class SettingsPage(Screen):
    """Changes the office through its service and tells everybody."""

    def __init__(self, desk: Desk, context: Context, choices: ScreenChoices) -> None:
        super().__init__()
        self._context = context
        self.office = OfficeSection(desk.offices, context.prompts.show_error)
        self.rosters = RostersSection(desk.offices, context.prompts, context.theme)
        self.rules = RulesSection(desk.offices, context.prompts.show_error)
        self.wordings = WordingSection(desk.wordings, context)
        self.calendar = CalendarSection(desk.calendars, context)
        self.calendar.changed.connect(context.changes.matters_changed)
        self.screen_look = ScreenSection(context.theme, context.desktop, choices.printer)
        self.screen_look.look_chosen.connect(choices.choose_look)
        self.screen_look.printer_chosen.connect(choices.choose_printer)
        self.screen_look.scan_folder_wanted.connect(self._choose_scan_folder)
        self.safety = SafetySection(desk.safety, context)
        self.office.saved.connect(self._on_office_saved)
        self.rules.saved.connect(self._on_rules_saved)
        self.rosters.changed.connect(context.changes.rosters_changed)
        self.safety.backed_up.connect(context.changes.safety_changed)
        self._build()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        savers = {OFFICE: self.office.save, RULES: self.rules.save, WORDINGS: self.wordings.save}
        saving = savers.get(TITLES[self._tabs.currentIndex()])
        return {"save": saving} if saving else {}

    def refresh(self) -> None:
        for section in (self.office, self.rules):
            if not section.changes():
                section.refresh()
        self.rosters.refresh()
        self.wordings.refresh()
        self.calendar.refresh()
        self.screen_look.refresh()
        self.screen_look.show_scan_folder(self._context.scans.path())

    def may_leave(self) -> bool:
        sections = ((OFFICE, self.office), (RULES, self.rules), (WORDINGS, self.wordings))
        unsaved = [title for title, section in sections if section.changes()]
        if not unsaved:
            return True
        question = f"{'和'.join(unsaved)}的修改还没有保存，要放弃吗？"
        leave = self._context.prompts.confirm(question, "放弃修改", danger=True)
        if leave:
            self.office.refresh()
            self.rules.refresh()
            self.wordings.drop_changes()
        return leave

    def open_section(self, title: str) -> None:
        """Show one section by its word."""
        self._tabs.setCurrentIndex(TITLES.index(title))

    def _choose_scan_folder(self) -> None:
        folder = self._context.prompts.choose_folder("选择扫描仪存放文件的文件夹")
        if folder:
            self._context.scans.choose(folder)
            self.screen_look.show_scan_folder(folder)

    def _on_office_saved(self) -> None:
        self._context.changes.office_changed.emit()
        self._context.toast("机构设置已保存")

    def _on_rules_saved(self) -> None:
        self._context.changes.office_changed.emit()
        self._context.toast("规则设置已保存")

    def _build(self) -> None:
        self._tabs, stack = QTabBar(), QStackedWidget()
        self._tabs.setAccessibleName("设置分类")
        self._tabs.setDrawBase(False)
        sections = {
            OFFICE: _scrolled(self.office), "名册": _scrolled(self.rosters), RULES: _narrow(self.rules),
            "日历": _scrolled(self.calendar), WORDINGS: self.wordings,
            "显示和打印": _scrolled(self.screen_look), "数据安全": _scrolled(self.safety),
        }  # fmt: skip
        for title in TITLES:
            self._tabs.addTab(title)
            stack.addWidget(sections[title])
        self._tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel("设置", Type.TITLE))
        column.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(stack, 1)


def _narrow(section: QWidget) -> QWidget:
    """As wide as reading allows."""
    section.setMaximumWidth(WIDTH)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, space(1), space(3), space(6))
    column.addWidget(section)
    return ground


def _scrolled(section: QWidget) -> QWidget:
    return scrolling(_narrow(section))
