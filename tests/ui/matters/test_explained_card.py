"""The explained date as a card: its parts, its keys, its paper, and a sealed matter's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.matters.explained_card import ExplainedCard
from app.ui.matters.page import MattersPage
from app.ui.widgets.plain import PlainLabel
from tests.ui.matters.situation import press, register, step, surroundings

K = Qt.Key


@pytest.fixture
def around(theme):
    return surroundings(theme=theme)


@pytest.fixture
def extended(desk):
    """Accepted and extended; the last day, 28 November, is a Saturday."""
    desk.offices.choose({"closing_time": "17:30"})
    matter_id = register(desk, "张三", days_ago=75, purpose="appeal").matter_id
    step(desk, matter_id, "accept", days_ago=72)
    step(desk, matter_id, "extend", days_ago=20, days=20, leader="周甲", text="需要测绘")
    return matter_id


@pytest.fixture
def card(qtbot, desk, around, extended):
    shown = ExplainedCard(desk.register, around.context)
    qtbot.addWidget(shown)
    shown.resize(760, 400)
    view = desk.matters.view(extended)
    shown.show_clock(view, clock(view, "answer"))
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


@pytest.fixture
def page(qtbot, desk, around, extended):
    shown = MattersPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 688)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.open_matter(extended)
    return shown


def clock(view, name):
    return next(line for line in view.deadlines if line.clock == name)


def said(widget):
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget)]


def test_every_part_stands_under_its_word(card):
    words = said(card)
    for part in (
        "办结答复",
        "还有8天",
        "本机关 · 法定期限",
        "依据",
        "计算",
        "延长",
        "原定最后一日",
        "截止时间",
        "规定",
    ):
        assert part in words
    assert "2026年11月8日" in words
    assert any("经周甲批准，延长20日，理由：需要测绘" in text for text in words)
    assert any("17:30" in text for text in words)


def test_both_dates_stand_there_and_one_of_them_counts(card):
    words = said(card)
    plain, rolled = words.index("未顺延"), words.index("顺延后")
    assert words[plain : plain + 3] == ["未顺延", "2026年11月28日　周六", "以此为准"]
    assert words[rolled + 1] == "2026年11月30日　周一"
    assert words.count("以此为准") == 1
    assert {"2026年11月28日 周六", "2026年11月29日 周日"} <= set(words)


def test_one_date_needs_no_second_word(card, desk, extended):
    view = desk.matters.view(extended)
    card.show_clock(view, clock(view, "notice"))
    assert "顺延后" not in said(card)
    assert "最后一日" in said(card)


def test_the_petitioner_s_later_date_is_the_one_that_counts(card, desk, extended):
    step(desk, extended, "answer", days_ago=30, text="已核实")
    step(desk, extended, "deliver", days_ago=29, way="direct")
    view = desk.matters.view(extended)
    card.show_clock(view, clock(view, "review"))
    words = said(card)
    assert words[words.index("顺延后") + 1 :][:2] == ["2026年11月23日　周一", "以此为准"]
    assert "信访人 · 可以行使的权利" in words


def test_a_reader_that_cannot_see_it_hears_all_of_it(card):
    assert card.accessibleName() == "时限说明：办结答复"
    for words in ("第三十四条", "开始当日不计算在内", "延长20日", "法定顺延至2026年11月30日"):
        assert words in card.accessibleDescription()
        assert words in card.print_button.accessibleDescription()


def test_printing_sends_the_whole_matter_s_sheet(card, around):
    card.print_button.click()
    (title, pdf) = around.desktop.printed[0]
    assert title.endswith("时限说明")
    assert pdf.startswith(b"%PDF")
    assert "已送打印机" in around.toasts[-1][0]


def test_a_silent_printer_is_one_sentence(card, around):
    around.desktop.out_of_paper = True
    card.print_button.click()
    assert around.prompts.errors == ["打印机没有纸，没有打印。请加纸再试。"]


def test_enter_opens_it_tab_reaches_it_and_esc_puts_it_away(page):
    detail = page.detail
    detail.strip.setFocus()
    press(K.Key_Return)
    assert detail.why.is_open()
    for _ in range(6):
        if detail.why.print_button.hasFocus():
            break
        press(K.Key_Tab)
    assert detail.why.print_button.hasFocus()
    press(K.Key_Escape)
    assert not detail.why.is_open()
    assert QApplication.focusWidget() is detail.strip.line


def test_esc_on_the_strip_puts_it_away_too(page):
    page.detail.strip.setFocus()
    press(K.Key_Return)
    press(K.Key_Escape)
    assert not page.detail.why.is_open()


def test_the_open_card_follows_what_happens_to_its_matter(page, desk, extended):
    page.detail.explain(clock(page.detail.view, "answer"))
    step(desk, extended, "answer", text="已核实")
    page.refresh()
    assert page.detail.why.standing.text() == "已于2026年11月20日办理"
    page.open_matter(register(desk, "李四", days_ago=2).matter_id)
    assert not page.detail.why.is_open()


def test_a_sealed_matter_s_card_shows_its_date_only(page, desk):
    sealed = register(desk, "张三", "反映某干部违规领取补贴", purpose="report", days_ago=2)
    page.open_matter(sealed.matter_id)
    page.detail.explain(clock(page.detail.view, "pass_on"))
    words = said(page.detail.why)
    assert "2026年12月3日　周四" in words
    assert "依据" not in words
    assert "第三十条" not in page.detail.why.accessibleDescription()
