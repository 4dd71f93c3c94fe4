"""许可: what the program is made of; the whole text of the chosen part's licence beside the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from app.services.licences import Part, parts
from app.ui.theme import Theme, Type, space
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

EXPLAINED = "本程序按木兰宽松许可证第2版发布，可以免费使用、复制和修改。它所用的各部分和各自的许可列在下面，选一个看全文。"


class LicencesPart(QWidget):
    """The parts on the left, the licence of the chosen one on the right; nothing here can be changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = TwoLineList(theme, name="组成部分")
        self.about = PlainLabel("", Type.BODY, soft=True, wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("许可全文")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space(4))
        column.setSpacing(space(3))
        column.addWidget(PlainLabel(EXPLAINED, Type.BODY, soft=True, wrap=True))
        column.addWidget(self._halves(), 1)
        self.list.show_lines([_line(at, part) for at, part in enumerate(parts())])
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.show_part(now.row()))
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def show_part(self, at: int) -> None:
        """The whole licence of one part, from its beginning."""
        part = parts()[at]
        version = f" {part.version}" if part.version else ""
        self.about.setText(f"{part.name}{version}　{part.licence}\n{part.use}　{part.home}")
        self.text.setPlainText(part.text())

    def _halves(self) -> QSplitter:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(space(3), 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.about)
        column.addWidget(self.text, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(right)
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        return halves


def _line(at: int, part: Part) -> Line:
    several = "多项许可" if " AND " in part.licence else part.licence
    return Line(str(at), part.name, part.use, "另有条款" if several.startswith("LicenseRef-") else several)
