"""关于: which version this is and on what terms, a newer one from a stick, and what to hand to whoever mends it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.installed import KIND_WORDS, installed_as, version_now
from app.ui.context import Context
from app.ui.settings.diagnostics_part import DiagnosticsPart
from app.ui.settings.update_part import UpdatePart
from app.ui.theme import space
from app.ui.widgets.card import Card
from app.ui.widgets.lines import Lines

TERMS = (
    "本程序以木兰宽松许可证第2版（Mulan PSL v2）发布，可以免费使用、复制和修改；所用各部分的许可见“许可”。"
)
DATA = "登记数据只存在这台电脑上，加密保存；程序不联网。"


class AboutSection(QWidget):
    """The parts one below the other; `add_part` puts one more at the end."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self.version = Lines()
        self.update_part = UpdatePart(desk, context)
        self.diagnostics = DiagnosticsPart(desk, context)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(4))
        self._column.addStretch(1)
        for part in (self._version_card(), self.update_part, self.diagnostics):
            self.add_part(part)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """As high as the broken lines are at this width; Qt alone guesses, and cuts the cards below."""
        layout, room = self.layout(), max(self.width() - space(6), 1)  # a bar may still take some of it
        return QSize(0, layout.totalHeightForWidth(room)) if layout else super().sizeHint()

    def add_part(self, part: QWidget) -> None:
        """One more card below the others."""
        self._column.insertWidget(self._column.count() - 1, part)

    def refresh(self) -> None:
        """How it stands with versions and packages now."""
        self.version.say([f"版本{version_now()}（{KIND_WORDS[installed_as()]}）", TERMS, DATA])
        self.update_part.refresh()

    def _version_card(self) -> Card:
        card = Card("乡镇信访工作台")
        card.column.addWidget(self.version)
        return card
