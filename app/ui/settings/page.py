"""设置: small sections behind words, one at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.sheets import recovery_sheet
from app.ui.context import Context
from app.ui.screen import OLD_REGISTER, PAPER_CODE, SAFETY, Screen
from app.ui.screen_choices import ScreenChoices
from app.ui.settings.about_section import AboutSection
from app.ui.settings.access_section import AccessSection
from app.ui.settings.calendar_section import CalendarSection
from app.ui.settings.keys_part import KeysPart
from app.ui.settings.licences_part import LicencesPart
from app.ui.settings.office_section import OfficeSection
from app.ui.settings.register_section import RegisterSection
from app.ui.settings.rosters_section import RostersSection
from app.ui.settings.rules_section import RulesSection
from app.ui.settings.safety_section import SafetySection
from app.ui.settings.screen_section import ScreenSection
from app.ui.settings.wording_section import WordingSection
from app.ui.theme import Type, clothe, space, standing_on
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

WIDTH = 760
OFFICE, RULES, WORDINGS, ACCESS, ABOUT, LICENCES = "机构", "规则", "文书模板", "查阅记录", "关于", "许可"
TITLES = (
    OFFICE,
    "名册",
    RULES,
    "日历",
    WORDINGS,
    "显示和打印",
    SAFETY,
    OLD_REGISTER,
    ACCESS,
    ABOUT,
    LICENCES,
)


class SettingsPage(Screen):
    """Changes the office through its service and tells everybody."""

    def __init__(self, desk: Desk, context: Context, choices: ScreenChoices) -> None:
        super().__init__()
        self._desk, self._context, self._choices = desk, context, choices
        self._places: dict[str, QVBoxLayout] = {}
        self._build()

    @cached_property
    def office(self) -> OfficeSection:
        section = OfficeSection(self._desk.offices, self._context.prompts.show_error)
        section.saved.connect(self._on_office_saved)
        return section

    @cached_property
    def rosters(self) -> RostersSection:
        section = RostersSection(self._desk.offices, self._context.prompts, self._context.theme)
        section.changed.connect(self._context.changes.rosters_changed)
        return section

    @cached_property
    def rules(self) -> RulesSection:
        section = RulesSection(self._desk.offices, self._context.prompts.show_error)
        section.saved.connect(self._on_rules_saved)
        return section

    @cached_property
    def wordings(self) -> WordingSection:
        return WordingSection(self._desk.wordings, self._context)

    @cached_property
    def calendar(self) -> CalendarSection:
        section = CalendarSection(self._desk.calendars, self._context)
        section.changed.connect(self._context.changes.matters_changed)
        return section

    @cached_property
    def screen_look(self) -> ScreenSection:
        section = ScreenSection(self._context.theme, self._context.desktop, self._choices.printer)
        section.look_chosen.connect(self._choices.choose_look)
        section.printer_chosen.connect(self._choices.choose_printer)
        section.scan_folder_wanted.connect(self._choose_scan_folder)
        section.print_by(self._choices)
        return section

    @cached_property
    def safety(self) -> SafetySection:
        keys = KeysPart(self._desk.keys, self._context, self._print_code, self._desk.paper_drills)
        section = SafetySection(self._desk.safety, self._context, keys)
        section.backed_up.connect(self._context.changes.safety_changed)
        keys.changed.connect(self._context.changes.safety_changed)
        return section

    @cached_property
    def old_register(self) -> RegisterSection:
        return RegisterSection(self._desk, self._context)

    @cached_property
    def access(self) -> AccessSection:
        return AccessSection(self._desk.access_log, self._context.theme)

    @cached_property
    def about(self) -> AboutSection:
        return AboutSection(self._desk, self._context)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        saving = self._with_save().get(TITLES[self._tabs.currentIndex()])
        return {"save": saving.save} if saving else {}

    def parts(self) -> Sequence[QWidget]:
        """The head; each section is clothed when it is made."""
        return standing_on(self, but=self._stack)

    def refresh(self) -> None:
        """Read again what has been opened so far."""
        for section in self._with_save().values():
            if not section.changes():
                section.refresh()
        for name in ("rosters", "calendar", "safety", "access", "about"):
            if self._is_made(name):
                getattr(self, name).refresh()
        if self._is_made("screen_look"):
            self._refresh_screen()

    def may_leave(self) -> bool:
        unsaved = [title for title, section in self._with_save().items() if section.changes()]
        if not unsaved:
            return True
        question = f"{'和'.join(unsaved)}的修改还没有保存，要放弃吗？"
        leave = self._context.prompts.confirm(question, "放弃修改", danger=True)
        if leave:
            for section in self._with_save().values():
                section.drop_changes()
        return leave

    def open_section(self, title: str) -> None:
        """Show one section by its word."""
        self._tabs.setCurrentIndex(TITLES.index(title))

    def show_section(self, title: str) -> None:
        self.open_section(SAFETY if title == PAPER_CODE else title)
        if title == PAPER_CODE and self.safety.keys:
            self.safety.keys.open_form("paper")
        if title == OLD_REGISTER:
            self.old_register.enter()

    def _print_code(self, secret: bytes) -> None:
        """The recovery code goes to the printer and is nowhere kept."""
        sheet = recovery_sheet(secret, self._desk.offices.office(), self._context.today())
        self._context.desktop.print_pdf(sheet, "数据恢复码")

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

    def _with_save(self) -> dict[str, OfficeSection | RulesSection | WordingSection]:
        """The sections that are saved by a button, of those opened so far."""
        found: dict[str, OfficeSection | RulesSection | WordingSection] = {}
        if self._is_made("office"):
            found[OFFICE] = self.office
        if self._is_made("rules"):
            found[RULES] = self.rules
        if self._is_made("wordings"):
            found[WORDINGS] = self.wordings
        return found

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    def _fresh_access(self) -> AccessSection:
        self.access.refresh()
        return self.access

    def _refresh_screen(self) -> None:
        self.screen_look.refresh()
        self.screen_look.show_scan_folder(self._context.scans.path())

    def _build(self) -> None:
        self._tabs, self._stack = QTabBar(), QStackedWidget()
        self._tabs.setAccessibleName("设置分类")
        self._tabs.setDrawBase(False)
        for title in TITLES:
            self._tabs.addTab(title)
            place = QWidget()
            self._places[title] = QVBoxLayout(place)
            self._places[title].setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel("设置", Type.TITLE))
        column.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._on_tab_changed(0)

    def _on_tab_changed(self, at: int) -> None:
        """A section is made when it is first looked at: all six at once keep the clerk waiting."""
        place = self._places[TITLES[at]]
        if not place.count():
            made = self._make(TITLES[at])
            place.addWidget(made)
            clothe(*(self.rules.parts() if TITLES[at] == RULES else (made,)), patient=True)
        self._stack.setCurrentIndex(at)

    def _make(self, title: str) -> QWidget:
        if title == RULES:
            return _narrow(self.rules)
        if title == "日历":
            self.calendar.refresh()
            return _scrolled(self.calendar)
        if title == "显示和打印":
            self._refresh_screen()
            return _scrolled(self.screen_look)
        if title == OLD_REGISTER:
            return scrolling(self.old_register)
        if title in {WORDINGS, ACCESS, LICENCES}:
            return self._make_wide(title)
        plain = {OFFICE: "office", "名册": "rosters", SAFETY: "safety", ABOUT: "about"}
        return _scrolled(getattr(self, plain[title]))

    def _make_wide(self, title: str) -> QWidget:
        if title == LICENCES:
            return LicencesPart(self._context.theme)
        return self.wordings if title == WORDINGS else self._fresh_access()


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
