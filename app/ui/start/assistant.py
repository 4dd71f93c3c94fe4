"""The first-start assistant: pages of one window, from welcome to a finished office."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.offices import Office
from app.core.rosters import USUAL_UNITS
from app.services.opening import Setup
from app.services.practice import PRACTICE_SETUP
from app.ui.start.county_step import CountyStep
from app.ui.start.first_start import CountyStart, FirstStart
from app.ui.start.places import Places
from app.ui.start.recovery import RecoveryStep
from app.ui.start.step import Step
from app.ui.start.steps import (
    LOST,
    LOST_ON_SERVER,
    FinishStep,
    LeadersStep,
    NamesStep,
    OfficeStep,
    PasswordStep,
)
from app.ui.start.welcome import WelcomeStep
from app.ui.theme import CONTENT_WIDTH, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.plain import PlainLabel, restyle

ALONE, ON_SERVER = "不联网 · 加密 · 单机", "单位内网 · 数据库服务器"
OFFICE, PRACTICE, COUNTY = "office", "practice", "county"


class Assistant(QWidget):
    """Leads through the steps; nothing is written until the last one.

    Signals:
        finished: Everything is known; carries a `FirstStart`.
        county_finished: The same for a county; carries a `CountyStart`.
        practice_requested: The clerk would rather try the practice office; `begin_practice` leads on.
        restore_requested: There is a copy from another PC, or from before.
    """

    finished, county_finished = Signal(object), Signal(object)
    practice_requested, restore_requested = Signal(), Signal()

    def __init__(self, places: Places, print_code: Callable[[bytes, Office], None]) -> None:
        super().__init__()
        self._print_code = print_code
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._places, self._kind = places, OFFICE
        self._make_steps()
        self._stack = QStackedWidget()
        self._pages = {step: step.on_page() for step in self._all()}
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.back_button = quiet("上一步", icon_name="back")
        self.next_button = primary("下一步")
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self._route_list = RouteList(self._all())
        self._build()
        self._show(self.welcome)

    def current(self) -> Step:
        return self._now

    def go_on(self) -> None:
        """To the next step if this one is complete; from the last one, done."""
        if not self._now.is_complete():
            return
        route = self._route()
        at = route.index(self._now)
        if at + 1 < len(route):
            self._show(route[at + 1])
        elif self._kind == COUNTY:
            self.county_finished.emit(self.county_answers())
        else:
            self.finished.emit(self.answers())

    def go_back(self) -> None:
        route = self._route()
        self._show(route[max(route.index(self._now) - 1, 0)])

    def begin_office(self) -> None:
        """The long way: the clerk's own office."""
        self._kind = OFFICE
        self._show(self.office)

    def begin_county(self) -> None:
        """A county's desk: its name, its code, a password."""
        self._kind = COUNTY
        self._show(self.county)

    def begin_practice(self) -> None:
        """The short way: a password, and everything else is invented."""
        self._kind = PRACTICE
        self._show(self.password)

    def answers(self) -> FirstStart:
        """What has been given so far."""
        if self._kind == PRACTICE:
            setup = PRACTICE_SETUP
        else:
            setup = Setup(
                self.office.office(), self.units.names(), self.villages.names(), self.leaders.leaders()
            )
        recovery = b"" if self._kind == PRACTICE else self.recovery.part.secret
        return FirstStart(setup, self.password.password(), self._folder(), recovery)

    def county_answers(self) -> CountyStart:
        """The same for a county."""
        step = self.county
        password = step.password() if step.joins() else self.password.password()
        return CountyStart(*step.county(), password, self._places.county, step.server(), joins=step.joins())

    def show_problem(self, sentence: str) -> None:
        """The office could not be made; the clerk may change something and try again."""
        self.finish.show_problem(sentence)

    def _make_steps(self) -> None:
        self.welcome, self.office, self.password, self.finish = (
            WelcomeStep(), OfficeStep(), PasswordStep(), FinishStep(),
        )  # fmt: skip
        self.units = NamesStep(
            "单位", "承办单位", "事项会转送、交办给这些单位。已列出常见的，请增删成本镇实际的名称。",
            unit="个", names=USUAL_UNITS,
        )  # fmt: skip
        self.villages = NamesStep("村居", "村和社区", "信访事项发生在哪个村，按这里的名称统计。", unit="个")
        self.recovery = RecoveryStep(lambda secret: self._print_code(secret, self.office.office()))
        self.leaders, self.county = LeadersStep(), CountyStep()
        self.county.place.changed.connect(self._mark_route)
        self.welcome.county_chosen.connect(self.begin_county)
        self.welcome.office_chosen.connect(self.begin_office)
        self.welcome.practice_chosen.connect(self.practice_requested)
        self.welcome.restore_chosen.connect(self.restore_requested)

    def _all(self) -> tuple[Step, ...]:
        return (
            self.welcome, self.county, self.office, self.units, self.villages, self.leaders, self.password, self.recovery,
            self.finish,
        )  # fmt: skip

    def _folder(self) -> Path:
        return self._places.practice if self._kind == PRACTICE else self._places.office

    def _route(self) -> tuple[Step, ...]:
        questions = {
            OFFICE: (self.office, self.units, self.villages, self.leaders), PRACTICE: (), COUNTY: (self.county,),
        }[self._kind]  # fmt: skip
        code = (self.recovery,) if self._kind == OFFICE else ()
        secrets = () if self._joins() else (self.password, *code)
        return (self.welcome, *questions, *secrets, self.finish)

    def _mark_route(self) -> None:
        self._route_list.mark(self._route(), self._now)
        self._route_list.say(ON_SERVER if self._is_on_server() else ALONE)

    def _is_on_server(self) -> bool:
        return self._kind == COUNTY and self.county.is_on_server()

    def _joins(self) -> bool:
        return self._kind == COUNTY and self.county.joins()

    def _show(self, step: Step) -> None:
        self._now = step
        if step is self.finish:
            self.finish.show_summary(self._summary())
        if step is self.password:
            self.password.warn(LOST_ON_SERVER if self._is_on_server() else LOST)
        self._mark_route()
        self._stack.setCurrentWidget(self._pages[step])
        self.back_button.setVisible(step is not self.welcome)
        self.next_button.setVisible(step is not self.welcome)
        last = "打开" if self._joins() else "建立并打开"
        self.next_button.set_verb(last if step is self.finish else "下一步")
        step.enter()
        if step is self.finish:
            self.next_button.setFocus()

    def _summary(self) -> list[tuple[str, str]]:
        if self._kind == COUNTY:
            return self._county_summary()
        setup = self.answers().setup
        counted = f"{len(setup.units)}个单位，{len(setup.villages)}个村居，{len(setup.leaders)}位领导"
        return [
            ("机构", f"{setup.office.name}{'（练习）' if setup.office.practice else ''}"),
            ("区划代码", setup.office.code),
            ("文书落款", setup.office.organ),
            ("上级", setup.office.superior),
            ("复查机关", setup.office.review_body),
            ("名册", counted),
            ("数据位置", str(self._folder())),
        ]

    def _county_summary(self) -> list[tuple[str, str]]:
        """The server's address has no password in it."""
        (name, code), server = self.county.county(), self.county.server()
        place = ("数据位置", f"数据库服务器 {server.address}" if server else str(self._places.county))
        if self.county.joins():
            return [place, ("县局", "打开服务器上已有的，名称和代码从那里来")]
        return [("县局", name), ("区划代码", code), place]

    def _build(self) -> None:
        ground = QWidget()
        ground.setMaximumWidth(CONTENT_WIDTH)
        foot = QHBoxLayout(ground)
        foot.setContentsMargins(space(1), 0, space(4), 0)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        content = QVBoxLayout()
        content.setContentsMargins(space(12), space(10), space(12), space(6))
        content.setSpacing(space(4))
        content.addWidget(self._stack, 1)
        content.addWidget(ground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._route_list)
        row.addLayout(content, 1)
        QWidget.setTabOrder(self._stack, self.next_button)
        QWidget.setTabOrder(self.next_button, self.back_button)


class RouteList(QFrame):
    """The list of steps at the left: what is done, where we are, what comes."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setMinimumWidth(space(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(10), space(4), space(6))
        column.setSpacing(space(4))
        column.addWidget(PlainLabel("信访工作台", Type.LEAD, strong=True))
        column.addSpacing(space(4))
        self._labels = {step: PlainLabel(step.name) for step in steps}
        for label in self._labels.values():
            column.addWidget(label)
        column.addStretch(1)
        self._truth = PlainLabel(ALONE, Type.CAPTION)
        column.addWidget(self._truth)

    def say(self, truth: str) -> None:
        """Where the data will lie, in three words."""
        self._truth.setText(truth)

    def mark(self, route: tuple[Step, ...], now: Step) -> None:
        """Show the route that was chosen and how far it has been gone."""
        at = route.index(now)
        for step, label in self._labels.items():
            label.setVisible(step in route)
            if step not in route:
                continue
            place = route.index(step)
            sign = "✓" if place < at else f"{place + 1}"
            label.setText(f"{sign}　{step.name}")
            label.setProperty("strong", place == at)
            label.setProperty("soft", place != at)
            restyle(label)
