"""The exchange page (报送): what goes up on the stick, what came back, and the keys of both sides."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.periods import Period
from app.errors import AppError
from app.services.desk import Desk
from app.services.exchange import ExchangeStatus, Prospect, Taken, Written
from app.services.exchange_sticks import mark, stick_at, sticks
from app.services.reconciling import Reconciled
from app.ui.context import Context
from app.ui.exchange.comparing import compared, shown_lines
from app.ui.exchange.copying import copy_to, read_small
from app.ui.exchange.handed import HandedDown
from app.ui.exchange.keys import CountyCard, OwnCard
from app.ui.exchange.reconciling import TITLE, DifferencesSheet, ReconcileCard
from app.ui.exchange.refused import RefusedRecord, RefusedRow
from app.ui.exchange.send_panel import SendPanel, Wish
from app.ui.exchange.sending import Sending
from app.ui.exchange.way_list import WayList
from app.ui.exchange.ways import Way
from app.ui.exchange.words import counts_sentence
from app.ui.prompts import BUNDLE, CSV, TABLES
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import Notice, SectionHeader, scrolling
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel

ENROLMENT = "县局登记文件 (*.xfe)"
SIDE_WIDTH = 372
MOST_REFUSED = 100
NO_COUNTY = "先在右边接收县局登记文件，才能加密导出"
WRITTEN = "已写入并读回核对，可以拔出U盘"


class ExchangePage(Screen):
    """Writes bundles, takes answers, compares keys; every state shown is read from the register."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._enrolment: tuple[bytes, str] | None = None
        self.ways = WayList()
        self.refused: list[RefusedRow] = []
        self.notice = Notice("", Tone.DONE)
        self.notice.hide()
        self.take_button = quiet(
            "接收县局文件", icon_name="usb", tip="县局交回的 .xfb 文件：回执、交办转送、下发配置"
        )
        self.county, self.own = CountyCard(), OwnCard()
        self.handed = HandedDown(self._context.open_matter)
        self.reconcile = ReconcileCard()
        self.panel = SidePanel(self, context.theme)
        self._sending = Sending(desk.exchange, context, self, lambda text: self.notice.say(text, Tone.ACTION))
        self._build()
        self._connect()

    def warm(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the register again: keys, ways, refusals."""
        status = self._desk.exchange.status()
        computed = self._enrolment[1] if self._enrolment else ""
        self.county.show_county(status.county, computed)
        self.own.show_digits(status.check_number)
        self.ways.show_ways(self._ways(status))
        self._show_refused(status)
        self.handed.show_rows(self._desk, status.assignments)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        if not self.panel.is_open():
            return {}
        return {"submit": self.submit, "save": self.submit, "back": self.panel.close_panel}

    def submit(self) -> None:
        """What the panel asks for."""
        form = self.panel.content()
        if isinstance(form, SendPanel):
            form.submit()

    def enter(self) -> None:
        """The keyboard goes to what comes next: the county's key, the period to export, or the answer."""
        wanted = self.county.next_widget()
        following = next((row.action_button for row in self.ways.rows if row.way.next), self.take_button)
        (wanted or following).setFocus()

    def export(self, period_id: str) -> None:
        """Show what of the period will go and to which stick; an open period leads to its closing."""
        period = self._desk.month.period(period_id)
        if not self._is_closed(period_id):
            self._context.open_page("month")
            return
        self._sending.look(period, lambda prospect: self._ask(period, prospect))

    def take_answer(self) -> None:
        """What the county wrote to a stick: its answer, matters handed down, configuration."""
        path = self._context.prompts.choose_open_path("接收县局文件", BUNDLE)
        if path:
            self._take(path)

    def offer(self, path: Path) -> None:
        """The same for a file that was opened from outside the program, once the clerk agrees."""
        if self._context.prompts.confirm("接收这个县局文件吗？", "接收", detail=path.name):
            self._take(path)

    def take_county_file(self) -> None:
        """The county's enrolment; it stays provisional until its digits were compared on paper."""
        self._enrol("")

    def compare(self, digits: str) -> None:
        """The digits from the sealed sheet against the file."""
        self._enrol(digits)

    def print_own_sheet(self) -> None:
        self._sending.sheet(lambda pdf: self._context.preview("公钥登记表", pdf, "公钥登记表.pdf"))

    def copy_own_file(self) -> None:
        folder = self._context.prompts.choose_folder("登记文件复制到哪里？请选U盘")
        if folder:
            self._try(lambda: self._on_copied(copy_to(self._desk.exchange.enrolment_path(), folder)))

    def note_signed(self, bundle_id: str) -> None:
        """The county signed the cover sheet: received, as paper says it."""
        question = "县局已经在封面上签收、盖章了吗？"
        detail = "只按盖章的封面登记；县局处理完的回执还要用U盘接收。"
        if self._context.prompts.confirm(question, "登记县局已收", detail=detail):
            self._try(lambda: self._sign(bundle_id))

    def _take(self, path: Path) -> None:
        self._sending.take(path, lambda taken: self._on_looked(path, taken))

    def _sign(self, bundle_id: str) -> None:
        self._desk.exchange.note_received(bundle_id, self._context.today())
        self._context.changes.exchange_changed.emit()
        self.notice.say("已登记县局签收，等县局处理后的回执", Tone.DONE)

    def compare_with_system(self) -> None:
        """An export of the official system against this register; the differences slide in."""
        path = self._context.prompts.choose_open_path("选择信访信息系统的导出表", TABLES)
        if path:
            self._try(lambda: self._show_differences(self._desk.reconciling.compare(path)))

    def _show_differences(self, found: Reconciled) -> None:
        sheet = DifferencesSheet(found)
        sheet.opened.connect(self._leave_for)
        sheet.table_wanted.connect(lambda: self._try(lambda: self._write_missing(found)))
        self.panel.open_panel(TITLE, sheet)

    def _write_missing(self, found: Reconciled) -> None:
        path = self._context.prompts.choose_save_path("写出系统里还没有的", "待录入信访信息系统.csv", CSV)
        if path:
            count = self._desk.reconciling.write_missing(found, path)
            self.panel.close_panel()
            self.notice.say(f"已写出{count}件：{path.name}；文件没有加密，录入以后请删除", Tone.SOON)

    def _leave_for(self, matter_id: str) -> None:
        self.panel.close_panel()
        self._context.open_matter(matter_id)

    def _is_closed(self, period_id: str) -> bool:
        return any(closed.id == period_id for closed in self._desk.month.closed_periods())

    def _ways(self, status: ExchangeStatus) -> list[Way]:
        """The month to be closed first, then every closed period, the latest on top."""
        closed = self._desk.month.closed_periods()
        last = self._desk.month.current().previous()
        ways = [] if any(one.id == last.id for one in closed) else [Way(last, verb="去结账")]
        for one in closed:
            ways.append(self._way(self._desk.month.period(one.id), one.closed_on, status))
        unsent = next((at for at, way in enumerate(ways) if way.closed_on and not way.state), None)
        if unsent is not None and status.county and status.county["verified"]:
            ways[unsent] = replace(ways[unsent], next=True)
        return ways

    def _way(self, period: Period, closed_on: date, status: ExchangeStatus) -> Way:
        sent = [row for row in status.sent if row.period == period.id]
        way = Way(period, closed_on, verb="导出到U盘", reason="" if status.county else NO_COUNTY)
        if not sent:
            return way
        newest = sent[0]
        return replace(
            way, state=newest.state, written_on=newest.happened_on, contents=counts_sentence(newest.counts),
            times=len(sent), verb="再导出一次", bundle_id=newest.id,
        )  # fmt: skip

    def _ask(self, period: Period, prospect: Prospect) -> None:
        form = SendPanel(prospect, compared(self._desk.month, period), sticks(self._desk.offices.office()))
        form.submitted.connect(lambda wish: self._write(period, wish))
        form.cancelled.connect(self.panel.close_panel)
        self.panel.open_panel(f"报送{period.name}", form)

    def _write(self, period: Period, wish: Wish) -> None:
        prompts, office = self._context.prompts, self._desk.offices.office()
        folder = wish.folder or prompts.choose_folder(f"{period.name}报送包写到哪里？请选U盘")
        if not folder:
            return
        stick = stick_at(folder, office)
        question = f"这个U盘是{stick.owner}的，不是本单位的，仍然写到上面吗？"
        if stick.owner and not stick.ours and not prompts.confirm(question, "仍然写入"):
            return
        self.panel.close_panel()
        self._sending.export(period, folder, wish.order, lambda written: self._on_written(period, written))

    def _on_looked(self, path: Path, taken: Taken) -> None:
        """Matters and configuration come in only when the clerk has seen them and agrees."""
        if not taken.waits:
            self._on_taken(taken)
            return
        verb = "接收并登记" if taken.kind == "assign" else "采用"
        if self._context.prompts.confirm(taken.sentence, verb, detail=shown_lines(taken.lines)):
            self._sending.take(path, self._on_taken, agreed=True)
        else:
            self.notice.say("没有接收，本机数据没有变化；文件可以以后再接收。", Tone.ACTION)

    def _on_written(self, period: Period, written: Written) -> None:
        mark(written.path.parent, self._desk.offices.office())
        self._context.changes.exchange_changed.emit()
        said = f"{WRITTEN}。文件 {written.path.name}，{counts_sentence(written.counts)}"
        new = f"{written.new_life}，报送包已重新编号，本包带上全部内容。" if written.new_life else ""
        odd = [line for line in (new, *written.missing) if line]
        self.notice.say("\n".join((said, *odd)), Tone.SOON if odd else Tone.DONE)
        self._try(
            lambda: self._context.preview(
                f"{period.name}报送封面", written.cover.read_bytes(), written.cover.name
            )
        )

    def _on_taken(self, taken: Taken) -> None:
        self._context.changes.exchange_changed.emit()
        if taken.matters:
            self._context.changes.matters_changed.emit()
        wrong = bool(taken.refused or taken.differences or taken.lines)
        lines = (taken.sentence, *taken.lines, *taken.differences)
        self.notice.say("\n".join(lines), Tone.SOON if wrong else Tone.DONE)

    def _on_copied(self, path: Path) -> None:
        self.notice.say(f"登记文件已复制并读回核对：{path.name}，可以拔出U盘", Tone.DONE)

    def _enrol(self, digits: str) -> None:
        """Enrol by the file at hand; ask for it where this session has not seen it."""
        if digits and self._enrolment:
            self._enrol_content(self._enrolment[0], digits)
            return
        path = self._context.prompts.choose_open_path("接收县局登记文件", ENROLMENT)
        if path:
            self._try(lambda: self._enrol_content(read_small(path), digits))

    def _enrol_content(self, content: bytes, digits: str) -> None:
        try:
            enrolment = self._desk.exchange.enrol_county(content, digits)
        except AppError as error:
            self.notice.say("", Tone.ACTION)
            (self.county.set_problem if digits else self._context.prompts.show_error)(str(error))
            return
        self._enrolment = content, enrolment.check_number
        self._context.changes.exchange_changed.emit()
        self.refresh()
        self.notice.say(
            f"{enrolment.name}的校验码核对一致"
            if digits
            else f"已接收{enrolment.name}的登记文件，请接着核对校验码",
            Tone.DONE if digits else Tone.SOON,
        )
        if not digits:
            self.county.digits_edit.setFocus()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(str(error))

    def _show_refused(self, status: ExchangeStatus) -> None:
        sheet, column = _sheet()
        self.refused = [self._refused_row(answer) for answer in status.refused[:MOST_REFUSED]]
        for row in self.refused:
            row.opened.connect(lambda matter_id: self._context.open_matter(matter_id))
            column.addWidget(row)
        column.addStretch(1)
        self._refused_head.set_count(f"{len(status.refused)}条")
        self._refused_area.setWidget(sheet)
        for part in (self._refused_head, self._refused_area):
            part.setVisible(bool(status.refused))

    def _refused_row(self, answer: RefusedRecord) -> RefusedRow:
        matter_id = self._desk.exchange.matter_of(answer.record_table, answer.record_id)
        name = ""
        if matter_id:
            view = self._desk.matters.view(matter_id)
            name = f"{view.matter.number} {view.matter.title}"
        return RefusedRow(answer.record_table, answer.result, answer.sentence, matter_id=matter_id, name=name)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        self.take_button.clicked.connect(self.take_answer)
        self.ways.acted.connect(self.export)
        self.ways.signed_for.connect(self.note_signed)
        self.county.file_wanted.connect(self.take_county_file)
        self.county.digits_typed.connect(self.compare)
        self.own.sheet_wanted.connect(self.print_own_sheet)
        self.own.copy_wanted.connect(self.copy_own_file)
        self.reconcile.wanted.connect(self.compare_with_system)
        changes = self._context.changes
        for signal in (changes.months_changed, changes.exchange_changed, changes.office_changed):
            signal.connect(self._on_changed)

    def _build(self) -> None:
        self.setProperty("ground", "page")
        keys = QWidget()
        below = QVBoxLayout(keys)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(space(4))
        below.addWidget(self.county)
        below.addWidget(self.own)
        below.addWidget(self.reconcile)
        below.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(5), space(4), space(4), space(4))
        row.setSpacing(space(4))
        row.addLayout(self._main_column(), 1)
        self._side = scrolling(keys)
        row.addWidget(self._side)
        self._context.theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The keys as wide as their text is large, but never more than two fifths of the page."""
        self._side.setFixedWidth(
            min(SIDE_WIDTH * self._context.theme.scale // 100, max(self.width() * 2 // 5, SIDE_WIDTH))
        )

    def _main_column(self) -> QVBoxLayout:
        self._refused_area = scrolling(QWidget())
        self._refused_head = SectionHeader("县局没有收下的")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("每期报送", Type.TITLE), 1)
        head.addWidget(self.take_button)
        column = QVBoxLayout()
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.ways, 1)
        column.addWidget(self._refused_head)
        column.addWidget(self._refused_area, 1)
        column.addWidget(self.handed, 1)
        return column


def _sheet() -> tuple[QWidget, QVBoxLayout]:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, space(2), 0)
    column.setSpacing(space(2))
    return sheet, column
