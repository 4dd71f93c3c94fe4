"""How papers are printed on this PC: copies, sides, with which fonts."""

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field

COPIES = tuple((str(number), f"{number}份") for number in range(1, 6))
SIDES = (("", "照打印机的设置"), ("one", "单面"), ("both", "双面"))
SHIPPED, OWN = "shipped", "own"
FONTS = ((SHIPPED, "用程序自带的字体"), (OWN, "优先使用本机安装的字体"))
COPIES_HINT = "每次打印的份数，补打也是；记入文书的打印份数。"
FONTS_HINT = (
    "仿宋、楷体、小标宋：本机装有并允许嵌入的，文书优先用它；没有的字仍用程序自带的。只影响以后生成的文件。"
)


class PrintingChoices(Protocol):
    """What is in force, and how it is changed."""

    def copies(self) -> int: ...
    def choose_copies(self, copies: int) -> None: ...
    def sides(self) -> str: ...
    def choose_sides(self, sides: str) -> None: ...
    def own_fonts(self) -> bool: ...
    def choose_own_fonts(self, *, on: bool) -> None: ...


class PrintingPart(QWidget):
    """Three fields; each choice is in force at once."""

    def __init__(self, choices: PrintingChoices) -> None:
        super().__init__()
        self._choices = choices
        self.copies = Chips(COPIES, name="打印份数")
        self.sides = Chips(SIDES, name="单面还是双面")
        self.fonts = Chips(FONTS, name="文书字体")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for field in (
            Field("打印份数", self.copies, hint=COPIES_HINT),
            Field("单面还是双面", self.sides),
            Field("文书字体", self.fonts, hint=FONTS_HINT),
        ):
            column.addWidget(field)
        self.refresh()
        self.copies.changed.connect(lambda: choices.choose_copies(int(self.copies.value())))
        self.sides.changed.connect(lambda: choices.choose_sides(self.sides.value()))
        self.fonts.changed.connect(lambda: choices.choose_own_fonts(on=self.fonts.value() == OWN))

    def refresh(self) -> None:
        """Show what is in force."""
        self.copies.choose(str(self._choices.copies()))
        self.sides.choose(self._choices.sides())
        self.fonts.choose(OWN if self._choices.own_fonts() else SHIPPED)
