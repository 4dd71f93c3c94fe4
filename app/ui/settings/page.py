"""设置: small sections behind words, one at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial

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
from app.ui.turns import go_through
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel

WIDTH = 760
OFFICE, ROSTERS, RULES, CALENDAR, WORDINGS = "机构", "名册", "规则", "日历", "文书模板"
SCREEN, ACCESS, ABOUT, LICENCES = "显示和打印", "查阅记录", "关于", "许可"
# (word, attribute of the page that makes it)
SECTIONS = {
    OFFICE: "office",
    ROSTERS: "rosters",
    RULES: "rules",
    CALENDAR: "calendar",
    WORDINGS: "wordings",
    SCREEN: "screen_look",
    SAFETY: "safety",
    OLD_REGISTER: "old_register",
    ACCESS: "access",
    ABOUT: "about",
    LICENCES: "licences",
}
TITLES = tuple(SECTIONS)
WIDE = {WORDINGS, ACCESS, LICENCES}
FILLED = {CALENDAR, WORDINGS, SCREEN, ACCESS}  # are made empty


class SettingsPage(Screen):
    """Changes the office through its service and tells everybody."""

    def __init__(self, desk: Desk, context: Context, choices: ScreenChoices) -> None:
        super().__init__()
        self._desk, self._context, self._choices = desk, context, choices
        self._turns = context.tasks.turns(self)
        self._places: dict[str, QVBoxLayout] = {}
        self._standing: dict[str, bool] = {}  # each section that was begun, and whether it can be shown
        self._stale = set[str]()
        self._then: dict[str, Callable[[], object]] = {}
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

    @cached_property
    def licences(self) -> LicencesPart:
        return LicencesPart(self._context.theme)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        saving = self._with_save().get(self._title())
        return {"save": saving.save} if saving else {}

    def parts(self) -> Sequence[QWidget]:
        """The head; each section is clothed when it is made."""
        return standing_on(self, but=self._stack)

    def refresh(self) -> None:
        """Read again what is shown; what else has been opened so far follows when it is looked at."""
        edited = {title for title, section in self._with_save().items() if section.changes()}
        self._stale = {title for title, name in SECTIONS.items() if self._is_made(name)} - edited
        self._renew(self._title())

    def may_leave(self) -> bool:
        saving = self._with_save().items()
        unsaved = [title for title, section in saving if title not in self._stale and section.changes()]
        if not unsaved:
            return True
        question = f"{'和'.join(unsaved)}的修改还没有保存，要放弃吗？"
        leave = self._context.prompts.confirm(question, "放弃修改", danger=True)
        if leave:
            for section in self._with_save().values():
                section.drop_changes()
        return leave

    def open_section(self, title: str, then: Callable[[], object] | None = None) -> None:
        """Show one section by its word, and when it stands do `then`."""
        if then:
            self._then[title] = then
        self._tabs.setCurrentIndex(TITLES.index(title))
        if self._standing.get(title):
            self._show(title)

    def show_section(self, title: str) -> None:
        then = {PAPER_CODE: self._open_paper_drill, OLD_REGISTER: lambda: self.old_register.enter()}
        self.open_section(SAFETY if title == PAPER_CODE else title, then.get(title))

    def _open_paper_drill(self) -> None:
        if self.safety.keys:
            self.safety.keys.open_form("paper")

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

    def _title(self) -> str:
        """The word of the section that is wanted."""
        return TITLES[self._tabs.currentIndex()]

    def _on_tab_changed(self, at: int) -> None:
        """A section is made when it is first looked at, a piece each turn, and shown when it stands."""
        title = TITLES[at]
        if self._standing.get(title):
            self._show(title)
        elif title not in self._standing:
            self._standing[title] = False
            done = partial(self._on_made, title)
            go_through(self._turns, f"section {title}", self._bring(title), done, stretch=0)

    def _bring(self, title: str) -> Iterator[None]:
        section: QWidget = getattr(self, SECTIONS[title])
        yield
        if title in FILLED:
            self._stale.add(title)
            self._renew(title)
            yield
        made = section if title in WIDE else self._laid(title, section)
        self._places[title].addWidget(made)
        for part in self._parts_of(title, made):
            clothe(part, patient=True)
            yield

    def _parts_of(self, title: str, made: QWidget) -> Sequence[QWidget]:
        """What is clothed in turns of their own."""
        if title == RULES:
            return self.rules.parts()
        return self.wordings.parts() if title == WORDINGS else (made,)

    def _laid(self, title: str, section: QWidget) -> QWidget:
        """The rules scroll by themselves, above their button; the old register is as wide as its table."""
        if title == OLD_REGISTER:
            return scrolling(section)
        narrow = _narrow(section)
        return narrow if title == RULES else scrolling(narrow)

    def _on_made(self, title: str) -> None:
        self._standing[title] = True
        if title == self._title():
            self._show(title)

    def _show(self, title: str) -> None:
        self._renew(title)
        self._stack.setCurrentIndex(TITLES.index(title))
        if then := self._then.pop(title, None):
            then()

    def _renew(self, title: str) -> None:
        """What was changed elsewhere since it was last seen."""
        if title not in self._stale:
            return
        self._stale.discard(title)
        if title == SCREEN:
            self._refresh_screen()
        elif title not in {OLD_REGISTER, LICENCES}:
            getattr(self, SECTIONS[title]).refresh()


def _narrow(section: QWidget) -> QWidget:
    """As wide as reading allows."""
    section.setMaximumWidth(WIDTH)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, space(1), space(3), space(6))
    column.addWidget(section)
    return ground
