"""The other half: the keys of both sides, the bundle up, the county's answer down."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.county.desk import CountyDesk, create_county
from app.ui.exchange.page import ExchangePage
from app.ui.practice_day.chapters import LAST_MONTH
from app.ui.practice_day.hands import ALT, CONTROL
from app.ui.practice_day.scribe import NotDone
from app.ui.practice_day.stage import COUNTY_PASSWORD, Stage

COUNTY, COUNTY_CODE = "青川县信访局", "999999000000"
ENTER = Qt.Key.Key_Return


def exchange(stage: Stage) -> None:
    """Enrol both ways, send October up, take the answer in."""
    stick = stage.folder / "U盘"
    stick.mkdir(exist_ok=True)
    county = create_county(stage.folder / "县局", COUNTY, COUNTY_CODE, COUNTY_PASSWORD, now=stage.clock.now)
    try:
        page = _open_page(stage)
        _enrol_both_ways(stage, page, county, stick)
        bundle = _send(stage, page, stick)
        answer = _answer(stage, county, bundle, stick)
        _take_in(stage, page, answer)
    finally:
        county.close()


def _open_page(stage: Stage) -> ExchangePage:
    stage.hands.press(Qt.Key.Key_6, ALT)
    page = stage.window.open_page("exchange")
    if not isinstance(page, ExchangePage):
        raise NotDone("报送页没有打开")
    stage.picture("报送-未登记")
    return page


def _enrol_both_ways(stage: Stage, page: ExchangePage, county: CountyDesk, stick: Path) -> None:
    hands = stage.hands
    stage.prompts.next_path = county.enrolment_file
    hands.reach(page.county.take_button)
    hands.press(ENTER)
    stage.picture("报送-未核对")
    hands.reach(page.county.digits_edit)
    hands.write(page.county.computed_digits())  # as the county reads them from its sheet
    hands.press(ENTER)
    enrolled = stage.desk.exchange.status().county
    stage.scribe.check(enrolled and enrolled["verified"], f"核对{COUNTY}的校验码")
    hands.reach(page.own.sheet_button)
    hands.press(ENTER)
    stage.picture("公钥登记表", wait=500)
    hands.press(Qt.Key.Key_P, CONTROL)
    hands.press(Qt.Key.Key_Escape)
    stage.prompts.next_path = stick
    hands.reach(page.own.copy_button)
    hands.press(ENTER)
    township = county.enrol(
        (stick / stage.desk.exchange.enrolment_path().name).read_bytes(), _own_digits(stage)
    )
    stage.scribe.check(township.verified, f"县局核对盖章登记表，登记{township.name}")


def _send(stage: Stage, page: ExchangePage, stick: Path) -> Path:
    stage.prompts.next_path = stick
    row = next(row for row in page.ways.rows if row.way.period.id == LAST_MONTH)
    stage.hands.reach(row.action_button)
    stage.hands.press(ENTER)
    stage.picture("报送-将要报送", wait=300)
    stage.hands.press(ENTER, CONTROL)
    stage.picture("报送封面", wait=500)
    stage.hands.press(Qt.Key.Key_P, CONTROL)
    stage.hands.press(Qt.Key.Key_Escape)
    stage.picture("报送-已写入")
    written = sorted(stick.glob("*.xfb"))
    stage.scribe.check(len(written) == 1, f"导出：{written[0].name if written else ''} 已写入并读回核对")
    return written[0]


def _answer(stage: Stage, county: CountyDesk, bundle: Path, stick: Path) -> Path:
    taken = county.take([bundle])[0]
    stage.scribe.check(taken.state == "accepted" and not taken.differences, f"县局接收：{taken.sentence}")
    answers = county.ack(stick)
    stage.scribe.check(len(answers) == 1, f"县局回执：{answers[0].name if answers else ''}")
    return answers[0]


def _take_in(stage: Stage, page: ExchangePage, answer: Path) -> None:
    stage.prompts.next_path = answer
    stage.hands.reach(page.take_button)
    stage.hands.press(ENTER)
    stage.picture("报送-已处理")
    status = stage.desk.exchange.status()
    stage.scribe.check(
        status.sent and status.sent[0].state == "processed" and not status.refused,
        f"接收回执：{page.notice.sentence()}",
    )


def _own_digits(stage: Stage) -> str:
    digits = stage.desk.exchange.status().check_number
    return "".join(char for char in digits if char.isdigit())
