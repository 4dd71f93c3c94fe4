"""A known person at the desk: keys and clicks, beyond the content itself, until the receipt is printed."""

import sys
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from app.ui.desk_window import open_window
from app.ui.desktop import QtDesktop
from app.ui.practice_day.hands import ALT, CONTROL, Hands, come_to_front
from app.ui.prompts import QtPrompts
from app.ui.reception.page import ReceptionPage
from app.ui.surroundings import surroundings
from app.ui.tasks import InlineTasks

MOST_PRESSES = 12  # product.md, "What it is measured by"
ENTER = Qt.Key.Key_Return


class ListDesktop(QtDesktop):
    """A printer that keeps what it was given."""

    def __init__(self):
        super().__init__()
        self.printed = []

    def printers(self):
        return ("柜台打印机",)

    def print_pdf(self, pdf, title):
        self.printed.append((title, pdf))
        return "柜台打印机"


class NoQuestions(QtPrompts):
    """Nothing may stop the clerk on this way."""

    def confirm(self, question, verb, *, detail="", danger=False):
        raise AssertionError(question)

    def show_error(self, sentence):
        raise AssertionError(sentence)


@dataclass
class Counter:
    """The open desk, the window on it, and the hands that count."""

    desk: object
    window: object
    printer: ListDesktop
    hands: Hands = field(default_factory=Hands)


@pytest.fixture
def counter(qapp, desk, tmp_path):
    """张三 was here in March; the clerk looks at the Today page."""
    day = date(2026, 3, 10)
    desk.receptions.register(
        ReceptionDraft("visit", day, day, "反映征地补偿款未足额发放"), [Visitor("张三", "13000000001")]
    )
    printer = ListDesktop()
    around = replace(
        surroundings(qapp, tmp_path / "screen"), prompts=NoQuestions(), desktop=printer, tasks=InlineTasks()
    )
    around.theme.motion = False
    window = open_window(desk, around)
    come_to_front(window)
    yield Counter(desk, window, printer)
    window.close()
    assert desk.safety.verify(full=True).ok


def printed_text(counter, tmp_path):
    path = tmp_path / "receipt.pdf"
    path.write_bytes(counter.printer.printed[-1][1])
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_known_person_has_a_printed_receipt_after_few_keys(counter, tmp_path):
    hands = counter.hands
    hands.press(Qt.Key.Key_2, ALT)
    hands.press(Qt.Key.Key_2)
    hands.write("张三")
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    page = counter.window.findChild(ReceptionPage)
    hands.press(ENTER, times=enters_to(page, page.questions.title_edit))
    hands.write("反映水渠淤塞影响灌溉")
    hands.press(ENTER, CONTROL)
    say(f"熟人来访到打印回执：{hands.presses}次按键和点击（不含内容），上限{MOST_PRESSES}")
    assert hands.presses <= MOST_PRESSES
    assert len(counter.printer.printed) == 1
    assert "张三" in printed_text(counter, tmp_path)
    newest = counter.desk.matters.find("水渠", limit=1)[0]
    assert (newest.title, newest.people) == ("反映水渠淤塞影响灌溉", "张三")


def test_somebody_who_comes_back_about_the_same_thing_takes_one_key_more(counter):
    hands = counter.hands
    hands.press(Qt.Key.Key_2, ALT)
    hands.press(Qt.Key.Key_2)
    hands.write("张三")
    hands.press(Qt.Key.Key_Down)
    hands.press(ENTER)
    hands.press(Qt.Key.Key_F8)
    hands.write("再次来访，询问办理进展。")
    hands.press(ENTER, CONTROL)
    say(f"熟人再次来访到打印回执：{hands.presses}次按键和点击（不含内容），上限{MOST_PRESSES}")
    assert hands.presses <= MOST_PRESSES
    assert len(counter.printer.printed) == 1
    matter = counter.desk.matters.matter(counter.desk.matters.find("征地", limit=1)[0].id)
    assert [reception.ordinal for reception in matter.receptions] == [1, 2]


def enters_to(page, wanted):
    """How often Enter has to be pressed from here to the wanted field, in the order the window has."""
    times, widget = 0, page.focusWidget()
    while widget is not wanted:
        widget = widget.nextInFocusChain()
        times += bool(
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page) and widget.isEnabled()
        )
        assert times < 40
    return times


def say(sentence):
    """Printed with `pytest -s`, and shown when the test fails."""
    sys.stdout.write(sentence + "\n")
