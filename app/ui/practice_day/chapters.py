"""The township's half of the day: set-up, receptions, handing over, due dates, the month."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.figures import Count
from app.ui.matters.page import MattersPage
from app.ui.matters.step_form import StepForm
from app.ui.month.page import MonthPage
from app.ui.practice_day.hands import ALT, CONTROL, come_to_front
from app.ui.practice_day.people import ACTS, COMERS, Act, Comer
from app.ui.practice_day.scribe import NotDone
from app.ui.practice_day.stage import PASSWORD, Stage
from app.ui.reception.page import ReceptionPage
from app.ui.start.assistant import Assistant
from app.ui.start.step import Step

ENTER, DIGITS = (
    Qt.Key.Key_Return,
    dict(enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5))),
)
CHANNEL_KEYS = {
    "letter": DIGITS[0],
    "visit": DIGITS[1],
    "web": DIGITS[2],
    "call": DIGITS[3],
    "other": DIGITS[4],
}
OFFICE = {
    "name": "青山镇信访工作办公室", "code": "999999101000", "superior": "青川县信访局",
    "clerk": "练习专干", "phone": "0000-0000001", "address": "青山镇练习路1号",
}  # fmt: skip
VILLAGES, LEADERS = ("青山村", "柳溪村", "石桥村"), ("周甲 镇党委书记", "吴乙 镇长")
LAST_MONTH = "2026-10"


def set_up(stage: Stage) -> None:
    """The first start: the assistant, filled in by keys."""
    stage.application.begin()
    start = stage.application.start_window
    if start is None or start.assistant is None:
        raise NotDone("没有出现首次使用向导")
    come_to_front(start)
    wizard = start.assistant
    stage.scribe.picture(start, "首次使用")
    stage.hands.reach(wizard.welcome.office_choice)
    stage.hands.press(ENTER)
    _fill_office(stage, wizard)
    _leave(stage, wizard, wizard.office, wizard.units)
    _leave(stage, wizard, wizard.units, wizard.villages)
    _write_names(stage, wizard.villages.names_edit, VILLAGES)
    _leave(stage, wizard, wizard.villages, wizard.leaders)
    _write_names(stage, wizard.leaders.names_edit, LEADERS)
    _leave(stage, wizard, wizard.leaders, wizard.password)
    for edit in (wizard.password.password_edit, wizard.password.again_edit):
        stage.hands.reach(edit)
        stage.hands.write(PASSWORD)
    _leave(stage, wizard, wizard.password, wizard.recovery)
    stage.scribe.picture(start, "恢复码")
    for place, edit in zip(wizard.recovery.part.asked, wizard.recovery.part.edits, strict=True):
        stage.hands.reach(edit)
        stage.hands.write(wizard.recovery.part.groups[place - 1])
    _leave(stage, wizard, wizard.recovery, wizard.finish)
    stage.scribe.picture(start, "核对机构")
    stage.hands.press(ENTER)
    come_to_front(stage.window)
    office = stage.desk.offices.office()
    stage.scribe.check(
        office.name == OFFICE["name"], f"建立机构：{office.name}，机关代字“{office.organ_code}”"
    )


def receive_all(stage: Stage) -> None:
    """Everybody of the story, through the reception page."""
    stage.hands.press(Qt.Key.Key_2, ALT)
    page = stage.window.open_page("reception")
    if not isinstance(page, ReceptionPage):
        raise NotDone("登记页没有打开")
    for at, comer in enumerate(COMERS):
        _receive(stage, page, comer, picture=f"登记-{comer.name}" if at in {0, len(COMERS) - 1} else "")
    stage.picture("登记完成")


def hand_over(stage: Stage) -> None:
    """受理, 送达, 交办 with their papers, and one matter to its end."""
    for act in ACTS:
        _take(stage, act)
    stage.picture("事项")


def look_at_today(stage: Stage) -> None:
    """What presses on this day, as the Today page says it."""
    stage.hands.press(Qt.Key.Key_1, ALT)
    stage.picture("今日", wait=120)
    sheet = stage.desk.today.sheet()
    for line in (*sheet.must, *sheet.soon):
        stage.scribe.tell(f"　{line.who}　{line.title}：{line.task}，{_left(line.days_left)}")
    stage.scribe.check(
        sheet.overdue and sheet.due_today,
        f"今日：{len(sheet.must)}件今天必须办，{len(sheet.soon)}件七天内到期",
    )


def close_month(stage: Stage) -> None:
    """校核, 结账, 打印 of last month."""
    stage.hands.press(Qt.Key.Key_5, ALT)
    page = stage.window.open_page("month")
    if not isinstance(page, MonthPage):
        raise NotDone("月结页没有打开")
    for step in ("check", "close"):
        stage.hands.reach(page.course.buttons[step])
        stage.hands.press(ENTER)
    stage.picture("月结")
    table = stage.desk.month.table(stage.desk.month.period(LAST_MONTH))
    number = table.figures["receptions"]
    expected = sum(comer.on.startswith(LAST_MONTH) for comer in COMERS)
    stage.scribe.check(
        table.closed and isinstance(number, Count) and number.value == expected,
        f"结账：{table.period.name}登记{expected}件次，合计相符",
    )
    stage.hands.press(Qt.Key.Key_P, CONTROL)
    stage.picture("月报表", wait=500)
    stage.hands.press(Qt.Key.Key_P, CONTROL)
    stage.hands.press(Qt.Key.Key_Escape)


def _fill_office(stage: Stage, wizard: Assistant) -> None:
    for name, text in OFFICE.items():
        stage.hands.reach(wizard.office.line(name))
        stage.hands.write(text)
        stage.hands.press(ENTER)
    window = wizard.window()
    stage.scribe.picture(window, "填写机构")


def _leave(stage: Stage, wizard: Assistant, step: Step, following: Step) -> None:
    if wizard.current() is not step:
        raise NotDone(f"向导不在“{step.name}”")
    stage.hands.reach(wizard.next_button)
    stage.hands.press(ENTER)
    if wizard.current() is not following:
        raise NotDone(f"向导没有从“{step.name}”走到“{following.name}”")


def _write_names(stage: Stage, edit: QPlainTextEdit, names: tuple[str, ...]) -> None:
    stage.hands.reach(edit)
    for name in names:
        stage.hands.write(name)
        stage.hands.press(ENTER)


def _receive(stage: Stage, page: ReceptionPage, comer: Comer, *, picture: str) -> None:
    hands, questions = stage.hands, page.questions
    before = {row.id for row in stage.desk.matters.page(which="all")}
    hands.press(CHANNEL_KEYS[comer.channel])
    if comer.again:
        hands.write(comer.name)
        hands.press(Qt.Key.Key_Down)
        hands.press(ENTER)
        hands.press(Qt.Key.Key_F8)
    else:
        _write_person(stage, page, comer)
        _fill(stage, questions.head_count, str(comer.heads))
        for edit in (questions.occurred_on, questions.registered_on):
            _fill(stage, edit, comer.on)
        _fill(stage, questions.village.box, comer.village)
        _fill(stage, questions.title_edit, comer.title)
    _fill(stage, questions.text_edit, comer.text)
    if comer.request:
        _fill(stage, questions.request_edit, comer.request)
    if picture:
        stage.picture(picture)
    hands.press(ENTER, CONTROL)
    _check_received(stage, comer, before)


def _write_person(stage: Stage, page: ReceptionPage, comer: Comer) -> None:
    block = page.questions.visitors.blocks[0]
    for edit, text in (
        (block.name_edit, comer.name),
        (block.phone_edit, comer.phone),
        (block.id_edit, comer.id_number),
    ):
        if text:
            stage.hands.reach(edit)
            stage.hands.write(text)


def _check_received(stage: Stage, comer: Comer, before: set[str]) -> None:
    newest = stage.desk.matters.find(comer.name, limit=1)
    matter = stage.desk.matters.matter(newest[0].id) if newest else None
    happened = matter is not None and (
        len(matter.receptions) == 2
        if comer.again
        else matter.id not in before and matter.title == comer.title
    )
    said = "第2次，并入原事项" if comer.again else comer.title
    stage.scribe.check(happened, f"登记：{matter.number if matter else ''} {comer.name}　{said}")


def _fill(stage: Stage, widget: QWidget, text: str) -> None:
    stage.hands.reach(widget)
    stage.hands.rewrite(text)


def _take(stage: Stage, act: Act) -> None:
    hands, page = stage.hands, _open_matter(stage, act.number)
    hands.reach(page.detail.steps.buttons[act.kind])
    hands.press(ENTER)
    form = page.panel.content()
    if not isinstance(form, StepForm):
        raise NotDone(f"{act.number}没有出现填写面板")
    _fill(stage, form.on_edit, act.on)
    hands.press(Qt.Key.Key_Tab)
    if act.unit:
        _fill(stage, form.unit_box, act.unit)
    if act.kind == "deliver":
        hands.click(form.ways.chip("direct"))
    if act.text:
        _fill(stage, form.text_edit, act.text)
    if act.papers:
        stage.picture("填写受理" if act.kind == "accept" else "填写交办")
    hands.press(ENTER, CONTROL)
    _check_taken(stage, page, act)


def _check_taken(stage: Stage, page: MattersPage, act: Act) -> None:
    desk = stage.desk
    timeline = desk.matters.view(desk.matters.id_of(act.number)).timeline
    happened = not page.panel.is_open() and any(line.occurred_on.isoformat() == act.on for line in timeline)
    stage.scribe.check(happened, f"办理：{act.number} {timeline[0].text if timeline else ''}")
    for form in act.papers:
        page.detail.show_papers(form)
        stage.hands.reach(page.detail.papers.print_button(form))
        stage.hands.press(ENTER)
        if page.panel.is_open():  # the form asks something first; what the register knows is enough here
            stage.hands.press(Qt.Key.Key_P, CONTROL)


def _open_matter(stage: Stage, number: str) -> MattersPage:
    """Ctrl+K, the number, Enter."""
    stage.hands.press(Qt.Key.Key_K, CONTROL)
    stage.hands.rewrite(number)
    stage.hands.press(ENTER)
    page = stage.window.open_page("matters")
    if (
        not isinstance(page, MattersPage)
        or page.detail.view is None
        or page.detail.view.matter.number != number
    ):
        raise NotDone(f"搜索没有打开{number}")
    return page


def _left(days: int) -> str:
    return f"超期{-days}天" if days < 0 else "今天到期" if days == 0 else f"还有{days}天"
