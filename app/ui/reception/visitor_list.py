"""随行名单: those who came along, pasted from Excel or typed one per line."""

from app.core.visitor_lists import in_words, read_list
from app.services.receptions import Visitor
from app.ui.reception.texts import several_lines
from app.ui.widgets.field import Field

HINT = "从Excel复制粘贴即可：每行一人，姓名、身份证号、电话，缺的可以空着"
HEIGHT = 96


class VisitorListField(Field):
    """Names beside those of the blocks; how many were read is said below."""

    def __init__(self) -> None:
        edit = self.edit = several_lines(HEIGHT)
        super().__init__("随行名单", edit, hint=HINT)
        self._read = read_list("")
        edit.textChanged.connect(self._on_list_changed)

    def visitors(self) -> tuple[Visitor, ...]:
        return tuple(Visitor(person.name, person.phone, person.id_number) for person in self._read.people)

    def _on_list_changed(self) -> None:
        self._read = read_list(self.edit.toPlainText())
        self.set_hint(in_words(self._read) or HINT)
