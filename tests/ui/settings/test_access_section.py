"""查阅记录 over a real register."""

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from app.ui.settings.access_section import AccessSection
from app.ui.widgets.two_line_list import LINE_ROLE
from tests.conftest import TODAY


def shown(section):
    model = section.list.model()
    return [model.index(row, 0).data(LINE_ROLE) for row in range(model.rowCount())]


def test_the_leader_reads_who_looked_and_why(qtbot, desk, theme):
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal")
    desk.receptions.register(draft, [Visitor("欧阳金", "", "11010519491231002X")])
    section = AccessSection(desk.access_log, theme)
    qtbot.addWidget(section)
    section.refresh()
    assert section.list.isHidden()
    desk.people.reveal_number(desk.people.lookup("欧阳金")[0].id, "核对身份")
    section.refresh()
    (line,) = shown(section)
    assert "查看完整证件号码" in line.first
    assert line.second == "核对身份"
    assert "欧阳金" not in line.spoken()
