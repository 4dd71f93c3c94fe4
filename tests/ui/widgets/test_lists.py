"""Lists of two lines, tables of figures, sentences."""

from PySide6.QtCore import Qt

from app.ui.theme import Tone
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.two_line_list import Line, LinesModel, TwoLineList

LINES = [Line(str(n), f"〔2026〕000{n} 张三", "补偿款", "11-21", "超期2天", Tone.LATE) for n in range(1, 4)]


def listed(qtbot, theme):
    matters = TwoLineList(theme, name="事项")
    qtbot.addWidget(matters)
    matters.show_lines(LINES)
    matters.resize(300, 300)
    matters.show()
    return matters


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = LinesModel()
    model.show_lines(LINES)
    qtmodeltester.check(model)


def test_a_list_reads_on_page_by_page_until_there_is_no_more(qtbot, theme):
    matters = TwoLineList(theme, name="事项")
    qtbot.addWidget(matters)
    matters.show_lines(LINES[:1], lambda last: [LINES[int(last.key)]] if int(last.key) < 3 else [])
    model = matters.model()
    while model.canFetchMore(matters.rootIndex()):
        model.fetchMore(matters.rootIndex())
    assert matters.line_count() == 3


def test_down_moves_and_enter_opens(qtbot, theme):
    matters, opened = listed(qtbot, theme), []
    matters.opened.connect(opened.append)
    matters.choose("1")
    qtbot.keyClick(matters, Qt.Key.Key_Down)
    qtbot.keyClick(matters, Qt.Key.Key_Return)
    assert opened == ["2"]


def test_reading_again_keeps_the_line_the_clerk_was_on(qtbot, theme):
    matters = listed(qtbot, theme)
    matters.choose("3")
    matters.show_lines(LINES[1:])
    assert matters.current_key() == "3"


def test_a_line_is_read_out_in_full(qtbot, theme):
    matters = listed(qtbot, theme)
    spoken = matters.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "〔2026〕0001 张三，11-21，补偿款，超期2天"


def test_a_figure_with_records_behind_it_opens_and_one_without_does_not(qtbot, theme):
    table, opened = FiguresTable(theme, name="本月"), []
    qtbot.addWidget(table)
    table.show_table(["形式", "件次"], [[Cell("来访"), Cell("42", "visits", True)]])
    table.opened.connect(opened.append)
    for column in (0, 1):
        table.setCurrentCell(0, column)
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["visits"]
