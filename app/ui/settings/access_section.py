"""查阅记录: who looked at what, for the office's leader; nothing here can be changed."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.access_log import KINDS, USUAL, AccessLine, AccessLog
from app.ui.theme import Theme, Type, space
from app.ui.widgets.plain import PlainLabel, plain_caption
from app.ui.widgets.two_line_list import Line, TwoLineList

EXPLAINED = (
    "看过完整证件号码、启封过检举控告事项、写出过报送包和备份的，都记在这里，谁也改不了；供单位负责人查看。"
)
NOTHING = "还没有查阅记录。"


class AccessSection(QWidget):
    """The record of looking, the newest first, read page by page."""

    def __init__(self, log: AccessLog, theme: Theme) -> None:
        super().__init__()
        self._log = log
        self.every_box = QCheckBox(plain_caption("也列出每次打开登记库和打印"))
        self.every_box.toggled.connect(self.refresh)
        self.list = TwoLineList(theme, name="查阅记录")
        self._empty = PlainLabel(NOTHING, soft=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space(4))
        column.setSpacing(space(3))
        column.addWidget(PlainLabel(EXPLAINED, Type.BODY, soft=True, wrap=True))
        column.addWidget(self.every_box)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read it again from the newest."""
        lines = self._lines(0)
        self.list.show_lines(lines, lambda last: self._lines(int(last.key)))
        self._empty.setVisible(not lines)
        self.list.setVisible(bool(lines))

    def _lines(self, before: int) -> list[Line]:
        kinds = tuple(KINDS) if self.every_box.isChecked() else USUAL
        return [_line(found) for found in self._log.lines(before=before, kinds=kinds)]


def _line(found: AccessLine) -> Line:
    first = "　".join(part for part in (found.what, found.about) if part)
    return Line(str(found.seq), first, found.why or "没有另写原因", f"{found.at}　{found.who}")
