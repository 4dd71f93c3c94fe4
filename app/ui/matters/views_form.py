"""存为常用, 改名: a name for what the list shows. A view holds filters only, never a person."""

from PySide6.QtWidgets import QLineEdit

from app.services.list_views import LONGEST_NAME
from app.ui.matters.panel_form import PanelForm
from app.ui.widgets.field import Field
from app.ui.widgets.plain import PlainLabel


class ViewNameForm(PanelForm):
    """`submitted` carries the name typed."""

    def __init__(self, verb: str, described: str, name: str = "") -> None:
        super().__init__(verb, described)
        self.name_edit = QLineEdit(name)
        self.name_edit.setPlaceholderText("例如：本月来访")
        self.name_edit.setMaxLength(2 * LONGEST_NAME)
        self.put("name", Field("名称", self.name_edit, hint=f"最多{LONGEST_NAME}个字，显示在筛选条最前面"))
        said = "记住的是筛选条件和排序，不记人名；以后点一下就照这样列出，内容随登记自动更新。"
        self.column.addWidget(PlainLabel(said, soft=True, wrap=True))
        self.finish()

    def submit(self) -> None:
        self.submitted.emit(self.name_edit.text())
